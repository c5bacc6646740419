"""Saving: rendered first, outside the transaction; then everything together or nothing."""

import secrets

from sqlalchemy.exc import IntegrityError

from extranet import search
from extranet.errors import BadInput
from extranet.identity import record
from extranet.pages.actions.drafting import Ready, completed, links_of, make_ready, page_row, revision_row, tags_of, with_metadata
from extranet.pages.actions.keeping_drafts import done_with
from extranet.pages.actions.notices import touch_notices
from extranet.pages.actions.publishing import check_publishing
from extranet.pages.actions.reading import page_for, read_page, read_revision
from extranet.pages.model import EditConflict, Page, PageDraft, SlugTaken, checked_slug, slug_from
from extranet.pages.store import lists, pages, revisions
from extranet.pages.store.values import as_json
from extranet.standard import all_content_types

SEARCH_KIND = "page"


class Resent(BadInput):
    """A form that was saved already is sent again with another text."""


def new_token() -> str:
    """A token for one save: sent twice, it still makes one revision."""
    return secrets.token_urlsafe(18)


def create_page(site, actor, draft: PageDraft, slug: str = "", token: str = "") -> Page:
    """A new page with its first revision. Without a slug one is made of the title.

    FaultyPage, SlugTaken or Forbidden say why not; nothing is kept then.
    """
    slug = checked_slug(slug or slug_from(str(draft.metadata.get("title") or "")))
    token = token or new_token()
    made = _already_saved(site, actor, token, draft)
    if made:
        return made
    ready = make_ready(site, actor, slug, draft)
    try:
        with site.db.writing() as tx:
            page = pages.by_id(tx, add_page(tx, site, actor, ready, token))
    except (SlugTaken, IntegrityError) as fault:  # PostgreSQL lets two writers come so far that the second breaks a key
        made = _already_saved(site, actor, token, draft)  # the same save, sent twice at once
        if made:
            return made
        raise SlugTaken(slug) from fault
    site.hooks.page_published(page=page, actor=actor)
    return page


def save_page(site, actor, slug: str, draft: PageDraft, base_number: int, token: str = "") -> Page:
    """A new revision over revision `base_number`. The same token again gives what it made the first time.

    EditConflict, with both texts, when somebody saved since; FaultyPage or Forbidden say why not. Nothing is kept then.
    """
    token = token or new_token()
    return _save(site, actor, page_for(site, actor, "page.edit", slug), draft, base_number, token)


def restore_revision(site, actor, slug: str, number: int, token: str = "") -> Page:
    """A new revision that says what revision `number` said."""
    page = page_for(site, actor, "page.edit", slug)
    old = read_revision(site, actor, slug, number)
    draft = with_metadata(PageDraft(old.metadata, old.body), update_type="major", change_note=f"Revision {number} brought back.")
    return _save(site, actor, page, draft, page.number, token or new_token(), restored_from=number)


def add_page(tx, site, actor, ready: Ready, token: str, is_approved: bool = False, is_load: bool = False) -> int:
    """Insert a page and its first revision inside the caller's transaction; its id.

    NeedsApproval when readers would read it and its group asks for an approval; `is_approved`: it was given.
    """
    if not is_approved:
        check_publishing(site, actor, ready, None, is_load)
    if pages.owner_of_address(tx, ready.slug) is not None:
        raise SlugTaken(ready.slug)
    now = site.clock.now()
    page_id = pages.add(tx, {**page_row(site, ready), "number": 1, "created_at": now, "updated_at": now, "confirmed_at": _confirmed(ready, now)})
    _write_rest(tx, site, actor, ready, page_id, 1, token, None)
    site.hooks.page_written(tx=tx, page_id=page_id, slug=ready.slug, draft=ready.draft, was=None, actor=actor)
    record(tx, site, actor, "page.created", ready.slug)
    return page_id


def add_revision(
    tx, site, actor, ready: Ready, page: Page, base_number: int, token: str, restored_from: int | None = None,
    is_approved: bool = False, is_load: bool = False, confirms: bool | None = None,
) -> bool:
    """Write the next revision inside the caller's transaction; False, and nothing written, when the base is stale.

    NeedsApproval as `add_page`: every way to what readers read leads through here. `confirms` says whether this was a look at
    the whole page that found it right; None: it was if the page is saved as validated.
    """
    if not is_approved:
        check_publishing(site, actor, ready, page, is_load)
    now = site.clock.now()
    confirmed = _confirmed(ready, now) if confirms is None else now if confirms else None
    row = {**page_row(site, ready), "number": base_number + 1, "updated_at": now, "confirmed_at": confirmed or page.confirmed_at}
    if not pages.advance(tx, page.id, base_number, row):
        return False
    _write_rest(tx, site, actor, ready, page.id, base_number + 1, token, restored_from)
    site.hooks.page_written(tx=tx, page_id=page.id, slug=ready.slug, draft=ready.draft, was=page, actor=actor)
    record(tx, site, actor, "page.saved", ready.slug, f"revision {base_number + 1}")
    return True


def _save(site, actor, page: Page, draft: PageDraft, base_number: int, token: str, restored_from: int | None = None) -> Page:
    try:
        made = _already_saved(site, actor, token, draft)
    except Resent as why:  # gone back in the browser and changed: a second save over the first, never taken for it
        raise EditConflict(page, draft, base_number) from why
    if made:
        return made
    if page.number != base_number:
        raise EditConflict(page, draft, base_number)
    ready = make_ready(site, actor, page.slug, draft, page.metadata)
    with site.db.writing() as tx:
        is_saved = add_revision(tx, site, actor, ready, page, base_number, token, restored_from)
        saved = pages.by_id(tx, page.id) if is_saved else None
    if saved is None:
        made = _already_saved(site, actor, token, draft)  # the same save, sent twice at once
        if made:
            return made
        raise EditConflict(read_page(site, actor, page.slug), draft, base_number)
    site.hooks.page_published(page=saved, actor=actor)
    return saved


def _write_rest(tx, site, actor, ready: Ready, page_id: int, number: int, token: str, restored_from: int | None) -> None:
    author = {"author_id": actor.id or None, "author_name": actor.name, "author_authority": actor.authority}
    row = {**revision_row(ready), **author, "page_id": page_id, "number": number, "token": token}
    revisions.add(tx, {**row, "restored_from": restored_from, "made_at": site.clock.now()})
    lists.replace_links(tx, page_id, links_of(ready))
    lists.replace_tags(tx, page_id, tags_of(ready.metadata))
    search.enqueue(tx, SEARCH_KIND, [page_id])
    touch_notices(tx, site, ready.metadata["type"])
    done_with(tx, actor, page_id, token)


def _already_saved(site, actor, token: str, draft: PageDraft) -> Page | None:
    """The page this token saved before, as it stands now. BadInput when somebody else's save had it, or it saved another text."""
    with site.db.reading() as connection:
        made = revisions.by_token(connection, token)
        if made is None:
            return None
        kept = revisions.by_number(connection, made.page_id, made.number)
        page = pages.by_id(connection, made.page_id)
    if made.author_name != actor.name:
        raise BadInput("This form was used before. Open the page again and save from there.")
    whole = completed(draft, all_content_types(site))
    if (kept.body, as_json(kept.metadata)) != (whole.body, as_json(whole.metadata)):
        raise Resent(f"This form was saved as revision {made.number} already, and says something else now. Open the page again and change it there.")
    return page


def _confirmed(ready: Ready, now):
    """A validated page was confirmed by whoever saved it so."""
    return now if ready.metadata["confidence"] == "validated" else None

