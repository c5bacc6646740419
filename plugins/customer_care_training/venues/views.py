"""Rooms: finding one, keeping one's own, answering holds; and a trainer's days away."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, Conflict
from extranet.rights import may
from extranet.web import Page, add_notice, current_site, render, require, signed_in
from extranet_plugins.customer_care_training.calendar.london import span_words
from extranet_plugins.customer_care_training.events import planning
from extranet_plugins.customer_care_training.rights import ROOMS, is_trainer
from extranet_plugins.customer_care_training.venues import actions, finding, store
from extranet_plugins.customer_care_training.venues.finding import FoundRoom
from extranet_plugins.customer_care_training.venues.model import FEATURES, LAYOUTS, NO, ROOM, UNKNOWN, YES, Feature, Room, Use, Venue
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import authority_names, errors_of, typed

ANSWERS = ((UNKNOWN, "Not known"), (YES, "Yes"), (NO, "No"))


@dataclass(frozen=True)
class RoomsPage(Page):
    """Rooms that suit what was asked, or all of them."""

    template: ClassVar[str] = "customer_care_training/rooms.html"
    found: tuple[FoundRoom, ...]
    values: dict[str, Any]
    chosen: tuple[str, ...]
    layouts: tuple[tuple[str, str], ...]
    features: tuple[tuple[str, str], ...]
    names: dict[str, str]
    venues: tuple[Venue, ...]
    may_keep: bool
    holds: int
    is_trainer: bool
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RoomPage(Page):
    """One room: places, access features with the day they were checked, and when it is taken. No session is named."""

    template: ClassVar[str] = "customer_care_training/room.html"
    room: Room
    features: tuple[tuple[str, str, str, str], ...]
    taken: tuple[str, ...]
    names: dict[str, str]
    layouts: dict[str, str]
    may_keep: bool


@dataclass(frozen=True)
class VenueFormPage(Page):
    """A venue of one's own authority; `venue` is None for a new one."""

    template: ClassVar[str] = "customer_care_training/venue_form.html"
    venue: Venue | None
    rooms: tuple[Room, ...]
    values: dict[str, Any]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RoomFormPage(Page):
    """A room with its layouts and access features; `room` is None for a new one."""

    template: ClassVar[str] = "customer_care_training/room_form.html"
    venue: Venue
    room: Room | None
    values: dict[str, Any]
    layouts: tuple[tuple[str, str], ...]
    features: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    bookable: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class HoldsPage(Page):
    """Holds on the reader's rooms: (use, room, when)."""

    template: ClassVar[str] = "customer_care_training/holds.html"
    holds: tuple[tuple[Use, Room, str], ...]


@dataclass(frozen=True)
class AwayPage(Page):
    """A trainer's days away: (use, when)."""

    template: ClassVar[str] = "customer_care_training/away.html"
    away: tuple[tuple[Use, str], ...]
    values: dict[str, Any]
    errors: tuple[tuple[str, str], ...] = ()


# Finding --------------------------------------------------------------------------------


@bp.get("/rooms")
def rooms():
    site, actor = current_site(), signed_in()
    fault, wanted = None, finding.Wanted()
    try:
        wanted = _wanted(site, actor)
    except BadInput as given:
        fault = given
    page = RoomsPage(
        found=tuple(finding.find_rooms(site, actor, wanted)), values=request.args.to_dict(), chosen=wanted.features, layouts=tuple(LAYOUTS.items()),
        features=tuple(FEATURES.items()), names=authority_names(site), venues=_own_venues(site, actor), may_keep=bool(may(site, actor, ROOMS, actor.authority)),
        holds=len(actions.held_for(site, actor)), is_trainer=is_trainer(actor), errors=errors_of(fault),
    )  # fmt: skip
    return render(page, status=422 if fault else 200)


def _own_venues(site, actor) -> tuple[Venue, ...]:
    return tuple(venue for venue, _rooms in actions.all_venues(site) if venue.authority_id == actor.authority)


