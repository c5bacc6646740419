"""Development areas scored on the eight criteria of Annex 2, and the boxes of Annex 3 that follow from the scores."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

# The criteria in the printed order: five of business, three of ICT. 1 is bad, 5 is best.
BUSINESS = MappingProxyType({
    "cost_benefit": "Cost benefit",
    "immediate_impact": "Immediate impact",
    "business_ownership": "Business ownership",
    "chance_of_success": "Chance of success",
    "metrics": "Metrics in place",
})
ICT = MappingProxyType({
    "infrastructure": "Infrastructure and software in place",
    "processes": "Work processes being used",
    "people_change": "Minimal people change",
})
CRITERIA = MappingProxyType({**BUSINESS, **ICT})
LOWEST, HIGHEST = 1, 5

LEVELS = MappingProxyType({"N": "National", "C": "County", "L": "Local"})
PROGRAMMES = MappingProxyType({"I": "Infrastructure", "P": "Programme"})
CROSS = MappingProxyType({"Y": "Yes", "N": "No"})

# Annex 3 is empty in the source, so this rule is ours (docs/information-age-champions.md): an area is important by what it is
# worth, urgent by how soon it can make a difference; each is the mean of four criteria, against a line of 3 of 5.
IMPORTANT_BY = ("cost_benefit", "business_ownership", "chance_of_success", "metrics")
URGENT_BY = ("immediate_impact", "infrastructure", "processes", "people_change")
USUAL_LINE = 3.0
BOXES = MappingProxyType({
    "both": "Urgent and important",
    "important": "Important, not urgent",
    "urgent": "Urgent, less important",
    "neither": "Neither urgent nor important",
})
REASON_LENGTH = (10, 500)


@dataclass(frozen=True)
class Score:
    """One criterion of an area scored 1 to 5, by whom and when; a later one of the same criterion counts instead."""

    id: int
    area_id: int
    criterion: str
    value: int
    scorer: str
    scored_at: datetime


@dataclass(frozen=True)
class Area:
    """A development area. `level` is as printed, such as 'C', 'C/L' or 'L and integrated'; `scores` by criterion, as they count.

    `box_override` puts it into a box against its scores; then there is a reason, a name and a moment.
    """

    id: int
    plan_id: int
    name: str
    level: str
    programme: str
    cross_function: str
    position: int
    box_override: str
    box_reason: str
    box_by: str
    box_at: datetime | None
    revision: int
    scores: Mapping[str, Score] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """Criteria without a score, in the printed order."""
        return tuple(one for one in CRITERIA if one not in self.scores)

    @property
    def total(self) -> int | None:
        """The sum of the eight scores; None while one is missing."""
        return None if self.missing else sum(self.scores[one].value for one in CRITERIA)

    @property
    def level_codes(self) -> tuple[str, ...]:
        return codes_in(self.level, LEVELS)

    @property
    def programme_codes(self) -> tuple[str, ...]:
        return codes_in(self.programme, PROGRAMMES)

    @property
    def importance(self) -> float | None:
        """1 to 5; None while a score is missing."""
        return self._mean(IMPORTANT_BY)

    @property
    def urgency(self) -> float | None:
        return self._mean(URGENT_BY)

    def scored_box(self, line: float = USUAL_LINE) -> str | None:
        """The box that the scores give; None while one is missing."""
        if self.missing:
            return None
        return box_of(self.importance >= line, self.urgency >= line)

    def box(self, line: float = USUAL_LINE) -> str | None:
        """The box it stands in: the override's, else the scores'."""
        return self.box_override or self.scored_box(line)

    @property
    def last_scored(self) -> Score | None:
        return max(self.scores.values(), key=lambda one: (one.scored_at, one.id), default=None)

    def _mean(self, criteria: tuple[str, ...]) -> float | None:
        return None if self.missing else sum(self.scores[one].value for one in criteria) / len(criteria)


def box_of(is_important: bool, is_urgent: bool) -> str:
    return {(True, True): "both", (True, False): "important", (False, True): "urgent", (False, False): "neither"}[is_important, is_urgent]


def codes_in(printed: str, codes: Mapping[str, str]) -> tuple[str, ...]:
    """The fixed codes that stand in a printed category: 'C within N' holds N and C; () when there is none."""
    words = set(re.split(r"[^A-Za-z]+", printed))
    return tuple(code for code in codes if code in words)


def ranked(areas) -> list[Area]:
    """The highest total first; areas without a total last, both in their own order."""
    return sorted(areas, key=lambda one: (one.total is None, -(one.total or 0), one.position))
