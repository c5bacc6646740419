"""Adding, removing and merging: Whoosh's segment writer with our posting lists.

A writer that fails is cancelled, or it would keep Whoosh's lock for ever.
Nothing is merged while somebody waits, unless segments pile up.
"""

import heapq
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.writing import SegmentWriter

from extranet.search.engine import Indexed
from extranet.search.whoosh_engine.codec import GatheredPostings, PackedCodec, key_of
from extranet.search.whoosh_engine.folder import has_sum, verify, write_sums
from extranet.search.whoosh_engine.schema import MARK_COLUMN, NUMBER_COLUMN, fields_of, make_schema
from extranet.search.whoosh_engine.segment import Segment

MAIN = "MAIN"
SAME_SIZE_MOST = 4
TIER_BASE = 5
SMALLEST_TIER = 10
MOST_SEGMENTS = 30
WORN_OUT = 0.3
FEW_NUMBERS = 20


def create_index(path: Path) -> None:
    """An index without documents in this folder."""
    FileIndex.create(FileStorage(str(path)), make_schema(), MAIN)
    write_sums(path)


def settle(path: Path) -> None:
    """Give sums to what a writer wrote whole and had no time to sum up before it was killed. Only for who may write."""
    if not has_sum(path, TOC._filename(MAIN, TOC._latest_generation(FileStorage(str(path)), MAIN))):
        write_sums(path)


def open_segments(path: Path, known: Iterable[Segment] = ()) -> list[Segment]:
    """The segments of the index as it is now, taking over what is already open.

    Every file is compared with its sum before it is read (the table of
    contents is a pickle): 7 ms for 50 MB, once in each
    process. IndexDamaged when that fails; FileNotFoundError when a writer is
    just replacing files.
    """
    by_name = {segment.name: segment for segment in known}
    storage = FileStorage(str(path))
    generation = TOC._latest_generation(storage, MAIN)
    verify(path, [TOC._filename(MAIN, generation)])
    opened = []
    for one in TOC.read(storage, MAIN, generation, make_schema()).segments:
        name, deleted = one.segment_id(), frozenset(one.deleted_docs())
        if name in by_name:
            opened.append(by_name[name].with_deleted(deleted))
        else:
            verify(path, [f"{name}{ending}" for ending in (".trm", ".pst", ".number.col", ".mark.col")])
            opened.append(Segment.open(path, name, one.doc_count_all(), deleted))
    return opened


def change(path: Path, documents: Sequence[Indexed], removed: Iterable[int], segments: Sequence[Segment]) -> None:
    """Put these documents in, and what had their numbers, or these numbers, out. `segments` must be the index as it is now."""
    held = _marks_of(segments, {one.number for one in documents})
    newest = {one.number: one for one in documents if held.get(one.number) != [one.mark]}
    gone = {*removed, *newest}
    with _writer(path) as writer:
        for document in _documents_with(segments, gone):
            writer.delete_document(document)
        for one in newest.values():
            writer.add_document(**fields_of(one))
        writer.commit(mergetype=_merge_nothing)
    write_sums(path)


def merge(path: Path, names: set[str]) -> None:
    """Make one segment of these."""
    with _writer(path) as writer:
        writer.commit(mergetype=lambda w, all_of_them: _merge(w, all_of_them, names))
    write_sums(path)


def worth_merging(segments: Sequence[Segment]) -> set[str]:
    """Names of segments that a quiet moment should make one; empty when all is well.

    Four of about the same size, smallest first, so that every document is
    copied a few times in its life and not at every save; or one that is a
    third deleted.
    """
    tiers = defaultdict(list)
    for segment in segments:
        tiers[_tier(len(segment.numbers))].append(segment.name)
    for tier in sorted(tiers):
        if len(tiers[tier]) >= SAME_SIZE_MOST:
            return set(tiers[tier])
    return {s.name for s in segments if len(s.deleted) > WORN_OUT * len(s.numbers)}


def _tier(documents: int) -> int:
    return int(math.log(max(documents, SMALLEST_TIER) / SMALLEST_TIER, TIER_BASE))


@contextmanager
def _writer(path: Path) -> Iterator["PackedWriter"]:
    writer = PackedWriter(FileIndex(FileStorage(str(path)), make_schema(), MAIN), codec=PackedCodec(), compound=False)
    try:
        yield writer
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise


