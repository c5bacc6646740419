"""A page as its readers see it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from flask import redirect, request, url_for
from markupsafe import Markup

from extranet.authorities import Authority, authority_by_slug, current_authorities
from extranet.hooks import answers_only
from extranet.pages.actions.drafting import tags_of
from extranet.pages.actions.notices import notices_in_force
from extranet.pages.actions.reading import ended_page, linking_pages, read_page, successor_of
from extranet.pages.addresses import tag_url
from extranet.pages.comparing import Difference, compare_authorities
from extranet.pages.documents import type_label
from extranet.pages.model import EndedPage, NoSuchPage, Notice, PageLine, Trust
from extranet.pages.model import Page as WikiPage
from extranet.pages.shown import ShownPage, show_fields, term_link
from extranet.pages.trails import way_to
from extranet.pages.viewing import Reading
from extranet.pages.views.blueprint import bp
from extranet.pages.views.drawing import Drawn, block_drawer, draw_all
from extranet.plugin import PageAction
from extranet.rights import may
from extranet.standard import services_of
from extranet.web import Page, current_actor, current_site, customer, render


@dataclass(frozen=True)
class Kept:
    """Whose page it is and where it belongs, as (words, address or None) pairs."""

    owner: Authority | None
    group: tuple[str, str | None]
    services: tuple[tuple[str, str | None], ...]
    functions: tuple[tuple[str, str | None], ...]
    episodes: tuple[tuple[str, str | None], ...]
    areas: tuple[tuple[str, str | None], ...]
    related: tuple[tuple[str, str | None], ...]
    tags: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShowPage(Page):
    """A page: the answer first, then what to ask and do, then the text. `switch` are the authorities to change to.

    `trail` is the way here as (words, address), the page last; `via` the route in the address, '' unless it is true of the page.
    """

    template: ClassVar[str] = "pages/show.html"
    page: WikiPage
    type_label: str
    shown: ShownPage
    body: Markup
    headings: tuple[dict[str, Any], ...]
    kept: Kept
    trust: Trust
    today: date
    notices: tuple[Notice, ...]
    switch: tuple[Authority, ...]
    chosen: str | None
    panels: tuple[Drawn, ...]
    actions: tuple[PageAction, ...]
    banners: tuple[Drawn, ...]
    endings: tuple[Drawn, ...]
    may_edit: bool
    trail: tuple[tuple[str, str | None], ...] = ()
    via: str = ""


@dataclass(frozen=True)
class ComparePage(Page):
    """Every part of a page that differs between authorities, side by side."""

    template: ClassVar[str] = "pages/councils.html"
    page: WikiPage
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class LinksPage(Page):
    """The pages that link here."""

    template: ClassVar[str] = "pages/links.html"
    page: WikiPage
    lines: tuple[PageLine, ...]
    today: date


@dataclass(frozen=True)
class MissingPage(Page):
    """There is no page here, or not for this reader. `may_create` offers to write it."""

    template: ClassVar[str] = "pages/missing.html"
    slug: str
    may_create: bool
    is_visitor: bool


@dataclass(frozen=True)
class GonePage(Page):
    """In the place of a page that was withdrawn, or is gone: why, and where to go on."""

    template: ClassVar[str] = "pages/gone.html"
    ended: EndedPage


@bp.get("/wiki/<slug>")
def show(slug):
    site = current_site()
    with site.db.reading_once():
        actor = current_actor()
        try:
            page = read_page(site, actor, slug)
        except NoSuchPage:
            return _missing(site, actor, slug)
        if page.slug != slug:
            return redirect(url_for("pages.show", slug=page.slug, **request.args))
        return render(shown_page(site, actor, page, request.args.get("via", "")), theme=page.owner_authority if actor is None else None)


@bp.get("/-/pages/<slug>/councils")
def councils(slug):
    site, actor = current_site(), current_actor()
    page = read_page(site, actor, slug)
    return render(ComparePage(page, compare_authorities(Reading(site, actor, page))))


@bp.get("/-/pages/<slug>/links")
def links(slug):
    site, actor = current_site(), current_actor()
    page = read_page(site, actor, slug)
    return render(LinksPage(page, tuple(linking_pages(site, actor, page)), site.clock.today()))


def shown_page(site, actor, page: WikiPage, via: str = "") -> ShowPage:
    """Everything the page's template draws, for this reader and the customer in hand."""
    authority = customer()
    reading = Reading(site, actor, page, authority, block_drawer(actor))
    reading.ask_titles(page.rendered.get("pages", ()))
    body = site.hooks.page_html(html=reading.markup(page.rendered["body"]), page=page, actor=actor)
    differs = bool(page.rendered.get("selectors") or page.rendered.get("facts"))
    via, trail = way_to(site, reading.vocabularies, page, via)
    notices = notices_in_force(site, actor, services_of(page.metadata), authority.slug if authority else None)
    return ShowPage(
        page,
        type_label(page.type, reading.vocabularies.types),
        show_fields(reading),
        body,
        tuple(page.rendered.get("headings", ())),
        kept(reading),
        page.trust_on(site.clock.today()),
        site.clock.today(),
        tuple(one for one in notices if one.slug != page.slug),
        tuple(current_authorities(site)) if differs else (),
        authority.slug if authority else None,
        draw_all(site.hooks.page_panels(page=page, actor=actor)),
        actions_on(site, actor, page),
        draw_all(site.hooks.page_banners(page=page, actor=actor)),
        draw_all(site.hooks.page_endings(page=page, actor=actor)),
        bool(actor and may(site, actor, "page.edit", page)),
        trail,
        via,
    )


def actions_on(site, actor, page: WikiPage) -> tuple[PageAction, ...]:
    """What this person may do with the page, in order."""
    given = answers_only(site.hooks.page_actions(page=page, actor=actor))
    flat = [one for answer in given for one in (answer if isinstance(answer, list) else [answer])]
    return tuple(sorted(flat, key=lambda one: (one.order, one.label)))


def kept(reading: Reading) -> Kept:
    """Owner, group and the places where the page is found."""
    page = reading.page

    def links(vocabulary: str, name: str) -> tuple:
        value = page.metadata.get(name)
        return tuple(term_link(reading, vocabulary, one) for one in (value if isinstance(value, list) else [value] if value else []))

    return Kept(
        authority_by_slug(reading.site, page.owner_authority),
        term_link(reading, "group", page.working_group),
        tuple(term_link(reading, "service", one) for one in services_of(page.metadata)),
        links("function", "functions"),
        links("episode", "life_episodes"),
        links("authority", "area"),
        links("page", "related"),
        tuple((tag, tag_url(tag)) for kind, tag in tags_of(page.metadata) if kind == "tag"),
    )


def _missing(site, actor, slug: str):
    leads_to = successor_of(site, actor, slug)
    if leads_to:
        return redirect(url_for("pages.show", slug=leads_to))
    ended = ended_page(site, actor, slug)
    if ended:
        return render(GonePage(ended), status=410)
    may_create = actor is not None and bool(may(site, actor, "page.create", None))
    return render(MissingPage(slug, may_create, actor is None), status=404)


