"""What is wrong with a question, in sentences. A question with a fault is neither stored nor drawn."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from extranet_plugins.customer_care_training.quizzes.model import (
    KINDS,
    LONG_TEXT,
    MATCHING,
    MULTIPLE,
    NUMBER,
    ORDERING,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
    Question,
)

MOST_LETTERS = 8000
MOST_OPTIONS = 40


def faults_of(question: Question) -> list[str]:
    """Why the question cannot be used; empty when it can."""
    if question.kind not in KINDS:
        return [f"There is no kind of question called {question.kind}."]
    found = []
    if not question.stem.strip():
        found.append("It asks nothing: the text of the question is missing.")
    texts = (question.stem, question.feedback, question.guide, *(one.text + one.feedback for one in question.options))
    if any(len(one) > MOST_LETTERS for one in texts):
        found.append(f"A text is longer than {MOST_LETTERS} letters.")
    if max(len(question.options), len(question.pairs), len(question.steps)) > MOST_OPTIONS:
        found.append(f"It has more than {MOST_OPTIONS} answers.")
    return found + _CHECKS[question.kind](question)


def _no_right(question: Question) -> list[str]:
    return [] if any(one.weight == 1 for one in question.options) else ["No answer is marked as right."]


def _choices(question: Question) -> list[str]:
    if len(question.options) < 2:
        return ["It needs at least two answers to choose from."]
    if any(not one.text.strip() for one in question.options):
        return ["One of its answers is empty."]
    twice = len({one.text.strip() for one in question.options}) < len(question.options)
    return ["Two of its answers are the same."] if twice else []


def _single(question: Question) -> list[str]:
    return _choices(question) + _no_right(question)


def _multiple(question: Question) -> list[str]:
    found = _choices(question)
    right = sum((one.weight for one in question.options if one.weight > 0), Fraction(0))
    if right == 0:
        return [*found, "No answer is marked as right."]
    if right != 1:
        found.append(f"The weights of its right answers add up to {float(right) * 100:g}%, not to 100%.")
    return found


def remarks_on(question: Question) -> list[str]:
    """What a trainer should know of a question that can be used."""
    given = [one.weight for one in question.options]
    if question.kind == MULTIPLE and sum(given, Fraction(0)) > 0 and any(one <= 0 for one in given):
        return ["Ticking everything earns marks: give wrong answers negative weights that add up to -100%."]
    return []


def _short_text(question: Question) -> list[str]:
    return (["One of its answers is empty."] if any(not one.text.strip() for one in question.options) else []) + _no_right(question)


def _number(question: Question) -> list[str]:
    found = []
    for one in question.options:
        if one.text == "*":
            continue
        try:
            value, tolerance = Decimal(one.text), Decimal(one.tolerance or "0")
            if not value.is_finite() or not tolerance.is_finite() or tolerance < 0:
                raise InvalidOperation
        except InvalidOperation:
            found.append(f"“{one.text}” within “{one.tolerance or 0}” is not a number with a tolerance.")
    return found + _no_right(question)


def _matching(question: Question) -> list[str]:
    found = []
    if len(question.lefts) < 2 or len(question.rights) < 2:
        found.append("It needs at least two pairs with different right-hand sides.")
    if len({one.left for one in question.lefts}) < len(question.lefts):
        found.append("A left-hand side stands twice.")
    if any(not one.right.strip() for one in question.pairs):
        found.append("A pair has no right-hand side.")
    return found


def _ordering(question: Question) -> list[str]:
    if len(question.steps) < 2:
        return ["It needs at least two things to put in order."]
    return ["Two of its steps are the same."] if len(set(question.steps)) < len(question.steps) else []


_CHECKS = {
    SINGLE: _single, TRUE_FALSE: _single, MULTIPLE: _multiple, SHORT_TEXT: _short_text, NUMBER: _number,
    MATCHING: _matching, ORDERING: _ordering, LONG_TEXT: lambda _question: [],
}  # fmt: skip
