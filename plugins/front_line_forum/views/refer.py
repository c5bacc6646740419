"""The referral form: who answers for this, and what they need to know."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, NotFound
from extranet.pages import read_page
from extranet.standard import services_of, vocabularies
from extranet.web import Page, add_notice, customer, render
from extranet_plugins.front_line_forum import contacts, guides, queues, responsibility, sending
from extranet_plugins.front_line_forum.calendars import deadlines
from extranet_plugins.front_line_forum.model import CHANNELS, KINDS, LONGEST_NEED, RISKS, TARGETS, Queue
from extranet_plugins.front_line_forum.responsibility import Target
from extranet_plugins.front_line_forum.sending import Draft
from extranet_plugins.front_line_forum.views.blueprint import at_desk, bp, customer_slug, local, place_options, whole_number


@dataclass(frozen=True)
class Desk:
    """A target as the form shows it: its queue, until when it answers, and why no cold transfer goes there."""

    target: Target
    name: str
    queue: Queue
    due: str
    target_words: str
    cold_refusal: str


@dataclass(frozen=True)
class ReferPage(Page):
    """The form; `desks` is empty until service and place are known. `came_from` is (words, address)."""

    template: ClassVar[str] = "front_line_forum/refer.html"
    draft: Draft
    services: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    basis: str
    desks: tuple[Desk, ...]
    fault: str
    errors: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    risks: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]
    longest: int
    guide: str
    path: str
    came_from: tuple[str, str]
    needs_care: bool


@bp.get("/refer")
def refer():
    site, actor = at_desk()
    walk = _walk(site, actor, request.args)
    page = request.args.get("page") or (walk.page.slug if walk else "")
    services = _page_services(site, actor, page)
    place = request.args.get("place") or _place(site)
    in_hand = contacts.in_hand(site, actor)
    service = whole_number(request.args.get("service")) or (services[0] if services else (in_hand.service if in_hand else None)) or 0
    channel = in_hand.channel if in_hand else contacts.usual_channel(site, actor)
    draft = Draft(service, place, page=page, path=walk.as_path() if walk else (), channel=channel, risk=request.args.get("risk", ""))
    return _form(site, actor, draft, walk)


@bp.post("/refer")
def send():
    site, actor = at_desk()
    walk = _walk(site, actor, request.form)
    given = request.form
    draft = Draft(
        whole_number(given.get("service")),
        given.get("place", ""),
        given.get("authority", ""),
        given.get("kind", ""),
        given.get("risk", ""),
        given.get("need", ""),
        given.get("name", ""),
        given.get("route", ""),
        given.get("address", ""),
        given.get("needs", ""),
        _answers(given),
        given.get("page", ""),
        walk.as_path() if walk else (),
        given.get("channel", ""),
        given.get("accepted_by", ""),
        "is_sure" in given,
    )
    try:
        one = sending.send(site, actor, draft)
    except sending.NeedsCare as fault:
        return _form(site, actor, draft, walk, ((fault.field or "", fault.sentence),), needs_care=True, status=422)
    except BadInput as fault:
        return _form(site, actor, draft, walk, ((fault.field or "", fault.sentence),), status=422)
    add_notice(f"Sent. The customer's reference is {one.reference}.")
    return redirect(url_for("front_line_forum.referral", number=one.id), code=303)


def _form(site, actor, draft: Draft, walk, errors=(), needs_care: bool = False, status: int = 200):
    desks, fault, basis = (), "", ""
    if draft.service:
        service = vocabularies(site).services.get(draft.service)
        basis = responsibility.basis_of(site, service) if service else ""
        try:
            desks = tuple(_desk(site, one, draft) for one in responsibility.targets(site, draft.service, draft.place)) if draft.place else ()
        except NotFound as unknown:
            fault = unknown.sentence
        if service and draft.place and not desks and not fault:
            fault = f"Nobody is down as responsible for {service.name} there. Tell the Information Managers Group, and ring the council of the address."
    guide, path = (walk.page.slug, walk.path) if walk else ("", "")
    page = read_page(site, actor, draft.page) if draft.page else None
    came_from = (page.title, f"/wiki/{page.slug}") if page else ("Contacts", url_for("front_line_forum.desk"))
    return render(
        ReferPage(
            draft,
            _service_options(site, actor, draft),
            tuple(place_options(site)),
            responsibility.BASES.get(basis, ""),
            desks,
            fault,
            tuple(errors),
            tuple(KINDS.items()),
            tuple(RISKS.items()),
            tuple(CHANNELS.items()),
            LONGEST_NEED,
            guide,
            path,
            came_from,
            needs_care,
        ),
        status=status,
    )


def _desk(site, target: Target, draft: Draft) -> Desk:
    group = responsibility.service_group_of(site, draft.service)
    queue = queues.queue_for(site, target.authority.slug, group)
    risk = draft.risk or responsibility.risk_of(responsibility.service_named(site, draft.service))
    now = site.clock.now()
    _accept, due = deadlines(site, target.authority.slug, queue.target, now)
    name = queues.queue_name(site, target.authority.slug, group)
    return Desk(target, name, queue, local(due), TARGETS[queue.target][0], queues.cold_refusal(site, queue, risk, now))


def _walk(site, actor, given):
    slug = given.get("guide", "")
    return guides.walk(site, actor, slug, given.get("path", ""), customer()) if slug else None


def _page_services(site, actor, slug: str) -> list[int]:
    return list(services_of(dict(read_page(site, actor, slug).metadata))) if slug else []


def _service_options(site, actor, draft: Draft) -> tuple[tuple[str, str], ...]:
    """Every service, those of the page first."""
    known = vocabularies(site).services
    first = [number for number in _page_services(site, actor, draft.page) if number in known]
    rest = sorted((number for number in known if number not in first), key=lambda number: known[number].name)
    return tuple((str(number), f"{known[number].name} ({number})") for number in [*first, *rest])


def _place(site) -> str:
    slug = customer_slug()
    return slug if slug in dict(place_options(site)) else ""


def _answers(given) -> list[str]:
    found = []
    while f"answer-{len(found)}" in given and len(found) < 20:
        found.append(given[f"answer-{len(found)}"][:500])
    return found
