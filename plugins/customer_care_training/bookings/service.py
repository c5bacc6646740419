"""Everything that can happen to a place. One function each, one transaction each, through one desk.

Rights are asked first, the desk is opened second; nothing outside `Desk` changes a booking. Source: training.md 4.
"""

from collections.abc import Iterable, Mapping
from contextlib import contextmanager

from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet.identity import Person, person_by_id, record
from extranet_plugins.customer_care_training.bookings import approving, rules, store
from extranet_plugins.customer_care_training.bookings.desk import Desk, NoSuchSession
from extranet_plugins.customer_care_training.bookings.model import (
    CANCELLED,
    CONFIRMED,
    DECLINED,
    LATE_CANCELLED,
    OFFERED,
    OPEN,
    REQUESTED,
    SUBSTITUTED,
    WAITING,
    Booking,
)
from extranet_plugins.customer_care_training.bookings.needs import checked_needs
from extranet_plugins.customer_care_training.calendar import messages
from extranet_plugins.customer_care_training.calendar.working_days import cut_off, is_after
from extranet_plugins.customer_care_training.events import store as events
from extranet_plugins.customer_care_training.events.model import OPEN as SESSION_OPEN
from extranet_plugins.customer_care_training.events.reading import titles_of
from extranet_plugins.customer_care_training.rights import RUN, require


class LearnerClash(Conflict):
    """The person is somewhere else at that time. They may book all the same by saying so."""


@contextmanager
def open_desk(site, session_id: int):
    """A desk in a transaction of its own: closed at the end, or everything is undone."""
    with site.db.writing() as tx:
        desk = Desk(site, tx, session_id)
        yield desk
        desk.close()


# Asking for a place -------------------------------------------------------------


def request_place(
    site, actor, session_id: int, request_key: str, person_id: int | None = None, may_clash: bool = False, needs: Mapping[str, str] | None = None,
    manager_id: int | None = None,
) -> Booking:
    """Ask for a place for oneself or one's staff; the booking, confirmed, waiting or waiting for approval.

    The same `request_key` again gives the booking it made the first time. LearnerClash, BadInput or Forbidden say why not.
    """
    person = approving.bookable_person(site, actor, person_id)
    needs = checked_needs(needs or {})
    with open_desk(site, session_id) as desk:
        made = store.by_request(desk.tx, person.id, request_key)
        if made is not None:
            return made
        _check_open(desk, person)
        _check_clash(desk, person.id, may_clash)
        if manager_id is not None:
            approving.name_manager(desk.tx, site, actor, person, manager_id)
        made = _accept(desk, actor, person, request_key)
        if needs:
            store.keep_needs(desk.tx, made.id, needs)
        return made


def _check_open(desk: Desk, person: Person) -> None:
    if desk.session.state != SESSION_OPEN or not desk.session.meetings:
        raise Conflict("This session does not take bookings.")
    if desk.has_begun:
        raise Conflict("This session has begun. Ask the trainer about a place.")
    if store.live_booking(desk.tx, desk.session.id, person.id) is not None:
        raise Conflict(f"{person.name} already has a booking for this session.")


def _check_clash(desk: Desk, person_id: int, may_clash: bool) -> None:
    spans = [(one.start_utc, one.end_utc) for one in desk.session.meetings]
    clashing = store.clashing(desk.tx, person_id, desk.session.id, spans)
    if clashing and not may_clash:
        raise LearnerClash(f"At the same time there is already: {'; '.join(titles_of(desk.tx, clashing))}. Book all the same only if that is meant.")


def _accept(desk: Desk, actor, person: Person, request_key: str) -> Booking:
    desk.expire_offers()
    desk.promote()
    row = {"person_id": person.id, "authority_id": person.authority, "request_key": request_key, "asked_by": actor.id}
    fits = desk.places.fits(person.authority) and not desk.is_somebody_first()
    if not (desk.session.offering.needs_approval and actor.id == person.id):
        return desk.accept(row, CONFIRMED if fits else WAITING, actor.id)
    manager = approving.needed_manager(desk.tx, person)
    desk.seq += 1
    made = desk.enter({**row, "seq": desk.seq}, REQUESTED, actor.id, holds=fits and desk.session.holds_requests)
    messages.put(desk.tx, desk.now, f"approval:{made.id}", messages.NOTICE, manager, person.authority, f"To approve: {desk.session.title}",
                 "A member of your staff asks for a place.", session_id=desk.session.id, booking_id=made.id)
    return made


# A manager's word ---------------------------------------------------------------


def approve(site, actor, booking_id: int) -> Booking:
    """Say yes to a request: a place if one is free and nobody waits before, else the waiting list with the request's number."""
    with _desk_of(site, booking_id) as (desk, booking):
        approving.require_approver(desk.tx, site, actor, booking)
        _expect(booking, (REQUESTED,), "This request has been answered already.")
        if booking.holds_place:
            return desk.move(booking, CONFIRMED, actor.id, approved_by=actor.id)
        desk.expire_offers()
        fits = desk.places.fits(booking.authority_id) and not desk.is_somebody_first(booking.seq) and not desk.has_begun
        moved = desk.move(booking, CONFIRMED if fits else WAITING, actor.id, approved_by=actor.id)
        desk.promote()
        return desk.touched.get(moved.id, moved)


