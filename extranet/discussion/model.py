"""Threads and comments, as values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

PAGE, HEADING, QUOTE = "page", "heading", "quote"
OPEN, RESOLVED = "open", "resolved"
LONGEST_TEXT = 4000
SHORTEST_QUOTE, LONGEST_QUOTE = 4, 400
EDIT_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class About:
    """What a thread is about: the page, one of its headings (`target` is its id, `words` its text), or a quoted passage (`words`)."""

    kind: str = PAGE
    target: str = ""
    words: str = ""


@dataclass(frozen=True)
class Comment:
    """One thing that was said. `parts` are its rendered parts; a removed one has no text, and `removed_by` says who took it away."""

    id: int
    thread_id: int
    author_id: int
    author_name: str
    author_authority: str
    text: str
    parts: Any
    made_at: datetime
    edited_at: datetime | None
    removed_at: datetime | None
    removed_by: str

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    def is_editable(self, now: datetime) -> bool:
        """Whether its author may still change the words."""
        return not self.is_removed and now - self.made_at < EDIT_FOR


@dataclass(frozen=True)
class Thread:
    """A first comment and what was answered. `number` is the revision of the page that it was written about."""

    id: int
    page_id: int
    about: About
    number: int
    state: str
    settled_by: str
    settled_at: datetime | None
    made_at: datetime
    last_at: datetime
    comments: tuple[Comment, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def starter_id(self) -> int:
        return self.comments[0].author_id


@dataclass(frozen=True)
class Line:
    """An open thread under its page: the beginning of what was said first, in plain words."""

    thread_id: int
    author_name: str
    words: str
    about: str
    answers: int


@dataclass(frozen=True)
class Short:
    """The discussion of a page in short."""

    comments: int
    open_threads: int
    lines: tuple[Line, ...]
