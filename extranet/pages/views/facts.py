"""Facts: every fact with its values by authority, and the form of one value."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.authorities import Authority, all_authorities, current_authorities
from extranet.errors import BadInput, NotFound
from extranet.pages.actions.facts import fact_history, facts, pages_showing, set_fact
from extranet.pages.model import FactChange, FactKey, FactSaid, FactValue, PageLine
from extranet.pages.views.blueprint import bp
from extranet.rights import may
from extranet.web import Page, add_notice, current_site, render, require, signed_in

SHEET = 100


@dataclass(frozen=True)
class FactsPage(Page):
    """Facts by key; `counts` says how many of today's authorities have a value."""

    template: ClassVar[str] = "pages/facts.html"
    keys: tuple[FactKey, ...]
    counts: dict[str, int]
    authority_count: int
    sheet: int
    sheets: int
    may_edit: bool


@dataclass(frozen=True)
class FactPage(Page):
    """One fact: a row for each authority with its value of today or None, the pages that show it, and what it was said to be (by council's name)."""

    template: ClassVar[str] = "pages/fact.html"
    key: FactKey
    rows: tuple[tuple[Authority, FactValue | None, bool], ...]
    lines: tuple[PageLine, ...]
    said: tuple[tuple[str, FactSaid], ...]
    today: date


@dataclass(frozen=True)
class FactForm(Page):
    """The form of one authority's value."""

    template: ClassVar[str] = "pages/fact_form.html"
    key: FactKey
    authority: Authority
    value: str
    source_url: str
    valid_from: str
    last_confirmed: str
    error: str
    error_field: str


@bp.get("/-/facts")
def show_facts():
    actor, site = signed_in(), current_site()
    known, authorities, day = facts(site), current_authorities(site), site.clock.today()
    keys = list(known.keys.values())
    wanted = request.args.get("page", "1")
    sheet = int(wanted) if wanted.isdecimal() and 0 < len(wanted) < 6 and int(wanted) else 1
    shown = keys[(sheet - 1) * SHEET : sheet * SHEET]
    counts = {one.key: sum(known.value(one.key, each.slug, day) is not None for each in authorities) for one in shown}
    return render(FactsPage(tuple(shown), counts, len(authorities), sheet, -(-len(keys) // SHEET), bool(may(site, actor, "fact.edit", None))))


@bp.get("/-/facts/<key>")
def show_fact(key):
    actor, site = signed_in(), current_site()
    named, day = _named(site, key), site.clock.today()
    known = facts(site)
    rows = tuple(
        (one, known.value(key, one.slug, day), bool(may(site, actor, "fact.edit", FactChange(key, one.slug)))) for one in current_authorities(site)
    )
    names = {one.slug: one.short_name for one in all_authorities(site)}
    said = tuple((names.get(one.authority, one.authority), one) for one in fact_history(site, key))
    return render(FactPage(named, rows, tuple(pages_showing(site, actor, key)), said, day))


@bp.get("/-/facts/<key>/<authority>")
def edit_fact(key, authority):
    site = current_site()
    named, council = _named(site, key), _council(site, authority)
    require("fact.edit", FactChange(key, authority))
    held = facts(site).value(key, authority, site.clock.today())
    begins = held.valid_from.isoformat() if held and held.valid_from else ""
    return render(
        FactForm(named, council, held.value if held else "", held.source_url if held else "", begins, site.clock.today().isoformat(), "", "")
    )


@bp.post("/-/facts/<key>/<authority>")
def save_fact(key, authority):
    site = current_site()
    named, council = _named(site, key), _council(site, authority)
    actor = require("fact.edit", FactChange(key, authority))
    typed = {name: request.form.get(name, "").strip() for name in ("value", "source_url", "valid_from", "last_confirmed")}
    try:
        value = FactValue(key, authority, typed["value"], typed["source_url"], _day(typed, "valid_from"), None, _day(typed, "last_confirmed"))
        set_fact(site, actor, value)
    except BadInput as why:
        return render(FactForm(named, council, **typed, error=why.sentence, error_field=why.field or ""), status=why.status)
    add_notice(f"Every page that shows “{named.label}” has the new value for {council.short_name}.")
    return redirect(url_for("pages.show_fact", key=key), code=303)


def _named(site, key: str) -> FactKey:
    found = facts(site).keys.get(key)
    if found is None:
        raise NotFound("There is no fact with this key.")
    return found


def _council(site, slug: str) -> Authority:
    found = next((one for one in current_authorities(site) if one.slug == slug), None)
    if found is None:
        raise NotFound("There is no authority of this name today.")
    return found


def _day(typed: dict[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(typed[name]) if typed[name] else None
    except ValueError as fault:
        raise BadInput("Give the day as year, month and day, such as 2027-04-01.", name) from fault
