"""Which of an assessor's decisions a moderator of another authority looks at. Source: training.md 5."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

FIRST_DECISIONS = 3
NEW_ASSESSOR, HALF_YEAR, RANDOM, APPEAL = "new assessor", "first of the half-year", "random share", "appeal"


@dataclass(frozen=True)
class Decision:
    """An earlier decision of the same assessor."""

    on: date
    is_sampled: bool


def sample_reason(earlier: Sequence[Decision], on: date, chance: str, percent: int) -> str:
    """Why this decision is looked at; '' when it is not.

    The first three of an assessor; then at least one in each half-year; then a random share. `chance` is a text nobody can choose,
    such as a random token: the same text gives the same answer, so a decision can be explained later.
    """
    if len(earlier) < FIRST_DECISIONS:
        return NEW_ASSESSOR
    half = _half_year(on)
    if not any(one.is_sampled and _half_year(one.on) == half for one in earlier):
        return HALF_YEAR
    drawn = int.from_bytes(hashlib.sha256(chance.encode()).digest()[:8]) / 2**64
    return RANDOM if drawn * 100 < percent else ""


def _half_year(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 6
