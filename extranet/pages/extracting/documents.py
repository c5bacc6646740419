"""Word and OpenDocument files: one part of a zip, its XML read in pieces by expat.

No zip entry is unpacked to disk, none beyond MOST_XML bytes; a document type declaration, which only an attack needs
here (entities that double and double again, files of ours by name), ends the reading.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from .words import MOST_LETTERS, Damaged, Locked, passages

MOST_XML = 40 * 1024 * 1024
MOST_ENTRIES = 5_000
CHUNK = 64 * 1024
_BLOCKS = frozenset({"p", "tr", "table-row"})
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " ", "tc": " ", "table-cell": " "}
# What is in these was deleted, or is about the document and not in it.
_PASSED_OVER = frozenset({"tracked-changes", "instrText", "delText", "annotation", "forms", "automatic-styles", "scripts"})


def read_word(path: Path) -> list[list[str]]:
    """The passages of a DOCX, under its own headings. Source: ECMA-376 part 1, 17.3 (w:p, w:t, w:pStyle)."""
    return passages(_parts(path, "word/document.xml", _Reader(texts={"t"}, headings=set())))


def read_open_document(path: Path) -> list[list[str]]:
    """The passages of an ODT, ODS or ODP. Source: OpenDocument 1.3 part 3, 5.1 (text:p, text:h)."""
    return passages(_parts(path, "content.xml", _Reader(texts={"p", "h", "span", "a"}, headings={"h"})))


class _Enough(Exception):
    """More text than is kept."""


class _Reader:
    """Gathers (heading, text) while expat reads. Names are compared without their name space prefix."""

    def __init__(self, texts: set[str], headings: set[str]) -> None:
        self.parts: list[tuple[str, str]] = []
        self._texts, self._headings = texts, headings
        self._open: list[str] = []
        self._heading, self._line, self._lines = "", [], []
        self._is_heading = False
        self._passed_over = 0
        self._letters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._open.append(name)
        self._passed_over += name in _PASSED_OVER
        if name in _SPACES:
            self._line.append(_SPACES[name])
        if name in self._headings or (name == "pStyle" and attributes.get("w:val", "").lower().startswith(("heading", "title"))):
            self._is_heading = True

    def text(self, letters: str) -> None:
        if not self._passed_over and self._texts.intersection(self._open[-1:]):
            self._line.append(letters)
            self._letters += len(letters)
            if self._letters > 2 * MOST_LETTERS:
                raise _Enough

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        self._open.pop()
        self._passed_over -= name in _PASSED_OVER
        if name in _BLOCKS or name in self._headings:
            self._end_line()

    def _end_line(self) -> None:
        line = "".join(self._line).strip()
        self._line = []
        if self._is_heading and line:
            self.finish()
            self._heading = line
        elif line:
            self._lines.append(line)
        self._is_heading = False

    def finish(self) -> None:
        if self._lines or self._heading:
            self.parts.append((self._heading, "\n".join(self._lines) or self._heading))
        self._heading, self._lines = "", []


def _parts(path: Path, entry: str, reader: _Reader) -> list[tuple[str, str]]:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = reader.start, reader.end, reader.text
    parser.StartDoctypeDeclHandler = _refuse_declaration
    try:
        with zipfile.ZipFile(path) as held:
            if len(held.infolist()) > MOST_ENTRIES:
                raise Damaged
            if any(one.flag_bits & 1 for one in held.infolist()) or _is_encrypted(held):
                raise Locked
            _feed(parser, held, entry)
    except _Enough:
        pass
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, EOFError, NotImplementedError, ValueError, IndexError, OSError) as fault:
        raise Damaged from fault
    reader.finish()
    return reader.parts


def _feed(parser, held: zipfile.ZipFile, entry: str) -> None:
    """Unpack the entry piece by piece; what it says of its own size is not believed."""
    read = 0
    with held.open(entry) as file:
        while chunk := file.read(CHUNK):
            read += len(chunk)
            if read > MOST_XML:
                raise Damaged
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _is_encrypted(held: zipfile.ZipFile) -> bool:
    """Whether an OpenDocument's list of parts says that they are encrypted."""
    if "META-INF/manifest.xml" not in held.namelist():
        return False
    with held.open("META-INF/manifest.xml") as file:
        return b"encryption-data" in file.read(CHUNK)


def _refuse_declaration(*_declared) -> None:
    raise Damaged
