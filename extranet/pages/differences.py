"""What changed between two texts: side by side, line by line, with the changed words marked.

Lines are matched by difflib, words within changed lines by diff-match-patch. Returns values for a template; no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from diff_match_patch import diff_match_patch

Mark = Literal["same", "removed", "added"]
RowKind = Literal["same", "changed", "removed", "added", "gap"]

CONTEXT_LINES = 3
WORD_SECONDS = 0.3
LINE_SECONDS = 1.0
"""Beyond these diff-match-patch stops refining and gives a correct but coarser answer."""
MATCHING_COST = 2_000_000
MATCHING_LINES = 2_000
"""Pairs of equal lines, and lines, above which difflib leaves them to diff-match-patch: its time grows with both squared."""
ALIKE = 0.35
"""Share of common words from which two lines count as one line changed."""
PAIRING_LINES = 200
"""Longest changed stretch whose lines are paired by likeness; beyond it they are paired in order."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Token:
    """A run of words within a line. `mark` is 'same', 'removed' (left side only) or 'added' (right side only)."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class Side:
    """One line on one side; `number` counts from 1 in its own text."""

    number: int
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(token.text for token in self.tokens)


@dataclass(frozen=True)
class Row:
    """One row of the table: a line left, right or both. A 'gap' has neither and stands for `hidden` equal lines."""

    kind: RowKind
    left: Side | None = None
    right: Side | None = None
    hidden: int = 0


@dataclass(frozen=True)
class Differences:
    """The rows to show, and how many lines were added, removed and changed."""

    rows: tuple[Row, ...]
    added: int
    removed: int
    changed: int

    @property
    def is_same(self) -> bool:
        """True when the two texts are equal."""
        return not (self.added or self.removed or self.changed)


def compare(before: str, after: str, context: int | None = CONTEXT_LINES) -> Differences:
    """The differences of two texts, with `context` equal lines around each change (None: every line)."""
    left, right = _lines(before), _lines(after)
    rows = list(_rows(left, right))
    counts = {kind: sum(row.kind == kind for row in rows) for kind in ("added", "removed", "changed")}
    return Differences(tuple(rows if context is None else _with_gaps(rows, context)), **counts)


def compare_words(before: str, after: str) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The tokens of one changed line, left and right: whole words, never parts of them."""
    left, right = words_of(before), words_of(after)
    coded_left, coded_right, words = _coded(left, right)
    differ = diff_match_patch()
    differ.Diff_Timeout = WORD_SECONDS
    found = differ.diff_main(coded_left, coded_right, False)
    differ.diff_cleanupSemantic(found)
    return (_tokens(found, words, diff_match_patch.DIFF_DELETE, "removed"),
            _tokens(found, words, diff_match_patch.DIFF_INSERT, "added"))  # fmt: skip


def words_between(before: str, after: str) -> tuple[Token, ...]:
    """One run of tokens in which both texts can be read: what is gone and what came, where it stood."""
    coded_before, coded_after, words = _coded(words_of(before), words_of(after))
    differ = diff_match_patch()
    differ.Diff_Timeout = WORD_SECONDS
    found = differ.diff_main(coded_before, coded_after, False)
    differ.diff_cleanupSemantic(found)
    marks = {diff_match_patch.DIFF_EQUAL: "same", diff_match_patch.DIFF_DELETE: "removed", diff_match_patch.DIFF_INSERT: "added"}
    return tuple(Token("".join(words[_number(c)] for c in coded), marks[operation]) for operation, coded in found)


def words_of(text: str) -> list[str]:
    """The text in words, the space between them, and signs; joined again it is the same text."""
    return _WORD.findall(text)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").rstrip("\n").split("\n") if text.strip("\n") else []


def _rows(left: list[str], right: list[str]) -> Iterator[Row]:
    for is_equal, a0, a1, b0, b1 in stretches(left, right):
        if is_equal:
            for i, j in zip(range(a0, a1), range(b0, b1), strict=True):
                yield Row("same", _whole(left, i, "same"), _whole(right, j, "same"))
        else:
            yield from _changed(left, right, range(a0, a1), range(b0, b1))


