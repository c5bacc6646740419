"""What keeps pages right: flags with their clocks, whether an answer helped, local text and when it was last confirmed, tasks."""

from dataclasses import dataclass
from datetime import date, datetime

from extranet.errors import BadInput, NotFound

# Why somebody flags a page. Source: content-standard 4.1, KCS-4.
FLAG_KINDS = {
    "wrong": "It is wrong",
    "out-of-date": "It is out of date",
    "unclear": "It is hard to understand",
    "duplicate": "Another page says the same",
    "missing-local": "It is missing for my authority",
    "broken-link": "A link does not work",
    "style": "Spelling or style",
}
DOUBTING = frozenset({"wrong", "out-of-date"})
"""Kinds that, once accepted, mean the page cannot count as checked (content-standard 4.1, transitions)."""
STATES = {"open": "Waiting for an answer", "accepted": "Being mended", "done": "Done", "declined": "Left as it is"}
LIVE_STATES = ("open", "accepted")
NOTE_LENGTH = 300
PASSAGE_LENGTH = 300
ACKNOWLEDGE_DAYS, DECIDE_DAYS = 1, 5  # working days (KCS-4)

# Whether an answer helped, and if not why.
ANSWERS = {
    "yes": "Yes",
    "wrong": "It is wrong",
    "out-of-date": "It is out of date",
    "not-here": "It is not here",
    "hard-to-read": "It is hard to read",
    "other": "Something else",
}
REASONS = tuple(name for name in ANSWERS if name != "yes")
REMARK_LENGTH = 200

REMINDER_DAYS = (30, 7, 0)
ESCALATE_DAYS = 30
LEAST_HOLDERS = 2
CHECK_DAYS = 10  # working days an authority has to look at its own text after the base text changed
ENDING_DAYS = 180  # how far ahead rows that end are looked for


@dataclass(frozen=True)
class Flag:
    """One remark about a page. `authority` is the one whose local text is meant, '' for the text for everyone; `block` a heading's id."""

    id: int
    page_id: int
    number: int
    kind: str
    note: str
    passage: str
    block: str
    authority: str
    person_id: int
    person_name: str
    person_authority: str
    state: str
    raised_at: datetime
    acknowledge_by: datetime
    decide_by: datetime
    accepted_at: datetime | None
    accepted_by: str
    fixer_id: int | None
    decided_at: datetime | None
    decided_by: str
    outcome: str

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STATES

    @property
    def due_at(self) -> datetime:
        """When the next answer is owed: an acknowledgement while nobody has taken it, then a decision."""
        return self.acknowledge_by if self.state == "open" else self.decide_by

    @property
    def kind_words(self) -> str:
        return FLAG_KINDS[self.kind]

    @property
    def state_words(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True)
class KeptRow:
    """One authority's, set's or tier's local text as it stands on a page, without its words."""

    page_id: int
    place: int
    position: int
    selector: str
    mode: str
    begins: date | None
    ends: date | None
    digest: str
    changed_at: datetime
    changed_by: str
    confirmed_at: datetime | None
    confirmed_by: str

    @property
    def sure_at(self) -> datetime:
        """When somebody last said it is right: by writing it or by confirming it."""
        return max(self.changed_at, self.confirmed_at or self.changed_at)

    def holds_on(self, day: date) -> bool:
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class LocalCheck:
    """The text for everyone changed: is this authority's own text still right? Open until answered."""

    id: int
    page_id: int
    authority: str
    number: int
    raised_at: datetime
    due_on: date
    done_at: datetime | None
    done_by: str
    outcome: str


@dataclass(frozen=True)
class Task:
    """One thing somebody has to do about a page. `kind` is flag, review, local, or group; `due_on` a day; `is_mine` when nobody else need."""

    kind: str
    title: str
    words: str
    url: str
    group: str
    authority: str
    due_on: date
    due_words: str
    is_late: bool
    is_mine: bool
    page_id: int = 0
    slug: str = ""
    number: int = 0


class NoSuchFlag(NotFound):
    def __init__(self):
        super().__init__("There is no such flag, or you may not see it.")


class FlagClosed(BadInput):
    """Somebody has answered it already."""

    status = 409
