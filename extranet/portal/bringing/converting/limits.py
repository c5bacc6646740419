"""How much is too much, and the three ways in which a document is refused."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
MOST_TEXT = 4 * MEGABYTE  # of one page's own source; a page of ours holds far less
MOST_XML = 16 * MEGABYTE  # of the text part of a Word or OpenDocument file
MOST_PICTURE = 40 * MEGABYTE
MOST_ENTRIES = 20_000
MOST_UNPACKED = 2_000 * MEGABYTE
MOST_ENTRY = 1_000 * MEGABYTE
MOST_ITEMS = 50_000


class Refused(Exception):
    """This cannot be read; the sentence says why, in words for the person who brings it in."""


def words_of(raw: bytes, called: str = "The file") -> str:
    """The text, whatever of the usual encodings it is in. Refused when it is longer than any page."""
    if len(raw) > MOST_TEXT:
        raise Refused(f"{called} holds {len(raw) / MEGABYTE:.1f} MB of text; at most {MOST_TEXT // MEGABYTE} MB are read as one page. Split it.")
    for encoding in ("utf-8-sig", "utf-16") if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return without_controls(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    if b"\0" in raw[:4096]:
        raise Refused(f"{called} is not text.")
    return without_controls(raw.decode("cp1252", "replace"))


def without_controls(text: str) -> str:
    """The text without signs that nobody sees; we use two of them for marks of our own."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in text if sign in "\n\t" or sign >= " " and sign != "\x7f")
