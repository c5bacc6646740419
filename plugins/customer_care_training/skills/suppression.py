"""Which cells of a table of counts must stay hidden so that nobody works a small one out from the totals.

Rows and columns with their totals are a system of linear equations in the hidden cells. A cell is derivable when the system
fixes it. Cells are hidden until no small cell is, until every row and column hides none or at least two, and until what a
row or column hides adds up to no small number either. Source: training.md 6 and its invariant S1.
"""

from collections.abc import Mapping, Set
from fractions import Fraction

FEWEST = 5
Cell = tuple[str, str]
Line = tuple[str, str]  # ("row" | "column", name)


def hidden_cells(counts: Mapping[Cell, int], fewest: int = FEWEST) -> tuple[frozenset[Cell], frozenset[Line]]:
    """(cells, totals) that must not be shown. `counts` has every (row, column); 0 is hidden like any small number."""
    cells = {cell for cell, count in counts.items() if count < fewest}
    totals = {line for line, members in _lines(counts).items() if sum(counts[cell] for cell in members) < fewest}
    while (more := _next(counts, cells, totals, fewest)) is not None:
        kind, what = more
        (cells if kind == "cell" else totals).add(what)
    return frozenset(cells), frozenset(totals)


def _lines(counts: Mapping[Cell, int]) -> dict[Line, list[Cell]]:
    found: dict[Line, list[Cell]] = {}
    for row, column in counts:
        found.setdefault(("row", row), []).append((row, column))
        found.setdefault(("column", column), []).append((row, column))
    return found


def _next(counts: Mapping[Cell, int], cells: Set[Cell], totals: Set[Line], fewest: int):
    """What has to be hidden next; None when all is safe."""
    for line, members in _lines(counts).items():
        hidden = [cell for cell in members if cell in cells]
        if line in totals or not hidden or (len([cell for cell in hidden if counts[cell]]) != 1 and _is_safe_sum(counts, hidden, fewest)):
            continue
        return _hide_one_of(counts, members, cells) or ("total", line)
    small = [cell for cell in sorted(cells) if 0 < counts[cell] < fewest]
    for cell in derivable(counts, cells, totals):
        if cell in small:
            row, column = cell
            lines = _lines(counts)
            return _hide_one_of(counts, lines["row", row] + lines["column", column], cells) or ("total", ("row", row))
    return None


def _is_safe_sum(counts: Mapping[Cell, int], hidden: list[Cell], fewest: int) -> bool:
    whole = sum(counts[cell] for cell in hidden)
    return whole == 0 or whole >= fewest


def _hide_one_of(counts: Mapping[Cell, int], members: list[Cell], cells: Set[Cell]):
    shown = sorted((counts[cell], cell) for cell in members if cell not in cells)
    return ("cell", shown[0][1]) if shown else None


def derivable(counts: Mapping[Cell, int], cells: Set[Cell], totals: Set[Line]) -> list[Cell]:
    """The hidden cells that the shown totals fix, found by solving the equations."""
    unknown = sorted(cells)
    place = {cell: number for number, cell in enumerate(unknown)}
    equations = []
    for line, members in _lines(counts).items():
        if line not in totals and any(cell in place for cell in members):
            equations.append([Fraction(cell in members) for cell in unknown])
    reduced = _reduced(equations, len(unknown))
    fixed = {next(number for number, value in enumerate(row) if value) for row in reduced if sum(1 for value in row if value) == 1}
    return [cell for cell in unknown if place[cell] in fixed]


def _reduced(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """The rows in reduced echelon form, empty ones left out."""
    rows, done = [list(row) for row in rows], 0
    for column in range(width):
        pivot = next((number for number in range(done, len(rows)) if rows[number][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for number, row in enumerate(rows):
            if number != done and row[column]:
                rows[number] = [value - row[column] * other for value, other in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]
