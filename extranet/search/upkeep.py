"""Keeping the index true to what it is made from.

Whoever changes a thing puts its id in the outbox within the same transaction.
`drain`, in the jobs process, asks for the documents, writes the rows that
results are shown from, then the index, and only then empties the outbox: after
a crash at any point the same work is done again, to the same effect.
"""

import logging
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection

from extranet.hooks import answers_only
from extranet.search import store
from extranet.search.engine import Building, IndexDamaged, Indexed, SearchEngine, WriterBusy, in_batches
from extranet.search.model import Checked, Document
from extranet.search.postgres_engine import PostgresEngine
from extranet.search.whoosh_engine import WhooshEngine

log = logging.getLogger(__name__)
BATCH = 64
REBUILD_BATCH = 200
# An outbox row of this kind asks the jobs process for a whole new index.
REBUILD = "*rebuild"

Progress = Callable[[int, int], None]


class _Start:
    """Whether this process has checked the index."""

    is_checked = False


def engine_of(site) -> SearchEngine:
    """The site's engine, one for each process, as the setting `search` chooses."""
    return site.part("search.engine", lambda: _engine(site))


def _engine(site) -> SearchEngine:
    if site.settings.search == "postgres":
        return PostgresEngine(site.db)
    return WhooshEngine(site.settings.data_dir / "search")


def enqueue(tx: Connection, kind: str, item_ids: Iterable[int]) -> None:
    """These items changed or went: have them indexed after this transaction commits."""
    store.enqueue(tx, kind, item_ids)


def withdraw(tx: Connection, kind: str, item_ids: Iterable[int]) -> None:
    """Hide these items from every result with this very commit, until they are indexed again.

    For a thing that fewer people may read from now on; `enqueue` it as well.
    """
    store.withdraw(tx, kind, item_ids)


def waiting_count(site) -> int:
    """How many changes the index does not know yet."""
    with site.db.reading() as connection:
        return store.count_waiting(connection)


def keep_up(site) -> bool:
    """What the jobs process does again and again: check the index once, then drain the outbox."""
    start = site.part("search.start", _Start)
    if not start.is_checked:
        start.is_checked = True
        check(site)
    return drain(site)


def drain(site) -> bool:
    """Bring the next changes into the index; whether there were any. One process at a time does it."""
    with site.db.reading() as connection:
        rows = store.waiting(connection, BATCH)
    if not rows:
        return False
    try:
        _take(site, rows)
    except WriterBusy:
        return False
    with site.db.writing() as tx:
        store.remove_waiting(tx, [row.id for row in rows])
    return True


def _take(site, rows: Sequence[store.Waiting]) -> None:
    """Bring these rows of the outbox into the index, made anew when that is asked for or needed."""
    if any(row.kind == REBUILD for row in rows) or not engine_of(site).generation():
        rebuild(site)
    items = [(row.kind, row.item_id) for row in rows if row.kind != REBUILD]
    try:
        _index(site, items)
    except IndexDamaged:
        log.exception("the search index is damaged; building it anew")
        rebuild(site)
        _index(site, items)


def tidy(site) -> bool:
    """Merge a little, if there is something to merge and nothing else to do."""
    if waiting_count(site) or not engine_of(site).generation():
        return False
    try:
        with site.db.writing() as tx:
            store.forget_old_changes(tx)
        return engine_of(site).tidy()
    except WriterBusy:
        return False


def check(site) -> Checked:
    """Compare index, rows and what the slices know; mend what differs. Run at start and every night."""
    with site.db.reading() as connection:
        expected, known = store.marks(connection), store.known_items(connection)
    found = engine_of(site).check(expected)
    if found.damaged and not engine_of(site).generation():
        log.info("there is no search index yet; building it")
    elif found.damaged:
        log.error("search index damaged: %s; building it anew", ", ".join(found.damaged))
        rebuild(site)
    elif found.missing or found.stale or found.left_over:
        log.warning("search index differs: %d missing, %d stale, %d left over", len(found.missing), len(found.stale), len(found.left_over))
        _apply_rows(site, [*found.missing, *found.stale, *found.left_over])
    lost = _not_in_step(site, known)
    return Checked(len(expected), len(found.missing) + lost, len(found.stale), len(found.left_over), found.damaged)


def request_rebuild(site) -> None:
    """Ask the jobs process for a new index, once."""
    with site.db.writing() as tx:
        if not any(row.kind == REBUILD for row in store.waiting(tx, BATCH)):
            store.enqueue(tx, REBUILD, [0])


def rebuild(site, progress: Progress | None = None, is_afresh: bool = False) -> int:
    """Make the index anew from what the slices know; how many items it holds.

    The old index answers until the new one is whole. A rebuild that was
    stopped (Ctrl+C, a killed process, a machine that went down) is gone on
    with, unless `is_afresh`; one that failed begins again. `progress(done,
    total)` is called now and then. WriterBusy when a rebuild is under way.
    """
    building = engine_of(site).build(is_afresh)
    try:
        marks = _fill(site, building, progress or (lambda done, total: None))
        seen = _catch_up(site, building, marks)
        building.finish()
    except Exception:
        building.abandon()
        raise
    except BaseException:
        building.pause()
        raise
    with site.db.reading() as connection:
        late = store.changed_since(connection, seen)
    _apply_rows(site, late)
    return len(marks)


