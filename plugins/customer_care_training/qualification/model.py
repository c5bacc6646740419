"""A qualification in versions, its units and requirements, a person's candidacy, and decisions upon it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

ELEARNING, QUIZ, ATTENDANCE, OBSERVATION, REFLECTION = "elearning", "quiz", "attendance", "observation", "reflection"
KINDS = {ELEARNING: "Course", QUIZ: "Quiz", ATTENDANCE: "Event", OBSERVATION: "Observation", REFLECTION: "Reflection"}
DRAFT, PROPOSED, ADOPTED, CLOSED = "draft", "proposed", "adopted", "closed"
ACTIVE, AWARDED, WITHDRAWN = "active", "awarded", "withdrawn"
MET, NOT_YET = "met", "not_yet"
AGREED, OVERTURNED = "agreed", "overturned"
FEWEST_REFLECTION_LETTERS = 200


@dataclass(frozen=True)
class Requirement:
    """One thing the qualification asks for. `target` is a course's, quiz's or offering's slug; `after` are keys to be met before it."""

    key: str
    kind: str
    title: str
    target: str = ""
    after: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    skills: tuple[tuple[str, int], ...] = ()  # (code of a skill, level it shows)


@dataclass(frozen=True)
class Unit:
    code: str
    title: str
    outcome: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True)
class Rules:
    """How long an award holds. `basis` is completion, previous or fixed; `fixed_day` is (month, day)."""

    basis: str = "previous"
    months: int = 36
    window_months: int = 3
    fixed_day: tuple[int, int] = (3, 31)
    minimum_months: int = 6
    sample_percent: int = 20


@dataclass(frozen=True)
class Version:
    """One version of the qualification; never changed once proposed."""

    id: int
    qualification_id: int
    slug: str
    title: str
    level: str
    summary: str
    number: int
    state: str
    units: tuple[Unit, ...]
    rules: Rules
    made_at: datetime
    adopted_at: datetime | None
    signed: tuple[str, ...] = ()  # slugs of the authorities that signed it

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        return tuple(one for unit in self.units for one in unit.requirements)

    def requirement(self, key: str) -> Requirement | None:
        return next((one for one in self.requirements if one.key == key), None)


@dataclass(frozen=True)
class Observation:
    """An assessor's decision on one requirement. `criteria` are (words, met, note); VACS says whether the evidence is
    valid, authentic, current and sufficient. A sampled one counts only after a moderator of another authority agreed."""

    id: int
    candidacy_id: int
    requirement: str
    assessor_id: int
    assessor_authority: str
    on_date: date
    criteria: tuple[tuple[str, bool, str], ...]
    vacs: tuple[bool, bool, bool, bool]
    outcome: str
    comment: str
    at: datetime
    sample_reason: str
    appealed_at: datetime | None
    moderator_id: int | None = None
    moderator_authority: str | None = None
    moderated: str | None = None
    moderation_comment: str = ""

    @property
    def is_sampled(self) -> bool:
        return bool(self.sample_reason)

    @property
    def awaits_moderation(self) -> bool:
        return self.is_sampled and self.moderated is None

    @property
    def counts_as_met(self) -> bool:
        """What the decision is in the end: a moderator may turn it round, either way."""
        if self.awaits_moderation:
            return False
        said_met = self.outcome == MET
        return not said_met if self.moderated == OVERTURNED else said_met


@dataclass(frozen=True)
class Candidacy:
    """A person on the way to one version of the qualification."""

    id: int
    person_id: int
    authority_id: str
    version: Version
    state: str
    joined_at: datetime
    completed_at: datetime | None


@dataclass(frozen=True)
class Step:
    """One requirement as the candidate meets it. `state` is met, open, blocked or waiting (for an assessor or a moderator)."""

    requirement: Requirement
    state: str
    words: str
    url: str | None = None

    @property
    def is_met(self) -> bool:
        return self.state == "met"


@dataclass(frozen=True)
class Progress:
    candidacy: Candidacy
    steps: Mapping[str, Step]

    @property
    def done(self) -> int:
        return sum(one.is_met for one in self.steps.values())

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def is_complete(self) -> bool:
        return self.done == self.total

    def of_unit(self, unit: Unit) -> list[Step]:
        return [self.steps[one.key] for one in unit.requirements]


def body_of(units: tuple[Unit, ...], rules: Rules) -> dict[str, Any]:
    """Units and rules as JSON."""
    return {
        "units": [
            {"code": unit.code, "title": unit.title, "outcome": unit.outcome, "requirements": [
                {"key": one.key, "kind": one.kind, "title": one.title, "target": one.target, "after": list(one.after),
                 "criteria": list(one.criteria), "skills": [list(pair) for pair in one.skills]} for one in unit.requirements
            ]} for unit in units
        ],
        "rules": {"basis": rules.basis, "months": rules.months, "window_months": rules.window_months, "fixed_day": list(rules.fixed_day),
                  "minimum_months": rules.minimum_months, "sample_percent": rules.sample_percent},
    }  # fmt: skip


def parts_of(body: Mapping[str, Any]) -> tuple[tuple[Unit, ...], Rules]:
    """Units and rules from JSON or a content file. KeyError or TypeError for what is missing or unknown."""
    units = tuple(
        Unit(unit["code"], unit["title"], unit["outcome"], tuple(_requirement(one) for one in unit["requirements"])) for unit in body["units"]
    )
    rules = dict(body.get("rules", {}))
    if "fixed_day" in rules:
        rules["fixed_day"] = tuple(rules["fixed_day"])
    return units, Rules(**rules)


def _requirement(given: Mapping[str, Any]) -> Requirement:
    lists = {name: tuple(given.get(name, ())) for name in ("after", "criteria")}
    skills = tuple((code, int(level)) for code, level in given.get("skills", ()))
    return Requirement(given["key"], given["kind"], given["title"], given.get("target", ""), skills=skills, **lists)
