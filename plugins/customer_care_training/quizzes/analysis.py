"""Item analysis: how hard a question is, and whether those who know the subject do better at it.

Facility, discrimination and efficiency as Moodle computes them; source: training.md 5, with its test vector.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

FEWEST_PEOPLE = 20


@dataclass(frozen=True)
class ItemFigures:
    """Figures of one question over n people. Discrimination and efficiency are per cent, None where nothing varies."""

    people: int
    facility: float | None
    discrimination: float | None
    efficiency: float | None
    upper_lower: float | None

    @property
    def flags(self) -> tuple[str, ...]:
        """What a trainer should look at, in words."""
        found = []
        if self.facility is not None and self.facility < 0.2:
            found.append("Very hard")
        if self.facility is not None and self.facility > 0.95:
            found.append("Very easy")
        if self.discrimination is not None and self.discrimination < 0:
            found.append("Likely wrong key")
        elif self.discrimination is not None and self.discrimination < 20:
            found.append("Review")
        return tuple(found)


def analyse(marks: Sequence[Sequence[float]]) -> tuple[list[ItemFigures], float | None]:
    """Figures for each column of a table of marks (a row for each person, 0 to 1), and Cronbach's alpha of the whole."""
    if not marks:
        return [], None
    columns = list(zip(*marks, strict=True))
    totals = [sum(row) for row in marks]
    figures = [_figures(column, totals) for column in columns]
    return figures, _alpha(columns, totals)


def _figures(column: Sequence[float], totals: Sequence[float]) -> ItemFigures:
    rest = [total - mark for total, mark in zip(totals, column, strict=True)]
    together = _covariance(column, rest)
    spread = sqrt(_covariance(column, column) * _covariance(rest, rest))
    best = _covariance(sorted(column), sorted(rest))
    discrimination = 100 * together / spread if len(column) > 1 and spread > 1e-12 else None
    efficiency = 100 * together / best if len(column) > 1 and abs(best) > 1e-12 else None
    return ItemFigures(len(column), sum(column) / len(column), discrimination, efficiency, _upper_lower(column, totals))


def _covariance(one: Sequence[float], other: Sequence[float]) -> float:
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    return sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True)) / len(one)


def _upper_lower(column: Sequence[float], totals: Sequence[float]) -> float:
    """The mean mark of the best 27% less that of the weakest 27%: the classic figure, at least one person in each."""
    size = max(1, round(0.27 * len(column)))
    ranked = [mark for _total, mark in sorted(zip(totals, column, strict=True), key=lambda pair: pair[0])]
    return (sum(ranked[-size:]) - sum(ranked[:size])) / size


def _alpha(columns: Sequence[Sequence[float]], totals: Sequence[float]) -> float | None:
    count, whole = len(columns), _covariance(totals, totals)
    if count < 2 or len(totals) < 2 or whole < 1e-12:
        return None
    return count / (count - 1) * (1 - sum(_covariance(one, one) for one in columns) / whole)
