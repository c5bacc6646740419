"""One page: read by any address it ever had, written with its revision, put into the bin and taken out."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from extranet.pages.model import Page, PageLine
from extranet.pages.store.tables import page, page_address, revision
from extranet.pages.store.values import from_json

CURRENT = (revision.c.page_id == page.c.id) & (revision.c.number == page.c.number)
LINE = (*page.c, revision.c.change_note, revision.c.update_type, revision.c.author_name)
_WHOLE = (*LINE, revision.c.metadata, revision.c.body, revision.c.rendered, revision.c.author_authority)
_LINE_LENGTH = len(LINE)
# Made once: putting a statement together costs more than running it.
_FROM_ADDRESS = page_address.join(page, page.c.id == page_address.c.page_id).join(revision, CURRENT)
_BY_ADDRESS = select(*_WHOLE).select_from(_FROM_ADDRESS).where(page_address.c.slug == bindparam("slug"))


def by_address(connection: Connection, slug: str) -> Page | None:
    """The page that has, or once had, this address, in the bin or not. Its `slug` is its address now."""
    if "\0" in slug:
        return None  # which PostgreSQL would not even take as a question
    row = connection.execute(_BY_ADDRESS, {"slug": slug}).first()
    return _page(row) if row else None


def by_id(connection: Connection, page_id: int) -> Page | None:
    row = connection.execute(select(*_WHOLE).select_from(page.join(revision, CURRENT)).where(page.c.id == page_id)).first()
    return _page(row) if row else None


def by_ids(connection: Connection, page_ids) -> list[tuple[Page, list[dict]]]:
    """Pages outside the bin with the passages of their text, for search."""
    wanted = select(*_WHOLE, revision.c.passages).select_from(page.join(revision, CURRENT)).where(page.c.id.in_(page_ids), page.c.deleted_at.is_(None))
    return [(_page(row), row.passages) for row in connection.execute(wanted)]


def owner_of_address(connection: Connection, slug: str) -> int | None:
    """Id of the page this address belongs to, or once belonged to."""
    return connection.execute(select(page_address.c.page_id).where(page_address.c.slug == slug)).scalar()


def add(tx: Connection, row: Mapping[str, Any]) -> int:
    """Insert a page and its address; its id."""
    page_id = tx.execute(insert(page).values(**row)).inserted_primary_key[0]
    tx.execute(insert(page_address).values(slug=row["slug"], page_id=page_id))
    return page_id


def advance(tx: Connection, page_id: int, base_number: int, row: Mapping[str, Any]) -> bool:
    """Write the row over revision `base_number`; False, and nothing written, when that is no longer the current one."""
    at_base = (page.c.id == page_id) & (page.c.number == base_number) & page.c.deleted_at.is_(None)
    return tx.execute(update(page).where(at_base).values(**row)).rowcount == 1


def change(tx: Connection, page_id: int, **values) -> None:
    tx.execute(update(page).where(page.c.id == page_id).values(**values))


def add_address(tx: Connection, page_id: int, slug: str) -> None:
    tx.execute(insert(page_address).values(slug=slug, page_id=page_id))


def addresses(connection: Connection, page_id: int) -> list[str]:
    """Every address of the page, past and present."""
    return list(connection.execute(select(page_address.c.slug).where(page_address.c.page_id == page_id).order_by(page_address.c.slug)).scalars())


def remove_for_good(tx: Connection, page_id: int) -> None:
    """Take a page and everything of it out of the database. Its addresses become free."""
    tx.execute(delete(page).where(page.c.id == page_id))


def line_of(row: Row) -> PageLine:
    return PageLine(*row)


def _page(row: Row) -> Page:
    metadata, body, rendered, author_authority = row[_LINE_LENGTH : _LINE_LENGTH + 4]
    return Page(*row[:_LINE_LENGTH], from_json(metadata), body, rendered, author_authority)
