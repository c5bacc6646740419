"""A new index in tables of its own, beside the one that answers. Each batch is committed, so that a build that was stopped can go on."""

from collections.abc import Sequence
from contextlib import ExitStack

from sqlalchemy import Connection, text

from extranet.db import Database
from extranet.search.engine import Indexed
from extranet.search.postgres_engine import tables
from extranet.search.postgres_engine.packing import row_of
from extranet.search.postgres_engine.tables import of_index

_PUT = """
INSERT INTO {entry} (number, mark, facets, words, postings)
VALUES (:number, :mark, :facets, CAST(:words AS tsvector), CAST(:postings AS jsonb))
ON CONFLICT (number) DO UPDATE SET mark = excluded.mark, facets = excluded.facets,
    words = excluded.words, postings = excluded.postings
"""
_TERMS = "INSERT INTO {term} SELECT DISTINCT unnest(CAST(:terms AS text[])) ON CONFLICT DO NOTHING"
_DROP = "DELETE FROM {entry} WHERE number = ANY(:numbers)"


def put(tx: Connection, index: int, documents: Sequence[Indexed]) -> None:
    """Write these documents; a number given again replaces the earlier."""
    rows = [row_of(one) for one in {one.number: one for one in documents}.values()]
    if not rows:
        return
    terms = sorted({term for row in rows for term in row.pop("terms")})
    tx.execute(text(of_index(_TERMS, index)), {"terms": terms})
    tx.execute(text(of_index(_PUT, index)), rows)


def drop(tx: Connection, index: int, numbers: Sequence[int]) -> None:
    if numbers:
        tx.execute(text(of_index(_DROP, index)), {"numbers": list(numbers)})


def marks(connection: Connection, index: int) -> dict[int, int]:
    """{number: mark} of everything in this index."""
    return dict(iter(connection.execute(text(of_index("SELECT number, mark FROM {entry}", index)))))


class PostgresBuilding:
    """An index being built. `taken` is what an earlier build that was stopped had already taken."""

    def __init__(self, db: Database, is_afresh: bool = False):
        self._db = db
        self._held = ExitStack()
        self._held.enter_context(tables.rebuilding(db))
        with db.writing() as tx:
            found = 0 if is_afresh else tables.being_built(tx)
            self._index = found or tables.create(tx)
            self.taken = marks(tx, self._index) if found else {}

    def add(self, documents: Sequence[Indexed]) -> None:
        with self._db.writing() as tx:
            put(tx, self._index, documents)

    def remove(self, numbers: Sequence[int]) -> None:
        with self._db.writing() as tx:
            drop(tx, self._index, numbers)

    def finish(self) -> None:
        with self._db.writing() as tx:
            tables.index_tables(tx, self._index)
        with tables.writing(self._db) as tx:
            tables.announce(tx, self._index)
        tables.sweep(self._db)
        self._held.close()

    def pause(self) -> None:
        """Stop here; the next build goes on with what was taken."""
        self._held.close()

    def abandon(self) -> None:
        with self._db.writing() as tx:
            tx.execute(text(f"UPDATE {tables.SCHEMA}.state SET building = 0"))
        tables.sweep(self._db)
        self._held.close()
