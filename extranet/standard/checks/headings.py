"""Headings and footnotes: H1 to H3, F1, F2. Source: content-standard 1.6; WCAG 1.3.1 and 2.4.6."""

import re
from collections.abc import Iterator

from extranet.standard.checks.model import Check, Finding, Subject
from extranet.standard.model import ERROR, WARNING
from extranet.standard.text import plain_words

BOTH = "GOV.UK guidance; WCAG 1.3.1"
GENERIC = frozenset(
    ["introduction", "overview", "more information", "further information", "miscellaneous", "general", "general information", "other", "about"]
)
ONLY_BOLD = re.compile(r"\s*(\*\*|__)[^*_]{1,200}\1:?\s*\Z")
FAQ = re.compile(r"\bFAQ'?s?\b|\bfrequently asked\b", re.IGNORECASE)
QUESTIONS_IN_A_ROW = 3
FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,80}\]")


def _headings(subject: Subject):
    return subject.blocks("heading")


def order(subject: Subject) -> Iterator[Finding]:
    above: dict[str, int] = {}
    for passage, one in _headings(subject):
        last = above.get(passage.field, 1 if passage.field == "body" else one.level - 1)
        if one.level == 1:
            yield Finding(passage.field, f"“{one.text[:60]}” is a main heading (#). The title is the page's only one; start with ##.", None, one.line, one.text)
        elif one.level > last + 1:
            yield Finding(
                passage.field, f"“{one.text[:60]}” is at level {one.level} but stands under level {last}. Use {'#' * (last + 1)}.", None, one.line, one.text
            )
        above[passage.field] = one.level


def worded(subject: Subject) -> Iterator[Finding]:
    seen: set[str] = set()
    for passage, one in _headings(subject):
        words = plain_words(one.text)
        trouble = _trouble(one.text, words, seen)
        seen.add(words.casefold())
        if trouble:
            yield Finding(passage.field, f"The heading “{words[:60]}” {trouble}", None, one.line, one.text)


def _trouble(source: str, words: str, seen: set[str]) -> str | None:
    if words.endswith("?"):
        return "is a question. Make it a statement."
    if words.casefold() in GENERIC:
        return "says nothing of its own. Say what stands under it."
    if "](" in source or "[[" in source:
        return "holds a link. Put the link into the text."
    if words.endswith((".", ":", ";", ",", "!")):
        return "ends with a punctuation mark. Take it away."
    return "stands twice on the page. Tell the two apart." if words.casefold() in seen else None


def fake_headings(subject: Subject) -> Iterator[Finding]:
    for passage, one in subject.blocks("paragraph"):
        if ONLY_BOLD.match(one.text):
            yield Finding(
                passage.field,
                f"The paragraph {one.text[:60]} is only bold, and looks like a heading without being one. Use ## instead.",
                None,
                one.line,
                one.text,
            )


def no_faq(subject: Subject) -> Iterator[Finding]:
    if FAQ.search(subject.text("title")):
        yield Finding("title", "The title calls the page a list of frequent questions. Write one page for each need.")
    run = 0
    for passage, one in _headings(subject):
        run = run + 1 if one.text.rstrip().endswith("?") else 0
        if FAQ.search(one.text):
            yield Finding(
                passage.field, "A heading announces frequent questions. Give each answer a heading that says what it is about.", None, one.line, one.text
            )
        if run == QUESTIONS_IN_A_ROW:
            yield Finding(passage.field, f"{run} headings in a row are questions. Make them statements, or a page for each.", None, one.line, one.text)


def footnotes(subject: Subject) -> Iterator[Finding]:
    for passage, one in subject.blocks("paragraph", "footnote", "list"):
        if one.kind == "footnote" or FOOTNOTE.search(one.text) or any(FOOTNOTE.search(item.text) for item in one.items):
            yield Finding(passage.field, "A footnote sends the reader away from the sentence. Put what it says where it is needed.", None, one.line, one.text)


CHECKS = (
    Check(
        "H1",
        ERROR,
        BOTH,
        "Headings of the text start at ## and skip no level.",
        order,
        passes={"body": "## Ask\n\n### Where\n\n## Say"},
        fails={"body": "## Ask\n\n#### Where"},
        since="2",
    ),
    Check(
        "H2",
        WARNING,
        "GOV.UK guidance",
        "A heading is a statement of its own, without a link or a mark at its end, and stands once.",
        worded,
        passes={"body": "## What to ask"},
        fails={"body": "## What should I ask?"},
        since="2",
    ),
    Check(
        "H3",
        ERROR,
        "WCAG 1.3.1",
        "A heading is marked as one, not only bold.",
        fake_headings,
        passes={"body": "## What to ask"},
        fails={"body": "**What to ask**\n\nThe postcode."},
        since="2",
    ),
    Check(
        "F1",
        ERROR,
        "GOV.UK guidance",
        "No page is a list of frequent questions.",
        no_faq,
        passes={"body": "## What to ask"},
        fails={"body": "## FAQs"},
        since="2",
    ),
    Check(
        "F2",
        WARNING,
        "GOV.UK guidance",
        "There are no footnotes.",
        footnotes,
        passes={"body": "It costs more (see the list)."},
        fails={"body": "It costs more.[^1]\n\n[^1]: See the list."},
        since="2",
    ),
)
