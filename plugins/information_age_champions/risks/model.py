"""Risks of a plan, scored 1 to 10 for likelihood and severity, if nothing is done and after action."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LOWEST, HIGHEST = 1, 10
# Where the heat map changes shade; ours, since Annex 4 prints no bands.
HIGH_FROM, MEDIUM_FROM = 50, 20
HEAT_WORDS = {"high": "High", "medium": "Medium", "low": "Low"}


@dataclass(frozen=True)
class Risk:
    """One risk. Scores are None while nobody gave them; a residual above the inherent score has a note."""

    id: int
    plan_id: int
    title: str
    likelihood: int | None
    severity: int | None
    consequence: str
    action: str
    residual_likelihood: int | None
    residual_severity: int | None
    residual_note: str
    owner: str
    review_on: date | None
    position: int
    revision: int

    @property
    def inherent(self) -> int | None:
        """Likelihood by severity if no action is taken, 1 to 100; None while one is missing."""
        return product(self.likelihood, self.severity)

    @property
    def residual(self) -> int | None:
        """The same after the action."""
        return product(self.residual_likelihood, self.residual_severity)

    @property
    def is_worse_after(self) -> bool:
        return self.residual is not None and self.inherent is not None and self.residual > self.inherent

    def is_review_due(self, day: date) -> bool:
        return self.review_on is not None and self.review_on <= day


def product(likelihood: int | None, severity: int | None) -> int | None:
    return likelihood * severity if likelihood is not None and severity is not None else None


def heat_of(score: int) -> str:
    """'high', 'medium' or 'low'."""
    return "high" if score >= HIGH_FROM else "medium" if score >= MEDIUM_FROM else "low"


def ranked(risks: Iterable[Risk]) -> list[Risk]:
    """The greatest product first, equal ones in the order of the register; unscored ones last."""
    return sorted(risks, key=lambda one: (one.inherent is None, -(one.inherent or 0), one.position, one.id))
