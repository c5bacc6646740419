"""The Markdown we speak: Python-Markdown with chosen extensions, and our own links, facts and finishing touches.

docs/markdown.md tells authors what they may write.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX
from pymdownx.details import DetailsExtension

from .fences import FACT, WIKI_LINK
from .judge import judged_link
from .marks import MARK, Marks

_TASK = re.compile(r"\[( |x|X)\][ \n]")


class PageMarkdown(Markdown):
    """Markdown whose inline facts become marks of the text in hand. Not to be shared by threads."""

    marks: Marks
    refused: list[str]
    """Addresses of links and pictures in the last text that its readers will not get."""
    footnotes: FootnoteExtension | None = None

    def start_page(self) -> None:
        """Footnotes of the next page are numbered from its own beginning, whatever was rendered before."""
        if self.footnotes is not None:
            self.footnotes.unique_prefix = 0

    def html(self, text: str, marks: Marks, references: dict | None = None) -> str:
        """Unsanitised HTML. `references` are link definitions made elsewhere on the page, which this text may use."""
        self.reset()
        self.references.update(references or {})
        self.marks, self.refused = marks, []
        return self.convert(text)


def block_dialect() -> PageMarkdown:
    """The Markdown of a body or a field that may hold block elements."""
    footnotes = FootnoteExtension(UNIQUE_IDS=True, BACKLINK_TITLE="Back to note {} in the text")
    dialect = PageMarkdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            footnotes,
            AdmonitionExtension(),
            DefListExtension(),
            FencedCodeExtension(),
            SaneListExtension(),
            DetailsExtension(),
            _Inline(),
            _Blocks(),
        ],
        output_format="html",
    )
    dialect.footnotes = footnotes
    return dialect


def inline_dialect() -> PageMarkdown:
    """The Markdown of a field without block elements: one paragraph, whatever its lines begin with."""
    dialect = PageMarkdown(extensions=[_Inline()], output_format="html")
    for name in ("empty", "indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference"):
        dialect.parser.blockprocessors.deregister(name)
    dialect.preprocessors.deregister("html_block")
    return dialect


class _Inline(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After code spans (190) and escapes (180), so both keep them literal; before ordinary links (170, 160).
        md.inlinePatterns.register(_Fact(FACT.pattern, md), "fact", 176)
        md.inlinePatterns.register(_WikiLink(WIKI_LINK.pattern, md), "wiki_link", 175)
        md.treeprocessors.register(_AttributeList(md), "attr_list", 8)
        md.treeprocessors.register(_RefusedLinks(md), "refused_links", 4)


class _Blocks(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(_HtmlWhereThereIsSome(md), "html_block", 20)
        md.parser.blockprocessors.register(_SpacedHeader(md.parser), "hashheader", 70)
        md.treeprocessors.register(_FinishingTouches(md), "finishing", 5)


class _Fact(InlineProcessor):
    """{{fact:key}} becomes the mark of a fact."""

    def handleMatch(self, m, data):
        return self.md.marks.add(["fact", m.group(1)]), m.start(), m.end()


class _WikiLink(InlineProcessor):
    """[[slug]], [[slug|words]], [[slug#heading|words]] become links; without words the page's title is shown."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m, data):
        link = Element("a", {"href": f"/wiki/{m.group(1)}{m.group(2) or ''}"})
        link.text = (m.group(3) or "").strip()
        return link, m.start(), m.end()


class _AttributeList(AttrListTreeprocessor):
    """Attribute lists hold classes and an id, nothing else, and start with one: `{.lead}`, `{: #id .lead }`.

    Without the second rule any {{…}} after a link would be taken for one and vanish.
    """

    BASE_RE = r"\{:?[ ]*(?=[#.])([^\}\n]*)\}"
    HEADER_RE = re.compile(rf"[ ]+{BASE_RE}[ ]*$")
    BLOCK_RE = re.compile(rf"\n[ ]*{BASE_RE}[ ]*$")
    INLINE_RE = re.compile(rf"^{BASE_RE}")

    def assign_attrs(self, elem, attrs_string, *, strict=False):
        kept = [word for word in attrs_string.split() if word[0] in ".#" and len(word) > 1]
        return super().assign_attrs(elem, " ".join(kept), strict=strict) if kept else ""


class _HtmlWhereThereIsSome(HtmlBlockPreprocessor):
    """Passes over the slow search for raw HTML when the text holds no '<'."""

    def run(self, lines):
        return super().run(lines) if any("<" in line for line in lines) else lines


class _SpacedHeader(HashHeaderProcessor):
    """A heading's hashes are followed by a space, so that '#4 in the queue' stays a sentence."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ \t]+(?P<header>(?:\\.|[^\\\n#]|#+(?=[^#\n]))*?)[ \t]*#*(?:\n|$)")


class _RefusedLinks(Treeprocessor):
    """Notes the addresses the judge will not let through, so that the author hears of it. Changes nothing."""

    def run(self, root):
        for link in root.iter("a"):
            href = link.get("href", "")
            # STX begins Markdown's own codes: escaped signs, and mail addresses spelt in character references.
            if STX not in href and not MARK.search(href) and judged_link(unescape(href)) is None:
                self.md.refused.append(href)


class _FinishingTouches(Treeprocessor):
    """Main headings go one level down, cells get classes instead of styles, tasks get words instead of boxes."""

    def run(self, root):
        for element in root.iter():
            touch = self._TOUCHES.get(element.tag)
            if touch is not None:
                touch(element)

    @staticmethod
    def _down(heading):
        heading.tag = "h2"

    @staticmethod
    def _cell(cell):
        side = cell.attrib.pop("align", None)
        if side:
            cell.set("class", f"{cell.get('class', '')} align-{side}".strip())
        if cell.tag == "th":
            cell.set("scope", "col")

    @staticmethod
    def _task(item):
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        found = _TASK.match(holder.text or "")
        if found is None:
            return
        is_done = found.group(1) != " "
        item.set("class", "task task-done" if is_done else "task")
        mark = Element("span", {"class": "task-mark"})
        mark.text = "Done:" if is_done else "To do:"
        mark.tail = " " + holder.text[found.end() :]
        holder.text = ""
        holder.insert(0, mark)

    _TOUCHES = {"h1": _down, "td": _cell, "th": _cell, "li": _task}
