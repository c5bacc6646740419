"""How a trainer makes offerings and sessions, changes places, moves meetings and cancels."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from flask import redirect, request, url_for

from extranet.authorities import Authority, current_authorities
from extranet.errors import BadInput, Conflict, ExtranetError
from extranet.identity import list_people, person_by_id
from extranet.web import Page, add_notice, current_site, render, require, signed_in
from extranet_plugins.customer_care_training.bookings import needs, service, store
from extranet_plugins.customer_care_training.bookings.model import HELD
from extranet_plugins.customer_care_training.bookings.rules import Quota
from extranet_plugins.customer_care_training.calendar.london import local_day, moment_of, to_local, weekly
from extranet_plugins.customer_care_training.calendar.working_days import UNIT_WORDS
from extranet_plugins.customer_care_training.events import actions, planning, reading
from extranet_plugins.customer_care_training.events.model import KINDS, Meeting, Offering, Session
from extranet_plugins.customer_care_training.events.planning import MeetingPlan, SessionPlan, whole_number
from extranet_plugins.customer_care_training.rights import TEACH
from extranet_plugins.customer_care_training.venues import finding
from extranet_plugins.customer_care_training.venues import store as rooms
from extranet_plugins.customer_care_training.venues.model import ROOM, TRAINER, Clash
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import errors_of, numbers_typed, typed

Errors = tuple[tuple[str, str], ...]
USUAL = {"kind": "event", "minutes": "300", "cutoff_n": "4", "cutoff_unit": "working_days", "late_minutes": "15", "has_substitutes": "on", "is_open": "on"}


@dataclass(frozen=True)
class OfferingFormPage(Page):
    """What an offering says, and its rules for places; `offering` is None for a new one."""

    template: ClassVar[str] = "customer_care_training/offering_form.html"
    offering: Offering | None
    values: dict[str, Any]
    kinds: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    errors: Errors = ()


@dataclass(frozen=True)
class Choices:
    """What a meeting can be given: (id, words) pairs of rooms and of trainers."""

    rooms: tuple[tuple[str, str], ...]
    trainers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SessionFormPage(Page):
    """A new session: its first meeting, how often it repeats, its places."""

    template: ClassVar[str] = "customer_care_training/session_form.html"
    offering: Offering
    values: dict[str, Any]
    rooms: tuple[str, ...]
    trainers: tuple[str, ...]
    choices: Choices
    is_clash: bool
    errors: Errors = ()


@dataclass(frozen=True)
class MeetingFormPage(Page):
    """One meeting to be moved or changed, or one more; `meeting` is None for one more."""

    template: ClassVar[str] = "customer_care_training/meeting_form.html"
    session: Session
    meeting: Meeting | None
    values: dict[str, Any]
    rooms: tuple[str, ...]
    trainers: tuple[str, ...]
    choices: Choices
    needed: tuple[str, ...]
    is_clash: bool
    errors: Errors = ()


@dataclass(frozen=True)
class PlacesPage(Page):
    """Places, shares and their release; `people` are (booking id, name) of those with a place, to choose who moves."""

    template: ClassVar[str] = "customer_care_training/places.html"
    session: Session
    values: dict[str, Any]
    authorities: tuple[Authority, ...]
    people: tuple[tuple[str, str], ...]
    ask_who: bool
    errors: Errors = ()


@dataclass(frozen=True)
class CancelPage(Page):
    """Cancelling a whole session; `people` is how many are told."""

    template: ClassVar[str] = "customer_care_training/session_cancel.html"
    session: Session
    people: int
    reason: str = ""
    errors: Errors = ()


# Offerings ------------------------------------------------------------------------------


@bp.get("/offerings/new")
def new_offering():
    require(TEACH)
    return render(_offering_form(None, USUAL))


@bp.post("/offerings/new")
def make_offering():
    return _keep_offering(None)


@bp.get("/offerings/<slug>/edit")
def edit_offering(slug):
    require(TEACH)
    found = reading.offering_named(current_site(), slug)
    return render(_offering_form(found, vars(found)))


@bp.post("/offerings/<slug>/edit")
def keep_offering(slug):
    return _keep_offering(slug)


def _offering_form(found, values, fault=None) -> OfferingFormPage:
    return OfferingFormPage(found, dict(values), tuple(KINDS.items()), tuple(UNIT_WORDS.items()), errors_of(fault))


def _keep_offering(slug):
    actor, site, values = require(TEACH), current_site(), typed()
    known = reading.offering_named(site, slug) if slug else None
    try:
        slug = actions.keep_offering(site, actor, slug, values)
    except BadInput as fault:
        return render(_offering_form(known, values, fault), status=422)
    add_notice("The offering is saved.")
    return redirect(url_for(".offering", slug=slug), code=303)


# Sessions -------------------------------------------------------------------------------


def choices_for(site, actor, places: int = 1) -> Choices:
    """Rooms the actor's authority may book, and people who hold the role of a trainer."""
    found = finding.find_rooms(site, actor, finding.Wanted(places=places))
    trainers = [one for one in list_people(site) if one.is_active and any(grant.role == "trainer" for grant in one.grants)]
    return Choices(
        tuple((str(one.room.id), f"{one.room.title} ({one.room.most_places} places)") for one in found),
        tuple((str(one.id), one.name) for one in sorted(trainers, key=lambda one: (one.authority != actor.authority, one.name))),
    )


