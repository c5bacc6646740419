"""A tree of HTML to the Markdown that pages are written in: headings from ##, lists, tables, links, bold and italic, pictures.

Only what is named here comes through; scripts, styles, forms, frames and drawings do not. Links and pictures become marks
(OPEN, a number, CLOSE) that the house replaces when it knows where they lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.element import PreformattedString

OPEN, CLOSE = "\x02", "\x03"
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "details", "dd", "div", "dl", "dt", "fieldset", "figure", "figcaption",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
LEFT_OUT = frozenset(
    {
        "script", "style", "head", "iframe", "frame", "frameset", "object", "embed", "applet", "input", "button", "select", "textarea", "svg",
        "math", "noscript", "template", "link", "meta", "audio", "video", "canvas", "base", "map", "area", "param", "source", "track", "title",
    }
)  # fmt: skip
TOLD = {
    "script": "a script", "iframe": "a frame", "object": "an embedded object", "embed": "an embedded object", "svg": "a drawing",
    "video": "a film", "audio": "a sound",
}  # fmt: skip
BOLD, ITALIC, CODE, KEPT = {"strong", "b"}, {"em", "i", "cite", "var", "dfn"}, {"code", "tt", "kbd", "samp"}, {"sub", "sup"}
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_AT_START = re.compile(r"^([#>+=~:!?-]|\d+[.)])", re.MULTILINE)
_ENTITIES = {"=": "&#61;", "~": "&#126;", ":": "&#58;", "?": "&#63;"}
_HIDDEN = "".join(chr(one) for one in [*range(0x80, 0xA0), 0xAD, 0x200B, 0x2060, 0xFEFF])


@dataclass
class Written:
    """One document's Markdown with marks, what the marks stand for, and what was left out."""

    body: str = ""
    title: str = ""
    marks: list[dict] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    fields: dict = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def mark(self, **what) -> str:
        self.marks.append(what)
        return f"{OPEN}{len(self.marks) - 1}{CLOSE}"

    def remark(self, sentence: str) -> None:
        if sentence not in self.remarks and len(self.remarks) < 20:
            self.remarks.append(sentence)


def write(html: str | Tag, into: Written) -> Written:
    """Set `body` to the Markdown of this HTML; the first heading becomes the title when there is none and nothing stands above it."""
    tree = BeautifulSoup(html, "html.parser") if isinstance(html, str) else html
    blocks = list(_Writer(into).blocks(tree))
    into.body = "\n\n".join(_headings_from_two(blocks, into)).strip() + "\n"
    return into


