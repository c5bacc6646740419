"""Did this answer it: one press, and what was answered, for those who keep the page."""

from dataclasses import dataclass
from typing import ClassVar

from flask import jsonify, redirect, request, url_for

from extranet.authorities import all_authorities
from extranet.errors import BadInput
from extranet.pages import Page as WikiPage
from extranet.pages import read_page
from extranet.upkeep import helping
from extranet.upkeep.model import ANSWERS, REASONS
from extranet.upkeep.views.blueprint import bp
from extranet.web import Page, add_notice, current_actor, current_site, customer, is_json_wanted, render, require

THANKS = {"yes": "Thank you.", "": "Thank you. Whoever keeps the page sees it, without your name."}


@dataclass(frozen=True)
class HelpedForm(Page):
    """The question on a page of its own: for those whose answer has to be typed again, or who have no scripts."""

    template: ClassVar[str] = "upkeep/helped_form.html"
    page: WikiPage
    reasons: tuple[tuple[str, str], ...]
    typed: dict[str, str]
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HelpedPage(Page):
    """The answers of the last 90 days: rows of (authority's name, counts by answer, all), the sum as bars, and people's own words."""

    template: ClassVar[str] = "upkeep/helped.html"
    page: WikiPage
    answers: tuple[tuple[str, str], ...]
    rows: tuple[tuple, ...]
    bars: tuple[tuple[str, int], ...]
    share: int | None
    remarks: tuple[tuple, ...]
    days: int


@bp.post("/-/helped")
def give_answer():
    site, actor = current_site(), current_actor()
    page = read_page(site, actor, request.form.get("page", ""))
    typed = {name: request.form.get(name, "") for name in ("answer", "text")}
    try:
        helping.give_answer(site, actor, page.slug, typed["answer"], typed["text"], customer().slug if customer() else "")
    except BadInput as why:
        if is_json_wanted():
            return jsonify(sentence=why.sentence), why.status
        return render(HelpedForm(page, _reasons(), typed, ((why.field or "", why.sentence),)), status=why.status)
    thanks = THANKS.get(typed["answer"], THANKS[""])
    if is_json_wanted():
        return jsonify(sentence=thanks), 201
    add_notice(thanks)
    return redirect(url_for("pages.show", slug=page.slug), code=303)


@bp.get("/-/pages/<slug>/helped")
def helped(slug):
    site = current_site()
    actor = require("page.edit")
    page = read_page(site, actor, slug)
    require("page.edit", page)
    tally = helping.tally_of(site, page)
    names = {one.slug: one.short_name for one in all_authorities(site)}
    rows = tuple(
        (names.get(slug, slug) or "No council set", *(counts.get(one, 0) for one in ANSWERS), sum(counts.values()))
        for slug, counts in sorted(tally.counts.items())
    )
    remarks = tuple((day, names.get(whose, "") or "No council set", ANSWERS[answer], text) for day, whose, answer, text in tally.remarks)
    bars = tuple((words, tally.total(name)) for name, words in ANSWERS.items())
    return render(HelpedPage(page, tuple(ANSWERS.items()), rows, bars, tally.share_percent, remarks, helping.SHOWN_DAYS))


def _reasons() -> tuple[tuple[str, str], ...]:
    return tuple((name, ANSWERS[name]) for name in REASONS)
