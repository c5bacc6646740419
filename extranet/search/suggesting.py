"""Suggestions while somebody types: from memory, without the index.

Every label (a title, an asked-as phrase) is found by the beginning of any of
its words. `_order` holds every such beginning as label << 8 | offset, sorted
by the text that follows, so that a prefix is a range of it. What changed since
it was sorted lies in a small list beside it, until that is worth making all of
it anew: which takes a good part of a second, so nobody who types waits for it.
Each web process holds one of these, so labels are kept in flat lists: about
a kilobyte for each page in all.
"""

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extranet.rights import EVERYTHING
from extranet.search.model import WITHDRAWN, Suggestion
from extranet.search.words import fold

LONGEST_LABEL = 255
OFFSET_BITS = 8
MOST_LOOKED_AT = 1_500
ENOUGH = 150
# With so many that begin as typed, words standing apart are not looked for.
PLENTY = 8
FRESH_MOST = 400
SHORTEST_MISTAKEN = 4
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LAST = "\U0010ffff"


class Thing(NamedTuple):
    """What a label leads to."""

    kind: str
    title: str
    url: str
    reading_key: str
    areas: tuple[str, ...]


class Match(NamedTuple):
    """A label that fits: rank 0 when it begins as typed, 1 when a word of it does, 2 when its words stand apart."""

    rank: int
    is_phrase: bool
    text: str
    thing: Thing