def decline(site, actor, booking_id: int, reason: str = "") -> Booking:
    """Say no to a request; a place it held goes to the next."""
    with _desk_of(site, booking_id) as (desk, booking):
        approving.require_approver(desk.tx, site, actor, booking)
        _expect(booking, (REQUESTED,), "This request has been answered already.")
        return _end(desk, booking, DECLINED, actor.id, reason)


# Offers -------------------------------------------------------------------------


def accept_offer(site, actor, booking_id: int) -> Booking:
    """Take the place that was offered. Conflict when the offer has run out: the place then goes on at once."""
    with _desk_of(site, booking_id) as (desk, booking):
        _require_own(desk.tx, site, actor, booking)
        desk.expire_offers()
        desk.promote()
        booking = store.booking_by_id(desk.tx, booking.id)
        if booking.state == OFFERED:
            booking = desk.move(booking, CONFIRMED, actor.id)
    _expect(booking, (CONFIRMED,), "This offer has run out. Ask for a place again; you then come at the end of the list.")
    return booking


def refuse_offer(site, actor, booking_id: int) -> Booking:
    """Leave the place that was offered; it goes to the next."""
    with _desk_of(site, booking_id) as (desk, booking):
        _require_own(desk.tx, site, actor, booking)
        _expect(booking, (OFFERED,), "There is no open offer.")
        return _end(desk, booking, DECLINED, actor.id, "Offer not wanted.")


# Giving a place back ------------------------------------------------------------


def cancel_booking(site, actor, booking_id: int, reason: str = "") -> Booking:
    """Give a place, a wait or a request back. After the cut-off a confirmed place counts as cancelled late.

    Who runs the session may cancel for somebody, and that is never late.
    """
    with _desk_of(site, booking_id) as (desk, booking):
        is_runner = _may_run(site, desk, actor)
        if not is_runner:
            _require_own(desk.tx, site, actor, booking)
        _expect(booking, OPEN, "This booking has ended already.")
        if desk.has_begun and not is_runner:
            raise Conflict("The session has begun. Tell the trainer.")
        is_late = booking.state == CONFIRMED and not is_runner and is_after(desk.now, cut_off_of(desk.session, desk.holidays))
        return _end(desk, booking, LATE_CANCELLED if is_late else CANCELLED, actor.id, reason)


def cut_off_of(session, holidays):
    """The last second in which a place in this session can be given back without being late."""
    return cut_off(session.first_day, session.offering.cutoff_n, session.offering.cutoff_unit, holidays)


def _end(desk: Desk, booking: Booking, state: str, by: int, reason: str = "") -> Booking:
    """Cancel first, promote second, in the same transaction."""
    ended = desk.move(booking, state, by, reason)
    store.keep_needs(desk.tx, booking.id, {})
    desk.expire_offers()
    desk.promote()
    return ended


def substitute(site, actor, booking_id: int, person_id: int, request_key: str, may_clash: bool = False, needs=None) -> Booking:
    """A colleague of the same authority takes over a confirmed place with its number; the colleague's booking.

    Free until the start. The colleague's own clash and access checks run; both calendars are told.
    """
    person = _known_person(site, person_id)
    needs = checked_needs(needs or {})
    with _desk_of(site, booking_id) as (desk, booking):
        made = store.by_request(desk.tx, person.id, request_key)
        if made is not None:
            return made
        _require_own(desk.tx, site, actor, booking)
        _check_substitute(desk, booking, person)
        _check_clash(desk, person.id, may_clash)
        desk.move(booking, SUBSTITUTED, actor.id)
        store.keep_needs(desk.tx, booking.id, {})
        row = {"person_id": person.id, "authority_id": person.authority, "request_key": request_key, "seq": booking.seq, "substitute_of": booking.id}
        made = desk.enter(row, CONFIRMED, actor.id, "In the place of a colleague.")
        store.keep_needs(desk.tx, made.id, needs)
        return made


def _check_substitute(desk: Desk, booking: Booking, person: Person) -> None:
    _expect(booking, (CONFIRMED,), "Only a confirmed place can be given to a colleague.")
    if not desk.session.offering.has_substitutes:
        raise Conflict("Places of this offering cannot be given to a colleague.")
    if desk.has_begun:
        raise Conflict("The session has begun. Tell the trainer.")
    if person.authority != booking.authority_id:
        raise BadInput("The place stays with your authority: choose a colleague of the same authority.", "person")
    other = store.live_booking(desk.tx, desk.session.id, person.id)
    if other is not None and other.state in (REQUESTED, WAITING):
        desk.move(other, CANCELLED, None, "Takes a colleague's place.")
    elif other is not None:
        raise BadInput(f"{person.name} has a place in this session already.", "person")


