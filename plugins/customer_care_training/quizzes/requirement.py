"""A quiz as a requirement of a course or a qualification: passed, by the rule of the quiz."""

from extranet.errors import BadInput, NotFound
from extranet_plugins.customer_care_training.courses.model import QUIZ, Kind, Requirement, Step
from extranet_plugins.customer_care_training.quizzes import store
from extranet_plugins.customer_care_training.quizzes.attempts import standing
from extranet_plugins.customer_care_training.quizzes.quizmaking import quiz_named


def has_passed(site, person_id: int, slug: str) -> bool:
    try:
        return standing(site, person_id, quiz_named(site, slug)).is_passed
    except NotFound:
        return False


def is_met(site, person_id: int, requirement: Requirement) -> bool:
    return has_passed(site, person_id, requirement.target)


def resolve(site, actor, target: str) -> dict:
    with site.db.reading() as connection:
        found = store.quiz_by_slug(connection, target)
    if found is None:
        raise BadInput(f"There is no quiz '{target}'. Choose one of the list.", "target")
    return {"target": found.slug, "title": found.title, "page_id": None, "page_number": None, "minutes": found.rules.minutes or 20}


def step(site, actor, requirement: Requirement) -> Step:
    try:
        quiz = quiz_named(site, requirement.target)
    except NotFound:
        return Step(requirement, "unavailable", "The quiz is not there any more.")
    found, url = standing(site, actor.id, quiz), f"/-/training/quizzes/{quiz.slug}"
    if found.is_passed:
        return Step(requirement, "done", f"Passed with {found.counted.percent}.", url)
    if found.open_attempt:
        return Step(requirement, "open", "You have begun; go on where you were.", url)
    so_far = f"{found.counted.percent} so far; try again." if found.counted else f"A quiz of about {requirement.minutes} minutes."
    return Step(requirement, "open", found.why_not or so_far, url)


def choices(site, actor) -> list[tuple[str, str]]:
    with site.db.reading() as connection:
        return [(one.slug, one.title) for one in store.quizzes(connection, only_open=True)]


KIND = Kind(QUIZ, "Quiz: pass it", is_met, step, choices, resolve)
