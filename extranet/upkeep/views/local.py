"""An authority's own text on a page: each place of the page with the text for everyone beside the authority's row, one row to a form."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from flask import redirect, request, url_for
from markupsafe import Markup

from extranet.authorities import Authority, authority_by_slug, current_authorities
from extranet.errors import BadInput, NotFound
from extranet.pages import (
    FaultyPage,
    LocalChange,
    LocalConflict,
    LocalEdit,
    LocalPlace,
    LocalRow,
    Reading,
    new_token,
    page_for_local,
    page_with,
    places_of,
    read_page,
    save_local,
)
from extranet.pages import Page as WikiPage
from extranet.rights import may
from extranet.upkeep import coverage, localrows, store
from extranet.upkeep.model import LocalCheck
from extranet.upkeep.personal import refuse_personal
from extranet.upkeep.views.blueprint import bp
from extranet.web import Page, add_notice, current_site, render, require, signed_in

NOTE_LENGTH = 200
MODES = (("replace", "Instead of the text for everyone"), ("add", "Below the text for everyone"), ("hide", "Nothing: the part does not apply here"))


@dataclass(frozen=True)
class OwnRow:
    """One own row: its index among the authority's rows of the place, who else shares it, and its words as a reader sees them."""

    index: int
    row: LocalRow
    shared_with: tuple[str, ...]
    days: str
    html: Markup


@dataclass(frozen=True)
class PlaceShown:
    """One place: what everyone is told, what this authority's customers are told now, and its own rows."""

    place: LocalPlace
    base: Markup
    told: Markup
    told_by: str
    own: tuple[OwnRow, ...]


@dataclass(frozen=True)
class LocalForm:
    """The open form. `place` 0 is a new place at the end of the page; `row` is '' for a new row."""

    place: int
    row: str
    base_number: int
    token: str
    typed: dict[str, str]
    preview: Markup | None


@dataclass(frozen=True)
class LocalPage(Page):
    """A page's local text for one authority. `choices` are the authorities this person may write for."""

    template: ClassVar[str] = "upkeep/local.html"
    page: WikiPage
    authority: Authority
    choices: tuple[Authority, ...]
    places: tuple[PlaceShown, ...]
    form: LocalForm | None
    modes: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...]
    check: LocalCheck | None
    confirmed_at: datetime | None
    confirmed_by: str
    waived: tuple[str, str] | None
    may_waive: bool
    may_add: bool


@bp.get("/-/pages/<slug>/local")
def local_text(slug):
    site, actor, page, authority = _asked(slug, request.args)
    place, row = request.args.get("place", ""), request.args.get("row", "")
    form = None
    if place.isdecimal() and len(place) < 4 and row[:3].replace("new", "").isdecimal() | (row in ("", "new")):
        form = _blank_form(site, page, authority, int(place), row if row.isdecimal() else "")
    return _page(site, actor, page, authority, form)


@bp.post("/-/pages/<slug>/local")
def save_local_text(slug):
    site, actor, page, authority = _asked(slug, request.form)
    names = ("text", "mode", "begins", "ends", "note")
    typed = {name: request.form.get(name, "").replace("\r\n", "\n").replace("\r", "\n") for name in names}
    number = request.form.get("base_number", "")
    base = int(number) if number.isdecimal() and len(number) < 10 else 0
    place, row = request.form.get("place", ""), request.form.get("row", "")
    token = f"{request.form.get('token') or new_token()}"[:80]
    form = LocalForm(int(place) if place.isdecimal() and len(place) < 4 else 0, row if row.isdecimal() and len(row) < 4 else "", base, token, typed, None)
    do = request.form.get("do", "save")
    try:
        change = _change(site, page, authority.slug, form, do == "remove")
        if do == "preview":
            looked = page_with(site, page, change)
            shown = Reading(site, actor, looked, authority).markup(looked.rendered["body"])
            return _page(site, actor, page, authority, LocalForm(form.place, form.row, base, token, typed, shown))
        saved = save_local(site, actor, page.slug, change, base, _note(authority, typed, do == "remove", change), token)
    except LocalConflict as why:
        now = LocalForm(form.place, form.row, why.theirs.number, new_token(), typed, None)
        return _page(site, actor, why.theirs, authority, now, ((("", why.sentence)),), why.status)
    except (BadInput, FaultyPage) as why:
        field = why.field if why.field in names else "text" if why.field in (None, "body") else ""
        return _page(site, actor, page, authority, form, ((field, why.sentence),), why.status)
    add_notice(f"{authority.short_name}’s own text is kept in revision {saved.number}. Nothing else on the page was touched.")
    return redirect(url_for("upkeep.local_text", slug=saved.slug, **{"for": authority.slug}), code=303)


