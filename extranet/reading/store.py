"""Requests and receipts: the tables and every query."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Connection, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from extranet.db import UtcDateTime
from extranet.reading.model import Request

metadata = MetaData()

reading_request = Table(
    "reading_request",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
    Column("groups", JSON, nullable=False),
    Column("authorities", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("told_number", Integer, nullable=False),
    Column("asked_by", String(200), nullable=False),
    Column("asked_by_id", Integer, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index("reading_request_page", "page_id"),
    sqlite_autoincrement=True,
)
# That somebody has read and understood a page as it stood at a revision. Never changed, never deleted while the page is there.
reading_receipt = Table(
    "reading_receipt",
    metadata,
    Column("request_id", ForeignKey("reading_request.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("read_at", UtcDateTime, nullable=False),
    Index("reading_receipt_person", "person_id"),
)
_NAMES = ("id", "page_id", "groups", "authorities", "note", "due", "number", "asked_by", "asked_by_id", "asked_at")
_OPEN = reading_request.c.ended_at.is_(None)


def add_request(tx: Connection, row: Mapping[str, Any]) -> int:
    return tx.execute(insert(reading_request).values(**row)).inserted_primary_key[0]


def change_request(tx: Connection, request_id: int, **values: Any) -> None:
    tx.execute(update(reading_request).where(reading_request.c.id == request_id).values(**values))


def open_requests(connection: Connection) -> list[Request]:
    """Every request that has not ended, the one due first in front."""
    wanted = select(*(reading_request.c[name] for name in _NAMES)).where(_OPEN).order_by(reading_request.c.due, reading_request.c.id)
    return [_request(row) for row in connection.execute(wanted).mappings()]


def open_request(connection: Connection, request_id: int) -> Request | None:
    wanted = select(*(reading_request.c[name] for name in _NAMES)).where(_OPEN, reading_request.c.id == request_id)
    row = connection.execute(wanted).mappings().first()
    return _request(row) if row else None


def open_of_page(connection: Connection, page_id: int) -> list[Request]:
    wanted = select(*(reading_request.c[name] for name in _NAMES)).where(_OPEN, reading_request.c.page_id == page_id).order_by(reading_request.c.id)
    return [_request(row) for row in connection.execute(wanted).mappings()]


def untold(connection: Connection) -> list[Request]:
    """Requests whose people have not been told of the revision that they are to read."""
    wanted = select(*(reading_request.c[name] for name in _NAMES)).where(_OPEN, reading_request.c.told_number < reading_request.c.number)
    return [_request(row) for row in connection.execute(wanted).mappings()]


def add_receipt(tx: Connection, request_id: int, person_id: int, number: int, now: datetime) -> None:
    """Kept once, however often the button is pressed."""
    make = sqlite_insert if tx.dialect.name == "sqlite" else postgres_insert
    row = {"request_id": request_id, "person_id": person_id, "number": number, "read_at": now}
    tx.execute(make(reading_receipt).values(**row).on_conflict_do_nothing())


def receipts_of_person(connection: Connection, person_id: int) -> dict[int, int]:
    """The newest revision that the person has read for each request."""
    wanted = select(reading_receipt.c.request_id, reading_receipt.c.number).where(reading_receipt.c.person_id == person_id).order_by(reading_receipt.c.number)
    return dict(connection.execute(wanted).all())


def readers(connection: Connection, request: Request) -> dict[int, datetime]:
    """Who has read it as it now stands, and when."""
    wanted = select(reading_receipt.c.person_id, reading_receipt.c.read_at).where(reading_receipt.c.request_id == request.id)
    return dict(connection.execute(wanted.where(reading_receipt.c.number >= request.number).order_by(reading_receipt.c.number.desc())).all())


def _request(row: Mapping) -> Request:
    return Request(**{name: tuple(row[name]) if name in ("groups", "authorities") else row[name] for name in _NAMES})
