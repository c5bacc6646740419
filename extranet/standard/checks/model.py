"""What a check is: an id, how grave, where it comes from, what it asks, and a function over one page's text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from extranet.standard.content_types import CONTENT_TYPES, content_type, fields_of, in_full
from extranet.standard.model import ContentType, Field, Vocabularies


class Finding(NamedTuple):
    """`field` is a dotted path or None; `severity` None means the check's own."""

    field: str | None
    sentence: str
    severity: str | None = None


class Placed(NamedTuple):
    """One value of the metadata with the field that describes it; rows are taken apart into their columns."""

    path: str
    field: Field
    value: Any


@dataclass(frozen=True)
class Subject:
    """One page as the checks see it. `today` and `slug` may be unknown; then the checks that need them are silent."""

    vocabularies: Vocabularies
    metadata: dict
    body: str | None = None
    slug: str | None = None
    today: date | None = None

    @cached_property
    def type(self) -> ContentType | None:
        return content_type(self.metadata.get("type"), self.types)

    @property
    def types(self) -> Mapping[str, ContentType]:
        """Every type there is: the standard's own when the vocabularies name none."""
        return self.vocabularies.types or CONTENT_TYPES

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields this page may have."""
        return fields_of(self.metadata.get("type"), self.types)

    @cached_property
    def values(self) -> tuple[Placed, ...]:
        """Every value that is there, outermost first."""
        return tuple(_walk(self.fields, self.metadata, ""))

    def text(self, name: str) -> str:
        """The field as text; "" when it is missing or is no text."""
        value = self.metadata.get(name)
        return value if isinstance(value, str) else ""

    def rows(self, name: str) -> list[dict]:
        """The rows of a field as full mappings; only those that are mappings."""
        described = next((one for one in self.fields if one.name == name), None)
        value = in_full(described, self.metadata.get(name)) if described else None
        return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def is_given(value) -> bool:
    """Whether anything was written: not None, not empty text, list or mapping."""
    return value is not None and value != "" and value != [] and value != {}


def _walk(fields, mapping: dict, path: str) -> Iterator[Placed]:
    for one in fields:
        if is_given(mapping.get(one.name)):
            yield from _walk_value(one, in_full(one, mapping[one.name]), f"{path}{one.name}")


def _walk_value(one: Field, value, path: str) -> Iterator[Placed]:
    yield Placed(path, one, value)
    if one.rendered == "mapping" and isinstance(value, dict):
        yield from _walk(one.rule.columns, value, path + ".")
    if one.rendered == "rows" and isinstance(value, list):
        for place, row in enumerate(value):
            if isinstance(row, dict):
                yield from _walk(one.rule.columns, row, f"{path}.{place}.")


@dataclass(frozen=True)
class Check:
    """One rule of the standard.

    `passes` and `fails` are changes to a page that is right (None takes a field away): after the first the check is
    silent, after the second it speaks. A test runs both, and the standard's own pages show them.
    """

    id: str
    severity: str
    source: str
    asks: str
    run: Callable[[Subject], Iterator[Finding]]
    types: tuple[str, ...] = ()
    passes: dict = field(default_factory=dict)
    fails: dict = field(default_factory=dict)

    def applies_to(self, subject: Subject) -> bool:
        return not self.types or (subject.type is not None and subject.type.name in self.types)

