"""Who came: the trainer's roll, the code on the wall, a file. Set by these, never by silence."""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from extranet.errors import BadInput, Conflict, NotFound
from extranet.identity import person_by_id
from extranet_plugins.customer_care_training.bookings import approving, store
from extranet_plugins.customer_care_training.bookings.desk import Desk, NoSuchSession
from extranet_plugins.customer_care_training.bookings.model import CONFIRMED, IN_CALENDAR, WENT, Booking
from extranet_plugins.customer_care_training.bookings.rules import outcome_of
from extranet_plugins.customer_care_training.cpd import actions as cpd
from extranet_plugins.customer_care_training.events import store as events
from extranet_plugins.customer_care_training.events.model import Meeting, Session
from extranet_plugins.customer_care_training.rights import RUN, require

PRESENT, LATE, LEFT_EARLY, ABSENT = "present", "late", "left_early", "absent"
STATUS_WORDS = {PRESENT: "Here", LATE: "Came late", LEFT_EARLY: "Left early", ABSENT: "Absent"}
ROLL_OPENS = timedelta(minutes=60)
CODE_OPENS = timedelta(minutes=30)
CODE_CHANGES_SECONDS = 60
CODE_STANDS_WINDOWS = 15  # a code read from the wall still counts after a slow sign-in and with a clock that is minutes off


@dataclass(frozen=True)
class RollLine:
    """One person on the roll. `status` is '' while nothing is marked."""

    booking: Booking
    name: str
    status: str
    minutes: int
    source: str


@dataclass(frozen=True)
class Roll:
    session: Session
    meeting: Meeting
    lines: tuple[RollLine, ...]
    is_open: bool

    @property
    def marked(self) -> int:
        return sum(bool(one.status) for one in self.lines)


def roll_of(site, actor, meeting_id: int) -> Roll:
    """The roll of a meeting, by name. Forbidden for all but those who run the session."""
    with site.db.reading() as connection:
        session = _session_of(connection, meeting_id)
        require(site, actor, RUN, approving.run_of(connection, session))
        found = store.bookings(connection, session.id, states=IN_CALENDAR)
        marks = store.marks(connection, [meeting_id])
    lines = [_line(site, one, marks.get((meeting_id, one.id))) for one in found]
    meeting = session.meeting(meeting_id)
    lines.sort(key=lambda one: (one.name.split()[-1].lower(), one.name))
    return Roll(session, meeting, tuple(lines), site.clock.now() >= meeting.start_utc - ROLL_OPENS)


def _line(site, booking: Booking, mark) -> RollLine:
    person = person_by_id(site, booking.person_id)
    status, minutes, source = mark or ("", 0, "")
    return RollLine(booking, person.name if person else "", status, minutes, source)


def _session_of(connection, meeting_id: int) -> Session:
    session_id = events.session_of_meeting(connection, meeting_id)
    if session_id is None:
        raise NoSuchSession()
    return events.session_by_id(connection, session_id)


def save_roll(site, actor, meeting_id: int, marks: Mapping[int, tuple[str, int]], source: str = "roll") -> list[int]:
    """Keep the marks (booking -> status, minutes missed); the people whose booking changed by it.

    A booking without a mark stays as it is. Corrections later are made the same way and are logged.
    """
    with site.db.writing() as tx:
        desk = Desk(site, tx, _session_of(tx, meeting_id).id)
        require(site, actor, RUN, approving.run_of(tx, desk.session))
        meeting = desk.session.meeting(meeting_id)
        if desk.now < meeting.start_utc - ROLL_OPENS:
            raise Conflict("The roll opens an hour before the meeting.")
        known = {one.id: one for one in store.bookings(tx, desk.session.id, states=IN_CALENDAR)}
        changed = [_mark(desk, known[one], meeting, actor, *mark, source) for one, mark in marks.items() if one in known]
        desk.close()
    return [one for one in changed if one is not None]


def _mark(desk: Desk, booking: Booking, meeting: Meeting, actor, status: str, minutes: int, source: str) -> int | None:
    if status not in STATUS_WORDS or not 0 <= minutes <= meeting.minutes:
        raise BadInput(f"Mark each person as here, late, left early or absent; nobody misses more than the {meeting.minutes} minutes there are.")
    minutes = {PRESENT: 0, ABSENT: meeting.minutes}.get(status, minutes)
    row = {"meeting_id": meeting.id, "booking_id": booking.id, "status": status, "minutes": minutes, "source": source, "by": actor.id, "at": desk.now}
    store.keep_mark(desk.tx, row)
    return _settle(desk, booking, actor)


