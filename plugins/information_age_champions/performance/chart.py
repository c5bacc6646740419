"""A series by quarter as a drawing: a column for each quarter and a line at the target, in pixels."""

from collections.abc import Iterable
from dataclasses import dataclass

from extranet_plugins.information_age_champions.performance.model import Indicator

WIDE, HIGH, LEFT, TOP, FOOT = 640, 200, 8, 24, 26
MOST = 16


@dataclass(frozen=True)
class Column:
    x: float
    y: float
    width: float
    height: float
    words: str
    number: str
    is_missed: bool


@dataclass(frozen=True)
class Chart:
    """`columns` oldest first; `target_y` None without a target."""

    width: int
    height: int
    base: int
    columns: tuple[Column, ...]
    target_y: float | None
    target_words: str


def chart_of(points: Iterable[tuple[str, float, bool]], target: float | None, unit: str = "") -> Chart:
    """From (words under the column, value, whether it misses the target); the newest sixteen are drawn."""
    points = list(points)[-MOST:]
    top = max([value for _words, value, _missed in points] + [target or 0, 0.001])
    step = (WIDE - LEFT) / max(len(points), 4)
    base = TOP + HIGH

    def y(value: float) -> float:
        return round(base - max(value, 0) / top * HIGH, 1)

    columns = tuple(
        Column(round(LEFT + step * place + step * 0.15, 1), y(value), round(step * 0.7, 1), round(base - y(value), 1), words, f"{value:g}", missed)
        for place, (words, value, missed) in enumerate(points)
    )
    words = "" if target is None else f"Target {target:g}{' ' + unit if unit and unit != '%' else unit}"
    return Chart(WIDE, base + FOOT, base, columns, None if target is None else y(target), words)


def chart_of_indicator(indicator: Indicator) -> Chart:
    points = [(str(one.quarter), one.value, indicator.meets(one.value) is False) for one in indicator.readings]
    return chart_of(points, indicator.target, indicator.unit)
