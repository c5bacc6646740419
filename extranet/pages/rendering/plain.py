"""What is stored when a text could not be rendered: the text as written, escaped, and a sentence why."""

from __future__ import annotations

from html import escape
from typing import Any

from .fields import each_text, texts_of
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
    texts = [source.body, *(t for field in source.fields.values() for t in texts_of(field.value))]
    return sum(len(text.encode("utf-8", "replace")) for text in texts)


def _block(text: str) -> list:
    return [["html", f'<pre class="plain">{escape(text)}</pre>']] if text.strip() else []


def _inline(text: str) -> list:
    return [["html", escape(clean_input(text))]] if text.strip() else []


def _field(field: FieldSource) -> Any:
    return each_text(field, lambda text, kind, place: _inline(text) if kind == "inline" else _block(clean_input(text)))
