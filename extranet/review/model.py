"""Proposals, what may happen to them, and what a working group asks before readers see a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from extranet.clock import LONDON
from extranet.errors import BadInput, Conflict, NotFound

MOST_APPROVALS = 2
OPEN_STATES = ("in_review", "change_asked", "scheduled")
STATES = {
    "in_review": "Waits for approval",
    "change_asked": "A change is asked for",
    "scheduled": "Approved, waits for its time",
    "published": "Live",
    "taken_back": "Taken back",
}
STEPS = {
    "sent": "sent it for review",
    "approved": "approved it",
    "change_asked": "asked for a change",
    "taken_back": "took it back",
    "scheduled": "has every approval; it waits for its time",
    "moved_on": "saved the page meanwhile: the two have to be put together",
    "published": "it is live",
}
# (state before, step) -> state after. What is not here cannot happen.
MOVES: Mapping[tuple[str, str], str] = {
    ("", "sent"): "in_review",
    ("in_review", "sent"): "in_review",
    ("change_asked", "sent"): "in_review",
    ("scheduled", "sent"): "in_review",
    ("in_review", "approved"): "in_review",
    ("in_review", "scheduled"): "scheduled",
    ("in_review", "published"): "published",
    ("scheduled", "published"): "published",
    ("in_review", "change_asked"): "change_asked",
    ("scheduled", "change_asked"): "change_asked",
    ("in_review", "moved_on"): "change_asked",
    ("scheduled", "moved_on"): "change_asked",
    ("in_review", "taken_back"): "taken_back",
    ("change_asked", "taken_back"): "taken_back",
    ("scheduled", "taken_back"): "taken_back",
}
ENDS = {"withdrawn": "Withdraw it", "superseded": "Another page replaces it", "redirected": "Lead readers to another page", "gone": "It is gone"}


def moment_words(at: datetime) -> str:
    """A moment on Surrey's clocks: 4 June 2027, 09:30."""
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y, %H:%M}"


@dataclass(frozen=True)
class ApprovalRule:
    """What a working group asks before readers see a change: 0, 1 or 2 approvals, and whether one of them is to come from an
    authority other than the writer's. `set_by` is '' for what the group started with."""

    group: str
    approvals: int = 1
    other_authority: bool = False
    set_by: str = ""
    set_at: datetime | None = None

    @property
    def words(self) -> str:
        if not self.approvals:
            return "Authors publish; colleagues look afterwards."
        number = "One approval" if self.approvals == 1 else "Two approvals"
        return f"{number} before readers see a change{', one from another authority than the writer’s' if self.other_authority else ''}."


@dataclass(frozen=True)
class Proposal:
    """A change that waits, or waited, for approval.

    `round` counts how often it was sent; approvals hold for one round. `base_number` is the revision of the page it was begun from,
    `published_number` the one it became. `publish_at` and `end_at` are moments or None; `end_state`, `end_note` and `end_page` say what
    becomes of the page then. `metadata`, `body` and `rendered` are None where only its line was read.
    """

    id: int
    page_id: int
    state: str
    round: int
    base_number: int
    author_id: int
    author_name: str
    author_authority: str
    change_note: str
    update_type: str
    title: str
    lines_changed: int
    authorities: tuple[str, ...]
    sent_at: datetime
    changed_at: datetime
    publish_at: datetime | None
    end_at: datetime | None
    end_state: str
    end_note: str
    end_page: str
    published_number: int | None
    digest: str
    metadata: Mapping[str, Any] | None = None
    body: str | None = None
    rendered: Mapping[str, Any] | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def state_words(self) -> str:
        return STATES[self.state]

    @property
    def sent_words(self) -> str:
        return moment_words(self.sent_at)

    @property
    def publish_words(self) -> str:
        return moment_words(self.publish_at) if self.publish_at else ""

    @property
    def end_words(self) -> str:
        """How and when the page is to end; '' when nothing is planned."""
        return f"To be {self.end_state} on {moment_words(self.end_at)}: {self.end_note}" if self.end_at else ""


@dataclass(frozen=True)
class Step:
    """One thing that happened to a proposal: who, when, and what they said."""

    step: str
    round: int
    person_id: int
    person_name: str
    authority: str
    words: str
    at: datetime

    @property
    def step_words(self) -> str:
        return STEPS[self.step]

    @property
    def at_words(self) -> str:
        return moment_words(self.at)


@dataclass(frozen=True)
class Comment:
    """A comment on a passage of a proposal; `passage` is the passage as it read then, '' for the whole."""

    id: int
    proposal_id: int
    round: int
    passage: str
    person_id: int
    person_name: str
    authority: str
    words: str
    at: datetime
    resolved_at: datetime | None
    resolved_by: str

    @property
    def at_words(self) -> str:
        return moment_words(self.at)


@dataclass(frozen=True)
class Timing:
    """When a change is to reach readers, and when and how the page is to end; None and '' where nothing is planned."""

    publish_at: datetime | None = None
    end_at: datetime | None = None
    end_state: str = ""
    end_note: str = ""
    end_page: str = ""


class WrongStep(Conflict):
    """It is too late for this, or too early; `state` is the state the proposal is in."""

    def __init__(self, state: str, sentence: str = ""):
        super().__init__(sentence or f"This is not possible any more: {STATES.get(state, state).lower()}. Look at the proposal again.")
        self.state = state


class NoSuchProposal(NotFound):
    """Missing, or not for this person."""

    def __init__(self):
        super().__init__("There is no such proposal, or it is not for you.")


def after(state: str, step: str) -> str:
    """The state a step leads to. WrongStep when it cannot happen in this state ('' before the first sending)."""
    if (state, step) not in MOVES:
        raise WrongStep(state)
    return MOVES[state, step]


def checked_rule(group: str, approvals: str, other_authority: bool) -> ApprovalRule:
    """A rule of what was typed. BadInput for a number that no group may ask for."""
    if approvals not in ("0", "1", "2"):
        raise BadInput("Choose how many approvals the group asks for: none, one or two.", "approvals")
    return ApprovalRule(group, int(approvals), other_authority and approvals != "0")


def has_enough(rule: ApprovalRule, author_authority: str, approvers: Mapping[int, str]) -> bool:
    """Whether these approvals (person id: their authority) are what the group asks for.

    A change sent for review needs one approval at least, also in a group whose authors publish.
    """
    if len(approvers) < max(1, rule.approvals):
        return False
    return not rule.other_authority or any(authority != author_authority for authority in approvers.values())


def strictest(*approval_rules: ApprovalRule) -> ApprovalRule:
    """What all of these groups together ask for."""
    return ApprovalRule(approval_rules[0].group, max(one.approvals for one in approval_rules), any(one.other_authority for one in approval_rules))