def stretches(left: list[str], right: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """(is equal, left start, left end, right start, right end) over both lists of lines or words, within bounded time."""
    if max(len(left), len(right)) <= MATCHING_LINES and _cost(left, right) <= MATCHING_COST:
        for tag, a0, a1, b0, b1 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            yield tag == "equal", a0, a1, b0, b1
        return
    coded_left, coded_right, _ = _coded(left, right)
    differ = diff_match_patch()
    differ.Diff_Timeout = LINE_SECONDS
    i = j = a0 = b0 = 0
    for operation, text in differ.diff_main(coded_left, coded_right, False):
        if operation == diff_match_patch.DIFF_EQUAL:
            yield False, a0, i, b0, j
            yield True, i, i + len(text), j, j + len(text)
            i, j = i + len(text), j + len(text)
            a0, b0 = i, j
        elif operation == diff_match_patch.DIFF_DELETE:
            i += len(text)
        else:
            j += len(text)
    yield False, a0, i, b0, j


def _cost(left: list[str], right: list[str]) -> int:
    counts: dict[str, int] = {}
    for line in right:
        counts[line] = counts.get(line, 0) + 1
    return sum(counts.get(line, 0) for line in left)


def _changed(left: list[str], right: list[str], lefts: range, rights: range) -> Iterator[Row]:
    """Rows of a stretch that differs: lines that are alike side by side, the others alone, in order on both sides."""
    i, j = lefts.start, rights.start
    for pair_left, pair_right in _pairs(left, right, lefts, rights):
        yield from _alone(left, right, range(i, pair_left), range(j, pair_right))
        tokens_left, tokens_right = compare_words(left[pair_left], right[pair_right])
        yield Row("changed", Side(pair_left + 1, tokens_left), Side(pair_right + 1, tokens_right))
        i, j = pair_left + 1, pair_right + 1
    yield from _alone(left, right, range(i, lefts.stop), range(j, rights.stop))


def _alone(left: list[str], right: list[str], lefts: range, rights: range) -> Iterator[Row]:
    for i in lefts:
        yield Row("removed", left=_whole(left, i, "removed"))
    for j in rights:
        yield Row("added", right=_whole(right, j, "added"))


def _pairs(left: list[str], right: list[str], lefts: range, rights: range) -> Iterator[tuple[int, int]]:
    if max(len(lefts), len(rights)) > PAIRING_LINES:
        yield from zip(lefts, rights, strict=False)
        return
    words = {j: set(right[j].lower().split()) for j in rights}
    start = rights.start
    for i in lefts:
        own = set(left[i].lower().split())
        likeness, best = max(((_likeness(own, words[j]), -j) for j in range(start, rights.stop)), default=(0, 0))
        if likeness >= ALIKE:
            yield i, -best
            start = -best + 1


def _likeness(words: set[str], others: set[str]) -> float:
    """Share of the words two lines have in common, 0 to 1."""
    return len(words & others) / max(len(words), len(others), 1)


def _whole(lines: list[str], index: int, mark: Mark) -> Side:
    return Side(index + 1, (Token(lines[index], mark),) if lines[index] else ())


def _coded(left: list[str], right: list[str]) -> tuple[str, str, list[str]]:
    """Each different item as one character, so that diff-match-patch compares items instead of letters."""
    items: list[str] = []
    codes: dict[str, str] = {}

    def code(item: str) -> str:
        if item not in codes:
            number = len(items) + 1
            codes[item] = chr(number if number < 0xD800 else number + 0x800)  # past the surrogates
            items.append(item)
        return codes[item]

    return "".join(map(code, left)), "".join(map(code, right)), items


def _tokens(found: list, words: list[str], own: int, mark: Mark) -> tuple[Token, ...]:
    tokens = []
    for operation, coded in found:
        if operation in (diff_match_patch.DIFF_EQUAL, own):
            text = "".join(words[_number(c)] for c in coded)
            tokens.append(Token(text, mark if operation == own else "same"))
    return tuple(tokens)


def _number(character: str) -> int:
    number = ord(character)
    return (number if number < 0xD800 else number - 0x800) - 1


def _with_gaps(rows: list[Row], context: int) -> Iterator[Row]:
    """The rows with each long run of equal lines cut to `context` lines around changes and a gap between."""
    near = [False] * len(rows)
    for index, row in enumerate(rows):
        if row.kind != "same":
            start, end = max(0, index - context), min(len(rows), index + context + 1)
            near[start:end] = [True] * (end - start)
    hidden = 0
    for row, is_near in zip(rows, near, strict=True):
        if not is_near:
            hidden += 1
            continue
        if hidden:
            yield Row("gap", hidden=hidden)
            hidden = 0
        yield row
    if hidden and hidden < len(rows):
        yield Row("gap", hidden=hidden)
