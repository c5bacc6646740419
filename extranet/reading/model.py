"""Requests to read a page, as values."""

from dataclasses import dataclass
from datetime import date, datetime

READING_NEWS = "reading"
LONGEST_NOTE = 300
LATEST_DAYS = 366
AGAIN_DAYS = 14  # after a major change there is at least so long to read it again
SOON_DAYS = 3


@dataclass(frozen=True)
class Request:
    """People of these groups and authorities are asked to read a page at revision `number` or later, by `due`.

    `number` moves to every major change of the page, and with it everybody is asked again.
    """

    id: int
    page_id: int
    groups: tuple[str, ...]
    authorities: tuple[str, ...]
    note: str
    due: date
    number: int
    asked_by: str
    asked_by_id: int
    asked_at: datetime

    def concerns(self, actor) -> bool:
        """Whether this person or actor is of one of the groups or authorities; whether they may read the page is another question."""
        return actor.authority in self.authorities and not actor.is_guest or bool(actor.groups & set(self.groups))


@dataclass(frozen=True)
class AuthorityCount:
    """How many people of an authority are asked, and how many have read it."""

    authority: str
    asked: int
    read: int

    @property
    def missing(self) -> int:
        return self.asked - self.read
