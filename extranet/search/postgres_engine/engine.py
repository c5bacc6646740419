"""The PostgreSQL engine behind the face of extranet.search.engine."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from extranet.db import Database
from extranet.search.engine import Answer, Ask, Differences, IndexDamaged, Indexed
from extranet.search.postgres_engine import building, tables
from extranet.search.postgres_engine.asking import Asking, count, readable
from extranet.search.postgres_engine.building import PostgresBuilding
from extranet.search.postgres_engine.packing import clean, quoted
from extranet.search.postgres_engine.tables import of_index
from extranet.search.slips import MOST_MEASURED, one_slip_forms, slips_between, two_slips_of

# Asked at each suggestion and each search; a save is known to be new at most this much later.
GENERATION_SECONDS = 0.2
MOST_COUNTED = 20_000
TRIES = 3
# A row's words lie outside of it and are dear to open, which the planner does not know: it must go by their index. Compiling a plan
# costs more than running it.
SETTINGS = ("enable_seqscan TO off", "jit TO off")
# How alike two terms are whose letters differ in two places, at least, by pg_trgm.
LEAST_ALIKE = 0.25


class PostgresEngine:
    """Tables in the site's own database; any number of hosts, one writer at a time."""

    name = "postgres"

    def __init__(self, db: Database):
        self._db = db
        self._seen: tuple[float, str] = (0.0, "")
        self._counted: dict = {}
        self._counted_of = (0, 0)

    def generation(self) -> str:
        seen_at, generation = self._seen
        if time.monotonic() - seen_at > GENERATION_SECONDS:
            generation = self._look()
            self._seen = (time.monotonic(), generation)
        return generation

    def search(self, ask: Ask) -> Answer:
        if not ask.keys:
            return Answer()
        with self._reading() as (connection, index, generation):
            return Asking(connection, index, ask, self._counts(index, generation)).answer()

    def near_terms(self, word: str, keys: frozenset[str]) -> list[tuple[str, int]]:
        forms = one_slip_forms(word)
        if not forms or not keys:
            return []
        with self._reading() as (connection, index, _):
            near = _known(connection, index, forms) or _alike(connection, index, word)
            found = [(term, count(connection, index, [quoted(term), *readable(keys)])) for term in near]
        return sorted(((term, holding) for term, holding in found if holding), key=lambda one: (-one[1], one[0]))

    def readable_with(self, term: str, keys: frozenset[str], limit: int) -> list[int]:
        if not keys:
            return []
        statement = "SELECT number FROM {entry} WHERE words @@ CAST(:asked AS tsquery) ORDER BY number LIMIT :most"
        with self._reading() as (connection, index, _):
            asked = {"asked": " & ".join([quoted(term), *readable(keys)]), "most": limit}
            return list(connection.execute(text(of_index(statement, index)), asked).scalars())

    def apply(self, documents: Sequence[Indexed], removed: Sequence[int] = ()) -> None:
        with _damage(), tables.writing(self._db) as tx:
            index, _ = tables.state(tx)
            building.drop(tx, index, removed)
            building.put(tx, index, documents)
            tables.announce(tx, index)
        self._seen = (0.0, "")

    def check(self, expected: Mapping[int, int]) -> Differences:
        try:
            with self._reading() as (connection, index, _):
                damaged = tuple(tables.missing_parts(connection, index))
                held = building.marks(connection, index)
        except IndexDamaged:
            return Differences(missing=tuple(expected), damaged=(f"{tables.SCHEMA}.state",))
        if damaged:
            return Differences(missing=tuple(expected), damaged=damaged)
        return Differences(
            missing=tuple(number for number in expected if number not in held),
            stale=tuple(number for number, mark in expected.items() if number in held and held[number] != mark),
            left_over=tuple(number for number in held if number not in expected),
        )

    def build(self, is_afresh: bool = False) -> PostgresBuilding:
        return PostgresBuilding(self._db, is_afresh)

    def tidy(self) -> bool:
        """Sort the words of the latest saves into the index proper."""
        with self._reading() as (_, index, _):
            pass
        with _damage(), tables.writing(self._db) as tx:
            name = f"{tables.SCHEMA}.entry_{index}_words"
            return bool(tx.execute(text("SELECT gin_clean_pending_list(CAST(:name AS regclass))"), {"name": name}).scalar())

    def _look(self) -> str:
        with self._db.reading() as connection:
            try:
                return "-".join(str(one) for one in tables.state(connection))
            except (IndexDamaged, ProgrammingError):
                return ""

    @contextmanager
    def _reading(self) -> Iterator[tuple[Connection, int, int]]:
        """A connection, the index that answers and its generation, all of one moment.

        An index may be replaced between the look at `state` and the look at its tables; then the new one is taken.
        """
        with _damage(), self._db.reading() as connection:
            for is_last in (False,) * (TRIES - 1) + (True,):
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
                index, generation = tables.state(connection)
                try:
                    connection.execute(text(of_index("LOCK TABLE {entry}, {term} IN ACCESS SHARE MODE", index)))
                    break
                except ProgrammingError:
                    connection.rollback()
                    if is_last:
                        raise
            for setting in SETTINGS:
                connection.execute(text(f"SET LOCAL {setting}"))
            yield connection, index, generation

    def _counts(self, index: int, generation: int) -> dict:
        """What was counted in this generation of the index."""
        if self._counted_of != (index, generation) or len(self._counted) > MOST_COUNTED:
            self._counted, self._counted_of = {}, (index, generation)
        return self._counted


@contextmanager
def _damage() -> Iterator[None]:
    """A table that is not there, or not as it should be, is a damaged index; everything else stays itself."""
    try:
        yield
    except ProgrammingError as fault:
        raise IndexDamaged(f"the index cannot be read: {fault.orig}") from fault


def _known(connection: Connection, index: int, terms: frozenset[str]) -> list[str]:
    rows = connection.execute(text(of_index("SELECT term FROM {term} WHERE term = ANY(:terms)", index)), {"terms": [clean(one) for one in terms]})
    return list(rows.scalars())


def _alike(connection: Connection, index: int, word: str) -> list[str]:
    """Terms two slips away, found by the groups of three letters they share."""
    term = two_slips_of(word)
    if term is None:
        return []
    connection.execute(text(f"SET LOCAL pg_trgm.similarity_threshold = {LEAST_ALIKE}"))
    statement = "SELECT term FROM {term} WHERE term % :term AND length(term) BETWEEN :least AND :most LIMIT :limit"
    asked = {"term": term, "least": len(term) - 2, "most": len(term) + 2, "limit": MOST_MEASURED}
    rows = connection.execute(text(of_index(statement, index)), asked)
    return [one for one in rows.scalars() if one != term and slips_between(one, term, 2) <= 2]

