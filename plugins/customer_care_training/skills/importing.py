"""A list of skills as CSV: code,name,parent,level,level_description. One wrong line, and nothing is taken."""

import csv
import io
from dataclasses import dataclass

from extranet.errors import BadInput
from extranet_plugins.customer_care_training.skills.model import LEVELS

COLUMNS = ("code", "name", "parent", "level", "level_description")


@dataclass(frozen=True)
class SkillRow:
    """A skill as the file has it: the descriptions of its levels gathered from its lines."""

    code: str
    name: str
    parent: str
    levels: tuple[tuple[int, str], ...]


class FaultySkills(BadInput):
    """`faults` are (line, sentence) pairs."""

    def __init__(self, faults: list[tuple[int, str]]):
        super().__init__(" ".join(f"Line {line}: {sentence}" for line, sentence in faults[:20]), "file")
        self.faults = faults


def read_skills(text: str) -> list[SkillRow]:
    """The skills of a file, parents before children. FaultySkills names every wrong line."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if reader.fieldnames is None or tuple(name.strip() for name in reader.fieldnames) != COLUMNS:
        raise FaultySkills([(1, f"The columns must be {','.join(COLUMNS)}.")])
    faults: list[tuple[int, str]] = []
    found: dict[str, dict] = {}
    for row in reader:
        _take(found, {name: (row.get(name) or "").strip() for name in COLUMNS}, reader.line_num, faults)
    faults += [(one["line"], f"Its parent {one['parent']} is not in the file.") for one in found.values() if one["parent"] and one["parent"] not in found]
    faults += _circles(found)
    if faults:
        raise FaultySkills(sorted(faults))
    return [SkillRow(code, one["name"], one["parent"], tuple(sorted(one["levels"].items()))) for code, one in found.items()]


def _take(found: dict[str, dict], row: dict[str, str], line: int, faults: list) -> None:
    if not row["code"] or not row["name"]:
        faults.append((line, "A skill needs a code and a name."))
        return
    one = found.setdefault(row["code"], {"name": row["name"], "parent": row["parent"], "levels": {}, "line": line})
    if (one["name"], one["parent"]) != (row["name"], row["parent"]):
        faults.append((line, f"The code {row['code']} stands for another skill on line {one['line']}."))
    elif not row["level"]:
        if one["line"] != line:
            faults.append((line, f"The code {row['code']} stands twice."))
    elif not row["level"].isascii() or not row["level"].isdigit() or int(row["level"]) not in LEVELS:
        faults.append((line, f"There is no level {row['level']}; levels are {', '.join(map(str, LEVELS))}."))
    elif int(row["level"]) in one["levels"]:
        faults.append((line, f"Level {row['level']} of {row['code']} stands twice."))
    else:
        one["levels"][int(row["level"])] = row["level_description"]


def _circles(found: dict[str, dict]) -> list[tuple[int, str]]:
    faults = []
    for code, one in found.items():
        seen, above = {code}, one["parent"]
        while above and above in found and above not in seen:
            seen.add(above)
            above = found[above]["parent"]
        if above == code:
            faults.append((one["line"], f"{code} stands below itself."))
    return faults
