"""Fields of the standard as JSON and back: only dates need care."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from extranet.standard import fields_of


def as_json(value: Any) -> Any:
    """The same value with dates written 2027-05-01, so that JSON can hold it. Unknown kinds of value become text."""
    if isinstance(value, Mapping):
        return {str(name): as_json(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [as_json(one) for one in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def from_json(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Metadata as a content file gives it: the date fields of its type are dates again."""
    typed = dict(metadata)
    for field in _fields_with_dates(metadata.get("type")):
        if field.name in typed:
            typed[field.name] = _typed(field, typed[field.name])
    return typed


@cache
def _fields_with_dates(type_name: str | None) -> tuple:
    return tuple(field for field in fields_of(type_name) if _holds_dates(field))


def _holds_dates(field) -> bool:
    return field.kind == "date" or any(_holds_dates(column) for column in field.rule.columns)


def _typed(field, value: Any) -> Any:
    if field.kind == "date":
        return _date(value)
    if isinstance(value, list):
        return [_typed(field, row) for row in value]
    if not isinstance(value, dict):
        return value
    columns = {column.name: column for column in field.rule.columns if _holds_dates(column)}
    return {name: _typed(columns[name], one) if name in columns else one for name, one in value.items()}


def _date(value: Any) -> Any:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value
