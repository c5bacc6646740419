"""What an operator says about one authority's directory, checked at start-up.

One table [directory.<authority slug>] of the settings file becomes one frozen
`DirectorySettings`. Every field is explained in docs/directories.md; an
unknown, missing or unsafe one stops start-up with a sentence that names it.
"""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extranet.actor import ROLES, Grant
from extranet.identity.directory_words import escape_dn_value
from extranet.identity.oidc_settings import OidcSettings, read_oidc
from extranet.settings import SettingsFault

TRANSPORTS = ("ldaps", "starttls", "none")
GROUP_MODES = ("memberOf", "member", "uniqueMember", "memberUid", "none")
NESTINGS = ("no", "walk", "in_chain")
STABLE_IDS = ("entryUUID", "objectGUID")
LONGEST_TIMEOUT_SECONDS = 10
SERVICE_PASSWORD_KEYS = ("service_password", "service_password_file", "service_password_env")


@dataclass(frozen=True)
class RoleRule:
    """Members of the directory group `group` (a DN) hold `grant`."""

    group: str
    grant: Grant


@dataclass(frozen=True)
class DirectorySettings:
    """One authority's directory. Times are whole seconds (ldap3 fails on fractions)."""

    authority: str
    hosts: tuple[str, ...]
    people_base: str
    service_dn: str
    service_password: bytes = field(repr=False)
    tls: str = "ldaps"
    port: int = 0
    ca_file: str = ""
    family: str = "openldap"
    person_filter: str = "(objectClass=person)"
    login_attributes: tuple[str, ...] = ("uid",)
    id_attribute: str = "entryUUID"
    name_attribute: str = "cn"
    mail_attribute: str = "mail"
    email_domains: tuple[str, ...] = ()
    group_mode: str = "none"
    group_base: str = ""
    group_filter: str = "(objectClass=*)"
    nested: str = "no"
    roles: tuple[RoleRule, ...] = ()
    decoy_dn: str = ""
    canary_login: str = ""
    oidc: OidcSettings | None = None
    connect_seconds: int = 2
    receive_seconds: int = 3

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """(host, port) of every server, in the order to try them."""
        usual = self.port or (636 if self.tls == "ldaps" else 389)
        parts = [urlsplit(f"//{host}") for host in self.hosts]
        return tuple((part.hostname or "", part.port or usual) for part in parts)


FAMILIES: Mapping[str, Mapping[str, Any]] = {
    "openldap": {},
    "active_directory": {
        "person_filter": "(&(objectCategory=person)(objectClass=user))",
        "login_attributes": ("sAMAccountName", "userPrincipalName"),
        "id_attribute": "objectGUID",
        "name_attribute": "displayName",
        "group_mode": "memberOf",
        "group_filter": "(objectClass=group)",
        "nested": "in_chain",
    },
}


def read_directories(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, DirectorySettings]:
    """Every directory of the settings file by authority slug. SettingsFault names what is wrong."""
    return {slug: read_directory(slug, table) for slug, table in tables.items()}


def read_directory(slug: str, table: Mapping[str, Any]) -> DirectorySettings:
    """One table, typed and checked. SettingsFault names the authority and the key."""
    reader = _Reader(slug, table)
    family = reader.choice("family", tuple(FAMILIES), "openldap")
    base = dict(FAMILIES[family]) | {key: value for key, value in table.items() if key not in SERVICE_PASSWORD_KEYS}
    reader = _Reader(slug, base)
    reader.refuse_unknown()
    settings = DirectorySettings(
        authority=slug,
        service_password=_service_password(slug, table),
        roles=_roles(reader),
        oidc=_oidc(reader),
        **{name: reader.typed(name) for name in _PLAIN_FIELDS if name in base},
        **_required(reader),
    )
    return _checked(settings)


_REQUIRED = ("hosts", "people_base", "service_dn")
_APART = ("authority", "service_password", "roles", "oidc")
_PLAIN_FIELDS = tuple(one.name for one in fields(DirectorySettings) if one.name not in (*_REQUIRED, *_APART))
_TYPES = {one.name: one.type for one in fields(DirectorySettings)}


@dataclass(frozen=True)
class _Reader:
    slug: str
    table: Mapping[str, Any]

    def fault(self, key: str, why: str) -> SettingsFault:
        return SettingsFault(f"[directory.{self.slug}] {key}: {why}")

    def refuse_unknown(self) -> None:
        known = {*_TYPES, "roles"} - {"authority", "service_password"}
        for key in self.table:
            if key not in known:
                raise self.fault(key, f"there is no such key; the keys are {', '.join(sorted(known | set(SERVICE_PASSWORD_KEYS)))}.")

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        value = self.table.get(key, default)
        if value not in choices:
            raise self.fault(key, f"must be one of {', '.join(choices)}, not {value!r}.")
        return value

    def typed(self, key: str) -> Any:
        value, kind = self.table[key], _TYPES[key]
        if kind is tuple[str, ...] or kind == tuple[str, ...]:
            return self._strings(key, value)
        if kind is int and isinstance(value, bool | float):
            raise self.fault(key, f"must be a whole number, not {value!r}.")
        if not isinstance(value, kind):
            raise self.fault(key, f"must be {'a whole number' if kind is int else 'text'}, not {value!r}.")
        return value

    def _strings(self, key: str, value: Any) -> tuple[str, ...]:
        several = (value,) if isinstance(value, str) else tuple(value)
        if not several or not all(isinstance(one, str) and one for one in several):
            raise self.fault(key, f"must be a list of texts with at least one in it, not {value!r}.")
        return several


