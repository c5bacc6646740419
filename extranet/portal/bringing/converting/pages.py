"""Web pages, and the books that BookStack writes as one web page or one Markdown file."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from .limits import MEGABYTE, MOST_PICTURE, Refused, words_of
from .markdown import Written, write

MOST_WITH_PICTURES = 60 * MEGABYTE
_INLINE_PICTURE = re.compile(rb"data:image/(png|jpeg|jpg|gif|webp);base64,([A-Za-z0-9+/=\s]{1,60000000}?)(?=[\"')\s>])")


def read_page(path: Path, out: Path) -> Written:
    """A web page as a page of ours. Its title is its <title>, or its first heading."""
    tree = BeautifulSoup(words_of(without_pictures(path, out), path.name), "html.parser")
    into = Written()
    _say_head(tree, into)
    return write(_main(tree), into)


def write_html(html: str, title: str = "") -> Written:
    return write(html, Written(title=title))


def without_pictures(path: Path, out: Path) -> bytes:
    """The bytes of a page with the pictures written into it taken out, each a file in `out` with an address of its own."""
    if path.stat().st_size > MOST_WITH_PICTURES:
        size = path.stat().st_size // MEGABYTE
        raise Refused(f"{path.name} has {size} MB; a web page with its pictures may have {MOST_WITH_PICTURES // MEGABYTE} MB. Split it.")
    return _INLINE_PICTURE.sub(lambda found: kept_picture(found[1].decode(), found[2], out).encode(), path.read_bytes())


def kept_picture(kind: str, raw: bytes, out: Path) -> str:
    """Write a picture given as base64 into `out`; its address."""
    try:
        content = base64.b64decode(re.sub(rb"\s", b"", raw), validate=True)
    except binascii.Error:
        return ""
    return keep_bytes(f"picture.{'jpg' if kind in ('jpeg', 'jpg') else kind}", content, out)


def keep_bytes(name: str, content: bytes, out: Path) -> str:
    """Write a file the document holds into `out`; its address, 'bring:out/…'."""
    if len(content) > MOST_PICTURE:
        return ""
    stem, _, ending = name.rpartition(".")
    safe = re.sub(r"[^A-Za-z0-9-]+", "-", stem).strip("-")[:60] or "picture"
    number = 1 + sum(1 for _ in out.iterdir())
    final = f"{safe}-{number}.{re.sub(r'[^a-z0-9]', '', ending.lower())[:5] or 'bin'}"
    (out / final).write_bytes(content)
    return f"bring:out/{final}"


def _say_head(tree: BeautifulSoup, into: Written) -> None:
    heading, title = tree.find("h1"), tree.find("title")
    one = heading if heading and len(tree.find_all("h1")) == 1 else title
    into.title = " ".join((one or title or heading or Tag(name="p")).get_text().split())[:200]
    if title and heading and len(tree.find_all("h1")) == 1:
        into.title = " ".join(heading.get_text().split())[:200] or into.title
    for meta in tree.find_all("meta"):
        name, content = str(meta.get("name", "")).lower(), " ".join(str(meta.get("content", "")).split())
        if name == "description" and content:
            into.fields["summary"] = content[:300]
        if name == "keywords":
            into.labels += [("label", one.strip()) for one in content.split(",") if one.strip()][:30]


def _main(tree: BeautifulSoup) -> Tag:
    """What the page is about, without the frame around it, where the page says which is which."""
    found = tree.find("main") or tree.find("article")
    if found:
        return found
    body = tree.find("body") or tree
    for frame in body.find_all(["nav", "header", "footer", "aside"], recursive=False):
        frame.decompose()
    return body
