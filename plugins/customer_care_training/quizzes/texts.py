"""Question text as safe HTML, and responses as words."""

from collections.abc import Iterable

import nh3
from markupsafe import Markup, escape

from extranet_plugins.customer_care_training.quizzes.model import HTML, LONG_TEXT, MATCHING, NUMBER, ORDERING, SHORT_TEXT, AttemptItem, Question

TAGS = {"p", "br", "strong", "b", "em", "i", "u", "ul", "ol", "li", "code", "pre", "sub", "sup", "blockquote", "table", "thead", "tbody", "tr", "th", "td"}


def clean(html: str) -> str:
    """The HTML with nothing in it but plain structure: no attributes, links, pictures or scripts."""
    return nh3.clean(html, tags=TAGS, attributes={}, link_rel=None)


def shown(text: str, text_format: str) -> Markup:
    """The text as it is read; plain text keeps its line breaks."""
    if text_format == HTML:
        return Markup(clean(text))  # noqa: S704  nh3 has just made it safe
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def right_answer(question: Question) -> str:
    """The right answer in words."""
    if question.kind == MATCHING:
        return "; ".join(f"{one.left}: {one.right}" for one in question.lefts)
    if question.kind == ORDERING:
        return "; ".join(f"{number}. {step}" for number, step in enumerate(question.steps, start=1))
    if question.kind == LONG_TEXT:
        return question.guide
    if question.kind in (SHORT_TEXT, NUMBER):
        best = next(one for one in question.options if one.weight == 1)
        return f"{best.text} (give or take {best.tolerance})" if best.tolerance not in ("", "0") else best.text
    return _listed(one.text for one in question.options if one.weight > 0)


def given_answer(item: AttemptItem) -> str:
    """What the person answered, in words; '' for nothing."""
    question, response = item.question, item.response
    if response is None:
        return ""
    if question.kind == MATCHING:
        rights = question.rights
        return "; ".join(f"{pair.left}: {rights[index] if index is not None else 'nothing'}" for pair, index in zip(question.lefts, response, strict=True))
    if question.kind == ORDERING:
        placed = sorted(((place or 99, step) for place, step in zip(response, question.steps, strict=True)))
        return "; ".join(f"{place}. {step}" for place, step in placed)
    if question.kind in (SHORT_TEXT, NUMBER, LONG_TEXT):
        return str(response)
    return _listed(question.options[index].text for index in response)


def _listed(texts: Iterable[str]) -> str:
    """Several answers in one line; a single one as it stands, with its full stop."""
    found = list(texts)
    return found[0] if len(found) == 1 else "; ".join(one.removesuffix(".") for one in found)
