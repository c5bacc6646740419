"""Moodle XML: every <question> is read, or listed with the reason why not."""

import html
import re
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from extranet_plugins.customer_care_training.question_files.gift_answers import plain
from extranet_plugins.customer_care_training.question_files.model import FileLine, checked, refused
from extranet_plugins.customer_care_training.question_files.weights import share_of
from extranet_plugins.customer_care_training.question_files.xml_safely import read_xml
from extranet_plugins.customer_care_training.quizzes import model
from extranet_plugins.customer_care_training.quizzes.model import Option, Pair, Question
from extranet_plugins.customer_care_training.quizzes.texts import clean

KINDS = {
    "truefalse": model.TRUE_FALSE, "shortanswer": model.SHORT_TEXT, "numerical": model.NUMBER, "matching": model.MATCHING, "match": model.MATCHING,
    "ordering": model.ORDERING, "essay": model.LONG_TEXT,
}  # fmt: skip


def read_moodle_xml(content: bytes) -> list[FileLine]:
    """Every question of the file. ValueError when the file as a whole is not Moodle XML."""
    root, lines = read_xml(content, ("question",))
    if root.tag != "quiz":
        raise ValueError(f"Moodle XML begins with <quiz>, this with <{root.tag}>.")
    bank, found = "", []
    for line, element in zip(lines, root.iter("question"), strict=True):
        if element.get("type") == "category":
            bank = re.sub(r"^\$\w+\$/(top/?)?", "", _text(element.find("category"))).strip("/")[:120]
        else:
            found.append(_question(line, element, bank))
    return found


def _question(line: int, element: Element, bank: str) -> FileLine:
    name, written = _text(element.find("name")), element.get("type", "")
    kind = _kind(element, written)
    if written == "description":
        return refused(line, name, "It is a description and not a question.")
    if kind is None:
        return refused(line, name, f"Questions of the type {written} are not read here.")
    if element.find(".//file") is not None or "@@PLUGINFILE@@" in "".join(element.itertext()):
        return refused(line, name, "It holds pictures or other files, which are not taken over.")
    try:
        return checked(line, _read(element, kind, name, bank), _format_remarks(element))
    except ValueError as fault:
        return refused(line, name, str(fault))


def _kind(element: Element, written: str) -> str | None:
    if written == "multichoice":
        return model.SINGLE if _text(element.find("single")).lower() in ("", "true", "1") else model.MULTIPLE
    return KINDS.get(written)


def _read(element: Element, kind: str, name: str, bank: str) -> Question:
    text_format = _format_of(element.find("questiontext"))
    reader = Reader(text_format)
    return Question(
        kind=kind, name=name, stem=reader.words(element.find("questiontext")), text_format=text_format, bank=bank,
        code=_text(element.find("idnumber"))[:80], feedback=reader.words(element.find("generalfeedback")),
        guide=_text(element.find("graderinfo")), tags=tuple(_text(one) for one in element.findall("tags/tag")),
        is_case_sensitive=_text(element.find("usecase")) in ("1", "true"),
        shuffles=_text(element.find("shuffleanswers")).lower() not in ("false", "0"), **_PARTS[kind](element, reader),
    )  # fmt: skip


class Reader:
    """Reads texts in the format of their question: HTML made safe, plain text into HTML where the two are mixed."""

    def __init__(self, text_format: str):
        self._format = text_format

    def words(self, element: Element | None) -> str:
        text, own = _text(element), _format_of(element)
        if self._format == model.HTML:
            return clean(text if own == model.HTML else html.escape(text, quote=False).replace("\n", "<br>"))
        return text if own == model.PLAIN else html.unescape(re.sub(r"<[^>]*>", "", text)).strip()


def _format_of(element: Element | None) -> str:
    written = (element.get("format") if element is not None else None) or "plain_text"
    return model.HTML if written == "html" or (written == "moodle_auto_format" and "<" in _text(element)) else model.PLAIN


def _format_remarks(element: Element) -> tuple[str, ...]:
    written = {one.get("format") for one in element.iter() if one.get("format")}
    return ("Its Markdown is taken as plain text.",) if "markdown" in written else ()


def _text(element: Element | None) -> str:
    """The text of an element, whether it stands in <text> or not; '' for none."""
    if element is None:
        return ""
    inner = element.find("text")
    return ((inner if inner is not None else element).text or "").strip()


def _options(element: Element, reader: Reader, is_bare: bool):
    """The answers; `is_bare` ones (words and numbers that are typed) are never HTML."""
    for one in element.findall("answer"):
        text = _text(one) if is_bare else reader.words(one)
        yield Option(text, share_of(one.get("fraction") or "0"), reader.words(one.find("feedback")), _tolerance(one))


def _tolerance(answer: Element) -> str:
    written = _text(answer.find("tolerance"))
    return written and plain(_number(written))


def _number(written: str) -> Decimal:
    try:
        return Decimal(written)
    except InvalidOperation as fault:
        raise ValueError(f"“{written}” is not a number.") from fault


def _choice(element: Element, reader: Reader) -> dict:
    return {"options": tuple(_options(element, reader, is_bare=False))}


def _truth(element: Element, reader: Reader) -> dict:
    given = {one.text.lower(): one for one in _options(element, reader, is_bare=True)}
    if set(given) != {"true", "false"}:
        raise ValueError("A question of true or false has the answers true and false; this one has others.")
    return {"options": tuple(Option(word, given[word.lower()].weight, given[word.lower()].feedback) for word in ("True", "False"))}


def _short(element: Element, reader: Reader) -> dict:
    return {"options": tuple(_options(element, reader, is_bare=True))}


def _numbers(element: Element, reader: Reader) -> dict:
    if element.findall("units/unit"):
        raise ValueError("It asks for a number with a unit; units are not read here.")
    found = tuple(_options(element, reader, is_bare=True))
    return {"options": tuple(one if one.text == "*" else Option(plain(_number(one.text)), one.weight, one.feedback, one.tolerance or "0") for one in found)}


def _pairs(element: Element, reader: Reader) -> dict:
    return {"pairs": tuple(Pair(reader.words(one), _text(one.find("answer"))) for one in element.findall("subquestion"))}


def _steps(element: Element, reader: Reader) -> dict:
    return {"steps": tuple(reader.words(one) for one in element.findall("answer"))}


_PARTS = {
    model.SINGLE: _choice, model.MULTIPLE: _choice, model.TRUE_FALSE: _truth, model.SHORT_TEXT: _short, model.NUMBER: _numbers,
    model.MATCHING: _pairs, model.ORDERING: _steps, model.LONG_TEXT: lambda _element, _reader: {},
}  # fmt: skip
