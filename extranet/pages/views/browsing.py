"""Ways to a page without searching: services, places, functions, types, customer groups, tags, and what is new."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import request

from extranet.authorities import Authority, authority_by_slug, current_authorities
from extranet.errors import NotFound
from extranet.pages.actions.reading import list_pages, page_count, pages_by_tag
from extranet.pages.addresses import customer_group_url, function_url, place_url, service_url, tag_url, type_url
from extranet.pages.model import PageFilters, PageLine
from extranet.pages.views.blueprint import bp
from extranet.pages.views.desk import ROUTES
from extranet.standard import all_content_types, vocabularies
from extranet.web import Page, current_actor, current_site, render

SHEET = 50


@dataclass(frozen=True)
class Entry:
    """A line of a list of places to look: words, address, how many pages, and a word about it."""

    words: str
    url: str
    count: int
    detail: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class BrowsePage(Page):
    """The ways there are."""

    template: ClassVar[str] = "pages/browse.html"
    routes: tuple[tuple[str, str, str], ...]
    types: tuple[Entry, ...]


@dataclass(frozen=True)
class EntriesPage(Page):
    """A list of entries under headings, such as letters; entries without pages are left out of `sections`."""

    template: ClassVar[str] = "pages/entries.html"
    title: str
    lead: str
    sections: tuple[tuple[str, tuple[Entry, ...]], ...]


@dataclass(frozen=True)
class LinesPage(Page):
    """The pages of one entry, `sheet` of 50 each. `facts` are (words, value) pairs about the entry itself.

    `upward` is the (words, address) of the list it belongs to, `via` what links to its pages carry. `groups` are (slug, name) of the
    working groups to narrow by, `group` the chosen one.
    """

    template: ClassVar[str] = "pages/lines.html"
    above: str
    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[PageLine, ...]
    count: int
    sheet: int
    sheets: int
    today: date
    beside: tuple[Entry, ...] = ()
    upward: tuple[str, str] = ("Browse", "/-/browse")
    via: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    group: str = ""


@bp.get("/-/browse")
def browse():
    site = current_site()
    counts = _counts("type")
    types = tuple(Entry(one.label, type_url(name), counts.get(name, 0), one.purpose) for name, one in all_content_types(site).items())
    return render(BrowsePage(ROUTES, types))


@bp.get("/-/services")
def services():
    counts = _counts("service")
    listed = [one for one in vocabularies(current_site()).services.values() if counts.get(str(one.id))]
    entries = [Entry(one.name, service_url(one.id), counts[str(one.id)], terms=one.everyday_terms) for one in listed]
    return render(EntriesPage("Services A to Z", "By the service’s name; callers’ own words stand beside it.", _by_letter(entries)))


@bp.get("/-/services/<int:number>")
def service(number):
    one = vocabularies(current_site()).services.get(number)
    if one is None:
        raise NotFound("There is no service with this number.")
    tier = {"county": "County council", "district": "District or borough council", "both": "Both councils, each for its part"}.get(one.tier, "")
    facts = (("Who runs it", tier), ("Callers say", ", ".join(one.everyday_terms)), ("Number in the service list", str(one.id)))
    return lines_page(f"service:{number}", ("Services A to Z", "/-/services"), "Service", one.name, "", facts, tags=(("service", str(number)),))


@bp.get("/-/places")
def places():
    counts = _counts("area")
    everywhere = counts.get("all", 0)
    entries = [Entry(one.name, place_url(one.slug), counts.get(one.slug, 0) + everywhere) for one in current_authorities(current_site())]
    return render(EntriesPage("Places", "A page for each council: what holds in its area.", (("", tuple(entries)),)))


@bp.get("/-/places/<authority>")
def place(authority):
    site = current_site()
    one = authority_by_slug(site, authority)
    if one is None:
        raise NotFound("There is no authority of this name.")
    facts = (("Website", one.website), ("Area code (GSS)", one.gss), ("Councils of the area", _pair(site, one)))
    return lines_page(f"place:{authority}", ("Places", "/-/places"), "Place", one.name, "", facts, tags=(("area", authority),))


@bp.get("/-/functions")
def functions():
    known, counts = vocabularies(current_site()), _counts("function")
    sections = []
    for top in known.top_functions():
        under = [Entry(one.name, function_url(one.id), counts.get(str(one.id), 0)) for one in (top, *known.functions_under(top.id))]
        found = tuple(one for one in under if one.count)
        if found:
            sections.append((top.name, found))
    return render(EntriesPage("Functions", "What councils do, in the two levels of the national list.", tuple(sections)))


@bp.get("/-/functions/<int:number>")
def function(number):
    known = vocabularies(current_site())
    one = known.functions.get(number)
    if one is None:
        raise NotFound("There is no function with this number.")
    counts = _counts("function")
    under = tuple(Entry(each.name, function_url(each.id), counts.get(str(each.id), 0)) for each in known.functions_under(number))
    return lines_page(f"function:{number}", ("Functions", "/-/functions"), "Function", one.name, "", tags=(("function", str(number)),), beside=under)


@bp.get("/-/types/<name>")
def type_(name):
    one = all_content_types(current_site()).get(name)
    if one is None:
        raise NotFound("There is no content type of this name.")
    return lines_page(f"type:{name}", ("Browse", "/-/browse"), "Kind of page", one.label, one.purpose, tags=(("type", name),))


@bp.get("/-/customer-groups")
def customer_groups():
    site, actor = current_site(), current_actor()
    known = vocabularies(site).customer_groups.values()
    counted = [Entry(one.name, customer_group_url(one.slug), page_count(site, actor, PageFilters(any_tags=one.tags)), one.scope) for one in known]
    entries = tuple(one for one in counted if one.count)
    return render(EntriesPage("Customer groups", "Who the customer is. A page stands under every group that it concerns.", (("", entries),)))


@bp.get("/-/customer-groups/<slug>")
def customer_group(slug):
    one = vocabularies(current_site()).customer_groups.get(slug)
    if one is None:
        raise NotFound("There is no customer group of this name.")
    return lines_page(f"customers:{slug}", ("Customer groups", "/-/customer-groups"), "Customer group", one.name, one.scope, any_tags=one.tags)


@bp.get("/-/tags")
def tags():
    counts = _counts("tag")
    entries = [Entry(one, tag_url(one), count) for one, count in counts.items()]
    return render(EntriesPage("Tags", "Words that writers gave their pages, across services.", _by_letter(entries)))


@bp.get("/-/tags/<tag>")
def tag(tag):
    if not _counts("tag").get(tag):
        raise NotFound("No page has this tag.")
    return lines_page(f"tag:{tag}", ("Tags", "/-/tags"), "Tag", tag, "", tags=(("tag", tag),))


@bp.get("/-/changes")
def changes():
    known, group = vocabularies(current_site()).groups, request.args.get("group", "")
    if group and group not in known:
        raise NotFound("There is no working group of this name.")
    names = tuple((slug, one.name) for slug, one in known.items())
    return lines_page(
        "", ("Browse", "/-/browse"), "", "What is new", "Pages as they were changed, newest first.", order="updated", group=group, groups=names
    )  # fmt: skip


def lines_page(via: str, upward: tuple[str, str], above: str, title: str, lead: str, facts: tuple = (), beside: tuple[Entry, ...] = (), groups=(), **filters):
    """One sheet of the pages that these filters let through, as the list of one route."""
    site, actor = current_site(), current_actor()
    wanted, sheet = PageFilters(**filters), sheet_number()
    lines = list_pages(site, actor, wanted, SHEET, (sheet - 1) * SHEET)
    count = page_count(site, actor, wanted)
    told = tuple((words, value) for words, value in facts if value)
    return render(
        LinesPage(above, title, lead, told, tuple(lines), count, sheet, -(-count // SHEET), site.clock.today(), beside, upward, via, groups, wanted.group)
    )  # fmt: skip


def sheet_number() -> int:
    """Which sheet of a long list is asked for; 1 for anything that is no number."""
    text = request.args.get("page", "1")
    return int(text) if text.isdecimal() and len(text) < 7 and int(text) else 1


def _counts(kind: str) -> dict[str, int]:
    return pages_by_tag(current_site(), current_actor(), kind)


def _by_letter(entries: list[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    found: dict[str, list[Entry]] = {}
    for one in sorted(entries, key=lambda entry: entry.words.lower()):
        found.setdefault(one.words[:1].upper(), []).append(one)
    return tuple((letter, tuple(under)) for letter, under in found.items())


def _pair(site, one: Authority) -> str:
    """The councils that serve the area of this one: itself, and the county where there are two levels."""
    if one.tier != "district":
        return one.name
    counties = [each.name for each in current_authorities(site) if each.tier == "county"]
    return " and ".join((one.name, *counties))
