"""Renaming, and the bin."""

from extranet import search
from extranet.errors import Forbidden
from extranet.identity import record
from extranet.pages.actions.notices import touch_notices
from extranet.pages.actions.reading import LIST_LIMIT, page_for
from extranet.pages.actions.saving import SEARCH_KIND
from extranet.pages.model import NoSuchPage, Page, PageLine, SlugTaken, checked_slug
from extranet.pages.store import lists, pages
from extranet.rights import may


def rename_page(site, actor, slug: str, new_slug: str) -> Page:
    """The page at another address; the old one leads to it for ever. SlugTaken when the new one is, or was, another page's."""
    page = page_for(site, actor, "page.rename", slug)
    new_slug = checked_slug(new_slug)
    with site.db.writing() as tx:
        owner = pages.owner_of_address(tx, new_slug)
        if owner not in (None, page.id):
            raise SlugTaken(new_slug)
        if owner is None:
            pages.add_address(tx, page.id, new_slug)
        pages.change(tx, page.id, slug=new_slug)
        _changed(tx, site, page)
        record(tx, site, actor, "page.renamed", new_slug, f"was {page.slug}")
        return pages.by_id(tx, page.id)


def delete_page(site, actor, slug: str) -> Page:
    """Put the page into the bin. Its address stays its own; its history, files and links stay with it."""
    page = page_for(site, actor, "page.delete", slug)
    with site.db.writing() as tx:
        pages.change(tx, page.id, deleted_at=site.clock.now(), deleted_by=actor.name)
        _changed(tx, site, page)
        record(tx, site, actor, "page.deleted", page.slug)
    site.hooks.page_removed(page=page, actor=actor)
    return page


def restore_page(site, actor, slug: str) -> Page:
    """Take the page out of the bin, as it was. NoSuchPage when it is not in the bin or not for this actor."""
    with site.db.reading() as connection:
        page = pages.by_address(connection, slug)
    if page is None or page.deleted_at is None:
        raise NoSuchPage(slug)
    decision = may(site, actor, "page.restore", page)
    if not decision:
        raise Forbidden(decision.reason)
    with site.db.writing() as tx:
        pages.change(tx, page.id, deleted_at=None, deleted_by="")
        _changed(tx, site, page)
        record(tx, site, actor, "page.restored", page.slug)
        restored = pages.by_id(tx, page.id)
    site.hooks.page_restored(page=restored, actor=actor)
    return restored


def binned_pages(site, actor) -> list[PageLine]:
    """The pages in the bin that this actor may take out again, last thrown first; at most 100."""
    with site.db.reading() as connection:
        found = lists.binned(connection, 10 * LIST_LIMIT, 0)
    return [line for line in found if may(site, actor, "page.restore", line)][:LIST_LIMIT]


def _changed(tx, site, page: Page) -> None:
    search.enqueue(tx, SEARCH_KIND, [page.id])
    touch_notices(tx, site, page.type)
