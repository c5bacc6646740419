"""The part between the braces of a GIFT question: what kind it makes and its answers."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from extranet_plugins.customer_care_training.question_files.weights import share_of
from extranet_plugins.customer_care_training.quizzes import model
from extranet_plugins.customer_care_training.quizzes.model import Option, Pair

TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
Bare = Callable[[str], str]


def read_answers(inside: str, bare: Bare) -> tuple[str, dict]:
    """(kind, the question's parts). ValueError says what cannot be read.

    Ordering is written as Moodle's ordering type does: {>n … then one step on a line}.
    """
    answers, mark, general = inside.partition("####")
    parts = {"feedback": bare(general)} if mark else {}
    answers = answers.strip()
    if not answers:
        return model.LONG_TEXT, parts
    if answers.startswith(">"):
        return model.ORDERING, parts | {"steps": _steps(answers, bare)}
    if answers.startswith("#"):
        return model.NUMBER, parts | {"options": _numbers(answers[1:], bare)}
    if "~" in answers:
        return _choice(answers, bare, parts)
    if "=" in answers and "->" in answers:
        return model.MATCHING, parts | {"pairs": _pairs(answers, bare)}
    if answers.split("#")[0].strip().upper() in TRUTH:
        return model.TRUE_FALSE, parts | {"options": _truth(answers, bare)}
    return model.SHORT_TEXT, parts | {"options": tuple(_options(answers if answers.startswith("=") else "=" + answers, bare))}


def _options(answers: str, bare: Bare):
    """Each `=…` or `~…` as an option: its weight, text and feedback."""
    for sign, written in re.findall(r"([=~])([^=~]*)", answers):
        weight, text = _weight(sign, written)
        text, _, feedback = text.partition("#")
        yield Option(bare(text), weight, bare(feedback))


def _weight(sign: str, written: str) -> tuple[Fraction, str]:
    given = re.match(r"\s*%([^%]*)%", written)
    if given:
        return share_of(given[1]), written[given.end() :]
    return Fraction(1 if sign == "=" else 0), written


def _choice(answers: str, bare: Bare, parts: dict) -> tuple[str, dict]:
    kind = model.SINGLE if re.search(r"=", answers) else model.MULTIPLE
    return kind, parts | {"options": tuple(_options(answers, bare))}


def _pairs(answers: str, bare: Bare) -> tuple[Pair, ...]:
    found = []
    for _sign, written in re.findall(r"(=)([^=]*)", answers):
        left, arrow, right = written.partition("->")
        if not arrow:
            raise ValueError(f"“{bare(written)}” is not a pair: there is no -> in it.")
        found.append(Pair(bare(left), bare(right)))
    return tuple(found)


def _truth(answers: str, bare: Bare) -> tuple[Option, Option]:
    """`T#when wrong#when right`: the first feedback is for whoever was wrong."""
    word, *feedback = answers.split("#")
    wrong, right = (*(bare(one) for one in feedback), "", "")[:2]
    is_true = TRUTH[word.strip().upper()]
    yes, no = Fraction(int(is_true)), Fraction(int(not is_true))
    return Option("True", yes, right if is_true else wrong), Option("False", no, wrong if is_true else right)


def _numbers(answers: str, bare: Bare) -> tuple[Option, ...]:
    """`v:tolerance` or `low..high`, several with =, and `~#…` for every other number."""
    answers = answers.strip()
    listed = answers if answers[:1] in ("=", "~") else "=" + answers
    found = []
    for sign, written in re.findall(r"([=~])([^=~]*)", listed):
        weight, text = _weight(sign, written)
        text, _, feedback = text.partition("#")
        if sign == "~" and not bare(text):
            found.append(Option("*", Fraction(0), bare(feedback)))
        else:
            value, tolerance = _value(bare(text))
            found.append(Option(value, weight, bare(feedback), tolerance))
    return tuple(found)


def _value(text: str) -> tuple[str, str]:
    try:
        if ".." in text:
            low, high = (Decimal(one.strip()) for one in text.split("..", 1))
            return plain((low + high) / 2), plain((high - low) / 2)
        value, _, tolerance = text.partition(":")
        return plain(Decimal(value.strip())), plain(Decimal(tolerance.strip() or "0"))
    except InvalidOperation as fault:
        raise ValueError(f"“{text}” is neither a number with a tolerance nor a range.") from fault


def plain(value: Decimal) -> str:
    """The number without exponent or idle zeros."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _steps(answers: str, bare: Bare) -> tuple[str, ...]:
    return tuple(bare(line) for line in answers.split("\n")[1:] if line.strip())
