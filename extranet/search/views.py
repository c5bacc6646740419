"""The pages and JSON of search: /-/search and /-/suggest. Both are open to visitors, who find what is public."""

from dataclasses import asdict, dataclass
from typing import ClassVar
from urllib.parse import quote, urlencode

from flask import Blueprint, jsonify, request
from markupsafe import Markup, escape

from extranet.authorities import Found, find_place
from extranet.hooks import answers_only
from extranet.search import actions
from extranet.search.model import FACETS, Hit, Piece, Query, Results
from extranet.web import Page, current_actor, current_site, customer, is_json_wanted, render

bp = Blueprint("search", __name__, url_prefix="/-", template_folder="templates")

# facet -> its heading among the filters; the others are taken from the address, but not offered
OFFERED = {"authority": "Authority", "type": "Type", "group": "Working group", "trust": "Trust"}
MOST_PAGES = 20


@dataclass(frozen=True)
class FilterLink:
    """One value of a facet: following it narrows, or widens again when it is chosen."""

    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class ShownPassage:
    """A passage as the list shows it: its heading, the address of the heading, its words with those found marked."""

    heading: str
    url: str
    text: Markup


@dataclass(frozen=True)
class ShownHit:
    """One answer as the list shows it. `review_by` is '' when there is no such day."""

    url: str
    title: Markup
    answer: Markup
    authority: str
    authority_name: str
    type: str
    group: str
    trust: str
    review_by: str
    passages: tuple[ShownPassage, ...]


@dataclass(frozen=True)
class ResultsPage(Page):
    """What was found. `filters` are (heading, links); `place` is shown first when the query was a place."""

    template: ClassVar[str] = "search/results.html"
    text: str
    results: Results
    hits: tuple[ShownHit, ...]
    filters: tuple[tuple[str, tuple[FilterLink, ...]], ...]
    page: int
    pages: int
    prefix: str
    place: Found | None = None


@bp.get("/search")
def results():
    query = _query()
    found = actions.find(current_site(), current_actor(), query)
    if is_json_wanted():
        return jsonify(results_as_json(found))
    labels = _labels()
    pages = min(-(-found.total // query.size), MOST_PAGES)
    filters = tuple((heading, links) for name, heading in OFFERED.items() if (links := _links(found, name, labels)))
    hits = tuple(_shown(hit, labels) for hit in found.groups)
    return render(ResultsPage(query.text, found, hits, filters, query.page, pages, _address(query, "", ()) + "&page=", _place(query)))


@bp.get("/suggest")
def suggest():
    chosen = customer()
    found = actions.suggest(current_site(), current_actor(), request.args.get("q", ""), chosen.slug if chosen else None)
    return jsonify({"suggestions": [asdict(one) for one in found]})


def _place(query: Query) -> Found | None:
    """Whose customer it may be, when nothing but a postcode or a town was typed."""
    place = find_place(current_site(), query.text) if query.page == 1 else None
    return place if place and place.area else None


def results_as_json(found: Results) -> dict:
    """The answer for programs. `marks` are (start, end) of the words found in `text`."""
    return {
        "query": found.query.text,
        "total": found.total,
        "page": found.query.page,
        "seconds": round(found.seconds, 4),
        "sentence": found.sentence,
        "did_you_mean": found.did_you_mean,
        "corrected": found.corrected,
        "is_rebuilding": found.is_rebuilding,
        "results": [_hit_as_json(hit) for hit in found.groups],
        "facets": {name: [{"value": v.value, "count": v.count, "is_chosen": v.is_chosen} for v in values] for name, values in found.facets.items()},
    }


def _hit_as_json(hit: Hit) -> dict:
    one = hit.document
    return {
        "kind": one.kind,
        "id": one.item_id,
        "url": one.url,
        "title": one.title,
        "summary": one.summary,
        "short_answer": one.short_answer,
        "authority": one.authority,
        "group": one.group,
        "type": one.type,
        "services": list(one.services),
        "trust": one.trust,
        "review_by": one.review_by.isoformat() if one.review_by else None,
        "updated_at": one.updated_at.isoformat(),
        "is_for_customer": hit.is_for_customer,
        "passages": [{"heading": p.heading, "url": p.url, **_text_and_marks(p.pieces)} for p in hit.passages],
    }


def _text_and_marks(pieces: tuple[Piece, ...]) -> dict:
    marks, at = [], 0
    for piece in pieces:
        if piece.is_found:
            marks.append([at, at + len(piece.text)])
        at += len(piece.text)
    return {"text": "".join(piece.text for piece in pieces), "marks": marks}


def _query() -> Query:
    """The query out of the address; a page number that is none is 1."""
    given = request.args.get("page", "")
    page = int(given) if given.isdecimal() and given.isascii() and len(given) < 5 else 1
    chosen = customer()
    filters = {name: tuple(one for one in request.args.getlist(name) if one) for name in FACETS if name in request.args}
    return Query(request.args.get("q", ""), chosen.slug if chosen else None, filters, max(page, 1))


def _labels() -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for given in answers_only(current_site().hooks.facet_labels()):
        for name, words in given.items():
            labels.setdefault(name, {}).update(words)
    return labels


def _shown(hit: Hit, labels: dict[str, dict[str, str]]) -> ShownHit:
    one = hit.document

    def words(name: str, value: str) -> str:
        return labels.get(name, {}).get(value, value.replace("-", " "))

    return ShownHit(
        one.url,
        _marked(hit.title),
        _marked(hit.answer),
        one.authority,
        words("authority", one.authority),
        words("type", one.type),
        words("group", one.group),
        one.trust,
        one.review_by.strftime("%-d %b %Y") if one.review_by else "",
        tuple(ShownPassage(passage.heading, passage.url, _marked(passage.pieces)) for passage in hit.passages),
    )


def _marked(pieces: tuple[Piece, ...]) -> Markup:
    return Markup("".join(f"<mark>{escape(one.text)}</mark>" if one.is_found else escape(one.text) for one in pieces))


def _links(found: Results, name: str, labels: dict) -> tuple[FilterLink, ...]:
    """Every value of a facet as a link that adds it to what is chosen, or takes it out again."""
    words = labels.get(name, {})
    chosen = found.query.filters.get(name, ())
    more = _address(found.query, name, chosen)
    links = []
    for value in found.facets.get(name, ()):
        if value.value in chosen:
            url = _address(found.query, name, tuple(one for one in chosen if one != value.value))
        else:
            url = f"{more}&{name}={quote(value.value)}"
        links.append(FilterLink(words.get(value.value, value.value.replace("-", " ")), value.count, url, value.value in chosen))
    return tuple(links) if len(links) > 1 or chosen else ()


def _address(query: Query, name: str, values: tuple[str, ...]) -> str:
    """The address of this query from its first page, with these values of the facet of this name."""
    filters = {**query.filters, name: values}
    pairs = [("q", query.text)]
    if "for" in request.args:
        pairs.append(("for", request.args["for"]))
    pairs += [(facet, value) for facet, chosen in sorted(filters.items()) for value in chosen]
    return "?" + urlencode(pairs)
