"""Search and suggestions of the API: the same answers as the pages give, with the rights of the token's holder."""

from flask import jsonify, request

from extranet import search
from extranet.portal import as_json
from extranet.portal.shapes import LIST_LIMIT
from extranet.portal.views.door import asking, whole_number
from extranet.web import current_site, customer

FILTERS = ("type", "authority", "group", "service")
LAST_PAGE = 100
HITS = 10


def find():
    site = current_site()
    query = search.Query(
        request.args.get("q", ""),
        customer=_customer(),
        filters={name: tuple(request.args.getlist(name)) for name in FILTERS if name in request.args},
        page=whole_number("page", 1, 1, LAST_PAGE),
        size=whole_number("limit", HITS, 1, LIST_LIMIT),
    )
    return jsonify(as_json.results(site, search.find(site, asking(), query)))


def suggest():
    site = current_site()
    found = search.suggest(site, asking(), request.args.get("q", ""), _customer())
    return jsonify(items=[as_json.suggestion(site, one) for one in found])


def _customer() -> str | None:
    """The authority named by `for`; a browser session's customer has no say here."""
    chosen = customer() if "for" in request.args else None
    return chosen.slug if chosen else None


ANSWERS = {"search": find, "suggest": suggest}
