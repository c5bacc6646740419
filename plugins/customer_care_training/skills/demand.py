"""From gaps to courses: which offerings would close most for their hours, and how many places each authority wants."""

from collections.abc import Mapping
from dataclasses import dataclass

from extranet_plugins.customer_care_training.events import store as events
from extranet_plugins.customer_care_training.quizzes.rules import CHANGE, require
from extranet_plugins.customer_care_training.skills import store
from extranet_plugins.customer_care_training.skills.heat import fewest_of, gaps


@dataclass(frozen=True)
class Wanted:
    """An offering and what it would close. `places` is {authority: people}, only where enough want it; `others` are the rest."""

    offering: str
    title: str
    skill: str
    people: int
    authorities: int
    worth: float  # levels closed for an hour
    places: Mapping[str, int]
    others: int

    @property
    def words(self) -> str:
        return f"{self.people} people in {self.authorities} authorities need {self.skill}"


def demand(site, actor) -> list[Wanted]:
    """Offerings by what an hour of them closes; only those that at least as many people need as a published cell holds."""
    require(site, actor, CHANGE)
    fewest = fewest_of(site)
    with site.db.reading() as connection:
        skills = {one.id: one for one in store.skills(connection)}
        offered = {one.slug: one for one in events.offerings(connection)}
        missing: dict[str, list[tuple[str, int]]] = {}
        for _person, authority, code, size in gaps(connection):
            if size:
                missing.setdefault(code, []).append((authority, size))
        links = store.offerings_for_skills(connection)
    found = []
    for link in links:
        skill, offering = skills[link["skill_id"]], offered.get(link["offering"])
        people = missing.get(skill.code, [])
        if offering is not None and len(people) >= fewest:
            found.append(_wanted(skill.name, offering, link["to_level"] - link["from_level"], people, fewest))
    return sorted(found, key=lambda one: -one.worth)


def _wanted(skill: str, offering, gained: int, people: list[tuple[str, int]], fewest: int) -> Wanted:
    by_authority: dict[str, int] = {}
    for authority, _size in people:
        by_authority[authority] = by_authority.get(authority, 0) + 1
    closed = sum(min(size, gained) for _authority, size in people)
    places = {authority: count for authority, count in sorted(by_authority.items()) if count >= fewest}
    worth = closed / max(0.25, offering.minutes / 60)
    return Wanted(offering.slug, offering.title, skill, len(people), len(by_authority), worth, places, len(people) - sum(places.values()))


def link_offering(site, actor, code: str, offering: str, from_level: int, to_level: int) -> None:
    """Say that an offering leads from one level of a skill to another. `actor` None is a command."""
    if actor is not None:
        require(site, actor, CHANGE)
    with site.db.writing() as tx:
        ids = {one.code: one.id for one in store.skills(tx)}
        if code in ids and to_level > from_level:
            store.keep_skill_offering(tx, {"skill_id": ids[code], "offering": offering, "from_level": from_level, "to_level": to_level})
