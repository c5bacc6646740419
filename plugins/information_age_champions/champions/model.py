"""A council's champion, and the post that is to be filled exactly once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Champion:
    """Who stands for a council in the group, from a day to a day (both included); `to_day` None while it lasts.

    `topics` are what colleagues elsewhere may ask them about.
    """

    id: int
    authority: str
    name: str
    contact: str
    topics: str
    from_day: date
    to_day: date | None
    revision: int

    def stands_on(self, day: date) -> bool:
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True)
class Post:
    """One council's place in the group on a day, with everybody who holds it and who is to come or was."""

    authority: str
    authority_name: str
    holders: tuple[Champion, ...]
    others: tuple[Champion, ...] = ()

    @property
    def is_vacant(self) -> bool:
        return not self.holders

    @property
    def is_double(self) -> bool:
        return len(self.holders) > 1

    @property
    def warning(self) -> str:
        """What is wrong with the post, or ''."""
        if self.is_vacant:
            return f"{self.authority_name} has no champion."
        if self.is_double:
            return f"{self.authority_name} has {len(self.holders)} champions: {' and '.join(one.name for one in self.holders)}. There is one for each council."
        return ""


def summary_of(posts: Iterable["Post"]) -> str:
    """What is wrong with the list in a sentence or two; '' when every council has exactly one champion."""
    posts = list(posts)
    wrong = [one for one in posts if one.warning]
    if len(wrong) <= 2:
        return " ".join(one.warning for one in wrong)
    vacant, double = sum(one.is_vacant for one in posts), sum(one.is_double for one in posts)
    said = [f"{vacant} of {len(posts)} councils have no champion."] if vacant else []
    return " ".join(said + ([f"{double} have more than one."] if double else []))


def posts_of(authorities: Iterable[tuple[str, str]], champions: Iterable[Champion], day: date) -> tuple[Post, ...]:
    """A post for each (slug, name) of the authorities that stand on this day."""
    champions = list(champions)
    found = []
    for slug, name in authorities:
        own = [one for one in champions if one.authority == slug]
        holders = tuple(one for one in own if one.stands_on(day))
        found.append(Post(slug, name, holders, tuple(one for one in own if one not in holders)))
    return tuple(found)
