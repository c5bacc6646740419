"""Saving one authority's own text on a page: an ordinary revision that differs from the one before in that authority's rows alone."""

from dataclasses import replace

from extranet.errors import Conflict, Forbidden
from extranet.pages.actions.drafting import Ready, check_rendered, check_size, faults_of, revision_row, source_of, with_metadata
from extranet.pages.actions.reading import page_by_id, read_page, read_revision
from extranet.pages.actions.rendering import block_kinds, render_source
from extranet.pages.actions.saving import add_revision
from extranet.pages.localtext import LocalChange, LocalPlace, local_places, with_change
from extranet.pages.model import FaultyPage, LocalEdit, Page, PageDraft
from extranet.pages.rendering.marks import clean_input
from extranet.pages.store import revisions
from extranet.rights import may
from extranet.standard import ERROR, all_content_types


class LocalConflict(Conflict):
    """Somebody else changed the same text of the same authority meanwhile. `theirs` is the page as it stands."""

    def __init__(self, theirs: Page):
        super().__init__(f"{theirs.author_name} changed this text in revision {theirs.number} while you were writing. What you typed is kept below.")
        self.theirs = theirs


def places_of(site, body: str) -> tuple[LocalPlace, ...]:
    """Every place of local text in this Markdown."""
    return local_places(body, block_kinds(site))


def save_local(site, actor, slug: str, change: LocalChange, base_number: int, note: str, token: str) -> Page:
    """One authority's row changed, added or taken away. Another save meanwhile does no harm unless it touched the same row.

    Forbidden, LocalConflict, FaultyPage, or CrookedText for a text that would change more than its own row.
    """
    page = page_for_local(site, actor, slug, change.authority)
    with site.db.reading() as connection:
        if revisions.by_token(connection, token):
            return page  # the same form, sent twice
    for _again in range(3):
        _refuse_clash(site, actor, page, change, base_number)
        ready = _ready(site, page, change, note)
        with site.db.writing() as tx:
            is_saved = add_revision(tx, site, actor, ready, page, page.number, token, is_approved=True, confirms=False)
        page = page_by_id(site, actor, page.id)
        if is_saved:
            site.hooks.page_published(page=page, actor=actor)
            return page
    raise LocalConflict(page)


def page_for_local(site, actor, slug: str, authority: str) -> Page:
    """The page, for somebody who may write this authority's text on it. Forbidden gives the reason."""
    page = read_page(site, actor, slug)
    decision = may(site, actor, "page.localise", LocalEdit(page, authority))
    if not decision:
        raise Forbidden(decision.reason)
    return page


def changed_body(site, page: Page, change: LocalChange) -> str:
    """The page's text with this change in it."""
    return with_change(page.body, change, block_kinds(site))


def page_with(site, page: Page, change: LocalChange) -> Page:
    """The page as it would be with this change: to be looked at, not stored. Refuses what `save_local` would."""
    ready = _ready(site, page, change, page.change_note)
    return replace(page, body=ready.draft.body, rendered=revision_row(ready)["rendered"])


def _refuse_clash(site, actor, page: Page, change: LocalChange, base_number: int) -> None:
    if page.number == base_number or change.place == 0:
        return
    base = places_of(site, read_revision(site, actor, page.slug, base_number).body)
    now = places_of(site, page.body)
    own = [[(row.text, row.begins, row.ends, row.mode) for row in place.named(change.authority)] for place in base]
    if own != [[(row.text, row.begins, row.ends, row.mode) for row in place.named(change.authority)] for place in now]:
        raise LocalConflict(page)


def _ready(site, page: Page, change: LocalChange, note: str) -> Ready:
    """The page with the change in it. Faults that it had before are its group's to mend and do not stand in the way."""
    types = all_content_types(site)
    was = PageDraft(page.metadata, page.body)
    draft = with_metadata(PageDraft(page.metadata, clean_input(changed_body(site, page, change))), change_note=note, update_type="minor")
    check_size(site, draft)
    known = {(one.field, one.sentence) for one in faults_of(site, page.slug, was)}
    new = [one for one in faults_of(site, page.slug, draft) if one.severity == ERROR and (one.field, one.sentence) not in known and one.field in (None, "body")]
    if new:
        raise FaultyPage(new)
    rendered = render_source(site, source_of(draft, types))
    if page.status == "live":
        check_rendered(site, rendered)
    return Ready(page.slug, draft, rendered, types)
