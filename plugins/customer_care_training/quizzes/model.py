"""A question of one of eight kinds, the rules of a quiz, and an attempt at it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

SINGLE, MULTIPLE, TRUE_FALSE, SHORT_TEXT = "single", "multiple", "true_false", "short_text"
NUMBER, MATCHING, ORDERING, LONG_TEXT = "number", "matching", "ordering", "long_text"
KINDS = {
    SINGLE: "One answer",
    MULTIPLE: "Several answers",
    TRUE_FALSE: "True or false",
    SHORT_TEXT: "A word or two",
    NUMBER: "A number",
    MATCHING: "Matching",
    ORDERING: "Putting in order",
    LONG_TEXT: "In your own words",
}
PLAIN, HTML = "plain", "html"
BEST, LAST, FIRST = "best", "last", "first"
EACH, AFTER = "each", "after"
OPEN, SUBMITTED = "open", "submitted"
GRACE = timedelta(seconds=60)


@dataclass(frozen=True)
class Option:
    """One answer offered or accepted. `weight` is its share of the mark, -1 to 1.

    For a number `text` is the value and `tolerance` how far off is still right; for true or false the text is True or False.
    """

    text: str
    weight: Fraction = Fraction(0)
    feedback: str = ""
    tolerance: str = ""


@dataclass(frozen=True)
class Pair:
    """What belongs together; `left` is '' for a right-hand side that fits nothing."""

    left: str
    right: str


@dataclass(frozen=True)
class Question:
    """One question. Which parts it has follows from `kind`: options, pairs or steps (in the right order)."""

    kind: str
    name: str
    stem: str
    options: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    steps: tuple[str, ...] = ()
    feedback: str = ""
    guide: str = ""  # for whoever marks a long text
    text_format: str = PLAIN
    is_case_sensitive: bool = False
    shuffles: bool = True
    tags: tuple[str, ...] = ()
    code: str = ""
    bank: str = ""

    def as_json(self) -> dict[str, Any]:
        """The question's own content: without its code and bank, which belong to its place."""
        return {
            "kind": self.kind, "name": self.name, "stem": self.stem, "feedback": self.feedback, "guide": self.guide, "text_format": self.text_format,
            "options": [[one.text, str(one.weight), one.feedback, one.tolerance] for one in self.options],
            "pairs": [[one.left, one.right] for one in self.pairs], "steps": list(self.steps),
            "is_case_sensitive": self.is_case_sensitive, "shuffles": self.shuffles, "tags": list(self.tags),
        }  # fmt: skip

    @classmethod
    def from_json(cls, given: Mapping[str, Any], code: str = "", bank: str = "") -> "Question":
        parts = dict(given)
        parts["options"] = tuple(Option(text, Fraction(weight), feedback, tolerance) for text, weight, feedback, tolerance in given["options"])
        parts["pairs"] = tuple(Pair(*one) for one in given["pairs"])
        parts |= {name: tuple(given[name]) for name in ("steps", "tags")}
        return cls(code=code, bank=bank, **parts)

    @property
    def fingerprint(self) -> str:
        """The same for the same content, wherever it stands."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()

    @property
    def rights(self) -> tuple[str, ...]:
        """The right-hand sides of a matching question, each once."""
        return tuple(dict.fromkeys(one.right for one in self.pairs))

    @property
    def lefts(self) -> tuple[Pair, ...]:
        return tuple(one for one in self.pairs if one.left)

    @property
    def choices(self) -> int:
        """How many things there are to put in an order."""
        if self.kind == MATCHING:
            return len(self.rights)
        return len(self.steps) if self.kind == ORDERING else len(self.options)

    def placed(self, code: str, bank: str) -> "Question":
        return replace(self, code=code, bank=bank)


@dataclass(frozen=True)
class Draw:
    """`count` questions of the bank of this name; 0 takes them all."""

    bank: str
    count: int = 0


@dataclass(frozen=True)
class QuizRules:
    """One version of a quiz. `pass_mark` is a share, compared unrounded; `minutes` None is without a time limit."""

    draws: tuple[Draw, ...]
    pass_mark: Fraction = Fraction(4, 5)
    attempts_max: int = 3
    cooldown_hours: int = 24
    minutes: int | None = None
    shuffles: bool = True
    feedback: str = AFTER
    counting: str = BEST

    def as_json(self) -> dict[str, Any]:
        return {
            "draws": [[one.bank, one.count] for one in self.draws], "pass_mark": str(self.pass_mark), "attempts_max": self.attempts_max,
            "cooldown_hours": self.cooldown_hours, "minutes": self.minutes, "shuffles": self.shuffles, "feedback": self.feedback,
            "counting": self.counting,
        }  # fmt: skip

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "QuizRules":
        parts = dict(given)
        return cls(**parts | {"draws": tuple(Draw(*one) for one in given["draws"]), "pass_mark": Fraction(given["pass_mark"])})


@dataclass(frozen=True)
class Quiz:
    """A quiz with the version that is in force."""

    id: int
    slug: str
    title: str
    authority_id: str
    is_open: bool
    version_id: int
    version: int
    rules: QuizRules


@dataclass(frozen=True)
class AttemptItem:
    """One question as it was frozen for one attempt. `order` is the order of its options, right-hand sides or steps.

    `response` is None when nothing was answered: for options a list of their indices, for words and numbers a text, for matching
    a list with the index of the right-hand side (or None) of each left one, for ordering a list with the place given to each step.
    """

    id: int
    position: int
    question_id: int
    question: Question
    version: int
    order: tuple[int, ...]
    response: Any = None
    saved_at: datetime | None = None
    mark: Fraction | None = None
    remark: str = ""

    @property
    def is_answered(self) -> bool:
        return self.response is not None

    @property
    def awaits_marking(self) -> bool:
        return self.mark is None and self.question.kind == LONG_TEXT and self.is_answered


@dataclass(frozen=True)
class Attempt:
    """One person at one quiz, once. Everything that decides it is frozen when it starts."""

    id: int
    quiz_id: int
    quiz_slug: str
    title: str
    version: int
    rules: QuizRules
    person_id: int
    authority_id: str
    number: int
    seed: str
    state: str
    started_at: datetime
    deadline_at: datetime | None
    submitted_at: datetime | None
    mark: Fraction | None
    is_passed: bool | None
    focus_losses: int
    items: tuple[AttemptItem, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def answered(self) -> int:
        return sum(one.is_answered for one in self.items)

    @property
    def percent(self) -> str:
        """The mark for people: rounded down, so that nobody reads 80% beside 'not passed'."""
        return f"{int(self.mark * 100)}%" if self.mark is not None else "not marked yet"

    def takes_answers_at(self, now: datetime) -> bool:
        """By the server's clock, with the grace that answers on their way are given."""
        return self.is_open and (self.deadline_at is None or now <= self.deadline_at + GRACE)
