"""Reads HTML as a browser would, twice over, and says what in it could run a script or fake our pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bleach._vendor import html5lib

from extranet.pages.rendering.allowed import ATTRIBUTES, CLASSES, ID_PREFIX, LANGUAGE_CLASS, TAGS

_SPACES = re.compile("[\x00-\x20\x7f-\xa0\u200b\u2028\u2029\ufeff]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "background", "cite", "longdesc", "ping", "xlink:href", "srcset"}
_ACTIVE_ATTRIBUTES = {"style", "srcdoc", "formaction", "action", "ping", "xlink:href", "srcset", "http-equiv", "is", "nonce"}
_FINE_SCHEMES = {"http", "https", "mailto", "tel", "attachment"}


def elements(html: str):
    """(tag, {attribute: value}) of every element, by html5lib's reading and by the standard library's."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str) and element is not tree:
            yield _local(element.tag), {_local(name): value for name, value in element.attrib.items()}
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.found


def _local(name: str) -> str:
    return name.split("}")[-1].lower() if name.startswith("{") else name.lower()


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def script_capable(html: str) -> list[str]:
    """Whatever could run a script, send the reader elsewhere or ask for input: elements, attributes, addresses."""
    found = []
    for tag, attributes in elements(html):
        if tag not in TAGS:
            found.append(f"<{tag}>")
        for name, value in attributes.items():
            if name.startswith("on") or name in _ACTIVE_ATTRIBUTES:
                found.append(f"{tag} {name}")
            elif name in _ADDRESSES and not has_fine_scheme(value):
                found.append(f"{tag} {name}={value}")
    return found


def has_fine_scheme(address: str) -> bool:
    """True when a browser would see no scheme, or one of ours."""
    scheme = _SCHEME.match(_SPACES.sub("", address))
    return scheme is None or scheme.group().lower() in _FINE_SCHEMES


def off_the_list(html: str, made_attributes=frozenset(), made_classes=frozenset()) -> list[str]:
    """Whatever is not on our list: attributes, classes, ids, hosts hidden in paths, pictures from elsewhere.

    `made_…` are those the finished page adds itself, after sanitising.
    """
    found = script_capable(html)
    for tag, attributes in elements(html):
        known = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset()) | {"rel"} | made_attributes
        found += [f"{tag} {name}" for name in attributes if name not in known]
        found += [f"class {c}" for c in attributes.get("class", "").split() if not _is_fine_class(c) and c not in made_classes]
        found += [f"id {attributes['id']}"] if not _is_fine_id(tag, attributes.get("id", "")) else []
        found += [f"address {v}" for n, v in attributes.items() if n in ("href", "src") and not _is_fine_address(n, v)]
    return found


def _is_fine_class(name: str) -> bool:
    return name in CLASSES or bool(LANGUAGE_CLASS.fullmatch(name))


def _is_fine_id(tag: str, value: str) -> bool:
    is_heading = bool(re.fullmatch("h[2-6]", tag)) and bool(re.fullmatch("[a-z0-9-]+", value))
    return not value or is_heading or value.removeprefix("all-0--").startswith(ID_PREFIX) or value.startswith("all-0--")


def _is_fine_address(name: str, value: str) -> bool:
    seen = _SPACES.sub("", value).replace("\\", "/")
    if seen.startswith("//") or "@" in seen.partition("://")[2].partition("/")[0]:
        return False
    return name == "href" or seen.startswith(("/-/", "attachment:"))
