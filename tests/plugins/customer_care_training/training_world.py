"""The people, offerings and sessions the tests speak of."""

import itertools
from datetime import UTC, datetime, timedelta

from plugin_people import person_of

from extranet.actor import Grant
from extranet_plugins.customer_care_training.bookings import service, store
from extranet_plugins.customer_care_training.events import actions as events
from extranet_plugins.customer_care_training.events import store as event_store
from extranet_plugins.customer_care_training.events.planning import MeetingPlan, SessionPlan

TRAINER = Grant("trainer", "group", "customer-care-trainers")
ADMIN_HERE = Grant("authority_administrator", "authority", "woking")
START = datetime(2026, 12, 10, 9, 30, tzinfo=UTC)  # a Thursday, 13 working days after the fixed clock
OFFERING = {
    "title": "Difficult contacts", "summary": "A day about calls that begin badly.", "outcome": "You can calm a call and settle it.", "minutes": "360",
    "cutoff_n": "4", "cutoff_unit": "working_days", "late_minutes": "15", "has_substitutes": "on", "is_open": "on",
}  # fmt: skip


class World:
    """Shorthand for tests: people by name, offerings and sessions in a line."""

    def __init__(self, site):
        self.site = site
        self.keys = itertools.count(1)
        self.trainer = self.person("Tess Trainer", TRAINER)

    def person(self, name, *grants, authority="woking"):
        return person_of(self.site, *grants, name=name, authority=authority)

    def people(self, number, authority="woking"):
        return [self.person(f"Person {authority} {one}", authority=authority) for one in range(number)]

    def offering(self, **changes):
        return events.keep_offering(self.site, self.trainer, None, {**OFFERING, "title": f"Difficult contacts {next(self.keys)}", **changes})

    def session(self, capacity=2, start=START, hours=6.5, offering="", by=None, **more):
        meetings = more.pop("meetings", (MeetingPlan(start, start + timedelta(hours=hours)),))
        plan = SessionPlan(capacity=capacity, meetings=meetings, **more)
        return events.plan_session(self.site, by or self.trainer, offering or self.offering(), plan)

    def book(self, person, session_id, by=None, **more):
        key = more.pop("key", f"key-{next(self.keys)}")
        return service.request_place(self.site, by or person, session_id, key, person_id=person.id, **more)

    def states(self, session_id):
        """{person id: state} of the bookings that are the latest of each person."""
        with self.site.db.reading() as connection:
            return {one.person_id: one.state for one in store.bookings(connection, session_id)}

    def bookings(self, session_id):
        with self.site.db.reading() as connection:
            return store.bookings(connection, session_id)

    def booking(self, booking_id):
        with self.site.db.reading() as connection:
            return store.booking_by_id(connection, booking_id)

    def read(self, session_id):
        with self.site.db.reading() as connection:
            return event_store.session_by_id(connection, session_id)
