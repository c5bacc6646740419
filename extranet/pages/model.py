"""What the wiki is made of: pages, revisions, drafts, facts, attachments, and its own errors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from extranet.clock import LONDON
from extranet.errors import BadInput, Conflict, NotFound, TooLarge

SLUG_LENGTH = 60
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LATE_DAYS = 60  # so long after its review date a page no longer counts as validated (content-standard 5.1, review_by)


@dataclass(frozen=True)
class PageLine:
    """A page as lists show it: everything but its text.

    `shown_from` and `shown_to` are its first and last day in browsing and search, None where open. `number` is its current
    revision; `change_note`, `update_type` and `author_name` are that revision's.
    """

    id: int
    slug: str
    title: str
    type: str
    summary: str
    short_answer: str
    status: str
    owner_authority: str
    working_group: str
    audience: str
    reading_key: str
    confidence: str
    review_by: date | None
    shown_from: date | None
    shown_to: date | None
    number: int
    created_at: datetime
    updated_at: datetime
    confirmed_at: datetime | None
    deleted_at: datetime | None
    deleted_by: str
    attachment_count: int
    change_note: str
    update_type: str
    author_name: str

    def is_shown_on(self, day: date) -> bool:
        """Whether the page is in browsing and search on this day."""
        is_begun = self.shown_from is None or self.shown_from <= day
        return self.status == "live" and self.deleted_at is None and is_begun and (self.shown_to is None or day <= self.shown_to)

    def trust_on(self, day: date) -> "Trust":
        return trust_of(self.confidence, self.review_by, day)


@dataclass(frozen=True)
class Page(PageLine):
    """A page with its current text.

    `metadata` holds the fields of the standard by name, dates as dates; `body` the Markdown; `rendered` the stored form of
    rendering (Rendered.to_json() without its passages); `author_authority` is the employer of the last author, then.
    """

    metadata: Mapping[str, Any]
    body: str
    rendered: Mapping[str, Any]
    author_authority: str


class Made:
    """When a revision was made, as people here say it."""

    made_at: datetime

    @property
    def made_words(self) -> str:
        """Such as '4 June 2027, 10:42', by the clocks of Surrey."""
        return f"{self.made_at.astimezone(LONDON):%-d %B %Y, %H:%M}"


@dataclass(frozen=True)
class Revision(Made):
    """One saved state of a page, never changed afterwards. `restored_from` is the number it brought back, or None."""

    page_id: int
    number: int
    token: str
    slug: str
    reading_key: str
    metadata: Mapping[str, Any]
    body: str
    author_name: str
    author_authority: str
    update_type: str
    change_note: str
    restored_from: int | None
    made_at: datetime

    @property
    def title(self) -> str:
        return self.metadata.get("title", "")


@dataclass(frozen=True)
class RevisionLine(Made):
    """A revision as the history lists it: who, when and why, without its text."""

    page_id: int
    number: int
    author_name: str
    author_authority: str
    update_type: str
    change_note: str
    restored_from: int | None
    made_at: datetime


@dataclass(frozen=True)
class PageDraft:
    """What somebody wants a page to say: fields of the standard by name, and the Markdown body."""

    metadata: Mapping[str, Any]
    body: str = ""


@dataclass(frozen=True)
class PageFilters:
    """Which pages a list shows; empty means any.

    `tags` are (kind, value) pairs that must all hold; kinds are service, function, episode, area, group, type and localisable. A page for
    the area 'all' is in every authority's area. `only_shown` leaves out what is not live today. `order` is title, updated
    (newest first) or review (most overdue first). Of `any_tags` one is enough; pages at the addresses of `without` are left out.
    """

    tags: tuple[tuple[str, str], ...] = ()
    group: str = ""
    groups: frozenset[str] | None = None
    owner_authority: str = ""
    status: str = ""
    review_before: date | None = None
    only_shown: bool = True
    order: str = "title"
    any_tags: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trust:
    """How far to rely on a page: validated, not_validated, wip or archived, and by how many days its review is late."""

    state: str
    days_late: int = 0

    @property
    def needs_check(self) -> bool:
        return self.days_late > 0 or self.state == "not_validated"


@dataclass(frozen=True)
class FactKey:
    key: str
    label: str
    type: str
    owner_group: str
    note: str = ""


@dataclass(frozen=True)
class FactValue:
    """One authority's value for a span of days (both ends included, None where open)."""

    key: str
    authority: str
    value: str
    source_url: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    last_confirmed: date | None = None
    set_by: str = ""

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class FactSaid:
    """One entry of a fact's history."""

    authority: str
    value: str
    source_url: str
    valid_from: date | None
    valid_to: date | None
    last_confirmed: date | None
    set_by: str
    set_at: datetime


