"""Keep rooms, hold and confirm them, give them back; and a trainer's days away."""

import math
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from extranet.errors import BadInput, Conflict, NotFound
from extranet.rights import may
from extranet_plugins.customer_care_training.calendar import messages
from extranet_plugins.customer_care_training.calendar.london import end_of_day, local_day, moment_of, span_words
from extranet_plugins.customer_care_training.calendar.working_days import bank_holidays, is_working_day
from extranet_plugins.customer_care_training.rights import ROOMS, require
from extranet_plugins.customer_care_training.venues import store
from extranet_plugins.customer_care_training.venues.model import (
    FEATURES,
    HOLD,
    LAYOUTS,
    ROOM,
    TRAINER,
    USED,
    Clash,
    Feature,
    Room,
    Use,
    Venue,
)
from extranet_plugins.customer_care_training.venues.slots import with_setup

HOLD_WORKING_DAYS = 5
AWAY = "Away"
BOOKABLE_BY = {"all": "Every authority", "owner": "Only its own authority"}


# Keeping rooms ----------------------------------------------------------------------


def all_venues(site) -> list[tuple[Venue, list[Room]]]:
    """Every venue with its rooms."""
    with site.db.reading() as connection:
        found = store.rooms(connection)
        return [(venue, [one for one in found if one.venue.id == venue.id]) for venue in store.venues(connection)]


def venue_by_id(site, venue_id: int) -> Venue:
    with site.db.reading() as connection:
        found = next((one for one in store.venues(connection) if one.id == venue_id), None)
    if found is None:
        raise NotFound("There is no such venue.")
    return found


def room_by_id(site, room_id: int) -> Room:
    with site.db.reading() as connection:
        found = store.room_by_id(connection, room_id)
    if found is None:
        raise NotFound("There is no such room.")
    return found


def keep_venue(site, actor, venue_id: int | None, values: dict) -> int:
    """Add a venue of the actor's own authority or change one; its id. BadInput names the field."""
    authority = venue_by_id(site, venue_id).authority_id if venue_id else actor.authority
    require(site, actor, ROOMS, authority)
    row = {name: " ".join(str(values.get(name, "")).split()) for name in ("name", "address", "postcode", "contact", "opening", "note")}
    if len(row["name"]) < 3:
        raise BadInput("A venue needs a name.", "name")
    row |= {"latitude": _degrees(values, "latitude", 49, 61), "longitude": _degrees(values, "longitude", -9, 3), "authority_id": authority}
    with site.db.writing() as tx:
        return store.keep_venue(tx, venue_id, row)


def _degrees(values: dict, name: str, least: float, most: float) -> float | None:
    text = str(values.get(name, "")).strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError as fault:
        raise BadInput(f"Give the {name} in degrees, such as {51.32 if name == 'latitude' else -0.56}, or leave it out.", name) from fault
    if not least <= number <= most:
        raise BadInput(f"A {name} in Britain lies between {least} and {most} degrees.", name)
    return number


def keep_room(site, actor, venue_id: int, room_id: int | None, values: dict, layouts: dict[str, int], features: Iterable[Feature]) -> int:
    """Add a room to a venue or change it; its id. A layout needs places; a feature is yes, no or unknown."""
    venue = venue_by_id(site, venue_id)
    require(site, actor, ROOMS, venue.authority_id)
    layouts = {name: places for name, places in layouts.items() if name in LAYOUTS and places > 0}
    name = " ".join(str(values.get("name", "")).split())
    if len(name) < 2:
        raise BadInput("A room needs a name.", "name")
    if not layouts:
        raise BadInput("Give the places of at least one layout.", "places-theatre")
    row = {"venue_id": venue_id, "name": name, **_room_row(values)}
    with site.db.writing() as tx:
        return store.keep_room(tx, room_id, row, layouts, [one for one in features if one.code in FEATURES])


def _room_row(values: dict) -> dict:
    minutes = {name: int(values.get(name) or 0) for name in ("setup_minutes", "clear_minutes")}
    if any(not 0 <= one <= 240 for one in minutes.values()):
        raise BadInput("Setting up and clearing take at most 240 minutes each.", "setup_minutes")
    bookable_by = values.get("bookable_by") if values.get("bookable_by") in BOOKABLE_BY else "all"
    return {**minutes, "bookable_by": bookable_by, "cost_note": str(values.get("cost_note", ""))[:300],
            "is_auto_confirmed": bool(values.get("is_auto_confirmed")), "is_open": bool(values.get("is_open", True))}


# Taking rooms and trainers ------------------------------------------------------------


def hold_ends(now: datetime, holidays) -> datetime:
    """The end of the fifth working day after today: so long a hold waits for the owner's word."""
    day, left = local_day(now), HOLD_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, holidays)
    return end_of_day(day)


