"""Joiners, movers and leavers: one authority's people brought in step with its directory.

First a plan, from one complete reading of the directory; then, unless it was
only a preview or the brake holds, the plan is carried out. A directory that
does not answer, answers in part, or hides its canary changes nobody.
Rules: docs/people.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from extranet.actor import Grant
from extranet.identity import store
from extranet.identity.authority_directory import AuthorityDirectory
from extranet.identity.directory_groups import granted_by
from extranet.identity.directory_person import DirectoryPerson
from extranet.identity.model import ADMIN_BLOCKED, DIRECTORY_BLOCKED, Person
from extranet.identity.upkeep import block_leaver, bring_up_to_date, is_up_to_date

BRAKE_PEOPLE = 5
BRAKE_SHARE = 0.02
BATCH = 50
KINDS = ("joined", "changed", "back", "left")


@dataclass(frozen=True)
class Change:
    """One person's change. `person` is None for somebody new, `known` for somebody gone."""

    kind: str
    person: Person | None
    known: DirectoryPerson | None
    granted: Mapping[Grant, str]
    words: str

    @property
    def name(self) -> str:
        return self.known.name if self.known else self.person.name


@dataclass(frozen=True)
class Plan:
    """What a sync would do. `seen` people stand in the directory, `active` of ours could sign in before."""

    authority: str
    seen: int
    active: int
    changes: tuple[Change, ...]

    def of(self, kind: str) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.kind == kind)

    @property
    def brake_at(self) -> int:
        """The most people who may leave in one sync without somebody's word."""
        return max(BRAKE_PEOPLE, int(self.active * BRAKE_SHARE))

    def is_braked(self, leavers_allowed: int) -> bool:
        return len(self.of("left")) > max(self.brake_at, leavers_allowed)

    @property
    def counts(self) -> dict[str, int]:
        return {"seen": self.seen, "active": self.active} | {kind: len(self.of(kind)) for kind in KINDS}


def plan_sync(site, directory: AuthorityDirectory, leavers_allowed: int = 0, progress: Callable[[int, int], None] | None = None) -> Plan:
    """What would change. DirectoryUnavailable when the directory cannot be read wholly.

    Every leaver is asked for once more by id, unless the brake holds anyway.
    """
    authority, now = directory.settings.authority, site.clock.now()
    listed = {one.stable_id: one for one in directory.everyone(now, progress)}
    with site.db.reading() as connection:
        ours = [one for one in store.people(connection, authority) if one.is_in_directory]
        changes = [_change_of(connection, directory, one, listed.get(one.stable_id)) for one in ours]
    changes += _joiners(directory, listed, {one.stable_id for one in ours})
    plan = Plan(authority, len(listed), sum(one.is_active for one in ours), tuple(filter(None, changes)))
    return plan if plan.is_braked(leavers_allowed) else _confirmed(plan, directory, now)


def carry_out(site, plan: Plan) -> None:
    """Do what the plan says, in short transactions, then tell who left."""
    left = []
    for start in range(0, len(plan.changes), BATCH):
        with site.db.writing() as tx:
            for one in plan.changes[start : start + BATCH]:
                if one.kind != "left":
                    bring_up_to_date(tx, site, one.known, one.granted)
                elif block_leaver(tx, site, one.person, one.words):
                    left.append(one.person)
    for person in left:
        site.hooks.person_left(person=person)


def _change_of(connection, directory: AuthorityDirectory, person: Person, known: DirectoryPerson | None) -> Change | None:
    if known is None or known.is_barred:
        words = "the directory has closed the account" if known else "not in the directory any more"
        return Change("left", person, None, {}, words) if person.is_active else None
    granted = granted_by(directory.settings.roles, known.groups)
    if person.state == DIRECTORY_BLOCKED:
        return Change("back", person, known, granted, "in the directory again")
    if person.state == ADMIN_BLOCKED or is_up_to_date(connection, person, known, granted):
        return None
    return Change("changed", person, known, granted, _difference(person, known, granted))


def _joiners(directory: AuthorityDirectory, listed: Mapping[str, DirectoryPerson], ours: set[str]) -> list[Change]:
    """New people with a role. Somebody without one gets a record when they first sign in, and not before."""
    found = [(one, granted_by(directory.settings.roles, one.groups)) for key, one in listed.items() if key not in ours and not one.is_barred]
    return [Change("joined", None, one, granted, _roles(granted)) for one, granted in found if granted]


def _confirmed(plan: Plan, directory: AuthorityDirectory, now) -> Plan:
    """The plan without leavers whom the second question still finds."""
    kept = tuple(one for one in plan.changes if one.kind != "left" or one.words.endswith("account") or directory.is_gone(one.person.stable_id, now))
    return Plan(plan.authority, plan.seen, plan.active, kept)


def _difference(person: Person, known: DirectoryPerson, granted: Mapping[Grant, str]) -> str:
    renamed = f"was called {person.name}; " if person.name != known.name else ""
    return f"{renamed}{_roles(granted)}"


def _roles(granted: Mapping[Grant, str]) -> str:
    return ", ".join(sorted(f"{one.role} in {one.scope or 'the partnership'}" for one in granted)) or "no role from groups"
