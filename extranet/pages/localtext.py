"""A page's local text as places and rows that can be changed one at a time, and nothing else with them.

Reads with the renderer's own reader, so that a row here is a row there. Source of the rules: content-standard.md 5.4, LOC-4.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extranet.errors import BadInput
from extranet.pages.rendering.fences import CodeFences, Found, find
from extranet.pages.rendering.marks import MARK, Marks
from extranet.pages.rendering.rows import OTHERWISE, Row

MODES = ("replace", "add", "hide")
_HEADING = re.compile(r"#{2,6}[ \t]+(.*?)(?:[ \t]*#*)?(?:[ \t]*\{.*\})?[ \t]*$")
_HEADS = {"replace": "for", "hide": "for", "add": "also for"}


class CrookedText(BadInput):
    """Somebody's local text would change more than its own row. `field` is the form's."""


@dataclass(frozen=True)
class LocalRow:
    """One wording. `begins` and `ends` are ISO days or None; `mode` is replace, add or hide; `head` is the index of its ':::' line."""

    selector: tuple[str, ...]
    begins: str | None
    ends: str | None
    mode: str
    text: str
    head: int
    length: int

    @property
    def is_base(self) -> bool:
        return OTHERWISE in self.selector

    def holds_on(self, day: str) -> bool:
        return (not self.begins or self.begins <= day) and (not self.ends or day <= self.ends)


@dataclass(frozen=True)
class LocalPlace:
    """Rows that follow one another: one place in the text. `number` counts from 1; `heading` are the words it stands under."""

    number: int
    heading: str
    rows: tuple[LocalRow, ...]

    @property
    def base(self) -> LocalRow | None:
        return next((row for row in self.rows if row.is_base), None)

    def named(self, name: str) -> tuple[LocalRow, ...]:
        """The rows whose head names this authority, set or tier."""
        return tuple(row for row in self.rows if name in row.selector)


@dataclass(frozen=True)
class LocalChange:
    """What one authority wants one of its rows to say.

    `place` is a LocalPlace's number, or 0 for a new place at the end of the page; `row` counts that authority's rows of the
    place from 0, None adds one; `is_removed` takes it away.
    """

    authority: str
    place: int
    row: int | None = None
    text: str = ""
    mode: str = "replace"
    begins: str | None = None
    ends: str | None = None
    is_removed: bool = False


def local_places(body: str, blocks=()) -> tuple[LocalPlace, ...]:
    """Every place of local text, in order. `blocks` are the names of plugins' blocks."""
    lines = body.split("\n")
    found = _read(body, blocks)
    return tuple(_place(number, group.rows, lines) for number, group in enumerate(found.groups, start=1))


def base_text(body: str, blocks=()) -> tuple:
    """Everything of the text that is nobody's own, for telling whether it changed: what stands outside of rows, and each 'otherwise'."""
    found = _read(body, blocks)
    return _words(found.text), tuple(_words(row.text) for group in found.groups for row in group.rows if OTHERWISE in row.selector)


def with_change(body: str, change: LocalChange, blocks=()) -> str:
    """The text with this one row changed. CrookedText when anything else would change; BadInput when there is no such row."""
    places = local_places(body, blocks)
    if _has_errors(_read(body, blocks)):
        raise CrookedText("The page's own local text has a fault that its group has to mend first. Flag the page to tell them.")
    lines = body.split("\n")
    if change.place == 0:
        changed = body.rstrip("\n") + "\n\n" + "\n".join(_row_lines(change)) + "\n"
    else:
        changed = "\n".join(_changed_lines(lines, _wanted_place(places, change.place), change))
    _check(body, changed, change, blocks)
    return changed


def _changed_lines(lines: list[str], place: LocalPlace, change: LocalChange) -> list[str]:
    if change.row is None and change.is_removed:
        raise BadInput("There is nothing to take away.")
    if change.row is None:
        return _inserted(lines, place, change)
    own = place.named(change.authority)
    if not 0 <= change.row < len(own):
        raise BadInput("There is no such text of this authority in this place any more.")
    row = own[change.row]
    end = row.head + row.length + 2
    if len(row.selector) == 1:
        return [*lines[: row.head], *([] if change.is_removed else _row_lines(change)), *lines[end:]]
    shared = [_without_name(lines[row.head], change.authority), *lines[row.head + 1 : end]]
    return [*lines[: row.head], *([] if change.is_removed else _row_lines(change)), *shared, *lines[end:]]