@bp.get("/offerings/<slug>/sessions/new")
def new_session(slug):
    actor, site = require(TEACH), current_site()
    found = reading.offering_named(site, slug)
    values = {"capacity": "12", "min_places": "0", "repeats": "1", "is_open": "on"}
    return render(SessionFormPage(found, values, (), (str(actor.id),), choices_for(site, actor), False))


@bp.post("/offerings/<slug>/sessions/new")
def make_session(slug):
    actor, site, values = require(TEACH), current_site(), typed()
    found = reading.offering_named(site, slug)
    try:
        made = actions.plan_session(site, actor, slug, _session_plan(site, values), values.get("override", "").strip())
    except (BadInput, Conflict) as fault:
        page = SessionFormPage(found, values, tuple(request.form.getlist("rooms")), tuple(request.form.getlist("trainers")), choices_for(site, actor),
                               isinstance(fault, Clash), errors_of(fault))  # fmt: skip
        return render(page, status=fault.status)
    add_notice("The session is made. Set its shares now if authorities have guaranteed places.")
    return redirect(url_for(".session", session_id=made), code=303)


def _session_plan(site, values) -> SessionPlan:
    first = meeting_typed(site, values)
    repeats = whole_number(values.get("repeats") or "1", "repeats", 1, planning.MOST_REPEATS, "the number of meetings")
    capacity = whole_number(values.get("capacity"), "capacity", 1, 2000, "the places")
    least = whole_number(values.get("min_places") or "0", "min_places", 0, capacity, "the fewest people")
    return SessionPlan(capacity, _repeated(first, repeats), least, note=values.get("note", "").strip()[:2000], is_open=bool(values.get("is_open")))


def _repeated(first: MeetingPlan, count: int) -> tuple[MeetingPlan, ...]:
    """The meeting and its weekly repeats at the same local time, whatever the clocks do."""
    local, length = to_local(first.start_utc), first.end_utc - first.start_utc
    starts = [first.start_utc, *weekly(local.date() + timedelta(weeks=1), local.time(), count - 1)]
    same = {name: getattr(first, name) for name in ("title", "place", "join_url", "rooms", "trainers")}
    return tuple(MeetingPlan(start, start + length, **same) for start in starts)


def meeting_typed(site, values) -> MeetingPlan:
    """The meeting that the form describes. BadInput names the field."""
    start, end = planning.span_typed(values, site.clock.now())
    return MeetingPlan(start, end, values.get("title", ""), values.get("place", ""), planning.check_link(values.get("join_url", "")),
                       numbers_typed("rooms"), numbers_typed("trainers"))  # fmt: skip


