"""Milestones of a joint plan, how they moved, and what follows from their quarters and needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from extranet_plugins.information_age_champions.quarters import Quarter

# The six areas of the 2001 statement, paragraph 27, in its order and words.
WORK_AREAS = MappingProxyType({
    "strategy": "Strategic development",
    "access": "Promoting wider access to services",
    "online": "Joint online service availability",
    "infrastructure": "Joint infrastructure",
    "back-office": "Joint back office application areas",
    "working": "New style of working",
})
PLANNED, STARTED, DONE, STOPPED = "planned", "started", "done", "stopped"
STATUS_WORDS = MappingProxyType({PLANNED: "Planned", STARTED: "Started", DONE: "Done", STOPPED: "Stopped"})
STATUSES = tuple(STATUS_WORDS)
ALL = "all"
REASON_LENGTH = (10, 500)


@dataclass(frozen=True)
class Milestone:
    """One thing to be reached.

    `quarter` is when it is planned for now, None while no quarter is set; `first_quarter` when it was planned first. `owner`
    is 'group:<slug>' or 'authority:<slug>', or ''. `authorities` are slugs of those taking part, ('all',) for all.
    A starred milestone (`is_feasibility`) is a feasibility study; `cost_benefit` names the page, or page/file, of its note.
    `remark` says what a reader should know about the entry itself, such as where its date comes from.
    """

    id: int
    plan_id: int
    title: str
    work_area: str
    quarter: Quarter | None
    first_quarter: Quarter | None
    owner: str
    authorities: tuple[str, ...]
    is_feasibility: bool
    cost_benefit: str
    status: str
    done_on: date | None
    remark: str
    revision: int
    needs: tuple[int, ...] = ()

    @property
    def has_moved(self) -> bool:
        return self.quarter != self.first_quarter

    @property
    def is_open(self) -> bool:
        return self.status in (PLANNED, STARTED)

    def is_late(self, day: date) -> bool:
        """Whether its quarter is over on this day and it is neither done nor stopped."""
        return self.is_open and self.quarter is not None and self.quarter.last_day < day

    @property
    def cost_benefit_page(self) -> str:
        return self.cost_benefit.split("/")[0]


@dataclass(frozen=True)
class Move:
    """One change of a milestone's quarter: from (None where none was set), to, why, by whom."""

    id: int
    milestone_id: int
    from_quarter: Quarter | None
    to_quarter: Quarter
    reason: str
    person_name: str
    moved_at: datetime


@dataclass(frozen=True)
class Slip:
    """A milestone that slipped: later than first planned by `quarters`, or late, or both; with its last reason."""

    milestone: Milestone
    quarters: int
    is_late: bool
    reason: str


@dataclass(frozen=True)
class Workplan:
    """All milestones of a plan, with their moves (oldest first), judged on a day."""

    milestones: tuple[Milestone, ...]
    moves: tuple[Move, ...]
    day: date

    def moves_of(self, milestone: Milestone) -> tuple[Move, ...]:
        return tuple(one for one in self.moves if one.milestone_id == milestone.id)

    def by_id(self) -> Mapping[int, Milestone]:
        return {one.id: one for one in self.milestones}

    def of_area(self, area: str) -> tuple[Milestone, ...]:
        """Those of a work area, by quarter; those without one last."""
        own = (one for one in self.milestones if one.work_area == area)
        return tuple(sorted(own, key=lambda one: (one.quarter is None, one.quarter or Quarter(1, 1), one.id)))

    @property
    def undated(self) -> tuple[Milestone, ...]:
        return tuple(one for one in self.milestones if one.quarter is None)

    @property
    def counted(self) -> int:
        """Milestones that count: all but the stopped."""
        return sum(one.status != STOPPED for one in self.milestones)

    @property
    def done(self) -> int:
        return sum(one.status == DONE for one in self.milestones)

    @property
    def percent_done(self) -> int | None:
        """Done among those that count, rounded down, so that 100 means all; None when there are none."""
        return self.done * 100 // self.counted if self.counted else None

    def slips(self) -> tuple[Slip, ...]:
        """What is late or later than first planned and still open, the longest slip first."""
        found = [self._slip(one) for one in self.milestones if one.is_open]
        return tuple(sorted((one for one in found if one), key=lambda one: (-one.quarters, not one.is_late, one.milestone.id)))

    def _slip(self, one: Milestone) -> Slip | None:
        quarters = one.quarter.since(one.first_quarter) if one.quarter and one.first_quarter else 0
        late = one.is_late(self.day)
        if quarters <= 0 and not late:
            return None
        moves = self.moves_of(one)
        return Slip(one, max(quarters, 0), late, moves[-1].reason if moves else "")

    def out_of_order(self) -> tuple[tuple[Milestone, Milestone], ...]:
        """(milestone, what it needs) where the milestone stands in an earlier quarter than what it needs."""
        known = self.by_id()
        pairs = ((one, known[need]) for one in self.milestones for need in one.needs if need in known)
        return tuple((one, need) for one, need in pairs if one.quarter and need.quarter and one.quarter < need.quarter)


def circle_of(needs: Mapping[int, Iterable[int]], start: int) -> tuple[int, ...]:
    """A way round from `start` back to itself along needs, as ids beginning with start; () when there is none."""
    ways: list[tuple[int, ...]] = [(start,)]
    seen: set[int] = set()
    while ways:
        way = ways.pop()
        for need in needs.get(way[-1], ()):
            if need == start:
                return way
            if need not in seen:
                seen.add(need)
                ways.append((*way, need))
    return ()
