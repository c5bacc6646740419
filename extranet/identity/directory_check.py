"""`extranet directory test`: the way to one directory, step by step, in plain words."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from extranet.identity.directory import Caller, DirectoryTrouble, Line
from extranet.identity.directory_groups import granted_by, groups_of
from extranet.identity.directory_person import read_person, wanted_attributes
from extranet.identity.directory_settings import DirectorySettings
from extranet.identity.directory_words import equals
from extranet.identity.oidc import Provider, ProviderRefused, ProviderTrouble

HINTS = {
    "connect": "Is the host name right, is the server running, and does the firewall let this machine through?",
    "connect or TLS": "Is the server running, is this its own name, and did the authority in ca_file sign its certificate?",
    "TLS": "Does the server offer StartTLS, is this its own name, and did the authority in ca_file sign its certificate?",
    "service bind": "Check service_dn and the service account's password; has it expired or been locked?",
    "bind": "The server refuses this kind of connection: does it demand LDAPS or StartTLS?",
    "search": "Check people_base and person_filter, and that the service account may read below it.",
}


@dataclass(frozen=True)
class Step:
    """One step of the way: whether it went well, and what was found or what to do."""

    name: str
    is_good: bool
    words: str


def check_directory(settings: DirectorySettings, login: str, now: datetime) -> Iterator[Step]:
    """Every step for every server; a server's later steps are left out after one that fails.

    `login` '' looks at the first person found instead.
    """
    for host, port in settings.addresses:
        try:
            socket.create_connection((host, port), settings.connect_seconds).close()
        except OSError as fault:
            yield Step("connect", False, f"{host}:{port} does not answer ({fault}). {HINTS['connect']}")
            continue
        yield Step("connect", True, f"{host}:{port} answers")
        yield from _on_line(settings, host, port, login, now)
    if settings.oidc:
        yield _provider(settings)


def _provider(settings: DirectorySettings) -> Step:
    try:
        keys = Provider(settings.authority, settings.oidc).look()
    except (ProviderTrouble, ProviderRefused) as fault:
        return Step("OpenID provider", False, f"{settings.oidc.issuer}: {fault}. Is the issuer written exactly as the provider calls itself?")
    return Step("OpenID provider", keys > 0, f"{settings.oidc.issuer} publishes {keys} keys")


def _on_line(settings: DirectorySettings, host: str, port: int, login: str, now: datetime) -> Iterator[Step]:
    try:
        with Caller(settings).service_line(host, port) as line:
            yield Step("TLS", True, "not used: loopback only" if settings.tls == "none" else f"{settings.tls}, certificate verified for {host}")
            yield Step("service bind", True, f"signed in as {settings.service_dn}")
            yield from _look_around(settings, line, login, now)
    except DirectoryTrouble as fault:
        yield Step(fault.step, False, f"{fault.why}. {HINTS.get(fault.step, '')}".strip())


def _look_around(settings: DirectorySettings, line: Line, login: str, now: datetime) -> Iterator[Step]:
    wanted = wanted_attributes(settings)
    someone = line.search(settings.people_base, settings.person_filter, wanted, 2)
    if not someone:
        yield Step("search", False, f"nobody below {settings.people_base} matches {settings.person_filter}. {HINTS['search']}")
        return
    yield Step("search", True, f"people found below {settings.people_base}")
    if login:
        one_of = "".join(equals(attribute, login) for attribute in settings.login_attributes)
        someone = line.search(settings.people_base, f"(&{settings.person_filter}(|{one_of}))", wanted, 2)
        if len(someone) != 1:
            found = "several people" if someone else "nobody"
            yield Step("person", False, f"{found} with {' or '.join(settings.login_attributes)} = {login}; exactly one is needed to sign in")
            return
    person = read_person(settings, someone[0], now)
    if person is None:
        yield Step("person", False, f"{someone[0].dn} has no single {settings.id_attribute}; may the service account read it?")
        return
    barred = "; the directory has closed this account" if person.is_barred else ""
    yield Step("person", True, f"{person.name}, login {person.login or 'missing'}, id {person.stable_id}{barred}")
    groups = groups_of(line, settings, someone[0])
    yield Step("groups", True, f"{len(groups)} groups" + "".join(f"\n       {group}" for group in sorted(groups)))
    roles = granted_by(settings.roles, groups)
    yield Step("roles", True, "".join(f"\n       {one.role} @ {one.scope_kind} {one.scope}" for one in roles) or "none but reading")
