"""Quarters of the calendar year: what a joint plan counts in."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

READABLE = re.compile(r"\s*(?:(?P<year>\d{4})[\s-]*Q(?P<number>[1-4])|Q(?P<number2>[1-4])[\s-]*(?P<year2>\d{4}))\s*", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year; `number` is 1 to 4, January to March being 1."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> "Quarter":
        """From '2001 Q3', '2001Q3', '2001-Q3' or 'Q3 2001'. ValueError for anything else."""
        found = READABLE.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is not a quarter; write 2001 Q3")
        return cls(int(found["year"] or found["year2"]), int(found["number"] or found["number2"]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month - 1) // 3 + 1)

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"

    @property
    def key(self) -> str:
        """As it is stored: '2001Q3'."""
        return f"{self.year}Q{self.number}"

    @property
    def address(self) -> str:
        """As it stands in an address: '2001-Q3'."""
        return f"{self.year}-Q{self.number}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return self.plus(1)

    @property
    def previous(self) -> "Quarter":
        return self.plus(-1)

    def plus(self, count: int) -> "Quarter":
        year, rest = divmod(self.year * 4 + self.number - 1 + count, 4)
        return Quarter(year, rest + 1)

    def since(self, other: "Quarter") -> int:
        """Quarters from the other to this one; negative when this one is earlier."""
        return (self.year - other.year) * 4 + self.number - other.number


def quarters_between(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    """Every quarter from first to last, both included; none when last is earlier."""
    return tuple(first.plus(count) for count in range(last.since(first) + 1))
