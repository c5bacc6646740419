"""The standard's tables: changes to it, and the reasons why warnings were let stand. Queries of both."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, Column, Connection, Date, Index, Integer, MetaData, String, Table, Text, and_, delete, insert, or_, select, update

from extranet.db import UtcDateTime
from extranet.standard.model import Change, Reason

metadata = MetaData()

# One row for every change that was proposed, decided or not. An approved one is in force from its day.
standard_change = Table(
    "standard_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("check_id", String(20), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("takes_effect", Date, nullable=False),
    Column("state", String(20), nullable=False),
    Column("group_slug", String(80), nullable=False),
    Column("proposed_by_id", Integer, nullable=False),
    Column("proposed_by", String(200), nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("decided_by", String(200), nullable=False, server_default=""),
    Column("decided_at", UtcDateTime),
    Column("decision_note", Text, nullable=False, server_default=""),
    Index("ix_standard_change_state", "state", "takes_effect"),
)

# Why somebody let a warning stand. The key holds the text meant, so a changed text has no reason any more.
standard_reason = Table(
    "standard_reason",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, index=True),
    Column("slug", String(80), nullable=False, index=True),
    Column("key", String(40), nullable=False),
    Column("check_id", String(20), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person_id", Integer, nullable=False),
    Column("person_name", String(200), nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
)


def add_change(tx: Connection, row: Mapping[str, Any]) -> int:
    return tx.execute(insert(standard_change).values(**row)).inserted_primary_key[0]


def changes(connection: Connection, state: str = "") -> list[Change]:
    """Every change, by the day it takes effect and then as they were proposed."""
    wanted = select(standard_change).order_by(standard_change.c.takes_effect, standard_change.c.id)
    if state:
        wanted = wanted.where(standard_change.c.state == state)
    return [Change(**row._mapping) for row in connection.execute(wanted)]


def change_by_id(connection: Connection, change_id: int) -> Change | None:
    row = connection.execute(select(standard_change).where(standard_change.c.id == change_id)).first()
    return Change(**row._mapping) if row else None


def decide(tx: Connection, change_id: int, state: str, **values) -> bool:
    """Put a proposed change into this state; False when it was decided already."""
    waiting = (standard_change.c.id == change_id) & (standard_change.c.state == "proposed")
    return tx.execute(update(standard_change).where(waiting).values(state=state, **values)).rowcount == 1


def reasons_of(connection: Connection, page_id: int | None, slug: str) -> dict[str, Reason]:
    """The reasons kept for a page by the key of the fault; the latest of each."""
    mine = and_(standard_reason.c.slug == slug, standard_reason.c.page_id.is_(None))
    if page_id is not None:
        mine = or_(mine, standard_reason.c.page_id == page_id)
    rows = connection.execute(select(standard_reason).where(mine).order_by(standard_reason.c.id))
    return {row.key: Reason(row.key, row.check_id, row.sentence, row.reason, row.person_name, row.given_at) for row in rows}


def adopt_reasons(tx: Connection, page_id: int, slug: str) -> None:
    """Reasons that were given before the page was there are the page's now, whatever its address becomes."""
    waiting = (standard_reason.c.slug == slug) & standard_reason.c.page_id.is_(None)
    tx.execute(update(standard_reason).where(waiting).values(page_id=page_id))


def add_reasons(tx: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    rows = list(rows)
    if rows:
        keys = [row["key"] for row in rows]
        tx.execute(delete(standard_reason).where(standard_reason.c.slug == rows[0]["slug"], standard_reason.c.key.in_(keys)))
        tx.execute(insert(standard_reason), rows)
