"""How postings lie in files: a codec for Whoosh whose lists are flat arrays.

Whoosh's own codec packs postings into blocks of pickles, which must be parsed
posting by posting. Here each list is four arrays in one stretch of the file,
used in place through a memory map: no parsing, no copy in every process, and
a merge glues arrays together. (It is also what one bit flip cannot turn into
code: nothing is unpickled.)

Postings file (.pst), in units of 4 bytes, native byte order:
    n documents (uint32), n worths (float32), n ends of places (uint32),
    m places (uint32), and for terms in many documents a set of bits.
Terms file (.trm): "XTRM", count, then per term RECORD of uint32, then the keys
one after another; a key is field name, NUL, term in UTF-8, in sorted order.
"""

import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec
from whoosh.formats import Format
from whoosh.matching import ListMatcher

MAGIC = b"XTRM"
# key end, start (units), documents, places, length of the set of bits (units)
RECORD = 5
# Raised when files, terms or worths come out differently: an index of another version is not read, and is made anew.
FORMAT_VERSION = 3
# A set of bits is stored when it is smaller than the list of documents it stands for.
BITS_PER_UNIT = 32

if array("I").itemsize != 4 or sys.byteorder != "little":  # pragma: no cover
    raise RuntimeError("the search index needs a little-endian machine with 4-byte integers")


class Postings:
    """One term's list in one segment: arrays by index, documents rising. `place` names it within its segment."""

    __slots__ = ("documents", "worths", "ends", "places", "bits", "place")

    def __init__(self, documents, worths, ends, places, bits: int, place: int):
        self.place = place
        self.documents = documents
        self.worths = worths
        self.ends = ends
        self.places = places
        self.bits = bits

    def __len__(self) -> int:
        return len(self.documents)

    def places_in(self, document: int):
        """Places of the term in this document; empty when it does not stand there."""
        index = bisect_left(self.documents, document)
        if index == len(self.documents) or self.documents[index] != document:
            return ()
        return self.places[self.ends[index - 1] if index else 0 : self.ends[index]]

    def worth_in(self, document: int) -> float:
        """Worth of the term in a document that holds it."""
        return self.worths[bisect_left(self.documents, document)]


def bits_of(documents) -> int:
    """The set of bits of a rising list of document numbers."""
    if not len(documents):
        return 0
    held = bytearray((documents[-1] >> 3) + 1)
    for document in documents:
        held[document >> 3] |= 1 << (document & 7)
    return int.from_bytes(held, "little")


class MappedFile:
    """A file mapped for reading; empty files are empty bytes."""

    def __init__(self, path: Path):
        with path.open("rb") as file:
            size = file.seek(0, 2)
            self.view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b"")


class PackedTerms(base.TermsReader):
    """The terms of one segment and their postings, mapped."""

    def __init__(self, terms_path: Path, postings_path: Path):
        self._terms = MappedFile(terms_path).view
        if bytes(self._terms[:4]) != MAGIC:
            raise ValueError(f"{terms_path.name} is not a file of terms")
        self.count = int.from_bytes(self._terms[4:8], "little")
        head = 8 + self.count * RECORD * 4
        self._records = self._terms[8:head].cast("I")
        self._keys = self._terms[head:]
        postings = MappedFile(postings_path).view
        self._units = postings.cast("I")
        self._floats = postings.cast("f")

    def key_at(self, index: int) -> bytes:
        start = self._records[(index - 1) * RECORD] if index else 0
        return bytes(self._keys[start : self._records[index * RECORD]])

    def index_of(self, key: bytes) -> int:
        """Where this key stands, or would stand, in the order."""
        low, high, records, keys = 0, self.count, self._records, self._keys
        while low < high:
            middle = (low + high) >> 1
            start = records[(middle - 1) * RECORD] if middle else 0
            if bytes(keys[start : records[middle * RECORD]]) < key:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, key: bytes) -> int | None:
        """The index of this key, or None."""
        index = self.index_of(key)
        return index if index < self.count and self.key_at(index) == key else None

    def postings_at(self, index: int) -> Postings:
        _, start, documents, places, bits = self._records[index * RECORD : (index + 1) * RECORD]
        ends_at = start + 2 * documents
        places_at = ends_at + documents
        bits_at = places_at + places
        held = self._units[start : start + documents]
        as_bits = int.from_bytes(self._units[bits_at : bits_at + bits], "little") if bits else bits_of(held)
        ends, places_of_all = self._units[ends_at:places_at], self._units[places_at:bits_at]
        return Postings(held, self._floats[start + documents : ends_at], ends, places_of_all, as_bits, index)

    def keys_with(self, prefix: bytes) -> Iterator[tuple[int, bytes]]:
        """(index, key) of every key that begins so, in order."""
        index = self.index_of(prefix)
        while index < self.count:
            key = self.key_at(index)
            if not key.startswith(prefix):
                return
            yield index, key
            index += 1

    # What Whoosh itself asks of a terms reader, so that its own tools can open the index.

    def __contains__(self, term) -> bool:
        return self.find(key_of(*term)) is not None

    def indexed_field_names(self) -> set[str]:
        return {self.key_at(index).partition(b"\0")[0].decode() for index in range(self.count)}

    def terms(self):
        return (_field_and_term(self.key_at(index)) for index in range(self.count))

    def terms_from(self, fieldname, prefix):
        start = self.index_of(key_of(fieldname, prefix))
        return (_field_and_term(self.key_at(index)) for index in range(start, self.count))

    def items(self):
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname, prefix):
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname, tbytes):
        return PackedTermInfo(self._postings(fieldname, tbytes))

    def frequency(self, fieldname, tbytes):
        return sum(self._postings(fieldname, tbytes).worths)

    def doc_frequency(self, fieldname, tbytes):
        return len(self._postings(fieldname, tbytes))

    def matcher(self, fieldname, tbytes, format_, scorer=None):
        found = self._postings(fieldname, tbytes)
        return ListMatcher(list(found.documents), list(found.worths), None, format_, scorer=scorer, term=(fieldname, tbytes))

    def close(self):
        """Maps end with the last view on them; nothing to do."""

    def _postings(self, fieldname, tbytes) -> Postings:
        index = self.find(key_of(fieldname, tbytes))
        if index is None:
            from whoosh.reading import TermNotFound

            raise TermNotFound(f"No term {fieldname}:{tbytes!r}")
        return self.postings_at(index)