# The organiser's hand -----------------------------------------------------------


def change_places(
    site, actor, session_id: int, capacity: int, min_places: int, quotas: Mapping[str, rules.Quota], reserve_until=None, holds_requests: bool = False,
    moves: Iterable[int] = (),
) -> None:
    """Set the places and shares of a session. Nobody loses a place by a change of shares.

    Fewer places than are taken: Conflict, unless `moves` names the bookings that go back to the waiting list.
    """
    if capacity < 1 or not 0 <= min_places <= capacity:
        raise BadInput("A session has at least one place, and needs no more people than it has places.", "capacity")
    rules.check_shares(capacity, quotas, reserve_until is not None)
    with open_desk(site, session_id) as desk:
        _require_run(site, desk, actor)
        _move_out(desk, actor, capacity, set(moves))
        is_released = reserve_until is None or reserve_until <= desk.now
        events.set_session(desk.tx, session_id, capacity=capacity, min_places=min_places, reserve_until=reserve_until, holds_requests=holds_requests,
                           is_released=is_released)
        events.keep_quotas(desk.tx, session_id, dict(quotas))
        desk.session = events.session_by_id(desk.tx, session_id)
        desk.expire_offers()
        desk.promote()
        record(desk.tx, site, actor, "training.places_changed", f"session {session_id}", f"{capacity} places")


def _move_out(desk: Desk, actor, capacity: int, moves: set[int]) -> None:
    for booking in store.bookings(desk.tx, desk.session.id, ids=moves):
        if booking.holds_place and booking.state in OPEN:
            desk.move(booking, WAITING, actor.id, "The session has fewer places now; you keep your number on the waiting list.")
    if desk.places.taken > capacity:
        taken = desk.places.taken
        raise Conflict(f"{taken} places are taken. Say which {taken - capacity} people go back to the waiting list; nobody is moved silently.")


def admit(site, actor, booking_id: int) -> Booking:
    """Give a waiting person who has come a free place at the door: in the last two hours and during the session."""
    with _desk_of(site, booking_id) as (desk, booking):
        _require_run(site, desk, actor)
        _expect(booking, (WAITING,), "This person is not on the waiting list.")
        if desk.session.start is None or desk.session.start - desk.now > rules.WALK_IN_ONLY:
            raise Conflict("Places at the door are given in the last two hours before the start. Until then the waiting list fills them by itself.")
        if not desk.places.free:
            raise Conflict("No place is free.")
        return desk.move(booking, CONFIRMED, actor.id, "At the door.")


def end_all(desk: Desk, by: int, reason: str) -> None:
    """Every open booking of the session is cancelled: the session does not take place."""
    for booking in store.bookings(desk.tx, desk.session.id, states=OPEN):
        desk.move(booking, CANCELLED, by, reason)
        store.keep_needs(desk.tx, booking.id, {})


# Time ---------------------------------------------------------------------------


def look_after(site) -> bool:
    """Let offers run out and shares be released; whether there was something to do. May run in many processes at once."""
    now = site.clock.now()
    with site.db.reading() as connection:
        expired = {one.session_id for one in store.expired_offers(connection, now)}
        due = set(events.to_release(connection, now))
    for session_id in sorted(expired | due):
        with open_desk(site, session_id) as desk:
            if desk.session.reserve_until is not None and desk.session.reserve_until <= desk.now:
                events.set_session(desk.tx, session_id, is_released=True)
            desk.expire_offers()
            desk.promote()
    return bool(expired or due)


# Doors --------------------------------------------------------------------------


@contextmanager
def _desk_of(site, booking_id: int):
    with site.db.writing() as tx:
        found = store.booking_by_id(tx, booking_id)
        if found is None:
            raise NoSuchSession()
        desk = Desk(site, tx, found.session_id)
        yield desk, store.booking_by_id(tx, booking_id)  # read again: the lock may have been waited for
        desk.close()


def _require_own(tx, site, actor, booking: Booking) -> None:
    """The person, their line manager or an administrator of their authority; for all others there is no such booking."""
    if actor.id == booking.person_id:
        return
    try:
        approving.require_approver(tx, site, actor, booking)
    except Forbidden as fault:
        raise NotFound("There is no such booking, or you may not know of it.") from fault


def _may_run(site, desk: Desk, actor) -> bool:
    return approving.may_run(site, desk.tx, actor, desk.session)


def _require_run(site, desk: Desk, actor) -> None:
    require(site, actor, RUN, approving.run_of(desk.tx, desk.session))


def _expect(booking: Booking, states: Iterable[str], otherwise: str) -> None:
    if booking.state not in states:
        raise Conflict(otherwise)


def _known_person(site, person_id: int) -> Person:
    person = person_by_id(site, person_id)
    if person is None or not person.is_active:
        raise BadInput("Choose a colleague.", "person")
    return person
