"""What a form says, as a response to one question. Nothing chosen is None: not answered."""

from collections.abc import Mapping, Sequence
from typing import Any

from extranet.errors import BadInput
from extranet_plugins.customer_care_training.quizzes.model import LONG_TEXT, MATCHING, MULTIPLE, NUMBER, ORDERING, SHORT_TEXT, Question

LONGEST_SHORT, LONGEST_LONG = 300, 20_000


def read_response(question: Question, fields: Mapping[str, Sequence[str]]) -> Any:
    """The response in `answer`, or in `part-0`, `part-1` … for matching and ordering. BadInput for what no form of ours sends."""
    if question.kind in (SHORT_TEXT, NUMBER, LONG_TEXT):
        return _text(question, fields)
    if question.kind == MATCHING:
        return _parts(fields, len(question.lefts), range(len(question.rights)))
    if question.kind == ORDERING:
        return _parts(fields, len(question.steps), range(1, len(question.steps) + 1))
    chosen = sorted({_index(one, range(len(question.options))) for one in fields.get("answer", ()) if one != ""})
    if len(chosen) > 1 and question.kind != MULTIPLE:
        raise BadInput("Choose one answer.")
    return chosen or None


def _text(question: Question, fields: Mapping[str, Sequence[str]]) -> str | None:
    given = (list(fields.get("answer", ())) or [""])[0].replace("\r\n", "\n").strip()
    most = LONGEST_LONG if question.kind == LONG_TEXT else LONGEST_SHORT
    if len(given) > most:
        raise BadInput(f"At most {most} letters fit here; this has {len(given)}.", "answer")
    return given or None


def _parts(fields: Mapping[str, Sequence[str]], count: int, allowed: range) -> list[int | None] | None:
    written = [(list(fields.get(f"part-{number}", ())) or [""])[0] for number in range(count)]
    found = [None if one == "" else _index(one, allowed) for one in written]
    return None if all(one is None for one in found) else found


def _index(written: str, allowed: range) -> int:
    if not written.isascii() or not written.isdigit() or int(written) not in allowed:
        raise BadInput("That is not one of the answers offered.")
    return int(written)
