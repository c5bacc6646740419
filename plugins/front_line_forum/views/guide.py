"""Decision guides, a question at a time; the answers stand in the address, so that back goes back."""

from dataclasses import dataclass
from typing import ClassVar

from flask import request

from extranet.pages import PageFilters, PageLine, list_pages, page_titles
from extranet.web import Page, customer, render
from extranet_plugins.front_line_forum import contacts, guides
from extranet_plugins.front_line_forum.guides import Walk
from extranet_plugins.front_line_forum.views.blueprint import at_desk, bp
from extranet_plugins.front_line_forum.views.desk import OutcomeForm, outcome_form


@dataclass(frozen=True)
class GuidePage(Page):
    """One question of a guide, or its outcome. `options` are (words, address)."""

    template: ClassVar[str] = "front_line_forum/guide.html"
    walk: Walk
    options: tuple[tuple[str, str], ...]
    answered: tuple[tuple[str, str, str], ...]
    refer_url: str
    page_link: tuple[str, str] | None
    form: OutcomeForm


@dataclass(frozen=True)
class GuidesPage(Page):
    """Every guide the person may read."""

    template: ClassVar[str] = "front_line_forum/guides.html"
    lines: tuple[PageLine, ...]


@bp.get("/guides")
def all_guides():
    site, actor = at_desk()
    return render(GuidesPage(tuple(list_pages(site, actor, PageFilters(tags=(("type", guides.DECISION),))))))


@bp.get("/guides/<slug>")
def guide(slug):
    site, actor = at_desk()
    walk = guides.walk(site, actor, slug, request.args.get("path", ""), customer())
    here = walk.path + "," if walk.path else ""
    options = tuple((str(one.get("label", "")), f"?path={here}{one.get('slug', '')}") for one in guides.options_of(walk.node))
    answered = tuple((one.question, one.answer, _before(walk, place)) for place, one in enumerate(walk.answered))
    named = str((walk.node or {}).get("page") or "")
    known = page_titles(site, actor, [named]) if named else {}
    page_link = (known[named][1], f"/wiki/{known[named][0]}") if named in known else None
    refer_url = f"/-/desk/refer?guide={walk.page.slug}&path={walk.path}"
    form = outcome_form(site, contacts.usual_channel(site, actor), walk.services, walk.page.slug)
    return render(GuidePage(walk, options, answered, refer_url, page_link, form))


def _before(walk: Walk, place: int) -> str:
    return "?path=" + ",".join(one.option for one in walk.answered[:place])
