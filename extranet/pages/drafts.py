"""What somebody typed and has not saved yet, and who else is typing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from extranet.clock import LONDON
from extranet.pages.model import PageDraft

HEARD_SECONDS = 75  # the form says every 20 seconds that it is open; a tab in the background is let say it once a minute
UNHEARD_MINUTES = 30  # a form without its script says nothing after it was opened


@dataclass(frozen=True)
class DraftLine:
    """A draft as lists show it. `slug` and `title` are the page's, as typed when it is new; `page_number` its revision now, None when new."""

    id: int
    token: str
    page_id: int | None
    type: str
    slug: str
    title: str
    base_number: int
    page_number: int | None
    begun_at: datetime
    kept_at: datetime

    @property
    def is_behind(self) -> bool:
        """Whether the page was saved since the draft was begun."""
        return self.page_number is not None and self.page_number != self.base_number

    @property
    def url(self) -> str:
        """Where its owner goes on with it."""
        return f"/-/pages/{self.slug}/edit?draft={self.id}" if self.page_id else f"/-/pages/new?type={self.type}&draft={self.id}"


@dataclass(frozen=True)
class KeptDraft:
    """A draft with its text. `slug` is the wanted address of a new page."""

    id: int
    token: str
    page_id: int | None
    type: str
    slug: str
    base_number: int
    metadata: Mapping[str, Any]
    body: str
    begun_at: datetime
    kept_at: datetime

    @property
    def draft(self) -> PageDraft:
        return PageDraft(self.metadata, self.body)


@dataclass(frozen=True)
class Editor:
    """Somebody who has a page open in the editor; `authority` is a slug."""

    name: str
    authority: str
    since_at: datetime
    seen_at: datetime
    is_heard: bool

    def is_there(self, now: datetime) -> bool:
        """Whether they still count as editing; a form that falls silent is taken for closed."""
        return now - self.seen_at < (timedelta(seconds=HEARD_SECONDS) if self.is_heard else timedelta(minutes=UNHEARD_MINUTES))


def clock_time(moment: datetime, now: datetime) -> str:
    """A moment as people here say it: '10:42' today, else '21 November 2026, 10:42'."""
    local, today = moment.astimezone(LONDON), now.astimezone(LONDON).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%-d %B %Y, %H:%M}"
