"""ODT, from its content.xml and the names of its styles. Source: OpenDocument 1.3 part 3, sections 5 (text), 9 (tables), 10 (pictures)."""

from __future__ import annotations

import zipfile
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element

from .limits import MOST_PICTURE, MOST_XML, Refused
from .markdown import Written, write
from .office import FAULTS, checked, part, tree
from .pages import keep_bytes

_LEFT_OUT = frozenset({"tracked-changes", "annotation", "annotation-end", "forms", "note-citation", "sequence-decls", "table-of-content"})
_BLOCK = {"list-item": "li", "list-header": "li", "table": "table", "table-row": "tr"}


def read_open_document(path: Path, out: Path) -> Written:
    """An OpenDocument text as a page; pictures in it are written into `out`."""
    checked(path)
    try:
        with zipfile.ZipFile(path) as held:
            root = tree(part(held, "content.xml", MOST_XML, path.name))
            reader = _Reader(held, out, _looks(root))
            html = "".join(reader.block(one) for one in _body(root))
            title = _title(held, path.name)
    except FAULTS as fault:
        raise Refused(f"{path.name} cannot be read as an OpenDocument text. Save it again as .odt.") from fault
    into = Written(title=reader.title or title)
    return write(html, into)


def _own(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _of(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _body(root: Element) -> list[Element]:
    found = next((one for one in root.iter() if _own(one) == "body"), None)
    text = next((one for one in found if _own(one) == "text"), None) if found is not None else None
    if text is None:
        raise ValueError("no text")
    return list(text)


def _looks(root: Element) -> dict[str, set[str]]:
    """Style name -> of bold, italic, ordered, the parent's name: what a style says that we keep."""
    looks: dict[str, set[str]] = {}
    for one in root.iter():
        if _own(one) == "style":
            said = {f"parent:{_of(one, 'parent-style-name')}"}
            for inner in one.iter():
                said |= {"bold"} if _of(inner, "font-weight") == "bold" else set()
                said |= {"italic"} if _of(inner, "font-style") == "italic" else set()
            looks[_of(one, "name")] = said
        elif _own(one) == "list-style" and any(_own(inner) == "list-level-style-number" for inner in one):
            looks[_of(one, "name")] = {"ordered"}
    return looks


def _title(held: zipfile.ZipFile, called: str) -> str:
    if "meta.xml" not in held.namelist():
        return ""
    found = [one for one in tree(part(held, "meta.xml", MOST_XML, called)).iter() if _own(one) == "title"]
    return " ".join("".join(found[0].itertext()).split())[:200] if found else ""


class _Reader:
    """OpenDocument to HTML."""

    def __init__(self, held: zipfile.ZipFile, out: Path, looks: dict[str, set[str]]):
        self.held, self.out, self.looks, self.title = held, out, looks, ""

    def block(self, element: Element, is_ordered: bool = False) -> str:
        name = _own(element)
        if name in _LEFT_OUT:
            return ""
        if name == "h":
            level = int(_of(element, "outline-level") or 1) if (_of(element, "outline-level") or "1").isdecimal() else 1
            return f"<h{min(level, 6)}>{self.line(element)}</h{min(level, 6)}>"
        if name == "p":
            return self._paragraph(element)
        if name == "list":
            is_ordered = "ordered" in self.looks.get(_of(element, "style-name"), set()) or (is_ordered and not _of(element, "style-name"))
            tag = "ol" if is_ordered else "ul"
            return f"<{tag}>{self._blocks(element, is_ordered)}</{tag}>"
        if name == "table-cell":
            span = _of(element, "number-columns-spanned")
            return f'<td colspan="{escape(span or "1")}">{self._blocks(element)}</td>'
        tag = _BLOCK.get(name)
        inner = self._blocks(element, is_ordered)
        return f"<{tag}>{inner}</{tag}>" if tag else inner

    def _blocks(self, element: Element, is_ordered: bool = False) -> str:
        return "".join(self.block(one, is_ordered) for one in element)

    def _paragraph(self, element: Element) -> str:
        style = _of(element, "style-name")
        said = self.looks.get(style, set())
        words = self.line(element)
        if "Title" in (style, *(one.removeprefix("parent:") for one in said)) and not self.title:
            self.title = " ".join("".join(element.itertext()).split())[:200]
            return ""
        return f"<p>{_looked(words, said)}</p>"

    def line(self, element: Element) -> str:
        parts = [escape(element.text or "")]
        for one in element:
            parts += [self._inline(one), escape(one.tail or "")]
        return "".join(parts)

    def _inline(self, one: Element) -> str:
        name = _own(one)
        if name in _LEFT_OUT:
            return ""
        if name in ("s", "tab"):
            return " "
        if name == "line-break":
            return "<br>"
        if name == "span":
            return _looked(self.line(one), self.looks.get(_of(one, "style-name"), set()))
        if name == "a":
            return f'<a href="{escape(_of(one, "href"))}">{self.line(one)}</a>'
        if name == "frame":
            return self._frame(one)
        if name == "note":
            return f" ({' '.join(' '.join(text.split()) for body in one if _own(body) == 'note-body' for text in [''.join(body.itertext())])})"
        return self.line(one)

    def _frame(self, frame: Element) -> str:
        words = next(("".join(one.itertext()) for one in frame if _own(one) in ("desc", "title")), "")
        for one in frame:
            address = _of(one, "href")
            if _own(one) == "image" and address in self.held.namelist():
                kept = keep_bytes(address.rpartition("/")[2], part(self.held, address, MOST_PICTURE, "A picture"), self.out)
                return f'<img src="{kept}" alt="{escape(" ".join(words.split()))}">'
            if _own(one) == "text-box":
                return self._blocks(one)
        return escape(words)


def _looked(words: str, said: set[str]) -> str:
    words = f"<strong>{words}</strong>" if "bold" in said else words
    return f"<em>{words}</em>" if "italic" in said else words
