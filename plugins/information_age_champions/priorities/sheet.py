"""The printed table of Annex 2 as CSV: read with every fault by its line, written the same way."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from extranet.errors import BadInput
from extranet_plugins.information_age_champions.priorities.model import CRITERIA, CROSS, HIGHEST, LEVELS, LOWEST, PROGRAMMES, Area, codes_in

HEADS = ("Development area", "National, County or Local", "Infrastructure or programme", "Cross function process", *CRITERIA.values(), "Total")
LARGEST_ROWS = 500
SHOWN_FAULTS = 8


@dataclass(frozen=True)
class SheetRow:
    """One line of the table; `scores` holds only the criteria that have one."""

    name: str
    level: str
    programme: str
    cross_function: str
    scores: dict[str, int]


def read_sheet(text: str) -> list[SheetRow]:
    """Every row, in order. BadInput (field 'sheet') names the lines that cannot be taken and why; then none is."""
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    if not lines or [_plain(cell) for cell in lines[0][: len(HEADS)]] != [_plain(head) for head in HEADS]:
        raise BadInput(f"The first line must be: {', '.join(HEADS)}.", "sheet")
    rows, faults, names = [], [], set()
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            row = _row(cells, names)
            names.add(_plain(row.name))
            rows.append(row)
        except ValueError as fault:
            faults.append(f"Line {number}: {fault}")
    if len(rows) > LARGEST_ROWS:
        faults.append(f"The table has {len(rows)} rows; {LARGEST_ROWS} is the most.")
    if not rows and not faults:
        faults.append("The table has no rows.")
    if faults:
        more = [f"And {len(faults) - SHOWN_FAULTS} more lines."] if len(faults) > SHOWN_FAULTS else []
        raise BadInput(" ".join([*faults[:SHOWN_FAULTS], *more]), "sheet")
    return rows


def write_sheet(areas: Iterable[Area]) -> str:
    """The areas as CSV; a missing score and its total stay empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    for one in areas:
        scores = [one.scores[name].value if name in one.scores else "" for name in CRITERIA]
        writer.writerow([_safe(one.name), _safe(one.level), one.programme, one.cross_function, *scores, "" if one.total is None else one.total])
    return text.getvalue()


def _row(cells: list[str], names: set[str]) -> SheetRow:
    cells = [" ".join(cell.split()) for cell in cells]
    if len(cells) != len(HEADS):
        raise ValueError(f"it has {len(cells)} cells, not {len(HEADS)}.")
    name, level, programme, cross, *scores, total = cells
    if not 2 <= len(name) <= 160:
        raise ValueError("the name of the area has 2 to 160 characters.")
    if _plain(name) in names:
        raise ValueError(f"“{name}” stands in the table twice.")
    if not codes_in(level, LEVELS) or len(level) > 40:
        raise ValueError(f"“{level}” holds none of N, C and L.")
    if not codes_in(programme, PROGRAMMES) or len(programme) > 10:
        raise ValueError(f"“{programme}” holds neither I nor P.")
    if cross not in CROSS:
        raise ValueError(f"the cross function process is Y or N, not “{cross}”.")
    found = {criterion: _score(label, cell) for (criterion, label), cell in zip(CRITERIA.items(), scores, strict=True) if cell}
    _check_total(found, total)
    return SheetRow(name, level, programme, cross, found)


def _score(label: str, cell: str) -> int:
    if cell not in {str(one) for one in range(LOWEST, HIGHEST + 1)}:
        raise ValueError(f"{label} is {LOWEST} to {HIGHEST}, not “{cell[:20]}”.")
    return int(cell)


def _check_total(scores: dict[str, int], printed: str) -> None:
    """The printed total must be what the scores give, and there is none while a score is missing."""
    if len(scores) < len(CRITERIA):
        if printed:
            raise ValueError(f"it has a total of {printed}, and {len(CRITERIA) - len(scores)} scores are missing.")
    elif printed and printed != str(sum(scores.values())):
        raise ValueError(f"the scores give {sum(scores.values())}, not {printed}.")


def _plain(text: str) -> str:
    return " ".join(text.lower().replace(",", " ").split())


def _safe(cell: str) -> str:
    """Text that a spreadsheet will not take for a formula."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
