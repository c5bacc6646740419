"""Rating oneself and one's staff. Neither sees the other's rating until both are in; then they agree on one."""

from collections.abc import Mapping
from dataclasses import dataclass

from extranet.errors import BadInput, Conflict, Forbidden
from extranet.identity import record
from extranet_plugins.customer_care_training.bookings import store as bookings
from extranet_plugins.customer_care_training.quizzes.rules import CHANGE, require
from extranet_plugins.customer_care_training.skills import store
from extranet_plugins.customer_care_training.skills.importing import read_skills
from extranet_plugins.customer_care_training.skills.model import LEVELS, Rating, Skill


@dataclass(frozen=True)
class RatedSkill:
    """A skill as one of the two sees it: `mine` always, `theirs` only once both are in."""

    skill: Skill
    target: int | None
    mine: int | None
    theirs: int | None
    agreed: int | None
    floor: int
    both_rated: bool

    @property
    def level(self) -> int | None:
        return max(self.agreed, self.floor) if self.agreed is not None else (self.floor or None)


def skill_list(site) -> list[Skill]:
    with site.db.reading() as connection:
        return store.skills(connection)


def my_skills(site, actor) -> list[RatedSkill]:
    return _seen(site, actor.id, by_manager=False)


def skills_of_staff(site, actor, person_id: int) -> list[RatedSkill]:
    """What the line manager sees. Forbidden for anybody else, an administrator among them: ratings are between the two."""
    _require_manager(site, actor, person_id)
    return _seen(site, person_id, by_manager=True)


def _require_manager(site, actor, person_id: int) -> None:
    with site.db.reading() as connection:
        if bookings.manager_of(connection, person_id) != actor.id:
            raise Forbidden("Only a person's line manager rates them.")


def _seen(site, person_id: int, by_manager: bool) -> list[RatedSkill]:
    with site.db.reading() as connection:
        every, rated = store.skills(connection), {one.skill_id: one for one in store.ratings(connection, person_id)}
        _authority, role = store.roles(connection).get(person_id, ("", ""))
        targets = store.targets(connection).get(role, {})
    return [_one(skill, targets.get(skill.id), rated.get(skill.id), by_manager) for skill in every]


def _one(skill: Skill, target: int | None, rated: Rating | None, by_manager: bool) -> RatedSkill:
    if rated is None:
        return RatedSkill(skill, target, None, None, None, 0, False)
    mine, theirs = (rated.manager_level, rated.self_level) if by_manager else (rated.self_level, rated.manager_level)
    return RatedSkill(skill, target, mine, theirs if rated.both_rated else None, rated.agreed, rated.floor, rated.both_rated)


def rate_myself(site, actor, levels: Mapping[str, str]) -> int:
    """Keep one's own levels, {skill code: '0' to '4' or ''}; how many changed. A rating that is agreed is not changed any more."""
    return _rate(site, actor, actor.id, actor.authority, levels, "self_level")


def rate_staff(site, actor, person_id: int, levels: Mapping[str, str]) -> int:
    _require_manager(site, actor, person_id)
    with site.db.reading() as connection:
        authority = store.roles(connection).get(person_id, (actor.authority, ""))[0]
    return _rate(site, actor, person_id, authority, levels, "manager_level")


def _rate(site, actor, person_id: int, authority: str, levels: Mapping[str, str], column: str) -> int:
    changed = 0
    with site.db.writing() as tx:
        ids = {one.code: one.id for one in store.skills(tx)}
        known = {one.skill_id: one for one in store.ratings(tx, person_id)}
        for code, written in levels.items():
            if code not in ids or written == "":
                continue
            level, before = _level(written, code), known.get(ids[code])
            if before is not None and (getattr(before, column) == level or before.both_rated):
                continue
            values = {column: level, "rated_on": site.clock.today()}
            other = None if before is None else getattr(before, "manager_level" if column == "self_level" else "self_level")
            if other == level:
                values["agreed"] = level
            store.keep_rating(tx, person_id, ids[code], authority, **values)
            changed += 1
        if changed:
            record(tx, site, actor, "skill.rated", f"person {person_id}", f"{changed} skills")
    return changed


def _level(written: str, code: str) -> int:
    if not written.isascii() or not written.isdigit() or int(written) not in LEVELS:
        raise BadInput("Choose one of the levels.", f"level-{code}")
    return int(written)


def agree(site, actor, person_id: int, code: str, written: str) -> None:
    """Keep the level the two agreed on; the manager writes it, once both have rated."""
    _require_manager(site, actor, person_id)
    level = _level(written, code)
    with site.db.writing() as tx:
        skill = next((one for one in store.skills(tx) if one.code == code), None)
        rated = next((one for one in store.ratings(tx, person_id) if skill and one.skill_id == skill.id), None)
        if rated is None or not rated.both_rated:
            raise Conflict("Both have to rate first.")
        store.keep_rating(tx, person_id, skill.id, rated.authority_id, agreed=level, rated_on=site.clock.today())
        record(tx, site, actor, "skill.agreed", f"person {person_id}", f"{code}: {level}")


def start_again(site, actor, person_id: int) -> None:
    """A new round: both ratings are emptied; what is agreed and what an award shows stay until they are rated anew."""
    _require_manager(site, actor, person_id)
    with site.db.writing() as tx:
        for one in store.ratings(tx, person_id):
            store.keep_rating(tx, person_id, one.skill_id, one.authority_id, self_level=None, manager_level=None)
        record(tx, site, actor, "skill.new_round", f"person {person_id}")


def choose_role(site, actor, role: str) -> None:
    """Say which of the known roles one works in; it gives the targets."""
    with site.db.writing() as tx:
        if role not in store.targets(tx):
            raise BadInput("Choose one of the roles.", "role")
        store.keep_role(tx, {"person_id": actor.id, "authority_id": actor.authority, "role": role})


def my_role(site, actor) -> str:
    with site.db.reading() as connection:
        return store.roles(connection).get(actor.id, ("", ""))[1]


def role_names(site) -> list[str]:
    with site.db.reading() as connection:
        return list(store.targets(connection))


def my_staff(site, actor) -> list[int]:
    """People whose line manager the actor is."""
    with site.db.reading() as connection:
        return bookings.staff_of(connection, actor.id)


def import_skills(site, actor, text: str) -> int:
    """Take a list of skills over; how many. FaultySkills names the lines, and then nothing is written. `actor` None is a command."""
    if actor is not None:
        require(site, actor, CHANGE)
    rows = read_skills(text)
    with site.db.writing() as tx:
        store.keep_skills(tx, rows)
        record(tx, site, actor, "skill.imported", "", f"{len(rows)} skills")
    return len(rows)


def set_targets(site, actor, role: str, targets: Mapping[str, int]) -> None:
    """What a role asks for, {skill code: level}; 0 takes a target away."""
    if actor is not None:
        require(site, actor, CHANGE)
    with site.db.writing() as tx:
        ids = {one.code: one.id for one in store.skills(tx)}
        for code, target in targets.items():
            if code in ids and target in LEVELS:
                store.keep_target(tx, role, ids[code], target)
