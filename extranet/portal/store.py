"""The portal's tables: signs of life of the jobs process, and what is known of history from before an import."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Integer, MetaData, String, Table, Text, insert, inspect, select, text, update

from extranet.db import UtcDateTime

metadata = MetaData()
heartbeat = Table(
    "portal_heartbeat",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
# One line of an imported history. The last line of a page describes the revision that the import made.
earlier = Table(
    "portal_earlier_revision",
    metadata,
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("author", String(200), nullable=False),
    Column("author_authority", String(80), nullable=False),
    Column("update_type", String(20), nullable=False),
    Column("change_note", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)
_LINE = [earlier.c[name] for name in ("number", "author", "author_authority", "update_type", "change_note", "made_at")]


def beat(tx: Connection, name: str, at: datetime) -> None:
    """Note that this part was alive now."""
    if tx.execute(update(heartbeat).where(heartbeat.c.name == name).values(at=at)).rowcount == 0:
        tx.execute(insert(heartbeat).values(name=name, at=at))


def last_beat(connection: Connection, name: str) -> datetime | None:
    return connection.execute(select(heartbeat.c.at).where(heartbeat.c.name == name)).scalar()


def earlier_lines(connection: Connection, page_id: int) -> list[dict[str, Any]]:
    """The page's history from before its import, oldest first."""
    rows = connection.execute(select(*_LINE).where(earlier.c.page_id == page_id).order_by(earlier.c.number))
    return [dict(row) for row in rows.mappings()]


def keep_earlier(tx: Connection, page_id: int, lines: Iterable[Mapping[str, Any]]) -> None:
    tx.execute(insert(earlier), [{"page_id": page_id, **line} for line in lines])


def schema_versions(connection: Connection) -> dict[str, str]:
    """Which revision each owner's tables are at, as the version tables say."""
    tables = sorted(name for name in inspect(connection).get_table_names() if name.startswith("schema_"))
    return {name: ",".join(sorted(connection.execute(text(f'SELECT version_num FROM "{name}"')).scalars())) for name in tables}
