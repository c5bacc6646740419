"""An authority as data: nothing in code knows how many there are, or which."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Authority:
    """One council. `valid_to` is its last day; None means no end is known.

    `tier` is 'county', 'district', 'unitary' or 'parish'. `gss` is the ONS code
    of its area ('' when not confirmed). `successors` are slugs. `clusters` are
    slugs of sets it belongs to, the smallest set first (content standard 5.4).
    """

    slug: str
    name: str
    short_name: str
    tier: str
    status: str
    gss: str
    custodian_code: str
    website: str
    email_domain: str
    colour: str
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    note: str = ""

    def is_current(self, on: date) -> bool:
        """Whether the authority exists on this day."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


@dataclass(frozen=True)
class Responsible:
    """An authority that answers for a service in a place. `role` is 'lead' or 'shares'; `why` a sentence."""

    service: int
    authority: str
    name: str
    role: str = "lead"
    why: str = ""
