"""People, their roles, their sessions and tokens, as values; and what a sign-in can end in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from extranet.actor import Actor, Grant

ACTIVE = "active"
DIRECTORY_BLOCKED = "directory_blocked"  # lifts itself when the directory has the person again
ADMIN_BLOCKED = "admin_blocked"  # only an administrator lifts it
MOVED = "moved"  # an empty record, set aside when its person got back the one they had elsewhere
STATES = (ACTIVE, DIRECTORY_BLOCKED, ADMIN_BLOCKED, MOVED)

OF_DIRECTORY = "directory"  # the authority's directory vouches for the person
OF_PROVIDER = "provider"  # only the authority's OpenID provider knows them
GUEST = "guest"  # of a partner body, invited by a working group
BREAK_GLASS = "break_glass"  # for the day when no directory answers

FROM_DIRECTORY = "directory"
BY_HAND = "hand"
TOKEN_SCOPES = ("read", "write")


@dataclass(frozen=True)
class Person:
    """Somebody who may sign in.

    (`authority`, `stable_id`) is who they are; login, name and mail are what the
    directory said last. `epoch` goes up to end every session at once. `kind`
    says who vouches for them: OF_DIRECTORY, OF_PROVIDER, GUEST or BREAK_GLASS.
    A guest has a `body` they come from and `ends_on`, their last day; their
    `authority` is that of whoever invited them. `checked_at` is when the
    directory last confirmed them.
    """

    id: int
    authority: str
    stable_id: str
    login: str
    name: str
    mail: str
    state: str
    epoch: int
    grants: frozenset[Grant]
    first_seen_at: datetime
    signed_in_at: datetime | None
    kind: str = OF_DIRECTORY
    body: str = ""
    ends_on: date | None = None
    checked_at: datetime | None = None
    moved_to: int | None = None

    @property
    def is_active(self) -> bool:
        return self.state == ACTIVE

    @property
    def is_guest(self) -> bool:
        return self.kind == GUEST

    @property
    def is_in_directory(self) -> bool:
        """Whether their directory can be asked for them by id."""
        return self.kind == OF_DIRECTORY and self.state != MOVED and bool(re.fullmatch("[0-9a-f]{32}", self.stable_id))

    def is_welcome(self, today: date) -> bool:
        """Whether they may act on this day: not switched off, and not past a guest's last day."""
        return self.is_active and (self.ends_on is None or today <= self.ends_on)

    def as_actor(self, token_scopes: frozenset[str] | None = None) -> Actor:
        return Actor(self.id, self.name, self.authority, self.grants, self.is_guest, token_scopes)


@dataclass(frozen=True)
class HeldGrant:
    """A grant and why it is held: by which directory group, or by whose hand."""

    id: int
    person_id: int
    grant: Grant
    source: str
    because: str
    giver: str
    given_at: datetime


@dataclass(frozen=True)
class Session:
    """One signed-in browser. `key` is the SHA-256 of the id in its cookie."""

    key: str
    person: Person
    epoch: int
    started_at: datetime
    seen_at: datetime
    address: str
    agent: str
    state: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ApiToken:
    """A key for programs, acting as its person. The secret itself is not kept."""

    id: int
    person_id: int
    name: str
    scopes: frozenset[str]
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None

    def is_live(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.ends_at


@dataclass(frozen=True)
class SignInTry:
    """What somebody typed, and from where. `device` is the mark of a browser
    that signed in before, or ''."""

    authority: str
    login: str
    password: str = field(repr=False)
    address: str
    device: str = ""
    agent: str = ""


@dataclass(frozen=True)
class SignedIn:
    """The person is who they say. `session_id` is the secret id of the session begun for them, for the cookie only."""

    person: Person
    session_id: str = field(repr=False)


@dataclass(frozen=True)
class SignInRefused:
    """Not signed in. `sentence` is all that may be shown; `wait_seconds` is more
    than 0 when further tries are not heard until then."""

    sentence: str
    wait_seconds: int = 0


@dataclass(frozen=True)
class DirectorySilent:
    """The authority's directory does not answer; nothing is known about the password."""

    sentence: str


WRONG = "The name or the password is not right. Check both, and that this is your authority."
WRONG_HERE = "The name, the password or the code is not right, or the account is switched off."
MUST_CHANGE = "Your password has to be changed first. Change it at work, then sign in here."
BLOCKED = "Your account in this extranet is switched off. Ask an administrator of your authority."
