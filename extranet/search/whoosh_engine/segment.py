"""One segment open for reading: its terms, and its documents as sets of bits.

A set of documents is a Python integer with one bit for each document of the
segment: "and", "or" and counting are single operations in C. What is asked
often is kept; a segment's files never change, so what is kept stays true for
as long as the segment lives. Only which documents are deleted can change:
then `with_deleted` gives a view that shares everything else.
"""

from array import array
from collections.abc import Iterable
from pathlib import Path

from extranet.rights import EVERYTHING
from extranet.search.whoosh_engine.codec import PackedTerms, Postings, key_of
from extranet.search.whoosh_engine.schema import FACET, TEXT

KEPT_BYTES = 2_000_000
# What the views on one mapped list cost.
BYTES_OF_POSTINGS = 1_400
# Worths laid out for every document, kept for the words that most documents hold; at most so many numbers in one segment.
SPREAD_NUMBERS = 400_000
_MEMBERS = [tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]

_FLAGS = [bytes(byte >> bit & 1 for bit in range(8)) for byte in range(256)]


class Segment:
    """A segment as a searcher sees it."""

    def __init__(self, name: str, terms: PackedTerms, numbers: array, marks: array, deleted: frozenset[int] = frozenset()):
        self.name = name
        self.terms = terms
        self.numbers = numbers
        self.marks = marks
        self.deleted = deleted
        self.live = _all_but(len(numbers), deleted)
        self._postings: dict[str, Postings | None] = {}
        self._facets: dict[str, int] = {}
        self._values: dict[str, list[tuple[str, int]]] = {}
        self._readable: dict[frozenset[str], int] = {}
        self._spread: dict[int, array] = {}
        self._most_kept = max(50, KEPT_BYTES // (len(numbers) // 8 + BYTES_OF_POSTINGS))

    @classmethod
    def open(cls, folder: Path, name: str, count: int, deleted: frozenset[int]) -> "Segment":
        terms = PackedTerms(folder / f"{name}.trm", folder / f"{name}.pst")
        numbers = _column(folder / f"{name}.number.col", "I", count)
        marks = _column(folder / f"{name}.mark.col", "q", count)
        return cls(name, terms, numbers, marks, deleted)

    def with_deleted(self, deleted: frozenset[int]) -> "Segment":
        """The same segment with other documents deleted."""
        if deleted == self.deleted:
            return self
        other = Segment(self.name, self.terms, self.numbers, self.marks, deleted)
        other._postings, other._facets, other._values, other._spread = self._postings, self._facets, self._values, self._spread
        return other

    def postings(self, term: str) -> Postings | None:
        """The list of a term, or None when no document here holds it."""
        try:
            return self._postings[term]
        except KeyError:
            index = self.terms.find(key_of(TEXT, term))
            found = None if index is None else self.terms.postings_at(index)
            if len(self._postings) >= self._most_kept:
                self._postings.clear()
            self._postings[term] = found
            return found

    def spread(self, postings: Postings) -> array | None:
        """Worth of the term for every document, 0 where it does not stand; None for a term of less than half the documents."""
        count = len(self.numbers)
        if len(postings) * 2 < count or count > SPREAD_NUMBERS // 8:
            return None
        kept = self._spread.get(postings.place)
        if kept is None:
            kept = array("f", bytes(4 * count))
            for document, worth in zip(postings.documents, postings.worths, strict=True):
                kept[document] = worth
            if len(self._spread) >= SPREAD_NUMBERS // count:
                self._spread.clear()
            self._spread[postings.place] = kept
        return kept

    def terms_with(self, prefix: str, limit: int) -> list[str]:
        """Terms that begin so, at most `limit`, in order."""
        found = []
        for _, key in self.terms.keys_with(key_of(TEXT, prefix)):
            found.append(key.partition(b"\0")[2].decode())
            if len(found) >= limit:
                break
        return found

    def facet(self, name: str, value: str) -> int:
        """Documents with this value of this facet."""
        term = f"{name}={value}"
        if term not in self._facets:
            index = self.terms.find(key_of(FACET, term))
            self._facets[term] = 0 if index is None else self.terms.postings_at(index).bits
        return self._facets[term]

    def facet_values(self, name: str) -> list[tuple[str, int]]:
        """(value, documents) for every value of this facet."""
        if name not in self._values:
            prefix = key_of(FACET, f"{name}=")
            found = [(key[len(prefix) :].decode(), self.terms.postings_at(index).bits) for index, key in self.terms.keys_with(prefix)]
            self._values[name] = found
        return self._values[name]

    def readable(self, keys: frozenset[str]) -> int:
        """Documents that these reading keys open; none without keys. Kept for each distinct set of keys."""
        if not keys:
            return 0
        if EVERYTHING in keys:
            return self.live
        if keys not in self._readable:
            if len(self._readable) >= 2_000:
                self._readable.clear()
            self._readable[keys] = union(self.facet("key", key) for key in keys) & self.live
        return self._readable[keys]


def union(sets: Iterable[int]) -> int:
    """All documents of any of the sets."""
    together = 0
    for one in sets:
        together |= one
    return together


def members(bits: int) -> list[int]:
    """The documents of a set, rising."""
    held = bits.to_bytes((bits.bit_length() + 7) >> 3, "little")
    return [at << 3 | bit for at, byte in enumerate(held) if byte for bit in _MEMBERS[byte]]


def as_bytes(bits: int, count: int) -> bytes:
    """A set as one byte for each of `count` documents: 1 for those in it."""
    held = bits.to_bytes((count + 7) >> 3, "little")
    return b"".join([_FLAGS[byte] for byte in held])[:count]


def _all_but(count: int, deleted: Iterable[int]) -> int:
    live = (1 << count) - 1
    for document in deleted:
        live &= ~(1 << document)
    return live


def _column(path: Path, typecode: str, count: int) -> array:
    """A Whoosh number column (network byte order) as an array; ValueError when it is too short."""
    values = array(typecode)
    values.frombytes(path.read_bytes()[: count * values.itemsize])
    values.byteswap()
    if len(values) != count:
        raise ValueError(f"{path.name} holds {len(values)} of {count} values")
    return values
