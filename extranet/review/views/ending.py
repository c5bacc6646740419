"""A page's end."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput
from extranet.pages import EditConflict, PageLine, linking_pages
from extranet.pages import Page as WikiPage
from extranet.review.actions.ending import End, cancel_plan, end_page, page_to_end, plan_in_full
from extranet.review.actions.timing import moment_of
from extranet.review.model import ENDS, moment_words
from extranet.review.views.blueprint import bp
from extranet.web import Page, add_notice, current_site, render, require

DONE = {
    "withdrawn": "The page is withdrawn. Whoever comes to its address reads why.", "superseded": "Readers see which page replaces this one.",
    "redirected": "Its address leads to the other page now.", "gone": "The page is gone. Whoever comes to its address reads why.",
}  # fmt: skip


@dataclass(frozen=True)
class EndPage(Page):
    """How a page is to end. `linking` pages lead to it; `plan` is its planned end or None, `plan_at` its moment; `typed` as it was sent."""

    template: ClassVar[str] = "review/end.html"
    page: WikiPage
    ends: tuple[tuple[str, str, str], ...]
    linking: tuple[PageLine, ...]
    plan: Any
    plan_at: str
    typed: dict[str, str]
    errors: tuple[tuple[str, str], ...]


HINTS = {
    "withdrawn": "Readers see your explanation in its place.", "superseded": "Readers still read it, under a banner that names the other page.",
    "redirected": "Its address leads to the other page at once.", "gone": "Readers see that it is gone, and why.",
}  # fmt: skip


@bp.get("/end/<slug>")
def ask_end(slug):
    return _form(slug, require("page.delete"))


@bp.post("/end/<slug>")
def end_it(slug):
    actor, site, form = require("page.delete"), current_site(), request.form
    page = page_to_end(site, actor, slug)
    number = int(form["base_number"]) if form.get("base_number", "").isdecimal() and len(form["base_number"]) < 10 else 0
    try:
        end = End(form.get("state", ""), form.get("note", ""), form.get("goes_to", ""), moment_of(form.get("at", ""), "at"))
        ended = end_page(site, actor, page.slug, end, number)
    except (BadInput, EditConflict) as why:
        return _form(slug, actor, why)
    is_planned = ended.number == page.number
    add_notice("Planned. Until then the page stays as it is." if is_planned else DONE[ended.status])
    return redirect(url_for("pages.show", slug=ended.slug) if is_planned or ended.status == "superseded" else url_for("review.show_queue"), code=303)


@bp.post("/end/<slug>/cancel")
def cancel(slug):
    page = cancel_plan(current_site(), require("page.delete"), slug)
    add_notice("The page stays. Its planned end is taken away.")
    return redirect(url_for("pages.show", slug=page.slug), code=303)


def _form(slug: str, actor, why=None):
    site = current_site()
    page = page_to_end(site, actor, slug)
    errors = ((getattr(why, "field", None) or "", why.sentence),) if why else ()
    ends = tuple((state, label, HINTS[state]) for state, label in ENDS.items())
    plan = plan_in_full(site, page.id)
    given = EndPage(page, ends, tuple(linking_pages(site, actor, page)), plan, moment_words(plan.at) if plan else "", dict(request.form) if why else {}, errors)
    return render(given, status=why.status if why else 200)
