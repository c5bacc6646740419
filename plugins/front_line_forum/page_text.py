"""What the detectors say about a page: an answer for everybody holds nothing about one person (content standard 4.1, KCS-2).

The standard's own check P1 speaks first. Here is what it leaves: offices' numbers and vehicle marks as remarks, and dates of
birth in other spellings. What P1 refused is not said twice.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from extranet.standard import ERROR, WARNING, Fault, personal_in
from extranet_plugins.front_line_forum.detectors import ONE_PERSONS, kinds_in

CHECK = "KCS-2"
# A contact card is there to give an office's numbers and addresses; only what can be nobody's but one person's counts there.
OFFICES = ("contact",)
SAID_BY_P1 = ONE_PERSONS | {"an email address", "a home address"}


def faults_in(draft) -> list[Fault]:
    """An error for each field that holds what only one person can have, a warning for what may be one person's."""
    return [fault for name, text in _texts(draft) for fault in _faults(name, text, draft.metadata.get("type"))]


def _faults(name: str | None, text: str, type_name) -> Iterator[Fault]:
    is_said = next(iter(personal_in(text)), None) is not None
    for kind in kinds_in(text):
        if is_said and kind in SAID_BY_P1:
            continue
        if kind in ONE_PERSONS:
            yield Fault(name, None, f"This seems to hold {kind}. Pages hold nothing about one person: take it out.", ERROR, CHECK)
        elif type_name not in OFFICES:
            yield Fault(name, None, f"This seems to hold {kind}. If it is one person's, take it out; if it is an office's, make it a fact.", WARNING, CHECK)


def _texts(draft) -> Iterator[tuple[str | None, str]]:
    for name, value in draft.metadata.items():
        for text in _all_text(value):
            yield name, text
    yield "body", draft.body


def _all_text(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _all_text(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _all_text(one)
