"""One attribute or one address: kept as it is, changed, or refused (None)."""

from __future__ import annotations

import re

from .allowed import (
    ATTACHMENT_SCHEME,
    ATTRIBUTES,
    CLASSES,
    ID_PREFIX,
    LANGUAGE_CLASS,
    LINK_REL,
    LINK_SCHEMES,
    PICTURE_FOLDER,
)
from .marks import CLOSE, MARK, OPEN

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SPACES_AND_CONTROLS = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_WEB = re.compile(r"https?://[^/?#@\\\s]+(?:[/?#]|$)", re.IGNORECASE)
_SLUG_LINK = re.compile(r"([a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*)(#.*)?$")
_FILE = re.compile(r"attachment:((?:[^/\\?#%\x00-\x1f\x7f]|%20){1,200})$", re.IGNORECASE)
_PLAIN_VALUES = {
    "colspan": re.compile(r"[1-9][0-9]?$"),
    "datetime": re.compile(r"[0-9T:Z .+-]{1,40}$"),
    "dir": re.compile(r"(?:ltr|rtl|auto)$"),
    "height": re.compile(r"[0-9]{1,4}$"),
    "lang": re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$"),
    "open": re.compile(r"(?:open)?$"),
    "rowspan": re.compile(r"[1-9][0-9]?$"),
    "scope": re.compile(r"(?:col|row|colgroup|rowgroup)$"),
    "start": re.compile(r"[0-9]{1,6}$"),
    "type": re.compile(r"[1aAiI]$"),
    "width": re.compile(r"[0-9]{1,4}$"),
}


def judged_attribute(tag: str, name: str, value: str) -> str | None:
    """The value this attribute may have on this tag, or None when the attribute must go.

    `value` is the value as a browser would see it, with character references resolved.
    """
    if tag == "a" and name == "rel":
        return LINK_REL  # nh3 puts it on every link and then asks; an author's own never comes this far
    if name not in ATTRIBUTES["*"] and name not in ATTRIBUTES.get(tag, ()):
        return None
    if OPEN in value or CLOSE in value:
        if name in ("href", "src", "id"):
            return None
        value = MARK.sub("", value).replace(OPEN, "").replace(CLOSE, "")
    if name == "href":
        return judged_link(value)
    if name == "src":
        return judged_picture(value)
    if name == "class":
        return judged_classes(value)
    if name == "id":
        return judged_id(value)
    rule = _PLAIN_VALUES.get(name)
    return value if rule is None or rule.match(value) else None


def judged_link(address: str) -> str | None:
    """The address a link may have: http, https, mailto, tel, an attachment, this site, or this page.

    Links to pages come out as /wiki/slug, links within the page with the id prefix. None for everything else,
    among it other schemes, `//host`, `/\\host`, user names before a host, and paths relative to the page.
    """
    attached = attached_file(address)
    if attached:
        return f"{ATTACHMENT_SCHEME}:{attached}"
    address = _SPACES_AND_CONTROLS.sub("", address)
    scheme = _SCHEME.match(address)
    if scheme:
        return _judged_scheme(scheme.group(1).lower(), address)
    if address.startswith("#"):
        return "#" + judged_id(address[1:]) if len(address) > 1 else None
    if address.startswith("/"):
        return address if is_local_path(address) else None
    page = _SLUG_LINK.match(address)
    return f"/wiki/{address}" if page else None


def _judged_scheme(scheme: str, address: str) -> str | None:
    if scheme not in LINK_SCHEMES:
        return None
    if scheme in ("http", "https"):
        return address if _WEB.match(address) else None
    return address if len(address) > len(scheme) + 1 and "/" not in address.split("?")[0] else None


def is_local_path(address: str) -> bool:
    """True for a path on this site: one slash, and no backslash that a browser would read as a second."""
    return address.startswith("/") and not address.startswith("//") and "\\" not in address


def is_external(address: str) -> bool:
    """True for an address on another site."""
    return address[:8].lower().startswith(("http://", "https://"))


def attached_file(address: str) -> str | None:
    """The file's name in `attachment:name`, or None: a name holds no slash, and %20 stands for a space."""
    found = _FILE.match(address.strip())
    return found.group(1).replace("%20", " ") if found else None


def judged_picture(address: str) -> str | None:
    """The address a picture may come from: an attachment or this site's own system addresses."""
    attached = attached_file(address)
    if attached:
        return f"{ATTACHMENT_SCHEME}:{attached}"
    address = _SPACES_AND_CONTROLS.sub("", address)
    return address if address.startswith(PICTURE_FOLDER) and is_local_path(address) else None


def judged_classes(value: str) -> str | None:
    """The classes an author may use, in their order; None when none is left."""
    kept = [word for word in value.split() if word in CLASSES or LANGUAGE_CLASS.fullmatch(word)]
    return " ".join(kept) or None


def judged_id(value: str) -> str | None:
    """The id with the prefix every author's id has; None when empty."""
    value = "".join(value.split())
    if not value or value.startswith(ID_PREFIX):
        return value or None
    return ID_PREFIX + value
