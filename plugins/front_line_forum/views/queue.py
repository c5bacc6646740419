"""Lists of referrals, and one referral with what may be done to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import redirect, request, url_for
from sqlalchemy import and_

from extranet.errors import BadInput, NotFound
from extranet.pages import page_titles
from extranet.rights import may
from extranet.standard import vocabularies
from extranet.web import Page, add_notice, render
from extranet_plugins.front_line_forum import access, queues, responsibility, store, tables, working
from extranet_plugins.front_line_forum.model import (
    CLOSED,
    KINDS,
    REFERRAL_OUTCOMES,
    RISKS,
    STATUS_WORDS,
    TARGETS,
    WAITING,
    Referral,
    Step,
    reference_of,
)
from extranet_plugins.front_line_forum.states import ACT_WORDS
from extranet_plugins.front_line_forum.views.blueprint import at_desk, authority_options, bp, local, name_of, page_number, whole_number
from extranet_plugins.front_line_forum.working import Work

SHOW = {"open": "Open", "mine": "Mine", "unassigned": "Not taken", "late": "Late", "closed": "Closed"}


@dataclass(frozen=True)
class Line:
    """A referral in a list. `due_words` say with `due_kind` (a colour) how soon it is due."""

    reference: str
    url: str
    service: str
    place: str
    from_or_to: str
    status: str
    assigned: str
    due: str
    due_words: str
    due_kind: str
    risk: str
    target: str


@dataclass(frozen=True)
class QueuePage(Page):
    """Referrals that came to an authority, or that it sent. `filters` are (words, address, is chosen, count or None)."""

    template: ClassVar[str] = "front_line_forum/queue.html"
    title: str
    is_sent: bool
    is_worker: bool
    authorities: tuple[tuple[str, str, bool], ...]
    filters: tuple[tuple, ...]
    groups: tuple[tuple, ...]
    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int
    prefix: str


@dataclass(frozen=True)
class ReferralPage(Page):
    """One referral. `acts` are what this person may do; `colleagues` whom it can be given to."""

    template: ClassVar[str] = "front_line_forum/referral.html"
    one: Referral
    line: Line
    service: str
    queue: str
    kind_words: str
    target_words: str
    outcome_words: str
    page_link: tuple[str, str] | None
    steps: tuple[tuple[str, str, str, str, str], ...]
    acts: frozenset[str]
    is_sender: bool
    may_hold: bool
    colleagues: tuple[tuple[str, str], ...]
    authorities: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    note: str
    fault: str
    fault_act: str
    holder: str


@dataclass(frozen=True)
class ReadingsPage(Page):
    """Who read a referral: (when, who, authority, what)."""

    template: ClassVar[str] = "front_line_forum/readings.html"
    reference: str
    number: int
    rows: tuple[tuple[str, str, str, str], ...]


@bp.get("/queues")
def queue():
    """What came to the actor's authority, or to another whose queues the person works."""
    site, actor = at_desk()
    worked = access.worked_authorities(site, actor)
    own = [access.standing_in(site, actor.authority), *worked]
    chosen = request.args.get("authority", worked[0] if worked else own[0])
    if chosen not in own:
        raise NotFound("You work no queue of that authority.")
    held = store.held_by(chosen, access.predecessors(site, chosen))
    tabs = tuple((name_of(site, slug), f"?authority={slug}", slug == chosen) for slug in dict.fromkeys(own))
    return _list(site, actor, held, f"Referrals to {name_of(site, chosen)}", chosen, chosen in worked, tabs if len(tabs) > 1 else ())


@bp.get("/referrals")
def sent():
    """What the actor's authority sent."""
    site, actor = at_desk()
    own = access.standing_in(site, actor.authority)
    held = store.held_by(own, access.predecessors(site, own), "sender_authority")
    return _list(site, actor, held, f"Referrals sent by {name_of(site, own)}", "", False, ())


@bp.get("/referrals/<int:number>")
def referral(number):
    site, actor = at_desk()
    return _referral_page(site, actor, working.referral_for(site, actor, number))


@bp.post("/referrals/<int:number>/hold")
def hold(number):
    site, actor = at_desk()
    is_held = request.form.get("hold") == "yes"
    working.hold(site, actor, number, is_held)
    add_notice("It is on legal hold: nothing erases it." if is_held else "The legal hold is lifted.")
    return redirect(url_for("front_line_forum.referral", number=number), code=303)


@bp.get("/referrals/<int:number>/readings")
def readings(number):
    site, actor = at_desk()
    one = working.referral_for(site, actor, number)
    access.require(site, actor, "queue.arrange", actor.authority)
    with site.db.reading() as connection:
        rows = store.readings(connection, one.id)
    shown = tuple((local(row.at), row.person_name, name_of(site, row.authority), row.act) for row in rows)
    return render(ReadingsPage(one.reference, one.id, shown))


@bp.post("/referrals/<int:number>/<act>")
def work(number, act):
    site, actor = at_desk()
    given = request.form
    asked = Work(act, given.get("note", ""), given.get("to", ""), given.get("outcome", ""), whole_number(given.get("version")) or None)
    try:
        one = working.do(site, actor, number, asked)
    except BadInput as fault:
        return _referral_page(site, actor, working.referral_for(site, actor, number), fault.sentence, act, asked.note, 422)
    add_notice(f"{one.reference}: {ACT_WORDS[act].lower()}.")
    if not may(site, actor, "referral.read", one):
        return redirect(url_for("front_line_forum.queue"), code=303)
    return redirect(url_for("front_line_forum.referral", number=one.id), code=303)


