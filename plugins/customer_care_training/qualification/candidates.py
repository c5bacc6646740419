"""Candidates: joining, writing reflections, and how far each is. Every requirement is met by its own rule and nothing else."""

from collections.abc import Mapping

from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet.identity import record
from extranet_plugins.customer_care_training.bookings import store as bookings
from extranet_plugins.customer_care_training.courses import store as courses
from extranet_plugins.customer_care_training.events import store as events
from extranet_plugins.customer_care_training.qualification import store
from extranet_plugins.customer_care_training.qualification.model import (
    ACTIVE,
    ADOPTED,
    ATTENDANCE,
    ELEARNING,
    FEWEST_REFLECTION_LETTERS,
    OBSERVATION,
    QUIZ,
    REFLECTION,
    Candidacy,
    Observation,
    Progress,
    Requirement,
    Step,
    Version,
)
from extranet_plugins.customer_care_training.quizzes.requirement import has_passed

URLS = {QUIZ: "/-/training/quizzes/{}", ELEARNING: "/-/training/courses/{}", ATTENDANCE: "/-/training/offerings/{}"}
TO_DO = {QUIZ: "Take the quiz.", ELEARNING: "Complete the course.", ATTENDANCE: "Attend a session.", REFLECTION: "Write it below.",
         OBSERVATION: "Arrange it with an assessor who is not your line manager."}  # fmt: skip


def join(site, actor, version: Version) -> int:
    """The id of the actor's candidacy: a new one, or the one that is there, so that joining twice changes nothing.

    Conflict when no majority has signed; an award that runs out is renewed by joining again.
    """
    if actor.is_guest:
        raise Forbidden("Guests do not join the qualification.")
    with site.db.writing() as tx:
        held = store.version_by_id(tx, version.id)
        there = store.active_candidacy_id(tx, held.qualification_id, actor.id)
        if there is not None:
            return there
        if held.state != ADOPTED:
            raise Conflict("Nobody can join this version: a majority of authorities has to sign it first, and no newer one may be adopted.")
        row = {"qualification_id": held.qualification_id, "version_id": held.id, "person_id": actor.id, "authority_id": actor.authority}
        made = store.add_candidacy(tx, {**row, "state": ACTIVE, "joined_at": site.clock.now(), "completed_at": None})
        record(tx, site, actor, "qualification.joined", held.slug, f"version {held.number}")
        return made


def my_candidacies(site, actor) -> list[Candidacy]:
    with site.db.reading() as connection:
        return store.candidacies(connection, actor.id)


def candidacy(site, candidacy_id: int) -> Candidacy:
    with site.db.reading() as connection:
        found = store.candidacy_by_id(connection, candidacy_id)
    if found is None:
        raise NotFound("There is no such candidate.")
    return found


def progress_of(site, held: Candidacy) -> Progress:
    """Every requirement as the candidate stands with it."""
    with site.db.reading() as connection:
        decided = store.observations(connection, held.id)
        written = store.reflections(connection, held.id)
    met = {one.key for one in held.version.requirements if is_met(site, held, one, decided, written)}
    return Progress(held, {one.key: _step(held, one, met, decided) for one in held.version.requirements})


def is_met(site, held: Candidacy, asked: Requirement, decided: list[Observation], written: Mapping[str, str]) -> bool:
    """Whether one requirement is met, by the rule of its kind."""
    if asked.kind == QUIZ:
        return has_passed(site, held.person_id, asked.target)
    if asked.kind == OBSERVATION:
        return any(one.requirement == asked.key and one.counts_as_met for one in decided)
    if asked.kind == REFLECTION:
        return len(written.get(asked.key, "")) >= FEWEST_REFLECTION_LETTERS
    with site.db.reading() as connection:
        if asked.kind == ELEARNING:
            course = courses.course_by_slug(connection, asked.target)
            mine = courses.enrolments(connection, held.person_id).get(course.id) if course else None
            return mine is not None and mine["completed_at"] is not None
        offering = events.offering_by_slug(connection, asked.target)
        return offering is not None and bookings.has_attended(connection, offering.id, held.person_id) is not None


def _step(held: Candidacy, asked: Requirement, met: set[str], decided: list[Observation]) -> Step:
    url = URLS.get(asked.kind, "").format(asked.target) or None
    if asked.key in met:
        return Step(asked, "met", "Met.", url)
    before = [held.version.requirement(key).title for key in asked.after if key not in met]
    if before:
        return Step(asked, "blocked", f"Comes after: {', '.join(before)}.", url)
    mine = [one for one in decided if one.requirement == asked.key]
    if any(one.awaits_moderation for one in mine):
        return Step(asked, "waiting", "Observed; a moderator of another authority looks at the decision.", url)
    if mine:
        return Step(asked, "open", f"Not met yet: {mine[-1].comment} You may be observed again, or appeal.", url)
    return Step(asked, "open", TO_DO[asked.kind], url)


def write_reflection(site, actor, held: Candidacy, key: str, text: str) -> None:
    """Keep a reflection of the actor's own candidacy. BadInput when it is too short to say anything."""
    if held.person_id != actor.id:
        raise NotFound("There is no such candidacy of yours.")
    asked = held.version.requirement(key)
    if asked is None or asked.kind != REFLECTION or held.state != ACTIVE:
        raise NotFound("There is no reflection to write here.")
    text = text.replace("\r\n", "\n").strip()
    if not FEWEST_REFLECTION_LETTERS <= len(text) <= 10_000:
        raise BadInput(f"Write {FEWEST_REFLECTION_LETTERS} to 10000 letters; this has {len(text)}.", f"reflection-{key}")
    with site.db.writing() as tx:
        row = {"candidacy_id": held.id, "requirement": key, "authority_id": actor.authority, "text": text, "at": site.clock.now()}
        store.keep_reflection(tx, row)


def reflections_of(site, held: Candidacy) -> dict[str, str]:
    with site.db.reading() as connection:
        return store.reflections(connection, held.id)


def observations_of(site, held: Candidacy) -> list[Observation]:
    with site.db.reading() as connection:
        return store.observations(connection, held.id)
