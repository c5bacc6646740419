"""Renderer: one page's Markdown, step by step, to the parts that are stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from html import escape

from .allowed import INLINE_TAGS, TAGS
from .dialect import block_dialect, inline_dialect
from .fences import Found, find
from .fields import each_text
from .marks import Marks, clean_input
from .model import SIZE_LIMIT_BYTES, BlockKind, FieldSource, Rendered, RenderSource, problem
from .plain import FAILED, TOO_LONG, plain, size_bytes
from .sanitise import BleachSanitiser, Nh3Sanitiser
from .splitting import Ids, give_ids, give_room, own_links, split
from .words import passages

_NEEDS_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&!@\"]|://|www\.", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\s*<p>(.*)</p>\s*$", re.DOTALL)
_HEADING_ID = re.compile(r'<h[2-6] id="([^"]*)"')


class Renderer:
    """Renders any number of pages one after another. Not for two threads at once: its tools keep state."""

    def __init__(self, blocks: Mapping[str, BlockKind] | None = None) -> None:
        self.blocks = dict(blocks or {})

    @cached_property
    def block_tools(self) -> _Tools:
        return _Tools(block_dialect(), BleachSanitiser(TAGS), Nh3Sanitiser(TAGS))

    @cached_property
    def inline_tools(self) -> _Tools:
        return _Tools(inline_dialect(), BleachSanitiser(INLINE_TAGS), Nh3Sanitiser(INLINE_TAGS))

    def warm(self) -> None:
        """Builds the tools now, so that the first text does not pay for them."""
        self.render(RenderSource("*ready*", {"ready": FieldSource("*ready*")}))

    def render(self, source: RenderSource) -> Rendered:
        """The finished page. Never raises for any text: what cannot be rendered comes out plain, with a problem."""
        if size_bytes(source) > SIZE_LIMIT_BYTES:
            return plain(source, TOO_LONG)
        try:
            return _PageRun(self).render(source)
        except Exception:  # Markdown fails in many ways on odd text (recursion, indices); saving must not
            self.__dict__.pop("block_tools", None)  # they may be left half-way through the text
            self.__dict__.pop("inline_tools", None)
            return plain(source, FAILED)


class _Tools:
    """Markdown and both sanitisers for one kind of text."""

    def __init__(self, dialect, bleach: BleachSanitiser, nh3: Nh3Sanitiser) -> None:
        self.dialect, self._bleach, self._nh3 = dialect, bleach, nh3

    def html(self, text: str, marks: Marks, references: dict | None = None) -> str:
        """Sanitised HTML of this Markdown, with the marks still in it."""
        return self.sanitised(self.dialect.html(text, marks, references))

    def inline_html(self, text: str, marks: Marks) -> str:
        """The same for a text without block elements: no paragraph around it."""
        html = self.dialect.html(text, marks)
        only = _PARAGRAPH.match(html)
        return self.sanitised(only.group(1) if only else html)

    def sanitised(self, html: str) -> str:
        """Bleach first, then nh3, which has the last word."""
        return self._nh3.clean(self._bleach.clean(html))


class _PageRun:
    """One page: what is gathered on the way."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._ids = Ids()
        self._headings: list[dict] = []
        self._problems: list[dict] = []
        self._block_counts: dict[str, int] = {}

    def render(self, source: RenderSource) -> Rendered:
        self._renderer.block_tools.dialect.start_page()
        body = self._block(clean_input(source.body), "")
        headings, self._headings = self._headings, []
        fields = {name: self._field(name, field) for name, field in source.fields.items()}
        all_parts = [body, *_parts_lists(fields)]
        heading_ids = set(self._ids.used)
        for parts in all_parts:
            own_links(parts, heading_ids)
        named = Named()
        for parts in all_parts:
            named.read(parts)
        return Rendered(
            body, fields, headings, passages(body), **named.lists(),
            problems=sorted(self._problems, key=lambda p: (p["field"] or "", p["line"] or 0)),
        )  # fmt: skip

    def _field(self, name: str, field: FieldSource):
        def change(text: str, kind: str, place: str) -> list:
            text = clean_input(text)
            return self._inline(text, name + place) if kind == "inline" else self._block(text, name + place)

        return each_text(field, change)

    def _inline(self, text: str, field: str) -> list:
        text = " ".join(text.split())
        if not _NEEDS_MARKDOWN.search(text):
            return [["html", escape(text, quote=False)]] if text else []
        marks = Marks()
        tools = self._renderer.inline_tools
        html = tools.inline_html(text, marks)
        self._report(_refusals(tools.dialect.refused), field)
        return split(html, marks)

    def _block(self, text: str, field: str, first_line: int = 1, references: dict | None = None) -> list:
        """Parts of a text with block elements; `field` is '' for the body."""
        marks = Marks()
        found = find(text, marks, self._renderer.blocks, first_line)
        self._report(found.problems, field)
        tools = self._renderer.block_tools
        headings = self._headings
        html = give_room(give_ids(tools.html(found.text, marks, references), self._ids, headings))
        self._report(_refusals(tools.dialect.refused), field)
        references = dict(tools.dialect.references)
        self._headings = []  # headings of rows and blocks are not in the table of contents
        self._fill(found, field, references)
        self._headings = headings
        parts = split(html, marks)
        self._name_variants(parts, field)
        return parts

    def _report(self, problems: list[dict], field: str) -> None:
        self._problems += [{**found, "field": field or None} for found in problems]

    def _fill(self, found: Found, field: str, references: dict) -> None:
        for group in found.groups:
            group.part[2] = [r.as_part(self._block(r.text, field, r.first_line, references)) for r in group.rows]
        for block in found.blocks:
            block.part[4] = self._block(block.part[3], field, block.first_line, references)

    def _name_variants(self, parts: list, field: str) -> None:
        """Gives each variant an id that stays while the text above it changes: its heading's, and a number."""
        below = field or "start"
        for part in parts:
            if part[0] == "html":
                ids = _HEADING_ID.findall(part[1])
                below = ids[-1] if ids else below
            elif part[0] == "variant":
                self._block_counts[below] = self._block_counts.get(below, 0) + 1
                part[1] = f"{below}-{self._block_counts[below]}"


