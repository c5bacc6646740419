"""Venues, rooms, what they have, and uses of rooms and trainers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from extranet.errors import Conflict

ROOM, TRAINER = "room", "trainer"
HOLD, USED, RELEASED = "hold", "confirmed", "released"
YES, NO, UNKNOWN = "yes", "no", "unknown"
LAYOUTS = {"theatre": "Rows", "classroom": "Classroom", "boardroom": "Boardroom", "cabaret": "Round tables", "horseshoe": "Horseshoe"}
FEATURES = {
    "step_free": "Step-free from drop-off to room", "lift": "Lift", "accessible_toilet": "Accessible toilet", "changing_places": "Changing Places toilet",
    "hearing_loop": "Hearing loop", "accessible_parking": "Accessible parking", "quiet_room": "Quiet room", "prayer_room": "Prayer room",
    "adjustable_lighting": "Adjustable lighting", "evacuation": "Evacuation plan and refuge", "screen": "Screen", "hybrid_kit": "Kit for people joining online",
    "guest_wifi": "Guest wi-fi", "catering": "Catering",
}  # fmt: skip


@dataclass(frozen=True)
class Venue:
    """A building of one authority. Latitude and longitude are WGS 84 degrees, None when not known."""

    id: int
    authority_id: str
    name: str
    address: str
    postcode: str
    latitude: float | None
    longitude: float | None
    contact: str
    opening: str
    note: str


@dataclass(frozen=True)
class Feature:
    """One thing a room has or lacks; unknown never matches a need. `detail`: '120 cm wide', 'induction loop'."""

    code: str
    answer: str
    detail: str = ""
    checked_on: date | None = None

    @property
    def words(self) -> str:
        return FEATURES[self.code]


@dataclass(frozen=True)
class Room:
    """A room that can be booked. Layouts give the places in each; setup and clearing belong to every use of it."""

    id: int
    venue: Venue
    name: str
    setup_minutes: int
    clear_minutes: int
    is_auto_confirmed: bool
    bookable_by: str
    cost_note: str
    is_open: bool
    layouts: Mapping[str, int] = field(default_factory=dict)
    features: Mapping[str, Feature] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.name}, {self.venue.name}"

    @property
    def most_places(self) -> int:
        return max(self.layouts.values(), default=0)

    def has(self, codes) -> bool:
        """Whether every one of these features is known to be there."""
        return all(code in self.features and self.features[code].answer == YES for code in codes)


@dataclass(frozen=True)
class Use:
    """A room or a trainer in use from start to end (half-open, setup and clearing within).

    A hold ends at `expires_at`. `override_reason` says why an organiser put it over another use; '' for all others.
    """

    id: int
    resource_kind: str
    resource_id: int
    start_utc: datetime
    end_utc: datetime
    state: str
    expires_at: datetime | None
    session_id: int | None
    meeting_id: int | None
    authority_id: str
    note: str
    override_reason: str
    made_by: int | None
    made_at: datetime


class Clash(Conflict):
    """A room or a trainer is taken. Nothing was kept: several are taken together or not at all."""
