"""Sanitising: Bleach applies the list and links bare addresses, nh3 with the same list has the last word.

Each passes the hostile suite alone (tests/unit/pages/rendering/test_hostile.py). Neither object may be used by
two threads at once. Why both: docs/decisions/rendering.md.
"""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from typing import Any

import nh3
from bleach.html5lib_shim import Filter
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner

from .allowed import ATTRIBUTES, LINK_REL, SCHEMES
from .judge import is_external, judged_attribute, judged_picture

_BARE_ADDRESS = re.compile(r"""(?<!["'=/\w])(?:https?://|www\.)\w|[\w.+-]@\w""", re.IGNORECASE)
_WEB_ADDRESS = re.compile(
    r"""(?<![\w.@/-])\(*(?:https?://|www\.(?=[\w-]+\.))[^\s<>"'`{}|\\^\ue000-\ue002]+(?<![.,;:!?'*_])""", re.IGNORECASE
)
_MAIL_ADDRESS = re.compile(r"(?<![\w.+/@-])(([\w+-]+(?:\.[\w+-]+)*)@(?:[a-z0-9-]+\.)+[a-z]{2,24})\b", re.IGNORECASE)


class BleachSanitiser:
    """Bleach with the list: what is not allowed is shown as text, bare addresses become links."""

    def __init__(self, tags: frozenset[str]) -> None:
        linkify = partial(
            LinkifyFilter,
            callbacks=[_secure_new_link],
            skip_tags={"pre", "code"},
            parse_email=True,
            url_re=_WEB_ADDRESS,
            email_re=_MAIL_ADDRESS,
        )
        settings: dict[str, Any] = {"tags": tags, "attributes": _is_named, "protocols": SCHEMES}
        self._quick = Cleaner(filters=[_Judge], **settings)
        self._linking = Cleaner(filters=[linkify, _Judge], **settings)

    def clean(self, html: str) -> str:
        """The sanitised HTML. Links are looked for only where there could be one: it costs half as much again."""
        cleaner = self._linking if _BARE_ADDRESS.search(html) else self._quick
        return cleaner.clean(html)


class Nh3Sanitiser:
    """nh3 with the same list: what is not allowed is gone. Its output is what readers get."""

    def __init__(self, tags: frozenset[str]) -> None:
        self._cleaner = nh3.Cleaner(
            tags=set(tags),
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            attribute_filter=judged_attribute,
            url_schemes=set(SCHEMES),
            link_rel=LINK_REL,
        )

    def clean(self, html: str) -> str:
        """The sanitised HTML in nh3's own spelling: attributes in double quotes, every element closed."""
        return self._cleaner.clean(html)


def _is_named(tag: str, name: str, value: str) -> bool:
    return name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag, ())


def _secure_new_link(attributes: dict, is_new: bool = False) -> dict:
    """`www.example.org` written bare becomes an https link; Bleach alone would make it http."""
    if is_new and attributes.get("_text", "").lower().startswith("www."):
        attributes[(None, "href")] = "https://" + attributes["_text"]
    return attributes


class _Judge(Filter):
    """Puts every attribute before the judge, and turns pictures from elsewhere into links to them."""

    def __iter__(self):
        for token in super().__iter__():
            if token["type"] not in ("StartTag", "EmptyTag") or not token.get("data"):
                yield token
            elif token["name"] == "img" and not _has_own_picture(token):
                yield from _link_instead_of_picture(token)
            else:
                token["data"] = dict(_judged(token["name"], token["data"]))
                yield token


def _judged(tag: str, attributes: dict):
    for name, value in attributes.items():
        # Bleach leaves character references as they stand. Judge what a browser would read, and keep the author's
        # spelling only if the judge changed nothing: a half-resolved reference must not be resolved again.
        seen = unescape(value)
        kept = judged_attribute(tag, name[1], seen)
        if kept is not None:
            yield name, value if kept == seen else kept.replace("&", "&amp;")
    if tag == "a" and is_external(unescape(attributes.get((None, "href"), "")).strip()):
        yield (None, "class"), "external"


def _has_own_picture(token: dict) -> bool:
    return judged_picture(unescape(token["data"].get((None, "src"), ""))) is not None


def _link_instead_of_picture(token: dict):
    source = unescape(token["data"].get((None, "src"), ""))
    words = unescape(token["data"].get((None, "alt"), "")) or source
    href = judged_attribute("a", "href", source)
    if href is None:
        yield {"type": "Characters", "data": words}
        return
    data = {(None, "href"): href.replace("&", "&amp;"), (None, "class"): "external"}
    yield {"type": "StartTag", "name": "a", "data": data}
    yield {"type": "Characters", "data": words}
    yield {"type": "EndTag", "name": "a"}
