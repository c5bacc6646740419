"""Is the house well? The quick questions, each answered by a Finding; /-/ready asks these, `extranet doctor` (doctor.py) more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError

from extranet import search
from extranet.portal import store

BEAT_SECONDS = 10.0
SILENT_AFTER = timedelta(seconds=60)
LOOK_SECONDS = 2.0
JOBS = "jobs"


@dataclass(frozen=True)
class Finding:
    """What one question found. `sentence` says what is and, when it is not well, what to do."""

    name: str
    is_well: bool
    sentence: str


def beat(site) -> bool:
    """Called in the jobs process: note that it is alive."""
    with site.db.writing() as tx:
        store.beat(tx, JOBS, site.clock.now())
    return False


class Readiness:
    """Whether this process should be sent readers, looked at anew every two seconds at most: visitors may ask."""

    def __init__(self, site):
        self._site, self._lock = site, Lock()
        self._looked_at, self._is_ready = float("-inf"), False
        self._schema: dict[str, str] | None = None

    def is_ready(self) -> bool:
        with self._lock:
            if monotonic() - self._looked_at > LOOK_SECONDS:
                self._is_ready = self._look()
                self._looked_at = monotonic()
            return self._is_ready

    def _look(self) -> bool:
        return all(question(self._site).is_well for question in QUICK) and self._is_schema_mine()

    def _is_schema_mine(self) -> bool:
        """Whether the tables are still those this process began with: an upgrade asks for new processes."""
        with self._site.db.reading() as connection:
            now = store.schema_versions(connection)
        self._schema = self._schema or now
        return self._schema == now


def readiness(site) -> Readiness:
    """This process's answer to /-/ready."""
    return site.part("portal.readiness", lambda: Readiness(site))


def can_write(site) -> Finding:
    """Whether a writing transaction can begin."""
    try:
        with site.db.writing():
            pass
    except SQLAlchemyError as fault:
        words = f"The database cannot be written to ({fault.__class__.__name__})."
        return Finding("database", False, words + " Look at the disk and at the rights of the data folder.")
    return Finding("database", True, "The database can be written to.")


def jobs_alive(site) -> Finding:
    """Whether the jobs process gave a sign of life in the last minute."""
    try:
        with site.db.reading() as connection:
            last = store.last_beat(connection, JOBS)
    except SQLAlchemyError:
        return Finding("jobs", False, "The tables are not there. Run: extranet init")
    if last is None:
        return Finding("jobs", False, "The jobs process has never run. Start: extranet run")
    if site.clock.now() - last > SILENT_AFTER:
        return Finding("jobs", False, f"The jobs process was last alive at {last:%Y-%m-%d %H:%M} UTC. Start: extranet run")
    return Finding("jobs", True, "The jobs process is alive.")


def index_answers(site) -> Finding:
    """Whether the search index can be read."""
    try:
        found = search.find(site, None, search.Query("bin collection"))
    except Exception as fault:
        return Finding("search", False, f"Search fails ({fault.__class__.__name__}). Run: extranet reindex")
    if found.is_rebuilding:
        return Finding("search", False, "The search index cannot be read; titles alone are searched. Run: extranet reindex")
    return Finding("search", True, "The search index answers.")


def schema_is_there(site) -> Finding:
    """Whether the tables have been made."""
    with site.db.reading() as connection:
        found = store.schema_versions(connection)
    if not found:
        return Finding("tables", False, "There are no tables. Run: extranet init")
    return Finding("tables", True, f"Tables of {len(found)} parts are there.")


QUICK: tuple[Callable[..., Finding], ...] = (can_write, jobs_alive, index_answers)
