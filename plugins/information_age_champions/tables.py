"""The one collection of this plugin's tables, and the few statements they all need."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Connection, ForeignKey, Integer, MetaData, String, Table, delete, insert, select, update
from sqlalchemy.types import TypeDecorator

from extranet.cache import move_stamp
from extranet.errors import Conflict, NotFound
from extranet_plugins.information_age_champions.quarters import Quarter

NAME = "information_age_champions"
NAMED_PAGES = f"{NAME}.pages"  # kept value: the pages that plans name (pages.py)
metadata = MetaData()


class QuarterText(TypeDecorator):
    """A Quarter, stored as '2001Q3', which sorts as the quarters do."""

    impl = String(6)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.key if value is not None else None

    def process_result_value(self, value, dialect):
        return Quarter.read(value) if value is not None else None


class Names(TypeDecorator):
    """A tuple of short texts, stored as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return list(value) if value is not None else None

    def process_result_value(self, value, dialect):
        return tuple(value) if value is not None else None


def named(noun: str) -> str:
    """The full name of a table: every table of a plugin starts with the plugin's name."""
    return f"{NAME}_{noun}"


def parent(noun: str, **more) -> Column:
    """A column that points at a row of another table of ours and goes with it."""
    return Column(f"{noun}_id", ForeignKey(f"{named(noun)}.id", ondelete="CASCADE"), nullable=False, **more)


def revision() -> Column:
    """How often a row was changed; a form sends back the number it was drawn from."""
    return Column("revision", Integer, nullable=False, server_default="1")


def rows(connection: Connection, table: Table, order: Iterable = (), where: Iterable = ()) -> list[Mapping[str, Any]]:
    return list(connection.execute(select(table).where(*where).order_by(*order)).mappings())


def row(connection: Connection, table: Table, row_id: int) -> Mapping[str, Any]:
    """One row by id. NotFound when it is not there."""
    found = connection.execute(select(table).where(table.c.id == row_id)).mappings().one_or_none()
    if found is None:
        raise NotFound("There is nothing at this address (any more).")
    return found


def add(tx: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Store a new row; its id."""
    move_stamp(tx, NAMED_PAGES)
    return tx.execute(insert(table).values(**values)).inserted_primary_key[0]


def change(tx: Connection, table: Table, row_id: int, seen: int, values: Mapping[str, Any]) -> None:
    """Change a row that still is as it was seen. Conflict when somebody changed it since."""
    at = (table.c.id == row_id) & (table.c.revision == seen)
    move_stamp(tx, NAMED_PAGES)
    if tx.execute(update(table).where(at).values(**values, revision=seen + 1)).rowcount == 0:
        raise Conflict("Somebody else changed this while you were typing. What you typed is below; look at theirs before you save again.")


def remove(tx: Connection, table: Table, row_id: int) -> None:
    move_stamp(tx, NAMED_PAGES)
    tx.execute(delete(table).where(table.c.id == row_id))


def moment_after(site, last: datetime | None) -> datetime:
    """Now, or just after the last moment when the clock has not moved since: lines of a record never share one."""
    now = site.clock.now()
    return max(now, last + timedelta(microseconds=1)) if last else now
