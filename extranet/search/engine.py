"""What any engine must do. tests/contract/search holds it to this.

An engine knows documents by number (the id of their row in search_item) and
ranks whole documents; which passages answer it tells by their place. It is
asked with the asker's reading keys, and everything it gives back (hits,
totals, facets, spellings) is computed as if nothing else existed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from extranet.search.model import Document
from extranet.search.parsing import Parsed


class IndexDamaged(Exception):
    """The index is missing or cannot be read. Every fault of reading becomes this one."""


class WriterBusy(Exception):
    """Another process holds the one right to write."""


@dataclass(frozen=True)
class Indexed:
    """A document under its number. `mark` is a 63-bit mark of its content (0 or more)."""

    number: int
    mark: int
    document: Document


@dataclass(frozen=True)
class Ask:
    """One search. `keys` are reading keys ('*' opens all); `filters` as {facet: any of these values}.

    `facets` names the facets to count; `area` lifts what holds for that authority.
    """

    parsed: Parsed
    keys: frozenset[str]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    area: str | None = None
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True)
class EngineHit:
    """A document found. `passages` are indexes into its passages, best first."""

    number: int
    score: float
    passages: tuple[int, ...] = ()
    is_for_area: bool = False


@dataclass(frozen=True)
class Answer:
    """`facets` is {facet: {value: count}}; a chosen facet is counted as if it were not chosen.

    `unknown` are the indexes of words asked for that stand in nothing readable.
    """

    total: int = 0
    hits: tuple[EngineHit, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()


@dataclass(frozen=True)
class Differences:
    """How the index differs from what is expected, by number; `damaged` names files that are not as written."""

    missing: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    left_over: tuple[int, ...] = ()
    damaged: tuple[str, ...] = ()


class Building(Protocol):
    """An index being built beside the one that answers. `taken` is {number: mark} of what an earlier, stopped build had taken."""

    taken: Mapping[int, int]

    def add(self, documents: Sequence[Indexed]) -> None:
        """Take these documents; a number given again replaces the earlier."""

    def remove(self, numbers: Sequence[int]) -> None:
        """Leave these out again."""

    def finish(self) -> None:
        """Let the new index answer from now on, without an empty moment."""

    def pause(self) -> None:
        """Stop here: the old index answers on, and the next build goes on with what this one took."""

    def abandon(self) -> None:
        """Throw the new index away; the old one answers on."""


class SearchEngine(Protocol):
    """Every method may raise IndexDamaged; the writing ones WriterBusy too."""

    name: str

    def generation(self) -> str:
        """Changes whenever an answer may have changed, in every process."""

    def apply(self, documents: Sequence[Indexed], removed: Sequence[int] = ()) -> None:
        """Make these documents findable as they are now, and these numbers not at all. Doing it twice is doing it once."""

    def search(self, ask: Ask) -> Answer:
        """The documents that answer, best first. No keys means nothing."""

    def near_terms(self, word: str, keys: frozenset[str]) -> list[tuple[str, int]]:
        """Terms a slip of the fingers away from a word as typed that stand in something readable, with in how many, best first."""

    def readable_with(self, term: str, keys: frozenset[str], limit: int) -> list[int]:
        """Numbers of readable documents that hold the term."""

    def check(self, expected: Mapping[int, int]) -> Differences:
        """Compare with {number: mark}, and every file with what was written."""

    def build(self, is_afresh: bool = False) -> Building:
        """Begin a new index, or go on with one whose building was stopped unless `is_afresh`."""

    def tidy(self) -> bool:
        """Do one piece of housekeeping that may wait for a quiet moment; whether there was one."""


def in_batches(items: Iterable, size: int) -> Iterable[list]:
    """The items in lists of at most `size`."""
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
