"""The part of QTI that is read: one item of QTI 2.x or 3.0 with one interaction, marked by match_correct or map_response.

Anything else is listed, not guessed. Names of both versions are taken: assessmentItem and qti-assessment-item.
"""

import re
from fractions import Fraction
from xml.etree.ElementTree import Element

from extranet_plugins.customer_care_training.question_files.model import FileLine, checked, refused
from extranet_plugins.customer_care_training.question_files.xml_safely import read_xml
from extranet_plugins.customer_care_training.quizzes import model
from extranet_plugins.customer_care_training.quizzes.model import Option, Pair, Question

INTERACTIONS = ("choiceInteraction", "inlineChoiceInteraction", "orderInteraction", "matchInteraction", "textEntryInteraction", "extendedTextInteraction")


def read_qti(content: bytes) -> list[FileLine]:
    """Every item of the file. ValueError when it is not QTI."""
    root, lines = read_xml(content, ("assessmentItem", "qti-assessment-item"))
    items = [one for one in root.iter() if name_of(one) == "assessmentItem"]
    if not items:
        raise ValueError("There is no QTI item in it: it should begin with <assessmentItem> or <qti-assessment-item>.")
    return [_item(line, one) for line, one in zip(lines, items, strict=True)]


def name_of(element: Element) -> str:
    """The QTI 2 name of an element: 'choiceInteraction' for qti-choice-interaction too."""
    bare = element.tag.rpartition("}")[2]
    if not bare.startswith("qti-"):
        return bare
    first, *rest = bare.removeprefix("qti-").split("-")
    return first + "".join(word.capitalize() for word in rest)


def _all(element: Element, name: str) -> list[Element]:
    return [one for one in element.iter() if name_of(one) == name]


def _attribute(element: Element, name: str) -> str:
    dashed = re.sub(r"[A-Z]", lambda found: "-" + found[0].lower(), name)
    return element.get(name) or element.get(dashed) or ""


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _item(line: int, item: Element) -> FileLine:
    title = item.get("title") or item.get("identifier") or ""
    found = [one for one in item.iter() if name_of(one).endswith("Interaction")]
    if len(found) != 1:
        return refused(line, title, f"It has {len(found)} interactions; items with exactly one are read.")
    kind = name_of(found[0])
    if kind not in INTERACTIONS:
        return refused(line, title, f"{kind} is not read here.")
    if _all(item, "img") or _all(item, "object"):
        return refused(line, title, "It holds pictures or other files, which are not taken over.")
    scoring = _scoring(item)
    if scoring is None and kind != "extendedTextInteraction":
        return refused(line, title, "Its response processing is neither match_correct nor map_response.")
    try:
        parts = _READERS[kind](item, found[0], scoring)
    except (KeyError, ValueError, IndexError) as fault:
        return refused(line, title, f"It could not be read: {fault}.")
    return checked(line, Question(name=title, stem=_stem(item, found[0]), code=(item.get("identifier") or "")[:80], **parts))


def _scoring(item: Element) -> str | None:
    for one in _all(item, "responseProcessing"):
        known = re.search(r"(match_correct|map_response)(\.xml)?$", one.get("template") or "")
        return known[1] if known else None
    return None


def _stem(item: Element, interaction: Element) -> str:
    body = _all(item, "itemBody")[0]
    answers = {id(inner) for inner in interaction.iter()} - {id(inner) for one in _all(interaction, "prompt") for inner in one.iter()}
    pieces = []

    def gather(element: Element) -> None:
        if id(element) not in answers:
            pieces.append(element.text or "")
        elif name_of(element) in ("inlineChoiceInteraction", "textEntryInteraction"):
            pieces.append(" _____ ")
        for inner in element:
            gather(inner)
            if id(element) not in answers:
                pieces.append(inner.tail or "")

    gather(body)
    return " ".join(" ".join(pieces).split())


def _correct(item: Element) -> list[str]:
    declaration = _all(item, "responseDeclaration")[0]
    return [_words(value) for one in _all(declaration, "correctResponse") for value in _all(one, "value")]


def _mapped(item: Element) -> dict[str, Fraction]:
    entries = [one for mapping in _all(item, "mapping") for one in _all(mapping, "mapEntry")]
    values = {_attribute(one, "mapKey"): Fraction(_attribute(one, "mappedValue")) for one in entries}
    whole = sum((value for value in values.values() if value > 0), Fraction(0)) or Fraction(1)
    return {key: value / whole for key, value in values.items()}


def _choice(item: Element, interaction: Element, scoring: str) -> dict:
    offered = _all(interaction, "simpleChoice") or _all(interaction, "inlineChoice")
    right = _correct(item)
    most = _attribute(interaction, "maxChoices")
    is_single = (len(right) == 1 and most in ("", "1")) or name_of(interaction) == "inlineChoiceInteraction"
    weights = _mapped(item) if scoring == "map_response" and not is_single else _even(offered, right)
    options = tuple(Option(_words(one), weights.get(one.get("identifier"), Fraction(0))) for one in offered)
    return {"kind": model.SINGLE if is_single else model.MULTIPLE, "options": options, "shuffles": interaction.get("shuffle") == "true"}


def _even(offered: list[Element], right: list[str]) -> dict[str, Fraction]:
    """Right answers share the mark, wrong ones cost as much together, so that ticking everything earns nothing."""
    wrong = len(offered) - len(right)
    found = {one.get("identifier"): Fraction(-1, wrong) for one in offered} if wrong and len(right) > 1 else {}
    return found | {one: Fraction(1, len(right)) for one in right}


def _order(item: Element, interaction: Element, _scoring: str) -> dict:
    offered = {one.get("identifier"): _words(one) for one in _all(interaction, "simpleChoice")}
    return {"kind": model.ORDERING, "steps": tuple(offered[one] for one in _correct(item))}


def _match(item: Element, interaction: Element, _scoring: str) -> dict:
    sets = _all(interaction, "simpleMatchSet")
    lefts, rights = ({one.get("identifier"): _words(one) for one in _all(side, "simpleAssociableChoice")} for side in sets)
    pairs = [one.split() for one in _correct(item)]
    found = [Pair(lefts[left], rights[right]) for left, right in pairs]
    found += [Pair("", words) for key, words in rights.items() if key not in {right for _left, right in pairs}]
    return {"kind": model.MATCHING, "pairs": tuple(found)}


def _entry(item: Element, _interaction: Element, scoring: str) -> dict:
    weights = _mapped(item) if scoring == "map_response" else {one: Fraction(1) for one in _correct(item)}
    best = max(weights.values(), default=Fraction(0))
    return {"kind": model.SHORT_TEXT, "options": tuple(Option(word.replace("*", "\\*"), weight / best) for word, weight in weights.items() if best)}


def _extended(_item: Element, _interaction: Element, _scoring: str | None) -> dict:
    return {"kind": model.LONG_TEXT}


_READERS = {
    "choiceInteraction": _choice, "inlineChoiceInteraction": _choice, "orderInteraction": _order, "matchInteraction": _match,
    "textEntryInteraction": _entry, "extendedTextInteraction": _extended,
}  # fmt: skip
