"""What an authority says about its queues and hours; what the forum says about responsibility."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.authorities import all_authorities
from extranet.errors import BadInput, NotFound
from extranet.identity import record
from extranet.standard import vocabularies
from extranet.web import Page, add_notice, render
from extranet_plugins.front_line_forum import access, calendars, queues, responsibility, store
from extranet_plugins.front_line_forum.calendars import DAY_NAMES, Closure
from extranet_plugins.front_line_forum.model import TARGETS, Queue
from extranet_plugins.front_line_forum.responsibility import BASES, EVERYWHERE, ROLES, Problem, Row, Target
from extranet_plugins.front_line_forum.views.blueprint import as_csv, at_desk, authority_options, bp, governs, name_of, page_number, place_options, whole_number
from extranet_plugins.front_line_forum.working_time import WorkingHours

PER_PAGE = 60
PROBLEM_WORDS = {"gap": "Nobody is responsible", "shared": "Shared, with no lead", "overlap": "More than one lead"}


@dataclass(frozen=True)
class ArrangePage(Page):
    """An authority's queues, hours and closure days. `queues` are (name, Queue)."""

    template: ClassVar[str] = "front_line_forum/arrange.html"
    authority: str
    name: str
    queues: tuple[tuple[str, Queue], ...]
    chosen: tuple[str, Queue] | None
    targets: tuple[tuple[str, str], ...]
    hours: WorkingHours
    days: tuple[tuple[str, str], ...]
    open_days: tuple[str, ...]
    closures: tuple[Closure, ...]
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ResponsibilityPage(Page):
    """Who answers for a service in a place; gaps, overlaps and what misled; rows that were written."""

    template: ClassVar[str] = "front_line_forum/responsibility.html"
    services: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    service: str
    place: str
    day: str
    found: tuple[Target, ...]
    fault: str
    problems: tuple[Problem, ...]
    counts: dict[str, int]
    problem_words: dict[str, str]
    show: str
    page: int
    pages: int
    rows: tuple[tuple[Row, str, str, str], ...]
    misled: tuple[tuple[str, str, int], ...]
    may_govern: bool
    authorities: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    bases: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...]


@bp.get("/arrange")
def arrange():
    return _arrange_page(whole_number(request.args.get("queue")) if "queue" in request.args else None)


@bp.post("/arrange/queue")
def arrange_queue():
    site, actor = at_desk()
    given = request.form
    asks = tuple(line.strip() for line in given.get("asks", "").splitlines() if line.strip())
    number = whole_number(given.get("service_group"))
    one = Queue(actor.authority, number, given.get("phone", "").strip(), "is_published" in given, "is_cold_allowed" in given, asks, given.get("target", ""))
    try:
        queues.arrange(site, actor, one)
    except BadInput as fault:
        return _arrange_page(number, ((fault.field or "", fault.sentence),))
    add_notice("The queue is arranged.")
    return redirect(url_for("front_line_forum.arrange", queue=number), code=303)


@bp.post("/arrange/hours")
def arrange_hours():
    site, actor = at_desk()
    given = request.form
    try:
        queues.set_hours(site, actor, actor.authority, [whole_number(day) for day in given.getlist("days")], given.get("opens", ""), given.get("closes", ""))
    except BadInput as fault:
        return _arrange_page(None, ((fault.field or "", fault.sentence),))
    add_notice("The hours are set. Referrals that come in from now on are timed by them.")
    return redirect(url_for("front_line_forum.arrange"), code=303)


@bp.post("/arrange/closure")
def arrange_closure():
    site, actor = at_desk()
    is_closed = request.form.get("open") != "yes"
    try:
        queues.set_closure(site, actor, actor.authority, request.form.get("day", ""), request.form.get("title", ""), is_closed)
    except BadInput as fault:
        return _arrange_page(None, ((fault.field or "", fault.sentence),))
    add_notice("The closure day is set." if is_closed else "That day is open again.")
    return redirect(url_for("front_line_forum.arrange"), code=303)


@bp.get("/responsibility")
def show_responsibility():
    return _responsibility_page()


@bp.get("/responsibility.csv")
def responsibility_csv():
    site, _actor = at_desk()
    heads = ("lgsl_id", "service", "area_gss", "area", "responsible_authority", "role", "basis", "valid_from", "valid_to", "note", "source", "confirmed_on")
    return as_csv("responsibility", heads, _csv_rows(site))


@bp.post("/responsibility")
def add_responsibility():
    site, actor = at_desk()
    access.require(site, actor, "desk.govern")
    try:
        row = _row_of(request.form, site.clock.today())
        with site.db.writing() as tx:
            responsibility.keep_row(site, tx, row)
            record(tx, site, actor, "responsibility.added", f"service {row.service}", f"{row.area}: {row.authority}, {row.role}")
    except BadInput as fault:
        return _responsibility_page(((fault.field or "", fault.sentence),))
    add_notice("The row holds from its first day; the tiers answer for everything else.")
    return redirect(url_for("front_line_forum.show_responsibility"), code=303)


