"""The fields of a page as its templates draw them: labels and finished markup, in the places the standard gives them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from extranet.pages.actions.drafting import is_parts
from extranet.pages.addresses import episode_url, function_url, group_url, place_url, service_url
from extranet.pages.viewing import Reading
from extranet.standard import content_type

WORD_FOR_ALL = {"all": "All authorities", "none": "None", "external": "Outside body"}
TERM_URLS = {"service": service_url, "function": function_url, "episode": episode_url, "group": group_url, "authority": place_url}


@dataclass(frozen=True)
class Shown:
    """One field, ready to draw. `kind` says which macro draws `value`:

    text: markup · lines: markups · links and pages: (words, address or None) pairs, of terms and of pages, the customer's own
    first · pairs: (label, value) · rows, steps: Row · nodes: Node
    """

    name: str
    label: str
    kind: str
    value: Any


@dataclass(frozen=True)
class Row:
    """A row: what it is mainly about, an address if it leads somewhere, and the rest.

    `needs_customer`: it has addresses, and which of them counts is known only with the customer's authority.
    """

    main: Any
    url: str | None = None
    needs_customer: bool = False
    more: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Node:
    """A question or an outcome of a decision guide. `options` are (label, anchor of the next node)."""

    anchor: str
    number: int
    is_question: bool
    title: Any
    body: Any = ""
    help: Any = ""
    options: tuple[tuple[str, str], ...] = ()
    outcome: str = ""
    target: Any = ""
    script: Any = ""
    page: tuple[str, str | None] | None = None


@dataclass(frozen=True)
class ShownPage:
    """The type's own fields by place."""

    places: Mapping[str, tuple[Shown, ...]] = field(default_factory=dict)

    def at(self, place: str) -> tuple[Shown, ...]:
        """The fields of one place: answer, ask, do, detail or beside."""
        return self.places.get(place, ())


def show_fields(reading: Reading) -> ShownPage:
    """Every field of the page's own type that has something to show."""
    page = reading.page
    own = content_type(page.type, reading.vocabularies.types)
    places: dict[str, list[Shown]] = {}
    for one in own.fields if own else ():
        value = _rendered(page, one) if one.rendered != "plain" else page.metadata.get(one.name)
        if one.set_by == "system" and one.name == "who_is_responsible":
            value = responsible_words(reading)
        shown = show(reading, one, value) if value not in (None, "", [], {}) else None
        if shown is not None:
            places.setdefault(one.place, []).append(shown)
    return ShownPage({place: tuple(found) for place, found in places.items()})


def show(reading: Reading, one, value: Any) -> Shown | None:
    """One field, by its kind; None when there is nothing to show."""
    if one.kind == "nodes":
        return Shown(one.name, one.label, "nodes", _nodes(reading, one, value))
    if one.rendered == "rows":
        rows = tuple(_row(reading, one, row) for row in value if row)
        return Shown(one.name, one.label, "steps" if one.kind == "steps" else "rows", rows) if rows else None
    if one.rendered == "mapping":
        mapping = value[0] if isinstance(value, list) else value
        return Shown(one.name, one.label, "pairs", tuple(_pairs(reading, one.rule.columns, mapping)))
    if one.rendered == "inline-list":
        return Shown(one.name, one.label, "lines", tuple(_cell(reading, one, line) for line in _list(value)))
    if one.rule.vocabulary == "page":
        slugs = reading.customers_first(str(slug) for slug in _list(value))
        return Shown(one.name, one.label, "pages", tuple(reading.link(slug) for slug in slugs))
    if one.kind in ("ref", "refs"):
        return Shown(one.name, one.label, "links", tuple(term_link(reading, one.rule.vocabulary, term) for term in _list(value)))
    return Shown(one.name, one.label, "text", _cell(reading, one, value))


def term_link(reading: Reading, vocabulary: str, term: Any) -> tuple[str, str | None]:
    """(words, address) of a term of a vocabulary, or of a page."""
    if term in WORD_FOR_ALL:
        return WORD_FOR_ALL[term], None
    if vocabulary == "page":
        return reading.link(str(term))
    if vocabulary == "gss":
        return str(term), None
    found = reading.vocabularies.terms(vocabulary).get(term)
    url = TERM_URLS.get(vocabulary)
    return (found.name if found else str(term), url(term) if url and found else None)


