"""A page's score, the cells of a matrix, and what a recount found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from extranet.standard import ADVICE, CHECKS, ERROR, WARNING, Fault

WEIGHTS = {ERROR: 5, WARNING: 2, ADVICE: 1}
# What changes without the page's own text: another page's title, links that lead nowhere, the page's address. Never stored with a page.
NEIGHBOURLY = frozenset({"T2", "L8", "META-11"})


@dataclass(frozen=True)
class PageScore:
    """What the standard says of one page. `score` is 0 to 100; errors and warnings are those without a reason, each place counted."""

    page_id: int
    number: int
    score: int
    errors: int
    warnings: int
    advice: int
    kept: int
    standard: str
    checked_on: date

    @property
    def conforms(self) -> bool:
        """Nothing stands against it that must be mended or explained."""
        return not self.errors and not self.warnings


@dataclass(frozen=True)
class Cell:
    """Pages of one group and authority, or of a whole row or column."""

    pages: int = 0
    conforming: int = 0
    score_sum: int = 0
    unchecked: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(*(mine + theirs for mine, theirs in zip(self.values, other.values, strict=True)))

    @property
    def values(self) -> tuple[int, int, int, int]:
        return self.pages, self.conforming, self.score_sum, self.unchecked

    @property
    def percent(self) -> int | None:
        """How many of 100 checked pages conform, rounded down so that 100 means all; None without any."""
        checked = self.pages - self.unchecked
        return 100 * self.conforming // checked if checked else None

    @property
    def mean_score(self) -> float | None:
        checked = self.pages - self.unchecked
        return round(self.score_sum / checked, 1) if checked else None


@dataclass(frozen=True)
class Matrix:
    """Cells by (group, authority). Totals are sums of the cells, never counted apart."""

    cells: Mapping[tuple[str, str], Cell]

    def of_group(self, group: str) -> Cell:
        return sum((cell for (row, _), cell in self.cells.items() if row == group), Cell())

    def of_authority(self, authority: str) -> Cell:
        return sum((cell for (_, column), cell in self.cells.items() if column == authority), Cell())

    @property
    def total(self) -> Cell:
        return sum(self.cells.values(), Cell())

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(sorted({row for row, _ in self.cells}))

    @property
    def authorities(self) -> tuple[str, ...]:
        return tuple(sorted({column for _, column in self.cells}))


@dataclass(frozen=True)
class Difference:
    """A page whose stored results are not what a recount gives."""

    slug: str
    stored: str
    counted: str


def score(faults: Iterable[Fault], kept_keys: Iterable[str], type_name: str) -> int:
    """0 to 100: the weight of the checks that the page keeps, of all that are asked of its type.

    An error weighs 5, a warning 2, advice 1; a check counts once however often it speaks; what stands with a reason is kept.
    """
    kept = set(kept_keys)
    broken: dict[str, int] = {}
    for fault in faults:
        if fault.key not in kept:
            broken[fault.check] = max(broken.get(fault.check, 0), WEIGHTS[fault.severity])
    asked = sum(WEIGHTS[check.severity] for check in CHECKS if not check.types or type_name in check.types)
    return max(0, round(100 - 100 * sum(broken.values()) / asked))