def _required(reader: _Reader) -> dict[str, Any]:
    for key in _REQUIRED:
        if not reader.table.get(key):
            raise reader.fault(key, "is missing.")
    return {key: reader.typed(key) for key in _REQUIRED}


def _service_password(slug: str, table: Mapping[str, Any]) -> bytes:
    """The service account's password from exactly one of three places, as UTF-8 bytes."""
    given = [key for key in SERVICE_PASSWORD_KEYS if table.get(key)]
    if len(given) != 1:
        raise SettingsFault(f"[directory.{slug}] give exactly one of {', '.join(SERVICE_PASSWORD_KEYS)}.")
    key, value = given[0], table[given[0]]
    if key == "service_password_file":
        try:
            value = Path(value).read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as fault:
            raise SettingsFault(f"[directory.{slug}] {key}: {value!r} cannot be read: {fault.strerror}.") from fault
    elif key == "service_password_env":
        value = os.environ.get(value, "")
    if not value:
        raise SettingsFault(f"[directory.{slug}] {key}: the password found there is empty.")
    return value.encode("utf-8")


def _roles(reader: _Reader) -> tuple[RoleRule, ...]:
    """`roles = { "<group>" = ["author@group:front-line-forum"] }` as rules.

    A group is a whole DN, or a plain name that stands for cn=<name>,<group_base>.
    """
    rules = []
    for group, granted in reader.table.get("roles", {}).items():
        dn = group if "=" in group else f"cn={escape_dn_value(group)},{reader.table.get('group_base', '')}"
        for words in (granted,) if isinstance(granted, str) else granted:
            rules.append(RoleRule(dn, read_grant(words, lambda why, group=group: reader.fault(f"roles.{group}", why), reader.slug)))
    return tuple(rules)


def _oidc(reader: _Reader) -> OidcSettings | None:
    table = reader.table.get("oidc")
    if table is None:
        return None
    if not isinstance(table, Mapping):
        raise reader.fault("oidc", "must be a table.")
    return read_oidc(table, reader.fault, lambda words, group: read_grant(words, lambda why: reader.fault(f"oidc.roles.{group}", why), reader.slug))


def read_grant(words: str, fault, authority: str) -> Grant:
    """'author@group:front-line-forum', 'reader' (of one's own authority) or
    'partnership_administrator@partnership' as a Grant. Raises fault(why)."""
    role, _, scope = words.partition("@")
    kind, _, slug = scope.partition(":") if scope else ("authority", "", authority)
    if role not in ROLES:
        raise fault(f"there is no role {role!r}; the roles are {', '.join(ROLES)}.")
    if kind not in ("group", "authority", "partnership") or bool(slug) == (kind == "partnership"):
        raise fault(f"{words!r} must end in @group:<slug>, @authority:<slug> or @partnership.")
    if (role == "partnership_administrator") != (kind == "partnership"):
        raise fault(f"{words!r}: the role partnership_administrator, and no other, is held @partnership.")
    return Grant(role, kind, slug)


def _checked(settings: DirectorySettings) -> DirectorySettings:
    reader = _Reader(settings.authority, {name: getattr(settings, name) for name in _PLAIN_FIELDS})
    reader.choice("tls", TRANSPORTS, "ldaps")
    reader.choice("group_mode", GROUP_MODES, "none")
    reader.choice("nested", NESTINGS, "no")
    reader.choice("id_attribute", STABLE_IDS, "entryUUID")
    _check_addresses(settings, reader)
    _check_times(settings, reader)
    _check_transport(settings, reader)
    _check_filters(settings, reader)
    if settings.group_mode not in ("none", "memberOf") and not settings.group_base:
        raise reader.fault("group_base", f"is missing, and group_mode {settings.group_mode!r} searches below it.")
    if settings.nested == "in_chain" and not settings.group_base:
        raise reader.fault("group_base", "is missing, and nested = 'in_chain' searches below it.")
    return settings


def _check_addresses(settings: DirectorySettings, reader: _Reader) -> None:
    try:
        named = all(host for host, _port in settings.addresses)
    except ValueError:
        named = False
    if not named:
        raise reader.fault("hosts", f"must be host names, each with or without :port, not {', '.join(settings.hosts)}.")


def _check_times(settings: DirectorySettings, reader: _Reader) -> None:
    for key in ("connect_seconds", "receive_seconds"):
        if not 1 <= getattr(settings, key) <= LONGEST_TIMEOUT_SECONDS:
            raise reader.fault(key, f"must be between 1 and {LONGEST_TIMEOUT_SECONDS} seconds.")
    if not 0 <= settings.port <= 65_535:
        raise reader.fault("port", "must be between 0 (the usual one) and 65535.")


def _check_transport(settings: DirectorySettings, reader: _Reader) -> None:
    if settings.tls == "none":
        if not all(_is_loopback(host) for host, _port in settings.addresses):
            raise reader.fault("tls", "'none' sends passwords in clear text, so it is taken for 127.0.0.1 and ::1 only.")
        return
    if not settings.ca_file:
        raise reader.fault("ca_file", "is missing: name the file of the authority's own certificate authority, or write 'system'.")
    if settings.ca_file != "system" and not Path(settings.ca_file).is_file():
        raise reader.fault("ca_file", f"there is no file {settings.ca_file!r}.")


def _check_filters(settings: DirectorySettings, reader: _Reader) -> None:
    for key in ("person_filter", "group_filter"):
        value = getattr(settings, key)
        if not (value.startswith("(") and value.endswith(")") and value.count("(") == value.count(")")):
            raise reader.fault(key, f"must be one filter in brackets, not {value!r}.")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
