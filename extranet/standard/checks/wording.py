"""Single words: those to avoid (R6), abbreviations (R7) and runs of capitals (R8). Source: content-standard 1.6."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from extranet.standard.checks.model import Check, Finding, Subject
from extranet.standard.model import WARNING, AvoidedWord

GOVUK = "GOV.UK guidance"
LITERAL = re.compile(r"(?:\\b|\()*([a-z][a-z' -]*)", re.IGNORECASE)
ABBREVIATION = re.compile(r"(?<![\w.@/&-])[A-Z]{2,8}(?=s?\b)(?![\w@/&]*\.[a-z])(?!-?\d)")
EXPLAINED = re.compile(r"\(([A-Z]{2,8})s?\b")  # The words (ABC)
EXPLAINS = re.compile(r"\b([A-Z]{2,8})s? ?\(")  # ABC (the words)
EXEMPT = frozenset({
    "BBC", "CCTV", "DIY", "DVLA", "EU", "GP", "HM", "HTML", "ID", "MI5", "MI6", "MOT", "MP", "NHS", "PAYE", "SORN", "TV", "UK", "URL", "USA", "VAT",
    "VPN", "PDF", "CSV", "DOC", "DOCX", "XLS", "XLSX", "ODT", "ODS", "GCSE", "NVQ", "BTEC", "HND", "BA", "BSC", "MA", "MSC", "PHD", "OK", "AM", "PM",
    "II", "III", "IV", "VI", "VII", "PIN", "SMS", "AA", "A4", "A3", "PO", "RH", "GU", "KT", "TW", "SM", "CR",
})  # fmt: skip
CAPITALS = re.compile(r"(?:\b[A-Z][A-Z'&-]*\b[ ,:;]{1,3}){3,}\b[A-Z][A-Z'&-]+\b")


def avoided(subject: Subject) -> Iterator[Finding]:
    words = _likely_words(subject)
    for piece in subject.pieces:
        yield from (piece.finding(sentence, one.severity, f"{one.term}: {piece.plain}") for one, sentence in _avoided_in(piece.plain, words))
    for name in ("title", "summary"):
        yield from (
            Finding(name, sentence, one.severity, None, f"{one.term}: {subject.text(name)}") for one, sentence in _avoided_in(subject.text(name), words)
        )


def words_in_force(subject: Subject) -> tuple[AvoidedWord, ...]:
    """The list of the vocabularies with what was added to it and taken from it."""
    ruling = subject.vocabularies.ruling
    own: Mapping[str, AvoidedWord] = subject.vocabularies.words_to_avoid
    return (
        *(one for term, one in own.items() if term not in ruling.words_removed),
        *(one for one in ruling.words_added if one.term not in ruling.words_removed),
    )


def _likely_words(subject: Subject) -> tuple[AvoidedWord, ...]:
    """Words whose letters stand somewhere on the page: nearly all are ruled out by that, which costs a hundredth of their patterns."""
    texts = (*(piece.plain for piece in subject.pieces), subject.text("title"), subject.text("summary"))
    letters = "\n".join(texts).lower().replace("’", "'")
    return tuple(one for one in words_in_force(subject) if not (stems := _compiled(one.pattern)[1]) or any(stem in letters for stem in stems))


def _avoided_in(text: str, words: tuple[AvoidedWord, ...]) -> Iterator[tuple[AvoidedWord, str]]:
    for one in words:
        found = _compiled(one.pattern)[0].search(text)
        if found:
            unless = f" It may stand for {one.allowed_when}." if one.allowed_when else ""
            yield one, f"“{found[0].strip()}” is a word to avoid. Use: {one.use_instead or 'another word'}.{unless}"


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> tuple[re.Pattern, tuple[str, ...]]:
    """The pattern, and letters of which some must be there for it to match; () when that cannot be told."""
    parts = re.split(r"\|(?![^()]*\))", pattern)
    stems = [LITERAL.match(part) for part in parts]
    sure = tuple(re.sub(r".\Z", "", stem[1].lower()) or stem[1].lower() for stem in stems if stem)
    is_simple = len(sure) == len(parts) and "(?i" not in pattern and all(sure)
    return re.compile(pattern, re.IGNORECASE), sure if is_simple else ()


def abbreviations(subject: Subject) -> Iterator[Finding]:
    """Each abbreviation once, where it first stands unexplained. Names of the vocabularies count as known."""
    seen = set(EXEMPT) | {word for name in subject.vocabularies.proper_nouns for word in ABBREVIATION.findall(name)}
    for piece in subject.pieces:
        new = dict.fromkeys(short for short in ABBREVIATION.findall(piece.plain) if short not in seen)
        if not new or CAPITALS.search(piece.plain):
            continue
        explained = set(EXPLAINED.findall(piece.plain)) | set(EXPLAINS.findall(piece.plain))
        seen.update(new)
        for short in (one for one in new if one not in explained):
            yield piece.finding(
                f"{short} is not explained where it first stands. Write it out, with {short} in brackets behind.", place=f"{short}: {piece.plain}"
            )


def block_capitals(subject: Subject) -> Iterator[Finding]:
    for piece in subject.pieces:
        found = CAPITALS.search(piece.plain)
        if found:
            yield piece.finding(f"“{found[0][:60]}” is all in capitals, which is hard to read. Write it as a sentence.")


CHECKS = (
    Check(
        "R6",
        WARNING,
        "GOV.UK guidance; project",
        "Words of the list of words to avoid are not used; each word has its own weight there.",
        avoided,
        passes={"body": "Use the form."},
        fails={"body": "Utilise the form."},
        since="2",
    ),
    Check(
        "R7",
        WARNING,
        GOVUK,
        "An abbreviation is written out where it first stands.",
        abbreviations,
        passes={"body": "The Alpha Beta Zone (ABZ) is in the UK. The ABZ is large."},
        fails={"body": "The ABZ is large."},
        since="2",
    ),
    Check(
        "R8",
        WARNING,
        GOVUK,
        "No four words in a row are in capitals.",
        block_capitals,
        passes={"body": "The NHS and the BBC."},
        fails={"body": "DO NOT PROMISE A DATE to anybody."},
        since="2",
    ),
)