def _wanted(site, actor) -> finding.Wanted:
    asked = request.args
    features = tuple(code for code in asked.getlist("features") if code in FEATURES)
    places = planning.whole_number(asked.get("places") or "1", "places", 1, 2000, "the places")
    layout = asked.get("layout", "") if asked.get("layout", "") in LAYOUTS else ""
    spans = (planning.span_typed(asked, datetime.min.replace(tzinfo=site.clock.now().tzinfo)),) if asked.get("date-day") else ()
    return finding.Wanted(places, layout, features, spans, _home(site, actor))


def _home(site, actor) -> tuple[float, float] | None:
    """Where the actor's authority has its first venue that is on the map: distances count from there."""
    placed = [one for one in _own_venues(site, actor) if one.latitude is not None and one.longitude is not None]
    return (placed[0].latitude, placed[0].longitude) if placed else None


@bp.get("/rooms/<int:room_id>")
def room(room_id):
    site, actor = current_site(), signed_in()
    found = actions.room_by_id(site, room_id)
    with site.db.reading() as connection:
        taken = store.uses(connection, ROOM, [room_id], start=site.clock.now())
    features = tuple(_feature_row(code, words, found) for code, words in FEATURES.items())
    return render(RoomPage(found, features, tuple(span_words(one.start_utc, one.end_utc) for one in taken[:40]), authority_names(site), LAYOUTS,
                           bool(may(site, actor, ROOMS, found.venue.authority_id))))  # fmt: skip


def _feature_row(code: str, words: str, found: Room) -> tuple[str, str, str, str]:
    one = found.features.get(code, Feature(code, UNKNOWN))
    return words, dict(ANSWERS)[one.answer], one.detail, f"{one.checked_on.day} {one.checked_on:%B %Y}" if one.checked_on else ""


# Keeping --------------------------------------------------------------------------------


@bp.get("/venues/new")
def new_venue():
    actor = signed_in()
    require(ROOMS, actor.authority)
    return render(VenueFormPage(None, (), {}))


@bp.post("/venues/new")
def make_venue():
    return _keep_venue(None)


@bp.get("/venues/<int:venue_id>")
def edit_venue(venue_id):
    venue = actions.venue_by_id(current_site(), venue_id)
    require(ROOMS, venue.authority_id)
    return render(VenueFormPage(venue, _rooms_of(venue), vars(venue)))


@bp.post("/venues/<int:venue_id>")
def keep_venue(venue_id):
    return _keep_venue(venue_id)


def _rooms_of(venue: Venue) -> tuple[Room, ...]:
    return next((tuple(found) for one, found in actions.all_venues(current_site()) if one.id == venue.id), ())


def _keep_venue(venue_id):
    site, actor, values = current_site(), signed_in(), typed()
    known = actions.venue_by_id(site, venue_id) if venue_id else None
    try:
        venue_id = actions.keep_venue(site, actor, venue_id, values)
    except BadInput as fault:
        return render(VenueFormPage(known, _rooms_of(known) if known else (), values, errors_of(fault)), status=422)
    add_notice("The venue is saved.")
    return redirect(url_for(".edit_venue", venue_id=venue_id), code=303)


@bp.get("/venues/<int:venue_id>/rooms/new")
def new_room(venue_id):
    venue = actions.venue_by_id(current_site(), venue_id)
    require(ROOMS, venue.authority_id)
    return render(_room_form(venue, None, {"setup_minutes": "15", "clear_minutes": "15", "is_open": "on", "bookable_by": "all"}))


@bp.post("/venues/<int:venue_id>/rooms/new")
def make_room(venue_id):
    return _keep_room(actions.venue_by_id(current_site(), venue_id), None)


