"""GIFT: blocks between blank lines, read with the line each begins at.

The order of decisions on what an answer part is follows training.md 9; nothing is dropped without a line in the report.
"""

import re
from dataclasses import dataclass

from extranet_plugins.customer_care_training.question_files import gift_answers
from extranet_plugins.customer_care_training.question_files.model import FileLine, checked, refused
from extranet_plugins.customer_care_training.quizzes.model import HTML, PLAIN, Question

ESCAPES = {"\\": "\ue000", "~": "\ue001", "=": "\ue002", "#": "\ue003", "{": "\ue004", "}": "\ue005", ":": "\ue006", "n": "\ue007"}
MEANT = {mark: "\n" if sign == "n" else sign for sign, mark in ESCAPES.items()}
GAP = "_____"
MARKER = re.compile(r"^\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
NOTE = re.compile(r"\[(id|tag|keep|guide):((?:\\.|[^\]\\])*)\]")
LOOKS_LIKE_HTML = re.compile(r"<(p|br|b|strong|em|i|ul|ol|li|table|span|div)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """The lines between two blank lines. `notes` are the [id:…] and [tag:…] of its comments."""

    line: int
    text: str
    notes: tuple[tuple[str, str], ...]


def read_gift(text: str) -> list[FileLine]:
    """Every question of the file, in order, each read or refused with its line."""
    bank, found = "", []
    for block in _blocks(text.removeprefix("\ufeff")):
        remarks: tuple[str, ...] = ()
        if block.text.startswith("$CATEGORY:"):
            first, _, rest = block.text.partition("\n")
            bank = _bank_name(first.removeprefix("$CATEGORY:"))
            if not rest.strip():
                continue
            block = Block(block.line + 1, rest, block.notes)
            remarks = ("There is no blank line after $CATEGORY; Moodle would take this question for a part of its name.",)
        found.append(_question(block, bank, remarks))
    return found


def _bank_name(written: str) -> str:
    path = re.sub(r"^\$?(course|system|module|cat1|top)\$?/(top/)?", "", written.strip(), flags=re.IGNORECASE)
    return path.strip().strip("/")[:120]


def _blocks(text: str):
    lines, notes, begin = [], [], 0
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        line = line.rstrip("\r")
        if line.startswith("//"):
            notes += [(kind, value) for kind, value in NOTE.findall(line)]
            continue
        if line.strip():
            begin = begin or number
            lines.append(line)
        elif lines:
            yield Block(begin, "\n".join(lines).strip(), tuple(notes))
            lines, notes, begin = [], [], 0


def unescaped(text: str) -> str:
    """The text with escapes put back as what they mean, its ends bare."""
    return "".join(MEANT.get(letter, letter) for letter in text.strip())


def _question(block: Block, bank: str, remarks: tuple[str, ...]) -> FileLine:
    text = re.sub("[\ue000-\ue007]", "\ufffd", block.text)
    text = re.sub(r"\\([\\~=#{}:n])", lambda found: ESCAPES[found[1]], text)
    name, text = _name(text)
    text_format, text, more = _text_format(text)
    before, inside, after = _parts(text)
    name = name or unescaped(before)[:80]
    if inside is None:
        return refused(block.line, name, "It is a description and not a question: it has no { }.")
    stem = unescaped(before) if not after.strip() else f"{unescaped(before)} {GAP} {unescaped(after)}"
    try:
        kind, parts = gift_answers.read_answers(inside, unescaped)
    except ValueError as fault:
        return refused(block.line, name, str(fault))
    question = Question(kind=kind, name=name, stem=stem, text_format=text_format, bank=bank, **parts, **_noted(block.notes))
    return checked(block.line, question, remarks + more)


def _name(text: str) -> tuple[str, str]:
    if not text.startswith("::") or "::" not in text[2:]:
        return "", text
    name, _, rest = text[2:].partition("::")
    return unescaped(name), rest.strip()


def _text_format(text: str) -> tuple[str, str, tuple[str, ...]]:
    marker = MARKER.match(text)
    rest = text[marker.end() :].strip() if marker else text
    word = marker[1].lower() if marker else "moodle"
    if word == "html" or (word == "moodle" and LOOKS_LIKE_HTML.search(rest)):
        return HTML, rest, ()
    return PLAIN, rest, (("Its Markdown is taken as plain text.",) if word == "markdown" else ())


def _parts(text: str) -> tuple[str, str | None, str]:
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        return text, None, ""
    return text[:start], text[start + 1 : end], text[end + 1 :]


def _noted(notes: tuple[tuple[str, str], ...]) -> dict:
    """What the comments say: the question's code and tags, and what GIFT itself cannot hold."""
    bare = [(kind, re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)) for kind, value in notes]
    kept = {value for kind, value in bare if kind == "keep"}
    return {
        "code": next((value.strip()[:80] for kind, value in bare if kind == "id"), ""),
        "tags": tuple(value for kind, value in bare if kind == "tag"),
        "guide": next((value for kind, value in bare if kind == "guide"), ""),
        "is_case_sensitive": "case" in kept,
        "shuffles": "order" not in kept,
    }
