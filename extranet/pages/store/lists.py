"""Many pages: lists, counts, tags and links. Everything a reader sees is cut down by reading keys in the SQL itself."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, Text, and_, bindparam, cast, delete, func, insert, not_, or_, select, true

from extranet.pages.model import PageFilters, PageLine
from extranet.pages.store.pages import CURRENT, LINE, line_of
from extranet.pages.store.tables import page, page_address, page_link, page_tag, revision
from extranet.rights import EVERYTHING

_ORDERS = {
    "title": (func.lower(page.c.title), page.c.id),
    "updated": (page.c.updated_at.desc(), page.c.id.desc()),
    "review": (page.c.review_by, page.c.id),
}

# Made once, since every page view asks it: putting a statement together costs more than running it.
_TITLES = (
    select(page_address.c.slug, page.c.slug.label("now"), page.c.title, page.c.owner_authority)
    .select_from(page_address.join(page, page.c.id == page_address.c.page_id))
    .where(page_address.c.slug.in_(bindparam("slugs", expanding=True)), page.c.deleted_at.is_(None))
)
_READABLE_TITLES = _TITLES.where(page.c.reading_key.in_(bindparam("keys", expanding=True)))


def readable(keys: frozenset[str]):
    """The condition that a page may be read with these keys."""
    return true() if EVERYTHING in keys else page.c.reading_key.in_(sorted(keys))


def shown(day: date):
    """The condition that a page is in browsing and search on this day."""
    begun = or_(page.c.shown_from.is_(None), page.c.shown_from <= day)
    not_over = or_(page.c.shown_to.is_(None), page.c.shown_to >= day)
    return and_(page.c.status == "live", begun, not_over)


def lines(connection: Connection, keys: frozenset[str], filters: PageFilters, day: date, limit: int, offset: int) -> list[PageLine]:
    """The pages of one sheet. Their ids are sorted first, so that only the lines shown are read whole."""
    order = _ORDERS[filters.order]
    ids = _filtered(select(page.c.id), keys, filters, day).order_by(*order).limit(limit).offset(offset)
    rows = select(*LINE).select_from(page.join(revision, CURRENT)).where(page.c.id.in_(ids)).order_by(*order)
    return [line_of(row) for row in connection.execute(rows)]


def count(connection: Connection, keys: frozenset[str], filters: PageFilters, day: date) -> int:
    return connection.execute(_filtered(select(func.count()).select_from(page), keys, filters, day)).scalar_one()


def binned(connection: Connection, limit: int, offset: int) -> list[PageLine]:
    """Pages in the bin, last thrown first, whoever may see them."""
    wanted = select(*LINE).select_from(page.join(revision, CURRENT)).where(page.c.deleted_at.is_not(None))
    return [line_of(row) for row in connection.execute(wanted.order_by(page.c.deleted_at.desc()).limit(limit).offset(offset))]


def all_ids(connection: Connection) -> list[int]:
    """Ids of every page outside the bin."""
    return list(connection.execute(select(page.c.id).where(page.c.deleted_at.is_(None)).order_by(page.c.id)).scalars())


def ids_shown_plain(connection: Connection) -> list[int]:
    """Pages whose current text could not be rendered. Looks into the stored text, so that no view pays for a column."""
    is_plain = cast(revision.c.rendered, Text).like('%"is_plain": true%')
    wanted = select(page.c.id).select_from(page.join(revision, CURRENT)).where(page.c.deleted_at.is_(None), is_plain)
    return list(connection.execute(wanted.order_by(page.c.id)).scalars())


def ids_whose_day_has_come(connection: Connection, first: date, last: date) -> list[int]:
    """Pages that come into or go out of browsing and search between two days, both included."""
    begins = page.c.shown_from.between(first, last)
    ended = page.c.shown_to.between(first, last)
    return list(connection.execute(select(page.c.id).where(page.c.deleted_at.is_(None), or_(begins, ended))).scalars())


def tag_counts(connection: Connection, keys: frozenset[str], kind: str, day: date) -> dict[str, int]:
    """How many readable, shown pages carry each value of this kind of tag."""
    counted = (
        select(page_tag.c.value, func.count())
        .select_from(page_tag.join(page, page.c.id == page_tag.c.page_id))
        .where(page_tag.c.kind == kind, page.c.deleted_at.is_(None), readable(keys), shown(day))
        .group_by(page_tag.c.value)
    )
    return dict(connection.execute(counted).all())


def titles(connection: Connection, keys: frozenset[str], slugs: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """For each address that leads to a readable page: that page's address now, its title and its owner."""
    given = {"slugs": [slug for slug in slugs if "\0" not in slug], "keys": sorted(keys)}
    found = connection.execute(_TITLES if EVERYTHING in keys else _READABLE_TITLES, given)
    return {asked: (now, title, owner) for asked, now, title, owner in found}


