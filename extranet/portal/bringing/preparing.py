"""Every item converted, named and linked: what would be written, before anything is."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extranet.pages import PageDraft, addresses_there, page_in, slug_from
from extranet.portal.bringing import store
from extranet.portal.bringing.mapping import FieldMap, fields_for
from extranet.portal.bringing.model import Chosen, Item, ItemRefused, Source
from extranet.portal.bringing.naming import Names
from extranet.portal.bringing.supervisor import Reader

Told = Callable[[str, int, int], None]
_MARK = re.compile("\x02(\\d+)\x03")
_SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp")
SLUG_LENGTH = 60


@dataclass(frozen=True)
class Read:
    """What the child made of one item; its text lies in a file until it is needed. `why_not` says why there is none."""

    item: Item
    title: str
    labels: tuple[tuple[str, str], ...]
    kept: Path
    out: Path
    why_not: str = ""


@dataclass(frozen=True)
class Prepared:
    """A page as it would be written. `digest` is of everything that came from the source or the map."""

    item: Item
    slug: str
    draft: PageDraft
    files: Mapping[str, Path]
    remarks: tuple[str, ...]
    digest: str


def read_items(reader: Reader, source: Source, work: Path, told: Told) -> list[Read]:
    """Convert every item, one after another, in the child."""
    read = []
    for number, item in enumerate(source.items):
        read.append(_read(reader, item, work / f"item-{number}"))
        told("Reading", number + 1, len(source.items))
    return read


def _read(reader: Reader, item: Item, folder: Path) -> Read:
    nothing = Read(item, item.name, item.labels, folder, folder, item.refused)
    if item.refused:
        return nothing
    folder.mkdir()
    (folder / "out").mkdir()
    try:
        got = reader.ask("convert", item.path, folder / "out", form=item.form, key=item.key, name=_given_name(item))
    except ItemRefused as why:
        return Read(item, item.name, item.labels, folder, folder, why.sentence)
    title = " ".join((got["title"] or item.name).replace("_", " ").split())[:200]
    if not got["body"].strip():
        return Read(item, title, item.labels, folder, folder, "It holds no text.")
    kept = folder / "read.json"
    kept.write_text(json.dumps(got), encoding="utf-8")
    labels = tuple(dict.fromkeys((*item.labels, *((kind, value) for kind, value in got["labels"]), ("title", title))))
    return Read(item, title, labels, kept, folder / "out")


def _given_name(item: Item) -> str:
    """A name that is the title; that of a file is not."""
    return item.name if item.path.suffix == ".text" else ""


def addresses(connection, read: Iterable[Read], before: Mapping[str, store.Brought]) -> tuple[dict[str, str], dict[str, str]]:
    """(address by item, the address of another page that the item would have had). What was brought in before keeps its own."""
    given, moved, taken = {}, {}, set()
    read = [one for one in read if not one.why_not]
    for one in read:
        known = before.get(one.item.key)
        page = page_in(connection, known.page_id) if known else None
        if page is not None:
            given[one.item.key] = page.slug
            taken.add(page.slug)
    for one in read:
        if one.item.key not in given:
            wanted = slug_from(one.title)
            slug, number = wanted, 1
            while slug in taken or addresses_there(connection, [slug]):
                number += 1
                slug = f"{wanted[: SLUG_LENGTH - len(str(number)) - 1].rstrip('-')}-{number}"
            given[one.item.key] = slug
            taken.add(slug)
            if slug != wanted:
                moved[one.item.key] = wanted
    return given, moved


def prepared(one: Read, chosen: Chosen, mapping: FieldMap, names: Names, slugs: Mapping[str, str], moved: Mapping[str, str]) -> Prepared | None:
    """The page as it would be written; None when the map leaves it out."""
    got = json.loads(one.kept.read_text(encoding="utf-8"))
    fields = fields_for(mapping, chosen.defaults(), one.labels, got["fields"])
    if fields is None:
        return None
    linker = _Linker(one, got["marks"], names, slugs)
    body = _MARK.sub(linker.written, got["body"])
    linker.attach_more()
    metadata = {**fields, "title": one.title, "status": "draft", "confidence": "not_validated"}
    remarks = [*got["remarks"], *linker.remarks]
    if wanted := moved.get(one.item.key):
        remarks.append(f"The address {wanted} is that of another page, so this one is at {slugs[one.item.key]}. See whether both say the same.")
    digest = _digest(metadata, body, linker.files)
    metadata |= {"update_type": "major", "change_note": f"Brought in from {chosen.name}: {one.item.key}"[:300]}
    return Prepared(one.item, slugs[one.item.key], PageDraft(metadata, body), linker.files, tuple(remarks), digest)


def _digest(metadata: Mapping[str, Any], body: str, files: Mapping[str, Path]) -> str:
    of_files = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sorted(files.items())}
    return hashlib.sha256(json.dumps([metadata, body, of_files], sort_keys=True, default=str).encode()).hexdigest()


class _Linker:
    """Puts in place of each mark the link or picture it stands for, now that it is known where everything comes to lie."""

    def __init__(self, one: Read, marks: list[dict], names: Names, slugs: Mapping[str, str]):
        self._one, self._marks, self._names, self._slugs = one, marks, names, slugs
        self.files: dict[str, Path] = {}
        self.remarks: list[str] = []

    def written(self, found: re.Match) -> str:
        number = int(found[1])
        if number >= len(self._marks):
            return ""
        mark = self._marks[number]
        words = _MARK.sub(self.written, mark["words"]) if "\x02" in mark["words"] else mark["words"]
        if mark["kind"] == "picture":
            return self._picture(mark)
        if mark["kind"] == "out":
            return self._page(mark["href"], words, mark["plain"]) or _out(mark["href"], words)
        to, _, _heading = mark["to"].partition("#")
        if link := self._page(to, words, mark["plain"]):
            return link
        if path := self._names.file(self._one.item, to, self._one.out):
            return f"[{words}](<attachment:{self._attached(path)}>)"
        self._remark(f"A link to “{mark['to'][:80]}” leads to nothing that is brought in; its words stayed.")
        return words

    def attach_more(self) -> None:
        """Files that the source attaches to the page, beside those its text shows."""
        for file, name in self._one.item.files.items():
            if path := self._names.file(self._one.item, f"files/{file}", self._one.out):
                self._attached(path, name if "." in name else f"{name}{path.suffix}")

    def _page(self, to: str, words: str, plain: str) -> str:
        slug = self._slugs.get(self._names.page(self._one.item, to) or "")
        if not slug:
            return ""
        said = " ".join(re.sub(r"[\[\]|\x02\x03]", " ", plain).split())
        return f"[[{slug}|{said}]]" if said else f"[[{slug}]]"

    def _picture(self, mark: dict) -> str:
        path = self._names.file(self._one.item, mark["to"], self._one.out) if mark["to"] else None
        said = re.sub(r"([\[\]\\*_`])", r"\\\1", mark["words"])
        if path is None:
            stayed = "; what it shows stayed as words" if said else ""
            self._remark(f"The picture “{mark['to'][:80]}” is not in the source{stayed}.")
            return said
        name = self._attached(path)
        if not name.lower().endswith(_SHOWN):
            self._remark(f"{name} is of no kind that is shown in a page, so a link leads to it.")
            return f"[{said or name}](<attachment:{name}>)"
        if not said:
            self._remark(f"{name} has no words for people who do not see it. Write them before the page goes live.")
        return f"![{said}](<attachment:{name}>)"

    def _attached(self, path: Path, name: str = "") -> str:
        """The name under which this file is attached; two files of one name are told apart."""
        for known, held in self.files.items():
            if held == path:
                return known
        stem, dot, ending = re.sub(r"[^\w .()-]+", "-", name or path.name).strip(" .-").rpartition(".")
        stem, ending = (stem[:100] or "file", ending.lower()[:10]) if dot else (ending[:100] or "file", "")
        final, number = f"{stem}.{ending}" if ending else stem, 1
        while final in self.files:
            number += 1
            final = f"{stem}-{number}.{ending}" if ending else f"{stem}-{number}"
        self.files[final] = path
        return final

    def _remark(self, sentence: str) -> None:
        if sentence not in self.remarks and len(self.remarks) < 20:
            self.remarks.append(sentence)


def _out(href: str, words: str) -> str:
    return f"[{words}]({href})"
