"""One session under lock: the only code that gives, moves or takes back a place.

Open a desk inside a writing transaction, do what is to be done, close it. The session's row is locked first (SQLite: the
transaction began IMMEDIATE), so nobody counts while somebody else writes. Cancel first, promote second; what a change means for
calendars, reminders and notices is written in the same transaction. Source: training.md 4.
"""

from datetime import datetime

from extranet.errors import NotFound
from extranet.switches import plugin_settings
from extranet_plugins.customer_care_training.bookings import rules, store
from extranet_plugins.customer_care_training.bookings.model import CONFIRMED, DECLINED, HELD, IN_CALENDAR, OFFERED, Booking
from extranet_plugins.customer_care_training.bookings.words import notice_of
from extranet_plugins.customer_care_training.calendar import entries, messages
from extranet_plugins.customer_care_training.calendar.working_days import bank_holidays
from extranet_plugins.customer_care_training.events import store as events
from extranet_plugins.customer_care_training.events.model import OPEN
from extranet_plugins.customer_care_training.tables import NAME

REMINDER_DAYS = 2


class NoSuchSession(NotFound):
    def __init__(self):
        super().__init__("There is no such session, or you may not know of it.")


class Desk:
    """The session as it stands in this transaction, and what was touched since the desk was opened."""

    def __init__(self, site, tx, session_id: int):
        self.site, self.tx = site, tx
        self.session = events.locked_session(tx, session_id)
        if self.session is None:
            raise NoSuchSession()
        self.now: datetime = site.clock.now()
        self.holidays = bank_holidays(site)
        self.held = store.held_by_authority(tx, session_id)
        self.seq = self.session.seq
        self.touched: dict[int, Booking] = {}
        self.born: set[int] = set()

    @property
    def places(self) -> rules.Places:
        return rules.Places(self.session.capacity, dict(self.held), self.session.quotas, self.session.are_shares_kept(self.now))

    @property
    def has_begun(self) -> bool:
        return self.session.start is not None and self.session.start <= self.now

    # Changing a place -------------------------------------------------------

    def accept(self, row: dict, state: str, by: int | None, reason: str = "") -> Booking:
        """A new booking with the next number."""
        self.seq += 1
        return self.enter({**row, "seq": self.seq}, state, by, reason)

    def enter(self, row: dict, state: str, by: int | None, reason: str = "", holds: bool | None = None) -> Booking:
        """A new booking with the number that `row` gives."""
        holds = state in HELD if holds is None else holds
        usual = {"hold_until": None, "promoted_at": None, "approved_by": None, "substitute_of": None, "asked_by": by, "asked_at": self.now}
        made = store.add_booking(self.tx, {**usual, **row, "session_id": self.session.id, "state": state, "holds_place": holds})
        self.born.add(made.id)
        self._count(made.authority_id, holds)
        self._log(made, "", by, reason)
        return made

    def move(self, booking: Booking, state: str, by: int | None, reason: str = "", **values) -> Booking:
        """The booking in another state; its place counted anew."""
        values = {"hold_until": None, **values, "state": state, "holds_place": state in HELD}
        store.set_booking(self.tx, booking.id, **values)
        moved = Booking(**{**vars(booking), **values})
        self._count(booking.authority_id, moved.holds_place, booking.holds_place)
        self._log(moved, booking.state, by, reason)
        return moved

    def _count(self, authority: str, holds: bool, held: bool = False) -> None:
        self.held[authority] = self.held.get(authority, 0) + holds - held

    def _log(self, booking: Booking, before: str, by: int | None, reason: str) -> None:
        row = {"booking_id": booking.id, "session_id": booking.session_id, "at": self.now, "by": by, "from_state": before,
               "to_state": booking.state, "seq": booking.seq, "reason": reason[:400]}
        event_id = store.add_event(self.tx, row)
        self.touched[booking.id] = booking
        told = notice_of(self.session, booking, before, reason)
        if told:
            messages.put(self.tx, self.now, f"notice:{event_id}", messages.NOTICE, booking.person_id, booking.authority_id, *told,
                         session_id=booking.session_id, booking_id=booking.id, is_new=True)

    # What follows from time and from free places ----------------------------

    def expire_offers(self) -> None:
        """Offers whose time is over are not taken; who still wants a place asks again and goes to the end."""
        for booking in store.expired_offers(self.tx, self.now, self.session.id):
            self.move(booking, DECLINED, None, "The offer ran out.")

    def promote(self) -> None:
        """Give free places to the waiting, lowest number first among those who fit, until none fits."""
        if self.session.state != OPEN or self.session.start is None:
            return
        how = rules.how_to_promote(self.now, self.session.start, self.holidays)
        if how == rules.NOBODY or not self.places.free:
            return
        waiting = store.waiting(self.tx, self.session.id)
        while (chosen := rules.next_to_promote(waiting, self.places)) is not None:
            waiting.remove(chosen)
            self._give(store.booking_by_id(self.tx, chosen.booking_id), how)

    def _give(self, booking: Booking, how: str) -> None:
        if how == rules.CONFIRM:
            self.move(booking, CONFIRMED, None, "promoted", promoted_at=self.now)
        else:
            until = rules.offer_ends(self.now, self.session.start)
            self.move(booking, OFFERED, None, "promoted", promoted_at=self.now, hold_until=until)

    def is_somebody_first(self, seq: int | None = None) -> bool:
        """Whether a waiting person fits who comes before this number (None: before a newcomer)."""
        first = rules.next_to_promote(store.waiting(self.tx, self.session.id), self.places) if self.places.free else None
        return first is not None and (seq is None or first.seq < seq)

    # Closing ----------------------------------------------------------------

    def touch_confirmed(self) -> None:
        """Everybody with a place has to be told: the session itself changed."""
        for booking in store.bookings(self.tx, self.session.id, states=[*IN_CALENDAR]):
            self.touched.setdefault(booking.id, booking)

    def close(self) -> None:
        """Store the counters, and bring calendars and reminders of all touched bookings into step."""
        events.set_session(self.tx, self.session.id, seq=self.seq, confirmed=sum(self.held.values()))
        is_shown = any(booking.state in IN_CALENDAR for booking in self.touched.values())
        shown = entries.entries_of(self.tx, self.site, self.session) if is_shown else {}
        for booking in self.touched.values():
            is_born = booking.id in self.born
            if is_born and booking.state not in IN_CALENDAR:
                continue  # just asked: nothing in any calendar yet
            entries.keep_in_step(self.tx, self.site, self.session, booking, shown, self.now, is_born)
            self._remind(booking, is_born)

    def _remind(self, booking: Booking, is_born: bool) -> None:
        if booking.state == CONFIRMED:
            days = int(plugin_settings(self.site, NAME).get("reminder_days", REMINDER_DAYS))
            messages.plan_reminders(self.tx, self.now, self.session, booking, days, self.holidays, is_born)
        else:
            messages.store.drop_reminders(self.tx, booking.id, self.now)