def take_rooms(tx, site, actor, session_id: int, meeting, room_ids: Iterable[int], override_reason: str = "") -> None:
    """Take several rooms for one meeting, or none of them: Clash ends the whole transaction.

    The actor's own authority's rooms, and those that confirm themselves, are confirmed at once; others are held.
    """
    for room_id in room_ids:
        room = store.room_by_id(tx, room_id)
        if room is None or not room.is_open or (room.bookable_by == "owner" and room.venue.authority_id != actor.authority):
            raise BadInput("One of these rooms cannot be booked by your authority. Choose another.", "rooms")
        start, end = with_setup(meeting.start_utc, meeting.end_utc, room.setup_minutes, room.clear_minutes)
        is_own = room.is_auto_confirmed or room.venue.authority_id == actor.authority
        now = site.clock.now()
        row = _use_row(ROOM, room_id, start, end, room.venue.authority_id, actor, now, session_id, meeting.id, override_reason)
        row |= {} if is_own else {"state": HOLD, "expires_at": hold_ends(now, bank_holidays(site))}
        if store.claim(tx, row) is None:
            raise Clash(f"{room.title} is taken {span_words(start, end)}, setting up and clearing within. Nothing was booked: choose another room or time.")


def take_trainers(tx, site, actor, session_id: int, meeting, trainers: Iterable, override_reason: str = "") -> None:
    """Take several trainers (people) for one meeting, or none of them."""
    for person in trainers:
        row = _use_row(TRAINER, person.id, meeting.start_utc, meeting.end_utc, person.authority, actor, site.clock.now(), session_id, meeting.id,
                       override_reason)
        if store.claim(tx, row) is None:
            raise Clash(f"{person.name} is not free {meeting.words}. Nothing was booked: choose another trainer or time.")


def _use_row(kind, resource_id, start, end, authority, actor, now, session_id=None, meeting_id=None, override_reason="", note="") -> dict:
    return {
        "resource_kind": kind, "resource_id": resource_id, "start_utc": start, "end_utc": end, "state": USED, "expires_at": None,
        "session_id": session_id, "meeting_id": meeting_id, "authority_id": authority, "note": note, "override_reason": override_reason[:300],
        "made_by": actor.id or None, "made_at": now,
    }


def note_absence(site, actor, first: date, last: date) -> None:
    """The actor is away from the first to the last day: no session can name them then. Clash when one does already."""
    if not first <= last <= first + timedelta(days=60):
        raise BadInput("The last day comes after the first, within 60 days.", "last")
    start, end = moment_of(first, time(0)), moment_of(last + timedelta(days=1), time(0))
    with site.db.writing() as tx:
        if store.claim(tx, _use_row(TRAINER, actor.id, start, end, actor.authority, actor, site.clock.now(), note=AWAY)) is None:
            raise Clash("You are a trainer of a session, or away already, on one of these days. Nothing was noted.")


def my_absences(site, actor) -> list[Use]:
    with site.db.reading() as connection:
        return [one for one in store.uses(connection, TRAINER, [actor.id], start=site.clock.now()) if one.session_id is None]


def end_absence(site, actor, use_id: int) -> None:
    with site.db.writing() as tx:
        mine = [one.id for one in store.uses(tx, TRAINER, [actor.id], ids=[use_id]) if one.session_id is None]
        if not mine:
            raise NotFound("There is no such absence of yours.")
        store.release(tx, mine)


# The owner's word ---------------------------------------------------------------------


def held_for(site, actor) -> list[Use]:
    """Holds on rooms that wait for the actor's word, soonest first."""
    with site.db.reading() as connection:
        found = store.uses(connection, ROOM, states=[HOLD])
    return [one for one in found if may(site, actor, ROOMS, one.authority_id)]


def answer_hold(site, actor, use_id: int, is_confirmed: bool) -> None:
    """Confirm a hold, or give the room back; who asked for it is told once."""
    now = site.clock.now()
    with site.db.writing() as tx:
        held = next(iter(store.uses(tx, ROOM, ids=[use_id])), None)
        if held is None:
            raise NotFound("This hold has ended.")
        require(site, actor, ROOMS, held.authority_id)
        if held.state != HOLD or held.expires_at <= now:
            raise Conflict("This hold has been answered, or has run out.")
        if is_confirmed:
            store.set_use(tx, use_id, state=USED, expires_at=None)
        else:
            store.release(tx, [use_id])
        _tell(tx, now, held, store.room_by_id(tx, held.resource_id), "confirmed" if is_confirmed else "refused")


def expire_holds(site) -> bool:
    """Give back rooms whose hold has run out, each once; whether there was one."""
    now = site.clock.now()
    with site.db.reading() as connection:
        if not store.expired_holds(connection, now):
            return False
    with site.db.writing() as tx:
        for one in store.uses(tx, ids=store.expired_holds(tx, now)):
            store.release(tx, [one.id])
            _tell(tx, now, one, store.room_by_id(tx, one.resource_id), "expired")
    return True


def _tell(tx, now: datetime, held: Use, room: Room, what: str) -> None:
    """One message for each state a hold comes to."""
    words = {"confirmed": "The room is confirmed", "refused": "The room was refused", "expired": "The hold on the room ran out"}[what]
    if held.made_by is None:
        return
    messages.put(tx, now, f"hold:{held.id}:{what}", messages.NOTICE, held.made_by, held.authority_id, f"{words}: {room.title}",
                 span_words(held.start_utc, held.end_utc), session_id=held.session_id)


# Distance -----------------------------------------------------------------------------


def kilometres(from_place: tuple[float, float], to_place: tuple[float, float]) -> float:
    """The straight line between two (latitude, longitude) pairs in degrees, on a sphere of 6371 km."""
    (a, b), (c, d) = ((math.radians(one) for one in place) for place in (from_place, to_place))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))
