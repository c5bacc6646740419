"""Reading a directory entry as a person: stable id, name, mails, state of the account."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from extranet.identity.directory import Entry
from extranet.identity.directory_settings import DirectorySettings

ACCOUNT_DISABLED = 0x2
FILETIME_NEVER = (0, 0x7FFF_FFFF_FFFF_FFFF)
FILETIME_START = datetime(1601, 1, 1, tzinfo=UTC)
ACTIVE_DIRECTORY_ATTRIBUTES = ("userAccountControl", "accountExpires")


@dataclass(frozen=True)
class DirectoryPerson:
    """A person as the directory describes them today.

    (authority, `stable_id`) is who they are for ever; all else is for show and
    may change. `groups` are normal DNs, nested ones included. `is_barred` says
    that the directory itself has closed the account (disabled or expired).
    """

    authority: str
    stable_id: str
    dn: str
    login: str
    name: str
    mails: tuple[str, ...] = ()
    groups: frozenset[str] = frozenset()
    is_barred: bool = False


def wanted_attributes(settings: DirectorySettings) -> tuple[str, ...]:
    """What to ask the server for, and no more."""
    wanted = [settings.id_attribute, settings.name_attribute, "cn", settings.mail_attribute, *settings.login_attributes]
    if settings.family == "active_directory":
        wanted += ACTIVE_DIRECTORY_ATTRIBUTES
    if settings.group_mode == "memberOf":
        wanted.append("memberOf")
    if settings.group_mode == "memberUid":
        wanted.append("uid")
    return tuple(dict.fromkeys(wanted))


def read_person(settings: DirectorySettings, entry: Entry, now: datetime) -> DirectoryPerson | None:
    """The person of this entry; None when it has no usable stable id."""
    stable_id = read_stable_id(settings.id_attribute, entry)
    if not stable_id:
        return None
    login = next((text for one in settings.login_attributes for text in entry.texts(one)), "")
    return DirectoryPerson(
        authority=settings.authority,
        stable_id=stable_id,
        dn=entry.dn,
        login=login,
        name=entry.text(settings.name_attribute) or entry.text("cn") or login,
        mails=entry.texts(settings.mail_attribute),
        is_barred=is_barred(entry, now),
    )


def read_stable_id(attribute: str, entry: Entry) -> str:
    """entryUUID or objectGUID as 32 hex digits; '' unless there is exactly one good value."""
    values = entry.values(attribute)
    if len(values) != 1:
        return ""
    if attribute == "objectGUID":
        return values[0].hex() if len(values[0]) == 16 else ""
    try:
        return uuid.UUID(values[0].decode("ascii")).hex
    except (UnicodeDecodeError, ValueError):
        return ""


def stable_id_value(attribute: str, stable_id: str) -> str | bytes:
    """The stable id in the form a search filter needs."""
    return bytes.fromhex(stable_id) if attribute == "objectGUID" else str(uuid.UUID(stable_id))


def is_barred(entry: Entry, now: datetime) -> bool:
    """Whether Active Directory's own fields say: disabled, or expired before now."""
    control = _whole(entry.text("userAccountControl"))
    if control & ACCOUNT_DISABLED:
        return True
    expires = _whole(entry.text("accountExpires"))
    if expires in FILETIME_NEVER:
        return False
    return FILETIME_START + timedelta(microseconds=expires // 10) <= now


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0
