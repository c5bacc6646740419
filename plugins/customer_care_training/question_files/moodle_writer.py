"""Questions as Moodle XML, so that reading it gives equal questions."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from extranet_plugins.customer_care_training.question_files.weights import percent_of
from extranet_plugins.customer_care_training.quizzes import model
from extranet_plugins.customer_care_training.quizzes.model import Option, Question

TYPES = {
    model.SINGLE: "multichoice", model.MULTIPLE: "multichoice", model.TRUE_FALSE: "truefalse", model.SHORT_TEXT: "shortanswer",
    model.NUMBER: "numerical", model.MATCHING: "matching", model.ORDERING: "ordering", model.LONG_TEXT: "essay",
}  # fmt: skip
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_moodle_xml(questions: Iterable[Question]) -> bytes:
    """A file that Moodle imports, by bank."""
    root, bank = Element("quiz"), None
    for question in sorted(questions, key=lambda one: (one.bank, one.code)):
        if question.bank != bank:
            bank = question.bank
            _words(SubElement(SubElement(root, "question", type="category"), "category"), f"$course$/top/{bank}")
        _question(root, question)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _question(root: Element, question: Question) -> None:
    element = SubElement(root, "question", type=TYPES[question.kind])
    written = "html" if question.text_format == model.HTML else "plain_text"
    _words(SubElement(element, "name"), question.name)
    _words(SubElement(element, "questiontext", format=written), question.stem)
    _words(SubElement(element, "generalfeedback", format=written), question.feedback)
    SubElement(element, "defaultgrade").text = "1"
    SubElement(element, "idnumber").text = question.code
    if question.kind in (model.SINGLE, model.MULTIPLE):
        SubElement(element, "single").text = "true" if question.kind == model.SINGLE else "false"
    if not question.shuffles or question.kind in (model.SINGLE, model.MULTIPLE, model.MATCHING):
        SubElement(element, "shuffleanswers").text = "true" if question.shuffles else "false"
    if question.is_case_sensitive:
        SubElement(element, "usecase").text = "1"
    if question.guide:
        _words(SubElement(element, "graderinfo", format="plain_text"), question.guide)
    _PARTS.get(question.kind, _answers)(element, question, written)
    if question.tags:
        tags = SubElement(element, "tags")
        for tag in question.tags:
            _words(SubElement(tags, "tag"), tag)


def _words(element: Element, text: str) -> None:
    SubElement(element, "text").text = NOT_XML.sub("", text)


def _answers(element: Element, question: Question, written: str) -> None:
    for one in question.options:
        _answer(element, question, one, written)


def _answer(element: Element, question: Question, one: Option, written: str) -> None:
    is_bare = question.kind in (model.SHORT_TEXT, model.NUMBER, model.TRUE_FALSE)
    answer = SubElement(element, "answer", fraction=percent_of(one.weight), format="plain_text" if is_bare else written)
    _words(answer, one.text.lower() if question.kind == model.TRUE_FALSE else one.text)
    if one.tolerance:
        SubElement(answer, "tolerance").text = one.tolerance
    _words(SubElement(answer, "feedback", format=written), one.feedback)


def _pairs(element: Element, question: Question, written: str) -> None:
    for pair in question.pairs:
        half = SubElement(element, "subquestion", format=written)
        _words(half, pair.left)
        _words(SubElement(half, "answer"), pair.right)


def _steps(element: Element, question: Question, written: str) -> None:
    for name, value in (("layouttype", "VERTICAL"), ("selecttype", "ALL"), ("selectcount", str(len(question.steps))), ("gradingtype", "ABSOLUTE_POSITION")):
        SubElement(element, name).text = value
    for number, step in enumerate(question.steps, start=1):
        _words(SubElement(element, "answer", fraction=str(number), format=written), step)


_PARTS = {model.MATCHING: _pairs, model.ORDERING: _steps}
