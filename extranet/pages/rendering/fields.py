"""The texts within the fields of a page's type: reading them, and changing each in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from .model import FieldSource

Change = Callable[[str, str, str], Any]
"""change(text, kind, place): `place` is '' for a single text, '-2' for the second of a list, '-2-why' within its dict."""


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a field's value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in texts_of(inner))
    elif isinstance(value, (list, tuple)):
        yield from (text for inner in value for text in texts_of(inner))


def each_text(field: FieldSource, change: Change) -> Any:
    """The field's value with what `change` gives in place of every text to be rendered."""
    value = field.value
    if isinstance(value, str):
        return change(value, _kind(field, ""), "")
    if isinstance(value, Mapping):
        return _each_of_dict(field, value, "", change)
    if isinstance(value, (list, tuple)):
        return [_each_item(field, item, f"-{number}", change) for number, item in enumerate(value, 1)]
    return _kept(value)


def _kept(value: Any) -> Any:
    """A value that is no text, as JSON can hold it."""
    return value.isoformat() if isinstance(value, date) else value


def _each_item(field: FieldSource, item: Any, place: str, change: Change) -> Any:
    if isinstance(item, Mapping):
        return _each_of_dict(field, item, place, change)
    return change(item, _kind(field, ""), place) if isinstance(item, str) else _kept(item)


def _each_of_dict(field: FieldSource, item: Mapping, place: str, change: Change) -> dict:
    kinds = field.kind if isinstance(field.kind, Mapping) else dict.fromkeys(item, field.kind)
    return {
        key: change(text, kinds[key], f"{place}-{key}") if key in kinds and isinstance(text, str) else _kept(text)
        for key, text in item.items()
    }


def _kind(field: FieldSource, key: str) -> str:
    return field.kind if isinstance(field.kind, str) else field.kind.get(key, "inline")
