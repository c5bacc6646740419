"""The tables of calendar entries, of messages waiting, and of feeds, and their queries."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import JSON, Column, Connection, ForeignKey, Index, Integer, String, Table, Text, delete, insert, select, update

from extranet.db import UtcDateTime
from extranet_plugins.customer_care_training.tables import metadata, named

calendar_object = Table(
    named("calendar_object"), metadata,
    Column("uid", String(120), primary_key=True),
    Column("booking_id", Integer, nullable=False),
    Column("meeting_id", Integer, nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("last_hash", String(64), nullable=False),
    Column("state", String(12), nullable=False),
    Column("entry", JSON, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Index("cct_calendar_object_person", "person_id"),
    Index("cct_calendar_object_booking", "booking_id"),
)  # fmt: skip
outbox = Table(
    named("outbox"), metadata,
    Column("id", Integer, primary_key=True),
    Column("idempotency_key", String(160), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("session_id", Integer),
    Column("booking_id", Integer),
    Column("meeting_id", Integer),
    Column("subject", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("method", String(10), nullable=False),
    Column("entry", JSON),
    Column("made_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("dropped_at", UtcDateTime),
    Column("seen_at", UtcDateTime),
    Index("cct_outbox_due", "sent_at", "due_at"),
    Index("cct_outbox_person", "person_id", "due_at"),
    Index("cct_outbox_booking", "booking_id"),
)  # fmt: skip
feed = Table(
    named("feed"), metadata,
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("made_at", UtcDateTime, nullable=False),
)  # fmt: skip

# Calendar objects ---------------------------------------------------------------


def objects_of(connection: Connection, booking_ids: Iterable[int] | None = None, person_id: int | None = None) -> list[dict]:
    """Calendar objects as mappings, by uid."""
    wanted = select(calendar_object).order_by(calendar_object.c.uid)
    if booking_ids is not None:
        wanted = wanted.where(calendar_object.c.booking_id.in_(list(booking_ids)))
    if person_id is not None:
        wanted = wanted.where(calendar_object.c.person_id == person_id)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def keep_object(tx: Connection, row: dict, is_new: bool) -> None:
    """Store one object in place of what it was."""
    if is_new:
        tx.execute(insert(calendar_object).values(**row))
    else:
        tx.execute(update(calendar_object).where(calendar_object.c.uid == row["uid"]).values(**row))


# Outbox -------------------------------------------------------------------------


def by_key(connection: Connection, key: str) -> dict | None:
    row = connection.execute(select(outbox).where(outbox.c.idempotency_key == key)).mappings().one_or_none()
    return dict(row) if row else None


def add_message(tx: Connection, row: dict) -> int:
    return tx.execute(insert(outbox).values(**row)).inserted_primary_key[0]


def set_message(tx: Connection, message_id: int, **values) -> None:
    tx.execute(update(outbox).where(outbox.c.id == message_id).values(**values))


def drop_reminders(tx: Connection, booking_id: int, now: datetime, keep: Iterable[str] = ()) -> None:
    """Drop the reminders of a booking that were not handed out, but for these keys."""
    of_booking = (outbox.c.booking_id == booking_id) & (outbox.c.kind == "reminder") & outbox.c.sent_at.is_(None) & outbox.c.dropped_at.is_(None)
    tx.execute(update(outbox).where(of_booking, outbox.c.idempotency_key.not_in(list(keep))).values(dropped_at=now))


def due(connection: Connection, now: datetime, limit: int = 200) -> list[dict]:
    """Messages whose time has come and that nobody has handed out."""
    is_due = (outbox.c.due_at <= now) & outbox.c.sent_at.is_(None) & outbox.c.dropped_at.is_(None)
    return [dict(row) for row in connection.execute(select(outbox).where(is_due).order_by(outbox.c.due_at, outbox.c.id).limit(limit)).mappings()]


def hand_out(tx: Connection, message_id: int, now: datetime) -> bool:
    """Mark one message as handed out; False when another worker was first or it was dropped."""
    is_free = (outbox.c.id == message_id) & outbox.c.sent_at.is_(None) & outbox.c.dropped_at.is_(None)
    return tx.execute(update(outbox).where(is_free).values(sent_at=now)).rowcount == 1


def drop(tx: Connection, message_id: int, now: datetime) -> None:
    tx.execute(update(outbox).where(outbox.c.id == message_id, outbox.c.sent_at.is_(None)).values(dropped_at=now))


def messages_for(connection: Connection, person_id: int, limit: int = 50) -> list[dict]:
    """What was handed out to this person, newest first."""
    mine = (outbox.c.person_id == person_id) & outbox.c.sent_at.is_not(None)
    return [dict(row) for row in connection.execute(select(outbox).where(mine).order_by(outbox.c.sent_at.desc(), outbox.c.id.desc()).limit(limit)).mappings()]


def message_of(connection: Connection, person_id: int, message_id: int) -> dict | None:
    mine = (outbox.c.person_id == person_id) & (outbox.c.id == message_id) & outbox.c.sent_at.is_not(None)
    row = connection.execute(select(outbox).where(mine)).mappings().one_or_none()
    return dict(row) if row else None


# Feeds --------------------------------------------------------------------------


def keep_feed(tx: Connection, row: dict) -> None:
    """Store the hash of a person's feed key in place of an earlier one."""
    tx.execute(delete(feed).where(feed.c.person_id == row["person_id"]))
    tx.execute(insert(feed).values(**row))


def remove_feed(tx: Connection, person_id: int) -> None:
    tx.execute(delete(feed).where(feed.c.person_id == person_id))


def feed_made_at(connection: Connection, person_id: int) -> datetime | None:
    return connection.execute(select(feed.c.made_at).where(feed.c.person_id == person_id)).scalar_one_or_none()


def person_of_feed(connection: Connection, key_hash: str) -> int | None:
    return connection.execute(select(feed.c.person_id).where(feed.c.key_hash == key_hash)).scalar_one_or_none()
