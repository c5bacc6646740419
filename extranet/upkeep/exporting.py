"""What leaves with an export and comes back at an import: decisions about local text, and when it was last said to be right."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from extranet.errors import BadInput
from extranet.pages import NoSuchPage, page_lines, read_page
from extranet.upkeep import store
from extranet.upkeep.reviews import EVERYTHING


def waivers(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        found = store.waivers(connection)
    lines = page_lines(site, EVERYTHING, {page_id for page_id, _authority in found})
    for (page_id, authority), (reason, given_by) in sorted(found.items()):
        if page_id in lines:
            yield {"page": lines[page_id].slug, "authority": authority, "reason": reason, "given_by": given_by}


def load_waivers(site, rows) -> int:
    """Take waivers over; one for a page that is not here is left out. How many were taken."""
    taken = [(page_id, row) for row in rows if (page_id := _page_id(site, row)) is not None]
    with site.db.writing() as tx:
        for page_id, row in taken:
            given = {name: _text(row, name) for name in ("authority", "reason", "given_by")}
            store.keep_waiver(tx, {"page_id": page_id, **given, "given_at": site.clock.now()})
    return len(taken)


def confirmed(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        rows = [one for one in store.rows_of(connection) if one.confirmed_at]
    lines = page_lines(site, EVERYTHING, {one.page_id for one in rows})
    said = {(lines[one.page_id].slug, one.selector): one for one in rows if one.page_id in lines}
    for (slug, selector), one in sorted(said.items()):
        yield {"page": slug, "authority": selector, "confirmed_at": one.confirmed_at.isoformat(), "confirmed_by": one.confirmed_by}


def load_confirmed(site, rows) -> int:
    """Take over when local text was last said to be right. How many were taken."""
    taken = [(page_id, row) for row in rows if (page_id := _page_id(site, row)) is not None]
    with site.db.writing() as tx:
        for page_id, row in taken:
            store.confirm_rows(tx, page_id, _text(row, "authority"), _moment(row), _text(row, "confirmed_by"))
    return len(taken)


def _page_id(site, row: Mapping) -> int | None:
    try:
        return read_page(site, EVERYTHING, _text(row, "page")).id
    except NoSuchPage:
        return None


def _text(row: Mapping, name: str) -> str:
    if not isinstance(row.get(name), str):
        raise BadInput(f"A row about local text cannot be taken over: {name} is missing.")
    return row[name]


def _moment(row: Mapping) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(row, "confirmed_at"))
    except ValueError as fault:
        raise BadInput("A row about local text cannot be taken over: confirmed_at is no time.") from fault
    if moment.tzinfo is None:
        raise BadInput("A row about local text cannot be taken over: confirmed_at has no time zone.")
    return moment
