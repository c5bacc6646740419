"""A booking, the states it passes through, and what each is called."""

from dataclasses import dataclass
from datetime import datetime

REQUESTED, WAITING, OFFERED, CONFIRMED = "requested", "waiting", "offered", "confirmed"
CANCELLED, LATE_CANCELLED, DECLINED, SUBSTITUTED = "cancelled", "late_cancelled", "declined", "substituted"
ATTENDED, PARTIAL, NO_SHOW = "attended", "partial", "no_show"
STATE_WORDS = {
    REQUESTED: "Waiting for approval", WAITING: "On the waiting list", OFFERED: "Place offered", CONFIRMED: "Confirmed",
    CANCELLED: "Cancelled", LATE_CANCELLED: "Cancelled late", DECLINED: "Not taken", SUBSTITUTED: "Given to a colleague",
    ATTENDED: "Attended", PARTIAL: "Attended in part", NO_SHOW: "Did not come",
}
GONE = (CANCELLED, LATE_CANCELLED, DECLINED, SUBSTITUTED)
OPEN = (REQUESTED, WAITING, OFFERED, CONFIRMED)
WENT = (ATTENDED, PARTIAL, NO_SHOW)
HELD = (OFFERED, CONFIRMED, *WENT)  # states in which a place is taken
IN_CALENDAR = (CONFIRMED, *WENT)


@dataclass(frozen=True)
class Booking:
    """One person's request for one session.

    `seq` is the number of its acceptance in the session: it decides every order, never a time. `holds_place` is whether it
    takes a place now. `hold_until` is the end of an offer. `request_key` makes the same request, sent twice, one booking.
    """

    id: int
    session_id: int
    person_id: int
    authority_id: str
    seq: int
    state: str
    holds_place: bool
    hold_until: datetime | None
    promoted_at: datetime | None
    request_key: str
    asked_by: int | None
    asked_at: datetime
    approved_by: int | None
    substitute_of: int | None

    @property
    def is_open(self) -> bool:
        """Whether something can still happen to it before the session."""
        return self.state in OPEN

    @property
    def words(self) -> str:
        return STATE_WORDS[self.state]


@dataclass(frozen=True)
class BookingEvent:
    """One line of a booking's log: who moved it when, from where to where, and why. Never changed."""

    id: int
    booking_id: int
    session_id: int
    at: datetime
    by: int | None
    from_state: str
    to_state: str
    seq: int
    reason: str
