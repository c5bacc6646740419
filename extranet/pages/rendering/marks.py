"""Marks: how a fact or a block passes through Markdown and both sanitisers untouched.

A mark is its number between two private-use characters. Those characters are taken out of every source
first (`clean_input`), so an author cannot write one; and a number without a part is dropped all the same.
"""

from __future__ import annotations

import re

OPEN, CLOSE, PIPE = "\ue000", "\ue001", "\ue002"
"""PIPE stands for the bar of `[[slug|words]]`, which a table would take for the edge of a cell."""

MARK = re.compile(f"{OPEN}([0-9]{{1,6}}){CLOSE}")
STRAY = re.compile("[\ue000\ue001]")

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\ue002\ufffe\uffff]")
_WRITTEN_MARK = re.compile(r"&#(?:x0*e00[0-2]|0*5734[4-6])(?![0-9a-f]);?", re.IGNORECASE)


def clean_input(text: str) -> str:
    """The text with line ends as \\n and without NUL, control, surrogate and mark characters (shown as U+FFFD)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    text = _UNWANTED.sub("\ufffd", text)
    return _WRITTEN_MARK.sub("\ufffd", text) if "&#" in text else text


class Marks:
    """The parts of one text, in the order their marks were given out."""

    def __init__(self) -> None:
        self.parts: list[list] = []

    def add(self, part: list) -> str:
        """The mark that stands for this part."""
        self.parts.append(part)
        return f"{OPEN}{len(self.parts) - 1}{CLOSE}"

    def part(self, number: str) -> list | None:
        """The part of this mark; None for a number never given out."""
        index = int(number)
        return self.parts[index] if index < len(self.parts) else None