def _settle(desk: Desk, booking: Booking, actor) -> int | None:
    """Bring the booking's state, and the person's record, in line with its marks; the person if anything changed."""
    found = store.marks(desk.tx, [one.id for one in desk.session.meetings])
    mine = [found.get((one.id, booking.id)) for one in desk.session.meetings]
    state = outcome_of([_counted(one, desk.session.offering.late_minutes) for one in mine])
    there = sum(meeting.minutes - mark[1] for meeting, mark in zip(desk.session.meetings, mine, strict=True) if mark)
    if state in WENT and there:
        cpd.record_attendance(desk.tx, desk.site, desk.session, booking, there, actor.name)
    else:
        cpd.forget_attendance(desk.tx, booking)
    if state == booking.state:
        return None
    desk.move(booking, state, actor.id, "By the roll.")
    return booking.person_id


def _counted(mark, late_minutes: int) -> str | None:
    """A mark as the outcome counts it: who misses no more than the offering allows was there."""
    if mark is None or mark[0] in (PRESENT, ABSENT):
        return mark and mark[0]
    return PRESENT if mark[1] <= late_minutes else "part"


# The code on the wall -------------------------------------------------------------------


def code_now(meeting: Meeting, now: datetime) -> str:
    """The code that changes every minute."""
    return _code(meeting, str(int(now.timestamp()) // CODE_CHANGES_SECONDS))


def static_code(meeting: Meeting) -> str:
    """The code that stays: for paper, and to be typed where no camera reads the other."""
    return _code(meeting, "static")


def _code(meeting: Meeting, window: str) -> str:
    digest = hmac.new(bytes.fromhex(meeting.secret), window.encode(), "sha256").digest()
    return base64.b32encode(digest)[:8].decode()


def is_right_code(meeting: Meeting, code: str, now: datetime) -> bool:
    """Whether it is the lasting code, or one of the last quarter of an hour (or of a minute ahead)."""
    window = int(now.timestamp()) // CODE_CHANGES_SECONDS
    accepted = [static_code(meeting), *(_code(meeting, str(window - back)) for back in range(-1, CODE_STANDS_WINDOWS))]
    code = code.strip().upper().replace(" ", "")
    return any(hmac.compare_digest(code.encode(), one.encode()) for one in accepted)


def check_in(site, actor, meeting_id: int, code: str) -> Session:
    """Mark oneself as here, or late, by the code on the wall; the session. Once marked, only the roll changes it."""
    with site.db.writing() as tx:
        desk = Desk(site, tx, _session_of(tx, meeting_id).id)
        meeting = desk.session.meeting(meeting_id)
        booking = store.live_booking(tx, desk.session.id, actor.id)
        if booking is None or booking.state not in (CONFIRMED, *WENT):
            raise NotFound("You have no confirmed place in this session. Tell the trainer that you are here.")
        if not meeting.start_utc - CODE_OPENS <= desk.now < meeting.end_utc:
            raise Conflict("Checking in is open from half an hour before the start to the end. Tell the trainer.")
        if not is_right_code(meeting, code, desk.now):
            raise BadInput("This is not the code of this meeting, or it is too old. Read it again from the wall or the sheet.", "code")
        if (meeting_id, booking.id) not in store.marks(tx, [meeting_id]):
            missed = max(0, int((desk.now - meeting.start_utc).total_seconds() // 60))
            _mark(desk, booking, meeting, actor, LATE if missed else PRESENT, missed, "qr")
        desk.close()
    return desk.session


# Joining online -------------------------------------------------------------------------

JOIN_OPENS = timedelta(minutes=15)


def join_address(site, actor, meeting_id: int) -> str:
    """Where to join, for somebody with a confirmed place (or who runs it), from 15 minutes before the start to the end."""
    now = site.clock.now()
    with site.db.reading() as connection:
        session = _session_of(connection, meeting_id)
        meeting = session.meeting(meeting_id)
        booking = store.live_booking(connection, session.id, actor.id)
        is_in = booking is not None and booking.state in IN_CALENDAR
        if not (is_in or approving.may_run(site, connection, actor, session)) or not meeting.join_url or session.state != "open":
            raise NotFound("There is nothing to join here for you.")
    if not is_join_open(meeting, now):
        raise Conflict("The way in opens 15 minutes before the start and closes at the end.")
    return meeting.join_url


def is_join_open(meeting: Meeting, now: datetime) -> bool:
    return bool(meeting.join_url) and meeting.start_utc - JOIN_OPENS <= now < meeting.end_utc
