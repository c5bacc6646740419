"""The mark of one response to one question: an exact share between 0 and 1, so that a pass is never decided by rounding."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from extranet_plugins.customer_care_training.quizzes.model import (
    LONG_TEXT,
    MATCHING,
    MULTIPLE,
    NUMBER,
    ORDERING,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
    Option,
    Question,
)

NOTHING = Fraction(0)


def mark_of(question: Question, response: Any) -> Fraction | None:
    """0 to 1; 0 for no response; None for a long text, which a person marks.

    Several answers: the chosen weights added up, never below 0. Matching and ordering: the share of things in the right place.
    """
    if response is None:
        return NOTHING
    if question.kind == LONG_TEXT:
        return None
    return _MARKS[question.kind](question, response)


def matched_option(question: Question, response: str) -> Option | None:
    """The first accepted answer that a text or a number meets, whose feedback is shown; None when it meets none."""
    meets = _meets_number if question.kind == NUMBER else _meets_text
    return next((one for one in question.options if meets(question, one, response)), None)


def _bounded(share: Fraction) -> Fraction:
    return max(NOTHING, min(Fraction(1), share))


def _chosen(question: Question, response: Sequence[int]) -> Fraction:
    return _bounded(sum((question.options[index].weight for index in set(response)), NOTHING))


def _single(question: Question, response: Sequence[int]) -> Fraction:
    return _chosen(question, response) if len(set(response)) == 1 else NOTHING


def _text(question: Question, response: str) -> Fraction:
    found = matched_option(question, response)
    return _bounded(found.weight) if found else NOTHING


def _matching(question: Question, response: Sequence[int | None]) -> Fraction:
    rights, lefts = question.rights, question.lefts
    hits = sum(index is not None and rights[index] == pair.right for pair, index in zip(lefts, response, strict=True))
    return Fraction(hits, len(lefts))


def _ordering(question: Question, response: Sequence[int | None]) -> Fraction:
    return Fraction(sum(place == index + 1 for index, place in enumerate(response)), len(question.steps))


def _meets_text(question: Question, option: Option, response: str) -> bool:
    """Spaces at the ends and in rows do not count; `*` in an accepted answer stands for anything, `\\*` for itself."""
    wanted, given = " ".join(option.text.split()), " ".join(response.split())
    if not question.is_case_sensitive:
        wanted, given = wanted.casefold(), given.casefold()
    pieces = [re.escape(piece.replace("\\*", "*")) for piece in re.split(r"(?<!\\)\*+", wanted)]
    return re.fullmatch(".*".join(pieces), given, re.DOTALL) is not None


def _meets_number(_question: Question, option: Option, response: str) -> bool:
    value = number_in(response)
    if value is None:
        return False
    return option.text == "*" or abs(value - Decimal(option.text)) <= Decimal(option.tolerance or "0")


def number_in(text: str) -> Decimal | None:
    """The number somebody typed: '1,250', '£12.50', '80 %' and '-3' are numbers; None for anything else."""
    bare = re.sub(r"[\s£%]", "", text)
    bare = re.sub(r"(?<=\d),(?=\d{3}(\D|$))", "", bare)
    if not re.fullmatch(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})", bare):
        return None
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


_MARKS = {
    SINGLE: _single, TRUE_FALSE: _single, MULTIPLE: _chosen, SHORT_TEXT: _text, NUMBER: _text, MATCHING: _matching, ORDERING: _ordering,
}  # fmt: skip
