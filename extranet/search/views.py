"""The pages and JSON of search: /-/search and /-/suggest. Both are open to visitors, who find what is public.

views_learning.py has the addresses of what is learnt from searches, and of what is pinned.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar
from urllib.parse import quote, urlencode

from flask import Blueprint, jsonify, redirect, request
from markupsafe import Markup, escape

from extranet.authorities import Found, find_place
from extranet.hooks import answers_only
from extranet.rights import may
from extranet.search import actions
from extranet.search.exact import POSTCODE
from extranet.search.model import FACETS, Document, Hit, Piece, Query, Results, SearchAction, SearchNotice
from extranet.search.views_learning import bp as learning_bp
from extranet.web import Page, current_actor, current_site, customer, is_json_wanted, render

bp = Blueprint("search", __name__, url_prefix="/-", template_folder="templates")
blueprints = (bp, learning_bp)

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
    """One answer as the list shows it. `review_by` is '' when there is no such day.

    `answering` names who answers for it at the customer's place; `pinned_by` the group that pinned it, `pinned_until` the last day.
    """

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
    answering: tuple[str, ...] = ()
    notices: tuple[SearchNotice, ...] = ()
    links: tuple[SearchAction, ...] = ()
    pinned_by: str = ""
    pinned_until: str = ""


@dataclass(frozen=True)
class ResultsPage(Page):
    """What was found. `filters` are (heading, links); `place` is shown first when the query held a place. `actions` are for the whole search."""

    template: ClassVar[str] = "search/results.html"
    text: str
    results: Results
    hits: tuple[ShownHit, ...]
    filters: tuple[tuple[str, tuple[FilterLink, ...]], ...]
    page: int
    pages: int
    prefix: str
    place: Found | None = None
    actions: tuple[SearchAction, ...] = ()
    is_counted: bool = False
    may_report: bool = False


@bp.get("/search")
def results():
    if (bare := _without_postcode()) is not None:
        return redirect(bare, code=303)
    query = _query()
    found = actions.find(current_site(), current_actor(), query)
    if is_json_wanted():
        return jsonify(results_as_json(found))
    labels = _labels()
    pages = min(-(-found.total // query.size), MOST_PAGES)
    filters = tuple((heading, links) for name, heading in OFFERED.items() if (links := _links(found, name, labels)))
    given = _Given.of(found, query)
    pinned = tuple(_shown(one.hit, labels, given, one.group, f"{one.until_on:%-d %b %Y}") for one in found.pinned)
    hits = pinned + tuple(_shown(hit, labels, given) for hit in found.groups)
    prefix = _address(query, "", ()) + "&page="
    actor, site = current_actor(), current_site()
    offered = tuple(answers_only(site.hooks.search_actions(actor=actor, query=query))) if actor and query.text else ()
    may_report = bool(actor and may(site, actor, "search.reports", ""))
    return render(ResultsPage(query.text, found, hits, filters, query.page, pages, prefix, _place(query), offered, actor is not None, may_report))


@bp.get("/suggest")
def suggest():
    chosen, text = customer(), request.args.get("q", "")
    if not text.strip():
        found = actions.on_focus(current_site(), current_actor(), _moment(request.args.get("since", "")))
    else:
        found = actions.suggest(current_site(), current_actor(), text, chosen.slug if chosen else None)
    return jsonify({"suggestions": [asdict(one) for one in found]})


@dataclass(frozen=True)
class _Given:
    """What others say about a page of results: asked once for all its documents."""

    answering: Mapping[int, tuple]
    notices: tuple[SearchNotice, ...]

    @classmethod
    def of(cls, found: Results, query: Query) -> "_Given":
        site, actor = current_site(), current_actor()
        documents = [one.document for one in (*(pin.hit for pin in found.pinned), *found.groups)]
        services = tuple(dict.fromkeys(number for one in documents for number in one.services))
        if not services:
            return cls({}, ())
        answering = site.hooks.responsible_for(services=services, area=query.customer, on=site.clock.today()) if query.customer else None
        told = answers_only(site.hooks.search_notices(actor=actor, services=services, area=query.customer))
        return cls(answering or {}, tuple(one for some in told for one in some))

    def who(self, document: Document) -> tuple[str, ...]:
        """Names of who answers for the document's services, each once."""
        return tuple(dict.fromkeys(one.name for number in document.services for one in self.answering.get(number, ())))

    def notices_on(self, document: Document) -> tuple[SearchNotice, ...]:
        return tuple(one for one in self.notices if one.url != document.url and one.services & set(document.services))


def _without_postcode() -> str | None:
    """The address of this search without the postcode in it, the sector kept as `place`; None when there is none in it.

    A whole postcode is one household nearly, and addresses are kept by browsers and in logs.
    """
    text = request.args.get("q", "")
    whole = POSTCODE.search(text)
    if whole is None:
        return None
    place = find_place(current_site(), whole[0])
    pairs = [("q", " ".join(POSTCODE.sub(" ", text).split())), ("place", place.label or whole[1].upper())]
    if place.only:
        pairs.append(("for", place.only.slug))
    pairs += [(name, value) for name, value in request.args.items(multi=True) if name not in ("q", "place", *(("for",) if place.only else ()))]
    return f"{request.path}?{urlencode(pairs)}"


def _moment(text: str) -> datetime | None:
    """The aware time in an address; None for what is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _place(query: Query) -> Found | None:
    """Whose customer it may be, when a postcode or a town was typed."""
    asked = request.args.get("place", "") or query.text
    place = find_place(current_site(), asked) if query.page == 1 and asked else None
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
        "pinned": [{**_hit_as_json(one.hit), "pinned_by": one.group, "pinned_until": one.until_on.isoformat()} for one in found.pinned],
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


def _shown(hit: Hit, labels: dict[str, dict[str, str]], given: _Given, pinned_by: str = "", pinned_until: str = "") -> ShownHit:
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
        given.who(one),
        given.notices_on(one),
        tuple(answers_only(current_site().hooks.hit_actions(actor=current_actor(), document=one))),
        words("group", pinned_by),
        pinned_until,
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
