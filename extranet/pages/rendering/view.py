"""What assembling a page needs to know of a reader's request, as plain values and callables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol


class AuthorityLike(Protocol):
    """The customer's authority. `clusters` runs from the smallest to the largest; `tier` is county, district, unitary."""

    slug: str
    name: str
    tier: str
    clusters: tuple[str, ...]


@dataclass(frozen=True)
class FactValue:
    """A fact for one authority on one day. `text` is '' when nobody has confirmed a value.

    kind: money, phone, url, email, date (text is an ISO date), weekday, hours, number or text.
    """

    text: str
    label: str
    kind: str = "text"
    source_url: str | None = None
    last_confirmed: date | None = None


@dataclass(frozen=True)
class ViewContext:
    """One reader looking at one page for one customer. Every callable answers for that reader's rights.

    authority: the customer's authority, None when none is set
    on: the day whose rows count
    facts: key -> value, None for a key nobody has defined
    pages: slugs -> {slug: title} for those that exist and this reader may see; asked once per page
    include: slug -> that page's parts, None when it is missing or not for this reader
    names: selector -> display name ('joint-waste' -> 'Joint Waste Solutions councils')
    page_url, attachment_url: slug or file name -> address; attachment_url gives None for a missing file
    included_attachment_url: (slug, file name) -> address of a file of an included page, None when missing
    block: (name, args, source, inner Markup) -> markup of a plugin's block
    contact: slug of an authority -> (title, address) of its contact card, None when there is none to see
    localisable: the page's own 'none', 'optional' or 'required'
    slug: the page itself, so that an include of it is cut
    """

    authority: AuthorityLike | None = None
    on: date = date.min
    facts: Callable[[str], FactValue | None] = lambda key: None
    pages: Callable[[set[str]], Mapping[str, str]] = lambda slugs: {}
    include: Callable[[str], list | None] = lambda slug: None
    names: Mapping[str, str] = field(default_factory=dict)
    page_url: Callable[[str], str] = lambda slug: f"/wiki/{slug}"
    attachment_url: Callable[[str], str | None] = lambda name: None
    included_attachment_url: Callable[[str, str], str | None] = lambda slug, name: None
    block: Callable[[str, str, str, Any], Any] | None = None
    contact: Callable[[str], tuple[str, str] | None] = lambda slug: None
    localisable: Literal["none", "optional", "required"] = "optional"
    slug: str = ""