@bp.post("/responsibility/<int:number>/remove")
def remove_responsibility(number):
    site, actor = at_desk()
    access.require(site, actor, "desk.govern")
    with site.db.writing() as tx:
        if not responsibility.take_row_away(site, tx, number):
            raise NotFound("There is no such row.")
        record(tx, site, actor, "responsibility.removed", f"row {number}")
    add_notice("The row is gone.")
    return redirect(url_for("front_line_forum.show_responsibility"), code=303)


def _arrange_page(chosen: int | None, errors=()):
    site, actor = at_desk()
    authority = actor.authority
    access.require(site, actor, "queue.arrange", authority)
    named = tuple((name, queues.queue_for(site, authority, number)) for number, name in queues.groups_of(site))
    one = next(((name, found) for name, found in named if found.service_group == chosen), None)
    if chosen is not None and one is None:
        raise NotFound("There is no such queue.")
    hours = calendars.hours_of(site, authority)
    return render(
        ArrangePage(
            authority,
            name_of(site, authority),
            named,
            one,
            tuple((code, words[0]) for code, words in TARGETS.items()),
            hours,
            tuple((str(number), name) for number, name in enumerate(DAY_NAMES)),
            tuple(str(day) for day in sorted(hours.days)),
            tuple(calendars.closures(site, authority)),
            tuple(errors),
        ),
        status=422 if errors else 200,
    )


def _responsibility_page(errors=()):
    site, actor = at_desk()
    given = request.args
    service, place, day = given.get("service", ""), given.get("place", ""), _day(given.get("on", ""), site)
    found, fault = (), ""
    if service and place:
        try:
            found = tuple(responsibility.targets(site, whole_number(service), place, day))
        except NotFound as unknown:
            fault = unknown.sentence
    problems = list(responsibility.problems(site, day))
    counts = {kind: sum(one.kind == kind for one in problems) for kind in PROBLEM_WORDS}
    show, page = given.get("show", "gap"), page_number()
    shown = [one for one in problems if one.kind == show]
    rows = tuple(
        (row, _service_name(site, row.service), "everywhere" if row.area == EVERYWHERE else name_of(site, row.area), name_of(site, row.authority))
        for found_rows in responsibility.written_rows(site).values()
        for row in found_rows
    )
    with site.db.reading() as connection:
        misled = tuple((_service_name(site, one.service), one.page, one.times) for one in store.misleading(connection))
    known = vocabularies(site).services
    return render(
        ResponsibilityPage(
            tuple((str(one.id), f"{one.name} ({one.id})") for one in sorted(known.values(), key=lambda one: one.name)),
            tuple(place_options(site)),
            service,
            place,
            day.isoformat(),
            found,
            fault,
            tuple(shown[(page - 1) * PER_PAGE : page * PER_PAGE]),
            counts,
            PROBLEM_WORDS,
            show,
            page,
            -(-len(shown) // PER_PAGE),
            rows,
            misled,
            governs(site, actor),
            tuple(authority_options(site)),
            tuple(ROLES.items()),
            tuple(BASES.items()),
            tuple(errors),
        ),
        status=422 if errors else 200,
    )


def _service_name(site, number: int) -> str:
    found = vocabularies(site).services.get(number)
    return found.name if found else str(number)


def _day(text: str, site) -> date:
    try:
        return date.fromisoformat(text) if text else site.clock.today()
    except ValueError:
        return site.clock.today()


def _row_of(given, today: date) -> Row:
    try:
        days = {name: date.fromisoformat(given[name]) if given.get(name) else None for name in ("valid_from", "valid_to")}
    except ValueError as fault:
        raise BadInput("Write dates as 2027-04-01.", "valid_from") from fault
    texts = {name: given.get(name, "").strip()[:300] for name in ("area", "authority", "role", "basis", "note", "source")}
    return Row(whole_number(given.get("service")), **texts, **days, confirmed_on=today)


def _csv_rows(site):
    """Every service in every area today, as the forms answer it."""
    day, known = site.clock.today(), {one.slug: one for one in all_authorities(site)}
    for service in vocabularies(site).services.values():
        basis = responsibility.basis_of(site, service)
        for slug, name in place_options(site):
            for row in responsibility.rows_for(site, service, known[slug], day):
                yield (
                    service.id,
                    service.name,
                    known[slug].gss,
                    name,
                    row.authority,
                    row.role,
                    row.basis or basis,
                    row.valid_from,
                    row.valid_to,
                    row.note,
                    row.source,
                    row.confirmed_on,
                )
