"""The database: one door for reading, one for writing, one code for both kinds.

SQLite runs in WAL mode with synchronous=FULL, and every writing transaction
begins IMMEDIATE (a deferred one that reads first fails under load with
"database is locked"). Nothing here or in any slice's SQL is refused by
PostgreSQL 15.
"""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from sqlalchemy import Connection, DateTime, create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

from extranet.errors import Unavailable

BUSY_MILLISECONDS = 15_000
TURN_SECONDS = 0.001


class UtcDateTime(TypeDecorator):
    """An aware moment, stored in UTC on both kinds of database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; use site.clock.now()")
        return value.astimezone(UTC)

    def process_result_value(self, value, dialect):
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Database:
    """A SQLite file or a PostgreSQL database, by URL."""

    def __init__(self, url: str):
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _postgres_engine(self.url)
        self._shared: ContextVar[Connection | None] = ContextVar("shared reading", default=None)
        self._turn = WriteTurn(Path(f"{self.url.database}-turn")) if self.is_sqlite else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state and changes nothing."""
        shared = self._shared.get()
        if shared is not None:
            yield shared
            return
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def reading_once(self) -> Iterator[None]:
        """Every `reading` inside this block sees the same state, over one connection: many small questions for the price of one.

        What is written inside the block is not seen by its own later readings; only for work that writes nothing.
        """
        with self.reading() as connection:
            mark = self._shared.set(connection)
            try:
                yield
            finally:
                self._shared.reset(mark)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, committed at the end of the block, or wholly undone."""
        with self._turn, self._writer.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """A transaction that does not wait for the disk: a killed process loses nothing of it, a power cut may.

        For what is soon forgotten anyway, such as counts of tries. The next `writing` makes it durable as well.
        """
        with self._turn, self._writer.connect() as connection, _unsynced(connection), connection.begin():
            if not self.is_sqlite:
                connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
            yield connection

    @property
    def _writer(self) -> Engine:
        return self.engine.execution_options(extranet_writing=True)

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for PostgreSQL."""
        return Path(self.url.database) if self.is_sqlite else None

    def close(self) -> None:
        """Give all connections back; the next use opens new ones."""
        self.engine.dispose()


class WriteTurn:
    """Whose turn it is to write to a SQLite file, among the threads of all processes.

    SQLite's own waiting sleeps up to 100 ms between tries and lets late comers
    overtake, so that a writer may starve for seconds while the disk is idle.
    Threads of a process queue on a lock here, and one of each process looks for
    the file lock every millisecond. A killed process gives its turn back.
    """

    def __init__(self, path: Path):
        self._path = path
        self._threads = Lock()
        self._handle = None

    def __enter__(self) -> None:
        deadline = monotonic() + BUSY_MILLISECONDS / 1000
        if not self._threads.acquire(timeout=BUSY_MILLISECONDS / 1000):
            raise Unavailable("Saving takes too long just now; nothing was saved. Try again in a minute.")
        try:
            self._handle = self._path.open("ab")
            self._wait_for_file(deadline)
        except BaseException:
            self._leave()
            raise

    def __exit__(self, *_raised) -> None:
        self._leave()

    def _wait_for_file(self, deadline: float) -> None:
        while True:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if monotonic() > deadline:
                    raise Unavailable("Saving takes too long just now; nothing was saved. Try again in a minute.") from None
                sleep(TURN_SECONDS)

    def _leave(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            handle.close()
        self._threads.release()


def _postgres_engine(url) -> Engine:
    return create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True)


def _sqlite_engine(url) -> Engine:
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=12,
        max_overflow=24,
        connect_args={"check_same_thread": False, "timeout": BUSY_MILLISECONDS / 1000},
    )
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: sqlite3.Connection, _record) -> None:
    connection.isolation_level = None  # the driver must not begin on its own: `_begin` does
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
        "cache_size=-2000",
        "mmap_size=268435456",
    ):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _unsynced(connection: Connection) -> Iterator[None]:
    """SQLite takes the pragma outside of a transaction only; the connection goes back to the pool as it came."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        driver.execute("PRAGMA synchronous=FULL")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("extranet_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