def responsible_words(reading: Reading) -> str | None:
    """Who runs the service, by its tier in the list of services, for the customer in hand."""
    service = reading.vocabularies.services.get(reading.page.metadata.get("lgsl_id"))
    if service is None:
        return None
    if service.tier == "both":
        return "The county council and the district or borough council, each for its part"
    if reading.authority is not None and reading.authority.tier in ("unitary", service.tier):
        return reading.authority.name
    return {"county": "The county council", "district": "The district or borough council"}.get(service.tier)


def words(value: Any) -> str:
    """A plain value in words: dates as 4 June 2027, yes and no."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (date, datetime)):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, (list, tuple)):
        return ", ".join(words(one) for one in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {words(one)}" for name, one in value.items())
    return str(value)


def _rendered(page, one) -> Any:
    return page.rendered.get("fields", {}).get(one.name)


def _cell(reading: Reading, one, value: Any) -> Any:
    """A value of a field that is no row: markup for what was rendered, words for the rest."""
    if value in (None, "", [], {}):
        return ""
    if is_parts(value):
        return reading.markup(value)
    if one.kind in ("enum", "choices"):
        labels = {choice.value: choice.label for choice in one.rule.choices}
        return ", ".join(labels.get(single, words(single)) for single in _list(value))
    if one.kind in ("ref", "refs"):
        return _linked(term_link(reading, one.rule.vocabulary, term) for term in _list(value))
    if one.kind == "url" and str(value).startswith("https://"):
        return Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(value)
    if one.rendered == "mapping" and isinstance(value, Mapping):
        return _sentences(_pairs(reading, one.rule.columns, value))
    if one.rendered == "rows" and isinstance(value, list):
        return Markup("<br>").join(_sentences(_pairs(reading, one.rule.columns, row)) if isinstance(row, Mapping) else words(row) for row in value)
    return words(value)


def _row(reading: Reading, one, row: Any) -> Row:
    if not isinstance(row, Mapping):
        return Row(reading.markup(row) if is_parts(row) else words(row))
    columns = one.rule.columns
    main = next((column for column in columns if column.name == one.rule.bare), None) or next((c for c in columns if c.required), columns[0])
    rest = [column for column in columns if column is not main and column.kind != "urls"]
    urls = next((row.get(column.name) for column in columns if column.kind == "urls"), None)
    address = _address(reading, urls)
    needs_customer = bool(urls) and address is None and reading.authority is None
    return Row(_cell(reading, main, row.get(main.name)), address, needs_customer, tuple(_pairs(reading, rest, row)))


def _pairs(reading: Reading, columns: Iterable, mapping: Any) -> list[tuple[str, Any]]:
    if not isinstance(mapping, Mapping):
        return [("", words(mapping))]
    known = {column.name: column for column in columns}
    found = [(column.label, _cell(reading, column, mapping.get(column.name))) for column in known.values()]
    return [(label, value) for label, value in found if value]


def _address(reading: Reading, urls: Any) -> str | None:
    """The address for the customer's authority, else the one that holds everywhere."""
    if not isinstance(urls, Mapping):
        return None
    url = (urls.get(reading.authority.slug) if reading.authority else None) or urls.get("all")
    return url if isinstance(url, str) and url.startswith("https://") else None


def _nodes(reading: Reading, one, rows: list) -> tuple[Node, ...]:
    columns = {column.name: column for column in one.rule.columns}
    found = [row for row in rows if isinstance(row, Mapping)]
    anchors = {row.get("slug"): f"node-{row.get('slug')}" for row in found}

    def cell(row, name):
        return _cell(reading, columns[name], row.get(name)) if name in columns else ""

    return tuple(
        Node(
            anchors[row.get("slug")], number, row.get("kind") != "outcome", cell(row, "title"), cell(row, "body"), cell(row, "help"),
            tuple((words(o.get("label", "")), anchors.get(o.get("next_node"), "")) for o in _list(row.get("options")) if isinstance(o, Mapping)),
            cell(row, "outcome_type"), cell(row, "target"), cell(row, "script"), reading.link(str(row["page"])) if row.get("page") else None,
        )
        for number, row in enumerate(found, start=1)
    )


def _linked(pairs: Iterable[tuple[str, str | None]]) -> Markup:
    return Markup(", ").join(Markup('<a href="{}">{}</a>').format(url, text) if url else text for text, url in pairs)


def _sentences(pairs: Iterable[tuple[str, Any]]) -> Markup:
    return Markup("; ").join(Markup("{}: {}").format(label, value) if label else value for label, value in pairs)


def _list(value: Any) -> list:
    return value if isinstance(value, list) else [value]