class PackedTermInfo:
    """What Whoosh asks about a term."""

    def __init__(self, postings: Postings):
        self._postings = postings

    def doc_frequency(self):
        return len(self._postings)

    def weight(self):
        return sum(self._postings.worths)

    def max_weight(self):
        return max(self._postings.worths)


def key_of(field: str, term: str | bytes) -> bytes:
    return field.encode() + b"\0" + (term if isinstance(term, bytes) else term.encode())


def _field_and_term(key: bytes) -> tuple[str, bytes]:
    field, _, term = key.partition(b"\0")
    return field.decode(), term


class GatheredPostings:
    """One term's list while it is written: grows document by document."""

    __slots__ = ("documents", "worths", "ends", "places")

    def __init__(self):
        self.documents = array("I")
        self.worths = array("f")
        self.ends = array("I")
        self.places = array("I")

    def add(self, document: int, worth: float, places: bytes) -> None:
        self.documents.append(document)
        self.worths.append(worth)
        self.places.frombytes(places)
        self.ends.append(len(self.places))

    def extend(self, other: Postings, base: int, kept: list[int] | None) -> None:
        """Take a whole list, documents renumbered from `base`; with `kept`, only those it maps to 0 or more."""
        shift = len(self.places)
        if kept is None:
            self.documents.extend([document + base for document in other.documents] if base else other.documents)
            self.worths.frombytes(other.worths.tobytes())
            self.ends.extend([end + shift for end in other.ends] if shift else other.ends)
            self.places.frombytes(other.places.tobytes())
            return
        began = 0
        for document, worth, end in zip(other.documents, other.worths, other.ends, strict=True):
            if kept[document] >= 0:
                self.add(kept[document] + base, worth, other.places[began:end].tobytes())
            began = end


class PackedFieldWriter(base.FieldWriter):
    """Writes the terms and postings files. Terms must come in sorted order."""

    def __init__(self, terms_path: Path, postings_path: Path):
        self._terms_path = terms_path
        self._postings = postings_path.open("wb")
        self._units = 0
        self._records = array("I")
        self._keys: list[bytes] = []
        self._key_end = 0
        self.is_closed = False

    def write_term(self, key: bytes, gathered: GatheredPostings) -> None:
        documents = gathered.documents
        bits = b""
        if len(documents) * BITS_PER_UNIT > documents[-1] + 1:
            units = documents[-1] // BITS_PER_UNIT + 1
            bits = bits_of(documents).to_bytes(units * 4, "little")
        for part in (documents, gathered.worths, gathered.ends, gathered.places, bits):
            self._postings.write(part)
        self._key_end += len(key)
        self._keys.append(key)
        self._records.extend((self._key_end, self._units, len(documents), len(gathered.places), len(bits) // 4))
        self._units += 3 * len(documents) + len(gathered.places) + len(bits) // 4

    def add_postings(self, schema, lengths, items) -> None:
        """`items` are (key, GatheredPostings) in sorted order: our pool's, not Whoosh's."""
        for key, gathered in items:
            self.write_term(key, gathered)

    def close(self) -> None:
        self._postings.close()
        with self._terms_path.open("wb") as file:
            file.write(MAGIC + len(self._keys).to_bytes(4, "little"))
            file.write(self._records)
            file.write(b"".join(self._keys))
        self.is_closed = True

    # Whoosh's own way of adding, term by term, is not used.
    start_field = start_term = add = add_spell_word = finish_term = finish_field = None


class PackedCodec(W3Codec):
    """Whoosh's third codec for the columns, flat arrays for terms and postings."""

    length_stats = False

    def field_writer(self, storage, segment):
        return PackedFieldWriter(*self._paths(storage, segment))

    def terms_reader(self, storage, segment):
        return PackedTerms(*self._paths(storage, segment))

    def _paths(self, storage, segment) -> tuple[Path, Path]:
        folder = Path(storage.folder)
        return folder / segment.make_filename(self.TERMS_EXT), folder / segment.make_filename(self.POSTS_EXT)


class PlacesFormat(Format):
    """Format of the weighted field: the value of a posting is its places as uint32."""

    def word_values(self, value, analyzer, **kwargs):
        raise NotImplementedError("weighing.py makes the terms")


class MarkFormat(Format):
    """Format of a field that only tells whether a term is there."""

    posting_size = 0

    def word_values(self, value, analyzer, **kwargs):
        raise NotImplementedError("weighing.py makes the terms")
