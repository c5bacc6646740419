"""Values kept per process and dropped in every process when they change.

A table of stamps tells: whoever changes what a value was made from touches its
name inside the writing transaction; every process looks at the stamps at most
twice a second, so a change is felt everywhere within half a second.
"""

from collections.abc import Callable
from threading import RLock
from time import monotonic
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert, select, update

metadata = MetaData()
cache_stamp = Table(
    "cache_stamp",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("stamp", Integer, nullable=False),
)


class SharedCache:
    """Values by name. `look_seconds` is how old the stamps may be."""

    def __init__(self, db, look_seconds: float = 0.5):
        self._db = db
        self._look_seconds = look_seconds
        self._looked_at = float("-inf")
        self._stamps: dict[str, int] = {}
        self._kept: dict[str, tuple[int, Any]] = {}
        self._lock = RLock()

    def get(self, name: str, make: Callable[[], Any]) -> Any:
        """The value, made now if it is missing or what it came from changed."""
        if monotonic() - self._looked_at > self._look_seconds:
            self._look()
        stamp = self._stamps.get(name, 0)
        kept = self._kept.get(name)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        value = make()
        self._kept[name] = (stamp, value)
        return value

    def touch(self, tx: Connection, name: str) -> None:
        """Drop the value everywhere once this transaction commits."""
        move_stamp(tx, name)
        self.forget()

    def forget(self) -> None:
        """Look at the stamps again at the next `get`."""
        self._looked_at = float("-inf")

    def _look(self) -> None:
        with self._lock:
            with self._db.reading() as connection:
                rows = connection.execute(select(cache_stamp.c.name, cache_stamp.c.stamp))
                self._stamps = {row.name: row.stamp for row in rows}
            self._looked_at = monotonic()


def move_stamp(tx: Connection, name: str) -> None:
    """Drop the value of this name in every process, within half a second of the commit; for stores, which know no site."""
    at_name = cache_stamp.c.name == name
    if tx.execute(update(cache_stamp).where(at_name).values(stamp=cache_stamp.c.stamp + 1)).rowcount == 0:
        tx.execute(insert(cache_stamp).values(name=name, stamp=1))