class Labels:
    """Every label of a site, by the beginnings of its words."""

    def __init__(self, rows: Iterable = ()):
        self._things: dict[int, Thing] = {}
        self._texts: list[str] = []
        self._owners = array("I")
        self._fresh: list[tuple[str, int]] = []
        self._outdated: set[int] = set()
        self._order = array("Q")
        for text, number in self._taken(rows):
            self._texts.append(text)
            self._owners.append(number)
        self._sort()

    def replace(self, numbers: Sequence[int], rows: Iterable) -> None:
        """Forget these documents, then take the rows of those that are still there."""
        gone = set(numbers)
        self._outdated |= gone
        for number in gone:
            self._things.pop(number, None)
        self._fresh = [one for one in self._fresh if one[1] not in gone]
        self._fresh += self._taken(rows)

    @property
    def is_untidy(self) -> bool:
        """Whether so much has changed that these labels should be made anew."""
        return max(len(self._fresh), len(self._outdated)) > FRESH_MOST

    def suggest(self, text: str, keys: frozenset[str], area: str | None, limit: int) -> list[Suggestion]:
        """At most `limit` things whose label has words beginning like those typed; readable with these keys only."""
        words = fold(" ".join(text.split()))[:LONGEST_LABEL].split()
        if not words or not keys:
            return []
        found = self._found(words, keys) or self._mistaken(words, keys)
        return self._ranked(found, area, limit)

    def _taken(self, rows: Iterable) -> Iterator[tuple[str, int]]:
        """(label, document) of these rows, whose things are kept. Equal values are kept once."""
        once: dict = {}
        for row in rows:
            areas = tuple(row.areas)
            kind, key, areas = (once.setdefault(one, one) for one in (row.kind, row.reading_key, areas))
            self._things[row.id] = Thing(kind, row.title, row.url, key, areas)
            yield row.title, row.id
            yield from ((phrase, row.id) for phrase in row.asked_as)

    def _sort(self) -> None:
        beginnings = []
        for at, text in enumerate(self._texts):
            folded = _folded(text)
            beginnings += [(folded[offset:], at << OFFSET_BITS | offset) for offset in _word_starts(folded)]
        beginnings.sort()
        self._order = array("Q", [code for _, code in beginnings])

    def _text_at(self, code: int) -> str:
        return _folded(self._texts[code >> OFFSET_BITS])[code & LONGEST_LABEL :]

    def _range(self, prefix: str) -> range:
        start = bisect_left(self._order, prefix, key=self._text_at)
        return range(start, bisect_left(self._order, prefix + LAST, lo=start, key=self._text_at))

    def _begins_any(self, prefix: str) -> bool:
        at = bisect_left(self._order, prefix, key=self._text_at)
        return at < len(self._order) and self._text_at(self._order[at]).startswith(prefix)

    def _found(self, words: Sequence[str], keys: frozenset[str]) -> dict[int, Match]:
        """The best matching label of every readable document that has one; about ENOUGH at most."""
        found: dict[int, Match] = {}
        whole = " ".join(words)
        self._gather(found, self._range(whole), [], whole, keys)
        if len(words) > 1 and len(found) < PLENTY:
            narrowest = min((self._range(word) for word in words), key=len)
            self._gather(found, narrowest, words, whole, keys)
        for text, number in self._fresh:
            if all(_has_word(_folded(text), word) for word in words):
                self._keep(found, text, number, whole, keys)
        return found

    def _gather(self, found: dict[int, Match], places: range, words: Sequence[str], whole: str, keys: frozenset[str]) -> None:
        for at in places[:MOST_LOOKED_AT]:
            label = self._order[at] >> OFFSET_BITS
            number = self._owners[label]
            if number in self._outdated or not all(_has_word(_folded(self._texts[label]), word) for word in words):
                continue
            self._keep(found, self._texts[label], number, whole, keys)
            if len(found) >= ENOUGH:
                return

    def _keep(self, found: dict[int, Match], text: str, number: int, whole: str, keys: frozenset[str]) -> None:
        thing = self._things.get(number)
        if thing is None:  # it went in this very moment
            return
        if thing.reading_key not in keys and (EVERYTHING not in keys or thing.reading_key == WITHDRAWN):
            return
        match = Match(_rank(_folded(text), whole), text != thing.title, text, thing)
        if number not in found or match[:2] < found[number][:2]:
            found[number] = match

    def _mistaken(self, words: Sequence[str], keys: frozenset[str]) -> dict[int, Match]:
        """As `_found`, one typing mistake in one word forgiven."""
        for at, word in sorted(enumerate(words), key=lambda one: -len(one[1])):
            is_known = len(words) > 1 and at < len(words) - 1 and len(self._range(word))
            if len(word) < SHORTEST_MISTAKEN or is_known:
                continue
            found: dict[int, Match] = {}
            for other in sorted(_one_mistake(word)):
                if self._begins_any(other):
                    found = self._found([*words[:at], other, *words[at + 1 :]], keys) | found
            if found:
                return found
        return {}

    def _ranked(self, found: dict[int, Match], area: str | None, limit: int) -> list[Suggestion]:
        def order(match: Match):
            holds = area is None or area in match.thing.areas
            return match.rank, not holds, match.is_phrase, len(match.text), match.text

        return [_suggestion(match) for match in heapq.nsmallest(limit, found.values(), key=order)]


def _suggestion(match: Match) -> Suggestion:
    thing = match.thing
    return Suggestion(thing.kind, match.text, thing.title if match.is_phrase else "", thing.url)


def _folded(text: str) -> str:
    """As compared: folded, and no longer than an offset can say. Not kept, for memory is dearer here than a fold."""
    return (text.lower() if text.isascii() else fold(text))[:LONGEST_LABEL]


def _word_starts(text: str) -> list[int]:
    """Where words begin in a folded label, each within one byte."""
    return [at for at in range(len(text)) if text[at].isalnum() and (at == 0 or not text[at - 1].isalnum())]


def _has_word(text: str, beginning: str) -> bool:
    at = text.find(beginning)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(beginning, at + 1)
    return at >= 0


def _rank(text: str, whole: str) -> int:
    if text.startswith(whole):
        return 0
    return 1 if _has_word(text, whole) else 2


def _one_mistake(word: str) -> set[str]:
    """Every string one typing mistake away; the first letter is taken as right, or swapped with the second."""
    parts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    fewer = {left + right[1:] for left, right in parts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in parts if right for letter in LETTERS}
    more = {left + letter + right for left, right in parts for letter in LETTERS}
    return (fewer | swapped | other | more | {word[1] + word[0] + word[2:]}) - {word}
