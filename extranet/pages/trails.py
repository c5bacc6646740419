"""The route by which somebody came to a page: `via` in its address, believed only as far as the page's own tags bear it out.

A route is `kind:value`, such as service:524, function:38, episode:moving-home, place:woking, group:front-line-forum, type:qa,
customers:tenants or tag:christmas. Nothing here asks the database for more than the vocabularies that are kept in memory.
"""

from collections.abc import Callable, Iterable

from extranet.authorities import authority_by_slug
from extranet.pages.actions.drafting import tags_of
from extranet.pages.addresses import (
    customer_group_url,
    episode_url,
    function_url,
    group_url,
    place_url,
    service_url,
    tag_url,
    type_url,
)
from extranet.pages.model import Page
from extranet.standard import Vocabularies

Crumb = tuple[str, str | None]
LONGEST = 90


def way_to(site, known: Vocabularies, page: Page, via: str) -> tuple[str, tuple[Crumb, ...]]:
    """(`via` when the page is on that route, else ''; the way to it as (words, address), the page itself last).

    Without a true `via` the way is by the page's first service, or its first function when it has none.
    """
    tags = tags_of(page.metadata)
    first = [f"{kind}:{value}" for kind in ("service", "function") for of_kind, value in tags if of_kind == kind]
    for one in (via[:LONGEST], *first[:1]):
        found = _crumbs(site, known, page, tags, one)
        if found:
            return (one if one == via else ""), (*found, (page.title, None))
    return "", ()


def _crumbs(site, known: Vocabularies, page: Page, tags: Iterable[tuple[str, str]], via: str) -> tuple[Crumb, ...]:
    """The list and the entry of it, or nothing when the route is unknown or the page does not lie on it."""
    kind, _, value = via.partition(":")
    way = WAYS.get(kind)
    if way is None or not value or not way.holds(known, page.slug, set(tags), value):
        return ()
    name = way.name(site, known, value)
    return ((way.list_name, way.list_url), (name, way.url(value))) if name else ()


class _Way:
    """One kind of route: its list, how an entry is named, and which pages lie on it."""

    def __init__(self, list_name: str, list_url: str, tag_kind: str, name: Callable, url: Callable[[str], str]):
        self.list_name, self.list_url, self.tag_kind, self.name, self.url = list_name, list_url, tag_kind, name, url

    def holds(self, known: Vocabularies, slug: str, tags: set[tuple[str, str]], value: str) -> bool:
        if self.tag_kind == "customers":
            group = known.customer_groups.get(value)
            return group is not None and bool(tags & set(group.tags))
        if self.tag_kind == "episode" and any(step.page == slug for step in known.journeys.get(value, ())):
            return True
        return (self.tag_kind, value) in tags or (self.tag_kind == "area" and ("area", "all") in tags)


def _numbered(vocabulary: str) -> Callable:
    return lambda site, known, value: _name(known.terms(vocabulary).get(int(value)) if value.isdecimal() and len(value) < 8 else None)


def _named(vocabulary: str) -> Callable:
    return lambda site, known, value: _name(known.terms(vocabulary).get(value))


def _name(term) -> str:
    return term.name if term is not None else ""


WAYS = {
    "service": _Way("Services A to Z", "/-/services", "service", _numbered("service"), service_url),
    "function": _Way("Functions", "/-/functions", "function", _numbered("function"), function_url),
    "episode": _Way("Life episodes", "/-/episodes", "episode", _named("episode"), episode_url),
    "place": _Way("Places", "/-/places", "area", lambda site, known, value: _name(authority_by_slug(site, value)), place_url),
    "group": _Way("Working groups", "/-/groups", "group", _named("group"), group_url),
    "type": _Way("Browse", "/-/browse", "type", lambda site, known, value: known.types[value].label if value in known.types else "", type_url),
    "customers": _Way(
        "Customer groups", "/-/customer-groups", "customers", lambda site, known, value: _name(known.customer_groups.get(value)), customer_group_url
    ),
    "tag": _Way("Tags", "/-/tags", "tag", lambda site, known, value: value, tag_url),
}
