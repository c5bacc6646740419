"""What goes into rendering and what comes out. Everything here is plain JSON once written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Parts = list
"""A list of parts, each a JSON list:

    ["html", text]                          sanitised HTML
    ["fact", key]                           a local value
    ["link", slug, fragment, words]         a link to a page; words is HTML ('' means: the page's title),
                                            or Parts when a fact stands in them
    ["file", name, words]                   a link to an attachment of the page
    ["image", name, alt, title]             a picture attached to the page
    ["include", slug]                       another page's body
    ["block", name, args, source, parts]    a block of a plugin; parts is [] when the block holds plain text
    ["variant", block_id, rows]             text that differs by authority

A row is {"selector": [str], "from": iso | None, "to": iso | None, "mode": "replace" | "add" | "hide", "parts": Parts};
the base text has the selector ["otherwise"].
"""

Kind = Literal["inline", "block"]
SIZE_LIMIT_BYTES = 256 * 1024
"""Longest source that is rendered. Source: security-reliability.md 2."""


@dataclass(frozen=True)
class FieldSource:
    """One field of a page's type: a text, a list of texts, or a list of dicts of texts.

    `kind` says whether block elements may stand in it. For dicts it may be a mapping of key to kind; then only
    the keys named are rendered and the others are copied as they are.
    """

    value: Any
    kind: Kind | Mapping[str, Kind] = "inline"


@dataclass(frozen=True)
class RenderSource:
    """Markdown of one page: its body and the fields of its type, by name."""

    body: str
    fields: Mapping[str, FieldSource] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """This source as JSON-ready dicts, for the worker's pipe."""
        kinds = {name: f.kind if isinstance(f.kind, str) else dict(f.kind) for name, f in self.fields.items()}
        values = {name: f.value for name, f in self.fields.items()}
        return {"body": self.body, "values": values, "kinds": kinds}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> RenderSource:
        """The source that `to_json` wrote."""
        kinds = stored["kinds"]
        return cls(stored["body"], {name: FieldSource(value, kinds[name]) for name, value in stored["values"].items()})


@dataclass(frozen=True)
class Rendered:
    """What is stored with a revision. See `Parts` for the shape of body and fields.

    headings: [{"level": 2-6, "id", "text"}] of the body's base text; passages: [{"heading_id", "heading", "text",
    "selector": []}], where a row's text is a passage of its own with its selectors; links, facts, includes, files,
    selectors: what the page names, each once, in order; problems: see `problem`; is_plain: the text could not be
    rendered and is shown as it was written.
    """

    body: Parts
    fields: dict[str, Any] = field(default_factory=dict)
    headings: list[dict[str, Any]] = field(default_factory=list)
    passages: list[dict[str, Any]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    includes: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    selectors: list[str] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    is_plain: bool = False

    def to_json(self) -> dict[str, Any]:
        """This value as JSON-ready dicts and lists, for a JSON column."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | str | bytes) -> Rendered:
        """The value that `to_json` wrote, given as dicts or as JSON text; keys it does not know are left out."""
        if isinstance(stored, (str, bytes)):
            stored = json.loads(stored)
        return cls(**{name: stored[name] for name in cls.__dataclass_fields__ if name in stored})


@dataclass(frozen=True)
class BlockKind:
    """A block a plugin offers to authors: `::: name args` … `:::`.

    `holds` is 'markdown' (its inside is rendered like any text) or 'text' (its inside is given as written).
    `show(args, source, inner)` gives the markup; `inner` is the assembled inside, empty for 'text'.
    """

    name: str
    summary: str = ""
    holds: Literal["markdown", "text"] = "markdown"
    show: Callable[..., Any] | None = None


def problem(sentence: str, line: int | None = None, is_error: bool = False) -> dict[str, Any]:
    """One problem of a text, in the reader's words; line is counted from 1 within its own text.

    `is_error`: the text cannot be shown as its author means it, and should not be saved as live.
    """
    return {"line": line, "sentence": sentence, "field": None, "is_error": is_error}
