"""One file with many pages, taken apart: each becomes a file of its own in a folder of ours, read one at a time later.

Source: mediawiki.org/wiki/Help:Export (export-0.11), BookStack's dev/docs/portable-zip-file-format.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from bs4 import BeautifulSoup

from .limits import MOST_ITEMS, MOST_TEXT, Refused, without_controls, words_of
from .mediawiki import redirect_of
from .pages import without_pictures

CHUNK = 256 * 1024
_NOT_PAGES = {6: "describes a file", 8: "is a message of the wiki itself", 10: "is a template", 14: "describes a category", 828: "is a program"}


def split(form: str, path: Path, out: Path) -> list[dict]:
    """Write each page of the file into `out`; for each: key, name, labels, file, and perhaps why it is no page."""
    reader = {"mediawiki": _mediawiki, "bookstack-zip": _bookstack_json, "bookstack-html": _bookstack_html, "bookstack-markdown": _bookstack_markdown}[form]
    found = []
    for number, one in enumerate(reader(path, out)):
        if number >= MOST_ITEMS:
            raise Refused(f"The file holds more than {MOST_ITEMS:,} pages. Divide it.")
        text = one.pop("text")
        if len(text) > MOST_TEXT:
            one["refused"] = f"It holds {len(text) / 1024 / 1024:.1f} MB of text, far more than one page may. Split it."
        file = out / f"{number:06d}.text"
        file.write_text("" if one.get("refused") else text, encoding="utf-8")
        found.append({"labels": [], **one, "file": str(file)})
    if not found:
        raise Refused("No page was found in it. Is it an export of the kind that was chosen?")
    return found


def _mediawiki(path: Path, _out: Path) -> Iterator[dict]:
    reader = _Export()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                reader.parser.Parse(chunk, False)
            except expat.ExpatError as fault:
                raise Refused(f"{path.name} is not XML to its end (line {fault.lineno}): it is damaged or cut short. Nothing of it was taken.") from fault
            yield from reader.take()
    try:
        reader.parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise Refused(f"{path.name} ends in the middle: it was cut short. Nothing of it was taken; export it again.") from fault
    if not reader.is_export:
        raise Refused(f"{path.name} is XML, but not an export of MediaWiki.")
    yield from reader.take()


class _Export:
    """expat's handlers for <mediawiki>: the newest revision of each page."""

    def __init__(self):
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler, self.parser.CharacterDataHandler = self._start, self._end, self._letters
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.is_export = False
        self._open: list[str] = []
        self._page: dict[str, str] = {}
        self._letter: list[str] = []
        self._size = 0
        self._spaces: dict[str, str] = {}
        self._space_key = ""
        self._done: list[dict] = []

    def take(self) -> list[dict]:
        done, self._done = self._done, []
        return done

    def _start(self, name: str, given: dict) -> None:
        self._open.append(name)
        self._letter, self._size = [], 0
        self.is_export = self.is_export or self._open == ["mediawiki"]
        if len(self._open) > 40:
            raise Refused("The XML is nested deeper than an export is.")
        if name == "namespace":
            self._space_key = given.get("key", "")
        if name == "page":
            self._page = {}

    def _letters(self, letters: str) -> None:
        self._size += len(letters)
        if self._size <= MOST_TEXT + 1:
            self._letter.append(letters)

    def _end(self, name: str) -> None:
        said, inside = "".join(self._letter), self._open[-2:-1]
        self._open.pop()
        if name == "namespace":
            self._spaces[self._space_key] = said
        elif inside == ["page"] and name in ("title", "ns", "id"):
            self._page[name] = said.strip()
        elif inside == ["revision"] and name == "text":
            self._page["text"] = said  # revisions stand oldest first; the last one is the page
        elif name == "page":
            self._done.append(self._made(self._page))
        self._letter, self._size = [], 0

    def _made(self, page: dict[str, str]) -> dict:
        space = int(page["ns"]) if page.get("ns", "0").lstrip("-").isdecimal() and "ns" in page else 0
        title, text = without_controls(page.get("title", "")).strip(), without_controls(page.get("text", ""))
        one = {"key": f"page:{page.get('id') or title}", "name": title, "text": text, "labels": []}
        if space:
            one["labels"].append(["namespace", self._spaces.get(str(space)) or title.partition(":")[0]])
        if to := redirect_of(text):
            one |= {"refused": f"It only sends readers on to “{to}”. Links to it lead there.", "redirect": to}
        elif space % 2 or space in _NOT_PAGES or space < 0:
            one["refused"] = f"It {_NOT_PAGES.get(space, 'holds talk about a page')}, and is no page of guidance."
        return one

    @staticmethod
    def _refuse(*_declared) -> None:
        raise Refused("The XML declares a document type of its own, which no export does. Nothing of it was taken.")


