"""What changed for me (/-/news), what I watch (/-/watching), and the address that stops letters (/-/watching/stop/…)."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, redirect, request, url_for

from extranet.errors import BadInput
from extranet.identity import person_by_id
from extranet.pages import Page as WikiPage
from extranet.pages import read_page
from extranet.search import FACETS
from extranet.standard import services_of, vocabularies
from extranet.watching import actions, reading, stopping
from extranet.watching.model import FREQUENCIES, FREQUENCY_WORDS, NewsKind
from extranet.watching.shown import NewsDay, WatchRow, by_day, watch_rows
from extranet.watching.telling import news_kinds_of
from extranet.web import Page, add_notice, current_site, next_path, render, signed_in

bp = Blueprint("watching", __name__, url_prefix="/-")
stop_bp = Blueprint("watching_stop", __name__, url_prefix="/-/watching/stop")
stop_bp.takes_tokens_only = True  # the signed address is what opens it, from a mail program as well (RFC 8058)
blueprints = [bp, stop_bp]
SHEET = 50
OPTIONS = tuple((one, FREQUENCY_WORDS[one]) for one in FREQUENCIES)


@dataclass(frozen=True)
class NewsPage(Page):
    """What a person was told. `kind` is '' for all; `newest` and `older` are line ids, or None."""

    template: ClassVar[str] = "watching/news.html"
    days: tuple[NewsDay, ...]
    kinds: tuple[NewsKind, ...]
    kind: str
    only_unread: bool
    unread: int
    newest: int | None
    older: int | None


@dataclass(frozen=True)
class WatchingPage(Page):
    """Everything a person watches, and how often each kind of news is mailed. `mail` is their address, or ''."""

    template: ClassVar[str] = "watching/watching.html"
    rows: tuple[WatchRow, ...]
    kinds: tuple[NewsKind, ...]
    wishes: dict[str, str]
    options: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]
    mail: str
    errors: tuple[tuple[str, str], ...]
    typed: dict[str, str]


@dataclass(frozen=True)
class WatchPagePage(Page):
    """The form that watches a page, its group and its services. `things` are (value, words, hint), `chosen` those watched."""

    template: ClassVar[str] = "watching/watch_page.html"
    page: WikiPage
    things: tuple[tuple[str, str, str], ...]
    chosen: tuple[str, ...]
    wants: str
    with_minor: bool
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StopPage(Page):
    """Asks once, or says that it is done. `what` is in words."""

    template: ClassVar[str] = "watching/stop.html"
    words: str
    is_done: bool
    token: str


@bp.get("/news")
def news():
    actor, site = signed_in(), current_site()
    known = news_kinds_of(site)
    kind = request.args.get("kind", "") if request.args.get("kind", "") in known else ""
    only_unread = request.args.get("shown", "unread") != "all"
    lines = reading.my_news(site, actor, kind, only_unread, _whole(request.args.get("before")), SHEET + 1)
    older = lines[SHEET - 1].id if len(lines) > SHEET else None
    days = by_day(lines[:SHEET], site.clock.today())
    newest = lines[0].id if lines else None
    told = reading.kinds_of_my_news(site, actor)
    kinds = tuple(one for name, one in known.items() if name in told or name == kind)
    return render(NewsPage(days, kinds, kind, only_unread, reading.unread_count(site, actor), newest, older))


@bp.post("/news/read")
def mark_read():
    """One line (`line`), or all (of a `kind`) up to the newest that was shown."""
    actor, site = signed_in(), current_site()
    line, kind = _whole(request.form.get("line")), request.form.get("kind", "")
    if line is not None:
        actions.mark_read(site, actor, [line])
    else:
        actions.mark_read(site, actor, None, kind, _whole(request.form.get("newest")))
        add_notice("All news is marked as read.")
    return redirect(next_path(request.form.get("next"), url_for("watching.news")), code=303)


@bp.post("/news/unread")
def mark_unread():
    actor = signed_in()
    actions.mark_unread(current_site(), actor, _whole(request.form.get("line")) or 0)
    return redirect(next_path(request.form.get("next"), url_for("watching.news")), code=303)


@bp.get("/watching")
def watching():
    return _watching_page(signed_in())


@bp.post("/watching")
def change_watches():
    """How often for each watch, or `stop` one of them."""
    actor, site = signed_in(), current_site()
    stopped = _whole(request.form.get("stop"))
    if stopped is not None:
        actions.remove_watch(site, actor, stopped)
        add_notice("You do not watch it any more.")
        return redirect(url_for("watching.watching"), code=303)
    try:
        for one in actions.watched_by(site, actor):
            wants, with_minor = request.form.get(f"watch-{one.id}"), f"minor-{one.id}" in request.form
            if wants is not None and (wants, with_minor) != (one.wants, one.with_minor):
                actions.change_watch(site, actor, one.id, wants, with_minor)
    except BadInput as fault:
        return _watching_page(actor, ((fault.field or "", fault.sentence),))
    add_notice("Kept.")
    return redirect(url_for("watching.watching"), code=303)


@bp.post("/watching/letters")
def choose_letters():
    actor, site = signed_in(), current_site()
    wishes = {kind: request.form[f"wants-{kind}"] for kind in news_kinds_of(site) if f"wants-{kind}" in request.form}
    try:
        actions.choose(site, actor, wishes)
    except BadInput as fault:
        return _watching_page(actor, ((fault.field or "", fault.sentence),))
    add_notice("Your choice is kept.")
    return redirect(url_for("watching.watching"), code=303)


@bp.post("/watching/things")
def add_watch():
    """Watch a group, a service (its number or name) or a search, whose conditions are sent as the search page names them."""
    actor, site = signed_in(), current_site()
    thing, target = request.form.get("thing", ""), _typed_target()
    filters = {name: tuple(request.form.getlist(name)) for name in FACETS if request.form.get(name)}
    try:
        actions.watch(site, actor, thing, _service_number(site, target) if thing == "service" else target, filters)
    except BadInput as fault:
        return _watching_page(actor, ((f"{thing}-target", fault.sentence),), {thing: target})
    add_notice("You watch it from now on. What is new there stands under News.")
    return redirect(next_path(request.form.get("next"), url_for("watching.watching")), code=303)


@bp.get("/watching/pages/<slug>")
def ask_watch_page(slug):
    actor, site = signed_in(), current_site()
    page = read_page(site, actor, slug)
    things = _things_of(site, page)
    mine = {f"{one.thing}:{one.target}": one for one in actions.watched_by(site, actor)}
    chosen = tuple(value for value, _words, _hint in things if value in mine)
    first = next((mine[value] for value in chosen), None)
    shown = chosen or (things[0][0],)
    options = (("", "As chosen for this kind of news"), *OPTIONS)
    return render(WatchPagePage(page, things, shown, first.wants if first else "", bool(first and first.with_minor), options))


@bp.post("/watching/pages/<slug>")
def watch_page(slug):
    actor, site = signed_in(), current_site()
    page = read_page(site, actor, slug)
    wanted, wants, with_minor = set(request.form.getlist("things")), request.form.get("wants", ""), "with_minor" in request.form
    mine = {f"{one.thing}:{one.target}": one for one in actions.watched_by(site, actor)}
    for value, _words, _hint in _things_of(site, page):
        thing, _, target = value.partition(":")
        if value in wanted and value in mine:
            actions.change_watch(site, actor, mine[value].id, wants, with_minor)
        elif value in wanted:
            actions.watch(site, actor, thing, target, wants=wants, with_minor=with_minor)
        elif value in mine:
            actions.unwatch(site, actor, thing, target)
    add_notice("You watch this from now on." if wanted else "You do not watch this page any more.")
    return redirect(f"/wiki/{page.slug}", code=303)


@stop_bp.get("/<token>")
def ask_stop(token):
    return render(StopPage(stopping.read_stop(current_site(), token).words, False, token))


@stop_bp.post("/<token>")
def stop(token):
    """From the button, or from a mail program with List-Unsubscribe=One-Click: both are answered with the page that says so."""
    return render(StopPage(stopping.stop(current_site(), token).words, True, token))


def _watching_page(actor, errors=(), typed=None):
    site = current_site()
    kinds = tuple(news_kinds_of(site).values())
    groups = tuple((slug, one.name) for slug, one in vocabularies(site).groups.items())
    person = person_by_id(site, actor.id)
    rows, wishes = watch_rows(site, actor, actions.watched_by(site, actor)), actions.wishes_of(site, actor)
    mail = person.mail if person else ""
    return render(WatchingPage(rows, kinds, wishes, OPTIONS, groups, mail, errors, typed or {}), status=422 if errors else 200)


def _things_of(site, page: WikiPage) -> tuple[tuple[str, str, str], ...]:
    known = vocabularies(site)
    group = known.groups.get(page.working_group)
    things = [(f"page:{page.id}", "This page", "")]
    things.append((f"group:{page.working_group}", f"All pages of {group.name if group else page.working_group}", "New pages too"))
    for number in services_of(page.metadata):
        if number in known.services:
            things.append((f"service:{number}", f"All pages about the service “{known.services[number].name}”", "New pages too"))
    return tuple(things)


def _typed_target() -> str:
    """`target`, or the field of the form on /-/watching, whose three forms need three names."""
    return (request.form.get("target") or request.form.get(f"{request.form.get('thing', '')}-target", "")).strip()


def _service_number(site, text: str) -> str:
    """The number of the service that was typed as a number or by name. BadInput when there is none or more than one."""
    services = vocabularies(site).services
    if text.isdecimal() and len(text) < 9 and int(text) in services:
        return text
    found = [number for number, one in services.items() if one.name.casefold() == text.casefold()]
    if len(found) != 1:
        raise BadInput(f"No service is called “{text[:80]}”. Type its number, or its name as the list of services has it.")
    return str(found[0])


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
