"""Facts and their values by authority."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from extranet.pages.model import FactKey, FactSaid, FactValue
from extranet.pages.store.tables import fact, fact_change, fact_key

_SAID = [fact_change.c[name] for name in FactSaid.__dataclass_fields__]
_VALUE = [fact.c[name] for name in FactValue.__dataclass_fields__]


def all_keys(connection: Connection) -> list[FactKey]:
    return [FactKey(*row) for row in connection.execute(select(*fact_key.c).order_by(fact_key.c.key))]


def all_values(connection: Connection) -> list[FactValue]:
    """Every value, the most recently set first, so that the first that holds on a day is the one that counts."""
    return [FactValue(*row) for row in connection.execute(select(*_VALUE).order_by(fact.c.set_at.desc(), fact.c.id.desc()))]


def keep_key(tx: Connection, key: FactKey) -> None:
    """Add a fact, or change its label, type, group and note."""
    row = {"label": key.label, "type": key.type, "owner_group": key.owner_group, "note": key.note}
    if tx.execute(update(fact_key).where(fact_key.c.key == key.key).values(**row)).rowcount == 0:
        tx.execute(insert(fact_key).values(key=key.key, **row))


def keep_value(tx: Connection, row: Mapping[str, Any]) -> None:
    """Set a value: over the one that begins on the same day, else beside the others."""
    same = (fact.c.key == row["key"]) & (fact.c.authority == row["authority"])
    same &= fact.c.valid_from.is_(None) if row["valid_from"] is None else fact.c.valid_from == row["valid_from"]
    tx.execute(delete(fact).where(same))
    tx.execute(insert(fact).values(**row))
    tx.execute(insert(fact_change).values(**row))


def changes_of(connection: Connection, key: str, limit: int) -> list[FactSaid]:
    """What a fact was said to be, the last first."""
    wanted = select(*_SAID).where(fact_change.c.key == key).order_by(fact_change.c.id.desc()).limit(limit)
    return [FactSaid(*row) for row in connection.execute(wanted)]
