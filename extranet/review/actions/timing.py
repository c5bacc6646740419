"""When a change is to reach readers, and when and how its page is to end: planned by the writer before somebody approves it."""

from datetime import datetime

from extranet.clock import LONDON
from extranet.errors import BadInput, Forbidden
from extranet.identity import record
from extranet.pages import Page
from extranet.review import store
from extranet.review.actions.ending import End, checked_end
from extranet.review.actions.looking import read_proposal
from extranet.review.model import Proposal, Timing, WrongStep

OPEN_FOR_TIMING = ("in_review", "change_asked")


def set_timing(site, actor, proposal_id: int, timing: Timing) -> Proposal:
    """The writer's plan for it. BadInput for a moment that is over; WrongStep once somebody approved it as it was planned."""
    proposal, page = read_proposal(site, actor, proposal_id)
    if actor.id != proposal.author_id:
        raise Forbidden("Only who sent a change for review plans its time.")
    timing = checked_timing(site, actor, page, timing)
    with site.db.writing() as tx:
        proposal = store.locked(tx, proposal_id)
        if proposal.state not in OPEN_FOR_TIMING or store.approvers(tx, proposal_id, proposal.round):
            raise WrongStep(proposal.state, "It is approved as it was planned. To plan another time, send the change again.")
        store.change(tx, proposal_id, changed_at=site.clock.now(), **vars(timing))
        record(tx, site, actor, "review.timed", page.slug, f"proposal {proposal_id}: {_words(timing)}")
        return store.by_id(tx, proposal_id)


def checked_timing(site, actor, page: Page, timing: Timing) -> Timing:
    """The same plan, its other page known. BadInput names what is wrong."""
    now = site.clock.now()
    if timing.publish_at and timing.publish_at <= now:
        raise BadInput("The moment to publish is over already. Leave it empty to publish as soon as it is approved.", "publish_at")
    if not timing.end_at:
        return Timing(timing.publish_at)
    if timing.end_at <= (timing.publish_at or now):
        raise BadInput("The end has to come after the beginning.", "end_at")
    end = checked_end(site, actor, page, End(timing.end_state, timing.end_note, timing.end_page))
    return Timing(timing.publish_at, timing.end_at, end.state, end.note, end.goes_to)


def moment_of(text: str, field: str) -> datetime | None:
    """A moment as a form sends it, 2027-04-01T09:00, on Surrey's clocks; None when left empty. BadInput for anything else."""
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=LONDON)
    except ValueError:
        raise BadInput("Write day and time as 2027-04-01T09:00.", field) from None


def _words(timing: Timing) -> str:
    begins = f"from {timing.publish_at:%Y-%m-%d %H:%M}" if timing.publish_at else "at once"
    return f"{begins}, {timing.end_state} on {timing.end_at:%Y-%m-%d %H:%M}" if timing.end_at else begins
