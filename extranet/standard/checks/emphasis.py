"""Italics, bold and underlines (R9). Source: content-standard 1.6."""

import re
from collections.abc import Iterator

from extranet.standard.checks.model import Check, Finding, Subject
from extranet.standard.model import WARNING
from extranet.standard.text.inline import without_code

BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,200}?)\1")
ITALIC = re.compile(r"(?<![*\w\\])\*(?=[^\s*])([^*\n]{1,200}?)(?<=\S)\*(?!\*)|(?<![_\w\\])_(?=[^\s_])([^_\n]{1,200}?)(?<=\S)_(?![_\w])")
UNDERLINE = re.compile(r"<u\b", re.IGNORECASE)
INTERFACE = re.compile(r"\b(?:select|choose|press|open|go to|tick|turn on|turn off|type|button|tab|menu|box|key|screen|field|under|called)\b", re.IGNORECASE)


def emphasis(subject: Subject) -> Iterator[Finding]:
    for piece in subject.pieces:
        text = without_code(piece.source)
        bold = BOLD.search(text) if "**" in text or "__" in text else None
        if bold and bold[0].strip() != text.strip() and not INTERFACE.search(text):  # a paragraph that is all bold is H3's
            yield piece.finding(f"“{bold[2][:60]}” is bold. Bold is for the names of buttons and fields; put what matters first instead.")
        italic = ITALIC.search(BOLD.sub(" ", text)) if "*" in text or "_" in text else None
        if italic:
            yield piece.finding(f"“{(italic[1] or italic[2])[:60]}” is in italics, which are hard to read. Take them away.")
        if UNDERLINE.search(text):
            yield piece.finding("Underlined text looks like a link. Take the underline away.")


CHECKS = (
    Check("R9", WARNING, "GOV.UK guidance", "No italics and no underlines; bold only for the names of buttons and fields.", emphasis,
          passes={"body": "Select **Report it**."}, fails={"body": "The crew comes back *within two days*."}, since="2"),
)