def _bookstack_json(path: Path, _out: Path) -> Iterator[dict]:
    if path.stat().st_size > 16 * MOST_TEXT:
        raise Refused("data.json is larger than a book is. Export chapters one by one.")
    try:
        whole = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as fault:
        raise Refused("data.json of the BookStack export is damaged. Nothing of it was taken; export it again.") from fault
    if not isinstance(whole, dict):
        raise Refused("data.json is not that of a BookStack export.")
    book, chapter, page = (whole.get(name) for name in ("book", "chapter", "page"))
    if isinstance(book, dict):
        labels = [["book", str(book.get("name", ""))]]
        yield from _pages_of(book, labels)
        for one in _dicts(book.get("chapters")):
            yield from _pages_of(one, [*labels, ["chapter", str(one.get("name", ""))]])
    elif isinstance(chapter, dict):
        yield from _pages_of(chapter, [["chapter", str(chapter.get("name", ""))]])
    elif isinstance(page, dict):
        yield from _pages_of({"pages": [page]}, [])


def _pages_of(holder: dict, labels: list) -> Iterator[dict]:
    shared = [*labels, *_tags(holder)]
    for page in _dicts(holder.get("pages")):
        text, form = (page.get("markdown"), "markdown") if page.get("markdown") else (page.get("html") or "", "html")
        title = " ".join(str(page.get("name", "")).split())
        key = f"page:{page.get('id') or title}"
        files = {str(one.get("file")): str(one.get("name") or one.get("file")) for one in _dicts(page.get("attachments")) if one.get("file")}
        text = re.sub(r"\[\[bsexport:(image|attachment):([^\]\s]+)\]\]", r"bring:files/\2", without_controls(str(text)))
        text = re.sub(r"\[\[bsexport:page:(\d+)\]\]", r"bring:page:\1", text)
        text = re.sub(r"\[\[bsexport:\w+:[^\]\s]+\]\]", "#", text)
        yield {"key": key, "name": title, "text": text, "form": form, "labels": [*shared, *_tags(page)], "files": files}


def _tags(holder: dict) -> list:
    return [["tag", "=".join(part for part in (str(one.get("name", "")), str(one.get("value") or "")) if part)] for one in _dicts(holder.get("tags"))]


def _dicts(given) -> list[dict]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _bookstack_html(path: Path, out: Path) -> Iterator[dict]:
    """A book as one web page: pages begin at <h1 id="page-…">, chapters at <h1 id="chapter-…">."""
    tree = BeautifulSoup(words_of(without_pictures(path, out), path.name), "html.parser")
    book = " ".join(tree.title.get_text().split()) if tree.title else path.stem
    labels, title, key, parts = [["book", book]], "", "", []
    chapter: list = []
    holder = (tree.find("h1", id=re.compile("^(?:page|chapter)-")) or tree).parent or tree
    for node in list(holder.children):
        begins = getattr(node, "name", "") == "h1" and re.match(r"(page|chapter)-(.+)", str(node.get("id", "")))
        if begins and key:
            yield {"key": key, "name": title, "text": "".join(parts), "form": "html", "labels": [*labels, *chapter]}
            key = ""
        if begins and begins[1] == "chapter":
            chapter = [["chapter", " ".join(node.get_text().split())]]
        elif begins:
            title, key, parts = " ".join(node.get_text().split()), f"page:{begins[2]}", []
        elif key:
            parts.append(str(node))
    if key:
        yield {"key": key, "name": title, "text": "".join(parts), "form": "html", "labels": [*labels, *chapter]}


def _bookstack_markdown(path: Path, _out: Path) -> Iterator[dict]:
    """A book as one Markdown file: its name, then each chapter and page under a heading of one hash."""
    book, title, parts, seen = "", "", [], {}
    is_code = False

    def made() -> dict:
        seen[title] = seen.get(title, 0) + 1
        one = {"key": f"title:{title}#{seen[title]}", "name": title, "text": "\n".join(parts), "form": "markdown", "labels": [["book", book]]}
        return one if one["text"].strip() else one | {"refused": "It holds no text of its own: it is the name of a chapter."}

    for line in [*words_of(path.read_bytes(), path.name).split("\n"), "# "]:
        is_code ^= line.startswith(("```", "~~~"))
        if line.startswith("# ") and not is_code or line == "# ":
            if title and not book and not "".join(parts).strip():
                book = title
            elif title:
                yield made()
            title, parts = line[2:].strip(), []
        else:
            parts.append(line)
