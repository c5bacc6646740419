"""Finds what stands on lines of its own before Markdown sees the text: rows, blocks of plugins, includes.

    ::: for woking guildford           ::: checklist opening         {{include:bank-holidays}}
    Text for these two.                - Unlock the desk
    :::                                :::

Everything found is replaced by a mark in a paragraph of its own. Fenced code is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .marks import PIPE, Marks
from .model import BlockKind, problem
from .rows import Row, clashes, is_row_head, read_head

SLUG = r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*"
FACT = re.compile(r"\{\{fact:([a-z0-9]+(?:[._-][a-z0-9]+)*)\}\}")
WIKI_LINK = re.compile(rf"\[\[({SLUG})(#[^\[\]|{PIPE}\s]+)?(?:[|{PIPE}]([^\[\]\n]*))?\]\]")

_INCLUDE = re.compile(rf"\{{\{{include:\s*({SLUG})\s*\}}\}}\s*$")
_CODE_FENCE = re.compile(r"(`{3,}|~{3,})")
_TOP_HEADING = re.compile(r"#(?!#)[ \t]+\S")
_UNDERLINE = re.compile(r"=+[ \t]*$")
_LIST_ITEM = re.compile(r"[ ]*(?:[-*+]|[0-9]+\.)[ ]")
_CODE_SPAN = re.compile(r"`[^`]*`")
_FACT_IN_ADDRESS = re.compile(r"\]\([^)\s]*\{\{fact:")


@dataclass
class Group:
    """Adjacent rows: one place in the text, several wordings."""

    rows: list[Row] = field(default_factory=list)
    part: list = field(default_factory=lambda: ["variant", "", []])


@dataclass
class Block:
    """A plugin's block while its lines are collected."""

    name: str
    args: str
    first_line: int
    lines: list[str] = field(default_factory=list)
    part: list = field(default_factory=list)


@dataclass
class Found:
    """What Markdown gets, what the marks in it stand for, and what is wrong, with lines counted from 1."""

    text: str
    groups: list[Group]
    blocks: list[Block]
    problems: list[dict]


def find(text: str, marks: Marks, blocks: Mapping[str, BlockKind], first_line: int = 1) -> Found:
    """The text with marks in place of rows, blocks and includes; `first_line` is the number of its first line.

    A row head inside a row or a block ends what is open: text for one authority cannot stand inside another.
    """
    return _Finder(marks, blocks).run(text, first_line)


