"""What is searched, what is asked, what is answered: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

FACETS = ("authority", "type", "group", "service", "episode", "trust")
HITS_PER_PAGE = 10
# The reading key of what nobody may find until it is indexed again, administrators included.
WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Passage:
    """The text under one heading. `heading_id` is the fragment of its address ('' for the opening).

    `areas` are the authorities whose customers it is for, empty for everybody's.
    """

    heading_id: str
    heading: str
    text: str
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """One thing to be found: a page, or a plugin's own.

    (kind, item_id) names it. `reading_key` opens it (extranet.rights).
    `areas` are the authorities it holds for; `asked_as` the callers' own
    words for it; `trust` its confidence ('validated', 'wip' …).
    """

    kind: str
    item_id: int
    url: str
    title: str
    reading_key: str
    updated_at: datetime
    summary: str = ""
    short_answer: str = ""
    asked_as: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    authority: str = ""
    group: str = ""
    type: str = ""
    services: tuple[int, ...] = ()
    functions: tuple[int, ...] = ()
    episodes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    trust: str = ""
    review_by: date | None = None


@dataclass(frozen=True)
class Query:
    """What somebody asks. `filters` is {facet: values}; `page` counts from 1; `customer` is an authority's slug."""

    text: str
    customer: str | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    size: int = HITS_PER_PAGE


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `is_found` when it is one of the words asked for."""

    text: str
    is_found: bool = False


@dataclass(frozen=True)
class FoundPassage:
    """A passage that answers, with the words asked for marked, and the address of its heading."""

    heading: str
    url: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Hit:
    """One page (or other item) found, best passages first."""

    document: Document
    title: tuple[Piece, ...]
    answer: tuple[Piece, ...]
    passages: tuple[FoundPassage, ...] = ()
    is_for_customer: bool = False


@dataclass(frozen=True)
class Pinned:
    """An answer that a group has pinned for these words, until a day."""

    hit: Hit
    group: str
    until_on: date


@dataclass(frozen=True)
class FacetValue:
    """How many readable results one value of a facet would leave."""

    value: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True)
class Results:
    """The answer to a query: counts and facets hold only what the asker may read.

    `did_you_mean` is a spelling that finds more, or None; when `corrected`, it
    is what was looked for, because a word typed stands in nothing readable.
    `sentence` says kindly why nothing could be looked for, or None.
    `is_rebuilding` means titles only, from the database. `pinned` stand first,
    on the first page, and not among `groups` again; `total` counts them once.
    """

    query: Query
    total: int = 0
    groups: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    did_you_mean: str | None = None
    corrected: bool = False
    sentence: str | None = None
    is_rebuilding: bool = False
    pinned: tuple[Pinned, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class SearchNotice:
    """Something that holds just now for these services (LGSL numbers), in a line."""

    services: frozenset[int]
    headline: str
    url: str


@dataclass(frozen=True)
class SearchAction:
    """Something to do with a search or an answer: a link to `url`, or a button that posts `fields`, (name, value) pairs, there."""

    label: str
    url: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """One line under the search box. `kind` is the kind of thing ('page', 'service', 'place' …)."""

    kind: str
    label: str
    detail: str
    url: str


@dataclass(frozen=True)
class Checked:
    """What a check of the index against the database found and mended."""

    items: int
    missing: int
    stale: int
    left_over: int
    damaged_files: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not (self.missing or self.stale or self.left_over or self.damaged_files)
