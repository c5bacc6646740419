"""The Whoosh engine behind the face of extranet.search.engine."""

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from extranet.search.engine import Answer, Ask, Differences, IndexDamaged, Indexed, WriterBusy
from extranet.search.whoosh_engine import ranking, spelling, writing
from extranet.search.whoosh_engine.folder import IndexFolder, damaged_files
from extranet.search.whoosh_engine.segment import Segment, members

log = logging.getLogger(__name__)
# A reader that meets a merge finds a file gone; it looks again at what is current.
TRIES = 8
TRY_AGAIN_SECONDS = 0.02
DOCUMENTS_PER_SEGMENT = 2_000
MOST_ANSWERS = 200


class WhooshEngine:
    """One folder, any number of reading processes, one writer at a time."""

    name = "whoosh"

    def __init__(self, root: Path):
        self._folder = IndexFolder(root)
        self._stamp = ""
        self._segments: list[Segment] = []
        self._lock = threading.Lock()
        self._answers = _Answers()

    def generation(self) -> str:
        return self._folder.stamp()

    def search(self, ask: Ask) -> Answer:
        if not ask.keys:
            return Answer()
        with _reading():
            segments = self._current()
            asked = repr(ask)
            kept = self._answers.get(segments, asked)
            if kept is None:
                kept = ranking.search(segments, ask)
                self._answers.put(segments, asked, kept)
            return kept

    def near_terms(self, word: str, keys: frozenset[str]) -> list[tuple[str, int]]:
        with _reading():
            return spelling.near_terms(self._current(), word, keys) if keys else []

    def readable_with(self, term: str, keys: frozenset[str], limit: int) -> list[int]:
        with _reading():
            found: list[int] = []
            for segment in self._current():
                postings = segment.postings(term)
                if postings:
                    found += [segment.numbers[one] for one in members(postings.bits & segment.readable(keys))[:limit]]
            return found[:limit]

    def apply(self, documents: Sequence[Indexed], removed: Sequence[int] = ()) -> None:
        with self._folder.writing(), _reading():
            path, segments = self._as_written()
            if len(segments) >= writing.MOST_SEGMENTS:
                self._merge(path, segments, {s.name for s in segments if len(s.numbers) < DOCUMENTS_PER_SEGMENT})
                path, segments = self._as_written()
            writing.change(path, documents, removed, segments)
            self._folder.announce(path)

    def tidy(self) -> bool:
        with self._folder.writing(), _reading():
            path, segments = self._as_written()
            names = writing.worth_merging(segments)
            if names:
                self._merge(path, segments, names)
            return bool(names)

    def check(self, expected: Mapping[int, int]) -> Differences:
        path = self._folder.current()
        if path is None:
            return Differences(missing=tuple(expected), damaged=("CURRENT",))
        damaged = tuple(damaged_files(path))
        if damaged:
            return Differences(missing=tuple(expected), damaged=damaged)
        with _reading():
            return self._differences(expected)

    def build(self, is_afresh: bool = False) -> "WhooshBuilding":
        return WhooshBuilding(self._folder, is_afresh)

    def _differences(self, expected: Mapping[int, int]) -> Differences:
        held: dict[int, int] = {}
        twice = []
        for segment in self._current():
            for document in members(segment.live):
                number = segment.numbers[document]
                if number in held:
                    twice.append(number)
                held[number] = segment.marks[document]
        return Differences(
            missing=tuple(number for number in expected if number not in held),
            stale=tuple({*(n for n, mark in expected.items() if held.get(n, mark) != mark), *(n for n in twice if n in expected)}),
            left_over=tuple(number for number in held if number not in expected),
        )

    def _merge(self, path: Path, segments: Sequence[Segment], names: set[str]) -> None:
        if len(names) > 1 or any(s.deleted for s in segments if s.name in names):
            writing.merge(path, names)
            self._folder.announce(path)

    def _as_written(self) -> tuple[Path, list[Segment]]:
        """For the writer: the index as it is on disk, which may be newer than what was announced if the last writer was killed."""
        path = self._path()
        writing.settle(path)
        return path, writing.open_segments(path, self._segments)

    def _path(self) -> Path:
        path = self._folder.current()
        if path is None:
            raise IndexDamaged("there is no index")
        return path

    def _current(self) -> list[Segment]:
        """The segments that answer now; opened again only when the generation moved."""
        stamp = self._folder.stamp()
        if stamp != self._stamp or not stamp:
            with self._lock:
                self._refresh()
        return self._segments

    def _refresh(self) -> None:
        for last in (False,) * (TRIES - 1) + (True,):
            stamp = self._folder.stamp()
            try:
                self._segments = writing.open_segments(self._path(), self._segments)
                self._stamp = stamp
                return
            except FileNotFoundError:
                if last:
                    raise
                time.sleep(TRY_AGAIN_SECONDS)