def _inserted(lines: list[str], place: LocalPlace, change: LocalChange) -> list[str]:
    at = min((row.head for row in place.rows if row.is_base), default=place.rows[-1].head + place.rows[-1].length + 2)
    return [*lines[:at], *_row_lines(change), *lines[at:]]


def _row_lines(change: LocalChange) -> list[str]:
    head = f"::: {_HEADS[change.mode]} {change.authority}"
    head += f" from {change.begins}" if change.begins else ""
    head += f" to {change.ends}" if change.ends else ""
    text = "" if change.mode == "hide" else change.text.strip("\n")
    return [head, *(text.split("\n") if text.strip() else []), ":::"]


def _without_name(head: str, name: str) -> str:
    """The ':::' line with one name less, every other sign as it was."""
    return re.sub(rf"[ \t]+{re.escape(name)}(?![^\s])", "", head, count=1)


def _check(before: str, after: str, change: LocalChange, blocks: Iterable[str]) -> None:
    """Nothing but this authority's rows may differ, however the text was forged."""
    was, now = _read(before, blocks), _read(after, blocks)
    faults = [one["sentence"] for one in now.problems if one["is_error"]]
    if faults and not _has_errors(was):
        raise CrookedText(faults[0], "begins" if "on the same days" in faults[0] else "text")
    if _opens_code(change.text):
        raise CrookedText("A line of your text opens a block of code that it does not close. Close it, or take it out; the rest can stay.", "text")
    own = [row for group in now.groups for row in group.rows if change.authority in row.selector]
    is_there = change.is_removed or any(_says(row, change) for row in own)
    is_same = _others(now, change.authority) == _others(was, change.authority) and _words(now.text) == _words(was.text)
    if not (is_same and is_there):
        raise CrookedText("A line of your text begins with ':::' or opens a block of code that it does not close. Take that out; the rest can stay.", "text")


def _opens_code(text: str) -> bool:
    """Whether a fence of code is left open, which a later change of the page would then close in the wrong place."""
    lines = text.split("\n")
    code = CodeFences(lines)
    return any(line[:3] in ("```", "~~~") and not code.holds(number) for number, line in enumerate(lines))


def _says(row: Row, change: LocalChange) -> bool:
    wanted = "" if change.mode == "hide" else change.text.strip("\n")
    return row.text == (wanted if wanted.strip() else "") and row.begins == change.begins and row.ends == change.ends and row.selector == [change.authority]


def _others(found: Found, authority: str) -> list[tuple]:
    """What everybody else is told in every place: selectors, dates, kind and text, without this authority's name."""
    rest = []
    for group in found.groups:
        rows = [([name for name in row.selector if name != authority], row.begins, row.ends, row.mode, row.text) for row in group.rows]
        rest += [tuple(map(str, row)) for row in rows if row[0]]
    return rest


def _wanted_place(places: tuple[LocalPlace, ...], number: int) -> LocalPlace:
    found = next((one for one in places if one.number == number), None)
    if found is None:
        raise BadInput("There is no such place of local text on this page any more.")
    return found


def _place(number: int, rows: list[Row], lines: list[str]) -> LocalPlace:
    first = rows[0].first_line - 2
    heading = next((found.group(1) for line in reversed(lines[:first]) if (found := _HEADING.match(line))), "")
    return LocalPlace(number, heading, tuple(_local_row(row) for row in rows))


def _local_row(row: Row) -> LocalRow:
    mode = row.mode if row.text.strip() or row.mode == "add" or row.selector == [OTHERWISE] else "hide"
    return LocalRow(tuple(row.selector), row.begins, row.ends, mode, row.text, row.first_line - 2, len(row.lines))


def _read(body: str, blocks: Iterable[str]) -> Found:
    return find(body, Marks(), dict.fromkeys(blocks, _AnyBlock))


class _AnyBlock:
    """Enough of a block for the reader: what is in it is not looked at."""

    holds = "text"


def _has_errors(found: Found) -> bool:
    return any(one["is_error"] for one in found.problems)


def _words(text: str) -> str:
    """The text without marks and without the blank lines that rows leave round themselves."""
    return "\n".join(line.rstrip() for line in MARK.sub("", text).split("\n") if line.strip())
