"""The tables of bookings, their log, the roll, access needs and line managers, and their queries."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from extranet.db import UtcDateTime
from extranet_plugins.customer_care_training.bookings.model import GONE, IN_CALENDAR, OFFERED, OPEN, SUBSTITUTED, WAITING, Booking, BookingEvent
from extranet_plugins.customer_care_training.bookings.rules import Waiting
from extranet_plugins.customer_care_training.events.store import meeting, session
from extranet_plugins.customer_care_training.tables import metadata, named

IS_LIVE = text(f"state NOT IN ({', '.join(repr(state) for state in GONE)})")
KEEPS_SEQ = text(f"state <> '{SUBSTITUTED}'")  # a substitute takes over the number with the place

booking = Table(
    named("booking"), metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", Integer, ForeignKey(named("session.id")), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("holds_place", Boolean, nullable=False),
    Column("hold_until", UtcDateTime),
    Column("promoted_at", UtcDateTime),
    Column("request_key", String(60), nullable=False),
    Column("asked_by", Integer, ForeignKey("person.id")),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("approved_by", Integer, ForeignKey("person.id")),
    Column("substitute_of", Integer),
    UniqueConstraint("person_id", "request_key", name="cct_booking_request"),
    Index("cct_booking_one_live", "session_id", "person_id", unique=True, sqlite_where=IS_LIVE, postgresql_where=IS_LIVE),
    Index("cct_booking_seq", "session_id", "seq", unique=True, sqlite_where=KEEPS_SEQ, postgresql_where=KEEPS_SEQ),
    Index("cct_booking_state", "session_id", "state"),
    Index("cct_booking_person", "person_id"),
)  # fmt: skip
event = Table(
    named("booking_event"), metadata,
    Column("id", Integer, primary_key=True),
    Column("booking_id", Integer, ForeignKey(named("booking.id")), nullable=False),
    Column("session_id", Integer, ForeignKey(named("session.id")), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Integer, ForeignKey("person.id")),
    Column("from_state", String(20), nullable=False),
    Column("to_state", String(20), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("reason", String(400), nullable=False),
    Index("cct_booking_event_session", "session_id", "id"),
    Index("cct_booking_event_booking", "booking_id"),
)  # fmt: skip
attendance = Table(
    named("attendance"), metadata,
    Column("meeting_id", Integer, ForeignKey(named("meeting.id"), ondelete="CASCADE"), primary_key=True),
    Column("booking_id", Integer, ForeignKey(named("booking.id")), primary_key=True),
    Column("status", String(20), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("source", String(10), nullable=False),
    Column("by", Integer, ForeignKey("person.id")),
    Column("at", UtcDateTime, nullable=False),
)  # fmt: skip
access_need = Table(
    named("access_need"), metadata,
    Column("booking_id", Integer, ForeignKey(named("booking.id"), ondelete="CASCADE"), primary_key=True),
    Column("code", String(30), primary_key=True),
    Column("note", String(300), nullable=False),
)  # fmt: skip
line_manager = Table(
    named("line_manager"), metadata,
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("manager_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("set_by", Integer, ForeignKey("person.id")),
    Column("set_at", UtcDateTime, nullable=False),
    Index("cct_line_manager_manager", "manager_id"),
)  # fmt: skip

# Bookings ---------------------------------------------------------------------


def bookings(connection: Connection, session_id=None, person_ids=None, states=None, ids=None, authority_id=None) -> list[Booking]:
    """Bookings by session and number; None for a part means any."""
    wanted = select(booking).order_by(booking.c.session_id, booking.c.seq, booking.c.id)
    for column, values in ((booking.c.person_id, person_ids), (booking.c.state, states), (booking.c.id, ids)):
        if values is not None:
            wanted = wanted.where(column.in_(list(values)))
    if session_id is not None:
        wanted = wanted.where(booking.c.session_id == session_id)
    if authority_id is not None:
        wanted = wanted.where(booking.c.authority_id == authority_id)
    return [Booking(**row) for row in connection.execute(wanted).mappings()]


def booking_by_id(connection: Connection, booking_id: int) -> Booking | None:
    return next(iter(bookings(connection, ids=[booking_id])), None)


def by_request(connection: Connection, person_id: int, request_key: str) -> Booking | None:
    """What this request made the first time it was sent."""
    row = connection.execute(select(booking).where(booking.c.person_id == person_id, booking.c.request_key == request_key)).mappings().one_or_none()
    return Booking(**row) if row else None


def live_booking(connection: Connection, session_id: int, person_id: int) -> Booking | None:
    """The one booking of this person in this session that is not gone."""
    wanted = select(booking).where(booking.c.session_id == session_id, booking.c.person_id == person_id, booking.c.state.not_in(GONE))
    row = connection.execute(wanted).mappings().one_or_none()
    return Booking(**row) if row else None


def held_by_authority(connection: Connection, session_id: int) -> dict[str, int]:
    """Places taken now, by authority."""
    of_session = (booking.c.session_id == session_id) & booking.c.holds_place
    rows = connection.execute(select(booking.c.authority_id, func.count()).where(of_session).group_by(booking.c.authority_id))
    return dict(rows.all())


def waiting(connection: Connection, session_id: int) -> list[Waiting]:
    """The waiting list in order."""
    wanted = select(booking.c.id, booking.c.seq, booking.c.authority_id).where(booking.c.session_id == session_id, booking.c.state == WAITING)
    return [Waiting(*row) for row in connection.execute(wanted.order_by(booking.c.seq))]


def counts_by_state(connection: Connection, session_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """{session: {state: how many}}."""
    found: dict[int, dict[str, int]] = {}
    wanted = select(booking.c.session_id, booking.c.state, func.count()).where(booking.c.session_id.in_(list(session_ids)))
    for session_id, state, number in connection.execute(wanted.group_by(booking.c.session_id, booking.c.state)):
        found.setdefault(session_id, {})[state] = number
    return found


def expired_offers(connection: Connection, now: datetime, session_id: int | None = None) -> list[Booking]:
    """Open offers whose time is over, in order."""
    wanted = select(booking).where(booking.c.state == OFFERED, booking.c.hold_until <= now).order_by(booking.c.session_id, booking.c.seq)
    if session_id is not None:
        wanted = wanted.where(booking.c.session_id == session_id)
    return [Booking(**row) for row in connection.execute(wanted).mappings()]


def add_booking(tx: Connection, row: dict) -> Booking:
    made = tx.execute(insert(booking).values(**row)).inserted_primary_key[0]
    return Booking(id=made, **row)


def set_booking(tx: Connection, booking_id: int, **values) -> None:
    tx.execute(update(booking).where(booking.c.id == booking_id).values(**values))


def add_event(tx: Connection, row: dict) -> int:
    """A line of the log; its id. Lines are never changed."""
    return tx.execute(insert(event).values(**row)).inserted_primary_key[0]


def events(connection: Connection, session_id: int | None = None, booking_id: int | None = None) -> list[BookingEvent]:
    """The log, oldest first."""
    wanted = select(event).order_by(event.c.id)
    if session_id is not None:
        wanted = wanted.where(event.c.session_id == session_id)
    if booking_id is not None:
        wanted = wanted.where(event.c.booking_id == booking_id)
    return [BookingEvent(**row) for row in connection.execute(wanted).mappings()]


def clashing(connection: Connection, person_id: int, session_id: int, spans: Iterable[tuple[datetime, datetime]]) -> list[int]:
    """Ids of other sessions in which the person has or wants a place while one of these half-open intervals lasts."""
    found: set[int] = set()
    mine = (booking.c.person_id == person_id) & booking.c.state.in_(OPEN) & (booking.c.session_id != session_id)
    for start, end in spans:
        wanted = select(booking.c.session_id).join(meeting, meeting.c.session_id == booking.c.session_id)
        found.update(connection.execute(wanted.where(mine, meeting.c.start_utc < end, meeting.c.end_utc > start)).scalars())
    return sorted(found)


# The roll ---------------------------------------------------------------------


def marks(connection: Connection, meeting_ids: Iterable[int]) -> dict[tuple[int, int], tuple[str, int, str]]:
    """{(meeting, booking): (status, minutes missed, source)}."""
    wanted = select(attendance).where(attendance.c.meeting_id.in_(list(meeting_ids)))
    return {(row.meeting_id, row.booking_id): (row.status, row.minutes, row.source) for row in connection.execute(wanted)}


def keep_mark(tx: Connection, row: dict) -> None:
    """Store one mark in place of an earlier one."""
    at = (attendance.c.meeting_id == row["meeting_id"]) & (attendance.c.booking_id == row["booking_id"])
    tx.execute(delete(attendance).where(at))
    tx.execute(insert(attendance).values(**row))


# Access needs -----------------------------------------------------------------


def keep_needs(tx: Connection, booking_id: int, needs: dict[str, str]) -> None:
    """Exactly these needs: code -> note."""
    tx.execute(delete(access_need).where(access_need.c.booking_id == booking_id))
    if needs:
        tx.execute(insert(access_need), [{"booking_id": booking_id, "code": code, "note": note} for code, note in needs.items()])


def needs_of(connection: Connection, booking_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """{booking: {code: note}}."""
    found: dict[int, dict[str, str]] = {}
    for row in connection.execute(select(access_need).where(access_need.c.booking_id.in_(list(booking_ids)))):
        found.setdefault(row.booking_id, {})[row.code] = row.note
    return found


def need_codes(connection: Connection, session_id: int) -> list[str]:
    """The different needs of a session's people, without who has them."""
    wanted = select(access_need.c.code).distinct().join(booking, booking.c.id == access_need.c.booking_id)
    return sorted(connection.execute(wanted.where(booking.c.session_id == session_id, booking.c.state.not_in(GONE))).scalars())


