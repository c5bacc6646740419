"""A course, its modules, what each asks for, and how far a person is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LESSON, EVENT, QUIZ, OBSERVATION = "lesson", "event", "quiz", "observation"


@dataclass(frozen=True)
class Requirement:
    """One thing a course asks for.

    `target` is a page's slug for a lesson, an offering's slug for an event, and whatever its kind knows it by for the others.
    A lesson keeps the page's id and the revision that was live when it was pointed at.
    """

    id: int
    module_id: int
    position: int
    kind: str
    target: str
    title: str
    page_id: int | None
    page_number: int | None
    minutes: int
    is_optional: bool


@dataclass(frozen=True)
class Module:
    id: int
    position: int
    title: str
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True)
class Course:
    """A row of modules. `outcome` says what a person can do afterwards; it goes into the record of development."""

    id: int
    slug: str
    title: str
    summary: str
    outcome: str
    authority_id: str
    is_open: bool
    made_by: int | None
    made_at: datetime
    modules: tuple[Module, ...] = ()

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        return tuple(one for module in self.modules for one in module.requirements)

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.requirements if not one.is_optional)


@dataclass(frozen=True)
class Step:
    """One requirement as one person meets it.

    `state` is done, changed (done on an older text that changed in matter since), open or unavailable; `words` say it;
    `url` leads on, None where there is nothing to do.
    """

    requirement: Requirement
    state: str
    words: str
    url: str | None = None

    @property
    def is_done(self) -> bool:
        """A changed lesson stays learnt: what was passed is not taken back."""
        return self.state in ("done", "changed")


@dataclass(frozen=True)
class Progress:
    """How far one person is in one course."""

    course: Course
    steps: tuple[Step, ...]
    joined_at: datetime | None = None
    completed_at: datetime | None = None

    @property
    def needed(self) -> tuple[Step, ...]:
        return tuple(one for one in self.steps if not one.requirement.is_optional)

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.needed)

    @property
    def total(self) -> int:
        return len(self.needed)

    @property
    def changed(self) -> tuple[Step, ...]:
        return tuple(one for one in self.steps if one.state == "changed")

    @property
    def is_complete(self) -> bool:
        return bool(self.needed) and self.done == self.total

    @property
    def next_step(self) -> Step | None:
        return next((one for one in self.needed if not one.is_done), None) or next(iter(self.changed), None)

    def steps_of(self, module: Module) -> tuple[Step, ...]:
        ids = {one.id for one in module.requirements}
        return tuple(one for one in self.steps if one.requirement.id in ids)


@dataclass(frozen=True)
class Kind:
    """A kind of requirement, offered by the subpackage that knows it.

    `is_met(site, person_id, requirement)`; `step(site, actor, requirement)`; `choices(site, actor)` gives what can be asked
    for as (target, words) pairs; `resolve(site, actor, target)` gives the columns of a new requirement, or raises BadInput.
    """

    name: str
    label: str
    is_met: Callable[[Any, int, Requirement], bool]
    step: Callable[[Any, Any, Requirement], Step]
    choices: Callable[[Any, Any], Iterable[tuple[str, str]]]
    resolve: Callable[[Any, Any, str], dict]