def _documents_with(segments: Sequence[Segment], numbers: set[int]) -> list[int]:
    """Whoosh's global numbers of the living documents with these numbers."""
    found, base = [], 0
    for segment in segments:
        found += [base + document for document, _ in _living(segment, numbers)]
        base += len(segment.numbers)
    return found


def _marks_of(segments: Sequence[Segment], numbers: set[int]) -> dict[int, list[int]]:
    """{number: marks} of the living documents with these numbers; more than one mark would be a fault."""
    marks: dict[int, list[int]] = defaultdict(list)
    for segment in segments:
        for document, number in _living(segment, numbers):
            marks[number].append(segment.marks[document])
    return marks


def _living(segment: Segment, numbers: set[int]) -> list[tuple[int, int]]:
    places = enumerate(segment.numbers) if len(numbers) > FEW_NUMBERS else _places_of(segment.numbers, numbers)
    return [(document, number) for document, number in places if number in numbers and document not in segment.deleted]


def _places_of(values: array, numbers: set[int]) -> Iterator[tuple[int, int]]:
    """(index, number) wherever one of a few numbers stands; much faster than looking at each value."""
    for number in numbers:
        at = -1
        for _ in range(values.count(number)):
            at = values.index(number, at + 1)
            yield at, number


class PackedWriter(SegmentWriter):
    """Whoosh's writer with a pool that gathers flat lists instead of sorting single postings."""

    def __init__(self, index, **options):
        super().__init__(index, **options)
        self.pool = Gathering()


class Gathering:
    """The postings of the documents being added, list by list. Stands in for Whoosh's PostingPool."""

    def __init__(self):
        self._lists: dict[tuple[str, bytes], GatheredPostings] = defaultdict(GatheredPostings)

    def add(self, posting) -> None:
        field, term, document, worth, places = posting
        self._lists[field, term].add(document, worth, places)

    def iter_postings(self):
        keyed = {key_of(*field_and_term): gathered for field_and_term, gathered in self._lists.items()}
        return ((key, keyed[key]) for key in sorted(keyed))

    def cleanup(self) -> None:
        self._lists.clear()


class Merging:
    """The postings of several segments as one, term by term, so that a merge needs no memory to speak of."""

    def __init__(self, parts: Sequence[tuple[Segment, int, list[int] | None]]):
        self._parts = parts

    def iter_postings(self):
        keys = heapq.merge(*(_keys(at, segment) for at, (segment, _, _) in enumerate(self._parts)))
        gathered, current = GatheredPostings(), None
        for key, at, index in keys:
            if key != current:
                if len(gathered.documents):
                    yield current, gathered
                gathered, current = GatheredPostings(), key
            segment, base, kept = self._parts[at]
            gathered.extend(segment.terms.postings_at(index), base, kept)
        if len(gathered.documents):
            yield current, gathered

    def cleanup(self) -> None:
        self._parts = ()


def _keys(at: int, segment: Segment) -> Iterator[tuple[bytes, int, int]]:
    return ((segment.terms.key_at(index), at, index) for index in range(segment.terms.count))


def _merge_nothing(writer, segments):
    return segments




def _merge(writer, segments, names: set[str]):
    """Whoosh merge policy: write the named segments into the writer's own, keep the others."""
    path = Path(writer.storage.folder)
    chosen = [one for one in segments if one.segment_id() in names]
    parts = []
    for one in chosen:
        segment = Segment.open(path, one.segment_id(), one.doc_count_all(), frozenset(one.deleted_docs()))
        parts.append((segment, writer.docnum, _copy_columns(writer, segment)))
    writer.pool = Merging(parts)
    writer._added = any(len(segment.numbers) > len(segment.deleted) for segment, _, _ in parts)
    return [one for one in segments if one.segment_id() not in names]


def _copy_columns(writer, segment: Segment) -> list[int] | None:
    """Copy the numbers of living documents; where each went (-1: nowhere), None when all went in order."""
    kept, at = [], 0
    for document, (number, mark) in enumerate(zip(segment.numbers, segment.marks, strict=True)):
        if document in segment.deleted:
            kept.append(-1)
            continue
        writer.perdocwriter.start_doc(writer.docnum)
        writer.perdocwriter.add_column_value("number", NUMBER_COLUMN, number)
        writer.perdocwriter.add_column_value("mark", MARK_COLUMN, mark)
        writer.perdocwriter.finish_doc()
        writer.docnum += 1
        kept.append(at)
        at += 1
    return kept if segment.deleted else None
