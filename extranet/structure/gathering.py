"""What a page's stored text and fields name: addresses of other sites, and headings of pages. No database here."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from extranet.structure.model import LONGEST

HREF = re.compile(r'href="([^"]+)"')
ID = re.compile(r'\bid="([^"]+)"')
WHOLE = re.compile(r"https?://\S+", re.IGNORECASE)


def outside_addresses(page, fact_values) -> set[str]:
    """Every address of another site in the page's text, in its fields, and among these values of the facts it shows."""
    found = {unescape(one) for text in _texts(page.rendered) for one in HREF.findall(text)}
    found |= {text.strip() for text in (*_texts(page.metadata), *fact_values)}
    return {one.partition("#")[0] for one in found if WHOLE.fullmatch(one) and len(one) <= LONGEST}


def heading_links(page) -> set[tuple[str, str]]:
    """(address of a page, id of a heading) for every link that leads to a heading, on this page too."""
    named = {(str(part[1]), str(part[2])) for part in _parts(page.rendered, "link") if len(part) > 2 and part[2]}
    named |= {(page.slug, unescape(one)[1:]) for text in _texts(page.rendered) for one in HREF.findall(text) if one.startswith("#") and len(one) > 1}
    return {(slug[:80], fragment[:200]) for slug, fragment in named}


def heading_ids(page) -> set[str]:
    """Every place of the page that a link may lead to."""
    found = {unescape(one) for text in _texts(page.rendered) for one in ID.findall(text)}
    return found | {str(one["id"]) for one in page.rendered.get("headings", ()) if one.get("id")}


def _texts(value: Any) -> Iterator[str]:
    """Every string in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif hasattr(value, "values"):
        for one in value.values():
            yield from _texts(one)


def _parts(value: Any, name: str) -> Iterator[list]:
    """Every part of this name in a stored rendering."""
    if isinstance(value, list):
        if len(value) > 1 and value[0] == name and isinstance(value[1], str):
            yield value
        for one in value:
            yield from _parts(one, name)
    elif hasattr(value, "values"):
        for one in value.values():
            yield from _parts(one, name)
