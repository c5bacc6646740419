"""Pages for others to count: a statement they can join and group, and the pages' texts in batches. Cut down by reading keys here."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Select, Subquery, and_, exists, select

from extranet.pages.model import PageDraft
from extranet.pages.store.lists import readable, shown
from extranet.pages.store.pages import CURRENT
from extranet.pages.store.tables import page, page_address, page_link, revision
from extranet.pages.store.values import from_json
from extranet.rights import reading_keys

_COUNTED = ("id", "slug", "title", "type", "owner_authority", "working_group", "confidence", "review_by", "confirmed_at", "updated_at", "number", "audience")


def counted_pages(site, actor) -> Subquery:
    """The pages in browsing today that this actor may read, as a subquery called `counted`: one row a page, without its text.

    Columns: id, slug, title, type, owner_authority, working_group, confidence, review_by, confirmed_at, updated_at, number, audience.
    """
    columns = (page.c[name] for name in _COUNTED)
    wanted = select(*columns).where(page.c.deleted_at.is_(None), readable(reading_keys(actor)), shown(site.clock.today()))
    return wanted.subquery("counted")


def every_counted_page(site) -> Subquery:
    """The same for everybody's eyes: for jobs and commands, never for a screen."""
    columns = (page.c[name] for name in _COUNTED)
    return select(*columns).where(page.c.deleted_at.is_(None), shown(site.clock.today())).subquery("counted")


def lost_links(site, actor) -> Select:
    """(page_id, target) for every link or include of a readable page in browsing that leads to no page, or to one in the bin."""
    there = page.alias("there")
    known = exists().where(page_address.c.slug == page_link.c.target, there.c.id == page_address.c.page_id, there.c.deleted_at.is_(None))
    mine = counted_pages(site, actor)
    return (
        select(page_link.c.page_id, page_link.c.target)
        .join(mine, mine.c.id == page_link.c.page_id)
        .where(page_link.c.kind.in_(("link", "include")), ~known)
    )


def unlinked_pages(site, actor) -> Select:
    """Ids of readable pages in browsing that no other page links to or includes, at any address they ever had."""
    mine = counted_pages(site, actor)
    named = (
        select(page_address.c.page_id)
        .join(page_link, and_(page_link.c.target == page_address.c.slug, page_link.c.kind.in_(("link", "include"))))
        .where(page_link.c.page_id != page_address.c.page_id)
    )
    return select(mine.c.id).where(mine.c.id.not_in(named))


def addresses_there(connection, slugs: Iterable[str]) -> set[str]:
    """Those of these addresses that lead to a page outside the bin, whoever may read it."""
    wanted = select(page_address.c.slug).join(page, page.c.id == page_address.c.page_id).where(
        page_address.c.slug.in_([one for one in slugs if "\0" not in one]), page.c.deleted_at.is_(None))
    return set(connection.execute(wanted).scalars())


def drafts_by_id(connection, page_ids: Iterable[int]) -> Iterator[tuple[int, int, str, PageDraft]]:
    """(id, revision, address, text as it stands) of these pages outside the bin, whoever may read them."""
    wanted = select(page.c.id, page.c.number, page.c.slug, revision.c.metadata, revision.c.body).select_from(page.join(revision, CURRENT))
    for row in connection.execute(wanted.where(page.c.id.in_(list(page_ids)), page.c.deleted_at.is_(None)).order_by(page.c.id)):
        yield row.id, row.number, row.slug, PageDraft(from_json(row.metadata), row.body)