def link(into: Written, href: str, words: str, plain: str) -> str:
    """The link, if it leads out; a mark, if it leads to something brought in with it; else the words alone."""
    href = href.strip()
    scheme = _SCHEME.match(href)
    if scheme and scheme[1].lower() in ("http", "https", "mailto", "tel"):
        address = re.sub(r"[\s<>()\\\"{}|^`]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), href)
        return into.mark(kind="out", href=address, words=words, plain=plain)
    if scheme and scheme[1].lower() == "bring":
        return into.mark(kind="link", to=unquote(href[6:]), words=words, plain=plain)
    if scheme or href.startswith("//"):
        into.remark(f"A link to {href[:60]} was left out; its words stayed.")
        return words
    return words if not href or href.startswith("#") else into.mark(kind="link", to=unquote(href), words=words, plain=plain)


def picture(into: Written, address: str, words: str) -> str:
    """The mark of a picture. One on another site becomes a link to it, as everywhere in the answer book."""
    if _SCHEME.match(address) and not address.startswith("bring:"):
        if address.startswith(("http:", "https:")):
            into.remark(f"The picture {address[:80]} is on another site and was not fetched; a link leads to it.")
            return link(into, address, escaped(words or "picture"), words or "picture")
        into.remark("A picture was left out: its address is of no kind that is read.")
        return escaped(words)
    return into.mark(kind="picture", to=unquote(address.removeprefix("bring:")), words=words, plain=words)


def escaped(text: str) -> str:
    """The text with every sign that would mean something in Markdown made plain."""
    text = text.translate({ord(one): None for one in _HIDDEN})
    text = re.sub(r"([\\`*\[\]|])", r"\\\1", text)
    text = re.sub(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", r"\\_", text)
    text = re.sub(r"\{(?=[{:#. ])", r"\\{", text)
    return re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")


class _Writer:
    """Walks the tree once."""

    def __init__(self, into: Written):
        self.into, self.depth = into, 0

    def blocks(self, node: Tag) -> Iterator[str]:
        """Each block below this node as Markdown; what stands between blocks is a paragraph."""
        run: list[str] = []
        for child in node.children:
            if isinstance(child, Tag) and (child.name in BLOCKS or self._holds_blocks(child)):
                yield from self._paragraph(run)
                run = []
                yield from self._block(child)
            else:
                run.append(self.inline(child))
        yield from self._paragraph(run)

    def _holds_blocks(self, tag: Tag) -> bool:
        return tag.name not in LEFT_OUT and any(isinstance(one, Tag) and one.name in BLOCKS for one in tag.descendants)

    def _paragraph(self, run: list[str]) -> Iterator[str]:
        lines = [re.sub(r"[ \t\n]+", " ", line).strip() for line in re.split(r"\x04", "".join(run))]
        text = "  \n".join(line for line in lines if line)
        if text:
            yield _AT_START.sub(_plain_start, text)

    def _block(self, tag: Tag) -> Iterator[str]:
        name = tag.name
        if re.fullmatch("h[1-6]", name):
            words = re.sub(r"\s+", " ", self._inside(tag).replace("\x04", " ")).strip()
            if words:
                yield "#" * int(name[1]) + " " + words
        elif name in ("ul", "ol"):
            yield from self._list(tag)
        elif name == "dl":
            yield from self._definitions(tag)
        elif name == "table":
            yield from self._table(tag)
        elif name == "pre":
            yield from self._code(tag)
        elif name == "hr":
            yield "---"
        elif name == "blockquote":
            inner = "\n\n".join(self.blocks(tag))
            if inner:
                yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        else:
            yield from self.blocks(tag)

    def _list(self, tag: Tag) -> Iterator[str]:
        items = []
        for child in tag.find_all(True, recursive=False):
            parts = list(self._block(child)) if child.name in ("ul", "ol") else list(self.blocks(child))
            if child.name in ("ul", "ol") and items:  # a list straight inside a list, as old editors write them
                items[-1].extend(parts)
            elif parts:
                items.append(parts)
        written = [self._item(parts, f"{number}." if tag.name == "ol" else "-") for number, parts in enumerate(items, 1)]
        if written:
            yield ("\n\n" if any("\n\n" in one for one in written) else "\n").join(written)

    @staticmethod
    def _item(parts: list[str], sign: str) -> str:
        is_tight = all(re.match(r"(?:-|\d+\.) ", part) for part in parts[1:])
        lines = ("\n" if is_tight else "\n\n").join(parts).split("\n")
        return "\n".join([f"{sign} {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])])

    def _definitions(self, tag: Tag) -> Iterator[str]:
        for child in tag.find_all(["dt", "dd"]):
            if child.name == "dt":
                words = self._inside(child).replace("\x04", " ").strip()
                if words:
                    yield f"**{words}**" if "**" not in words else words
            else:
                yield from self.blocks(child)

    def _code(self, tag: Tag) -> Iterator[str]:
        text = tag.get_text().strip("\n").replace("\x04", "\n")
        if text.strip():
            yield "\n".join(f"    {line}".rstrip() for line in text.split("\n"))

    def _table(self, tag: Tag) -> Iterator[str]:
        rows = [self._cells(row) for row in tag.find_all("tr") if row.find_parent("table") is tag]
        rows = [row for row in rows if any(row)]
        if not rows:
            yield from self.blocks(tag)
            return
        width = max(len(row) for row in rows)
        if width == 1:  # a box drawn with a table
            yield from (row[0].replace("<br>", "  \n") for row in rows)
            return
        if tag.find("table"):
            self.into.remark("A table inside a table was written into its cell as plain words.")
        if caption := tag.find("caption"):
            yield from self._paragraph([self._inside(caption)])
        lines = [row + [""] * (width - len(row)) for row in rows]
        lines.insert(1, ["---"] * width)
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _cells(self, row: Tag) -> list[str]:
        cells = []
        for cell in row.find_all(["td", "th"], recursive=False):
            words = re.sub(r"\s*\n\s*", " ", "<br>".join(self._cell_lines(cell))).strip()
            cells += [words, *[""] * (min(_number(cell.get("colspan")), 50) - 1)]
        return cells[:50]

    def _cell_lines(self, cell: Tag) -> Iterator[str]:
        for block in self.blocks(cell):
            lines = re.split(r"  \n|\n\n|\n(?= *(?:-|\d+\.) )", re.sub(r"^#+ ", "", block))
            yield from (line.strip().replace("- ", "• ", 1) if line.strip().startswith("- ") else line.strip() for line in lines)

    def inline(self, node) -> str:
        """Markdown of something within a line; \\x04 stands for a line's end that was asked for."""
        if isinstance(node, NavigableString):
            return "" if isinstance(node, (Comment, PreformattedString)) else escaped(str(node))
        name = node.name
        if name in LEFT_OUT:
            if name in TOLD:
                self.into.remark(f"{TOLD[name].capitalize()} was left out.")
            return ""
        if name == "br":
            return "\x04"
        if name == "img":
            return picture(self.into, str(node.get("src") or ""), " ".join(str(node.get("alt") or "").split()))
        inner = self._inside(node)
        if name in BOLD or name in ITALIC:
            return _wrapped(inner, "**" if name in BOLD else "*")
        if name in CODE:
            return _code_span(node.get_text())
        if name in KEPT and inner.strip() and OPEN not in inner:
            return f"<{name}>{inner}</{name}>"
        if name == "a" and node.get("href"):
            return self._link(node, inner)
        return inner

    def _link(self, node: Tag, inner: str) -> str:
        words = inner.replace("\x04", " ").strip()
        if not words:
            return ""
        if OPEN in words:  # a picture that is a link: the picture stays
            return words
        return link(self.into, str(node["href"]), words, " ".join(node.get_text().split()))

    def _inside(self, node: Tag) -> str:
        return "".join(self.inline(child) for child in node.children)


def _plain_start(found: re.Match) -> str:
    sign = found[1]
    if sign in "-+" and found.string[found.end() : found.end() + 1] not in (" ", "-", sign):
        return sign
    if sign[0].isdigit():
        return sign[:-1] + "\\" + sign[-1]
    return _ENTITIES.get(sign, "\\" + sign)


def _wrapped(inner: str, sign: str) -> str:
    """Bold or italic without the spaces at its edges, which Markdown does not take."""
    words = inner.strip(" \n\t\x04\xa0")
    if not words or words.startswith("*") or "\x04" in words:
        return inner
    before, _, after = inner.partition(words)
    return f"{before}{sign}{words}{sign}{after}"


def _code_span(text: str) -> str:
    words = re.sub(r"\s+", " ", text).strip().replace("|", "¦")
    if not words:
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
    return f"{fence} {words} {fence}" if words[0] == "`" or words[-1] == "`" else f"{fence}{words}{fence}"


def _headings_from_two(blocks: list[str], into: Written) -> list[str]:
    """The blocks with their headings one below another from ##; a lone first heading that says the title goes."""
    levels = [len(block) - len(block.lstrip("#")) for block in blocks if _is_heading(block)]
    is_title = bool(levels) and _is_heading(blocks[0]) and (not into.title or _said(blocks[0]) == _said(into.title))
    if is_title and levels[0] == min(levels) and levels.count(levels[0]) == 1:
        into.title = into.title or _said_plainly(blocks[0])
        blocks, levels = blocks[1:], levels[1:]
    known = sorted(set(levels))
    return [_at_level(block, known) if _is_heading(block) else block for block in blocks]


def _at_level(block: str, known: list[int]) -> str:
    level = len(block) - len(block.lstrip("#"))
    return "#" * min(6, 2 + known.index(level)) + block[level:]


def _is_heading(block: str) -> bool:
    return bool(re.match(r"#{1,6} ", block))


def _said(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _said_plainly(block: str) -> str:
    return re.sub(r"\\(.)", r"\1", re.sub(rf"[*]|{OPEN}\d+{CLOSE}", "", block.lstrip("# "))).replace("&lt;", "<").replace("&amp;", "&").strip()


def _number(text) -> int:
    return int(text) if str(text or "").isdecimal() and len(str(text)) < 4 and int(text) else 1