@dataclass(frozen=True)
class FactChange:
    """What `fact.edit` is asked about: whose value of which fact."""

    key: str
    authority: str


@dataclass(frozen=True)
class LocalEdit:
    """What `page.localise` is asked about: whose own text on which page (None: on any)."""

    page: "PageLine | None"
    authority: str


@dataclass(frozen=True)
class Attachment:
    """One version of an attached file; `media_type` is what its bytes say, not its name."""

    id: int
    page_id: int
    name: str
    version: int
    sha256: str
    media_type: str
    size_bytes: int
    added_by: str
    added_at: datetime
    is_current: bool

    @property
    def is_picture(self) -> bool:
        """Whether it may be shown in a page: raster images only."""
        return self.media_type in ("image/png", "image/jpeg", "image/gif", "image/webp")


@dataclass(frozen=True)
class EndedPage:
    """What readers are told in the place of a withdrawn or gone page. `goes_to` is (slug, title) of the page to go on to, or None."""

    slug: str
    title: str
    status: str
    note: str
    ended_at: datetime
    goes_to: tuple[str, str] | None


@dataclass(frozen=True)
class Notice:
    """A notice that is live now or later; `services` empty means every service, `areas` empty every authority."""

    slug: str
    title: str
    level: str
    headline: str
    what_to_say: str
    reading_key: str
    starts: date | None
    ends: date | None
    services: frozenset[int]
    areas: frozenset[str]

    def is_in_force(self, day: date) -> bool:
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    def concerns(self, services, authority: str | None) -> bool:
        """Whether it touches one of these services in this authority's area (None: any area)."""
        return (not self.services or bool(self.services & set(services))) and self.is_for(authority)

    def is_for(self, authority: str | None) -> bool:
        return authority is None or not self.areas or authority in self.areas


@dataclass(frozen=True)
class LoadReport:
    """What a bulk load did, by slug; `refused` gives each refused slug the sentences why."""

    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class NoSuchPage(NotFound):
    """Missing, or not to be known. `slug` is what was asked for."""

    def __init__(self, slug: str):
        super().__init__()
        self.slug = slug


class EditConflict(Conflict):
    """Somebody saved first. `theirs` is the page as it stands, `yours` the draft that was not saved."""

    def __init__(self, theirs: Page, yours: PageDraft, base_number: int):
        super().__init__(
            f"{theirs.author_name} saved revision {theirs.number} while you were editing revision {base_number}. "
            "Nothing was lost: both texts are below. Put them together and save again."
        )
        self.theirs, self.yours, self.base_number = theirs, yours, base_number


class FaultyPage(BadInput):
    """The draft breaks rules of the standard; `faults` are standard.Fault values."""

    def __init__(self, faults):
        self.faults = tuple(faults)
        super().__init__(" ".join(fault.sentence for fault in self.faults), self.faults[0].field if self.faults else None)


class NeedsApproval(BadInput):
    """What readers would read needs somebody else's approval first: nothing was saved, and what was typed is kept."""

    status = 403


class SlugTaken(BadInput):
    """The address belongs, or once belonged, to another page."""

    def __init__(self, slug: str):
        super().__init__(f"The address '{slug}' belongs to another page, or did once. Addresses are never given to a second page; choose another.", "slug")
        self.slug = slug


class FileTooLarge(TooLarge):
    def __init__(self, limit_megabytes: int):
        super().__init__(f"The file is over {limit_megabytes} MB, the most that one attachment may hold. Make it smaller, or attach a link to it.")


def trust_of(confidence: str, review_by: date | None, day: date) -> Trust:
    """How far a page may be relied on, on a day. Source: content-standard 4.1 and 5.1 (review_by).

    `state` is the confidence as it counts today: a validated page becomes not_validated 60 days after its review date.
    """
    late = (day - review_by).days if review_by and day > review_by else 0
    state = "not_validated" if confidence == "validated" and late > LATE_DAYS else confidence
    return Trust(state, late)


def checked_slug(text: str) -> str:
    """The slug itself. BadInput when it is not small letters, digits and single dashes, at most 60 characters."""
    if len(text) > SLUG_LENGTH or not SLUG.fullmatch(text):
        raise BadInput(f"The address {text[:80]!r} must be words in small letters with dashes between them, at most {SLUG_LENGTH} characters.", "slug")
    return text


def slug_from(title: str) -> str:
    """A slug made of a title's words, without articles; 'page' when nothing is left. Source: content-standard 5.1 (id / slug)."""
    words = [word for word in re.findall(r"[a-z0-9]+", title.lower().replace("'", "").replace("’", "")) if word not in ("a", "an", "the")]
    slug = ""
    for word in words:
        if len(slug) + len(word) + 1 > SLUG_LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug[:SLUG_LENGTH] or "page"
