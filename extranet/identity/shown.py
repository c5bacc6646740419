"""People, roles and times in the words that pages use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from extranet.actor import Grant
from extranet.authorities import authority_by_slug
from extranet.clock import LONDON
from extranet.identity.groups import known_groups
from extranet.identity.model import ACTIVE, ADMIN_BLOCKED, BREAK_GLASS, BY_HAND, DIRECTORY_BLOCKED, FROM_DIRECTORY, GUEST, MOVED, HeldGrant, Person

STATE_WORDS: Mapping[str, tuple[str, str]] = {
    ACTIVE: ("may sign in", "good"),
    DIRECTORY_BLOCKED: ("left the directory", "warn"),
    ADMIN_BLOCKED: ("switched off here", "bad"),
    MOVED: ("set aside", ""),
}
KIND_WORDS = {GUEST: "guest", BREAK_GLASS: "break-glass"}


@dataclass(frozen=True)
class RoleRow:
    """A role, where it is held, why, and since when. `grant` is as forms send it; `is_by_hand` says that it can be taken back here."""

    role: str
    where: str
    why: str
    since: str
    grant: str
    is_by_hand: bool


@dataclass(frozen=True)
class PersonRow:
    """A line of a list of people. `state` is (words, kind of tag)."""

    id: int
    name: str
    login: str
    authority: str
    state: tuple[str, str]
    kind: str
    roles: tuple[RoleRow, ...]


def role_row(site, held: HeldGrant, who: str = "is") -> RoleRow:
    """`who` is 'is' for a third person and 'you are' on one's own page."""
    why = f"{who} in the directory group {held.because}" if held.source == FROM_DIRECTORY else f"given by {held.giver}"
    if held.source == BY_HAND and held.because:
        why += f": {held.because}"
    return RoleRow(role_words(held.grant), scope_words(site, held.grant), why, day(held.given_at), words_of(held.grant), held.source == BY_HAND)


def person_row(site, person: Person, held: Iterable[HeldGrant] = ()) -> PersonRow:
    authority = authority_name(site, person.authority)
    kind = KIND_WORDS.get(person.kind, "")
    return PersonRow(person.id, person.name, person.login, authority, state_words(site, person), kind, tuple(role_row(site, one) for one in held))


def state_words(site, person: Person) -> tuple[str, str]:
    if person.is_active and not person.is_welcome(site.clock.today()):
        return ("past the last day", "warn")
    return STATE_WORDS[person.state]


def role_words(grant: Grant) -> str:
    return grant.role.replace("_", " ").capitalize()


def scope_words(site, grant: Grant) -> str:
    if grant.scope_kind == "partnership":
        return "the whole partnership"
    return authority_name(site, grant.scope) if grant.scope_kind == "authority" else known_groups(site).get(grant.scope, grant.scope.replace("-", " "))


def words_of(given: Grant) -> str:
    """The grant as it is written in settings and commands: 'author@group:front-line-forum'."""
    scope = given.scope_kind if given.scope_kind == "partnership" else f"{given.scope_kind}:{given.scope}"
    return f"{given.role}@{scope}"


def authority_name(site, slug: str) -> str:
    authority = authority_by_slug(site, slug)
    return authority.name if authority else slug


def day(moment: datetime) -> str:
    return f"{moment.astimezone(LONDON):%-d %B %Y}"


def moment(at: datetime | None) -> str:
    return f"{at.astimezone(LONDON):%-d %B %Y, %H:%M}" if at else "never"
