"""P1: what must not be where others could see it, and personal rows without their authority."""

import json
from datetime import timedelta

from sqlalchemy import column, select, table

from extranet_plugins.customer_care_training.audit.model import Check
from extranet_plugins.customer_care_training.bookings import store as bookings
from extranet_plugins.customer_care_training.bookings.needs import KEPT
from extranet_plugins.customer_care_training.calendar import store as calendar
from extranet_plugins.customer_care_training.events import store as events

GRACE = timedelta(days=1)  # the job that forgets needs runs once a day


def p1_links(connection, now):
    links = {one.join_url for session in events.sessions(connection) for one in session.meetings if one.join_url}
    for link in links:
        for row in connection.execute(select(calendar.outbox.c.id, calendar.outbox.c.body, calendar.outbox.c.entry)):
            if link in row.body or link in json.dumps(row.entry):
                yield f"Message {row.id} holds an address for joining."
        for row in connection.execute(select(calendar.calendar_object.c.uid, calendar.calendar_object.c.entry)):
            if link in json.dumps(row.entry):
                yield f"The calendar entry {row.uid} holds an address for joining."


def p1_needs(connection, now):
    ended = {one.id: one.end for one in events.sessions(connection)}
    ids = set(connection.execute(select(bookings.access_need.c.booking_id)).scalars())
    for one in bookings.bookings(connection, ids=ids):
        end = ended.get(one.session_id)
        if end is not None and end + KEPT + GRACE < now:
            yield f"Booking {one.id} still holds access needs 30 days after its session."


def p1_authorities(connection, now):
    person = table("person", column("id"), column("authority"))
    own = dict(connection.execute(select(person.c.id, person.c.authority)).all())
    for one in bookings.bookings(connection):
        if one.is_open and own.get(one.person_id) != one.authority_id:
            yield f"Booking {one.id} counts for {one.authority_id}, but its person belongs elsewhere."


CHECKS = (
    Check("P1a", "No address for joining stands in a message or calendar entry.", p1_links),
    Check("P1b", "Access needs are gone 30 days after their session.", p1_needs),
    Check("P1c", "Open bookings count for their person's own authority.", p1_authorities),
)
