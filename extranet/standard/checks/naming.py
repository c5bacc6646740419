"""What a page is called and how it introduces itself: T4, T6, S3, beside T1 to T7 and S1, S2 of metadata.py. Source: content-standard 1.6."""

import re
from collections.abc import Iterator

from extranet.standard.checks.model import Check, Finding, Limit, Subject
from extranet.standard.model import ADVICE, WARNING

GOVUK = "GOV.UK guidance"
CAPITAL = re.compile(r"[A-Z][a-z]+")
DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
SMALL_WORDS = frozenset(
    ["a", "an", "the", "and", "or", "of", "to", "for", "in", "on", "at", "by", "with", "from", "is", "are", "what", "who", "how", "when", "where",
     "which", "your", "our", "their", "its", "it", "do", "say", "that", "this", "be", "not", "if", "did"])
CONTENT_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
LIKENESS = Limit("S3", "likeness", 0.6)


def names_of(subject: Subject) -> set[str]:
    """Words that are written with a capital: those of proper nouns, authorities, groups and clusters."""
    known = subject.vocabularies
    names = [*known.proper_nouns]
    names += [name for one in known.authorities.values() for name in (one.name, one.short_name)]
    names += [one.name for terms in (known.groups, known.clusters) for one in terms.values()]
    return {word for name in names for word in CAPITAL.findall(name)}


def sentence_case(subject: Subject) -> Iterator[Finding]:
    title = subject.text("title")
    words = CAPITAL.findall(re.sub(r"^\W*\w+|(?<=:\s)\w+", "", title))
    if len(words) < 2:
        return
    known = names_of(subject)
    strange = [word for word in words if word not in known]
    if len(strange) >= 2:
        yield Finding("title", f"The title writes {' and '.join(strange[:3])} with capitals. Keep capitals for names; only the first word has one.")


def title_extras(subject: Subject) -> Iterator[Finding]:
    title = subject.text("title")
    if subject.metadata.get("type") in ("contact", "notice") or not title:
        return
    starts = [one.short_name or one.name for one in subject.vocabularies.authorities.values()]
    owner = next((name for name in starts if name and title.startswith(name + " ")), None)
    if owner and len(title.split()) > len(owner.split()) + 1:
        yield Finding("title", f"The title starts with {owner}. The page shows whose it is; leave the name out unless another page needs telling apart.")
    elif DATE.search(title):
        yield Finding("title", f"The title holds a date ({DATE.search(title)[0]}). Leave it out unless another page needs telling apart.")


def repeated_summary(subject: Subject) -> Iterator[Finding]:
    title, summary = _content_words(subject.text("title")), _content_words(subject.text("summary"))
    if _likeness(title, summary) > subject.limit(LIKENESS):
        yield Finding("summary", "The summary says little more than the title. Say what the page is for, or when it is needed.")
    first = next((piece for piece in subject.pieces if piece.field == "body"), None)
    if first and len(summary) > 3 and _likeness(_content_words(first.plain), summary) > subject.limit(LIKENESS):
        yield first.finding("The first paragraph repeats the summary, which stands above it. Start with what is new.")


def _content_words(text: str) -> set[str]:
    return set(CONTENT_WORD.findall(text.lower()[:600])) - SMALL_WORDS


def _likeness(one: set[str], other: set[str]) -> float:
    """Shared words over all words (Jaccard), 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


CHECKS = (
    Check("T4", WARNING, GOVUK, "A title is in sentence case: capitals are for names.", sentence_case,
          passes={"title": "Bins in Surrey Heath at Christmas"}, fails={"title": "Missed Bin Collection And Return"}, since="2"),
    Check("T6", ADVICE, GOVUK, "A title does not start with the authority's name and holds no date, where it is clear without.", title_extras,
          passes={"title": "Bins at Christmas"}, fails={"title": "Woking bins at Christmas"}, since="2"),
    Check("S3", WARNING, GOVUK, "The summary adds to the title, and the first paragraph adds to the summary.", repeated_summary,
          passes={"body": "Ask for the postcode first."}, fails={"title": "Missed bin collection", "summary": "Missed bin collection."},
          since="2", limits=(LIKENESS,)),
)
