"""The urgent/important boxes as a drawing: where each area's mark stands, in pixels.

Across: urgency 1 to 5, more to the right. Up: importance 1 to 5. Areas with the same means share a mark that names them all.
An area put into another box by hand is drawn in that box's corner, since its scores would put it elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from extranet_plugins.information_age_champions.priorities.model import BOXES, Area, ranked

WIDE, HIGH, LEFT, TOP = 800, 480, 46, 16
LOWEST, HIGHEST = 1.0, 5.0
LETTER, LEAST = 7.5, 24


@dataclass(frozen=True)
class Dot:
    """A mark with the numbers of the areas it stands for."""

    x: float
    y: float
    width: float
    words: str
    is_override: bool


@dataclass(frozen=True)
class Corner:
    """The name of a box, in its corner."""

    x: float
    y: float
    anchor: str
    words: str


@dataclass(frozen=True)
class Plot:
    width: int
    height: int
    left: int
    top: int
    wide: int
    high: int
    line_x: float
    line_y: float
    dots: tuple[Dot, ...]
    corners: tuple[Corner, ...]
    ticks: tuple[tuple[float, float, int], ...]  # x across, y up, what is written


def numbered(areas: Iterable[Area]) -> tuple[tuple[int, Area], ...]:
    """Areas by rank, with the numbers they have on the plot."""
    return tuple(enumerate(ranked(areas), start=1))


def plot_of(areas: Iterable[Area], line: float) -> Plot:
    """The drawing of every area that has a box."""
    groups: dict[tuple[float, float, bool], list[int]] = {}
    for number, one in numbered(areas):
        if one.box(line) is None:
            continue
        groups.setdefault(_place(one, line), []).append(number)
    dots = [_dot(x, y, is_override, numbers) for (x, y, is_override), numbers in sorted(groups.items())]
    ticks = tuple((_x(value), _y(value), value) for value in range(1, 6))
    return Plot(LEFT + WIDE + 12, TOP + HIGH + 48, LEFT, TOP, WIDE, HIGH, _x(line), _y(line), tuple(dots), _corners(), ticks)


def _dot(x: float, y: float, is_override: bool, numbers: list[int]) -> Dot:
    words = ",".join(str(one) for one in numbers)
    width = max(LEAST, len(words) * LETTER + 8)
    return Dot(min(max(x, LEFT + width / 2), LEFT + WIDE - width / 2), y, width, words, is_override)


def _place(one: Area, line: float) -> tuple[float, float, bool]:
    if one.box_override and one.box_override != one.scored_box(line):
        east = one.box_override in ("both", "urgent")
        north = one.box_override in ("both", "important")
        urgency = (line + HIGHEST) / 2 if east else (line + LOWEST) / 2
        importance = (line + HIGHEST) / 2 if north else (line + LOWEST) / 2
        return _x(urgency), _y(importance), True
    return _x(one.urgency), _y(one.importance), False


def _corners() -> tuple[Corner, ...]:
    right, bottom = LEFT + WIDE - 10, TOP + HIGH - 12
    return (
        Corner(LEFT + 10, TOP + 22, "start", BOXES["important"]),
        Corner(right, TOP + 22, "end", BOXES["both"]),
        Corner(LEFT + 10, bottom, "start", BOXES["neither"]),
        Corner(right, bottom, "end", BOXES["urgent"]),
    )


def _x(value: float) -> float:
    return round(LEFT + (value - LOWEST) / (HIGHEST - LOWEST) * WIDE, 1)


def _y(value: float) -> float:
    return round(TOP + HIGH - (value - LOWEST) / (HIGHEST - LOWEST) * HIGH, 1)
