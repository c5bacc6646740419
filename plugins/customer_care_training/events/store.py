"""The tables of offerings, sessions and meetings, and their queries."""

from datetime import datetime

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, delete, insert, select, update

from extranet.db import UtcDateTime
from extranet_plugins.customer_care_training.bookings.rules import Quota
from extranet_plugins.customer_care_training.events.model import Meeting, Offering, Session
from extranet_plugins.customer_care_training.tables import metadata, named

offering = Table(
    named("offering"), metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("title", String(120), nullable=False),
    Column("summary", String(400), nullable=False),
    Column("wiki_page", String(60), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("outcome", String(400), nullable=False),
    Column("cutoff_n", Integer, nullable=False),
    Column("cutoff_unit", String(20), nullable=False),
    Column("late_minutes", Integer, nullable=False),
    Column("has_substitutes", Boolean, nullable=False),
    Column("needs_approval", Boolean, nullable=False),
    Column("charge_note", String(300), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("made_by", Integer, ForeignKey("person.id")),
    Column("made_at", UtcDateTime, nullable=False),
)  # fmt: skip
session = Table(
    named("session"), metadata,
    Column("id", Integer, primary_key=True),
    Column("offering_id", Integer, ForeignKey(named("offering.id")), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("organiser_id", Integer, ForeignKey("person.id")),
    Column("capacity", Integer, nullable=False),
    Column("min_places", Integer, nullable=False),
    Column("reserve_until", UtcDateTime),
    Column("is_released", Boolean, nullable=False),
    Column("holds_requests", Boolean, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("confirmed", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("note", Text, nullable=False),
    Index("cct_session_offering", "offering_id"),
)  # fmt: skip
meeting = Table(
    named("meeting"), metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", Integer, ForeignKey(named("session.id"), ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", String(120), nullable=False),
    Column("start_utc", UtcDateTime, nullable=False),
    Column("end_utc", UtcDateTime, nullable=False),
    Column("tz", String(40), nullable=False),
    Column("local_start", String(16), nullable=False),
    Column("place", String(300), nullable=False),
    Column("join_url", String(1000), nullable=False),
    Column("secret", String(64), nullable=False),
    Column("sequence", Integer, nullable=False),
    UniqueConstraint("session_id", "number", name="cct_meeting_number"),
    Index("cct_meeting_start", "start_utc"),
)  # fmt: skip
quota = Table(
    named("session_quota"), metadata,
    Column("session_id", Integer, ForeignKey(named("session.id"), ondelete="CASCADE"), primary_key=True),
    Column("authority_id", String(60), ForeignKey("authority.slug"), primary_key=True),
    Column("guaranteed", Integer, nullable=False),
    Column("max_places", Integer),
)  # fmt: skip


# Offerings --------------------------------------------------------------------


def offerings(connection: Connection, only_open: bool = False) -> list[Offering]:
    """Every offering, by title."""
    wanted = select(offering).order_by(offering.c.title, offering.c.id)
    if only_open:
        wanted = wanted.where(offering.c.is_open)
    return [Offering(**row) for row in connection.execute(wanted).mappings()]


def offering_by_slug(connection: Connection, slug: str) -> Offering | None:
    row = connection.execute(select(offering).where(offering.c.slug == slug)).mappings().one_or_none()
    return Offering(**row) if row else None


def keep_offering(tx: Connection, offering_id: int | None, row: dict) -> int:
    """Store an offering, a new one when `offering_id` is None; its id."""
    if offering_id is None:
        return tx.execute(insert(offering).values(**row)).inserted_primary_key[0]
    tx.execute(update(offering).where(offering.c.id == offering_id).values(**row))
    return offering_id


# Sessions ---------------------------------------------------------------------


def sessions(connection: Connection, ids=None, offering_id=None, start=None, end=None, states=None) -> list[Session]:
    """Sessions with their meetings and shares, by their first meeting; None for a part means any.

    `start` and `end` keep those with a meeting that overlaps [start, end).
    """
    wanted = select(session)
    if ids is not None:
        wanted = wanted.where(session.c.id.in_(list(ids)))
    if offering_id is not None:
        wanted = wanted.where(session.c.offering_id == offering_id)
    if states is not None:
        wanted = wanted.where(session.c.state.in_(states))
    if start is not None or end is not None:
        wanted = wanted.where(session.c.id.in_(_with_meetings(start, end)))
    rows = list(connection.execute(wanted).mappings())
    found = _whole(connection, rows)
    return sorted(found, key=lambda one: (one.start is None, one.start, one.id))


def _with_meetings(start, end):
    wanted = select(meeting.c.session_id)
    if start is not None:
        wanted = wanted.where(meeting.c.end_utc > start)
    return wanted.where(meeting.c.start_utc < end) if end is not None else wanted


def session_by_id(connection: Connection, session_id: int) -> Session | None:
    return next(iter(sessions(connection, [session_id])), None)


def locked_session(tx: Connection, session_id: int) -> Session | None:
    """The session, locked until the transaction ends.

    PostgreSQL locks the row; SQLite's writing transaction already began IMMEDIATE and is the only one.
    """
    rows = list(tx.execute(select(session).where(session.c.id == session_id).with_for_update()).mappings())
    return next(iter(_whole(tx, rows)), None)


def _whole(connection: Connection, rows) -> list[Session]:
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    of = {one.id: one for one in _offerings_of(connection, {row["offering_id"] for row in rows})}
    meetings, quotas = _meetings_of(connection, ids), _quotas_of(connection, ids)
    return [
        Session(
            offering=of[row["offering_id"]], meetings=tuple(meetings.get(row["id"], ())), quotas=quotas.get(row["id"], {}),
            **{name: value for name, value in row.items() if name != "offering_id"},
        )
        for row in rows
    ]


def _offerings_of(connection, ids) -> list[Offering]:
    return [Offering(**row) for row in connection.execute(select(offering).where(offering.c.id.in_(ids))).mappings()]


def _meetings_of(connection, ids) -> dict[int, list[Meeting]]:
    found: dict[int, list[Meeting]] = {}
    wanted = select(meeting).where(meeting.c.session_id.in_(ids)).order_by(meeting.c.start_utc, meeting.c.number)
    for row in connection.execute(wanted).mappings():
        found.setdefault(row["session_id"], []).append(Meeting(**row))
    return found


def _quotas_of(connection, ids) -> dict[int, dict[str, Quota]]:
    found: dict[int, dict[str, Quota]] = {}
    for row in connection.execute(select(quota).where(quota.c.session_id.in_(ids)).order_by(quota.c.authority_id)):
        found.setdefault(row.session_id, {})[row.authority_id] = Quota(row.guaranteed, row.max_places)
    return found


def add_session(tx: Connection, row: dict) -> int:
    """A new session, its counters at nought; its id."""
    return tx.execute(insert(session).values(seq=0, confirmed=0, is_released=False, **row)).inserted_primary_key[0]


def set_session(tx: Connection, session_id: int, **values) -> None:
    tx.execute(update(session).where(session.c.id == session_id).values(**values))


def keep_quotas(tx: Connection, session_id: int, quotas: dict[str, Quota]) -> None:
    """Exactly these shares; an authority without a guarantee or a limit needs none."""
    tx.execute(delete(quota).where(quota.c.session_id == session_id))
    rows = [
        {"session_id": session_id, "authority_id": authority, "guaranteed": one.guaranteed, "max_places": one.max_places}
        for authority, one in quotas.items()
        if one.guaranteed or one.max_places is not None
    ]
    if rows:
        tx.execute(insert(quota), rows)


def to_release(connection: Connection, now: datetime) -> list[int]:
    """Ids of open sessions whose release date has come and was not acted on yet."""
    is_due = (session.c.reserve_until <= now) & (session.c.is_released.is_(False)) & (session.c.state == "open")
    return list(connection.execute(select(session.c.id).where(is_due)).scalars())


# Meetings ---------------------------------------------------------------------


def add_meeting(tx: Connection, row: dict) -> int:
    return tx.execute(insert(meeting).values(sequence=0, **row)).inserted_primary_key[0]


def set_meeting(tx: Connection, meeting_id: int, **values) -> None:
    tx.execute(update(meeting).where(meeting.c.id == meeting_id).values(**values))


def remove_meeting(tx: Connection, meeting_id: int) -> None:
    tx.execute(delete(meeting).where(meeting.c.id == meeting_id))


def session_of_meeting(connection: Connection, meeting_id: int) -> int | None:
    return connection.execute(select(meeting.c.session_id).where(meeting.c.id == meeting_id)).scalar_one_or_none()

