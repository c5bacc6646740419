"""A question and an answer as templates show them: text made safe, options in their order."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from extranet_plugins.customer_care_training.quizzes.marking import mark_of, matched_option
from extranet_plugins.customer_care_training.quizzes.model import LONG_TEXT, MATCHING, MULTIPLE, NUMBER, ORDERING, SHORT_TEXT, AttemptItem, Question
from extranet_plugins.customer_care_training.quizzes.texts import given_answer, right_answer, shown

HELP = {
    MULTIPLE: "Choose all that apply. A wrong choice takes marks away from right ones.",
    MATCHING: "Choose what fits from each list. Something may be left over.",
    ORDERING: "Give each line its place: 1 for what comes first.",
    NUMBER: "Type a number.",
    SHORT_TEXT: "Type a word or two. Capitals do not matter.",
    LONG_TEXT: "Write in your own words. A person marks this.",
}


@dataclass(frozen=True)
class Line:
    """Something to choose or to place. `value` goes into the form; `chosen` is what was answered before."""

    value: str
    text: Markup
    chosen: Any = False


@dataclass(frozen=True)
class ShownQuestion:
    """`lines` are options, left-hand sides or steps; `choices` are (value, words) of a list to choose from."""

    kind: str
    stem: Markup
    help: str
    lines: tuple[Line, ...]
    choices: tuple[tuple[str, str], ...]
    text: str
    right: str


@dataclass(frozen=True)
class ShownAnswer:
    """An answer after it was marked."""

    position: int
    stem: Markup
    given: str
    right: str
    feedback: tuple[Markup, ...]
    percent: str
    word: str
    kind: str
    remark: str


def shown_question(question: Question, order: tuple[int, ...], response: Any) -> ShownQuestion:
    help_text = HELP.get(question.kind, "Choose one answer.")
    if question.kind == SHORT_TEXT and question.is_case_sensitive:
        help_text = "Type a word or two. Capitals matter here."
    lines, choices = _lines(question, order, response)
    text = response if isinstance(response, str) else ""
    return ShownQuestion(question.kind, shown(question.stem, question.text_format), help_text, lines, choices, text, right_answer(question))


def _lines(question: Question, order: tuple[int, ...], response: Any):
    if question.kind == MATCHING:
        given = response or [None] * len(question.lefts)
        lines = tuple(Line(str(index), shown(one.left, question.text_format), given[index]) for index, one in enumerate(question.lefts))
        return lines, tuple((index, question.rights[index]) for index in order)
    if question.kind == ORDERING:
        given = response or [None] * len(question.steps)
        lines = tuple(Line(str(index), shown(question.steps[index], question.text_format), given[index]) for index in order)
        return lines, tuple((place, str(place)) for place in range(1, len(question.steps) + 1))
    if question.kind in (SHORT_TEXT, NUMBER, LONG_TEXT):
        return (), ()
    chosen = set(response or ())
    return tuple(Line(str(index), shown(question.options[index].text, question.text_format), index in chosen) for index in order), ()


def shown_answer(item: AttemptItem) -> ShownAnswer:
    question = item.question
    feedback = [*_option_feedback(item), question.feedback]
    words = tuple(shown(one, question.text_format) for one in feedback if one)
    mark = item.mark if item.mark is not None else mark_of(item.question, item.response)
    percent = "" if mark is None else f"{int(mark * 100)}%"
    word = {None: "waits", 1: "right", 0: "wrong"}.get(mark, "partly right")
    stem = shown(question.stem, question.text_format)
    return ShownAnswer(item.position, stem, given_answer(item), right_answer(question), words, percent, word, question.kind, item.remark)


def _option_feedback(item: AttemptItem) -> list[str]:
    question, response = item.question, item.response
    if response is None or question.kind in (MATCHING, ORDERING, LONG_TEXT):
        return []
    if question.kind in (SHORT_TEXT, NUMBER):
        found = matched_option(question, response)
        return [found.feedback] if found else []
    return [question.options[index].feedback for index in response]
