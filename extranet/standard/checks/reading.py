"""How easily a text reads: R1 to R5 and R10. Source: content-standard 1.6."""

import re
from collections.abc import Iterator

from extranet.standard.checks.model import LONGEST_TEXT, Check, Finding, Limit, Piece, Subject, is_given
from extranet.standard.model import ADVICE, ERROR, WARNING
from extranet.standard.text import is_passive, reading_age, sentences_of, words_of

GOVUK, SURREY = "GOV.UK guidance", "Surrey County Council writing guide"
SENTENCE_WORDS = Limit("R1", "words", 25)
MEAN_WORDS = Limit("R2", "words", 20)
PARAGRAPH_SENTENCES = Limit("R3", "sentences", 5)
AGE_ADVISED, AGE_WARNED, AGE_REFUSED = Limit("R4", "advice over", 9), Limit("R4", "warning over", 11), Limit("R4", "error over", 14)
PASSIVE_SHARE = Limit("R5", "percent", 15)
FEW_SENTENCES = 10  # a share or a mean of fewer says nothing
MUST = re.compile(r"\bmust\b(?! have\b)", re.IGNORECASE)
LAW = re.compile(
    r"\b(?:law|laws|legal|legally|Act|Acts|Regulations?|Order|statut\w{0,6}|duty|duties|offence|licen[cs]e|court|byelaws?|prosecut\w{0,5}|fined?)\b"
)
LONG = " ".join(
    ["The crew comes back to empty the bin when the customer has told the council about it by the end of the day after the collection was missed by them"]
)
HARD = (
    "Residential accommodation necessitates comprehensive administrative documentation. Subsequent authorisation procedures "
    "incorporate considerable organisational responsibilities. "
) * 8


def long_sentences(subject: Subject) -> Iterator[Finding]:
    limit = subject.limit(SENTENCE_WORDS)
    for piece, sentence in subject.sentences:
        count = len(words_of(sentence))
        if count > limit:
            yield piece.finding(f"The sentence {_start(sentence)} has {count} words; keep to {limit:g}. Split it.", place=sentence)


def mean_length(subject: Subject) -> Iterator[Finding]:
    lengths = [len(words_of(sentence)) for _piece, sentence in subject.sentences]
    if len(lengths) >= FEW_SENTENCES and sum(lengths) / len(lengths) > subject.limit(MEAN_WORDS):
        yield _of_page(
            subject,
            f"Sentences have {sum(lengths) / len(lengths):.0f} words on average; keep to {subject.limit(MEAN_WORDS):g}. Split the long ones.",
            sum(lengths) / len(lengths),
        )


def long_paragraphs(subject: Subject) -> Iterator[Finding]:
    limit = subject.limit(PARAGRAPH_SENTENCES)
    for piece in (one for one in subject.pieces if one.kind == "paragraph"):
        count = len(sentences_of(piece.plain))
        if count > limit:
            yield piece.finding(f"A paragraph has {count} sentences; keep to {limit:g}. Start a new one where the thought changes.")


def readable(subject: Subject) -> Iterator[Finding]:
    age = reading_age(sentence for _piece, sentence in subject.sentences)
    if age is None or age <= subject.limit(AGE_ADVISED):
        return
    severity = ERROR if age > subject.limit(AGE_REFUSED) else WARNING if age > subject.limit(AGE_WARNED) else ADVICE
    yield _of_page(
        subject, f"The text needs a reading age of {age:.1f}; aim for {subject.limit(AGE_ADVISED):g}. Use shorter sentences and shorter words.", age, severity
    )


def passive(subject: Subject) -> Iterator[Finding]:
    found = [is_passive(sentence) for _piece, sentence in subject.sentences]
    share = 100 * sum(found) / len(found) if len(found) >= FEW_SENTENCES else 0
    if share > subject.limit(PASSIVE_SHARE):
        yield _of_page(subject, f"About {share:.0f} of 100 sentences are passive; keep to {subject.limit(PASSIVE_SHARE):g}. Say who does it.", share)


def must(subject: Subject) -> Iterator[Finding]:
    if is_given(subject.metadata.get("legal_basis")):
        return
    for piece in subject.pieces:
        if MUST.search(piece.plain) and not LAW.search(piece.plain):
            yield piece.finding("“must” is for what the law demands. Name the law, or write “need to”.")


def too_long(subject: Subject) -> Iterator[Finding]:
    if subject.body and len(subject.body) > LONGEST_TEXT:
        yield Finding(
            "body",
            f"The text has {len(subject.body) // 1024} KB; only its first {LONGEST_TEXT // 1024} KB were checked. Split it into several pages.",
            None,
            1,
            str(len(subject.body)),
        )


def _start(sentence: str) -> str:
    words = sentence.split()
    return "“" + " ".join(words[:6])[:60] + " …”"


def _of_page(subject: Subject, sentence: str, measure: float, severity: str | None = None) -> Finding:
    """About the text as a whole. It is the same remark while the measure stays what it is in whole figures."""
    first: Piece = subject.pieces[0]
    return Finding("body" if subject.body else first.field, sentence, severity, 1, f"{measure:.0f} {severity or ''}")


CHECKS = (
    Check(
        "R1",
        WARNING,
        GOVUK,
        "A sentence has at most 25 words.",
        long_sentences,
        passes={"body": "The crew comes back."},
        fails={"body": LONG + "."},
        since="2",
        limits=(SENTENCE_WORDS,),
    ),
    Check(
        "R2",
        ADVICE,
        SURREY,
        "Sentences have at most 20 words on average.",
        mean_length,
        passes={"body": "The crew comes back. " * 11},
        fails={"body": (LONG + ". ") * 11},
        since="2",
        limits=(MEAN_WORDS,),
    ),
    Check(
        "R3",
        WARNING,
        GOVUK,
        "A paragraph has at most 5 sentences.",
        long_paragraphs,
        passes={"body": "Ask. " * 5},
        fails={"body": "Ask. " * 6},
        since="2",
        limits=(PARAGRAPH_SENTENCES,),
    ),
    Check(
        "R4",
        WARNING,
        "GOV.UK guidance; Surrey County Council writing guide; project",
        "The text can be read at the age of 9: over 9 is said, over 11 is a warning, over 14 an error that may stand with a reason.",
        readable,
        passes={"body": "Ask for the postcode. Then tell the crew. " * 15},
        fails={"body": HARD},
        since="2",
        limits=(AGE_ADVISED, AGE_WARNED, AGE_REFUSED),
        may_be_kept=True,
    ),
    Check(
        "R5",
        ADVICE,
        GOVUK,
        "At most 15 of 100 sentences are passive.",
        passive,
        passes={"body": "The crew empties the bin. " * 11},
        fails={"body": "The bin was emptied by the crew. " * 11},
        since="2",
        limits=(PASSIVE_SHARE,),
    ),
    Check(
        "SIZE-2",
        WARNING,
        "project",
        "A text has at most 64 KB, which is what the checks look at.",
        too_long,
        passes={"body": "Short."},
        fails={"body": "Ask. " * 14_000},
        since="2",
    ),
    Check(
        "R10",
        ADVICE,
        GOVUK,
        "“must” stands only where a law is named.",
        must,
        passes={"body": "By law the owner must mend it."},
        fails={"body": "The customer must leave the bin out."},
        since="2",
    ),
)
