"""The tables of venues and rooms, and of who uses which room or trainer; `claim` is the one way to either."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from extranet.db import UtcDateTime
from extranet_plugins.customer_care_training.tables import metadata, named
from extranet_plugins.customer_care_training.venues.model import HOLD, RELEASED, Feature, Room, Use, Venue
from extranet_plugins.customer_care_training.venues.slots import quarters

venue = Table(
    named("venue"), metadata,
    Column("id", Integer, primary_key=True),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("address", String(400), nullable=False),
    Column("postcode", String(10), nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("contact", String(300), nullable=False),
    Column("opening", String(300), nullable=False),
    Column("note", Text, nullable=False),
)  # fmt: skip
room = Table(
    named("room"), metadata,
    Column("id", Integer, primary_key=True),
    Column("venue_id", Integer, ForeignKey(named("venue.id"), ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("setup_minutes", Integer, nullable=False),
    Column("clear_minutes", Integer, nullable=False),
    Column("is_auto_confirmed", Boolean, nullable=False),
    Column("bookable_by", String(20), nullable=False),
    Column("cost_note", String(300), nullable=False),
    Column("is_open", Boolean, nullable=False),
)  # fmt: skip
layout = Table(
    named("room_layout"), metadata,
    Column("room_id", Integer, ForeignKey(named("room.id"), ondelete="CASCADE"), primary_key=True),
    Column("layout", String(20), primary_key=True),
    Column("places", Integer, nullable=False),
)  # fmt: skip
feature = Table(
    named("room_feature"), metadata,
    Column("room_id", Integer, ForeignKey(named("room.id"), ondelete="CASCADE"), primary_key=True),
    Column("code", String(30), primary_key=True),
    Column("answer", String(10), nullable=False),
    Column("detail", String(200), nullable=False),
    Column("checked_on", Date),
)  # fmt: skip
use = Table(
    named("resource_use"), metadata,
    Column("id", Integer, primary_key=True),
    Column("resource_kind", String(10), nullable=False),
    Column("resource_id", Integer, nullable=False),
    Column("start_utc", UtcDateTime, nullable=False),
    Column("end_utc", UtcDateTime, nullable=False),
    Column("state", String(12), nullable=False),
    Column("expires_at", UtcDateTime),
    Column("session_id", Integer),
    Column("meeting_id", Integer),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("note", String(300), nullable=False),
    Column("override_reason", String(300), nullable=False),
    Column("made_by", Integer, ForeignKey("person.id")),
    Column("made_at", UtcDateTime, nullable=False),
    Index("cct_resource_use_of", "resource_kind", "resource_id", "start_utc"),
    Index("cct_resource_use_session", "session_id"),
)  # fmt: skip
slot = Table(
    named("resource_slot"), metadata,
    Column("resource_kind", String(10), primary_key=True),
    Column("resource_id", Integer, primary_key=True),
    Column("quarter", Integer, primary_key=True),
    Column("use_id", Integer, ForeignKey(named("resource_use.id"), ondelete="CASCADE"), nullable=False),
    Index("cct_resource_slot_use", "use_id"),
)  # fmt: skip

ROWS_AT_ONCE = 500  # of four values each: well below what either database takes in one statement

# Venues and rooms -------------------------------------------------------------


def venues(connection: Connection) -> list[Venue]:
    """Every venue, by authority and name."""
    return [Venue(**row) for row in connection.execute(select(venue).order_by(venue.c.authority_id, venue.c.name)).mappings()]


def rooms(connection: Connection, ids: Iterable[int] | None = None, only_open: bool = False) -> list[Room]:
    """Rooms with their venues, layouts and features, by venue and name."""
    wanted = select(room).order_by(room.c.venue_id, room.c.name)
    if ids is not None:
        wanted = wanted.where(room.c.id.in_(list(ids)))
    if only_open:
        wanted = wanted.where(room.c.is_open)
    buildings = {one.id: one for one in venues(connection)}
    layouts, features = _layouts(connection), _features(connection)
    return [_room(row, buildings, layouts, features) for row in connection.execute(wanted).mappings()]


def _room(row, buildings, layouts, features) -> Room:
    plain = {name: value for name, value in row.items() if name != "venue_id"}
    return Room(venue=buildings[row["venue_id"]], layouts=layouts.get(row["id"], {}), features=features.get(row["id"], {}), **plain)


def _layouts(connection) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for row in connection.execute(select(layout).order_by(layout.c.room_id, layout.c.layout)):
        found.setdefault(row.room_id, {})[row.layout] = row.places
    return found


def _features(connection) -> dict[int, dict[str, Feature]]:
    found: dict[int, dict[str, Feature]] = {}
    for row in connection.execute(select(feature)):
        found.setdefault(row.room_id, {})[row.code] = Feature(row.code, row.answer, row.detail, row.checked_on)
    return found


def room_by_id(connection: Connection, room_id: int) -> Room | None:
    return next(iter(rooms(connection, [room_id])), None)


def keep_venue(tx: Connection, venue_id: int | None, row: dict) -> int:
    """Store a venue, a new one when `venue_id` is None; its id."""
    return _keep(tx, venue, venue_id, row)


def keep_room(tx: Connection, room_id: int | None, row: dict, layouts: dict[str, int], features: Iterable[Feature]) -> int:
    """Store a room with exactly these layouts and features; its id."""
    room_id = _keep(tx, room, room_id, row)
    for table in (layout, feature):
        tx.execute(delete(table).where(table.c.room_id == room_id))
    if layouts:
        tx.execute(insert(layout), [{"room_id": room_id, "layout": name, "places": places} for name, places in layouts.items()])
    rows = [{"room_id": room_id, "code": one.code, "answer": one.answer, "detail": one.detail, "checked_on": one.checked_on} for one in features]
    if rows:
        tx.execute(insert(feature), rows)
    return room_id


def _keep(tx: Connection, table: Table, row_id: int | None, row: dict) -> int:
    if row_id is None:
        return tx.execute(insert(table).values(**row)).inserted_primary_key[0]
    tx.execute(update(table).where(table.c.id == row_id).values(**row))
    return row_id


# Uses -------------------------------------------------------------------------


def claim(tx: Connection, row: dict) -> int | None:
    """Take a room or trainer for an interval: the id of the use, or None when a quarter of it is taken.

    The primary key of the quarters refuses, whatever any process believed before. With an `override_reason` the use is kept
    all the same, in the quarters that are free.
    """
    made = tx.execute(insert(use).values(**row)).inserted_primary_key[0]
    wanted = [_slot_row(row, number, made) for number in quarters(row["start_utc"], row["end_utc"])]
    if row["override_reason"]:
        taken = _taken(tx, row)
        wanted = [one for one in wanted if one["quarter"] not in taken]
    if not wanted:
        return made
    try:
        with tx.begin_nested():
            for first in range(0, len(wanted), ROWS_AT_ONCE):
                tx.execute(insert(slot).values(wanted[first : first + ROWS_AT_ONCE]))
    except IntegrityError:
        tx.execute(delete(use).where(use.c.id == made))
        return None
    return made


def _slot_row(row, quarter: int, use_id: int) -> dict:
    return {"resource_kind": row["resource_kind"], "resource_id": row["resource_id"], "quarter": quarter, "use_id": use_id}


def _taken(tx: Connection, row) -> set[int]:
    span = quarters(row["start_utc"], row["end_utc"])
    of_resource = (slot.c.resource_kind == row["resource_kind"]) & (slot.c.resource_id == row["resource_id"])
    return set(tx.execute(select(slot.c.quarter).where(of_resource, slot.c.quarter >= span.start, slot.c.quarter < span.stop)).scalars())


def release(tx: Connection, ids: Iterable[int]) -> None:
    """Give these uses back. What an overriding use lacked of their quarters becomes its own."""
    for one in uses(tx, ids=list(ids)):
        tx.execute(delete(slot).where(slot.c.use_id == one.id))
        tx.execute(update(use).where(use.c.id == one.id).values(state=RELEASED, expires_at=None))
        _fill_overriding(tx, one)


def _fill_overriding(tx: Connection, gone: Use) -> None:
    for other in uses(tx, gone.resource_kind, [gone.resource_id], gone.start_utc, gone.end_utc):
        if other.override_reason:
            row = {"resource_kind": other.resource_kind, "resource_id": other.resource_id, "start_utc": other.start_utc, "end_utc": other.end_utc}
            missing = set(quarters(other.start_utc, other.end_utc)) - _taken(tx, row)
            if missing:
                tx.execute(insert(slot), [_slot_row(row, number, other.id) for number in sorted(missing)])


def set_use(tx: Connection, use_id: int, **values) -> None:
    tx.execute(update(use).where(use.c.id == use_id).values(**values))


def uses(connection: Connection, kind=None, resource_ids=None, start=None, end=None, session_id=None, ids=None, states=None) -> list[Use]:
    """Uses that are not given back and overlap [start, end), by start; None for a part means any.

    With `ids`, exactly those.
    """
    wanted = select(use).where(use.c.state != RELEASED).order_by(use.c.start_utc, use.c.id)
    if ids is not None:
        wanted = wanted.where(use.c.id.in_(ids))
    if kind is not None:
        wanted = wanted.where(use.c.resource_kind == kind)
    if resource_ids is not None:
        wanted = wanted.where(use.c.resource_id.in_(list(resource_ids)))
    if end is not None:
        wanted = wanted.where(use.c.start_utc < end)
    if start is not None:
        wanted = wanted.where(use.c.end_utc > start)
    if session_id is not None:
        wanted = wanted.where(use.c.session_id == session_id)
    if states is not None:
        wanted = wanted.where(use.c.state.in_(states))
    return [Use(**row) for row in connection.execute(wanted).mappings()]


def expired_holds(connection: Connection, now: datetime) -> list[int]:
    """Ids of holds whose time is over."""
    return list(connection.execute(select(use.c.id).where(use.c.state == HOLD, use.c.expires_at <= now)).scalars())