def _fill(site, building: Building, progress: Progress) -> dict[int, int]:
    """Give every item to the new index; {number: mark} of what it got.

    What an earlier, stopped build took is not asked for again if its rows are
    still those it took: a change since then went through the outbox.
    """
    listed = _listed(site)
    with site.db.reading() as connection:
        known, marks = store.known_items(connection), store.marks(connection)
    given = {number: mark for number, mark in building.taken.items() if marks.get(number) == mark}
    kinds = set(listed)
    unlisted = [number for (kind, _), number in known.items() if kind not in kinds]
    total = sum(len(ids) for ids in listed.values()) + len(unlisted)
    progress(len(given), total)
    for kind, ids in listed.items():
        gone = [item_id for (of, item_id) in known if of == kind and item_id not in ids]
        left = [item_id for item_id in sorted(ids) if known.get((kind, item_id)) not in given]
        for batch in in_batches([*left, *gone], REBUILD_BATCH):
            indexed, _ = _write_rows(site, kind, batch)
            _give(building, indexed, given, progress, total)
    for batch in in_batches([number for number in unlisted if number not in given], REBUILD_BATCH):
        _give(building, _rows(site, batch)[0], given, progress, total)
    _leave_out(building, [number for number in building.taken if number not in given])
    return given


def _give(building: Building, indexed: Sequence[Indexed], given: dict[int, int], progress: Progress, total: int) -> None:
    building.add(indexed)
    given.update({one.number: one.mark for one in indexed})
    progress(len(given), total)


def _catch_up(site, building: Building, given: dict[int, int]) -> int:
    """Bring the new index up to the rows as they are now; the newest change it has seen."""
    with site.db.reading() as connection:
        seen, expected = store.last_change(connection), store.marks(connection)
    differing = [number for number, mark in expected.items() if given.get(number) != mark]
    building.add(_rows(site, differing)[0])
    _leave_out(building, [number for number in given if number not in expected])
    return seen


def _leave_out(building: Building, numbers: Sequence[int]) -> None:
    if numbers:
        building.remove(numbers)


def _listed(site) -> dict[str, set[int]]:
    """{kind: ids} of everything that should be findable, as the slices and plugins tell."""
    listed: dict[str, set[int]] = {}
    for kind, ids in answers_only(site.hooks.search_item_ids()):
        listed.setdefault(kind, set()).update(ids)
    return listed


def _not_in_step(site, known: dict[tuple[str, int], int]) -> int:
    """Put what the slices know and the rows do not, or the other way round, in the outbox; how many that were."""
    lost = 0
    for kind, ids in _listed(site).items():
        rows = {item_id for of, item_id in known if of == kind}
        differing = rows ^ ids
        with site.db.writing() as tx:
            store.enqueue(tx, kind, sorted(differing))
        lost += len(differing)
    return lost


def _index(site, items: Iterable[tuple[str, int]]) -> None:
    """Bring these items as they are now into rows and index."""
    of_kind: dict[str, list[int]] = {}
    for kind, item_id in dict.fromkeys(items):
        of_kind.setdefault(kind, []).append(item_id)
    indexed: list[Indexed] = []
    removed: list[int] = []
    for kind, ids in of_kind.items():
        more, gone = _write_rows(site, kind, ids)
        indexed += more
        removed += gone
    if indexed or removed:
        engine_of(site).apply(indexed, removed)


def _write_rows(site, kind: str, ids: Sequence[int]) -> tuple[list[Indexed], list[int]]:
    """Ask for the documents and write their rows; what to index and which numbers to remove.

    When nobody answers (the owner failed, or is switched off) nothing is
    touched: silence is not a deletion.
    """
    documents = site.hooks.search_documents(kind=kind, item_ids=list(ids))
    if documents is None:
        log.warning("nobody gave search documents of kind %r; %d items stay as they are", kind, len(ids))
        return [], []
    wanted = {one.item_id: (one, store.mark_of(one)) for one in documents if isinstance(one, Document)}
    with site.db.writing() as tx:
        indexed = [Indexed(store.put(tx, one, mark), mark, one) for one, mark in wanted.values()]
        removed = store.drop(tx, kind, [item_id for item_id in ids if item_id not in wanted])
    return indexed, removed


def _rows(site, numbers: Sequence[int]) -> tuple[list[Indexed], list[int]]:
    """Documents of these numbers from their rows, and the numbers without rows."""
    with site.db.reading() as connection:
        found = [one for batch in in_batches(numbers, REBUILD_BATCH) for one in store.documents(connection, batch)]
    indexed = [Indexed(*one) for one in found]
    return indexed, sorted(set(numbers) - {one.number for one in indexed})


def _apply_rows(site, numbers: Sequence[int]) -> None:
    for batch in in_batches(numbers, REBUILD_BATCH):
        engine_of(site).apply(*_rows(site, batch))
