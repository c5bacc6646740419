"""What else a program can check of a text for people who see, hear or read it differently: A1 to A3. Source: content-standard 1.7; WCAG 2.2."""

import re
from collections.abc import Iterator

from extranet.standard.checks.model import Check, Finding, Subject
from extranet.standard.model import ERROR, WARNING
from extranet.standard.text import plain_words

SENSES = re.compile(
    r"\b(?:red|green|blue|yellow|orange|round|square|large|small) (?:button|link|icon|text|heading|arrow|tick)s?\b|"
    r"\b(?:button|link|menu|box|icon|panel|column|table|picture|list) (?:on the|to the|at the|above|below|opposite)\b|"
    r"\b(?:see|shown|listed|as) (?:above|below|opposite|overleaf)\b",
    re.IGNORECASE,
)
COLOUR = re.compile(r"<font\b|\bcolor\s{0,3}[:=]|\bbgcolor\b", re.IGNORECASE)
DRAWN = re.compile(r"[←-⇿─-◿☀-➿⬀-⯿\U0001f300-\U0001faff]|(?<!-)-{1,2}>|={1,2}>")


def empty_headings(subject: Subject) -> Iterator[Finding]:
    for passage, one in subject.blocks("heading"):
        if not plain_words(one.text):
            yield Finding(passage.field, "A heading has no words. Take it away, or say what stands under it.", None, one.line, f"{one.line}")


def by_senses(subject: Subject) -> Iterator[Finding]:
    for piece in subject.pieces:
        found = SENSES.search(piece.plain)
        if found:
            yield piece.finding(f"“{found[0]}” is no help to somebody who hears the page. Name the thing by its words.")


def by_signs(subject: Subject) -> Iterator[Finding]:
    for passage, one in subject.blocks("html"):
        if COLOUR.search(one.text):
            yield Finding(passage.field, "Text is given a colour. Nobody may have to see it; say it in words.", None, one.line, one.text)
    for piece in subject.pieces:
        found = DRAWN.search(piece.plain)
        if found:
            yield piece.finding(f"The sign {found[0]} is read out differently by every program. Say it in words.")


CHECKS = (
    Check(
        "A1",
        ERROR,
        "content-standard 1.7; WCAG 2.4.6",
        "A heading has words.",
        empty_headings,
        passes={"body": "## What to ask"},
        fails={"body": "## ![](attachment:bin.png)"},
        since="2",
    ),
    Check(
        "A2",
        WARNING,
        "content-standard 1.7; WCAG 1.3.3",
        "Things are named by their words, not by colour, shape or place.",
        by_senses,
        passes={"body": "Select Report it."},
        fails={"body": "Select the green button."},
        since="2",
    ),
    Check(
        "A3",
        WARNING,
        "content-standard 1.7; WCAG 1.4.1",
        "Nothing is said by colour or by a drawn sign alone.",
        by_signs,
        passes={"body": "Pick a day, then a time."},
        fails={"body": "Pick a day → a time."},
        since="2",
    ),
)
