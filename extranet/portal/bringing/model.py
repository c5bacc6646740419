"""What is brought in, how it was chosen, and what became of each page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extranet.errors import BadInput

KINDS = {
    "auto": "Find out from the file",
    "folder": "Documents: Markdown, web pages, Word (.docx), OpenDocument (.odt)",
    "mediawiki": "MediaWiki: an XML export",
    "dokuwiki": "DokuWiki: its folder data, or pages and media",
    "bookstack": "BookStack: a portable zip, or a book as HTML or Markdown",
}
IMPORTED, CHANGED, UNCHANGED, REFUSED = "imported", "changed", "unchanged", "refused"
OUTCOMES = (IMPORTED, CHANGED, UNCHANGED, REFUSED)
DOCUMENTS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".docx": "docx", ".odt": "odt"}


class SourceRefused(BadInput):
    """The source as a whole is not taken; nothing of it was written."""

    def __init__(self, sentence: str):
        super().__init__(sentence, "source")


class ItemRefused(BadInput):
    """One page of a source, or the archive that holds it, is not taken."""


@dataclass(frozen=True)
class Item:
    """One page of a source. `key` stays the same from export to export; `labels` are (kind, value) such as ('category', 'Waste').

    `path` holds its text in the form `form`; `files` are names of files it brings, by file; `refused` says why it cannot be a
    page; `redirect` is the name of the page it sends readers to.
    """

    key: str
    name: str
    form: str
    path: Path
    labels: tuple[tuple[str, str], ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    redirect: str = ""


@dataclass(frozen=True)
class Source:
    """A source taken apart. `root` is the folder its pictures are looked for in."""

    kind: str
    root: Path
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Chosen:
    """What the person chose. `name` is what this source is called: the same name next time means the same pages."""

    kind: str = "auto"
    name: str = ""
    group: str = ""
    owner: str = ""
    audience: str = "all-authorities"
    type: str = "guidance"
    map_text: str = ""

    def defaults(self) -> dict[str, Any]:
        given = {"working_group": self.group, "owner_authority": self.owner, "audience": self.audience, "type": self.type}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Line:
    """What became, or would become, of one page, and why."""

    key: str
    title: str
    slug: str
    outcome: str
    reasons: tuple[str, ...] = ()


@dataclass
class Report:
    """Every page of the source, in its order."""

    name: str
    kind: str
    is_preview: bool
    lines: list[Line] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        return sum(line.outcome == outcome for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        return {outcome: self.count(outcome) for outcome in OUTCOMES}
