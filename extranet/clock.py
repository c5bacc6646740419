"""The time, asked for in one place so that tests can stand on any day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The date on a wall calendar in Surrey (Europe/London)."""
        return self.now().astimezone(LONDON).date()


@dataclass
class FixedClock(Clock):
    """A clock that stands still until it is moved. `at` must be aware."""

    at: datetime

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    def move(self, **duration) -> None:
        """Go forward by a timedelta's keywords: `clock.move(days=3)`."""
        self.at += timedelta(**duration)
