"""Sanitised HTML cut into parts; headings given their ids; wide tables given room to scroll.

Works on nh3's output only: every element closed, every attribute in double quotes, no comments.
"""

from __future__ import annotations

import re
from html import escape, unescape

from .allowed import ID_PREFIX
from .judge import attached_file
from .marks import CLOSE, OPEN, PIPE, STRAY, Marks

ALONE = frozenset({"variant", "include", "block"})
"""Parts that are blocks: the paragraph Markdown put around their mark goes."""

_ATTRIBUTES = r'((?: [a-z-]+="[^"]*")*)'
_HEADING = re.compile(rf"<h([2-6]){_ATTRIBUTES}>(.*?)</h\1>", re.DOTALL)
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_PIECE = re.compile(
    rf"<p>\s*{OPEN}([0-9]+){CLOSE}\s*</p>|{OPEN}([0-9]+){CLOSE}|<a{_ATTRIBUTES}>(.*?)</a>|<img{_ATTRIBUTES}>", re.DOTALL
)
_PAGE = re.compile(r"/wiki/([a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*)(?:#(.*))?$")
_TAG = re.compile(r"<[a-z/](?:[^>\"]|\"[^\"]*\")*>")
_OWN_LINK = f'href="#{ID_PREFIX}'
_OWN_LINK_TO = re.compile(_OWN_LINK + '([^"]*)"')
_RESERVED = frozenset({"body", "checks", "content", "contents-title", "fields", "head", "main", "search", "skip", "title", "top"})
_RESERVED_START = "top-"
"""Ids the page around the text has itself, or may come to have."""


class Ids:
    """The ids of one page's headings: each once, made of its words."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def claim(self, words: str) -> str:
        """An id for a heading with these words, not given out before on this page."""
        wanted = re.sub(r"[^a-z0-9]+", "-", words.lower().replace("'", "").replace("’", "")).strip("-")[:60].rstrip("-")
        if not wanted or wanted in _RESERVED or wanted.startswith(_RESERVED_START):
            wanted = f"section-{wanted}".rstrip("-")
        given, count = wanted, 2
        while given in self.used:
            given, count = f"{wanted}-{count}", count + 1
        self.used.add(given)
        return given


def give_ids(html: str, ids: Ids, headings: list[dict]) -> str:
    """The HTML with an id on every heading; each is added to `headings` as {"level", "id", "text"}."""

    def with_id(found: re.Match) -> str:
        level, attributes, inside = found.groups()
        own = dict(_ATTRIBUTE.findall(attributes))
        text = heading_text(inside)
        given = ids.claim(unescape(own.pop("id", "")).removeprefix(ID_PREFIX) or text)
        headings.append({"level": int(level), "id": given, "text": text})
        rest = "".join(f' {name}="{value}"' for name, value in own.items())
        return f'<h{level} id="{given}"{rest}>{inside}</h{level}>'

    return _HEADING.sub(with_id, html) if "<h" in html else html


def heading_text(html: str) -> str:
    """The words of a heading, without facts."""
    return " ".join(unescape(_TAG.sub("", re.sub(f"{OPEN}[0-9]+{CLOSE}", "", html))).split())


def give_room(html: str) -> str:
    """Every table in a box that scrolls on its own and can be reached by keyboard."""
    if "<table" not in html:
        return html
    html = html.replace("<table", '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table')
    return html.replace("</table>", "</table></div>")


def split(html: str, marks: Marks, is_in_link: bool = False) -> list:
    """The parts of this HTML, in order. No two "html" parts stand side by side and none is empty.

    A fact within a link is ["fact", key, "text"]: it may not become a link itself.
    """
    parts: list = []
    end = 0
    for found in _PIECE.finditer(html):
        _add(parts, ["html", html[end : found.start()]])
        for part in _pieces(found, marks, is_in_link):
            _add(parts, part)
        end = found.end()
    _add(parts, ["html", html[end:]])
    return parts


def _add(parts: list, part: list) -> None:
    if part[0] != "html":
        parts.append(part)
        return
    html = STRAY.sub("", part[1]).replace(PIPE, "|")
    if html and parts and parts[-1][0] == "html":
        parts[-1][1] += html
    elif html:
        parts.append(["html", html])


def _pieces(found: re.Match, marks: Marks, is_in_link: bool) -> list:
    alone, within, link, words, picture = found.groups()
    if link is not None:
        return _link(link, words, marks)
    if picture is not None:
        return [_picture(dict(_ATTRIBUTE.findall(picture)), found.group())]
    part = marks.part(alone or within)
    if part is None:
        return []
    if is_in_link:
        return [[*part, "text"]] if part[0] == "fact" else []
    if within is not None or part[0] in ALONE:
        return [part]
    return [["html", "<p>"], part, ["html", "</p>"]]


def _link(attributes: str, words: str, marks: Marks) -> list:
    href = unescape(dict(_ATTRIBUTE.findall(attributes)).get("href", ""))
    page = _PAGE.match(href)
    name = attached_file(href)
    inside = split(words, marks, is_in_link=True)
    if (page is None and name is None) or "<a" in words:
        return [["html", f"<a{attributes}>"], *inside, ["html", "</a>"]]
    shown = inside[0][1] if len(inside) == 1 and inside[0][0] == "html" else inside or ""
    if page is None:
        return [["file", name, shown or escape(name)]]
    return [["link", page.group(1), (page.group(2) or "").removeprefix(ID_PREFIX), shown]]


def _picture(attributes: dict[str, str], as_written: str) -> list:
    source = unescape(attributes.get("src", ""))
    name = attached_file(source)
    if name is not None:
        return ["image", name, unescape(attributes.get("alt", "")), unescape(attributes.get("title", ""))]
    return ["html", as_written if source else attributes.get("alt", "")]


def own_links(parts: list, heading_ids: set[str]) -> None:
    """Links within the page that lead to a heading lose the id prefix, in place: a heading's id has none."""
    for part in parts:
        if part[0] == "html" and _OWN_LINK in part[1]:
            part[1] = _OWN_LINK_TO.sub(
                lambda m: f'href="#{m.group(1)}"' if unescape(m.group(1)) in heading_ids else m.group(), part[1]
            )
        elif part[0] == "variant":
            for row in part[2]:
                own_links(row["parts"], heading_ids)
        elif part[0] == "block":
            own_links(part[4], heading_ids)
