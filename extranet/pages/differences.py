"""What changed between two texts: side by side, line by line, with the changed words marked.

Lines are matched by difflib, in long texts between the lines that stand once on each side; words within changed lines by
diff-match-patch. Returns values for a template; no HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from time import monotonic
from typing import Literal

from diff_match_patch import diff_match_patch

Mark = Literal["same", "removed", "added"]
RowKind = Literal["same", "changed", "removed", "added", "gap"]

CONTEXT_LINES = 3
WORD_SECONDS = 0.3
LINE_SECONDS = 1.0
"""Beyond these diff-match-patch stops refining and gives a correct but coarser answer."""
ALL_WORDS_SECONDS = 1.0
"""So long are changed words looked for in one comparison; lines after that are marked whole."""
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
    """One row of the table: a line left, right or both. A 'gap' has neither and stands for `hidden` equal lines.

    `where` says of a gap in which part of the page the next line stands.
    """

    kind: RowKind
    left: Side | None = None
    right: Side | None = None
    hidden: int = 0
    where: str = ""

    @property
    def run(self) -> tuple[Token, ...]:
        """A changed line with what is gone and what came in one run of words."""
        left, right = self.left.tokens if self.left else (), self.right.tokens if self.right else ()
        return tuple(_woven(list(left), list(right)))


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


def _woven(left: list[Token], right: list[Token]) -> Iterator[Token]:
    """Both sides of a line as one: the words they share once, and before each of the rest what is gone."""
    left, right = left[::-1], right[::-1]
    while left or right:
        if left and left[-1].mark == "removed":
            yield left.pop()
        elif right and right[-1].mark == "added":
            yield right.pop()
        else:
            yield from _shared(left, right)


def _shared(left: list[Token], right: list[Token]) -> Iterator[Token]:
    """The words that both sides go on with; what is longer on one side stays there."""
    if not left or not right:
        yield (left or right).pop()
        return
    one, other = left.pop(), right.pop()
    length = min(len(one.text), len(other.text))
    yield Token(one.text[:length], "same")
    for side, token in ((left, one), (right, other)):
        if len(token.text) > length:
            side.append(Token(token.text[length:], "same"))


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
    until = monotonic() + ALL_WORDS_SECONDS
    for is_equal, a0, a1, b0, b1 in stretches(left, right):
        if is_equal:
            for i, j in zip(range(a0, a1), range(b0, b1), strict=True):
                yield Row("same", _whole(left, i, "same"), _whole(right, j, "same"))
        else:
            yield from _changed(left, right, range(a0, a1), range(b0, b1), until)


def stretches(left: list[str], right: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """(is equal, left start, left end, right start, right end) over both lists of lines or words, within bounded time."""
    i = j = 0
    for a, b, length in _joined(_equal_runs(left, right, 0, len(left), 0, len(right))):
        if (i, j) != (a, b):
            yield False, i, a, j, b
        yield True, a, a + length, b, b + length
        i, j = a + length, b + length
    if (i, j) != (len(left), len(right)):
        yield False, i, len(left), j, len(right)


def _joined(runs: Iterator[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Runs that touch on both sides as one."""
    held: tuple[int, int, int] | None = None
    for a, b, length in runs:
        if held and (held[0] + held[2], held[1] + held[2]) == (a, b):
            held = (held[0], held[1], held[2] + length)
        else:
            if held:
                yield held
            held = (a, b, length)
    if held:
        yield held


def _equal_runs(left: list[str], right: list[str], a0: int, a1: int, b0: int, b1: int) -> Iterator[tuple[int, int, int]]:
    """(left start, right start, length) of what is equal between two pieces: their ends first, then what stands between."""
    head = 0
    while a0 + head < a1 and b0 + head < b1 and left[a0 + head] == right[b0 + head]:
        head += 1
    tail = 0
    while a1 - tail > a0 + head and b1 - tail > b0 + head and left[a1 - tail - 1] == right[b1 - tail - 1]:
        tail += 1
    if head:
        yield a0, b0, head
    if a0 + head < a1 - tail and b0 + head < b1 - tail:
        yield from _inner_runs(left, right, a0 + head, a1 - tail, b0 + head, b1 - tail)
    if tail:
        yield a1 - tail, b1 - tail, tail


