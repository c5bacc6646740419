"""The way between two places: a warning where a trainer has less time for it than it takes. Nothing is refused for it.

Source: training.md 4, "Travel gap between sites". Distances are straight lines; a place whose position is not known warns of nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from extranet_plugins.customer_care_training.venues import store
from extranet_plugins.customer_care_training.venues.actions import kilometres
from extranet_plugins.customer_care_training.venues.model import ROOM, TRAINER, Use, Venue

DOOR_MINUTES = 15  # to pack up, to park and to find the room
KILOMETRES_AN_HOUR = 40  # along the straight line: roads are longer than it, and slow at the edges of the day
FURTHEST_APART = timedelta(hours=4)  # no two places of a county are further


@dataclass(frozen=True)
class TightGap:
    """One trainer, two meetings after each other in two places, and too little time between them."""

    person_id: int
    leaves: Venue
    arrives: Venue
    at: datetime
    minutes: int
    needed: int


def needed_minutes(one: Venue, other: Venue) -> int | None:
    """How long the way takes, from seat to seat; 0 within one place, None where one of them is not on the map."""
    if one.id == other.id:
        return 0
    spots = [(place.latitude, place.longitude) for place in (one, other)]
    if any(None in spot for spot in spots):
        return None
    return DOOR_MINUTES + round(kilometres(*spots) * 60 / KILOMETRES_AN_HOUR)


def tight_gaps(connection, session_id: int) -> list[TightGap]:
    """Where the trainers of this session have too little time between its meetings and their others, soonest first."""
    pairs = {(before.id, after.id): (before, after) for one in _trainer_uses(connection, session_id=session_id) for before, after in _around(connection, one)}
    places = _places(connection, {use.session_id for pair in pairs.values() for use in pair})
    found = [_gap(before, after, places) for before, after in pairs.values()]
    return sorted((one for one in found if one is not None), key=lambda one: one.at)


def _trainer_uses(connection, **wanted) -> list[Use]:
    return [one for one in store.uses(connection, TRAINER, **wanted) if one.meeting_id is not None]


def _around(connection, use: Use):
    """(earlier, later) pairs of this use and the same trainer's others near it."""
    near = {"start": use.start_utc - FURTHEST_APART, "end": use.end_utc + FURTHEST_APART}
    for other in _trainer_uses(connection, resource_ids=[use.resource_id], **near):
        if other.id != use.id:
            yield (use, other) if use.start_utc < other.start_utc else (other, use)


def _places(connection, session_ids) -> dict[int, Venue]:
    """{meeting: the place of its room} of these sessions."""
    uses = [one for session_id in session_ids for one in store.uses(connection, ROOM, session_id=session_id)]
    rooms = {one.id: one for one in store.rooms(connection, {one.resource_id for one in uses})} if uses else {}
    return {one.meeting_id: rooms[one.resource_id].venue for one in uses}


def _gap(before: Use, after: Use, places: dict[int, Venue]) -> TightGap | None:
    leaves, arrives = places.get(before.meeting_id), places.get(after.meeting_id)
    needed = needed_minutes(leaves, arrives) if leaves and arrives else None
    minutes = int((after.start_utc - before.end_utc).total_seconds() // 60)
    if needed is None or not 0 <= minutes < needed:
        return None
    return TightGap(before.resource_id, leaves, arrives, before.end_utc, minutes, needed)