@bp.post("/sessions/<int:session_id>/state")
def change_state(session_id):
    site, actor = current_site(), signed_in()
    is_open = request.form.get("is_open") == "on"
    found = actions.session_for(site, actor, session_id, is_run=True)
    actions.set_state(site, actor, session_id, is_open, request.form.get("note", found.note))
    add_notice("The session takes bookings." if is_open else "The session is closed for booking.")
    return redirect(url_for(".session", session_id=session_id), code=303)


@bp.post("/sessions/<int:session_id>/organiser")
def take_over(session_id):
    actions.take_over(current_site(), signed_in(), session_id)
    add_notice("You are the organiser now. Messages about the session, and people's access needs, come to you.")
    return redirect(url_for(".session", session_id=session_id), code=303)


@bp.get("/sessions/<int:session_id>/cancel")
def ask_cancel(session_id):
    return _cancel_page(session_id)


@bp.post("/sessions/<int:session_id>/cancel")
def cancel_session(session_id):
    try:
        actions.cancel_session(current_site(), signed_in(), session_id, request.form.get("reason", ""))
    except BadInput as fault:
        return _cancel_page(session_id, request.form.get("reason", ""), fault)
    add_notice("The session is cancelled. Everybody who had booked is told.")
    return redirect(url_for(".session", session_id=session_id), code=303)


def _cancel_page(session_id, reason="", fault=None):
    site, actor = current_site(), signed_in()
    found = actions.session_for(site, actor, session_id, is_run=True)
    with site.db.reading() as connection:
        people = sum(one.is_open for one in store.bookings(connection, session_id))
    return render(CancelPage(found, people, reason, errors_of(fault)), status=422 if fault else 200)


# Meetings -------------------------------------------------------------------------------


@bp.get("/sessions/<int:session_id>/meetings/new")
def new_meeting(session_id):
    site, actor = current_site(), signed_in()
    return _meeting_page(actions.session_for(site, actor, session_id, is_run=True), None, {}, (), ())


@bp.post("/sessions/<int:session_id>/meetings/new")
def make_meeting(session_id):
    site, actor = current_site(), signed_in()
    found = actions.session_for(site, actor, session_id, is_run=True)
    return _keep_meeting(found, None, lambda plan, reason: actions.add_meeting(site, actor, session_id, plan, reason))


@bp.get("/meetings/<int:meeting_id>/edit")
def edit_meeting(meeting_id):
    site = current_site()
    found, meeting = _meeting_run(meeting_id)
    with site.db.reading() as connection:
        uses = [one for one in rooms.uses(connection, session_id=found.id) if one.meeting_id == meeting_id]
    chosen = {kind: tuple(str(one.resource_id) for one in uses if one.resource_kind == kind) for kind in (ROOM, TRAINER)}
    start, end = to_local(meeting.start_utc), to_local(meeting.end_utc)
    values = {
        "date-day": start.day, "date-month": start.month, "date-year": start.year, "start": f"{start:%H:%M}", "end": f"{end:%H:%M}",
        "title": meeting.title, "place": meeting.place, "join_url": meeting.join_url,
    }  # fmt: skip
    return _meeting_page(found, meeting, values, chosen[ROOM], chosen[TRAINER])


@bp.post("/meetings/<int:meeting_id>/edit")
def change_meeting(meeting_id):
    site, actor = current_site(), signed_in()
    found, meeting = _meeting_run(meeting_id)
    return _keep_meeting(found, meeting, lambda plan, reason: actions.change_meeting(site, actor, meeting_id, plan, reason))


@bp.post("/meetings/<int:meeting_id>/remove")
def remove_meeting(meeting_id):
    found, _meeting = _meeting_run(meeting_id)
    actions.remove_meeting(current_site(), signed_in(), meeting_id)
    add_notice("The meeting is taken out; calendars are told.")
    return redirect(url_for(".session", session_id=found.id), code=303)


def _meeting_run(meeting_id: int) -> tuple[Session, Meeting]:
    """The meeting with its session, for somebody who may run it."""
    site, actor = current_site(), signed_in()
    found = reading.session_of_meeting(site, meeting_id)
    found = actions.session_for(site, actor, found.id, is_run=True)
    return found, found.meeting(meeting_id)