def _inner_runs(left: list[str], right: list[str], a0: int, a1: int, b0: int, b1: int) -> Iterator[tuple[int, int, int]]:
    """Small pieces by difflib; large ones cut at the lines that stand once on each side, or left to diff-match-patch."""
    ours, theirs = left[a0:a1], right[b0:b1]
    if max(len(ours), len(theirs)) <= MATCHING_LINES and _cost(ours, theirs) <= MATCHING_COST:
        for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
            if block.size:
                yield a0 + block.a, b0 + block.b, block.size
        return
    anchors = _anchors(ours, theirs)
    if not anchors:
        yield from ((a0 + a, b0 + b, length) for a, b, length in _coarse_runs(ours, theirs))
        return
    i, j = a0, b0
    for a, b in anchors:
        yield from _equal_runs(left, right, i, a0 + a, j, b0 + b)
        yield a0 + a, b0 + b, 1
        i, j = a0 + a + 1, b0 + b + 1
    yield from _equal_runs(left, right, i, a1, j, b1)


def _anchors(left: list[str], right: list[str]) -> list[tuple[int, int]]:
    """Places of lines that stand once on each side, the longest chain of them that is in order on both (Bram Cohen's patience diff)."""
    once_left, once_right = _places_of_single_lines(left), _places_of_single_lines(right)
    pairs = [(a, once_right[line]) for line, a in once_left.items() if line in once_right]
    ends: list[int] = []  # the lowest right place that ends a chain of each length
    chains: list[tuple[tuple[int, int], int]] = []  # a pair, and the chain before it
    last_of: list[int] = []
    for a, b in pairs:
        length = bisect_left(ends, b)
        chains.append(((a, b), last_of[length - 1] if length else -1))
        if length == len(ends):
            ends.append(b)
            last_of.append(len(chains) - 1)
        else:
            ends[length], last_of[length] = b, len(chains) - 1
    found, at = [], last_of[-1] if last_of else -1
    while at >= 0:
        pair, at = chains[at]
        found.append(pair)
    return found[::-1]


def _places_of_single_lines(lines: list[str]) -> dict[str, int]:
    """Where each line stands that is there once, in order."""
    counts = Counter(lines)
    return {line: place for place, line in enumerate(lines) if counts[line] == 1}


def _coarse_runs(left: list[str], right: list[str]) -> Iterator[tuple[int, int, int]]:
    coded_left, coded_right, _ = _coded(left, right)
    differ = diff_match_patch()
    differ.Diff_Timeout = LINE_SECONDS
    i = j = 0
    for operation, text in differ.diff_main(coded_left, coded_right, False):
        if operation == diff_match_patch.DIFF_EQUAL:
            yield i, j, len(text)
        i += len(text) if operation != diff_match_patch.DIFF_INSERT else 0
        j += len(text) if operation != diff_match_patch.DIFF_DELETE else 0


def _cost(left: list[str], right: list[str]) -> int:
    counts: dict[str, int] = {}
    for line in right:
        counts[line] = counts.get(line, 0) + 1
    return sum(counts.get(line, 0) for line in left)


def _changed(left: list[str], right: list[str], lefts: range, rights: range, until: float) -> Iterator[Row]:
    """Rows of a stretch that differs: lines that are alike side by side, the others alone, in order on both sides."""
    i, j = lefts.start, rights.start
    for pair_left, pair_right in _pairs(left, right, lefts, rights):
        yield from _alone(left, right, range(i, pair_left), range(j, pair_right))
        if monotonic() < until:
            tokens_left, tokens_right = compare_words(left[pair_left], right[pair_right])
            yield Row("changed", Side(pair_left + 1, tokens_left), Side(pair_right + 1, tokens_right))
        else:
            yield Row("changed", _whole(left, pair_left, "removed"), _whole(right, pair_right, "added"))
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
