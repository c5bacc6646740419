"""Questions as GIFT, so that reading it gives equal questions. What GIFT has no sign for stands in a comment."""

from collections.abc import Iterable
from fractions import Fraction

from extranet_plugins.customer_care_training.question_files.weights import percent_of
from extranet_plugins.customer_care_training.quizzes import model
from extranet_plugins.customer_care_training.quizzes.model import Option, Question


def write_gift(questions: Iterable[Question]) -> str:
    """A GIFT file, by bank."""
    blocks, bank = [], None
    for question in sorted(questions, key=lambda one: (one.bank, one.code)):
        if question.bank != bank:
            bank = question.bank
            blocks.append(f"$CATEGORY: {bank}")
        blocks.append(_question(question))
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    text = text.replace("\\", "\\\\")
    for sign in "~=#{}:":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r", "").replace("\n", "\\n")


def _question(question: Question) -> str:
    marker = "[html]" if question.text_format == model.HTML else "[plain]"
    inside = _ANSWERS[question.kind](question)
    if question.feedback:
        # Never a blank line: it would end the question.
        inside += ("" if inside.endswith("\n") else "\n") + f"\t####{escaped(question.feedback)}\n"
    notes = _notes(question)
    return (notes + "\n" if notes else "") + f"::{escaped(question.name)}::{marker}{escaped(question.stem)} {{{inside}}}"


def _notes(question: Question) -> str:
    found = [("id", question.code)] if question.code else []
    found += [("tag", tag) for tag in question.tags]
    found += [("keep", "case")] if question.is_case_sensitive else []
    found += [] if question.shuffles else [("keep", "order")]
    found += [("guide", question.guide)] if question.guide else []
    return "// " + " ".join(f"[{kind}:{_noted(value)}]" for kind, value in found) if found else ""


def _noted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("]", "\\]").replace("\r", "").replace("\n", "\\n")


def _options(question: Question) -> str:
    return "\n" + "".join(f"\t{_sign(question, one)}{escaped(one.text)}{_feedback(one)}\n" for one in question.options)


def _sign(question: Question, option: Option) -> str:
    if question.kind != model.MULTIPLE and option.weight == 1:
        return "="
    sign = "=" if question.kind in (model.SHORT_TEXT, model.NUMBER) else "~"
    return sign if sign == "~" and option.weight == 0 else f"{sign}%{percent_of(option.weight)}%"


def _feedback(option: Option) -> str:
    return f"#{escaped(option.feedback)}" if option.feedback else ""


def _truth(question: Question) -> str:
    true, false = question.options
    right, wrong = (true, false) if true.weight == Fraction(1) else (false, true)
    word = "TRUE" if right is true else "FALSE"
    return f"{word}#{escaped(wrong.feedback)}#{escaped(right.feedback)}" if right.feedback or wrong.feedback else word


def _numbers(question: Question) -> str:
    lines = []
    for one in question.options:
        lines.append(f"\t~{_feedback(one)}\n" if one.text == "*" else f"\t{_sign(question, one)}{one.text}:{one.tolerance or 0}{_feedback(one)}\n")
    return "#\n" + "".join(lines)


def _pairs(question: Question) -> str:
    return "\n" + "".join(f"\t={escaped(one.left)} -> {escaped(one.right)}\n" for one in question.pairs)


def _steps(question: Question) -> str:
    lines = "".join(f"{escaped(step)}\n" for step in question.steps)
    return f">{len(question.steps)} ALL VERTICAL ABSOLUTE_POSITION SHOW NUMBERING_123\n{lines}"


_ANSWERS = {
    model.SINGLE: _options, model.MULTIPLE: _options, model.TRUE_FALSE: _truth, model.SHORT_TEXT: _options, model.NUMBER: _numbers,
    model.MATCHING: _pairs, model.ORDERING: _steps, model.LONG_TEXT: lambda _question: "",
}  # fmt: skip
