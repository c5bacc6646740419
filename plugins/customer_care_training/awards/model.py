"""An award: what is printed on it, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

VALID, EXPIRED, REVOKED, SUPERSEDED = "valid", "expired", "revoked", "superseded"
STATUS_WORDS = {
    VALID: "This award is genuine and in force.",
    EXPIRED: "This award is genuine, and its time is over.",
    REVOKED: "This award was withdrawn. It no longer holds.",
    SUPERSEDED: "This award is genuine and was renewed by a newer one.",
}
REVOCATION_REASONS = ("Given by mistake", "Evidence was not the holder's own", "Asked for by the holder")


@dataclass(frozen=True)
class Printed:
    """Every field that the certificate shows; each of them is signed."""

    holder: str
    authority: str
    title: str
    level: str
    version: str
    number: str
    completed_on: date
    issued_at: datetime
    valid_until: date
    units: tuple[tuple[str, str], ...]
    issuer: str


@dataclass(frozen=True)
class Award:
    id: int
    number: str
    code: str
    candidacy_id: int
    person_id: int
    authority_id: str
    printed: Printed
    credential: Mapping[str, Any]
    status_index: int
    issued_at: datetime
    valid_until: date
    superseded_by: int | None
    revoked_at: datetime | None
    revoked_reason: str

    def status_on(self, day: date) -> str:
        """One of STATUS_WORDS. Withdrawn wins over renewed, renewed over expired."""
        if self.revoked_at is not None:
            return REVOKED
        if self.superseded_by is not None:
            return SUPERSEDED
        return EXPIRED if day > self.valid_until else VALID
