"""An address of another site as pages name it, and what was found there. Source of the states: content-standard 1.6, L8."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

OK, BROKEN, CAUTION, MISSING, PENDING = "ok", "broken", "caution", "missing", "pending"
STATES = MappingProxyType({
    OK: "Works", BROKEN: "Broken", CAUTION: "Look at it", MISSING: "Not an address", PENDING: "Not looked at yet",
})
TELL_AFTER = timedelta(days=7)  # broken for longer than this is told to the groups (L8)
LONGEST = 2000


@dataclass(frozen=True)
class Found:
    """What one look found: a state and a sentence that says why."""

    state: str
    detail: str = ""


@dataclass(frozen=True)
class Address:
    """One address of another site; `broken_since` is None unless it is broken now."""

    id: int
    url: str
    state: str
    detail: str
    checked_at: datetime | None
    broken_since: datetime | None

    @property
    def state_words(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True)
class OutsideLine:
    """An address that wants looking at, with the pages (address, title) that name it and that the reader may read."""

    address: Address
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LostHeading:
    """A link to a heading that the other page does not have."""

    slug: str
    title: str
    target: str
    fragment: str
