"""A page's results: written in the transaction that saves it, checked again when the day or the standard changes, and recounted."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from extranet.conformance import store
from extranet.conformance.model import NEIGHBOURLY, Difference, PageScore, score
from extranet.pages import PageDraft, all_page_ids, drafts_by_id
from extranet.standard import ADVICE, ERROR, VERSION, WARNING, Fault, check_page, reasons_in, ruling_today

BATCH = 100


def standard_label(site) -> str:
    """Which rules were asked: the standard's version, and how many changes to it are in force."""
    return f"{VERSION}.{ruling_today(site).number}"


def title_key(title: str) -> str:
    """A title as it is compared: no capitals, no marks."""
    return re.sub(r"\W+", " ", title).casefold().strip()[:200]


def write_results(site, tx, page_id: int, number: int, slug: str, draft: PageDraft) -> None:
    """Keep what the standard says of this text as the page's results."""
    store.replace_results(tx, *results_for(site, tx, page_id, number, slug, draft))


def results_for(site, connection, page_id: int, number: int, slug: str, draft: PageDraft) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of a page's results and the rows of its faults, from the text alone and the reasons kept for it."""
    faults = [one for one in check_page(site, slug, draft.metadata, draft.body) if one.check not in NEIGHBOURLY]
    kept = reasons_in(connection, page_id, slug).keys() if faults else ()
    rows = [_fault_row(page_id, place, fault, fault.key in kept) for place, fault in enumerate(faults)]
    counts = {severity: sum(row["severity"] == severity and not row["is_kept"] for row in rows) for severity in (ERROR, WARNING, ADVICE)}
    row = {
        "page_id": page_id,
        "number": number,
        "title_key": title_key(str(draft.metadata.get("title") or "")),
        "score": score(faults, kept, str(draft.metadata.get("type"))),
        "errors": counts[ERROR],
        "warnings": counts[WARNING],
        "advice": counts[ADVICE],
        "kept": sum(row["is_kept"] for row in rows),
        "standard": standard_label(site),
        "checked_on": site.clock.today(),
    }
    return row, rows


def _fault_row(page_id: int, place: int, fault: Fault, is_kept: bool) -> dict[str, Any]:
    return {
        "page_id": page_id,
        "place": place,
        "check_id": fault.check,
        "severity": fault.severity,
        "key": fault.key,
        "field": (fault.field or "")[:200],
        "line": fault.line,
        "sentence": fault.sentence,
        "is_kept": is_kept,
    }


def score_of(site, page_id: int) -> PageScore | None:
    """The page's results in figures; None while it was never checked."""
    with site.db.reading() as connection:
        return store.score_by_page(connection, page_id)


def open_remarks(site, page_id: int) -> list[Mapping[str, Any]]:
    """Every fault of a page with its place and whether it stands with a reason. Whoever calls has seen to it that the page may be read."""
    with site.db.reading() as connection:
        return store.faults_of_page(connection, page_id)


def _batches(ids) -> Iterator[list[int]]:
    rest = iter(ids)
    while some := list(islice(rest, BATCH)):
        yield some


# --- again --------------------------------------------------------------------------------------------------------


def recheck_all(site) -> int:
    """Check again every page that was checked before today, by an older standard, or never; how many.

    Run at midnight: a page becomes overdue, an authority ends and a change to the standard takes effect without an edit.
    """
    with site.db.reading() as connection:
        waiting = set(store.stale_ids(connection, site.clock.today(), standard_label(site), 1_000_000))
        known = store.ids_with_results(connection)
    there = set(all_page_ids(site))
    waiting = sorted((waiting & there) | (there - known))
    recheck_pages(site, waiting)
    return len(waiting)


def recheck_pages(site, page_ids: Iterable[int]) -> None:
    """Check these pages again by the rules of today."""
    for some in _batches(page_ids):
        _check_again(site, some)


def _check_again(site, page_ids) -> None:
    """The checks run before the transaction, which then finds their answers ready."""
    with site.db.reading() as connection:
        for _id, _number, slug, draft in drafts_by_id(connection, page_ids):
            check_page(site, slug, draft.metadata, draft.body)
    with site.db.writing() as tx:
        for page_id, number, slug, draft in drafts_by_id(tx, page_ids):
            write_results(site, tx, page_id, number, slug, draft)


def recount(site, repair: bool = False, progress: Callable[[int], None] = lambda done: None) -> Iterator[Difference]:
    """Check every page from its text and compare with what is stored; each difference, mended if asked. Pages in the bin are not counted."""
    there = all_page_ids(site)
    for some in _batches(there):
        yield from _compare(site, some, repair)
        progress(len(some))


def _compare(site, page_ids, repair: bool) -> Iterator[Difference]:
    wrong: list[Difference] = []
    with site.db.reading() as connection:
        stored = store.results_of(connection, page_ids)
        for page_id, number, slug, draft in drafts_by_id(connection, page_ids):
            row, faults = results_for(site, connection, page_id, number, slug, draft)
            counted = (tuple(row.values()), tuple(tuple(one.values()) for one in faults))
            if stored.get(page_id) != counted:
                wrong.append(Difference(slug, _words(stored.get(page_id)), _words(counted)))
    if wrong and repair:
        with site.db.writing() as tx:
            for page_id, number, slug, draft in drafts_by_id(tx, page_ids):
                write_results(site, tx, page_id, number, slug, draft)
    yield from wrong


def _words(result) -> str:
    if result is None:
        return "never checked"
    _id, number, _title, points, errors, warnings, advice, kept, standard, checked_on = result[0]
    found = f"{errors} errors, {warnings} warnings, {advice} pieces of advice, {kept} with a reason"
    return f"revision {number}: score {points}, {found}; standard {standard}, {checked_on}"
