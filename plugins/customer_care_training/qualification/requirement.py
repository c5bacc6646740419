"""An observation as a requirement of a course: met in any candidacy of the person."""

from extranet.errors import BadInput
from extranet_plugins.customer_care_training.courses.model import OBSERVATION, Kind, Requirement, Step
from extranet_plugins.customer_care_training.qualification import model, store

HOME = "/-/training/qualification"


def _observations(connection) -> dict[str, model.Requirement]:
    return {one.key: one for version in reversed(store.versions(connection)) for one in version.requirements if one.kind == model.OBSERVATION}


def resolve(site, actor, target: str) -> dict:
    with site.db.reading() as connection:
        found = _observations(connection).get(target)
    if found is None:
        raise BadInput(f"There is no observation '{target}' in the qualification. Choose one of the list.", "target")
    return {"target": found.key, "title": found.title, "page_id": None, "page_number": None, "minutes": 60}


def is_met(site, person_id: int, requirement: Requirement) -> bool:
    with site.db.reading() as connection:
        mine = [one.id for one in store.candidacies(connection, person_id)]
        return any(one.requirement == requirement.target and one.counts_as_met for held in mine for one in store.observations(connection, held))


def step(site, actor, requirement: Requirement) -> Step:
    if is_met(site, actor.id, requirement):
        return Step(requirement, "done", "Observed and met.", HOME)
    return Step(requirement, "open", "Join the qualification and arrange it with an assessor.", HOME)


def choices(site, actor) -> list[tuple[str, str]]:
    with site.db.reading() as connection:
        return [(key, one.title) for key, one in _observations(connection).items()]


KIND = Kind(OBSERVATION, "Observation: be seen at work", is_met, step, choices, resolve)