def _refusals(addresses: list[str]) -> list[dict]:
    """A problem for each address that was not let through."""
    return [
        problem(
            f"The link to '{address[:80]}' leads nowhere. Use https://…, mailto:…, tel:…, attachment:… or a page's name."
            if address
            else "A link has no address."
        )
        for address in dict.fromkeys(addresses)
    ]


class Named:
    """What parts name: pages, facts, includes, files and selectors, each once, in order."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, None]] = {
            name: {} for name in ("links", "facts", "includes", "files", "selectors")
        }

    def lists(self) -> dict[str, list[str]]:
        """The names by kind, for the fields of Rendered."""
        return {kind: list(names) for kind, names in self._found.items()}

    def read(self, parts: list) -> None:
        """Adds what these parts name, and what their rows and blocks name."""
        for part in parts:
            kind = part[0]
            if kind in _NAMES:
                self._found[_NAMES[kind]][part[1]] = None
            if kind in ("link", "file") and isinstance(part[-1], list):
                self.read(part[-1])
            elif kind == "block":
                self.read(part[4])
            elif kind == "variant":
                self._rows(part[2])

    def _rows(self, rows: list[dict]) -> None:
        for row in rows:
            self._found["selectors"].update(dict.fromkeys(row["selector"]))
            self.read(row["parts"])


_NAMES = {"link": "links", "fact": "facts", "include": "includes", "file": "files", "image": "files"}


def _parts_lists(value):
    """Every list of parts within rendered fields."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _parts_lists(inner)
    elif isinstance(value, list) and value:
        if all(isinstance(part, list) and part and isinstance(part[0], str) for part in value):
            yield value
        else:
            for inner in value:
                yield from _parts_lists(inner)
