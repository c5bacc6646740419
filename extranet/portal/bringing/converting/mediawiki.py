"""Wikitext to Markdown: mwparserfromhell reads the signs, we write HTML of what is kept, and markdown.py does the rest.

Templates are not filled in, because their text is elsewhere: each is left out and named in the remarks.
"""

from __future__ import annotations

import re
from html import escape

import mwparserfromhell
from mwparserfromhell.nodes import Argument, Comment, ExternalLink, Heading, HTMLEntity, Tag, Template, Text, Wikilink

from .limits import Refused
from .lines import nested
from .markdown import Written, write

_FILES = ("file", "image", "media")
_LINE = {"b": "strong", "i": "em", "sub": "sub", "sup": "sup", "code": "code", "tt": "code"}
_LINE |= dict.fromkeys(("small", "u", "s", "del", "span", "center", "big"), "")
_LOOK_OF_FILE = re.compile(r"(?:thumb|frame|frameless|border|left|right|none|center|\d*x?\d*px|upright.*|\w+=.*|)", re.IGNORECASE)
_SILENT = frozenset({"ref", "references", "gallery", "math", "score", "timeline", "templatedata", "categorytree", "script", "style", "iframe"})
_WORDS = re.compile(r"__[A-Z]+__")
_SIGNS = {"*": "u", "#": "o", ":": "u", ";": "u"}


def redirect_of(text: str) -> str:
    """The title this page sends its readers to, or ''."""
    found = re.match(r"\s*#\w+:?\s*\[\[([^\]|#\n]+)", text)
    return found[1].strip() if found else ""


def write_wikitext(text: str, title: str) -> Written:
    """A page of MediaWiki. Links keep the titles they name; categories become labels."""
    if text.count("{{") > 3_000 or text.count("[[") > 20_000 or text.count("{|") > 500:
        raise Refused("The page is more tangled than a page of words: it has thousands of templates or links.")
    into = Written(title=title)
    reader = _Reader(into)
    html = _paragraphs(reader.read(mwparserfromhell.parse(_WORDS.sub("", text), skip_style_tags=False)))
    if reader.templates:
        named = ", ".join(sorted(reader.templates)[:8])
        into.remark(f"Templates were left out, because their text is on other pages: {named}{' and more' if len(reader.templates) > 8 else ''}.")
    return write(html, into)


class _Reader:
    """Wikitext as HTML within lines; line ends and list signs stay for _paragraphs."""

    def __init__(self, into: Written):
        self.into, self.templates = into, set()

    def read(self, code) -> str:
        return "".join(self._node(one) for one in code.nodes) if code is not None else ""

    def _node(self, node) -> str:
        if isinstance(node, Text):
            return escape(str(node), quote=False)
        if isinstance(node, Heading):
            return f"\n\x05<h{node.level}>{self.read(node.title).strip()}</h{node.level}>\n"
        if isinstance(node, Wikilink):
            return self._link(node)
        if isinstance(node, ExternalLink):
            words = self.read(node.title).strip() if node.title else escape(str(node.url))
            return f'<a href="{escape(str(node.url))}">{words}</a>'
        if isinstance(node, Template):
            self.templates.add(" ".join(str(node.name).split())[:40])
            return ""
        if isinstance(node, Tag):
            return self._tag(node)
        if isinstance(node, HTMLEntity):
            return escape(node.normalize(), quote=False)
        if isinstance(node, Argument):
            return self.read(node.default) if node.default else ""
        return "" if isinstance(node, Comment) else escape(str(node), quote=False)

    def _link(self, node: Wikilink) -> str:
        to = " ".join(str(node.title).split())
        space, colon, name = to.lstrip(":").partition(":")
        if colon and space.lower() in _FILES and not to.startswith(":"):
            return self._file(name.strip(), node)
        if colon and space.lower() == "category" and not to.startswith(":"):
            self.into.labels.append(("category", name.strip()))
            return ""
        words = self.read(node.text).strip() if node.text else escape(to.lstrip(":"), quote=False)
        return f'<a href="bring:{escape(to.lstrip(":"))}">{words}</a>' if not to.startswith("#") else words

    def _file(self, name: str, node: Wikilink) -> str:
        parts = str(node.text or "").split("|")
        words = next((one.strip()[4:] for one in parts if one.strip().lower().startswith("alt=")), "")
        caption = "" if _LOOK_OF_FILE.fullmatch(parts[-1].strip()) else parts[-1].strip()
        plain = mwparserfromhell.parse(words or caption).strip_code().strip()
        return f'<img src="bring:File:{escape(name)}" alt="{escape(plain)}">'

    def _tag(self, node: Tag) -> str:
        name, sign = str(node.tag).strip().lower(), node.wiki_markup
        if name in ("li", "dd", "dt") and sign:
            return f"\x06{sign}"
        if name == "hr":
            return "\n\x05<hr>\n"
        if name == "br":
            return "<br>"
        if name in _SILENT:
            if name not in ("references",):
                self.into.remark(f"<{name}> was left out.")
            return f" ({self.read(node.contents)})" if name == "ref" and node.contents and str(node.contents).strip() else ""
        if name == "table":
            return f"\n\x05{self._table(node)}\n"
        if name in ("nowiki",):
            return escape(str(node.contents or ""), quote=False)
        if name in ("pre", "syntaxhighlight", "source"):
            return "\n\x05<pre>" + escape(str(node.contents or ""), quote=False).replace("\n", "\x04") + "</pre>\n"
        inner = self.read(node.contents)
        if name in _LINE:
            kept = _LINE[name]
            return f"<{kept}>{inner}</{kept}>" if kept else inner
        return f"\n{inner}\n" if name in ("div", "p", "blockquote", "poem", "ul", "ol") else f"\n\x06*{inner}\n" if name == "li" else inner

    def _table(self, node: Tag) -> str:
        rows, row = [], []
        for one in node.contents.filter_tags(recursive=False) if node.contents else []:
            name = str(one.tag).strip().lower()
            if name == "tr":
                cells = [self._cell(cell) for cell in one.contents.filter_tags(recursive=False) if str(cell.tag).strip().lower() in ("td", "th")]
                rows.append("".join(cells))
            elif name in ("td", "th"):
                row.append(self._cell(one))
        rows = ["".join(row), *rows] if row else rows
        return "<table>" + "".join(f"<tr>{one}</tr>" for one in rows if one) + "</table>"

    def _cell(self, node: Tag) -> str:
        name = str(node.tag).strip().lower()
        span = str(node.get("colspan").value).strip() if node.has("colspan") else "1"
        return f'<{name} colspan="{escape(span)}">{_paragraphs(self.read(node.contents))}</{name}>'.replace("\n", " ")


def _paragraphs(text: str) -> str:
    """HTML of lines: blank ones part paragraphs, \\x05 begins a finished block, \\x06 and a sign a point of a list."""
    parts, run, points = [], [], []

    def end() -> None:
        if run:
            parts.append(f"<p>{' '.join(run)}</p>")
        if points:
            parts.append(nested(points))
        run.clear()
        points.clear()

    for line in text.split("\n"):
        signs = ""
        while line.startswith("\x06"):
            signs += line[1:2]
            line = line[2:]
        if signs:
            if run:
                end()
            points.append(("".join(_SIGNS.get(one, "u") for one in signs), _defined(line.replace("\x06:", ": ")).strip()))
        elif line.startswith("\x05"):
            end()
            parts.append(line[1:])
        elif not line.strip():
            end()
        else:
            if points:
                end()
            run.append(line.replace("\x05", "").strip())
    end()
    return "".join(parts)


def _defined(line: str) -> str:
    return line.replace("\x06", "")
