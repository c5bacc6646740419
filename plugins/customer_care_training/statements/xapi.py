"""xAPI 1.0.3 statements from what is on record. People are accounts of this site, never mail addresses.

A statement's id follows from what it says, so that sending it twice is one statement at the receiver.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from extranet_plugins.customer_care_training.awards import store as awards
from extranet_plugins.customer_care_training.bookings import store as bookings
from extranet_plugins.customer_care_training.courses import store as courses
from extranet_plugins.customer_care_training.events import store as events
from extranet_plugins.customer_care_training.quizzes import store as quizzes

ADL = "http://adlnet.gov/expapi"
VERBS = {name: f"{ADL}/verbs/{name}" for name in ("attended", "completed", "passed", "failed")}
VERBS["satisfied"] = "https://w3id.org/xapi/adl/verbs/satisfied"
SPACE = uuid.UUID("8d5b2c1e-4f0a-5c3b-9e6d-7a1f2b3c4d5e")


def statements(site, since: datetime | None = None) -> Iterator[dict[str, Any]]:
    """Every statement from this moment on, by kind and time."""
    base = site.settings.public_url.rstrip("/")
    with site.db.reading() as connection:
        for found in (_attended(connection, base), _completed(connection, base), _quizzes(connection, base), _awards(connection, base)):
            yield from (one for at, one in sorted(found, key=lambda pair: pair[0]) if since is None or at >= since)


def _statement(base: str, person_id: int, verb: str, path: str, kind: str, name: str, at: datetime, result: dict | None = None):
    actor = {"objectType": "Agent", "account": {"homePage": base, "name": f"p-{person_id}"}}
    thing = {"objectType": "Activity", "id": f"{base}{path}", "definition": {"type": f"{ADL}/activities/{kind}", "name": {"en-GB": name}}}
    said = {"actor": actor, "verb": {"id": VERBS[verb], "display": {"en-GB": verb}}, "object": thing}
    stamp = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    known_as = f"{base}|{person_id}|{verb}|{path}|{stamp}"
    return at, {"id": str(uuid.uuid5(SPACE, known_as)), **said, **({"result": result} if result else {}), "timestamp": stamp}


def _attended(connection, base: str):
    sessions = {one.id: one for one in events.sessions(connection)}
    for one in bookings.bookings(connection, states=("attended",)):
        session = sessions.get(one.session_id)
        if session is not None and session.meetings:
            at = max(meeting.end_utc for meeting in session.meetings)
            yield _statement(base, one.person_id, "attended", f"/-/training/sessions/{session.id}", "meeting", session.title, at)


def _completed(connection, base: str):
    for course in courses.courses(connection):
        done = connection.execute(courses.enrolment.select().where(courses.enrolment.c.course_id == course.id, courses.enrolment.c.completed_at.is_not(None)))
        for row in done:
            yield _statement(base, row.person_id, "completed", f"/-/training/courses/{course.slug}", "course", course.title, row.completed_at)


def _quizzes(connection, base: str):
    for one in quizzes.attempts(connection):
        if one.mark is None:
            continue
        seconds = int((one.submitted_at - one.started_at).total_seconds())
        result = {"success": one.is_passed, "completion": True, "score": {"scaled": round(float(one.mark), 6)}, "duration": f"PT{seconds}S"}
        path = f"/-/training/quizzes/{one.quiz_slug}?version={one.version}"
        yield _statement(base, one.person_id, "passed" if one.is_passed else "failed", path, "assessment", one.title, one.submitted_at, result)


def _awards(connection, base: str):
    for one in awards.awards(connection):
        path = one.credential["credentialSubject"]["achievement"]["id"].removeprefix(base)
        yield _statement(base, one.person_id, "satisfied", path, "course", one.printed.title, one.issued_at)
