"""Rows of text that differ by authority: reading their heads, and the faults of a group of rows.

Source of the rules: content-standard.md 5.4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

OTHERWISE = "otherwise"
_SELECTOR = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MODES = {"for": "replace", "also": "add", OTHERWISE: "replace"}


@dataclass
class Row:
    """One row while its lines are collected. `first_line` is the line its text starts on, counted from 1."""

    selector: list[str]
    begins: str | None
    ends: str | None
    mode: str
    first_line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The row's Markdown."""
        return "\n".join(self.lines)

    def as_part(self, parts: list) -> dict:
        """The row as it is stored. An empty row hides the base text for its authorities."""
        mode = self.mode if parts or self.mode == "add" or self.selector == [OTHERWISE] else "hide"
        return {"selector": self.selector, "from": self.begins, "to": self.ends, "mode": mode, "parts": parts}


def is_row_head(words: list[str]) -> bool:
    """True for `for …`, `also for …` and `otherwise`."""
    return bool(words) and (words[0] in ("for", OTHERWISE) or words[:2] == ["also", "for"])


def read_head(words: list[str], line: int) -> tuple[Row, list[str]]:
    """The row this head opens, and a sentence for each fault in it. `words` as told by `is_row_head`."""
    faults: list[str] = []
    mode = _MODES[words[0]]
    rest = words[2:] if words[0] == "also" else words[1:]
    selector, begins, ends = _selectors_and_dates(rest, faults)
    if words[0] == OTHERWISE:
        if rest:
            faults.append("'::: otherwise' is the text for everyone else: it takes no names and no dates.")
        return Row([OTHERWISE], None, None, mode, line + 1), faults
    if not selector:
        faults.append("'::: for' needs at least one authority, for example '::: for woking'.")
    if begins and ends and begins > ends:
        faults.append(f"This text would end ({ends}) before it begins ({begins}).")
    return Row(selector, begins, ends, mode, line + 1), faults


def _selectors_and_dates(words: list[str], faults: list[str]) -> tuple[list[str], str | None, str | None]:
    selector: list[str] = []
    dates: dict[str, str | None] = {"from": None, "to": None}
    rest = iter(words)
    for word in rest:
        if word in dates:
            dates[word] = _read_date(next(rest, ""), word, faults)
        elif not _SELECTOR.fullmatch(word) or word == OTHERWISE:
            faults.append(f"'{word}' is not the short name of an authority or a cluster, such as 'mole-valley'.")
        elif word not in selector:
            selector.append(word)
    return selector, dates["from"], dates["to"]


def _read_date(word: str, which: str, faults: list[str]) -> str | None:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        faults.append(f"After '{which}' a date is needed, written like 2027-04-01; found '{word}'.")
        return None


def clashes(rows: list[Row]) -> list[tuple[int, str]]:
    """(line, sentence) for each row that says a second time what one selector gets on the same day."""
    found = []
    for index, row in enumerate(rows):
        for name in row.selector:
            earlier = next((r for r in rows[:index] if name in r.selector and _share_a_day(r, row)), None)
            if earlier is not None:
                found.append((row.first_line - 1, _clash_sentence(name, earlier)))
    return found


def _share_a_day(one: Row, other: Row) -> bool:
    starts_in_time = one.begins is None or other.ends is None or one.begins <= other.ends
    return starts_in_time and (other.begins is None or one.ends is None or other.begins <= one.ends)


def _clash_sentence(name: str, earlier: Row) -> str:
    whose = "everyone else" if name == OTHERWISE else f"'{name}'"
    return (
        f"Line {earlier.first_line - 1} already has the text for {whose} on the same days. "
        "Keep one of the two, or give them dates that do not overlap."
    )
