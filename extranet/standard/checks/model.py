"""What a check is: an id, how grave, where it comes from, what it asks, and a function over one page's text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from extranet.standard.content_types import CONTENT_TYPES, content_type, fields_of, in_full
from extranet.standard.model import ContentType, Field, Vocabularies
from extranet.standard.text import Block, plain_words, read_blocks, sentences_of


class Finding(NamedTuple):
    """`field` is a dotted path or None; `severity` None means the check's own; `line` is within that field's text; `place` the text meant."""

    field: str | None
    sentence: str
    severity: str | None = None
    line: int | None = None
    place: str = ""


@dataclass(frozen=True)
class Limit:
    """A figure in a rule that the partnership may change, such as 25 words in a sentence."""

    check: str
    name: str
    value: float


class Passage(NamedTuple):
    """One text of a page: the body, or a field that holds Markdown. `is_spoken` when it is read out to the customer."""

    field: str
    blocks: tuple[Block, ...]
    is_spoken: bool = False


class Piece(NamedTuple):
    """One stretch of prose: a paragraph, or one point of a list. `plain` is how it reads; `kind` paragraph or item."""

    field: str
    line: int
    kind: str
    source: str
    plain: str
    block: Block
    is_spoken: bool

    def finding(self, sentence: str, severity: str | None = None, place: str = "") -> Finding:
        return Finding(self.field, sentence, severity, self.line, place or self.plain)


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

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The page's texts, fields first, each cut into blocks once."""
        return tuple(_passages(self))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every paragraph and point of a list, in order."""
        return tuple(piece for passage in self.passages for block in passage.blocks for piece in _pieces(passage, block))

    @cached_property
    def sentences(self) -> tuple[tuple[Piece, str], ...]:
        """Every sentence of running text with the piece it stands in."""
        return tuple((piece, sentence) for piece in self.pieces for sentence in sentences_of(piece.plain))

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once for this page however many checks ask."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    @cached_property
    def _made(self) -> dict[str, Any]:
        return {}

    def blocks(self, *kinds: str) -> Iterator[tuple[Passage, Block]]:
        """Blocks of these kinds with the passage they stand in."""
        return ((passage, block) for passage in self.passages for block in passage.blocks if block.kind in kinds)

    def limit(self, limit: Limit) -> float:
        """The figure as it is in force."""
        return self.vocabularies.ruling.limits.get((limit.check, limit.name), limit.value)

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


# A caller's words and the names of sources are not ours to correct.
NOT_OURS = frozenset(["customer_question", "other_wordings", "everyday_terms", "sources", "legal_basis", "title", "summary"])
SPOKEN = frozenset(["short_answer", "outcome_script", "script", "what_to_say", "ask_the_customer"])


LONGEST_TEXT = 64 * 1024  # characters of one text that are looked at: the rest is named by check SIZE-2, and never makes a save wait


def _passages(subject: Subject) -> Iterator[Passage]:
    for path, one, value in subject.values:
        if one.kind in ("text", "block", "lines") and path.partition(".")[0] not in NOT_OURS:
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str):
                    yield Passage(path, read_blocks(text[:LONGEST_TEXT]), one.name in SPOKEN or path.partition(".")[0] in SPOKEN)
    if subject.body:
        yield Passage("body", read_blocks(subject.body[:LONGEST_TEXT]))


def _pieces(passage: Passage, block: Block) -> Iterator[Piece]:
    if block.kind == "paragraph":
        yield Piece(passage.field, block.line, "paragraph", block.text, plain_words(block.text), block, passage.is_spoken)
    for item in block.items:
        yield Piece(passage.field, item.line, "item", item.text, plain_words(item.text), block, passage.is_spoken)


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
    silent, after the second it speaks; `body` in them is the page's text. A test runs both, and the standard's own pages show
    them. `since` is the standard's version that brought it, `limits` the figures that may be changed. What `may_be_kept` is an
    error that a person may let stand with a reason.
    """

    id: str
    severity: str
    source: str
    asks: str
    run: Callable[[Subject], Iterator[Finding]]
    types: tuple[str, ...] = ()
    passes: dict = field(default_factory=dict)
    fails: dict = field(default_factory=dict)
    since: str = "1"
    limits: tuple[Limit, ...] = ()
    may_be_kept: bool = False

    def applies_to(self, subject: Subject) -> bool:
        return not self.types or (subject.type is not None and subject.type.name in self.types)