def lines_by_id(connection: Connection, keys: frozenset[str], page_ids: Iterable[int]) -> list[PageLine]:
    """Those of these pages that may be read, as lists show them."""
    wanted = select(*LINE).select_from(page.join(revision, CURRENT)).where(page.c.id.in_(list(page_ids)), page.c.deleted_at.is_(None), readable(keys))
    return [line_of(row) for row in connection.execute(wanted)]


def readable_by_id(connection: Connection, keys: frozenset[str], page_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """For each of these pages that may be read: its address now and its title."""
    wanted = select(page.c.id, page.c.slug, page.c.title).where(page.c.id.in_(list(page_ids)), page.c.deleted_at.is_(None), readable(keys))
    return {page_id: (slug, title) for page_id, slug, title in connection.execute(wanted)}


def rendered_of(connection: Connection, keys: frozenset[str], slugs: Iterable[str]) -> dict[str, tuple[str, str, dict]]:
    """For each address that leads to a readable page: its address now, its title and its stored rendering."""
    found = (
        select(page_address.c.slug, page.c.slug.label("now"), page.c.title, revision.c.rendered)
        .select_from(page_address.join(page, page.c.id == page_address.c.page_id).join(revision, CURRENT))
        .where(page_address.c.slug.in_(list(slugs)), page.c.deleted_at.is_(None), readable(keys))
    )
    return {asked: (now, title, rendered) for asked, now, title, rendered in connection.execute(found)}


def pointing_at(connection: Connection, keys: frozenset[str], kind: str, targets: Iterable[str], limit: int) -> list[PageLine]:
    """Readable pages whose text points at one of these targets (addresses, or keys of facts)."""
    points = select(page_link.c.page_id).where(page_link.c.kind == kind, page_link.c.target.in_(list(targets)))
    wanted = select(*LINE).select_from(page.join(revision, CURRENT)).where(page.c.id.in_(points), page.c.deleted_at.is_(None), readable(keys))
    return [line_of(row) for row in connection.execute(wanted.order_by(*_ORDERS["title"]).limit(limit))]


def replace_links(tx: Connection, page_id: int, links: Iterable[tuple[str, str]]) -> None:
    """What the page's text points to from now on: (kind, target) pairs."""
    _replace(tx, page_link, "target", page_id, links)


def replace_tags(tx: Connection, page_id: int, tags: Iterable[tuple[str, str]]) -> None:
    """Where the page is found by browsing from now on: (kind, value) pairs."""
    _replace(tx, page_tag, "value", page_id, tags)


def _replace(tx: Connection, table, column: str, page_id: int, pairs: Iterable[tuple[str, str]]) -> None:
    tx.execute(delete(table).where(table.c.page_id == page_id))
    rows = [{"page_id": page_id, "kind": kind, column: value} for kind, value in sorted(set(pairs))]
    if rows:
        tx.execute(insert(table), rows)


def _filtered(query, keys: frozenset[str], filters: PageFilters, day: date):
    query = query.where(page.c.deleted_at.is_(None), readable(keys))
    if filters.only_shown:
        query = query.where(shown(day))
    for name, value in (("working_group", filters.group), ("owner_authority", filters.owner_authority), ("status", filters.status)):
        if value:
            query = query.where(page.c[name] == value)
    if filters.groups is not None:
        query = query.where(page.c.working_group.in_(sorted(filters.groups)))
    if filters.review_before:
        query = query.where(page.c.review_by < filters.review_before, not_(page.c.confidence == "archived"))
    for kind, value in filters.tags:
        query = query.where(_is_tagged(kind, value))
    if filters.any_tags:
        query = query.where(page.c.id.in_(select(page_tag.c.page_id).where(_tag_is_one_of(filters.any_tags))))
    if filters.without:
        query = query.where(page.c.slug.not_in(filters.without))
    return query


def _tag_is_one_of(tags: Iterable[tuple[str, str]]):
    by_kind: dict[str, list[str]] = {}
    for kind, value in tags:
        by_kind.setdefault(kind, []).append(value)
    return or_(*(and_(page_tag.c.kind == kind, page_tag.c.value.in_(values)) for kind, values in by_kind.items()))


def _is_tagged(kind: str, value: str):
    values = (value, "all") if kind == "area" else (value,)
    return page.c.id.in_(select(page_tag.c.page_id).where(page_tag.c.kind == kind, page_tag.c.value.in_(values)))
