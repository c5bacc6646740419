"""A page's end: withdrawn with an explanation, superseded by another page, redirected, gone. Now, or at a moment.

Its text is kept, with its history; an editor can bring it back, which readers see after an approval like any other change.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from extranet.actor import Actor
from extranet.errors import BadInput, ExtranetError, Forbidden
from extranet.identity import actor_by_id, record
from extranet.pages import EditConflict, Page, PageDraft, add_revision, new_token, page_in, page_titles, page_url, read_page, ready_draft
from extranet.review import store
from extranet.review.actions.telling import approvers_of, tell_of_end
from extranet.review.model import ENDS
from extranet.rights import may

PLANNED = "review.planned_ends"
SHORTEST_NOTE, LONGEST_NOTE = 15, 300
NEEDS_PAGE = ("superseded", "redirected")
HIDDEN_ENDS = ("withdrawn", "redirected", "gone")
WORDS = {"withdrawn": "was withdrawn", "superseded": "is replaced by another page", "redirected": "leads to another page now", "gone": "is gone"}


@dataclass(frozen=True)
class End:
    """How a page ends. `goes_to` is the slug of the page readers go on to, needed for superseded and redirected; `at` None is now."""

    state: str
    note: str
    goes_to: str = ""
    at: datetime | None = None


def end_page(site, actor, slug: str, end: End, base_number: int) -> Page:
    """The page ended, or its end planned when `end.at` is still to come. EditConflict when it was saved since `base_number`."""
    page = page_to_end(site, actor, slug)
    end = checked_end(site, actor, page, end)
    if end.at is not None and end.at > site.clock.now():
        return _plan(site, actor, page, end)
    return _end(site, actor, page, end, base_number)


def page_to_end(site, actor, slug: str) -> Page:
    """The page, for somebody who may end it: whoever may put it into the bin."""
    page = read_page(site, actor, slug)
    decision = may(site, actor, "page.delete", page)
    if not decision:
        raise Forbidden(decision.reason)
    return page


def checked_end(site, actor, page: Page, end: End) -> End:
    """The same end with the other page's address as it is now. BadInput names what is missing."""
    if end.state not in ENDS:
        raise BadInput("Choose how the page ends.", "state")
    note = " ".join(end.note.split())
    if not SHORTEST_NOTE <= len(note) <= LONGEST_NOTE:
        raise BadInput(f"Say why in {SHORTEST_NOTE} to {LONGEST_NOTE} characters. Readers who come here read this sentence.", "note")
    goes_to = end.goes_to.strip().rstrip("/").rsplit("/", 1)[-1]
    if not goes_to and end.state in NEEDS_PAGE:
        raise BadInput("Name the page that readers go on to.", "goes_to")
    found = page_titles(site, actor, [goes_to]).get(goes_to) if goes_to else None
    if goes_to and (found is None or found[0] == page.slug):
        raise BadInput(f"There is no other page at the address “{goes_to[:80]}” that you may read. Give the address of a page that readers find.", "goes_to")
    return replace(end, note=note, goes_to=found[0] if found else "")


def cancel_plan(site, actor, slug: str) -> Page:
    """The page stays: its planned end is taken away."""
    page = page_to_end(site, actor, slug)
    with site.db.writing() as tx:
        store.plan_end(tx, page.id, None)
        site.cache.touch(tx, PLANNED)
        record(tx, site, actor, "page.end_cancelled", page.slug)
    return page


def planned_end(site, page_id: int):
    """(moment, state) of the page's planned end, or None. Kept by each process."""

    def read():
        with site.db.reading() as connection:
            return store.pages_with_end(connection)

    return site.cache.get(PLANNED, read).get(page_id)


def plan_in_full(site, page_id: int):
    """The planned end as it is kept (at, state, note, goes_to, set_by, problem), or None."""
    with site.db.reading() as connection:
        return store.end_of(connection, page_id)


def apply_planned(site, row) -> None:
    """End a page whose planned moment has come. What stands against it is written beside the plan, for the page's editors."""
    with site.db.reading() as connection:
        page = page_in(connection, row.page_id)
    actor = actor_by_id(site, row.set_by_id) or Actor(row.set_by_id, row.set_by, page.owner_authority)
    try:
        _end(site, actor, page, End(row.state, row.note, row.goes_to), page.number)
    except ExtranetError as fault:
        with site.db.writing() as tx:
            store.end_failed(tx, row.page_id, fault.sentence)


def ending_draft(page: Page, state: str, note: str, goes_to: str) -> PageDraft:
    """What the page says once it has ended: its text as it was, its state, why, and where to go on."""
    said = {**page.metadata, "status": state, "status_note": note, "change_note": note, "update_type": "major"}
    said.pop("redirect_to", None)
    return PageDraft(said | ({"redirect_to": goes_to} if goes_to else {}), page.body)


def _end(site, actor, page: Page, end: End, base_number: int) -> Page:
    ready = ready_draft(site, actor, page.slug, ending_draft(page, end.state, end.note, end.goes_to), page)
    approvers = approvers_of(site, page.working_group)
    with site.db.writing() as tx:
        is_saved = add_revision(tx, site, actor, ready, page, base_number, new_token(), confirms=False)
        if is_saved:
            store.plan_end(tx, page.id, None)
            site.cache.touch(tx, PLANNED)
            record(tx, site, actor, f"page.{end.state}", page.slug, end.note)
            tell_of_end(tx, site, approvers, actor, page, WORDS[end.state], end.note)
        now = page_in(tx, page.id)
    if not is_saved:
        raise EditConflict(now, ready.draft, base_number)
    site.hooks.page_published(page=now, actor=actor)
    return now


def _plan(site, actor, page: Page, end: End) -> Page:
    with site.db.writing() as tx:
        store.plan_end(tx, page.id, {"at": end.at, "state": end.state, "note": end.note, "goes_to": end.goes_to, "set_by_id": actor.id, "set_by": actor.name})
        site.cache.touch(tx, PLANNED)
        record(tx, site, actor, "page.end_planned", page.slug, f"{end.state} on {end.at:%Y-%m-%d %H:%M} UTC: {end.note}")
    return page


@dataclass(frozen=True)
class ShownEnd:
    """How a page ended, for a banner: its state in words, why, and (title, address) of where to go on, or None."""

    state: str
    words: str
    note: str
    goes_to: tuple[str, str] | None


def shown_end(site, actor, page: Page) -> ShownEnd:
    """What readers are told of a page that ended; a page they may not read is not named."""
    wanted = str(page.metadata.get("redirect_to") or "")
    found = page_titles(site, actor, [wanted]).get(wanted) if wanted else None
    goes_to = (found[1], page_url(found[0])) if found else None
    return ShownEnd(page.status, WORDS.get(page.status, ""), str(page.metadata.get("status_note") or ""), goes_to)
