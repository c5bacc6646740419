"""Parts as plain text: passages for search, the words of a field, exports to plain text."""

from __future__ import annotations

import re
from html import escape, unescape

from .choosing import choose
from .facts import fact_text, missing_words
from .rows import OTHERWISE
from .view import ViewContext

GAP = "…"
"""Stands for a fact when no customer is known: its value differs by authority."""

_HEADING = re.compile(r'<h[2-6] id="([^"]*)"[^>]*>(.*?)</h[2-6]>', re.DOTALL)
_LINE_END = re.compile(r"</(?:p|li|h[2-6]|tr|dt|dd|pre|div|blockquote|caption|summary|figcaption)>|<(?:br|hr)>")
_CELL_END = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[a-z/](?:[^>\"]|\"[^\"]*\")*>")
_SPACES = re.compile(r"[ \t]+")


def plain_text(parts: list, view: ViewContext | None = None) -> str:
    """The words of these parts, a line per paragraph, item or row.

    With a view: facts, the customer's rows and the pages included here (not those in them) as that reader gets
    them. Without: every row after its selectors, "…" for a fact, nothing for an include.
    """
    return text_of("".join(_flat(parts, view, named_rows=True)))


def text_of(html: str) -> str:
    """The words of sanitised HTML, a line per paragraph, item or row."""
    spaced = _CELL_END.sub(" ", _LINE_END.sub("\n", html.replace("\n", " ")))
    lines = (_SPACES.sub(" ", line).strip() for line in unescape(_TAG.sub("", spaced)).split("\n"))
    return "\n".join(line for line in lines if line)


def passages(parts: list, view: ViewContext | None = None) -> list[dict]:
    """[{"heading_id", "heading", "text", "selector"}], one for each heading that has text below it.

    Text before the first heading has the id ''. Without a view each local row is a passage of its own, under the
    heading it stands below, with its selectors; the base text belongs to the page's own passages.
    """
    reader = _Passages(view)
    reader.read(parts)
    return reader.found


class _Passages:
    def __init__(self, view: ViewContext | None) -> None:
        self.found: list[dict] = []
        self._view = view
        self._html: list[str] = []
        self._local: list[tuple[list[str], str]] = []
        self._heading = ("", "")

    def read(self, parts: list) -> None:
        for part in parts:
            if part[0] == "variant" and self._view is None:
                self._rows(part[2])
            else:
                self._html += _flat([part], self._view, named_rows=False)
        self._flush()

    def _rows(self, rows: list[dict]) -> None:
        for row in rows:
            if row["selector"] == [OTHERWISE]:
                self._html += _flat(row["parts"], None, named_rows=False)
        self._flush()
        for row in rows:
            if row["selector"] != [OTHERWISE]:
                self._keep("".join(_flat(row["parts"], None, named_rows=False)), row["selector"])

    def _flush(self) -> None:
        """Keeps the text read so far, cut at its headings."""
        html, self._html = "".join(self._html), []
        end = 0
        for found in _HEADING.finditer(html):
            self._keep(html[end : found.start()], [])
            self._heading = (unescape(found.group(1)), text_of(found.group(2)))
            end = found.end()
        self._keep(html[end:], [])

    def _keep(self, html: str, selector: list[str]) -> None:
        text = text_of(html)
        if not text:
            return
        heading_id, heading = self._heading
        last = self.found[-1] if self.found else None
        if last and not selector and not last["selector"] and last["heading_id"] == heading_id:
            last["text"] += "\n" + text
            return
        self.found.append({"heading_id": heading_id, "heading": heading, "text": text, "selector": list(selector)})


def _flat(parts: list, view: ViewContext | None, named_rows: bool, depth: int = 0) -> list[str]:
    """HTML of these parts with every other kind of part put into words."""
    out: list[str] = []
    for part in parts:
        kind = part[0]
        if kind == "html":
            out.append(part[1])
        elif kind == "fact":
            out.append(escape(_fact_words(part[1], view)))
        elif kind in ("link", "file"):
            out.append(_link_words(part, view))
        elif kind == "image":
            out.append(escape(part[2]))
        elif kind == "block":
            out += _flat(part[4], view, named_rows, depth) or [escape(part[3]), "<br>"]
        elif kind == "variant":
            out += _variant_words(part[2], view, named_rows, depth)
        elif kind == "include" and view is not None and depth == 0:
            out += _flat(view.include(part[1]) or [], view, named_rows, depth + 1)
    return out


def _fact_words(key: str, view: ViewContext | None) -> str:
    if view is None:
        return GAP
    value = view.facts(key)
    if value is not None and value.text:
        return fact_text(value)
    return missing_words(value, view.authority.name if view.authority else None)


def _link_words(part: list, view: ViewContext | None) -> str:
    words = part[-1]
    if isinstance(words, list):
        return "".join(_flat(words, view, False))
    if words or part[0] == "file":
        return words
    title = view.pages({part[1]}).get(part[1]) if view is not None else None
    return escape(title or part[1].replace("-", " "))


def _variant_words(rows: list[dict], view: ViewContext | None, named_rows: bool, depth: int) -> list[str]:
    if view is not None:
        choice = choose(rows, view.authority, view.on)
        chosen = [row for row in (choice.base, choice.local) if row is not None]
        return [html for row in chosen for html in _flat(row["parts"], view, named_rows, depth)]
    out: list[str] = []
    for row in rows:
        name = "Everyone else" if row["selector"] == [OTHERWISE] else "For " + ", ".join(row["selector"])
        out += [f"<br>{escape(name)}: "] if named_rows else []
        out += _flat(row["parts"], None, named_rows, depth)
    return out
