"""What was brought in from where, so that the second time nothing happens twice; and the runs asked for on the page, with their reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, Boolean, Column, Connection, ForeignKey, Integer, String, Table, Text, delete, func, insert, select, update

from extranet.db import UtcDateTime
from extranet.portal.bringing.model import Line
from extranet.portal.store import metadata

brought = Table(
    "portal_brought",
    metadata,
    Column("source", String(120), primary_key=True),
    Column("item", String(400), primary_key=True),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("brought_at", UtcDateTime, nullable=False),
)
run = Table(
    "portal_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", String(80), nullable=False),
    Column("file_name", String(200), nullable=False),
    Column("chosen", JSON, nullable=False),
    Column("asked_by", Integer, nullable=False),
    Column("asked_name", String(200), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("is_preview", Boolean, nullable=False),
    Column("doing", String(80), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("sentence", Text, nullable=False),
)
run_line = Table(
    "portal_run_line",
    metadata,
    Column("run_id", ForeignKey("portal_run.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("item", String(400), nullable=False),
    Column("title", Text, nullable=False),
    Column("slug", String(120), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reasons", JSON, nullable=False),
)


class Brought(NamedTuple):
    """Which page an item became, and which revision of it: a later one was written here."""

    item: str
    page_id: int
    number: int
    digest: str


@dataclass(frozen=True)
class Run:
    """One source that somebody gave in. `state` is waiting, working, looked (previewed), done or refused; `file` lies in the data folder."""

    id: int
    file: str
    file_name: str
    chosen: dict[str, Any]
    asked_by: int
    asked_name: str
    asked_at: datetime
    state: str
    is_preview: bool
    doing: str
    done: int
    total: int
    sentence: str

    @property
    def is_at_work(self) -> bool:
        return self.state in ("waiting", "working")


def of_source(connection: Connection, source: str) -> dict[str, Brought]:
    """What was brought in from this source before, by item."""
    rows = connection.execute(select(brought.c.item, brought.c.page_id, brought.c.number, brought.c.digest).where(brought.c.source == source))
    return {row.item: Brought(*row) for row in rows}


def keep_brought(tx: Connection, source: str, one: Brought, at: datetime) -> None:
    """Note it; IntegrityError when somebody else brought the same item in at the same moment."""
    same = (brought.c.source == source) & (brought.c.item == one.item)
    values = {"page_id": one.page_id, "number": one.number, "digest": one.digest, "brought_at": at}
    if tx.execute(update(brought).where(same).values(**values)).rowcount == 0:
        tx.execute(insert(brought).values(source=source, item=one.item, **values))


def add_run(tx: Connection, **values: Any) -> int:
    empty = {"state": "waiting", "is_preview": True, "doing": "", "done": 0, "total": 0, "sentence": ""}
    return tx.execute(insert(run).values(**(empty | values))).inserted_primary_key[0]


def runs(connection: Connection, limit: int = 30) -> list[Run]:
    """The newest first."""
    return [Run(*row) for row in connection.execute(select(*run.c).order_by(run.c.id.desc()).limit(limit))]


def run_by_id(connection: Connection, run_id: int) -> Run | None:
    row = connection.execute(select(*run.c).where(run.c.id == run_id)).first()
    return Run(*row) if row else None


def next_run(connection: Connection) -> Run | None:
    """One that waits, or that was being worked on when the jobs process ended."""
    row = connection.execute(select(*run.c).where(run.c.state.in_(("waiting", "working"))).order_by(run.c.id).limit(1)).first()
    return Run(*row) if row else None


def change_run(tx: Connection, run_id: int, **values: Any) -> None:
    tx.execute(update(run).where(run.c.id == run_id).values(**values))


def remove_run(tx: Connection, run_id: int) -> None:
    tx.execute(delete(run_line).where(run_line.c.run_id == run_id))
    tx.execute(delete(run).where(run.c.id == run_id))


def replace_lines(tx: Connection, run_id: int, lines: Iterable[Line]) -> None:
    tx.execute(delete(run_line).where(run_line.c.run_id == run_id))
    rows = [
        {"run_id": run_id, "position": position, "item": one.key[:400], "title": one.title, "slug": one.slug, "outcome": one.outcome,
         "reasons": list(one.reasons)}
        for position, one in enumerate(lines)
    ]
    if rows:
        tx.execute(insert(run_line), rows)


def lines_of(connection: Connection, run_id: int, outcome: str = "", limit: int = 1_000_000, offset: int = 0) -> list[Line]:
    """The report's lines, of one outcome or all."""
    wanted = select(run_line.c.item, run_line.c.title, run_line.c.slug, run_line.c.outcome, run_line.c.reasons).where(run_line.c.run_id == run_id)
    wanted = wanted.where(run_line.c.outcome == outcome) if outcome else wanted
    rows = connection.execute(wanted.order_by(run_line.c.position).limit(limit).offset(offset))
    return [Line(row.item, row.title, row.slug, row.outcome, tuple(row.reasons)) for row in rows]


def counts_of(connection: Connection, run_id: int) -> dict[str, int]:
    rows = connection.execute(select(run_line.c.outcome, func.count()).where(run_line.c.run_id == run_id).group_by(run_line.c.outcome))
    return dict(rows.all())
