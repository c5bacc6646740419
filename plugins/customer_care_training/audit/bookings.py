"""B1 to B8, C2, Q1 and Q2: the places."""

from collections import Counter, defaultdict

from sqlalchemy import func, select

from extranet_plugins.customer_care_training.audit.model import Check
from extranet_plugins.customer_care_training.bookings import store
from extranet_plugins.customer_care_training.bookings.model import CONFIRMED, GONE, HELD, OFFERED, SUBSTITUTED, WAITING
from extranet_plugins.customer_care_training.bookings.rules import WALK_IN_ONLY, Places, Waiting, next_to_promote
from extranet_plugins.customer_care_training.events import store as events
from extranet_plugins.customer_care_training.events.model import OPEN


def b1_capacity(connection, now):
    for one in events.sessions(connection):
        taken = sum(booking.state in HELD for booking in store.bookings(connection, one.id))
        if taken > one.capacity:
            yield f"Session {one.id} has {taken} places taken of {one.capacity}."


def b2_counter(connection, now):
    for one in events.sessions(connection):
        held = sum(store.held_by_authority(connection, one.id).values())
        wrong = [booking.id for booking in store.bookings(connection, one.id, states=HELD) if not booking.holds_place]
        if held != one.confirmed or wrong:
            yield f"Session {one.id} says {one.confirmed} places taken; {held} bookings hold one, and {len(wrong)} lack the mark."


def b3_numbers(connection, now):
    for one in events.sessions(connection):
        numbers = sorted({booking.seq for booking in store.bookings(connection, one.id)})
        if numbers != list(range(1, one.seq + 1)):
            yield f"Session {one.id} gave {one.seq} numbers; its bookings have {len(numbers)} different ones up to {max(numbers, default=0)}."
        begun = [line.seq for line in store.events(connection, one.id) if line.from_state == "" and line.reason != "In the place of a colleague."]
        if begun != sorted(begun):
            yield f"Session {one.id}: the log has bookings in another order than their numbers."


def b4_requests(connection, now):
    key = (store.booking.c.person_id, store.booking.c.request_key)
    for row in connection.execute(select(*key, func.count()).group_by(*key).having(func.count() > 1)):
        yield f"Request {row.request_key} of person {row.person_id} made {row[2]} bookings."


def b5_one_live(connection, now):
    of = (store.booking.c.session_id, store.booking.c.person_id)
    live = select(*of, func.count()).where(store.booking.c.state.not_in(GONE)).group_by(*of).having(func.count() > 1)
    for row in connection.execute(live):
        yield f"Person {row.person_id} has {row[2]} live bookings in session {row.session_id}."
    mine = defaultdict(list)
    for booking in store.bookings(connection):
        mine[booking.session_id, booking.person_id].append(booking)
    for (session_id, person_id), found in mine.items():
        ordered = sorted((one for one in found if one.substitute_of is None), key=lambda one: one.id)
        if [one.seq for one in ordered] != sorted(one.seq for one in ordered):
            yield f"Person {person_id} asked again in session {session_id} and came before the end."


def _places(connection, session, now) -> Places:
    return Places(session.capacity, store.held_by_authority(connection, session.id), session.quotas, session.are_shares_kept(now))


def _open_sessions(connection, now):
    """Sessions in which the rules still move people, without those where an offer or a release waits for its turn."""
    overdue = {one.session_id for one in store.expired_offers(connection, now)} | set(events.to_release(connection, now))
    for one in events.sessions(connection, states=[OPEN]):
        if one.start is not None and one.start - now > WALK_IN_ONLY and one.id not in overdue:
            yield one


def b6_idle(connection, now):
    for one in _open_sessions(connection, now):
        chosen = next_to_promote(store.waiting(connection, one.id), _places(connection, one, now))
        if chosen is not None:
            yield f"Session {one.id} has a free place that number {chosen.seq} on the waiting list could have."


def b7_log(connection, now):
    last = {line.booking_id: line.to_state for line in store.events(connection)}
    for booking in store.bookings(connection):
        if last.get(booking.id) != booking.state:
            yield f"Booking {booking.id} is {booking.state}, but its log ends with {last.get(booking.id)}."


def b8_order(connection, now):
    """Within one authority everybody fits alike, so no promotion may pass over a lower number of the same authority."""
    for one in events.sessions(connection):
        of = {booking.id: booking for booking in store.bookings(connection, one.id)}
        waiting: dict[int, Waiting] = {}
        for line in store.events(connection, one.id):
            waiting.pop(line.booking_id, None)
            booking = of[line.booking_id]
            before = [each.seq for each in waiting.values() if each.authority_id == booking.authority_id and each.seq < line.seq]
            if line.reason == "promoted" and before:
                yield f"Session {one.id}: number {line.seq} was promoted while number {min(before)} of the same authority waited."
            if line.to_state == WAITING:
                waiting[line.booking_id] = Waiting(line.booking_id, line.seq, booking.authority_id)


def q1_shares(connection, now):
    for one in _open_sessions(connection, now):
        if not one.are_shares_kept(now):
            continue
        held = store.held_by_authority(connection, one.id)
        waiting = Counter(each.authority_id for each in store.waiting(connection, one.id))
        for authority, quota in one.quotas.items():
            if waiting[authority] and held.get(authority, 0) < min(quota.guaranteed, held.get(authority, 0) + waiting[authority]):
                yield f"Session {one.id}: {authority} has {held.get(authority, 0)} of {quota.guaranteed} guaranteed places while its people wait."


def q2_sum(connection, now):
    for one in events.sessions(connection):
        total = sum(quota.guaranteed for quota in one.quotas.values())
        if total > one.capacity:
            yield f"Session {one.id} guarantees {total} places and has {one.capacity}."


def c2_substitutes(connection, now):
    found = store.bookings(connection)
    followed = {one.substitute_of: one for one in found if one.substitute_of is not None}
    for one in found:
        heir = followed.get(one.id)
        if one.state == SUBSTITUTED and (heir is None or (heir.seq, heir.authority_id) != (one.seq, one.authority_id)):
            yield f"Booking {one.id} was passed on, but nobody of the same authority has its number."


def offers_end(connection, now):
    for one in store.bookings(connection, states=[OFFERED]):
        if one.hold_until is None:
            yield f"Booking {one.id} is offered without an end."
    for one in store.bookings(connection, states=[CONFIRMED]):
        if one.hold_until is not None:
            yield f"Booking {one.id} is confirmed and still has an end."


CHECKS = (
    Check("B1", "Places taken, open offers among them, are never more than there are.", b1_capacity),
    Check("B2", "No place is lost: the counter is what the bookings say.", b2_counter),
    Check("B3", "Numbers are given once, without gaps, in the order of the log.", b3_numbers),
    Check("B4", "The same request made one booking.", b4_requests),
    Check("B5", "A person has one live booking in a session; asking again means the end of the list.", b5_one_live),
    Check("B6", "No place is idle while somebody who fits waits.", b6_idle),
    Check("B7", "Every booking is where its log ends.", b7_log),
    Check("B8", "Nobody was promoted past a lower number of the same authority.", b8_order),
    Check("Q1", "Before the release every authority with people waiting has its guaranteed places.", q1_shares),
    Check("Q2", "No session guarantees more places than it has.", q2_sum),
    Check("C2", "A place passed on kept its number and its authority.", c2_substitutes),
    Check("O1", "Offers have an end, confirmed places none.", offers_end),
)
