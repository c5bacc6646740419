"""Skills, levels and ratings. Levels are those of the UK Government Digital and Data profession framework."""

from dataclasses import dataclass
from datetime import date

LEVELS = {0: "None", 1: "Awareness", 2: "Working", 3: "Practitioner", 4: "Expert"}


@dataclass(frozen=True)
class Skill:
    id: int
    code: str
    name: str
    parent: str  # the code of the skill above, or ''
    position: int
    levels: tuple[tuple[int, str], ...] = ()  # (level, what somebody at it does)


@dataclass(frozen=True)
class Rating:
    """How one person stands with one skill. Self and manager are None until they rated; agreed until both did and agreed."""

    person_id: int
    skill_id: int
    authority_id: str
    self_level: int | None
    manager_level: int | None
    agreed: int | None
    floor: int
    rated_on: date

    @property
    def both_rated(self) -> bool:
        return self.self_level is not None and self.manager_level is not None

    @property
    def level(self) -> int | None:
        """The agreed level, never below what an award shows; None while nothing is known."""
        if self.agreed is None:
            return self.floor or None
        return max(self.agreed, self.floor)


def gap(target: int, level: int) -> int:
    """How many levels are missing. An unrated person has no gap: that is coverage, not skill."""
    return max(0, target - level)
