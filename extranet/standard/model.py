"""What the standard is made of: terms of the vocabularies, fields, content types and faults.

Everything here is a value: nothing reads a file, knows a page or draws a form. The editor's form, the importer, the API
and the page templates are all driven by `Field` and `ContentType`, so a new field is one line in `content_types.py`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as _field
from datetime import date, datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from extranet.errors import BadInput

ERROR, WARNING, ADVICE = "error", "warning", "advice"


class UnreadableContent(BadInput):
    """A content file whose front matter is not the YAML we accept; `line` counts from 1 in the file."""

    def __init__(self, sentence: str, line: int = 1):
        super().__init__(sentence)
        self.line = line


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a page or a vocabulary file, in one sentence a person can act on.

    `field` is a dotted path ("steps.2.instruction"), "body" for the text, or None for the whole; `line` counts from 1: in the
    file, or for a text that did not come from one, in the body; `check` is the id of the rule in the standard; `file` is set for
    vocabulary files. `place` is the text it is about; `key` stays the same until that text changes. `may_be_kept`: an
    error that may stand with a reason.
    """

    field: str | None
    line: int | None
    sentence: str
    severity: str = ERROR
    check: str = ""
    file: str = ""
    place: str = ""
    may_be_kept: bool = False

    @property
    def key(self) -> str:
        name = re.sub(r"\.\d+(?=\.|$)", "", self.field or "")
        return sha256(f"{self.check}\n{name}\n{self.place or self.sentence}".encode()).hexdigest()[:20]


# --- vocabularies -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Service:
    """A council service of the esd list (LGSL); `tier` is county, district or both."""

    id: int
    name: str
    tier: str
    functions: tuple[int, ...] = ()
    life_episodes: tuple[str, ...] = ()
    everyday_terms: tuple[str, ...] = ()
    tier_evidence: str = ""
    note: str = ""


@dataclass(frozen=True)
class Function:
    """A council function of the esd tree of two levels; `parent_id` is None at the top."""

    id: int
    name: str
    parent_id: int | None = None


@dataclass(frozen=True)
class LifeEpisode:
    slug: str
    name: str
    source: str = ""
    scope: str = ""
    sort_order: int = 0


@dataclass(frozen=True)
class Step:
    """A step of a journey through a life episode. `tier` is county, district, both or national; `page` the address that answers, or ''."""

    title: str
    tier: str
    service: int | None = None
    page: str = ""
    note: str = ""


@dataclass(frozen=True)
class CustomerGroup:
    """Who the customer is. `tags` are (kind, value) pairs of services, functions and episodes; a page with any of them belongs here."""

    slug: str
    name: str
    scope: str = ""
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WorkingGroup:
    """A working group; `approvals` is how many it starts with asking for before readers see a change."""

    slug: str
    name: str
    remit: str = ""
    source: str = ""
    approvals: int = 1


@dataclass(frozen=True)
class Interaction:
    """What a person does with a service (LGIL), such as 8, providing information."""

    code: int
    name: str


@dataclass(frozen=True)
class AuthorityTerm:
    """An authority as the vocabularies name it; the `authorities` slice holds the living record.

    `tier` is county, district or unitary; `valid_to` is its last day; `successors` are slugs.
    """

    slug: str
    name: str
    short_name: str = ""
    tier: str = ""
    gss: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()

    def stands_on(self, day: date) -> bool:
        """Whether the authority exists on this day, both ends included."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Cluster:
    """Authorities that share something, such as a waste contract, and may be named together in a variant."""

    slug: str
    name: str
    authorities: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class AvoidedWord:
    """A word or phrase the standard would rather not read. `severity` is error, warning or advice; `pattern` finds it, in any case."""

    term: str
    use_instead: str
    allowed_when: str
    severity: str
    source: str
    pattern: str


@dataclass(frozen=True)
class Ruling:
    """What the partnership decided beside the rules as written: the approved changes that are in force on a day.

    `severities` and `limits` are by check, and by check and name of the limit; `off` are checks that are silent; `number` counts the changes.
    """

    severities: Mapping[str, str] = _field(default_factory=dict)
    limits: Mapping[tuple[str, str], float] = _field(default_factory=dict)
    off: frozenset[str] = frozenset()
    words_added: tuple[AvoidedWord, ...] = ()
    words_removed: frozenset[str] = frozenset()
    number: int = 0


@dataclass(frozen=True)
class Change:
    """A change to the standard, as it was proposed and decided.

    `kind` is severity, limit, off, on, word_added or word_removed; `detail` what it says: severity; name and value; term, use_instead.
    `state` is proposed, approved, refused or withdrawn; an approved one is in force from `takes_effect` on.
    """

    id: int
    kind: str
    check_id: str
    detail: Mapping[str, Any]
    reason: str
    takes_effect: date
    state: str
    group_slug: str
    proposed_by_id: int
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    decision_note: str


@dataclass(frozen=True)
class Reason:
    """Why a fault stands: `key` is the fault's, and holds only while its text is the same."""

    key: str
    check: str
    sentence: str
    reason: str
    person_name: str
    given_at: datetime


