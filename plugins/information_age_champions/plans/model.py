"""A joint plan, and what the chief executives decided about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from extranet_plugins.information_age_champions.quarters import Quarter, quarters_between

ASKED, APPROVED, RETURNED = "asked", "approved", "returned"
KINDS = (ASKED, APPROVED, RETURNED)
ANSWERS = (APPROVED, RETURNED)
STATE_WORDS = {"draft": "Not yet sent for approval", ASKED: "Waiting for the chief executives", APPROVED: "Approved", RETURNED: "Returned"}
MOST_QUARTERS = 60


@dataclass(frozen=True)
class Plan:
    """One joint plan.

    `target` says what it is for, in a few words, by the end of `target_quarter`. `source` says where a plan that was taken
    from a document comes from; such a plan is shown as it stood on the day `stood_on`, and lateness is counted to that day.
    `changed_at` moves with every change to anything in the plan.
    """

    id: int
    slug: str
    title: str
    purpose: str
    source: str
    target: str
    target_quarter: Quarter
    first_quarter: Quarter
    last_quarter: Quarter
    stood_on: date | None
    position: int
    changed_at: datetime
    revision: int

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return quarters_between(self.first_quarter, self.last_quarter)

    def judged_on(self, today: date) -> date:
        """The day to which lateness is counted."""
        return min(today, self.stood_on) if self.stood_on else today


@dataclass(frozen=True)
class Decision:
    """A dated line of the plan's record: sent for approval, approved or returned, by whom."""

    id: int
    plan_id: int
    kind: str
    note: str
    person_name: str
    authority: str
    made_at: datetime


@dataclass(frozen=True)
class Standing:
    """Where a plan stands with the chief executives: 'draft' or the kind of the last decision, and whether it changed since."""

    state: str
    decision: Decision | None
    has_changed: bool

    @property
    def words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def may_be_sent(self) -> bool:
        """A plan that waits is not sent again; an approved one only after a change."""
        return self.state in ("draft", RETURNED) or self.state == APPROVED and self.has_changed


def standing_of(plan: Plan, decisions: Iterable[Decision]) -> Standing:
    """From the plan's decisions, in any order."""
    last = max(decisions, key=lambda one: (one.made_at, one.id), default=None)
    if last is None:
        return Standing("draft", None, False)
    return Standing(last.kind, last, plan.changed_at > last.made_at)
