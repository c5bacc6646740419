"""The workplan as a drawing: where each line, mark and word stands, in pixels; the template only writes it down.

Years and quarters run across, work areas down, a lane for each milestone. A moved milestone keeps a hollow mark where it
was first planned and a dashed line to where it is now. Letters are taken to be 6.7 px wide, a little more than they are.
"""

from dataclasses import dataclass

from extranet_plugins.information_age_champions.plans import Plan
from extranet_plugins.information_age_champions.quarters import Quarter
from extranet_plugins.information_age_champions.workplan.model import DONE, STATUS_WORDS, STOPPED, WORK_AREAS, Milestone, Workplan

LEFT, UNDATED, RIGHT, TOP, LANE, PAD, LETTER = 172, 82, 1196, 54, 25, 8, 6.7
MARK = 7


@dataclass(frozen=True)
class Head:
    """A year or a quarter over its columns."""

    x: float
    width: float
    words: str


@dataclass(frozen=True)
class Band:
    """A work area behind its lanes; `lines` are its name in lines."""

    y: float
    height: float
    lines: tuple[str, ...]
    is_odd: bool


@dataclass(frozen=True)
class Mark:
    """A milestone: where its mark and its words stand, and where it was first, if elsewhere (`first_x`)."""

    milestone: Milestone
    x: float
    y: float
    first_x: float | None
    text_x: float
    anchor: str
    words: str
    is_late: bool

    @property
    def kind(self) -> str:
        return self.milestone.status if self.milestone.quarter else "undated"


@dataclass(frozen=True)
class Arrow:
    """From what is needed to what needs it, as an SVG path; (x, y) is its tip."""

    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    width: float
    height: float
    years: tuple[Head, ...]
    quarters: tuple[Head, ...]
    undated: Head | None
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]
    target_x: float
    target_words: str
    title: str


def picture_of(plan: Plan, workplan: Workplan) -> Picture:
    """The drawing of a plan's milestones."""
    start = LEFT + (UNDATED if workplan.undated else 0)
    column = (RIGHT - start) / len(plan.quarters)

    def middle(quarter: Quarter | None) -> float:
        if quarter is None:
            return LEFT + UNDATED / 2
        # What stands outside the plan's span (a plan may be shortened) is drawn at its edge.
        return round(start + column * (min(max(quarter.since(plan.first_quarter), 0), len(plan.quarters) - 1) + 0.5), 1)

    bands, marks, y = [], [], float(TOP)
    for number, (area, words) in enumerate(WORK_AREAS.items()):
        own = workplan.of_area(area)
        lines = _lines(words)
        height = max(len(own) * LANE, len(lines) * 17) + 2 * PAD
        bands.append(Band(y, height, lines, number % 2 == 1))
        marks += [_mark(one, middle, y + PAD + LANE * (lane + 0.5), workplan) for lane, one in enumerate(own)]
        y += height
    years = tuple(_year_heads(plan, start, column))
    quarters = tuple(Head(round(start + column * place, 1), round(column, 1), f"Q{one.number}") for place, one in enumerate(plan.quarters))
    target_x = round(start + column * (plan.target_quarter.since(plan.first_quarter) + 1), 1)
    undated = Head(LEFT, UNDATED, "No quarter") if workplan.undated else None
    target = f"{plan.target}, {plan.target_quarter}"
    return Picture(RIGHT + 8, y + 30, years, quarters, undated, tuple(bands), tuple(marks), _arrows(marks), target_x, target, plan.title)


def _year_heads(plan: Plan, start: float, column: float):
    for year in sorted({one.year for one in plan.quarters}):
        places = [place for place, one in enumerate(plan.quarters) if one.year == year]
        yield Head(round(start + column * places[0], 1), round(column * len(places), 1), str(year))


def _mark(one: Milestone, middle, y: float, workplan: Workplan) -> Mark:
    x = middle(one.quarter)
    first_x = middle(one.first_quarter) if one.has_moved and one.first_quarter else None
    words = _words(one, one.is_late(workplan.day))
    room = len(words) * LETTER
    edges = [x] if first_x is None else [x, first_x]
    on_right = max(edges) + MARK + 6 + room <= RIGHT
    text_x = max(edges) + MARK + 6 if on_right else min(edges) - MARK - 6
    return Mark(one, x, y, first_x, text_x, "start" if on_right else "end", words, one.is_late(workplan.day))


def _words(one: Milestone, is_late: bool) -> str:
    star = "★ " if one.is_feasibility else ""
    state = f" ({STATUS_WORDS[one.status].lower()})" if one.status in (DONE, STOPPED) else " (late)" if is_late else ""
    return f"{star}{one.title}{state}"


def _arrows(marks: list[Mark]) -> tuple[Arrow, ...]:
    """From each dated milestone's need to it; drawn only where both have a quarter."""
    by_id = {one.milestone.id: one for one in marks if one.milestone.quarter}
    pairs = ((by_id[need], one) for one in marks if one.milestone.id in by_id for need in one.milestone.needs if need in by_id)
    return tuple(_arrow(need, one) for need, one in pairs)


def _arrow(need: Mark, one: Mark) -> Arrow:
    """Between two quarters a double bend from left to right; within one quarter an arc at the left of both marks."""
    tip = one.x - MARK - 2
    if need.x == one.x:
        reach = round(tip - 10 - min(abs(one.y - need.y) / 6, 30), 1)
        return Arrow(f"M {tip} {need.y} C {reach} {need.y}, {reach} {one.y}, {tip - 4} {one.y}", tip, one.y)
    start, middle = need.x + MARK + 1, round((need.x + one.x) / 2, 1)
    return Arrow(f"M {start} {need.y} C {middle} {need.y}, {middle} {one.y}, {tip - 4} {one.y}", tip, one.y)


def _lines(words: str, most: int = 22) -> tuple[str, ...]:
    """Words broken into lines of at most so many letters."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + len(word) >= most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)