def due_words(now: datetime, due_at: datetime, status: str, closed_at=None) -> tuple[str, str]:
    """(words, colour) for how soon a referral is due; the words carry the meaning."""
    if status == CLOSED:
        return ("closed late", "") if closed_at and closed_at > due_at else ("closed in time", "good")
    if status == WAITING:
        return "clock stands", ""
    seconds = (due_at - now).total_seconds()
    if seconds < 0:
        return f"{_long(-seconds)} late", "bad"
    return f"{_long(seconds)} left", "warn" if seconds < 86400 else "good"


def _long(seconds: float) -> str:
    hours = int(seconds // 3600)
    if hours >= 48:
        return f"{hours // 24} days"
    return f"{hours} h" if hours else f"{int(seconds // 60)} min"


def _list(site, actor, held, title: str, authority: str, is_worker: bool, tabs):
    at, now = tables.referral.c, site.clock.now()
    show = request.args.get("show", "open")
    if show not in SHOW:
        raise NotFound("There is no such list.")
    group = request.args.get("group", "")
    wanted = {
        "open": store.is_open(),
        "mine": and_(store.is_open(), at.assigned_id == actor.id if authority else at.sender_id == actor.id),
        "unassigned": and_(store.is_open(), at.assigned_id.is_(None)),
        "late": and_(store.is_open(), at.due_at < now, at.status != WAITING),
        "closed": at.closed_at.is_not(None),
    }[show]
    where = and_(held, wanted, at.service_group == whole_number(group)) if group else and_(held, wanted)
    page = page_number()
    with site.db.reading() as connection:
        rows = store.lines(connection, where, page, show != "closed")
        total = store.count(connection, where)
        counts = store.counts_by_status(connection, and_(held, store.is_open()))
    prefix = "?" + (f"authority={authority}&" if authority else "")
    filters = tuple((words, f"{prefix}show={name}" + (f"&group={group}" if group else ""), name == show, None) for name, words in SHOW.items())
    number_of: dict[int, int] = {}
    for (number, _status), count in counts.items():
        number_of[number] = number_of.get(number, 0) + count
    groups = tuple(
        (words, f"{prefix}show={show}&group={number}", str(number) == group, number_of[number])
        for number, words in queues.groups_of(site)
        if number in number_of
    )
    every = (("All services", f"{prefix}show={show}", not group, sum(number_of.values())),)
    lines = tuple(_line(site, row, now, not authority) for row in rows)
    pages = -(-total // store.PER_PAGE)
    return render(
        QueuePage(
            title,
            not authority,
            is_worker,
            tabs,
            filters,
            every + groups,
            lines,
            total,
            page,
            pages,
            f"{prefix}show={show}" + (f"&group={group}" if group else "") + "&page=",
        )
    )


def _line(site, row, now, is_sent: bool = False) -> Line:
    words, kind = due_words(now, row.due_at, row.status, row.closed_at)
    service = vocabularies(site).services.get(row.service)
    other = row.authority if is_sent else row.sender_authority
    return Line(
        reference_of(row.id),
        url_for("front_line_forum.referral", number=row.id),
        service.name if service else str(row.service),
        name_of(site, row.place),
        name_of(site, other),
        STATUS_WORDS[row.status],
        row.assigned_name,
        local(row.due_at),
        words,
        kind,
        RISKS.get(row.risk, "") if row.risk else "",
        row.target,
    )


def _referral_page(site, actor, one: Referral, fault: str = "", fault_act: str = "", note: str = "", status: int = 200):
    with site.db.reading() as connection:
        steps = store.steps(connection, one.id)
    acts = working.acts_open_to(site, actor, one)
    known = page_titles(site, actor, [one.page]) if one.page else {}
    page_link = (known[one.page][1], f"/wiki/{known[one.page][0]}") if one.page in known else None
    service = responsibility.service_named(site, one.service)
    people = tuple((str(number), name) for number, name in working.colleagues(site, actor, one)) if "assign" in acts else ()
    return render(
        ReferralPage(
            one,
            _line(site, one, site.clock.now()),
            service.name,
            queues.queue_name(site, one.authority, one.service_group),
            KINDS[one.kind].split(":")[0],
            TARGETS[one.target][0],
            REFERRAL_OUTCOMES.get(one.outcome, ""),
            page_link,
            tuple(_step(site, step) for step in steps),
            acts,
            bool(may(site, actor, "referral.answer", one)) and not may(site, actor, "referral.work", one),
            bool(may(site, actor, "queue.arrange", actor.authority)),
            people,
            tuple(pair for pair in authority_options(site) if pair[0] != one.authority),
            tuple((code, words) for code, words in REFERRAL_OUTCOMES.items() if code != "withdrawn"),
            note,
            fault,
            fault_act,
            name_of(site, one.authority),
        ),
        status=status,
    )


def _step(site, step: Step) -> tuple[str, str, str, str, str]:
    who = step.actor_name or ("" if step.actor_id else "The clock")
    to = name_of(site, step.to_authority) if step.to_authority and step.act in ("return", "pass_on", "send") else ""
    return local(step.at), ACT_WORDS.get(step.act, step.act), who, to, step.note
