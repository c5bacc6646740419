"""Starting the demonstration directories, and the settings that point at them."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from extranet.demonstration.people import DemonstrationPerson, mail_domain, members, people_of, role_rules

SERVICE_PASSWORD = "read-only service of the demonstration"


@dataclass(frozen=True)
class RunningDirectories:
    """The process that serves them; `ports` by authority slug."""

    process: subprocess.Popen
    ports: Mapping[str, int]

    def tables(self) -> dict[str, dict[str, Any]]:
        """What stands under [directory.<slug>] for every authority."""
        return directory_tables(self.ports)

    def stop(self) -> None:
        """End the process; it also ends by itself when this one does."""
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()


def start_directories(authorities: Iterable[str]) -> RunningDirectories:
    """One LDAP server for each authority, on loopback, ready to answer.

    RuntimeError when the process ends at once (is the extra `demo` installed?).
    """
    people = people_of(authorities)
    by_authority: dict[str, list[DemonstrationPerson]] = {}
    for one in people:
        by_authority.setdefault(one.authority, []).append(one)
    wanted = {slug: entries_of(slug, own) for slug, own in by_authority.items()}
    command = [sys.executable, "-m", "extranet.demonstration.server"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.stdin.write(json.dumps(wanted) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise RuntimeError("The demonstration directories did not start. Install them with: pip install 'extranet[demo]'")
    return RunningDirectories(process, json.loads(answer))


def directory_tables(ports: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """The settings of every directory: {slug: table}."""
    return {
        slug: {
            "hosts": ["127.0.0.1"],
            "port": port,
            "tls": "none",
            "service_dn": _service_dn(slug),
            "service_password": SERVICE_PASSWORD,
            "people_base": f"ou=people,{_suffix(slug)}",
            "person_filter": "(objectClass=inetOrgPerson)",
            "login_attributes": ["uid", "mail"],
            "email_domains": [mail_domain(slug)],
            "group_mode": "member",
            "group_base": f"ou=groups,{_suffix(slug)}",
            "group_filter": "(objectClass=groupOfNames)",
            "roles": role_rules(slug),
        }
        for slug, port in ports.items()
    }


def entries_of(slug: str, people: list[DemonstrationPerson]) -> list[dict[str, Any]]:
    """One authority's directory as entries, parents first."""
    suffix = _suffix(slug)
    frame = [
        _entry("dc=example", ["dcObject"], dc=["example"]),
        _entry(suffix, ["dcObject", "organization"], dc=[slug], o=[slug]),
        _entry(f"ou=people,{suffix}", ["organizationalUnit"], ou=["people"]),
        _entry(f"ou=groups,{suffix}", ["organizationalUnit"], ou=["groups"]),
        _entry(_service_dn(slug), ["applicationProcess"], cn=["extranet"], userPassword=[SERVICE_PASSWORD]),
    ]
    return frame + [_person_entry(one) for one in people] + [_group_entry(slug, *group) for group in members(people).items()]


def _person_entry(one: DemonstrationPerson) -> dict[str, Any]:
    first, surname = one.name.split()
    return _entry(
        _person_dn(one),
        ["inetOrgPerson"],
        uid=[one.login],
        cn=[one.name],
        givenName=[first],
        sn=[surname],
        mail=[one.mail],
        entryUUID=[one.entry_uuid],
        userPassword=[one.password],
    )


def _group_entry(slug: str, group: str, people: list[DemonstrationPerson]) -> dict[str, Any]:
    return _entry(f"cn={group},ou=groups,{_suffix(slug)}", ["groupOfNames"], cn=[group], member=[_person_dn(one) for one in people])


def _entry(dn: str, classes: list[str], **attributes: list[str]) -> dict[str, Any]:
    return {"dn": dn, "attributes": {"objectClass": classes, **attributes}}


def _person_dn(one: DemonstrationPerson) -> str:
    return f"uid={one.login},ou=people,{_suffix(one.authority)}"


def _service_dn(slug: str) -> str:
    return f"cn=extranet,{_suffix(slug)}"


def _suffix(slug: str) -> str:
    return f"dc={slug},dc=example"
