"""An authority's OpenID Connect provider as an operator describes it: [directory.<slug>.oidc]. Explained in docs/directories.md."""

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extranet.actor import Grant

ID_FORMATS = ("uuid", "base64", "text")
SECRET_KEYS = ("client_secret", "client_secret_file", "client_secret_env")


@dataclass(frozen=True)
class OidcSettings:
    """One provider. `roles` is value of the groups claim -> grants.

    `id_format` says how `id_claim` names the person: 'uuid' (the directory's
    entryUUID or objectGUID as text), 'base64' (Entra's immutable id, that is,
    objectGUID), or 'text' (a name only the provider knows).
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    button: str = "Sign in on your authority’s own page"
    id_claim: str = "sub"
    id_format: str = "uuid"
    name_claim: str = "name"
    login_claim: str = "preferred_username"
    mail_claim: str = "email"
    groups_claim: str = "groups"
    scopes: str = "openid profile email"
    ca_file: str = ""
    roles: Mapping[str, tuple[Grant, ...]] = field(default_factory=dict)


def read_oidc(table: Mapping[str, Any], fault: Callable[[str, str], Exception], read_grant: Callable[[str, str], Grant]) -> OidcSettings:
    """The table, checked. Raises fault(key, why)."""
    known = {one.name for one in fields(OidcSettings)} | set(SECRET_KEYS)
    for key, value in table.items():
        if key not in known:
            raise fault(f"oidc.{key}", f"there is no such key; the keys are {', '.join(sorted(known))}.")
        if key != "roles" and (not isinstance(value, str) or not value):
            raise fault(f"oidc.{key}", f"must be text, not {value!r}.")
    for key in ("issuer", "client_id"):
        if key not in table:
            raise fault(f"oidc.{key}", "is missing.")
    plain = {key: value for key, value in table.items() if key not in (*SECRET_KEYS, "roles")}
    return _checked(OidcSettings(**plain, client_secret=_secret(table, fault), roles=_roles(table, read_grant)), fault)


def _secret(table: Mapping[str, Any], fault) -> str:
    given = [key for key in SECRET_KEYS if key in table]
    if len(given) != 1:
        raise fault("oidc", f"give exactly one of {', '.join(SECRET_KEYS)}.")
    key, value = given[0], table[given[0]]
    if key == "client_secret_file":
        try:
            value = Path(value).read_text(encoding="utf-8").strip()
        except OSError as why:
            raise fault(f"oidc.{key}", f"{value!r} cannot be read: {why.strerror}.") from why
    elif key == "client_secret_env":
        value = os.environ.get(value, "")
    if not value:
        raise fault(f"oidc.{key}", "the secret found there is empty.")
    return value


def _roles(table: Mapping[str, Any], read_grant) -> dict[str, tuple[Grant, ...]]:
    return {
        group: tuple(read_grant(words, group) for words in ((given,) if isinstance(given, str) else given)) for group, given in table.get("roles", {}).items()
    }


def _checked(settings: OidcSettings, fault) -> OidcSettings:
    if settings.id_format not in ID_FORMATS:
        raise fault("oidc.id_format", f"must be one of {', '.join(ID_FORMATS)}, not {settings.id_format!r}.")
    if settings.ca_file and not Path(settings.ca_file).is_file():
        raise fault("oidc.ca_file", f"there is no file {settings.ca_file!r}.")
    if not is_safe_address(settings.issuer):
        raise fault("oidc.issuer", "must begin with https://; http:// is taken for 127.0.0.1 and ::1 only.")
    if "openid" not in settings.scopes.split():
        raise fault("oidc.scopes", "must hold openid.")
    return settings


def is_safe_address(url: str) -> bool:
    """Whether secrets may travel there: https, or loopback."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return bool(parts.hostname)
    try:
        return parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
