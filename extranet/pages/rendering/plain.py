"""What is stored when a text could not be rendered: the text as written, escaped, and a sentence why."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from .marks import clean_input
from .model import SIZE_LIMIT_BYTES, FieldSource, Rendered, RenderSource, problem

TOO_LONG = (
    f"This text is longer than {SIZE_LIMIT_BYTES // 1024} KB, so it is shown as it was written. "
    "Divide it into several pages."
)
TOO_SLOW = (
    "This text took too long to set out, so it is shown as it was written. "
    "Look for a very long run of brackets, quotes or other marks."
)
FAILED = "This text could not be set out, so it is shown as it was written. Nothing is lost; try a simpler layout."
BUSY = "Too many texts were being set out at once, so this one is shown as it was written. Save it again in a moment."


def plain(source: RenderSource, sentence: str) -> Rendered:
    """The source as escaped text with one problem; facts, links and rows in it are not looked at."""
    body = clean_input(source.body)
    return Rendered(
        body=_block(body),
        fields={name: _field(field) for name, field in source.fields.items()},
        passages=[{"heading_id": "", "heading": "", "text": body, "selector": []}] if body.strip() else [],
        problems=[problem(sentence)],
        is_plain=True,
    )


def size_bytes(source: RenderSource) -> int:
    """Bytes of all the texts of this source in UTF-8."""
    texts = [source.body, *(t for field in source.fields.values() for t in _texts(field.value))]
    return sum(len(text.encode("utf-8", "replace")) for text in texts)


def _texts(value: Any):
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in _texts(inner))
    elif isinstance(value, (list, tuple)):
        yield from (text for inner in value for text in _texts(inner))


def _block(text: str) -> list:
    return [["html", f'<pre class="plain">{escape(text)}</pre>']] if text.strip() else []


def _inline(text: str) -> list:
    return [["html", escape(clean_input(text))]] if text.strip() else []


def _field(field: FieldSource) -> Any:
    return each_text(field, lambda text, kind, place: _inline(text) if kind == "inline" else _block(clean_input(text)))


def each_text(field: FieldSource, change: Any) -> Any:
    """The field's value with `change(text, kind, place)` in place of every text to be rendered.

    `place` is '' for a single text, else '-2' for the second of a list, or '-2-why' within its dict.
    """
    value = field.value
    if isinstance(value, str):
        return change(value, _kind(field, ""), "")
    if isinstance(value, Mapping):
        return _each_of_dict(field, value, "", change)
    if isinstance(value, (list, tuple)):
        return [_each_item(field, item, f"-{number}", change) for number, item in enumerate(value, 1)]
    return value


def _each_item(field: FieldSource, item: Any, place: str, change: Any) -> Any:
    if isinstance(item, Mapping):
        return _each_of_dict(field, item, place, change)
    return change(item, _kind(field, ""), place) if isinstance(item, str) else item


def _each_of_dict(field: FieldSource, item: Mapping, place: str, change: Any) -> dict:
    kinds = field.kind if isinstance(field.kind, Mapping) else dict.fromkeys(item, field.kind)
    return {
        key: change(text, kinds[key], f"{place}-{key}") if key in kinds and isinstance(text, str) else text
        for key, text in item.items()
    }


def _kind(field: FieldSource, key: str) -> str:
    return field.kind if isinstance(field.kind, str) else field.kind.get(key, "inline")
