"""Asking people to read a page, and saying that one has: /-/reading."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from flask import Blueprint, redirect, request, url_for

from extranet.authorities import current_authorities
from extranet.errors import BadInput, Conflict
from extranet.pages import Page as WikiPage
from extranet.pages import read_page
from extranet.reading import answering, asking, counting
from extranet.reading import store as _store
from extranet.reading.counting import Standing
from extranet.reading.model import Request
from extranet.rights import may
from extranet.standard import vocabularies
from extranet.web import Page, add_notice, current_site, render, require, signed_in

bp = Blueprint("reading", __name__, url_prefix="/-/reading")
USUAL_DAYS = 14


@dataclass(frozen=True)
class ReadingPage(Page):
    """What somebody was asked to read and has not: (request, address, title)."""

    template: ClassVar[str] = "reading/mine.html"
    waiting: tuple[tuple[Request, str, str], ...]
    today: date


@dataclass(frozen=True)
class AskPage(Page):
    """The requests of a page and how each stands, and the form for another."""

    template: ClassVar[str] = "reading/ask.html"
    page: WikiPage
    standings: tuple[Standing, ...]
    names: dict[str, str]
    groups: tuple[tuple[str, str], ...]
    authorities: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    note: str
    day: tuple[str, str, str]
    errors: tuple[tuple[str, str], ...]
    today: date


@bp.get("")
def mine():
    actor, site = signed_in(), current_site()
    return render(ReadingPage(tuple(answering.waiting_for(site, actor)), site.clock.today()))


@bp.get("/pages/<slug>")
def show(slug):
    actor, site = signed_in(), current_site()
    page = read_page(site, actor, slug)
    require("reading.ask", page)
    due = site.clock.today() + timedelta(days=USUAL_DAYS)
    return _ask_page(page, (page.working_group,), "", (str(due.day), str(due.month), str(due.year)))


@bp.post("/pages/<slug>")
def ask(slug):
    actor, site = signed_in(), current_site()
    page = read_page(site, actor, slug)
    require("reading.ask", page)
    groups, authorities, note = request.form.getlist("groups"), request.form.getlist("authorities"), request.form.get("note", "")
    day = tuple(request.form.get(f"due-{part}", "").strip()[:4] for part in ("day", "month", "year"))
    try:
        asking.ask(site, actor, page, groups, authorities, _day(day), note)
    except BadInput as fault:
        return _ask_page(page, (*groups, *authorities), note, day, ((fault.field or "", fault.sentence),))
    add_notice("They are asked: on the page, on their desk and by letter.")
    return redirect(url_for("reading.show", slug=page.slug), code=303)


@bp.post("/pages/<slug>/<int:request_id>/end")
def end(slug, request_id):
    actor, site = signed_in(), current_site()
    page = read_page(site, actor, slug)
    require("reading.ask", page)
    asking.end(site, actor, page, request_id)
    add_notice("Nobody is asked any more.")
    return redirect(url_for("reading.show", slug=page.slug), code=303)


@bp.post("/<int:request_id>/read")
def confirm(request_id):
    actor, site = signed_in(), current_site()
    number = request.form.get("number", "")
    try:
        page = answering.confirm(site, actor, request_id, int(number) if number.isdecimal() and len(number) < 9 else 0)
    except Conflict as fault:
        add_notice(fault.sentence, "warn")
        return redirect(url_for("reading.mine"), code=303)
    add_notice("Thank you. It is noted that you have read and understood this page.")
    return redirect(f"/wiki/{page.slug}", code=303)


def _ask_page(page: WikiPage, chosen, note: str, day, errors=()):
    site = current_site()
    with_names = bool(may(site, signed_in(), "reading.names", page))
    with site.db.reading() as connection:
        requests = _store.open_of_page(connection, page.id)
    standings = tuple(counting.standing(site, one, page, with_names) for one in requests)
    groups = tuple((slug, one.name) for slug, one in vocabularies(site).groups.items())
    authorities = tuple((one.slug, one.short_name) for one in current_authorities(site))
    names = dict(groups) | dict(authorities)
    shown = AskPage(page, standings, names, groups, authorities, tuple(chosen), note, day, errors, site.clock.today())
    return render(shown, status=422 if errors else 200)


def _day(parts: tuple[str, str, str]) -> date:
    """BadInput when the three boxes are no day."""
    try:
        day, month, year = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError as fault:
        raise BadInput("Type the day by which it should be read, such as 1 12 2026.", "due") from fault