@bp.get("/rooms/<int:room_id>/edit")
def edit_room(room_id):
    found = actions.room_by_id(current_site(), room_id)
    require(ROOMS, found.venue.authority_id)
    values = {f"places-{name}": places for name, places in found.layouts.items()}
    for code, one in found.features.items():
        checked = {f"checked-{code}": one.checked_on.isoformat() if one.checked_on else ""}
        values |= {f"has-{code}": one.answer, f"detail-{code}": one.detail, **checked}
    return render(_room_form(found.venue, found, {**vars(found), **values}))


@bp.post("/rooms/<int:room_id>/edit")
def keep_room(room_id):
    found = actions.room_by_id(current_site(), room_id)
    return _keep_room(found.venue, found)


def _room_form(venue, found, values, fault=None) -> RoomFormPage:
    return RoomFormPage(venue, found, dict(values), tuple(LAYOUTS.items()), tuple(FEATURES.items()), ANSWERS, tuple(actions.BOOKABLE_BY.items()),
                        errors_of(fault))  # fmt: skip


def _keep_room(venue: Venue, found: Room | None):
    site, actor, values = current_site(), signed_in(), typed()
    try:
        for name in ("setup_minutes", "clear_minutes"):
            planning.whole_number(values.get(name) or "0", name, 0, 240, "the minutes")
        room_id = actions.keep_room(site, actor, venue.id, found.id if found else None, {**values, "is_open": values.get("is_open", "")},
                                    _layouts_typed(values), _features_typed(values))  # fmt: skip
    except BadInput as fault:
        return render(_room_form(venue, found, values, fault), status=422)
    add_notice("The room is saved.")
    return redirect(url_for(".room", room_id=room_id), code=303)


def _layouts_typed(values) -> dict[str, int]:
    return {name: planning.whole_number(values.get(f"places-{name}") or "0", f"places-{name}", 0, 2000, "the places") for name in LAYOUTS}


def _features_typed(values) -> list[Feature]:
    """The features that are known, each checked today unless a date is given."""
    today = current_site().clock.today()
    made = []
    for code in FEATURES:
        answer = values.get(f"has-{code}", UNKNOWN)
        if answer in (YES, NO):
            made.append(Feature(code, answer, values.get(f"detail-{code}", "")[:200], _checked(values.get(f"checked-{code}", ""), today, code)))
    return made


def _checked(text: str, today: date, code: str) -> date:
    if not text.strip():
        return today
    try:
        return min(date.fromisoformat(text.strip()), today)
    except ValueError as fault:
        raise BadInput("Give the day of the check as 2026-09-01, or leave it empty for today.", f"checked-{code}") from fault


# Holds and days away --------------------------------------------------------------------


@bp.get("/holds")
def holds():
    site, actor = current_site(), signed_in()
    found = actions.held_for(site, actor)
    return render(HoldsPage(tuple((one, actions.room_by_id(site, one.resource_id), span_words(one.start_utc, one.end_utc)) for one in found)))


@bp.post("/holds/<int:use_id>/<answer>")
def answer_hold(use_id, answer):
    actions.answer_hold(current_site(), signed_in(), use_id, answer == "confirm")
    add_notice("The room is confirmed." if answer == "confirm" else "The room is free again.")
    return redirect(url_for(".holds"), code=303)


@bp.get("/away")
def away():
    return _away_page({})


@bp.post("/away")
def note_away():
    site, actor, values = current_site(), signed_in(), typed()
    try:
        actions.note_absence(site, actor, planning.date_typed(values, "first"), planning.date_typed(values, "last"))
    except (BadInput, Conflict) as fault:
        return _away_page(values, fault)
    add_notice("You are noted as away; no session can name you then.")
    return redirect(url_for(".away"), code=303)


@bp.post("/away/<int:use_id>/end")
def end_away(use_id):
    actions.end_absence(current_site(), signed_in(), use_id)
    return redirect(url_for(".away"), code=303)


def _away_page(values, fault=None):
    site, actor = current_site(), signed_in()
    found = tuple((one, span_words(one.start_utc, one.end_utc)) for one in actions.my_absences(site, actor))
    return render(AwayPage(found, dict(values), errors_of(fault)), status=fault.status if fault else 200)


