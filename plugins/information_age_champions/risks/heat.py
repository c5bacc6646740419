"""The heat map as a drawing: ten by ten squares, severity across, likelihood up, risks by their rank."""

from collections.abc import Iterable
from dataclasses import dataclass

from extranet_plugins.information_age_champions.risks.model import HIGHEST, LOWEST, Risk, heat_of, ranked

LEFT, TOP, SIDE, LETTER = 46, 12, 46, 8


@dataclass(frozen=True)
class Square:
    x: int
    y: int
    heat: str


@dataclass(frozen=True)
class Pin:
    """The ranks of risks that stand in one square, before action or after it."""

    x: float
    y: float
    width: float
    words: str
    is_residual: bool


@dataclass(frozen=True)
class HeatMap:
    width: int
    height: int
    side: int
    left: int
    top: int
    squares: tuple[Square, ...]
    pins: tuple[Pin, ...]
    ticks: tuple[tuple[int, int, int], ...]  # x across, y up, the number


def heat_map_of(risks: Iterable[Risk]) -> HeatMap:
    """The drawing of every scored risk: filled pins before action, outlined ones after it."""
    scored = [(number, one) for number, one in enumerate(ranked(risks), start=1) if one.inherent is not None]
    before = _by_square((number, one.likelihood, one.severity) for number, one in scored)
    after = _by_square((number, one.residual_likelihood, one.residual_severity) for number, one in scored if one.residual is not None)
    pins = _pins(before, after, False) + _pins(after, before, True)
    numbers = range(LOWEST, HIGHEST + 1)
    squares = tuple(Square(_x(severe), _y(like), heat_of(like * severe)) for like in numbers for severe in numbers)
    ticks = tuple((_x(one) + SIDE // 2, _y(one) + SIDE // 2, one) for one in numbers)
    return HeatMap(LEFT + HIGHEST * SIDE + 12, TOP + HIGHEST * SIDE + 50, SIDE, LEFT, TOP, squares, tuple(pins), ticks)


def _by_square(risks: Iterable[tuple[int, int, int]]) -> dict[tuple[int, int], list[int]]:
    """(likelihood, severity) -> ranks of the risks that stand there."""
    found: dict[tuple[int, int], list[int]] = {}
    for number, like, severe in risks:
        found.setdefault((like, severe), []).append(number)
    return found


def _pins(own: dict[tuple[int, int], list[int]], others: dict[tuple[int, int], list[int]], is_residual: bool) -> list[Pin]:
    """In the middle of the square, or in its half where pins of the other kind stand there too."""
    found = []
    for (like, severe), numbers in own.items():
        words = ",".join(str(one) for one in numbers)
        down = (34 if is_residual else 12) if (like, severe) in others else SIDE / 2
        found.append(Pin(_x(severe) + SIDE / 2, _y(like) + down, max(20, len(words) * LETTER + 6), words, is_residual))
    return found


def _x(severity: int) -> int:
    return LEFT + (severity - LOWEST) * SIDE


def _y(likelihood: int) -> int:
    return TOP + (HIGHEST - likelihood) * SIDE