@bp.post("/-/pages/<slug>/local/right")
def local_still_right(slug):
    site, actor, page, authority = _asked(slug, request.form)
    try:
        localrows.still_right_for(site, actor, page.slug, authority.slug)
        add_notice(f"{authority.short_name}’s own text on “{page.title}” is still right: said today by you.")
    except BadInput as why:
        add_notice(why.sentence, "bad")
    return redirect(url_for("upkeep.local_text", slug=page.slug, **{"for": authority.slug}), code=303)


@bp.post("/-/pages/<slug>/local/waive")
def waive_local(slug):
    site = current_site()
    actor = require("page.edit")
    page = read_page(site, actor, slug)
    authority = request.form.get("for", "")
    reason = request.form.get("reason", "") if request.form.get("do") != "undo" else ""
    try:
        if not reason and request.form.get("do") != "undo":
            raise BadInput("Say in a sentence why it needs no text of its own.", "reason")
        coverage.waive(site, actor, slug, authority, reason)
        add_notice("Kept: no text of its own is needed." if reason else "It needs text of its own again.")
    except BadInput as why:
        add_notice(why.sentence, "bad")
    return redirect(url_for("upkeep.local_text", slug=page.slug, **{"for": authority}), code=303)


def _asked(slug: str, given) -> tuple:
    """(site, actor, page, authority) of the request; a refusal when this person may not write this authority's text here."""
    site, actor = current_site(), signed_in()
    page = read_page(site, actor, slug)
    choices = _choices(site, actor, page)
    wanted = given.get("for") or (actor.authority if actor.authority in {one.slug for one in choices} else choices[0].slug if choices else actor.authority)
    authority = authority_by_slug(site, wanted)
    if authority is None:
        raise NotFound("There is no authority of this name.")
    if not may(site, actor, "page.edit", page) or given.get("place"):
        page = page_for_local(site, actor, slug, authority.slug)
    return site, actor, page, authority


def _choices(site, actor, page) -> list[Authority]:
    return [one for one in current_authorities(site) if may(site, actor, "page.localise", LocalEdit(page, one.slug))]


def _change(site, page: WikiPage, authority: str, form: LocalForm, is_removed: bool) -> LocalChange:
    typed = form.typed
    if is_removed and form.row == "":
        raise BadInput("There is nothing to take away: this text was not saved yet.", "text")
    if not is_removed:
        if typed["mode"] not in dict(MODES):
            raise BadInput("Choose where the text stands.", "mode")
        if typed["mode"] != "hide" and not typed["text"].strip():
            raise BadInput("Write the text, or choose that the part does not apply here.", "text")
        refuse_personal(typed["note"], "note")
    begins, ends = (_day(typed, name) for name in ("begins", "ends"))
    if begins and ends and ends < begins:
        raise BadInput("The last day is before the first.", "ends")
    if form.place == 0 and page.metadata.get("localisable") == "none":
        raise BadInput("This page is the same everywhere, so its group decided. Flag it if it is missing something for you.", "text")
    row = int(form.row) if form.row else None
    return LocalChange(authority, form.place, row, typed["text"], typed["mode"], begins, ends, is_removed)


