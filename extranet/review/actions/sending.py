"""Sending a change for review, sending it again, and taking it back. What readers read stays as it is meanwhile.

A page that never was live is kept as `in_review` from here on, so that its address and files are its own; its proposal says
what it would be when it is live. Somebody has one proposal at most under way for a page: sending again replaces its text.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from extranet.authorities import current_authorities
from extranet.errors import BadInput, Forbidden
from extranet.identity import record
from extranet.pages import (
    EditConflict,
    Keeping,
    Page,
    PageDraft,
    add_page,
    add_revision,
    checked_slug,
    differs,
    field_differences,
    kept_draft,
    page_by_id,
    page_in,
    places_of,
    ready_draft,
    slug_from,
    text_differences,
)
from extranet.review import store
from extranet.review.actions.looking import OPEN, read_proposal
from extranet.review.actions.telling import approvers_of, tell_approvers
from extranet.review.model import Proposal, Timing, after
from extranet.rights import may

UNBORN = ("draft", "in_review")


def send(site, actor, page: Page | None, slug: str, draft: PageDraft, base_number: int, token: str, timing: Timing | None = None) -> Proposal:
    """The draft as a proposal, or as the next round of the actor's own proposal for this page. The same token again changes nothing.

    `page` is None for a new page at `slug` (or one made of the title). `timing` None keeps what was planned before.
    Forbidden, FaultyPage, BadInput, or EditConflict when the page moved on since `base_number`.
    """
    made = _already_sent(site, actor, token)
    if made:
        return made
    _check_right(site, actor, page, draft)
    if page is not None and page.number != base_number:
        raise EditConflict(page, draft, base_number)
    _check_note(draft)
    address = page.slug if page else checked_slug(slug or slug_from(str(draft.metadata.get("title") or "")))
    ready = ready_draft(site, actor, address, _as_live(draft), page)
    if page is not None and not differs(ready, page):
        raise BadInput("Nothing is different from the page as it is now, so there is nothing to review.", "body")
    approvers = approvers_of(site, page.working_group if page else ready.metadata["working_group"])
    row = {**kept_draft(ready), **_summary(site, ready, page), **_told(ready.metadata)}
    with site.db.writing() as tx:
        page_id, number = _keep_unborn(tx, site, actor, ready, page, base_number, token)
        proposal_id = _write(tx, site, actor, page_id, number, row, token, timing)
        proposal = store.by_id(tx, proposal_id)
        tell_approvers(tx, site, approvers, proposal_id, proposal.round, actor, page_id, proposal.title, proposal.change_note)
        site.cache.touch(tx, OPEN)
        record(tx, site, actor, "review.sent", address, f"proposal {proposal_id}, round {proposal.round}: {proposal.change_note}")
    if page is None or page.status in UNBORN:
        site.hooks.page_published(page=page_by_id(site, actor, page_id), actor=actor)
    return proposal


def take_back(site, actor, proposal_id: int) -> Proposal:
    """The writer wants it back; the page stays as it is, and one that never was live is a draft again. WrongStep when it is decided."""
    proposal, page = read_proposal(site, actor, proposal_id)
    decision = may(site, actor, "review.take_back", proposal)
    if not decision:
        raise Forbidden(decision.reason)
    ready = ready_draft(site, actor, page.slug, _with_status(PageDraft(page.metadata, page.body), "draft"), page) if page.status == "in_review" else None
    with site.db.writing() as tx:
        proposal = store.locked(tx, proposal_id)
        state = after(proposal.state, "taken_back")
        store.change(tx, proposal_id, state=state, changed_at=site.clock.now())
        store.add_step(tx, proposal_id, "taken_back", proposal.round, actor, site.clock.now())
        if ready and not [one for one in store.open_of_page(tx, page.id) if one.id != proposal_id]:
            add_revision(tx, site, actor, ready, page, page.number, f"proposal-{proposal_id}-back-{proposal.round}")
        site.cache.touch(tx, OPEN)
        record(tx, site, actor, "review.taken_back", page.slug, f"proposal {proposal_id}")
        proposal = store.by_id(tx, proposal_id)
    if ready:
        site.hooks.page_published(page=page_by_id(site, actor, page.id), actor=actor)
    return proposal


def digest_of(metadata: Mapping, body: str) -> str:
    """What an approval is given to: the same letters stand in the form, so that nobody approves what they did not see."""
    whole = json.dumps([metadata, body], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def _already_sent(site, actor, token: str) -> Proposal | None:
    with site.db.reading() as connection:
        found = store.step_with_token(connection, token)
        if found is None:
            return None
        if found[1] != actor.id:
            raise BadInput("This form was used before. Open the page again and send it from there.")
        return store.by_id(connection, found[0])


def _check_right(site, actor, page: Page | None, draft: PageDraft) -> None:
    if page is not None:
        decision = may(site, actor, "page.edit", page)
    else:
        kept = Keeping(*(str(draft.metadata.get(name) or "") for name in ("owner_authority", "working_group")))
        decision = may(site, actor, "page.create", kept)
    if not decision:
        raise Forbidden(decision.reason)


def _check_note(draft: PageDraft) -> None:
    """A small correction says what it is, too: whoever approves has to know what to look for. (C1 is for changes readers need to know.)"""
    if not str(draft.metadata.get("change_note") or "").strip():
        raise BadInput("Say what you changed and why: whoever looks at it has to know what to look for.", "change_note")


def _as_live(draft: PageDraft) -> PageDraft:
    """What it would be once approved: sending a draft for review is asking for it to be live."""
    status = draft.metadata.get("status") or "draft"
    return _with_status(draft, "live") if status in UNBORN else draft


def _with_status(draft: PageDraft, status: str) -> PageDraft:
    return replace(draft, metadata={**draft.metadata, "status": status})


def _told(metadata: Mapping) -> dict:
    return {"change_note": metadata.get("change_note", ""), "update_type": metadata.get("update_type", "major"), "title": metadata["title"]}


def _summary(site, ready, page: Page | None) -> dict:
    """What the queue says about the change: its size, and the authorities whose own text it touches."""
    before = (page.metadata, page.body) if page else ({}, "")
    found = (field_differences(before[0], ready.metadata), text_differences(before[1], ready.draft.body))
    lines = sum(one.added + one.removed + one.changed for one in found)
    return {"lines_changed": lines, "authorities": _touched(site, before[1], ready.draft.body)}


def _touched(site, before: str, after_: str) -> list[str]:
    old, new = places_of(site, before), places_of(site, after_)

    def said(places, slug):
        return [(row.text, row.begins, row.ends) for place in places for row in place.named(slug)]

    return [one.short_name for one in current_authorities(site) if said(old, one.slug) != said(new, one.slug)]


def _keep_unborn(tx, site, actor, ready, page: Page | None, base_number: int, token: str) -> tuple[int, int]:
    """(id of the page, its revision that the proposal stands on). A page that never was live is written as in review."""
    if page is not None and page.status not in UNBORN:
        now = page_in(tx, page.id)
        if now is None or now.deleted_at is not None or now.number != base_number:
            raise EditConflict(now or page, ready.draft, base_number)
        return page.id, base_number
    kept = replace(ready, draft=_with_status(ready.draft, "in_review"))
    if page is None:
        return add_page(tx, site, actor, kept, token), 1
    if not add_revision(tx, site, actor, kept, page, base_number, token):
        raise EditConflict(page_in(tx, page.id) or page, ready.draft, base_number)
    return page.id, base_number + 1


def _write(tx, site, actor, page_id: int, number: int, row: Mapping, token: str, timing: Timing | None) -> int:
    now = site.clock.now()
    own = store.open_of_author(tx, page_id, actor.id)
    timing = timing or (Timing(own.publish_at, own.end_at, own.end_state, own.end_note, own.end_page) if own else Timing())
    whole = {**row, **vars(timing), "base_number": number, "sent_at": now, "changed_at": now, "digest": digest_of(row["metadata"], row["body"])}
    if own:
        proposal_id, round_ = own.id, own.round + 1
        store.change(tx, own.id, state=after(own.state, "sent"), round=round_, **whole)
    else:
        who = {"author_id": actor.id, "author_name": actor.name, "author_authority": actor.authority}
        round_ = 1
        proposal_id = store.add(tx, {**whole, **who, "page_id": page_id, "state": after("", "sent"), "round": round_})
    store.add_step(tx, proposal_id, "sent", round_, actor, now, row["change_note"], token)
    return proposal_id
