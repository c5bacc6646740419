"""What somebody types, kept on the server until it is saved. Nobody but its writer ever reads it."""

from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet.pages.actions.drafting import check_size, clean
from extranet.pages.drafts import DraftLine, KeptDraft
from extranet.pages.model import Page, PageDraft
from extranet.pages.store import drafts, editors, revisions
from extranet.pages.store.values import as_json
from extranet.rights import may, reading_keys

MOST_DRAFTS = 100
KEEP_DAYS = 90
SLUG_SHOWN = 80


def keep_draft(site, actor, page: Page | None, slug: str, draft: PageDraft, base_number: int, token: str) -> KeptDraft:
    """Keep what was typed into the form with this token; it lies on the disk when this returns.

    Conflict when that form was saved meanwhile, FaultyPage when the text is larger than a page may be, BadInput at the
    hundredth draft. `page` is None for a new page, which `slug` names, as typed.
    """
    decision = may(site, actor, "page.edit", page) if page else may(site, actor, "page.create", None)
    if not decision:
        raise Forbidden(decision.reason)
    check_size(site, draft)
    row = {
        "page_id": page.id if page else None,
        "type": str(draft.metadata.get("type", "")),
        "slug": clean(slug)[:SLUG_SHOWN],
        "base_number": base_number,
        "metadata": as_json(draft.metadata),
        "body": clean(draft.body),
    }
    for _ in range(2):  # on PostgreSQL the same form may be kept twice at once
        try:
            return _put(site, actor, token, row)
        except IntegrityError:
            continue
    raise BadInput("This form belongs to somebody else. Open the page again and go on from there.")


def my_drafts(site, actor, page: Page | None = None) -> list[DraftLine]:
    """The actor's drafts, of this page or all, the newest first."""
    with site.db.reading() as connection:
        return drafts.lines(connection, reading_keys(actor), actor.id, page.id if page else None)


def read_draft(site, actor, draft_id: int) -> KeptDraft:
    """One draft of the actor. NotFound for anybody else's. Whether its page may still be edited is asked at the page's door."""
    with site.db.reading() as connection:
        found = drafts.one(connection, actor.id, draft_id)
    if found is None:
        raise NotFound("There is no such draft. It was saved, or thrown away.")
    return found


def throw_away(site, actor, draft_id: int) -> None:
    """Forget one draft for good. NotFound for anybody else's."""
    with site.db.writing() as tx:
        if not drafts.forget(tx, actor.id, draft_id):
            raise NotFound("There is no such draft. It was saved, or thrown away.")


def done_with(tx, actor, page_id: int, token: str) -> None:
    """Inside a save: what was typed is a revision now, and its writer has left the editor."""
    drafts.forget_form(tx, token)
    editors.leave(tx, page_id, actor.id)


def taken_elsewhere(site, token: str) -> None:
    """Somebody else than a save took what was typed: the draft of this form is done with."""
    with site.db.writing() as tx:
        drafts.forget_form(tx, token)


def forget_old_drafts(site) -> None:
    """Drafts that nobody came back to in 90 days go, and traces of people who left the editor."""
    now = site.clock.now()
    with site.db.writing() as tx:
        drafts.forget_older(tx, now - timedelta(days=KEEP_DAYS))
        editors.forget_older(tx, now - timedelta(days=1))


def _put(site, actor, token: str, row: dict) -> KeptDraft:
    now = site.clock.now()
    with site.db.writing() as tx:
        made = revisions.by_token(tx, token)
        if made is not None:
            raise Conflict(f"This form was saved as revision {made.number} already. Open the page again to go on.")
        if not drafts.put(tx, actor.id, token, row, now):
            if drafts.count(tx, actor.id) >= MOST_DRAFTS:
                raise BadInput(f"You have {MOST_DRAFTS} drafts, the most that are kept for one person. Throw some away under “Your drafts”.")
            drafts.add(tx, actor.id, token, row, now)
        return drafts.by_token(tx, actor.id, token)
