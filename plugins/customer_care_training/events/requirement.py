"""An offering as a requirement of a course: attended in full."""

from extranet.errors import BadInput
from extranet_plugins.customer_care_training.bookings import store as bookings
from extranet_plugins.customer_care_training.bookings.model import OPEN
from extranet_plugins.customer_care_training.calendar.london import short_day
from extranet_plugins.customer_care_training.courses.model import EVENT, Kind, Requirement, Step
from extranet_plugins.customer_care_training.events import store


def resolve(site, actor, target: str) -> dict:
    """The columns of a requirement for the offering of this slug. BadInput when there is none."""
    with site.db.reading() as connection:
        found = store.offering_by_slug(connection, target)
    if found is None:
        raise BadInput(f"There is no offering '{target}'. Choose one of the list.", "target")
    return {"target": found.slug, "title": found.title, "page_id": None, "page_number": None, "minutes": found.minutes}


def is_met(site, person_id: int, requirement: Requirement) -> bool:
    """Attended in full, by the roll; a part is not enough."""
    with site.db.reading() as connection:
        found = store.offering_by_slug(connection, requirement.target)
        return found is not None and bookings.has_attended(connection, found.id, person_id) is not None


def step(site, actor, requirement: Requirement) -> Step:
    with site.db.reading() as connection:
        found = store.offering_by_slug(connection, requirement.target)
        if found is None:
            return Step(requirement, "unavailable", "The offering is not there any more.")
        attended = bookings.has_attended(connection, found.id, actor.id)
        sessions = {one.id: one for one in store.sessions(connection, offering_id=found.id)}
        mine = [one for one in bookings.bookings(connection, person_ids=[actor.id], states=OPEN) if one.session_id in sessions]
    url = f"/-/training/offerings/{found.slug}"
    if attended is not None:
        return Step(requirement, "done", f"Attended {short_day(sessions[attended].first_day)}.", url)
    if mine:
        session = sessions[mine[0].session_id]
        return Step(requirement, "open", f"{mine[0].words}: {session.words}.", f"/-/training/sessions/{session.id}")
    return Step(requirement, "open", "Choose a session.", url)


def choices(site, actor) -> list[tuple[str, str]]:
    with site.db.reading() as connection:
        return [(one.slug, one.title) for one in store.offerings(connection, only_open=True)]


KIND = Kind(EVENT, "Event: attend an offering", is_met, step, choices, resolve)
