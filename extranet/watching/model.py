"""What people are told, what they watch, and how often they want letters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

IMMEDIATE, DAILY, WEEKLY, OFF = "immediate", "daily", "weekly", "off"
FREQUENCIES = (IMMEDIATE, DAILY, WEEKLY, OFF)
FREQUENCY_WORDS = {IMMEDIATE: "At once", DAILY: "Once a day", WEEKLY: "Once a week", OFF: "No mail"}
THINGS = ("page", "group", "service", "search")
PAGE_NEWS, SEARCH_NEWS = "page", "search"
LONGEST_QUERY = 200
MOST_WATCHES = 500


@dataclass(frozen=True)
class NewsKind:
    """A kind of news. `label` says in the reader's words what it is about; `default` is how often it is mailed unless chosen otherwise."""

    name: str
    label: str
    default: str = DAILY

    def __post_init__(self):
        if self.default not in FREQUENCIES:
            raise ValueError(f"{self.default!r} is not one of {', '.join(FREQUENCIES)}")


@dataclass(frozen=True)
class Watch:
    """Something somebody keeps an eye on.

    `thing` is one of THINGS; `target` a page's id, a group's slug, a service's number or the text of a search, whose further
    conditions are `filters` ({facet: values}). `wants` is '' (as chosen for the kind of news) or one of FREQUENCIES.
    """

    id: int
    person_id: int
    thing: str
    target: str
    filters: Mapping[str, Any]
    wants: str
    with_minor: bool
    made_at: datetime


@dataclass(frozen=True)
class NewsLine:
    """One thing a person was told. `page_id` is the page it is about, if any: who may not read that page does not see the line."""

    id: int
    person_id: int
    kind: str
    title: str
    url: str
    text: str
    page_id: int | None
    watch_id: int | None
    told_at: datetime
    read_at: datetime | None
    mail_as: str = field(default=OFF)

    @property
    def is_read(self) -> bool:
        return self.read_at is not None
