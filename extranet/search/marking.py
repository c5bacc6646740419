"""Marking the words asked for in the texts shown, and choosing the stretch to show."""

import re
from collections.abc import Iterable, Iterator

from extranet.search.exact import PHONE, POSTCODE, national_digits
from extranet.search.model import Piece
from extranet.search.words import JOINS, run_pattern, slots

STRETCH = 280
LEAD_IN = 60


class Marker(dict):
    """Knows of every run of letters whether it counts as one of the terms: asked of each word of twenty passages, so it remembers."""

    def __init__(self, terms: Iterable[str]):
        super().__init__()
        self.terms = frozenset(terms)
        self.has_exact = any(letter.isdecimal() for term in self.terms for letter in term)
        self._beginnings = {term[:2] for term in self.terms} | {term[:1] + "y" for term in self.terms}

    def __missing__(self, run: str) -> bool:
        self[run] = counts = self._may_count(run) and any(term in self.terms for slot in slots(run) for term in slot)
        return counts

    def _may_count(self, run: str) -> bool:
        """Stemming keeps the first two letters (but dying becomes die), so that most words need not be stemmed to be passed over."""
        return not (run.isascii() and run.isalpha()) or run[:2].lower() in self._beginnings


def mark(text: str, marker: Marker) -> tuple[Piece, ...]:
    """The text in pieces, those that count as one of the terms marked."""
    return _pieces(text, 0, len(text), found_ranges(text, marker))


def stretch(text: str, marker: Marker, length: int = STRETCH) -> tuple[Piece, ...]:
    """At most about `length` letters of the text, where most of the terms stand together, marked."""
    ranges = found_ranges(text, marker)
    if len(text) <= length:
        return _pieces(text, 0, len(text), ranges)
    start = _densest(ranges, length)
    began = text.rfind(" ", 0, max(0, start - LEAD_IN)) + 1 if start > LEAD_IN else 0
    end = text.rfind(" ", began, began + length) if began + length < len(text) else len(text)
    end = end if end > began else began + length
    before = (Piece("… "),) if began else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return (*before, *_pieces(text, began, end, ranges), *after)


def found_ranges(text: str, marker: Marker) -> list[tuple[int, int]]:
    """(start, end) of every word of the text that counts as one of the terms, in order, none overlapping."""
    pattern = run_pattern(text)
    found = sorted(span for run in set(pattern.findall(text)) if marker[run] for span in _standing(text, run, pattern))
    return _joined(found + _exact_ranges(text, marker.terms)) if marker.has_exact else found


def _standing(text: str, run: str, pattern: re.Pattern) -> Iterator[tuple[int, int]]:
    """Where this run stands by itself: not as a piece of a longer one."""
    at = text.find(run)
    while at >= 0:
        end = at + len(run)
        if not (at and text[at - 1].isalnum()) and pattern.match(text, at).end() == end and not _continues(text, at):
            yield at, end
        at = text.find(run, end)


def _continues(text: str, at: int) -> bool:
    """Whether a run from before goes on here, joined by a mark such as a hyphen."""
    return at >= 2 and text[at - 1] in JOINS and text[at - 2].isalnum()


def _exact_ranges(text: str, terms: frozenset[str]) -> list[tuple[int, int]]:
    postcodes = [m.span() for m in POSTCODE.finditer(text) if (m[1] + m[2]).lower() in terms]
    phones = [m.span() for m in PHONE.finditer(text) if national_digits(m[0]) in terms]
    return postcodes + phones


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _densest(ranges: list[tuple[int, int]], length: int) -> int:
    """Start of the range from which most ranges lie within `length`."""
    best, most, last = 0, 0, 0
    for first, (start, _) in enumerate(ranges):
        last = max(last, first)
        while last < len(ranges) and ranges[last][1] <= start + length - LEAD_IN:
            last += 1
        if last - first > most:
            best, most = start, last - first
    return best


def _pieces(text: str, start: int, end: int, ranges: list[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces, at = [], start
    for first, last in ranges:
        if first < at or last > end:
            continue
        if first > at:
            pieces.append(Piece(text[at:first]))
        pieces.append(Piece(text[first:last], is_found=True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)