class _Finder:
    """Reads line by line; `self._open` is the row or block the lines go to, `self._depth` counts blocks in it."""

    def __init__(self, marks: Marks, blocks: Mapping[str, BlockKind]) -> None:
        self._marks, self._blocks = marks, blocks
        self._out: list[str] = []
        self._open: Row | Block | None = None
        self._depth = 0
        self._unknown = 0
        self._is_list = False
        self._group: Group | None = None
        self._found = Found("", [], [], [])

    def run(self, text: str, first_line: int) -> Found:
        lines = text.split("\n")
        code = CodeFences(lines)
        for index, line in enumerate(lines):
            number = first_line + index
            if code.holds(index):
                self._keep(line)
            elif line.startswith(":::"):
                self._directive(line[3:].split(), number, line)
            else:
                self._line(line, number, lines[index - 1] if index else "")
        if self._open is not None:
            self._fault(_opened_at(self._open), "The ':::' text opened here is never closed with a line ':::'.", True)
            self._close()
        for group in self._found.groups:
            self._found.problems += [problem(sentence, line, True) for line, sentence in clashes(group.rows)]
        self._found.text = "\n".join(self._out)
        return self._found

    def _fault(self, line: int, sentence: str, is_error: bool = False) -> None:
        self._found.problems.append(problem(sentence, line, is_error))

    def _keep(self, line: str) -> None:
        if self._open is not None:
            self._open.lines.append(line)
            return
        if line.strip():
            self._group = None
        self._out.append(line)

    def _line(self, line: str, number: int, before: str) -> None:
        if self._open is not None:
            self._open.lines.append(line)
            return
        include = _INCLUDE.match(line)
        if include:
            self._group = None
            self._place(["include", include.group(1)])
            return
        self._is_list = bool(_LIST_ITEM.match(line)) or (self._is_list and line[:1] in ("", " ", "\t"))
        if self._is_list or not line.startswith(("    ", "\t")):  # else it is code
            for sentence in _remarks(_CODE_SPAN.sub("", line), before):
                self._fault(number, sentence)
        self._keep(WIKI_LINK.sub(lambda m: m.group().replace("|", PIPE, 1), line) if "[[" in line else line)

    def _place(self, part: list) -> None:
        self._out += ["", self._marks.add(part), ""]

    def _directive(self, words: list[str], number: int, line: str) -> None:
        if is_row_head(words):
            self._open_row(words, number)
        elif not words:
            self._end_line(number, line)
        elif self._open is not None:
            self._depth += 1
            self._open.lines.append(line)
        elif words[0] in self._blocks:
            self._group = None
            self._open = Block(words[0], " ".join(words[1:]), number + 1)
        else:
            self._unknown += 1
            self._fault(number, f"There is no block called '{words[0]}'; its text is shown as ordinary text.")

    def _open_row(self, words: list[str], number: int) -> None:
        if self._open is not None:
            self._fault(number, "Text for one authority cannot stand inside another ':::'. Close that first.", True)
            self._close()
        self._open, faults = read_head(words, number)
        for sentence in faults:
            self._fault(number, sentence, True)

    def _end_line(self, number: int, line: str) -> None:
        if self._depth:
            self._depth -= 1
            self._open.lines.append(line)
        elif self._open is not None:
            self._close()
        elif self._unknown:
            self._unknown -= 1
        else:
            self._fault(number, "This ':::' closes nothing.")

    def _close(self) -> None:
        done, self._open, self._depth = self._open, None, 0
        if isinstance(done, Row):
            self._add_row(done)
            return
        kind = self._blocks[done.name]
        source = "\n".join(done.lines)
        done.part = ["block", done.name, done.args, source, []]
        if kind.holds == "markdown":
            self._found.blocks.append(done)
        self._place(done.part)

    def _add_row(self, row: Row) -> None:
        if self._group is None:
            self._group = Group()
            self._found.groups.append(self._group)
            self._place(self._group.part)
        self._group.rows.append(row)


def _opened_at(thing: Row | Block) -> int:
    return thing.first_line - 1


def _remarks(line: str, before: str):
    """Sentences about a line of ordinary text that will not do what its author meant."""
    if _TOP_HEADING.match(line) or (before.strip() and _UNDERLINE.match(line)):
        yield "A page has one main heading, its title. This one is shown as '##', one level down."
    if "{{" in line:
        yield from _remarks_on_braces(line)
    if line.lstrip().startswith("::: ") and is_row_head(line.split()[1:]):
        yield "':::' must stand at the very beginning of its line, also within a list."


def _remarks_on_braces(line: str):
    if "{{include:" in line:
        yield "{{include:…}} works only on a line of its own."
    if _FACT_IN_ADDRESS.search(line):
        yield "A fact cannot stand in a link's address. Write it as text: a telephone or web fact is a link already."
    if line.count("{{fact:") > len(FACT.findall(line)):
        yield "A fact is written {{fact:waste.bulky.price}}: small letters and figures, parted by full stops."


class CodeFences:
    """Which lines are fenced code, by the same rule as Markdown's fenced_code: both fences at the line's start."""

    def __init__(self, lines: list[str]) -> None:
        self._inside = [False] * len(lines)
        closers: dict[str, list[int]] = {}
        for index, line in enumerate(lines):
            if line[:3] in ("```", "~~~"):
                closers.setdefault(line.rstrip(), []).append(index)
        index = 0
        while index < len(lines):
            last = self._closing(lines[index], index, closers)
            if last is not None:
                self._inside[index : last + 1] = [True] * (last + 1 - index)
                index = last
            index += 1

    @staticmethod
    def _closing(line: str, index: int, closers: dict[str, list[int]]) -> int | None:
        fence = _CODE_FENCE.match(line)
        if fence is None:
            return None
        later = closers.get(fence.group(1), [])
        while later and later[0] <= index:
            later.pop(0)
        return later[0] if later else None

    def holds(self, index: int) -> bool:
        """True when this line is code or one of its fences."""
        return self._inside[index]
