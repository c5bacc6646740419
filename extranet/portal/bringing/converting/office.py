"""What Word and OpenDocument files have in common: a zip whose parts are looked at before anything opens them."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from .limits import MEGABYTE, MOST_PICTURE, MOST_XML, Refused

MOST_PARTS = 3_000
MOST_WHOLE = 300 * MEGABYTE
CHUNK = 64 * 1024
FAULTS = (zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, EOFError, NotImplementedError, ValueError, IndexError, RuntimeError, OSError)


def checked(path: Path) -> None:
    """Refused unless every part can be unpacked, is of a bearable size, and no XML in it declares a type of its own."""
    try:
        with zipfile.ZipFile(path) as held:
            if len(held.infolist()) > MOST_PARTS:
                raise Refused(f"{path.name} has more parts than a document has.")
            if any(one.flag_bits & 1 for one in held.infolist()):
                raise Refused(f"{path.name} is locked by a password. Save it without one.")
            _look_through(held, path.name)
    except FAULTS as fault:
        raise Refused(f"{path.name} is damaged or cut short: it cannot be opened as a document. Save it again.") from fault


def part(held: zipfile.ZipFile, name: str, most: int, called: str) -> bytes:
    """One part; what it says of its own size is not believed."""
    with held.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Refused(f"{called} is too large: one part of it unpacks to over {most // MEGABYTE} MB.")
    return content


def tree(content: bytes) -> Element:
    """The XML as a tree, names as '{name space}name'. ExpatError for any XML with a document type declaration."""
    builder = TreeBuilder()
    parser = _parser()
    parser.StartElementHandler = lambda name, given: builder.start(_name(name), {_name(key): value for key, value in given.items()})
    parser.EndElementHandler = lambda name: builder.end(_name(name))
    parser.CharacterDataHandler = builder.data
    parser.Parse(content, True)
    return builder.close()


def _look_through(held: zipfile.ZipFile, called: str) -> None:
    whole = 0
    for one in held.infolist():
        is_xml = one.filename.lower().endswith((".xml", ".rels"))
        parser, read = _parser(), 0
        with held.open(one) as file:
            while chunk := file.read(CHUNK):
                read, whole = read + len(chunk), whole + len(chunk)
                if whole > MOST_WHOLE or read > (MOST_XML if is_xml else MOST_PICTURE):
                    raise Refused(f"{called} is too large: it unpacks to more than a document holds.")
                if is_xml:
                    parser.Parse(chunk, False)
        if is_xml and read:
            parser.Parse(b"", True)


def _parser():
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_declared) -> None:
    raise expat.ExpatError("a document type declaration")


def _name(name: str) -> str:
    space, _, own = name.rpartition(" ")
    return f"{{{space}}}{own}" if space else own
