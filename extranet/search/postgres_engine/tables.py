"""Where the index lives in PostgreSQL, and who may write to it.

The schema `extranet_search` stands for the folder of the default engine:

    state       one row: the number of the index that answers (0: none), of the one being built, and the generation
    entry_<n>   index n: one row for each document
    term_<n>    its terms, for spellings and words with a star

An index is made of tables of its own, filled while another one answers, and takes over when `state` names it. The
schema and `state` come from the slice's migrations; see extranet/search/migrations. The first index asks for the
extension pg_trgm, which PostgreSQL lets the owner of a database add.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from extranet.db import Database
from extranet.search.engine import IndexDamaged, WriterBusy

SCHEMA = "extranet_search"
FORMAT_VERSION = 1
WAIT_SECONDS = 10.0
LOOK_AGAIN_SECONDS = 0.05
DROP_WAIT = "2s"
# Keys of advisory locks: "exts" in ASCII, then which right it is.
WRITING, REBUILDING = 0x65787473_01, 0x65787473_02

_ENTRY = """
CREATE TABLE {schema}.entry_{n} (
    number integer PRIMARY KEY, mark bigint NOT NULL,
    facets text[] NOT NULL, words tsvector NOT NULL, postings jsonb NOT NULL
)
"""
_TERM = 'CREATE TABLE {schema}.term_{n} (term text COLLATE "C" PRIMARY KEY)'
_INDEXES = (
    "CREATE INDEX IF NOT EXISTS entry_{n}_words ON {schema}.entry_{n} USING gin (words)",
    "CREATE INDEX IF NOT EXISTS term_{n}_near ON {schema}.term_{n} USING gin (term gin_trgm_ops)",
    "ANALYZE {schema}.entry_{n}",
    "ANALYZE {schema}.term_{n}",
)
_NAMES = ("entry_{n}_words", "term_{n}_near")


def of_index(statement: str, number: int) -> str:
    """The statement with the names of this index's tables in it: {entry}, {term}."""
    return statement.replace("{entry}", f"{SCHEMA}.entry_{number}").replace("{term}", f"{SCHEMA}.term_{number}")


def state(connection: Connection) -> tuple[int, int]:
    """(number of the index that answers, generation). IndexDamaged when there is none of this format."""
    row = connection.execute(text(f"SELECT current, generation, format FROM {SCHEMA}.state")).first()
    if row is None or not row.current or row.format != FORMAT_VERSION:
        raise IndexDamaged("there is no index")
    return row.current, row.generation


def being_built(connection: Connection) -> int:
    """The number of an index that was begun and not finished; 0 when there is none."""
    row = connection.execute(text(f"SELECT building, building_format FROM {SCHEMA}.state")).first()
    whole = row is not None and row.building and row.building_format == FORMAT_VERSION
    return row.building if whole and _has_table(connection, f"entry_{row.building}") and _has_table(connection, f"term_{row.building}") else 0


def create(connection: Connection) -> int:
    """New empty tables, named in `state` as being built; their number."""
    connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    number = 1 + max([0, *_numbers(connection)])
    for statement in (_ENTRY, _TERM):
        connection.execute(text(statement.format(schema=SCHEMA, n=number)))
    connection.execute(text(f"UPDATE {SCHEMA}.state SET building = :n, building_format = :f"), {"n": number, "f": FORMAT_VERSION})
    return number


def index_tables(connection: Connection, number: int) -> None:
    """The indexes of filled tables: made last, which is several times faster than keeping them up row by row."""
    for statement in _INDEXES:
        connection.execute(text(statement.format(schema=SCHEMA, n=number)))


def announce(connection: Connection, number: int) -> None:
    """From this commit on, index `number` answers as it is now."""
    same = "UPDATE {}.state SET current = :n, format = :f, generation = generation + 1, building = CASE WHEN building = :n THEN 0 ELSE building END"
    connection.execute(text(same.format(SCHEMA)), {"n": number, "f": FORMAT_VERSION})


def missing_parts(connection: Connection, number: int) -> list[str]:
    """Names of indexes of this index that are gone or not valid."""
    valid = text(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace JOIN pg_index i ON i.indexrelid = c.oid"
        " WHERE s.nspname = :schema AND i.indisvalid"
    )
    held = set(connection.execute(valid, {"schema": SCHEMA}).scalars())
    return [name for one in _NAMES if (name := one.format(n=number)) not in held]


def sweep(db: Database) -> None:
    """Drop the tables of every index but the current one and the one being built. One that is still read is left for the next time."""
    with db.reading() as connection:
        row = connection.execute(text(f"SELECT current, building FROM {SCHEMA}.state")).first()
        gone = [number for number in _numbers(connection) if number not in tuple(row)]
    for number in gone:
        try:
            with db.writing() as tx:
                tx.execute(text(f"SET LOCAL lock_timeout = '{DROP_WAIT}'"))
                tx.execute(text(f"DROP TABLE IF EXISTS {SCHEMA}.entry_{number}, {SCHEMA}.term_{number}"))
        except (OperationalError, ProgrammingError):
            continue


@contextmanager
def writing(db: Database) -> Iterator[Connection]:
    """A transaction with the one right to write to the current index. WriterBusy when it is not free in time."""
    with db.writing() as tx:
        _wait(lambda: tx.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": WRITING}).scalar())
        yield tx


@contextmanager
def rebuilding(db: Database) -> Iterator[None]:
    """The one right to build, across processes and hosts. It ends with the connection, and so with the process."""
    connection = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        _wait(lambda: connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": REBUILDING}).scalar())
        yield
    finally:
        connection.detach()
        connection.close()


def _wait(has_right) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not has_right():
        if time.monotonic() >= until:
            raise WriterBusy("another process is writing to the search index")
        time.sleep(LOOK_AGAIN_SECONDS)


def _numbers(connection: Connection) -> list[int]:
    rows = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = :schema"), {"schema": SCHEMA})
    return sorted({int(name.rpartition("_")[2]) for name in rows.scalars() if name.startswith(("entry_", "term_"))})


def _has_table(connection: Connection, name: str) -> bool:
    return connection.execute(text("SELECT to_regclass(:name)"), {"name": f"{SCHEMA}.{name}"}).scalar() is not None
