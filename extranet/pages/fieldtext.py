"""What differs between two states of a page: its fields, a line for each value, and its text."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from extranet.pages.differences import Differences, compare
from extranet.pages.passages import whereabouts
from extranet.pages.shown import words
from extranet.standard import fields_of

OF_THE_CHANGE = ("change_note", "update_type")  # what a revision says about itself, not about the page


def field_differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Differences:
    """What changed in the fields; only the lines that changed."""
    return compare(fields_as_text(old), fields_as_text(new), context=0)


def text_differences(old: str, new: str) -> Differences:
    """What changed in the Markdown, with the lines around it, and of each stretch in which part of the page it stands."""
    found = compare(old, new)
    places = whereabouts(new.split("\n"))
    rows = list(found.rows)
    for at, row in enumerate(rows[:-1]):
        after = rows[at + 1]
        if row.kind == "gap" and after.right is not None:
            rows[at] = replace(row, where=places[after.right.number - 1])
    return replace(found, rows=tuple(rows))


def fields_as_text(metadata: Mapping[str, Any]) -> str:
    """One line for each value, 'Label: value'; rows and lists are numbered. Fields nobody knows come last, by name."""
    fields = {field.name: field for field in fields_of(metadata.get("type"))}
    known = [line for name, field in fields.items() if name not in OF_THE_CHANGE for line in _lines(field.label, field, metadata.get(name))]
    rest = [f"{name}: {words(metadata[name])}" for name in sorted(metadata) if name not in fields]
    return "\n".join(known + rest)


def field_lines(type_name: str | None, name: str, value: Any) -> list[str]:
    """One field's value in lines, without its label where one line says it all."""
    field = next((one for one in fields_of(type_name) if one.name == name), None)
    lines = list(_lines(field.label, field, value)) if field else [words(value)] if value not in (None, "", [], {}) else []
    return [lines[0].removeprefix(f"{field.label}: ")] if field and len(lines) == 1 else lines


def _lines(label: str, field, value: Any) -> Iterator[str]:
    if value in (None, "", [], {}):
        return
    if isinstance(value, list) and field.kind not in ("refs", "choices", "words"):
        for place, one in enumerate(value, start=1):
            yield from _one(f"{label} {place}", field, one)
    else:
        yield from _one(label, field, value)


def _one(label: str, field, value: Any) -> Iterator[str]:
    columns = {column.name: column for column in field.rule.columns}
    if not isinstance(value, Mapping) or not columns:
        yield f"{label}: {words(value)}"
        return
    for name, column in columns.items():
        yield from _lines(f"{label}, {column.label.lower()}", column, value.get(name))
    for name in sorted(value.keys() - columns.keys()):
        yield f"{label}, {name}: {words(value[name])}"