@dataclass(frozen=True)
class Vocabularies:
    """Every controlled list, by its key; `types` are the content types (the standard's own and those of plugins), `ruling` what
    was decided beside the code, and `faults` are what was wrong in the files."""

    services: Mapping[int, Service] = _field(default_factory=dict)
    functions: Mapping[int, Function] = _field(default_factory=dict)
    life_episodes: Mapping[str, LifeEpisode] = _field(default_factory=dict)
    journeys: Mapping[str, tuple[Step, ...]] = _field(default_factory=dict)
    customer_groups: Mapping[str, CustomerGroup] = _field(default_factory=dict)
    groups: Mapping[str, WorkingGroup] = _field(default_factory=dict)
    authorities: Mapping[str, AuthorityTerm] = _field(default_factory=dict)
    clusters: Mapping[str, Cluster] = _field(default_factory=dict)
    interactions: Mapping[int, Interaction] = _field(default_factory=dict)
    types: Mapping[str, "ContentType"] = _field(default_factory=dict)
    words_to_avoid: Mapping[str, AvoidedWord] = _field(default_factory=dict)
    proper_nouns: frozenset[str] = frozenset()
    ruling: Ruling = Ruling()
    faults: tuple[Fault, ...] = ()

    def terms(self, vocabulary: str) -> Mapping:
        """The list a `ref` field names: service, function, episode, group, authority, cluster or interaction."""
        return getattr(self, VOCABULARY_NAMES[vocabulary])

    def services_of_function(self, function_id: int) -> tuple[Service, ...]:
        return tuple(s for s in self.services.values() if function_id in s.functions)

    def services_of_episode(self, slug: str) -> tuple[Service, ...]:
        return tuple(s for s in self.services.values() if slug in s.life_episodes)

    def top_functions(self) -> tuple[Function, ...]:
        return tuple(f for f in self.functions.values() if f.parent_id is None)

    def functions_under(self, function_id: int) -> tuple[Function, ...]:
        return tuple(f for f in self.functions.values() if f.parent_id == function_id)

    def authorities_on(self, day: date) -> tuple[AuthorityTerm, ...]:
        return tuple(a for a in self.authorities.values() if a.stands_on(day))


VOCABULARY_NAMES = MappingProxyType({
    "service": "services", "function": "functions", "episode": "life_episodes", "group": "groups",
    "authority": "authorities", "cluster": "clusters", "interaction": "interactions",
})

# --- fields and types ---------------------------------------------------------------------------------------------

# kind -> how pages/rendering treats the value: plain (as is), inline or block (Markdown to Parts), inline-list (a list
# of Parts), rows (a list of mappings, each column by its own kind), mapping (one mapping, each column by its own kind)
KINDS = MappingProxyType({
    "line": "plain", "words": "plain", "enum": "plain", "choices": "plain", "number": "plain", "date": "plain",
    "datetime": "plain", "yes_no": "plain", "ref": "plain", "refs": "plain", "url": "plain", "email": "plain",
    "urls": "plain", "text": "inline", "block": "block", "lines": "inline-list",
    "rows": "rows", "steps": "rows", "nodes": "rows", "mapping": "mapping",
})
PLACES = ("answer", "ask", "do", "detail", "beside", "hidden")


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    help: str = ""


@dataclass(frozen=True)
class Rule:
    """Limits of a field; None or empty means no limit of that kind.

    `vocabulary` names the list of a ref: service, function, episode, group, authority, interaction, page, or
    "gss". `words_allowed` are words that may stand instead of a list, such as `all` or `none`. `columns` are the fields
    of each row of rows, steps, nodes and mapping; `bare` is the column a row written as plain text fills.
    """

    max_length: int | None = None
    max_words: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    lowest: int | None = None
    highest: int | None = None
    choices: tuple[Choice, ...] = ()
    vocabulary: str = ""
    words_allowed: tuple[str, ...] = ()
    columns: tuple["Field", ...] = ()
    bare: str = ""


@dataclass(frozen=True)
class Field:
    """One field of the standard.

    `kind` is a key of KINDS; `place` says in which part of the page it is shown (one of PLACES); `set_by` is "author", or
    "system" for what the product fills itself (shown and exported, never typed).
    """

    name: str
    label: str
    kind: str
    required: bool = False
    help: str = ""
    rule: Rule = Rule()
    place: str = "hidden"
    default: Any = None
    set_by: str = "author"

    @property
    def rendered(self) -> str:
        """How a renderer treats the value: plain, inline, block, inline-list, rows or mapping."""
        return KINDS[self.kind]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.rule.columns)


@dataclass(frozen=True)
class ContentType:
    """A kind of page: its own fields beside the common ones, and how long it may go unreviewed (months)."""

    name: str
    label: str
    purpose: str
    review_months: int
    fields: tuple[Field, ...]
    needs: tuple[str, ...] = ()  # common fields that are optional elsewhere and required here

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)

    def fields_in(self, place: str) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.place == place)
