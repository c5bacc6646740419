"""What the group looks at: coverage of services, places and life episodes, its gaps, and what was decided about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

KINDS = ("service", "episode", "local")
KIND_WORDS = {"service": "Service without a page", "episode": "Life episode with too little", "local": "Local text missing"}
TIER_WORDS = {"county": "county", "district": "district or borough", "both": "county and district"}
REASON_LENGTH = (20, 500)


@dataclass(frozen=True)
class Decision:
    """Why a gap may stay open, by whom and since when. `subject` names the gap within its kind: "524", "moving-home"."""

    id: int
    kind: str
    subject: str
    name: str
    reason: str
    decided_by: str
    authority: str
    decided_at: datetime


@dataclass(frozen=True)
class Gap:
    """Something the answer book lacks; `decision` is None while nobody has said that it may stay so."""

    kind: str
    subject: str
    name: str
    detail: str
    url: str
    decision: Decision | None = None

    @property
    def is_open(self) -> bool:
        return self.decision is None


@dataclass(frozen=True)
class Line:
    """One service, place or life episode of the report, with how many pages the asker may read on it.

    `more` is a second number: for a place its pages with local text, for an episode its services with a page; else None.
    """

    kind: str
    key: str
    name: str
    detail: str
    pages: int
    url: str
    more: int | None = None


@dataclass(frozen=True)
class Report:
    """Pages by service, by place and by life episode, and the gaps among them."""

    services: tuple[Line, ...]
    places: tuple[Line, ...]
    episodes: tuple[Line, ...]
    gaps: tuple[Gap, ...]

    def gaps_of(self, kind: str) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.kind == kind)

    def open_counts(self) -> dict[str, int]:
        """Gaps nobody decided about, by kind."""
        return {kind: sum(gap.is_open for gap in self.gaps_of(kind)) for kind in KINDS}

    @property
    def decided_count(self) -> int:
        return sum(not gap.is_open for gap in self.gaps)


@dataclass(frozen=True)
class Snapshot:
    """The open gaps on one day, and how many were decided to stay."""

    day: date
    services: int
    episodes: int
    local: int
    decided: int

    @property
    def open(self) -> int:
        return self.services + self.episodes + self.local


@dataclass(frozen=True)
class Wishes:
    """What the group set: tiers it reports on, services an episode needs, and content types a service should have."""

    tiers: tuple[str, ...] = ("county", "district", "both")
    fewest_services: int = 3
    wanted_types: tuple[str, ...] = ("service",)


@dataclass(frozen=True)
class LocalNeed:
    """A page that must have local text: the places it is for, and those that have text of their own."""

    slug: str
    title: str
    places: frozenset[str]
    covered: frozenset[str]


def variant_blocks(parts) -> list[list[dict]]:
    """The rows of every block of local text in stored rendering, however deep it lies."""
    if isinstance(parts, dict):
        return [rows for one in parts.values() for rows in variant_blocks(one)]
    if not isinstance(parts, list):
        return []
    if len(parts) == 3 and parts[0] == "variant" and isinstance(parts[2], list):
        return [parts[2]]
    return [rows for part in parts for rows in variant_blocks(part)]


def has_local_text(blocks: Iterable[list[dict]], names: Iterable[str], day: date) -> bool:
    """Whether every block has a row in force for one of these names: an authority, its clusters, its tier.

    A page without any block has no local text at all.
    """
    blocks, names, on = list(blocks), set(names), day.isoformat()
    return bool(blocks) and all(any(names & set(row["selector"]) and _in_force(row, on) for row in rows) for rows in blocks)


def _in_force(row: Mapping, on: str) -> bool:
    return (not row.get("from") or row["from"] <= on) and (not row.get("to") or on <= row["to"])


def tiers_of_services(tiers: Iterable[str]) -> frozenset[str]:
    """Tiers of authority that deal with services of these tiers; a unitary authority deals with all."""
    given = set(tiers)
    both = not given or "both" in given
    return frozenset({"unitary"} | ({"county"} if both or "county" in given else set()) | ({"district"} if both or "district" in given else set()))


def spreadsheet_safe(cell) -> str:
    """The cell as text that a spreadsheet will not take for a formula."""
    text = "" if cell is None else str(cell)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
