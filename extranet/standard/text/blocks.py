"""Markdown cut into blocks, each with its line in the source. One pass over the lines, nothing looked at twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*\s*\Z")
ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])[ \t]+(.*)\Z")
FENCE = re.compile(r"(`{3,}|~{3,})")
LOCAL = re.compile(r":::[ \t]*(.*?)[ \t]*\Z")
CALLOUT = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]*\w*[ \t]*(?:\"([^\"]*)\")?")
RULE_OR_UNDERLINE = re.compile(r"[ \t]*(?:=+|-+|\*{3,}|_{3,})[ \t]*\Z")
DIVIDER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*\Z")
NAME = re.compile(r"[ \t]*\{:?[ \t]*[#.][^}\n]{0,200}\}[ \t]*\Z")
FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,80}\]:")
ROW_MARKS = ("for", "also", "otherwise")


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list; `depth` is 0 for the outermost."""

    text: str
    line: int
    depth: int = 0
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text. `line` counts from 1 in the source; `text` still holds its inline Markdown, on one line.

    `kind` is heading, paragraph, list, table, code, html or footnote. `level` is a heading's; `items` a list's; `rows` a table's, the first
    its head; `local` says whose text it is ("for woking"), "" for everybody's.
    """

    kind: str
    line: int
    text: str = ""
    level: int = 0
    items: tuple[Item, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    local: str = ""


def read_blocks(source: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text in order. Any text gives an answer."""
    return tuple(_Scan(source.split("\n")).blocks())


@dataclass
class _Scan:
    lines: list[str]
    local: str = ""
    at: int = 0
    waiting: list[str] = field(default_factory=list)
    waiting_line: int = 0
    depth: int = 0  # lines of ::: that opened a plugin's block and are not closed

    def blocks(self) -> Iterator[Block]:
        while self.at < len(self.lines):
            yield from self._step(self.lines[self.at])
        yield from self._paragraph()

    def _step(self, line: str) -> Iterator[Block]:
        stripped = line.strip()
        if not stripped:
            yield from self._paragraph()
            self.at += 1
        elif fence := FENCE.match(stripped):
            yield from self._paragraph()
            yield self._code(fence[1][:3])
        elif line.startswith(":::"):
            yield from self._paragraph()
            self._mark(LOCAL.match(line)[1])
            self.at += 1
        elif heading := HEADING.match(stripped):
            yield from self._paragraph()
            yield self._block("heading", heading[2], level=len(heading[1]))
            self.at += 1
        elif callout := CALLOUT.match(line):
            yield from self._paragraph()
            self._open_callout(callout[1])
        elif self.waiting and RULE_OR_UNDERLINE.match(line) and stripped[0] in "=-":
            yield from self._underlined(1 if stripped[0] == "=" else 2)
        elif not self.waiting and "|" in line and self.at + 1 < len(self.lines) and DIVIDER.match(self.lines[self.at + 1]):
            yield self._table()
        elif not self.waiting and ITEM.match(line):
            yield self._list()
        elif not self.waiting and line.startswith(("    ", "\t")):
            yield self._indented()
        elif RULE_OR_UNDERLINE.match(line) or NAME.match(line):
            self.at += 1
        else:
            self.waiting_line = self.waiting_line if self.waiting else self.at + 1
            self.waiting.append(stripped)
            self.at += 1

    def _block(self, kind: str, text: str = "", line: int = 0, **more) -> Block:
        return Block(kind, line or self.at + 1, text, local=self.local, **more)

    def _paragraph(self) -> Iterator[Block]:
        if self.waiting:
            text, self.waiting = " ".join(self.waiting), []
            kind = "footnote" if FOOTNOTE.match(text) else "html" if text.startswith("<") and not text.startswith("<http") else "paragraph"
            yield self._block(kind, text.removeprefix("> ") if kind == "paragraph" else text, self.waiting_line)

    def _underlined(self, level: int) -> Iterator[Block]:
        text, self.waiting = " ".join(self.waiting), []
        yield self._block("heading", text, self.waiting_line, level=level)
        self.at += 1

    def _code(self, mark: str) -> Block:
        first = self.at + 1
        self.at += 1
        while self.at < len(self.lines) and not self.lines[self.at].strip().startswith(mark):
            self.at += 1
        self.at += 1
        return self._block("code", line=first)

    def _indented(self) -> Block:
        first = self.at + 1
        while self.at < len(self.lines) and (self.lines[self.at].startswith(("    ", "\t")) or not self.lines[self.at].strip()):
            self.at += 1
        return self._block("code", line=first)

    def _mark(self, words: str) -> None:
        """`::: for woking` begins somebody's text, `:::` ends it; other blocks between are passed over."""
        if words.split(" ")[0] in ROW_MARKS:
            self.local, self.depth = words, 0
        elif words:
            self.depth += 1
        elif self.depth:
            self.depth -= 1
        else:
            self.local = ""

    def _open_callout(self, title: str | None) -> None:
        """The title counts as a paragraph; what is indented below is taken as if it were not."""
        self.lines[self.at] = title or ""
        place = self.at + 1
        while place < len(self.lines) and (self.lines[place].startswith("    ") or not self.lines[place].strip()):
            self.lines[place] = self.lines[place][4:]
            place += 1
        if not title:
            self.at += 1

    def _table(self) -> Block:
        first, rows = self.at + 1, [_cells(self.lines[self.at])]
        self.at += 2
        while self.at < len(self.lines) and "|" in self.lines[self.at]:
            rows.append(_cells(self.lines[self.at]))
            self.at += 1
        return self._block("table", line=first, rows=tuple(rows))

    def _list(self) -> Block:
        first, found = self.at + 1, []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            point = ITEM.match(line)
            if point:
                indent = len(point[1].expandtabs(4))
                found.append([point[3], self.at + 1, indent // 2 if indent < 4 else indent // 4, point[2][0].isdigit()])
            elif not line.strip():
                if not self._goes_on():
                    break
            elif line.startswith((" ", "\t")) or not self._begins_anew(line):
                found[-1][0] += " " + line.strip()
            else:
                break
            self.at += 1
        return self._block("list", line=first, items=tuple(Item(*one) for one in found))

    def _goes_on(self) -> bool:
        """Whether the list goes on behind an empty line."""
        after = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        return bool(ITEM.match(after)) or (after.startswith(("    ", "\t")) and bool(after.strip()))

    @staticmethod
    def _begins_anew(line: str) -> bool:
        return line.startswith((":::", "```", "~~~", "!!!", "???")) or bool(HEADING.match(line))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))