def _day(typed: dict[str, str], name: str) -> str | None:
    try:
        return date.fromisoformat(typed[name]).isoformat() if typed[name] else None
    except ValueError as fault:
        raise BadInput("Give the day as year, month and day, such as 2027-04-01.", name) from fault


def _note(authority: Authority, typed: dict[str, str], is_removed: bool, change: LocalChange) -> str:
    what = "taken away" if is_removed else "added" if change.row is None else "changed"
    said = " ".join(typed["note"].split())[:NOTE_LENGTH]
    return f"Own text of {authority.short_name} {what}. {said}".strip()


def _blank_form(site, page: WikiPage, authority: Authority, place: int, row: str) -> LocalForm | None:
    found = next((one for one in places_of(site, page.body) if one.number == place), None)
    if found is None and place:
        return None
    typed = {"text": "", "mode": "replace" if found and found.base else "add", "begins": "", "ends": "", "note": ""}
    own = found.named(authority.slug) if found else ()
    if row:
        if int(row) >= len(own):
            return None
        held = own[int(row)]
        typed |= {"text": held.text, "mode": held.mode, "begins": held.begins or "", "ends": held.ends or ""}
    return LocalForm(place, row, page.number, new_token(), typed, None)


def _page(site, actor, page: WikiPage, authority: Authority, form: LocalForm | None, errors: tuple = (), status: int = 200):
    with site.db.reading() as connection:
        rows = store.rows_of(connection, [page.id], authority.slug)
        checks = store.open_checks(connection, page.id, authority.slug)
        waived = store.waivers(connection, [page.id]).get((page.id, authority.slug))
    sure = max(rows, key=lambda one: one.sure_at, default=None)
    choices = _choices(site, actor, page)
    shown = LocalPage(
        page, authority, tuple(choices), _places(site, actor, page, authority), form, MODES, errors, checks[0] if checks else None,
        sure.sure_at if sure else None, (sure.confirmed_by or sure.changed_by) if sure else "", waived, bool(may(site, actor, "page.edit", page)),
        authority in choices and page.metadata.get("localisable") != "none",
    )  # fmt: skip
    return render(shown, status=status)


def _places(site, actor, page: WikiPage, authority: Authority) -> tuple[PlaceShown, ...]:
    """The places of the text beside their renderings, which stand in the same order."""
    reading, base = Reading(site, actor, page, authority), Reading(site, actor, page, None)
    names = {one.slug: one.short_name for one in current_authorities(site)}
    shown, variants = [], [part for part in page.rendered["body"] if part[0] == "variant"]
    today = site.clock.today().isoformat()
    for place, part in zip(places_of(site, page.body), variants, strict=False):
        base_parts = next((row["parts"] for row in part[2] if "otherwise" in row["selector"]), [])
        own = []
        for row, kept in zip(place.rows, part[2], strict=False):
            if authority.slug in row.selector:
                others = tuple(names.get(name, name) for name in row.selector if name != authority.slug)
                own.append(OwnRow(len(own), row, others, _days(row), reading.markup(kept["parts"])))
        told_by = next((name for name in (authority.slug, *authority.clusters, authority.tier) if any(row.holds_on(today) for row in place.named(name))), "")
        told = next((kept["parts"] for row, kept in zip(place.rows, part[2], strict=False) if told_by in row.selector and row.holds_on(today)), [])
        shown.append(PlaceShown(place, base.markup(base_parts), reading.markup(told), "" if told_by == authority.slug else told_by, tuple(own)))
    return tuple(shown)


def _days(row: LocalRow) -> str:
    words = [f"{word} {date.fromisoformat(day).day} {date.fromisoformat(day):%B %Y}" for word, day in (("from", row.begins), ("to", row.ends)) if day]
    return " ".join(words)