class _Answers:
    """The last answers out of these segments: what many ask in the same hour, the next page, the way back from a page.

    Segments and their answers are one value, so that no thread can put an answer among those of other segments.
    """

    def __init__(self):
        self._now: tuple[list[Segment] | None, dict[str, Answer]] = (None, {})

    def get(self, segments: list[Segment], asked: str) -> Answer | None:
        of, kept = self._now
        return kept.get(asked) if of is segments else None

    def put(self, segments: list[Segment], asked: str, answer: Answer) -> None:
        of, kept = self._now
        if of is not segments or len(kept) >= MOST_ANSWERS:
            kept = {}
            self._now = (segments, kept)
        kept[asked] = answer


class WhooshBuilding:
    """A new index beside the current one, segment by segment so that memory stays small.

    What is in a written segment is kept when the process is stopped or killed, and taken over by the next build.
    """

    def __init__(self, folder: IndexFolder, is_afresh: bool = False):
        self._folder = folder
        self._held = ExitStack()
        self._held.enter_context(folder.writing("rebuild.lock"))
        self._waiting: dict[int, Indexed] = {}
        stopped = None if is_afresh else folder.stopped_building()
        self._path, self._written = _taken_over(stopped) or (folder.new_index(), [])
        if not self._written:
            writing.create_index(self._path)
        self.taken = {s.numbers[one]: s.marks[one] for s in self._written for one in members(s.live)}

    def add(self, documents: Sequence[Indexed]) -> None:
        for one in documents:
            self._waiting[one.number] = one
        if len(self._waiting) >= DOCUMENTS_PER_SEGMENT:
            self._write()

    def remove(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self._waiting.pop(number, None)
        self._write(removed=numbers)

    def finish(self) -> None:
        self._write()
        while names := writing.worth_merging(self._written):
            writing.merge(self._path, names)
            self._written = writing.open_segments(self._path, self._written)
        with self._folder.writing():
            self._folder.announce(self._path)
            self._folder.sweep()
        self._held.close()

    def pause(self) -> None:
        self._waiting.clear()
        self._held.close()

    def abandon(self) -> None:
        self._waiting.clear()
        self._written = []
        self._folder.sweep()
        self._held.close()

    def _write(self, removed: Sequence[int] = ()) -> None:
        if self._waiting or removed:
            writing.change(self._path, list(self._waiting.values()), removed, self._written)
            self._written = writing.open_segments(self._path, self._written)
            self._waiting.clear()


def _taken_over(path: Path | None) -> tuple[Path, list[Segment]] | None:
    """A stopped build and the segments it wrote; None when there is none, or one of its files is not as written."""
    if path is None:
        return None
    try:
        writing.settle(path)
        if not damaged_files(path):
            return path, writing.open_segments(path)
    except Exception:
        log.warning("the index whose building was stopped cannot be read; beginning a new one", exc_info=True)
    return None


@contextmanager
def _reading():
    """Damage shows as one of many exceptions; they all become IndexDamaged. A full disk and a busy writer stay themselves."""
    try:
        yield
    except (IndexDamaged, WriterBusy, MemoryError):
        raise
    except OSError as fault:
        if isinstance(fault, FileNotFoundError):
            raise IndexDamaged(f"a file of the index is missing: {fault}") from fault
        raise
    except Exception as fault:
        raise IndexDamaged(f"the index cannot be read: {fault!r}") from fault
