"""Suggestions while somebody types: from memory, without the index.

Every label (a title, an asked-as phrase) is found by the beginning of any of
its words. `order` holds every such beginning as label << 8 | offset, sorted by
the text that follows, so that a prefix is a range of it. What changed since it
was sorted lies in a small list beside it, until that is worth sorting in.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extranet.rights import EVERYTHING
from extranet.search.model import WITHDRAWN, Suggestion
from extranet.search.words import fold

LONGEST_LABEL = 255
OFFSET_BITS = 8
MOST_LOOKED_AT = 3_000
ENOUGH = 400
FRESH_MOST = 400
SHORTEST_MISTAKEN = 4
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Label:
    """One way to find one thing. `folded` is what is compared; `number` the document."""

    folded: str
    number: int
    label: str
    is_title: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """What a label leads to."""

    kind: str
    title: str
    url: str
    reading_key: str
    areas: tuple[str, ...]


class Labels:
    """Every label of a site, by the beginnings of its words."""

    def __init__(self, rows: Iterable = ()):
        self._things: dict[int, Thing] = {}
        self._labels: list[Label] = []
        self._fresh: list[Label] = []
        self._outdated: set[int] = set()
        self._order = array("Q")
        self._take(rows, self._labels)
        self._sort()

    def replace(self, numbers: Sequence[int], rows: Iterable) -> None:
        """Forget these documents, then take the rows of those that are still there."""
        self._outdated |= set(numbers)
        for number in numbers:
            self._things.pop(number, None)
        self._fresh = [label for label in self._fresh if label.number not in set(numbers)]
        self._take(rows, self._fresh)
        if len(self._fresh) > FRESH_MOST or len(self._outdated) > FRESH_MOST:
            self._labels = [label for label in self._labels if label.number not in self._outdated] + self._fresh
            self._fresh, self._outdated = [], set()
            self._sort()

    def suggest(self, text: str, keys: frozenset[str], area: str | None, limit: int) -> list[Suggestion]:
        """At most `limit` things whose label has words beginning like those typed; readable with these keys only."""
        words = fold(" ".join(text.split()))[:LONGEST_LABEL].split()
        if not words or not keys:
            return []
        found = self._found(words, keys)
        if not found and len(words[-1]) >= SHORTEST_MISTAKEN:
            found = self._mistaken(words, keys)
        return self._ranked(found, " ".join(words), area, limit)

    def _take(self, rows: Iterable, into: list[Label]) -> None:
        for row in rows:
            self._things[row.id] = Thing(row.kind, row.title, row.url, row.reading_key, tuple(row.areas))
            into.append(Label(fold(row.title)[:LONGEST_LABEL], row.id, row.title, True))
            into += [Label(fold(phrase)[:LONGEST_LABEL], row.id, phrase, False) for phrase in row.asked_as]

    def _sort(self) -> None:
        codes = [at << OFFSET_BITS | offset for at, label in enumerate(self._labels) for offset in _word_starts(label.folded)]
        codes.sort(key=self._text_at)
        self._order = array("Q", codes)

    def _text_at(self, code: int) -> str:
        return self._labels[code >> OFFSET_BITS].folded[code & LONGEST_LABEL :]

    def _range(self, prefix: str) -> range:
        start = bisect_left(self._order, prefix, key=self._text_at)
        return range(start, bisect_left(self._order, prefix + LAST, lo=start, key=self._text_at))

    def _found(self, words: Sequence[str], keys: frozenset[str]) -> dict[int, tuple[int, Label]]:
        """{document: (rank, label)}: 0 the whole text begins the label, 1 begins a word of it, 2 its words stand apart."""
        found: dict[int, tuple[int, Label]] = {}
        whole = " ".join(words)
        self._gather(found, self._range(whole), [], whole, keys)
        if len(words) > 1 and len(found) < ENOUGH:
            narrowest = min((self._range(word) for word in words), key=len)
            self._gather(found, narrowest, words, whole, keys)
        for label in self._fresh:
            if self._is_open(label, keys) and all(_has_word(label.folded, word) for word in words):
                _keep(found, label, _rank(label.folded, whole))
        return found

    def _gather(self, found, places: range, words: Sequence[str], whole: str, keys: frozenset[str]) -> None:
        for at in places[:MOST_LOOKED_AT]:
            label = self._labels[self._order[at] >> OFFSET_BITS]
            if label.number in self._outdated or not self._is_open(label, keys):
                continue
            if all(_has_word(label.folded, word) for word in words):
                _keep(found, label, _rank(label.folded, whole))
                if len(found) >= ENOUGH:
                    return

    def _is_open(self, label: Label, keys: frozenset[str]) -> bool:
        thing = self._things.get(label.number)
        return thing is not None and (thing.reading_key in keys or (EVERYTHING in keys and thing.reading_key != WITHDRAWN))

    def _mistaken(self, words: Sequence[str], keys: frozenset[str]) -> dict[int, tuple[int, Label]]:
        """As `_found`, one typing mistake in one word forgiven; the first letter is taken as right."""
        for at, word in sorted(enumerate(words), key=lambda one: -len(one[1])):
            if len(word) < SHORTEST_MISTAKEN or (len(words) > 1 and len(self._range(word)) and at < len(words) - 1):
                continue
            found: dict[int, tuple[int, Label]] = {}
            for other in sorted(_one_mistake(word)):
                if len(self._range(other)):
                    found |= {k: v for k, v in self._found([*words[:at], other, *words[at + 1 :]], keys).items() if k not in found}
            if found:
                return found
        return {}

    def _ranked(self, found: dict[int, tuple[int, Label]], whole: str, area: str | None, limit: int) -> list[Suggestion]:
        def order(item):
            number, (rank, label) = item
            holds = area is None or area in self._things[number].areas
            return rank, not holds, not label.is_title, len(label.folded), label.folded

        best = sorted(found.items(), key=order)[:limit]
        return [self._suggestion(number, label) for number, (_, label) in best]

    def _suggestion(self, number: int, label: Label) -> Suggestion:
        thing = self._things[number]
        return Suggestion(thing.kind, label.label, "" if label.is_title else thing.title, thing.url)


def _word_starts(text: str) -> list[int]:
    """Where words begin in a folded label, each within one byte."""
    return [at for at in range(min(len(text), LONGEST_LABEL)) if text[at].isalnum() and (at == 0 or not text[at - 1].isalnum())]


def _has_word(text: str, beginning: str) -> bool:
    at = text.find(beginning)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(beginning, at + 1)
    return at >= 0


def _rank(text: str, whole: str) -> int:
    if text.startswith(whole):
        return 0
    return 1 if _has_word(text, whole) else 2


def _keep(found: dict[int, tuple[int, Label]], label: Label, rank: int) -> None:
    known = found.get(label.number)
    if known is None or (rank, not label.is_title) < (known[0], not known[1].is_title):
        found[label.number] = (rank, label)


def _one_mistake(word: str) -> set[str]:
    parts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    fewer = {left + right[1:] for left, right in parts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in parts if right for letter in LETTERS}
    more = {left + letter + right for left, right in parts for letter in LETTERS}
    return (fewer | swapped | other | more | {word[1] + word[0] + word[2:]}) - {word}
