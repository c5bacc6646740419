"""Deciding about a proposal. The last approval that was missing publishes it in the same transaction, once and whole or not at all."""

from extranet.actor import Actor
from extranet.errors import BadInput, Forbidden
from extranet.identity import actor_by_id, record
from extranet.pages import Page, add_revision, page_in, ready_draft
from extranet.review import store
from extranet.review.actions.looking import OPEN, draft, read_proposal, rule_for
from extranet.review.actions.telling import tell_author
from extranet.review.model import Proposal, WrongStep, after, has_enough
from extranet.rights import may

SHORTEST_REASON = 10


def approve(site, actor, proposal_id: int, digest: str, words: str = "") -> Proposal:
    """One person's approval of what they saw (`digest` is in the form they saw it on). Given twice, it counts once.

    With enough approvals the change is published, or waits for its time. When the page moved on meanwhile the writer is asked to put
    the two together, and nothing is published. Forbidden, WrongStep, or FaultyPage when the standard refuses the text by now.
    """
    proposal, page = _for_approval(site, actor, proposal_id)
    ready = ready_draft(site, author_of(site, proposal), page.slug, draft(proposal), page)
    with site.db.writing() as tx:
        proposal = store.locked(tx, proposal_id)
        given = store.approvers(tx, proposal_id, proposal.round)
        if actor.id in given and proposal.digest == digest:
            return proposal
        state = after(proposal.state, "approved")
        if proposal.digest != digest:
            raise WrongStep(proposal.state, "The change was sent again since you opened it. Look at what is different now, then decide.")
        store.add_step(tx, proposal_id, "approved", proposal.round, actor, site.clock.now(), words)
        store.change(tx, proposal_id, state=state, changed_at=site.clock.now())
        record(tx, site, actor, "review.approved", page.slug, f"proposal {proposal_id}, round {proposal.round}")
        if has_enough(rule_for(site, proposal, page), proposal.author_authority, {**given, actor.id: actor.authority}):
            _settle(tx, site, proposal, page, ready, actor)
        site.cache.touch(tx, OPEN)
        proposal = store.by_id(tx, proposal_id)
    announce(site, proposal, actor)
    return proposal


def ask_change(site, actor, proposal_id: int, words: str) -> Proposal:
    """Send it back to its writer with a sentence. Forbidden, WrongStep, or BadInput for a sentence that says nothing."""
    proposal, page = _for_approval(site, actor, proposal_id)
    words = words.strip()
    if len(words) < SHORTEST_REASON:
        raise BadInput("Say in a sentence what is to be changed: the writer goes by it.", "words")
    with site.db.writing() as tx:
        proposal = store.locked(tx, proposal_id)
        state = after(proposal.state, "change_asked")
        store.change(tx, proposal_id, state=state, changed_at=site.clock.now())
        store.add_step(tx, proposal_id, "change_asked", proposal.round, actor, site.clock.now(), words[:2000])
        tell_author(tx, site, proposal, actor, f"{actor.name} asks for a change of “{proposal.title}”", words[:2000])
        site.cache.touch(tx, OPEN)
        record(tx, site, actor, "review.change_asked", page.slug, f"proposal {proposal_id}: {words[:300]}")
        return store.by_id(tx, proposal_id)


def publish(tx, site, proposal: Proposal, page: Page, ready, by: Actor | None) -> bool:
    """The proposal as the page's next revision, in the writer's name, inside the caller's transaction.

    False, and the writer asked to put the texts together, when the page moved on. `by` is who gave the last approval, None for its time.
    """
    now = site.clock.now()
    token = f"proposal-{proposal.id}-{proposal.round}"
    if not add_revision(tx, site, author_of(site, proposal), ready, page, proposal.base_number, token, is_approved=True):
        words = "The page was saved meanwhile. Press Go on writing: the form puts both texts together with you. Then send it again."
        send_back(tx, site, proposal, page, "moved_on", words)
        return False
    number = proposal.base_number + 1
    store.change(tx, proposal.id, state=after(proposal.state, "published"), changed_at=now, published_number=number)
    store.add_step(tx, proposal.id, "published", proposal.round, by, now, f"Revision {number}")
    if proposal.end_at:
        plan = {"at": proposal.end_at, "state": proposal.end_state, "note": proposal.end_note, "goes_to": proposal.end_page}
        store.plan_end(tx, page.id, {**plan, "set_by_id": proposal.author_id, "set_by": proposal.author_name})
    tell_author(tx, site, proposal, by, f"Your change of “{proposal.title}” is live", url=f"/wiki/{page.slug}")
    record(tx, site, by, "review.published", page.slug, f"proposal {proposal.id} as revision {number}")
    return True


def send_back(tx, site, proposal: Proposal, page: Page, step: str, words: str) -> None:
    """Back to the writer by the house itself: the page moved on, or the standard refuses the text by now."""
    store.change(tx, proposal.id, state=after(proposal.state, step), changed_at=site.clock.now())
    store.add_step(tx, proposal.id, step, proposal.round, None, site.clock.now(), words)
    tell_author(tx, site, proposal, None, f"Your change of “{proposal.title}” needs your hand", words)
    record(tx, site, None, f"review.{step}", page.slug, f"proposal {proposal.id}")


def announce(site, proposal: Proposal, actor: Actor | None) -> None:
    """After the commit: whoever listens to saved pages hears of the published one."""
    if proposal.state == "published":
        site.hooks.page_published(page=_whole_page(site, proposal.page_id), actor=author_of(site, proposal))


def author_of(site, proposal: Proposal) -> Actor:
    """Who wrote the change, with the rights they have today."""
    return actor_by_id(site, proposal.author_id) or Actor(proposal.author_id, proposal.author_name, proposal.author_authority)


def _for_approval(site, actor, proposal_id: int) -> tuple[Proposal, Page]:
    proposal, page = read_proposal(site, actor, proposal_id)
    decision = may(site, actor, "review.approve", (proposal, page))
    if not decision:
        raise Forbidden(decision.reason)
    return proposal, page


def _settle(tx, site, proposal: Proposal, page: Page, ready, actor: Actor) -> None:
    """It has what it needs: live now, or at its time."""
    if not proposal.publish_at or proposal.publish_at <= site.clock.now():
        publish(tx, site, proposal, page, ready, actor)
        return
    store.change(tx, proposal.id, state=after(proposal.state, "scheduled"))
    store.add_step(tx, proposal.id, "scheduled", proposal.round, None, site.clock.now())
    tell_author(tx, site, proposal, actor, f"Your change of “{proposal.title}” is approved and waits for its time")


def _whole_page(site, page_id: int) -> Page:
    with site.db.reading() as connection:
        return page_in(connection, page_id)
