"""Who is in the rig's directories: ordinary people, and those that break careless code."""

import base64
import hashlib
import os
import uuid
from dataclasses import dataclass, field

SPACE = uuid.UUID("0d0a4f57-2a0e-4a27-8f43-1f4f0a6d3c55")
BACKSLASH_ID = bytes.fromhex("5c32365c62645c33345c65355c616263")  # an objectGUID whose bytes read as filter escapes
DISABLED, NORMAL = 514, 512


@dataclass(frozen=True)
class RigPerson:
    """One entry. `more` are further attributes; `twin` makes a second hit for the same mail."""

    login: str
    name: str
    password: str
    mails: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    guid: bytes = b""
    more: dict[str, str] = field(default_factory=dict)

    def stable_id(self, authority: str) -> uuid.UUID:
        return uuid.UUID(bytes=self.guid) if self.guid else uuid.uuid5(SPACE, f"{authority}/{self.login}")


def people_of(authority: str) -> list[RigPerson]:
    """The same personas everywhere, so that every directory meets every trap."""
    mail = f"{authority}.example"
    return [
        RigPerson("jsmith", f"Juniper Smith of {authority}", f"{authority} jsmith pass", (f"j.smith@{mail}",), ("advisers", "1e3")),
        RigPerson("author", "Ash Author", "ash’s pässwörd ✓", (f"author@{mail}", f"a.author@{mail}"), ("forum-authors",)),
        RigPerson("nested", "Nettle Nested", "nested pass", (), ("inner",)),
        RigPerson("obrien", "Clover O’Brien (Waste), Ms", "paren)(pass*", (f"o'brien@{mail}",), ("advisers",)),
        RigPerson("twin1", "Thyme Twin", "twin pass", (f"twin@{mail}",)),
        RigPerson("twin2", "Thistle Twin", "twin pass", (f"twin@{mail}",)),
        RigPerson("nomail", "Nigella Nomail", "no mail pass"),
        RigPerson("spaces", "Sorrel Spaces", "  leading and trailing  ", (f"spaces@{mail}",)),
        RigPerson("slashid", "Sage Slash", "slash pass", (), (), BACKSLASH_ID),
    ]


def active_directory_people() -> list[RigPerson]:
    """States that only Active Directory's own attributes tell."""
    return [
        RigPerson("disabled", "Dill Disabled", "disabled pass", more={"userAccountControl": str(DISABLED)}),
        RigPerson("expired", "Elder Expired", "expired pass", more={"accountExpires": "116444736000000000"}),
        RigPerson("forever", "Fern Forever", "forever pass", more={"accountExpires": "9223372036854775807"}),
    ]


def crowd_of(count: int) -> list[RigPerson]:
    """Many people of whom nothing is wanted but that they are there."""
    return [RigPerson(f"crowd{number}", f"Cress Crowd{number}", "crowd pass", (), ("advisers",) if number < 20 else ()) for number in range(count)]


def hashed(password: str) -> str:
    """{SSHA} as slapd keeps it."""
    salt = os.urandom(8)
    return "{SSHA}" + base64.b64encode(hashlib.sha1(password.encode() + salt, usedforsecurity=False).digest() + salt).decode()
