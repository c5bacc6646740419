"""R1, T1 and M1: rooms, trainers, times, reminders and calendars."""

from datetime import datetime

from sqlalchemy import func, select

from extranet_plugins.customer_care_training.audit.model import Check
from extranet_plugins.customer_care_training.bookings import store as bookings
from extranet_plugins.customer_care_training.bookings.model import IN_CALENDAR
from extranet_plugins.customer_care_training.calendar import store as calendar
from extranet_plugins.customer_care_training.calendar.london import ZONE_NAME, local_text
from extranet_plugins.customer_care_training.events import store as events
from extranet_plugins.customer_care_training.events.model import OPEN
from extranet_plugins.customer_care_training.venues import store as venues
from extranet_plugins.customer_care_training.venues.slots import quarters


def r1_overlaps(connection, now):
    before: dict[tuple, object] = {}
    found = venues.uses(connection)
    for one in sorted((use for use in found if not use.override_reason), key=lambda use: (use.resource_kind, use.resource_id, use.start_utc)):
        key = (one.resource_kind, one.resource_id)
        last = before.get(key)
        if last is not None and one.start_utc < last.end_utc:
            yield f"Uses {last.id} and {one.id} of {one.resource_kind} {one.resource_id} overlap."
        if last is None or one.end_utc > last.end_utc:
            before[key] = one
    kept = dict(connection.execute(select(venues.slot.c.use_id, func.count()).group_by(venues.slot.c.use_id)).all())
    for one in found:
        if not one.override_reason and kept.get(one.id, 0) != len(quarters(one.start_utc, one.end_utc)):
            yield f"Use {one.id} of {one.resource_kind} {one.resource_id} does not hold all its quarters of an hour."


def t1_times(connection, now):
    for session in events.sessions(connection):
        for one in session.meetings:
            if one.tz != ZONE_NAME or local_text(one.start_utc) != one.local_start:
                yield f"Meeting {one.id} was to begin at {one.local_start} local; the moment kept is {local_text(one.start_utc)}."
            if one.end_utc <= one.start_utc:
                yield f"Meeting {one.id} ends before it begins."


def m1_reminders(connection, now):
    reminders = connection.execute(select(calendar.outbox).where(calendar.outbox.c.kind == "reminder")).mappings()
    meetings = {one.id: one for session in events.sessions(connection) for one in session.meetings}
    for row in reminders:
        if row["sent_at"] is not None and row["dropped_at"] is not None:
            yield f"Message {row['id']} was dropped and handed out."
        begins = datetime.fromisoformat(row["entry"]["start"])
        if row["sent_at"] is not None and row["sent_at"] >= begins:
            yield f"Message {row['id']} reminded of a meeting that had begun."
        now_at = meetings.get(row["meeting_id"])
        waits = row["sent_at"] is None and row["dropped_at"] is None
        if waits and (now_at is None or now_at.start_utc != begins):
            yield f"Message {row['id']} would remind of a time that has changed."


def i3_calendars(connection, now):
    """Every confirmed booking has an entry for each meeting that says what the meeting says."""
    for session in events.sessions(connection, states=[OPEN]):
        for booking in bookings.bookings(connection, session.id):
            entries = {one["meeting_id"]: one for one in calendar.objects_of(connection, [booking.id])}
            for one in session.meetings if booking.state in IN_CALENDAR else ():
                entry = entries.get(one.id)
                if entry is None or entry["state"] != "CONFIRMED" or entry["entry"]["start"] != one.start_utc.isoformat():
                    yield f"Booking {booking.id} has no current calendar entry for meeting {one.id}."
            if booking.state not in IN_CALENDAR and any(one["state"] == "CONFIRMED" for one in entries.values()):
                yield f"Booking {booking.id} has no place, and still a calendar entry."


CHECKS = (
    Check("R1", "No room or trainer is in two places at once, but where an organiser gave a reason.", r1_overlaps),
    Check("T1", "Meetings are at the local time that was typed.", t1_times),
    Check("M1", "Reminders are handed out once, for the time that holds, never for one that is past.", m1_reminders),
    Check("I3", "Calendars show what the sessions say.", i3_calendars),
)
