"""Looking at proposals: the queue, one of them, and what it would change. `read_proposal` is the one door."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from extranet.pages import Differences, Page, PageDraft, draft_of, field_differences, page_as, page_in, text_differences
from extranet.review import store
from extranet.review.approval_rules import rule_of
from extranet.review.model import OPEN_STATES, ApprovalRule, Comment, NoSuchProposal, Proposal, Step, strictest
from extranet.review.rules import sight_of
from extranet.review.store import QueueLine
from extranet.rights import may

OPEN = "review.open"
DONE_STATES = ("published", "taken_back")


@dataclass(frozen=True)
class Looked:
    """A proposal with everything that a decision needs. `page` is the page as it stands, `would_be` as it would be."""

    proposal: Proposal
    page: Page
    would_be: Page
    rule: ApprovalRule
    steps: tuple[Step, ...]
    approvers: Mapping[int, str]
    comments: tuple[Comment, ...]
    may_approve: bool
    why_not: str
    is_author: bool

    @property
    def is_stale(self) -> bool:
        """Whether the page was saved since the proposal was begun, so that the two have to be put together."""
        return self.proposal.is_open and self.page.number != self.proposal.base_number

    @property
    def approvals_missing(self) -> int:
        return max(0, max(1, self.rule.approvals) - len(self.approvers))


def read_proposal(site, actor, proposal_id: int) -> tuple[Proposal, Page]:
    """The proposal and its page as it stands. NoSuchProposal unless the actor may edit the page: its writers and approvers."""
    with site.db.reading() as connection:
        proposal = store.by_id(connection, proposal_id)
        page = page_in(connection, proposal.page_id) if proposal else None
    if page is None or page.deleted_at is not None or not may(site, actor, "page.edit", page):
        raise NoSuchProposal()
    return proposal, page


def look_at(site, actor, proposal_id: int) -> Looked:
    """Everything about one proposal. NoSuchProposal as `read_proposal`."""
    proposal, page = read_proposal(site, actor, proposal_id)
    with site.db.reading() as connection:
        steps, comments = store.steps(connection, proposal.id), store.comments(connection, proposal.id)
        approvers = store.approvers(connection, proposal.id, proposal.round)
    decision = may(site, actor, "review.approve", (proposal, page))
    return Looked(
        proposal, page, page_as(page, draft(proposal), proposal.rendered), rule_for(site, proposal, page), tuple(steps), approvers, tuple(comments),
        bool(decision) and proposal.state == "in_review" and actor.id not in approvers,
        "" if decision else decision.reason, actor.id == proposal.author_id,
    )


def differences_of(looked: Looked) -> tuple[Differences, Differences]:
    """What the proposal would change: its fields, and its text."""
    return field_differences(looked.page.metadata, looked.would_be.metadata), text_differences(looked.page.body, looked.would_be.body)


def draft(proposal: Proposal) -> PageDraft:
    return draft_of(proposal.metadata, proposal.body)


def rule_for(site, proposal: Proposal, page: Page) -> ApprovalRule:
    """What is asked for this change: the strictest of the page's group and the group it would go to."""
    wanted = (proposal.metadata or {}).get("working_group", page.working_group)
    return strictest(rule_of(site, page.working_group), rule_of(site, wanted))


def queue(site, actor, group: str = "", newest: bool = False) -> list[QueueLine]:
    """Changes under way that the actor may look at, the longest waiting first."""
    with site.db.reading() as connection:
        lines = store.queue(connection, sight_of(actor), OPEN_STATES, group, newest=newest)
        mine = store.approved_by(connection, actor.id)
    return [replace(line, may_approve=_waits_for(site, actor, line, mine)) for line in lines]


def waiting_for(site, actor) -> list[QueueLine]:
    """What waits for this very person: changes to approve, and their own for which somebody asked a change."""
    return [line for line in queue(site, actor) if is_waiting_for(actor, line)]


def is_waiting_for(actor, line: QueueLine) -> bool:
    return line.may_approve or (line.proposal.state == "change_asked" and line.proposal.author_id == actor.id)


def own_proposals(site, actor) -> list[QueueLine]:
    """What the actor sent for review, under way or done, the newest first."""
    with site.db.reading() as connection:
        return store.queue(connection, sight_of(actor), (*OPEN_STATES, *DONE_STATES), author_id=actor.id, newest=True, limit=50)


def done_lines(site, actor, group: str = "") -> list[QueueLine]:
    """What was decided lately on pages of the actor's."""
    with site.db.reading() as connection:
        return store.queue(connection, sight_of(actor), DONE_STATES, group, newest=True, limit=50)


def open_on_pages(site) -> Mapping[int, tuple[tuple[int, str], ...]]:
    """For each page with changes under way: (id of the proposal, its writer's name). Kept by each process, so that a page view asks nothing."""

    def read():
        with site.db.reading() as connection:
            return store.pages_with_open(connection)

    return site.cache.get(OPEN, read)


def _waits_for(site, actor, line: QueueLine, approved: frozenset) -> bool:
    """Whether this line is for the actor to approve; the rule reads a group and an authority, which a line has."""
    if line.proposal.state != "in_review" or (line.proposal.id, line.proposal.round) in approved:
        return False
    return bool(may(site, actor, "review.approve", (line.proposal, line)))
