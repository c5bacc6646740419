"""The frame around every page, and the one way to draw a page."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import ClassVar

from flask import current_app, g, get_flashed_messages, request, session
from flask import flash as flask_flash
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from extranet.actor import Actor
from extranet.hooks import answers_only
from extranet.plugin import MenuEntry
from extranet.web.request import current_actor, current_site, customer, customer_area, path_with_query, wiring


class Page:
    """Base of every page's context: a frozen dataclass that names its template.

    Its fields are all that the template may use beside `frame`; they are also
    the promise to themes (tests/test_templates.py).
    """

    template: ClassVar[str]


@dataclass(frozen=True)
class MenuLink:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class CouncilLists:
    """The councils to choose from as finished options: what may be typed, and the list with the customer's own chosen."""

    typed: Markup
    chosen: Markup


@dataclass(frozen=True)
class Person:
    """The signed-in person as the heading shows them."""

    name: str
    authority: str
    authority_name: str
    initials: str


class Frame:
    """What the layout shows around a page. Read once per request."""

    def __init__(self, theme: str | None = None):
        site = current_site()
        self._actor = current_actor()
        self.site_name = site.settings.site_name
        self.authorities = tuple(wiring().authorities())
        self.actor = _person(self._actor, self.authorities)
        chosen = customer()
        self.customer = chosen.slug if chosen else None
        self.customer_name = chosen.name if chosen else None
        pair = wiring().pair_of(chosen.slug) if chosen else None
        self.customer_words = pair.words if pair else ""
        self.customer_area = customer_area()
        self.query = request.args.get("q", "") if request.endpoint == "search.results" else ""
        self.theme = theme or (self._actor.authority if self._actor else "common")
        self.shortcuts = session.get("shortcuts", True)
        self.asset = current_app.extensions["extranet.asset"]
        self.endpoint = request.endpoint or ""
        self.reference = g.get("request_id", "")

    @cached_property
    def menu(self) -> list[MenuLink]:
        """Main menu for a signed-in person; nothing for a visitor."""
        return _menu(self._actor) if self._actor else []

    @property
    def council_lists(self) -> CouncilLists:
        """Kept per customer's authority: they stand on every page and change with the authorities only."""
        kept = current_site().part("web.council_lists", dict)
        found = kept.get(self.customer)
        if found is None or found[0] != self.authorities:
            kept[self.customer] = found = (self.authorities, _council_lists(self.authorities, self.customer))
        return found[1]

    @cached_property
    def csrf_token(self) -> str:
        return generate_csrf()

    @property
    def messages(self) -> list[tuple[str, str]]:
        return get_flashed_messages(with_categories=True)

    @property
    def path_with_query(self) -> str:
        return path_with_query()


def render(page: Page, theme: str | None = None, status: int = 200):
    """The page in its frame, as (HTML, status)."""
    template = current_app.jinja_env.get_template(page.template)
    shown = {one.name: getattr(page, one.name) for one in fields(page)}
    return template.render(frame=Frame(theme), **shown), status


def add_notice(text: str, kind: str = "good") -> None:
    """Show a sentence on the next page; kind 'good', 'warn' or 'bad'."""
    flask_flash(text, kind)


def _person(actor: Actor | None, authorities) -> Person | None:
    if actor is None:
        return None
    names = {one.slug: one.name for one in authorities}
    initials = "".join(word[0] for word in actor.name.split()[:2]).upper()
    return Person(actor.name, actor.authority, names.get(actor.authority, actor.authority), initials)


def _council_lists(authorities, customer: str | None) -> CouncilLists:
    typed = Markup("").join(Markup('<option value="{}">').format(one.short_name) for one in authorities)
    option = Markup('<option value="{}"{}>{}</option>')
    chosen = (option.format(one.slug, Markup(" selected") if one.slug == customer else "", one.short_name) for one in authorities)
    return CouncilLists(typed, Markup("\n").join(chosen))


def _menu(actor: Actor) -> list[MenuLink]:
    entries: list[MenuEntry] = []
    for given in answers_only(current_site().hooks.menu_entries(actor=actor)):
        entries.extend(given if isinstance(given, (list, tuple)) else [given])
    entries.sort(key=lambda entry: (entry.order, entry.label))
    here = request.path
    return [
        MenuLink(entry.label, entry.url, here == entry.url or (entry.url != "/" and here.startswith(entry.url + "/")))
        for entry in entries
    ]
