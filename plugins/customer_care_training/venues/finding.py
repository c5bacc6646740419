"""Rooms that suit: enough places in the layout, every feature known to be there, free all the time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from extranet_plugins.customer_care_training.venues import store
from extranet_plugins.customer_care_training.venues.actions import kilometres
from extranet_plugins.customer_care_training.venues.model import ROOM, Room
from extranet_plugins.customer_care_training.venues.slots import with_setup


@dataclass(frozen=True)
class Wanted:
    """What is asked of a room. `spans` are (start, end) of all meetings; `from_place` is (latitude, longitude) or None."""

    places: int = 1
    layout: str = ""
    features: tuple[str, ...] = ()
    spans: tuple[tuple[datetime, datetime], ...] = ()
    from_place: tuple[float, float] | None = None


@dataclass(frozen=True)
class FoundRoom:
    """A room that suits, how far it is (None: not known) and how often its owner lent rooms in the last 12 months."""

    room: Room
    kilometres: float | None
    lent: int


def find_rooms(site, actor, wanted: Wanted) -> list[FoundRoom]:
    """Rooms that suit and that the actor's authority may book: nearest first, then those whose owner lent least."""
    with site.db.reading() as connection:
        rooms = [one for one in store.rooms(connection, only_open=True) if suits(one, wanted) and _is_bookable(one, actor)]
        free = [one for one in rooms if not _is_taken(connection, one, wanted.spans)]
        lent = _lent(connection, site.clock.now())
    found = [FoundRoom(one, _far(one, wanted.from_place), lent.get(one.venue.authority_id, 0)) for one in free]
    return sorted(found, key=lambda one: (one.kilometres is None, round(one.kilometres or 0), one.lent, one.room.title))


def suits(room: Room, wanted: Wanted) -> bool:
    """Whether the room is large enough in the layout (any layout when none is asked for) and has everything for certain."""
    places = room.layouts.get(wanted.layout, 0) if wanted.layout else room.most_places
    return places >= wanted.places and room.has(wanted.features)


def _is_bookable(room: Room, actor) -> bool:
    return room.bookable_by == "all" or room.venue.authority_id == actor.authority


def _is_taken(connection, room: Room, spans: Iterable[tuple[datetime, datetime]]) -> bool:
    for start, end in spans:
        begins, ends = with_setup(start, end, room.setup_minutes, room.clear_minutes)
        if store.uses(connection, ROOM, [room.id], begins, ends):
            return True
    return False


def _lent(connection, now: datetime) -> dict[str, int]:
    """Uses of each authority's rooms that began in the last 12 months: who lent least is asked first."""
    found: dict[str, int] = {}
    for one in store.uses(connection, ROOM, start=now.replace(year=now.year - 1, day=min(now.day, 28)), end=now):
        found[one.authority_id] = found.get(one.authority_id, 0) + 1
    return found


def _far(room: Room, from_place: tuple[float, float] | None) -> float | None:
    if from_place is None or room.venue.latitude is None or room.venue.longitude is None:
        return None
    return kilometres(from_place, (room.venue.latitude, room.venue.longitude))
