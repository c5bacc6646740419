"""What people are told about their place, in whole sentences."""

from extranet_plugins.customer_care_training.bookings.model import (
    ATTENDED,
    CANCELLED,
    CONFIRMED,
    DECLINED,
    LATE_CANCELLED,
    NO_SHOW,
    OFFERED,
    PARTIAL,
    REQUESTED,
    SUBSTITUTED,
    WAITING,
    Booking,
)
from extranet_plugins.customer_care_training.calendar.london import clock_words, day_words, local_day

SUBJECTS = {
    REQUESTED: "Asked for: {title}", WAITING: "On the waiting list: {title}", OFFERED: "A place is offered: {title}",
    CONFIRMED: "You have a place: {title}", CANCELLED: "Place cancelled: {title}", LATE_CANCELLED: "Place cancelled late: {title}",
    DECLINED: "No place: {title}", SUBSTITUTED: "Place passed on: {title}",
}
BODIES = {
    REQUESTED: "Your line manager has been asked to approve it.",
    WAITING: "Your number is {seq}. You move up when a place comes free; you need not do anything.",
    OFFERED: "Take it or leave it by {until}. After that it goes to the next person.",
    CONFIRMED: "{when}.", CANCELLED: "{when}.", LATE_CANCELLED: "{when}. This was after the last day for giving a place back. {charge}",
    DECLINED: "You can ask again; you then come at the end of the waiting list.", SUBSTITUTED: "A colleague goes in your place.",
}
SILENT = (ATTENDED, PARTIAL, NO_SHOW)


def notice_of(session, booking: Booking, before: str, reason: str) -> tuple[str, str] | None:
    """(subject, text) of what the person is told; None when the roll changed something, which needs no message."""
    if booking.state in SILENT or (before in SILENT and booking.state == CONFIRMED):
        return None
    filled = {
        "title": session.title, "seq": booking.seq, "when": session.words, "charge": session.offering.charge_note,
        "until": until_words(booking.hold_until),
    }
    why = f" {reason}" if reason and reason != "promoted" else ""
    return SUBJECTS[booking.state].format(**filled), (BODIES[booking.state].format(**filled) + why).strip()


def until_words(moment) -> str:
    """'17:00 on Tuesday 24 November 2026'; '' for None."""
    return f"{clock_words(moment)} on {day_words(local_day(moment))}" if moment else ""
