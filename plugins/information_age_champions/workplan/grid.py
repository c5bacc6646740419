"""The workplan as a grid to read: work areas down, years across, milestones with their quarters in the cells."""

from dataclasses import dataclass

from extranet_plugins.information_age_champions.plans import Plan
from extranet_plugins.information_age_champions.workplan.model import WORK_AREAS, Milestone, Workplan


@dataclass(frozen=True)
class GridRow:
    """One work area: a cell of milestones for each year, then those without a quarter."""

    area: str
    words: str
    years: tuple[tuple[Milestone, ...], ...]
    undated: tuple[Milestone, ...]


@dataclass(frozen=True)
class Grid:
    """Years as heads, a row for each of the work areas."""

    years: tuple[int, ...]
    rows: tuple[GridRow, ...]
    has_undated: bool


def grid_of(plan: Plan, workplan: Workplan) -> Grid:
    years = tuple(range(plan.first_quarter.year, plan.last_quarter.year + 1))
    rows = []
    for area, words in WORK_AREAS.items():
        own = workplan.of_area(area)
        cells = tuple(tuple(one for one in own if one.quarter and one.quarter.year == year) for year in years)
        rows.append(GridRow(area, words, cells, tuple(one for one in own if one.quarter is None)))
    return Grid(years, tuple(rows), bool(workplan.undated))
