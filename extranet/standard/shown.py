"""Fields and vocabularies as a reader sees them: words instead of kinds, rows instead of objects."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from extranet.standard.model import Choice, Field, Rule, Vocabularies

KIND_WORDS = MappingProxyType({
    "line": "a line of text", "words": "a list of words", "enum": "one of", "choices": "any of", "number": "a number", "date": "a date",
    "datetime": "a time", "yes_no": "yes or no", "ref": "one entry", "refs": "a list of entries", "url": "a web address",
    "email": "an email address", "urls": "web addresses by authority", "text": "text", "block": "text with headings and lists",
    "lines": "a list of texts", "rows": "rows", "steps": "steps", "nodes": "questions and outcomes", "mapping": "fields of its own",
})
PLACE_WORDS = MappingProxyType({
    "answer": "The answer", "ask": "Ask", "do": "Do", "detail": "More", "beside": "Beside the page", "hidden": "Not shown",
})
VOCABULARY_WORDS = MappingProxyType({
    "service": "services", "function": "functions", "episode": "life episodes", "group": "working groups", "authority": "authorities",
    "interaction": "interactions", "page": "addresses of pages", "gss": "GSS codes",
})


@dataclass(frozen=True)
class ShownField:
    """One line of the table of fields. `columns` are those of rows and mappings."""

    name: str
    label: str
    is_required: bool
    kind: str
    limits: str
    help: str
    place: str
    choices: tuple[Choice, ...]
    columns: tuple["ShownField", ...]


def show_fields(fields: tuple[Field, ...]) -> tuple[ShownField, ...]:
    return tuple(
        ShownField(one.name, one.label, one.required, kind_words(one), limits_words(one.rule), one.help, PLACE_WORDS[one.place],
                   one.rule.choices, show_fields(one.rule.columns))
        for one in fields
    )


def kind_words(one: Field) -> str:
    """What to write, in words: "a list of entries from services"."""
    words = KIND_WORDS[one.kind]
    if one.rule.vocabulary:
        words += f" from {VOCABULARY_WORDS[one.rule.vocabulary]}"
    if one.rule.words_allowed:
        words += f", or {' or '.join(one.rule.words_allowed)}"
    return words + (" (filled in for you)" if one.set_by == "system" else "")


def limits_words(rule: Rule) -> str:
    """The limits in words, "" without any."""
    parts = []
    if rule.max_length:
        parts.append(f"at most {rule.max_length} characters")
    if rule.max_words:
        parts.append(f"at most {rule.max_words} words")
    if rule.min_items and rule.max_items:
        parts.append(f"{rule.min_items} to {rule.max_items} entries")
    elif rule.min_items:
        parts.append(f"at least {rule.min_items}")
    elif rule.max_items:
        parts.append(f"at most {rule.max_items} entries")
    if rule.highest is not None:
        parts.append(f"{rule.lowest or 0} to {rule.highest}")
    return ", ".join(parts)


@dataclass(frozen=True)
class VocabularyView:
    """How a list is shown: its words, its columns and a function that makes its rows."""

    label: str
    about: str
    heads: tuple[str, ...]
    terms: Callable[[Vocabularies], Mapping]
    row: Callable[[object, Vocabularies], tuple]


@dataclass(frozen=True)
class ShownVocabulary:
    label: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple, ...]


def show_vocabulary(name: str, known: Vocabularies) -> ShownVocabulary:
    view = VOCABULARIES[name]
    rows = tuple(view.row(term, known) for term in view.terms(known).values())
    return ShownVocabulary(view.label, view.about, view.heads, rows)


def _names(terms, slugs) -> str:
    return ", ".join(terms[slug].name if slug in terms else str(slug) for slug in slugs)


def _dates(term) -> str:
    parts = ([f"from {term.valid_from}"] if term.valid_from else []) + ([f"until {term.valid_to}"] if term.valid_to else [])
    return " ".join(parts)


VOCABULARIES = MappingProxyType({
    "services": VocabularyView(
        "Services", "Services of the esd list (LGSL). The number stands in a page's lgsl_ids.",
        ("Service", "Number", "Tier", "Functions", "Life episodes", "Callers' words"), lambda v: v.services,
        lambda t, v: (t.name, t.id, t.tier, _names(v.functions, t.functions), _names(v.life_episodes, t.life_episodes),
                      ", ".join(t.everyday_terms))),
    "functions": VocabularyView(
        "Functions", "The esd tree of council functions, two levels.", ("Function", "Number", "Under"), lambda v: v.functions,
        lambda t, v: (t.name, t.id, _names(v.functions, [t.parent_id]) if t.parent_id else "")),
    "life-episodes": VocabularyView(
        "Life episodes", "Times in a person's life that bring them to a council.", ("Episode", "Short name", "What belongs to it", "Services"),
        lambda v: v.life_episodes, lambda t, v: (t.name, t.slug, t.scope, len(v.services_of_episode(t.slug)))),
    "groups": VocabularyView(
        "Working groups", "Groups that keep pages right.", ("Group", "Short name", "Remit"), lambda v: v.groups,
        lambda t, v: (t.name, t.slug, t.remit)),
    "authorities": VocabularyView(
        "Authorities", "Members of the partnership, with the days they exist.", ("Authority", "Short name", "Tier", "GSS code", "Exists", "Followed by"),
        lambda v: v.authorities, lambda t, v: (t.name, t.slug, t.tier, t.gss or "not confirmed", _dates(t), _names(v.authorities, t.successors))),
    "clusters": VocabularyView(
        "Clusters", "Authorities that a variant may name together.", ("Cluster", "Short name", "Authorities", "Note"), lambda v: v.clusters,
        lambda t, v: (t.name, t.slug, _names(v.authorities, t.authorities), t.note)),
    "interactions": VocabularyView(
        "Interactions", "What a person does with a service (LGIL).", ("Interaction", "Code"), lambda v: v.interactions,
        lambda t, v: (t.name, t.code)),
})
