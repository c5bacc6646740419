"""Generated people of every role in every authority. Nobody here is real.

First names are plants and surnames are birds, so that no one is taken for a
colleague. Who holds what follows from the authority's place in the list; the
same list always gives the same people, ids and passwords.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FIRST_NAMES = (
    "Bryony", "Rowan", "Clover", "Linden", "Tansy", "Ash", "Marigold", "Alder", "Sorrel", "Hawthorn", "Yarrow", "Bay",
    "Juniper", "Teasel", "Primrose", "Sorbus", "Heather", "Aspen", "Saffron", "Fennel", "Ivy", "Cedar", "Poppy", "Reed",
)  # fmt: skip
SURNAMES = (
    "Wren", "Lapwing", "Finch", "Heron", "Nightjar", "Swift", "Plover", "Kestrel", "Dunnock", "Fieldfare", "Curlew", "Siskin",
    "Goldcrest", "Redstart", "Bittern", "Wheatear", "Whimbrel", "Pipit", "Harrier", "Bullfinch", "Linnet", "Avocet", "Merlin", "Teal",
)  # fmt: skip
GROUPS = (
    "front-line-forum", "information-managers-group", "information-age-champions-group", "it-managers-group", "gis-users-group",
    "land-and-property-gazetteer-group", "personnel-officers-group", "public-relations-officers-group", "treasurers",
    "chief-executives-group", "2010-group", "customer-care-trainers",
)  # fmt: skip

ADVISERS = "extranet-advisers"
ADMINISTRATORS = "extranet-administrators"
PARTNERSHIP_ADMINISTRATORS = "partnership-administrators"
SPECIALISTS = "extranet-specialists"
MODERATORS = "extranet-moderators"
TRAINERS = "customer-care-trainers-trainers"
ASSESSORS = "customer-care-trainers-assessors"
ID_SPACE = uuid.UUID("6f1a0a52-58a1-4f0e-9c58-6d1d1f0c2a11")
JSMITH_AUTHORITIES = ("woking", "guildford")
FORUM_AUTHOR_AUTHORITY = "guildford"


@dataclass(frozen=True)
class DemonstrationPerson:
    """One made-up person. `groups` are names of groups in their own directory."""

    authority: str
    login: str
    name: str
    groups: tuple[str, ...]
    what: str

    @property
    def password(self) -> str:
        """In clear, printed at start: the same for everybody of one authority."""
        return f"{self.authority}-demo"

    @property
    def mail(self) -> str:
        return f"{self.login}@{mail_domain(self.authority)}"

    @property
    def entry_uuid(self) -> str:
        return str(uuid.uuid5(ID_SPACE, f"{self.authority}/{self.login}"))


def mail_domain(authority: str) -> str:
    """Reserved for examples (RFC 2606): no mail can go astray."""
    return f"{authority}.example"


def people_of(authorities: Iterable[str]) -> list[DemonstrationPerson]:
    """Everybody, authority by authority: at least two advisers, an author, an
    approver and an administrator in each."""
    authorities = tuple(authorities)
    return [person for place, slug in enumerate(authorities) for person in _people_at(place, slug, slug == authorities[0])]


def role_rules(authority: str) -> dict[str, list[str]]:
    """Directory group -> roles, as the settings of this authority's directory write it."""
    rules = {
        ADVISERS: ["reader"],
        ADMINISTRATORS: ["authority_administrator"],
        SPECIALISTS: ["specialist"],
        MODERATORS: ["moderator"],
        PARTNERSHIP_ADMINISTRATORS: ["partnership_administrator@partnership"],
        TRAINERS: ["trainer@group:customer-care-trainers"],
        ASSESSORS: ["assessor@group:customer-care-trainers"],
    }
    for group in GROUPS:
        rules[f"{group}-members"] = [f"reader@group:{group}"]
        rules[f"{group}-authors"] = [f"author@group:{group}"]
        rules[f"{group}-approvers"] = [f"approver@group:{group}"]
    return rules


def people_to_print(people: Iterable[DemonstrationPerson]) -> list[DemonstrationPerson]:
    """A few people who between them can do everything: one for each kind of work."""
    wanted = (
        ("woking", (ADVISERS,)),
        ("guildford", ("front-line-forum-authors",)),
        (None, ("front-line-forum-approvers",)),
        (None, ("information-managers-group-authors",)),
        (None, (TRAINERS,)),
        (None, (SPECIALISTS,)),
        (None, (ADMINISTRATORS,)),
        (None, (PARTNERSHIP_ADMINISTRATORS,)),
    )
    people = list(people)
    chosen = (next((one for one in people if place in (None, one.authority) and set(groups) <= set(one.groups)), None) for place, groups in wanted)
    return [one for one in dict.fromkeys(chosen) if one]


def members(people: Iterable[DemonstrationPerson]) -> Mapping[str, list[DemonstrationPerson]]:
    """Directory group -> its members, for the people of one authority."""
    held: dict[str, list[DemonstrationPerson]] = {}
    for one in people:
        for group in one.groups:
            held.setdefault(group, []).append(one)
    return held


def _people_at(place: int, slug: str, is_first: bool) -> list[DemonstrationPerson]:
    names = _names(place)
    wrote = "front-line-forum" if slug == FORUM_AUTHOR_AUTHORITY else GROUPS[place % len(GROUPS)]
    approves = GROUPS[(place + 3) % len(GROUPS)]
    joins = GROUPS[(place + 6) % len(GROUPS)]
    posts = [
        ((ADVISERS,), "adviser"),
        ((ADVISERS, f"{joins}-members"), f"adviser, member of {joins}"),
        ((f"{wrote}-authors",), f"author of {wrote}"),
        ((f"{approves}-approvers", f"{approves}-authors"), f"approver of {approves}"),
        ((ADMINISTRATORS,), "authority administrator"),
        ((SPECIALISTS,), "specialist who takes referrals"),
        ((MODERATORS, f"{joins}-authors"), f"moderator, author of {joins}"),
        ((TRAINERS, ASSESSORS, "customer-care-trainers-authors"), "trainer and assessor"),
    ]
    if is_first:
        posts.append(((PARTNERSHIP_ADMINISTRATORS, ADMINISTRATORS), "partnership administrator"))
    people = [_person(slug, name, groups, what) for name, (groups, what) in zip(names, posts, strict=False)]
    if slug in JSMITH_AUTHORITIES:
        people.append(DemonstrationPerson(slug, "jsmith", f"{FIRST_NAMES[-1 - place]} Jaysmith", (ADVISERS,), "adviser; another jsmith works elsewhere"))
    return people


def _names(place: int) -> list[str]:
    """Nine names that no other of the first authorities has."""
    step = 5
    return [
        f"{FIRST_NAMES[(place + number) % len(FIRST_NAMES)]} {SURNAMES[(place * step + number * 7) % len(SURNAMES)]}" for number in range(9)
    ]


def _person(slug: str, name: str, groups: tuple[str, ...], what: str) -> DemonstrationPerson:
    first, surname = name.split()
    return DemonstrationPerson(slug, f"{first[0]}{surname}".lower(), name, groups, what)