def forget_needs(tx: Connection, ended_before: datetime) -> int:
    """Delete the needs of sessions that ended before this moment, and of bookings that are gone; how many rows."""
    last = select(meeting.c.session_id).group_by(meeting.c.session_id).having(func.max(meeting.c.end_utc) < ended_before)
    old = select(booking.c.id).where(booking.c.session_id.in_(last) | booking.c.state.in_(GONE))
    return tx.execute(delete(access_need).where(access_need.c.booking_id.in_(old))).rowcount


# Line managers ----------------------------------------------------------------


def manager_of(connection: Connection, person_id: int) -> int | None:
    return connection.execute(select(line_manager.c.manager_id).where(line_manager.c.person_id == person_id)).scalar_one_or_none()


def staff_of(connection: Connection, manager_id: int) -> list[int]:
    """Ids of the people who named, or were given, this line manager."""
    return list(connection.execute(select(line_manager.c.person_id).where(line_manager.c.manager_id == manager_id)).scalars())


def keep_manager(tx: Connection, row: dict) -> None:
    """Store a person's line manager in place of an earlier one."""
    tx.execute(delete(line_manager).where(line_manager.c.person_id == row["person_id"]))
    tx.execute(insert(line_manager).values(**row))


# For others' records ------------------------------------------------------------


def places_used(connection: Connection, session_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """{(session, authority): confirmed or attended places}."""
    wanted = select(booking.c.session_id, booking.c.authority_id, func.count()).where(
        booking.c.session_id.in_(list(session_ids)), booking.c.state.in_(IN_CALENDAR)
    )
    return {(one, authority): number for one, authority, number in connection.execute(wanted.group_by(booking.c.session_id, booking.c.authority_id))}


def has_attended(connection: Connection, offering_id: int, person_id: int) -> int | None:
    """The session of this offering that the person attended in full, the latest; None when there is none."""
    wanted = select(booking.c.session_id).join(session, session.c.id == booking.c.session_id).where(
        session.c.offering_id == offering_id, booking.c.person_id == person_id, booking.c.state == "attended"
    )
    return connection.execute(wanted.order_by(booking.c.session_id.desc()).limit(1)).scalar_one_or_none()