def _keep_meeting(found: Session, meeting, keep):
    site, values = current_site(), typed()
    try:
        keep(meeting_typed(site, values), values.get("override", "").strip())
    except (BadInput, Conflict) as fault:
        return _meeting_page(found, meeting, values, tuple(request.form.getlist("rooms")), tuple(request.form.getlist("trainers")), fault)
    add_notice("The meeting is saved; calendars of those with a place are told.")
    return redirect(url_for(".session", session_id=found.id), code=303)


def _meeting_page(found: Session, meeting, values, chosen_rooms, trainers, fault: ExtranetError | None = None):
    site, actor = current_site(), signed_in()
    with site.db.reading() as connection:
        needed = tuple(needs.NEEDS[code] for code in needs.room_needs(connection, found.id))
    page = MeetingFormPage(found, meeting, dict(values), tuple(chosen_rooms), tuple(trainers), choices_for(site, actor, found.capacity), needed,
                           isinstance(fault, Clash), errors_of(fault))  # fmt: skip
    return render(page, status=fault.status if fault else 200)


# Places ---------------------------------------------------------------------------------


@bp.get("/sessions/<int:session_id>/places")
def places(session_id):
    site, actor = current_site(), signed_in()
    found = actions.session_for(site, actor, session_id, is_run=True)
    return _places_page(found, _places_values(found))


@bp.post("/sessions/<int:session_id>/places")
def change_places(session_id):
    site, actor, values = current_site(), signed_in(), typed()
    found = actions.session_for(site, actor, session_id, is_run=True)
    try:
        _change_places(site, actor, session_id, values)
    except (BadInput, Conflict) as fault:
        return _places_page(found, values, fault)
    add_notice("Places and shares are saved; free places went to the waiting list.")
    return redirect(url_for(".session", session_id=session_id), code=303)


def _change_places(site, actor, session_id: int, values) -> None:
    capacity = whole_number(values.get("capacity"), "capacity", 1, 2000, "the places")
    least = whole_number(values.get("min_places") or "0", "min_places", 0, capacity, "the fewest people")
    service.change_places(site, actor, session_id, capacity, least, _quotas_typed(site, values), _release_typed(values), bool(values.get("holds_requests")),
                          numbers_typed("moves"))  # fmt: skip


def _quotas_typed(site, values) -> dict[str, Quota]:
    quotas = {}
    for one in current_authorities(site):
        kept, most = values.get(f"kept-{one.slug}") or "0", values.get(f"most-{one.slug}") or ""
        limit = whole_number(most, f"most-{one.slug}", 0, 2000, "the most places") if most.strip() else None
        quota = Quota(whole_number(kept, f"kept-{one.slug}", 0, 2000, "the guaranteed places"), limit)
        if quota != Quota():
            quotas[one.slug] = quota
    return quotas


def _release_typed(values):
    """The start of the day from which anybody may have the kept places; None when no day is given."""
    if not any(values.get(f"release-{part}") for part in ("day", "month", "year")):
        return None
    return moment_of(planning.date_typed(values, "release"), planning.time_typed("00:00", "release"))


def _places_values(found: Session) -> dict:
    values = {"capacity": found.capacity, "min_places": found.min_places, "holds_requests": "on" if found.holds_requests else ""}
    for slug, one in found.quotas.items():
        values |= {f"kept-{slug}": one.guaranteed or "", f"most-{slug}": "" if one.max_places is None else one.max_places}
    if found.reserve_until:
        day = local_day(found.reserve_until)
        values |= {"release-day": day.day, "release-month": day.month, "release-year": day.year}
    return values


def _places_page(found: Session, values, fault=None):
    site = current_site()
    with site.db.reading() as connection:
        held = store.bookings(connection, found.id, states=HELD)
    ask_who = isinstance(fault, Conflict)
    people = tuple((str(one.id), _name(site, one.person_id)) for one in held) if ask_who else ()
    page = PlacesPage(found, dict(values), tuple(current_authorities(site)), people, ask_who, errors_of(fault))
    return render(page, status=fault.status if fault else 200)


def _name(site, person_id: int) -> str:
    person = person_by_id(site, person_id)
    return person.name if person else ""
