"""Plain text, and passages of a bearable size: lists of [heading, text]."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

MOST_LETTERS = 200_000
MOST_PASSAGES = 200
LONGEST_PASSAGE = 3_000
LONGEST_HEADING = 160
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_GAPS = re.compile(r"[ \t\xa0]+")


class Locked(Exception):
    """The file asks for a password."""


class Damaged(Exception):
    """The file cannot be read: cut short, broken, or built to do harm."""


def read_text(path: Path) -> list[list[str]]:
    """The passages of a text file in UTF-8, UTF-16 or Windows-1252."""
    with path.open("rb") as file:
        held = file.read(4 * MOST_LETTERS)
    if held.startswith((b"\xff\xfe", b"\xfe\xff")):
        return passages([("", held.decode("utf-16", "replace"))])
    try:
        return passages([("", held.decode("utf-8-sig"))])
    except UnicodeDecodeError:
        return passages([("", held.decode("cp1252", "replace"))])


def passages(parts: Iterable[tuple[str, str]]) -> list[list[str]]:
    """(heading, text) cut into passages, until the limits are reached. Empty ones are left out."""
    found: list[list[str]] = []
    letters = 0
    for heading, text in parts:
        for piece in _pieces(clean(text)):
            found.append([clean(heading)[:LONGEST_HEADING], piece])
            letters += len(piece)
            if letters >= MOST_LETTERS or len(found) >= MOST_PASSAGES:
                return found
    return found


def clean(text: str) -> str:
    """The text without control characters and without runs of blanks."""
    lines = (_GAPS.sub(" ", line).strip() for line in _UNSEEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(text: str) -> Iterable[str]:
    while len(text) > LONGEST_PASSAGE:
        at = max(text.rfind("\n", 1, LONGEST_PASSAGE), text.rfind(". ", 1, LONGEST_PASSAGE) + 1)
        at = at if at > LONGEST_PASSAGE // 3 else LONGEST_PASSAGE
        yield text[:at].strip()
        text = text[at:].strip()
    if text:
        yield text
