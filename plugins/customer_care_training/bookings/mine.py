"""A person's own bookings, with what can be done about each."""

from dataclasses import dataclass
from datetime import datetime

from extranet_plugins.customer_care_training.bookings import store
from extranet_plugins.customer_care_training.bookings.model import CONFIRMED, LATE_CANCELLED, NO_SHOW, OFFERED, WAITING, Booking
from extranet_plugins.customer_care_training.bookings.service import cut_off_of
from extranet_plugins.customer_care_training.bookings.words import until_words
from extranet_plugins.customer_care_training.calendar.working_days import bank_holidays, is_after
from extranet_plugins.customer_care_training.events import store as events
from extranet_plugins.customer_care_training.events.model import Session


@dataclass(frozen=True)
class MyBooking:
    """A booking as its person sees it. `before` counts those before on the waiting list."""

    booking: Booking
    session: Session
    before: int
    is_ahead: bool
    cut_off: str
    is_late: bool

    @property
    def offer_until(self) -> str:
        return until_words(self.booking.hold_until)

    @property
    def may_cancel(self) -> bool:
        return self.booking.is_open and self.is_ahead

    @property
    def may_substitute(self) -> bool:
        return self.booking.state == CONFIRMED and self.is_ahead and self.session.offering.has_substitutes

    @property
    def is_offer(self) -> bool:
        return self.booking.state == OFFERED


def my_bookings(site, actor) -> list[MyBooking]:
    """The actor's bookings: what is ahead soonest first, then what was, latest first."""
    now = site.clock.now()
    with site.db.reading() as connection:
        found = store.bookings(connection, person_ids=[actor.id])
        sessions = {one.id: one for one in events.sessions(connection, {one.session_id for one in found})}
        lists = {one: store.waiting(connection, one) for one in {each.session_id for each in found if each.state == WAITING}}
    mine = [_mine(site, one, sessions[one.session_id], lists.get(one.session_id, ()), now) for one in found if sessions[one.session_id].meetings]
    ahead = sorted((one for one in mine if one.is_ahead), key=lambda one: one.session.start)
    return ahead + sorted((one for one in mine if not one.is_ahead), key=lambda one: (one.session.start, one.booking.id), reverse=True)


def my_booking_in(site, actor, session: Session) -> MyBooking | None:
    """The actor's live booking in this session; else the latest that ended, None when there never was one."""
    found = [one for one in my_bookings(site, actor) if one.session.id == session.id]
    return next((one for one in found if one.booking.is_open or one.booking.holds_place), None) or max(found, key=lambda one: one.booking.id, default=None)


def _mine(site, booking: Booking, session: Session, waiting, now: datetime) -> MyBooking:
    last = cut_off_of(session, bank_holidays(site))
    before = sum(one.seq < booking.seq for one in waiting)
    is_ahead = session.start > now and booking.is_open
    return MyBooking(booking, session, before, is_ahead, until_words(last), is_after(now, last))


def counts_for_manager(connection, person_ids) -> dict[int, tuple[int, int]]:
    """{person: (did not come, cancelled late)}: a count for the line manager; nothing follows from it by itself."""
    found: dict[int, tuple[int, int]] = {}
    for one in store.bookings(connection, person_ids=person_ids, states=[NO_SHOW, LATE_CANCELLED]):
        missed, late = found.get(one.person_id, (0, 0))
        found[one.person_id] = (missed + (one.state == NO_SHOW), late + (one.state == LATE_CANCELLED))
    return found
