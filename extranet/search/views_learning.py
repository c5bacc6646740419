"""What is learnt from searches, and what groups pin: /-/search/told, /-/search/reports, /-/search/pins."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import Blueprint, redirect, request, url_for

from extranet.errors import BadInput, Forbidden, NotFound
from extranet.hooks import answers_only
from extranet.search import bets, learning
from extranet.search.bet_store import Bet
from extranet.search.learnt_store import Asked
from extranet.web import Page, add_notice, current_site, render, require, signed_in

bp = Blueprint("search_learning", __name__, url_prefix="/-/search")


@dataclass(frozen=True)
class ReportsPage(Page):
    """How searches ended, of one group's answers. `groups` are (words, address, is this one)."""

    template: ClassVar[str] = "search/reports.html"
    group: str
    group_name: str
    groups: tuple[tuple[str, str, bool], ...]
    lines: tuple[Asked, ...]
    days: int
    least: int
    may_pin: bool


@dataclass(frozen=True)
class PinsPage(Page):
    """What the actor's groups have pinned, and the form for one more. `pins` are (pin, title, address); `names` group's words by slug."""

    template: ClassVar[str] = "search/pins.html"
    pins: tuple[tuple[Bet, str, str], ...]
    names: dict[str, str]
    groups: tuple[tuple[str, str], ...]
    today: date
    errors: tuple[tuple[str, str], ...]
    given: dict[str, str]


@bp.post("/told")
def told():
    """How a search ended, as the page of results tells when it is left. Nothing is answered."""
    learning.note(current_site(), signed_in(), request.form.get("q", ""), request.form.get("outcome", ""), request.form.get("opened", ""))
    return "", 204


@bp.get("/reports")
def reports():
    site, group = current_site(), request.args.get("group", "")
    actor = require("search.reports", group)
    names, own = _group_names(), learning.report_groups(actor)
    if group and group not in names:
        raise NotFound("There is no such working group.")
    shown = sorted(names if own is None else own, key=lambda slug: names.get(slug, slug))
    groups = [("No answer found", url_for("search_learning.reports"), not group)]
    groups += [(names.get(slug, slug), url_for("search_learning.reports", group=slug), slug == group) for slug in shown]
    lines = tuple(learning.report(site, actor, group))
    page = ReportsPage(group, names.get(group, ""), tuple(groups), lines, learning.REPORT_DAYS, learning.LEAST, bool(bets.groups_to_pin_for(actor)))
    return render(page)


@bp.get("/pins")
def pins():
    return _pins_page(_pinner(), {name: request.args[name] for name in ("phrase", "page") if name in request.args})


@bp.post("/pins")
def pin():
    actor, given = _pinner(), {name: request.form.get(name, "") for name in ("group", "phrase", "page", "until-day", "until-month", "until-year")}
    try:
        bets.pin(current_site(), actor, given["group"], given["phrase"], given["page"], _day(given))
    except (BadInput, Forbidden) as fault:
        return _pins_page(actor, given, ((getattr(fault, "field", "group") or "group", fault.sentence),))
    add_notice("Pinned. It stands first from now on.")
    return redirect(url_for("search_learning.pins"), code=303)


@bp.post("/pins/<int:number>/end")
def unpin(number):
    bets.unpin(current_site(), _pinner(), number)
    add_notice("It is not pinned any more.")
    return redirect(url_for("search_learning.pins"), code=303)


def _pinner():
    """Who asks, if there is a group they pin for."""
    actor = signed_in()
    if not bets.groups_to_pin_for(actor):
        raise Forbidden("Only authors and approvers of a working group pin answers.")
    return actor


def _pins_page(actor, given: dict[str, str], errors=()):
    names = _group_names()
    groups = tuple((slug, names.get(slug, slug)) for slug in bets.groups_to_pin_for(actor))
    site = current_site()
    page = PinsPage(tuple(bets.pins_of(site, actor)), names, groups, site.clock.today(), tuple(errors), given)
    return render(page, status=422 if errors else 200)


def _group_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for labels in answers_only(current_site().hooks.facet_labels()):
        names |= labels.get("group", {})
    return names


def _day(given: dict[str, str]) -> date | None:
    try:
        return date(*(int(given[f"until-{part}"]) for part in ("year", "month", "day")))
    except ValueError:
        return None
