"""The first page: the desk of a signed-in person, a short public page for visitors."""

from dataclasses import dataclass
from typing import ClassVar

from extranet.hooks import Failure
from extranet.pages.actions.notices import notices_in_force
from extranet.pages.actions.reading import list_pages
from extranet.pages.model import Notice, PageFilters, PageLine
from extranet.pages.views.blueprint import bp
from extranet.pages.views.drawing import Drawn, draw_all
from extranet.web import Page, current_actor, current_site, customer, render

ROUTES = (
    ("Services A to Z", "/-/services", "Every service by name and by what callers call it"),
    ("Places", "/-/places", "Each council, and the county with it"),
    ("Life episodes", "/-/episodes", "Moving home, having a baby, when someone dies"),
    ("Customer groups", "/-/customer-groups", "Older people, families, tenants, businesses"),
    ("Functions", "/-/functions", "What councils do, in two levels"),
    ("Tags", "/-/tags", "Words that writers gave their pages"),
    ("What is new", "/-/changes", "Changes, newest first"),
    ("Facts", "/-/facts", "Prices, numbers and days by council"),
)
PUBLIC_LINES = 12
LAST = 99


@dataclass(frozen=True)
class DeskPage(Page):
    """What a signed-in person sees first. `routes` are (words, address, what it is)."""

    template: ClassVar[str] = "pages/desk.html"
    name: str
    notices: tuple[Notice, ...]
    cards: tuple[Drawn, ...]
    routes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class PublicPage(Page):
    """What a visitor sees first: pages that are open to the public."""

    template: ClassVar[str] = "pages/public.html"
    lines: tuple[PageLine, ...]
    notices: tuple[Notice, ...]


@bp.get("/")
def desk():
    site, actor = current_site(), current_actor()
    if actor is None:
        lines = list_pages(site, None, PageFilters(order="updated"), limit=PUBLIC_LINES)
        return render(PublicPage(tuple(lines), tuple(notices_in_force(site, None))))
    chosen = customer()
    notices = notices_in_force(site, actor, authority=chosen.slug if chosen else actor.authority)
    given = site.hooks.dashboard_cards(actor=actor)
    cards = [card for one in given for card in (one if isinstance(one, (list, tuple)) else [one]) if card is not None]
    return render(DeskPage(actor.name.split()[0], tuple(notices), draw_all(sorted(cards, key=_order)), ROUTES))


def _order(card) -> int:
    return LAST if isinstance(card, Failure) else card.order
