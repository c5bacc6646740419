"""Rendering current texts again: those that came out plain on a busy day, or all of them after the renderer changed."""

from collections.abc import Callable

from extranet import search
from extranet.pages.actions.drafting import Ready, revision_row, source_of
from extranet.pages.actions.rendering import render_source
from extranet.pages.actions.saving import SEARCH_KIND
from extranet.pages.model import Page, PageDraft
from extranet.pages.store import lists, pages, revisions
from extranet.standard import all_content_types

MADE_BY_RENDERING = ("rendered", "passages")


def render_again(site, only_plain: bool = False, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Render the current revision of every page anew, with `only_plain` of those shown as typed; how many came out different.

    Texts, numbers and times stay as they are. `progress` is told (done, total). Safe to stop and to run again.
    """
    with site.db.reading() as connection:
        ids = lists.ids_shown_plain(connection) if only_plain else lists.all_ids(connection)
    changed = 0
    for done, page_id in enumerate(ids, start=1):
        changed += _render_one(site, page_id)
        progress(done, len(ids))
    return changed


def _render_one(site, page_id: int) -> bool:
    with site.db.reading() as connection:
        page = pages.by_id(connection, page_id)
    if page is None:
        return False
    made = _made_anew(site, page)
    if made["rendered"] == page.rendered:
        return False
    with site.db.writing() as tx:
        if revisions.set_rendered(tx, page.id, page.number, made):
            search.enqueue(tx, SEARCH_KIND, [page.id])
    return True


def _made_anew(site, page: Page) -> dict:
    types, draft = all_content_types(site), PageDraft(page.metadata, page.body)
    row = revision_row(Ready(page.slug, draft, render_source(site, source_of(draft, types)), types))
    return {name: row[name] for name in MADE_BY_RENDERING}
