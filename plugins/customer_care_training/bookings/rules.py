"""The rules of places, without a database: who fits, who is next, how long an offer stands. Source: training.md 4."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from extranet.errors import BadInput
from extranet_plugins.customer_care_training.bookings.model import ATTENDED, CONFIRMED, NO_SHOW, PARTIAL
from extranet_plugins.customer_care_training.calendar.london import local_day
from extranet_plugins.customer_care_training.calendar.working_days import days_before

FAR_AWAY_WORKING_DAYS = 5
LONGEST_OFFER = timedelta(hours=24)
SHORTEST_OFFER = timedelta(minutes=15)
WALK_IN_ONLY = timedelta(hours=2)
CONFIRM, OFFER, NOBODY = "confirm", "offer", "nobody"


@dataclass(frozen=True)
class Quota:
    """An authority's share of a session: places kept for it until the release date, and the most it may take (None: no limit)."""

    guaranteed: int = 0
    max_places: int | None = None


@dataclass(frozen=True)
class Places:
    """The places of a session at one moment. `held` counts taken places, open offers among them, by authority."""

    capacity: int
    held: Mapping[str, int] = field(default_factory=dict)
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    are_shares_kept: bool = False

    @property
    def taken(self) -> int:
        return sum(self.held.values())

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)

    def kept_for_others(self, authority: str) -> int:
        """Guaranteed places of other authorities that they have not taken yet; 0 after the release date."""
        if not self.are_shares_kept:
            return 0
        return sum(max(0, quota.guaranteed - self.held.get(one, 0)) for one, quota in self.quotas.items() if one != authority)

    def fits(self, authority: str) -> bool:
        """Whether one more person of this authority can have a place now."""
        most = self.quotas.get(authority, Quota()).max_places
        if self.taken >= self.capacity or (most is not None and self.held.get(authority, 0) >= most):
            return False
        return self.taken + 1 + self.kept_for_others(authority) <= self.capacity

    def with_one(self, authority: str, number: int = 1) -> "Places":
        """The same places with one more taken (or given back, with -1) by this authority."""
        return replace(self, held={**self.held, authority: self.held.get(authority, 0) + number})


@dataclass(frozen=True)
class Waiting:
    """Somebody on the waiting list, as far as the order needs to know."""

    booking_id: int
    seq: int
    authority_id: str


def next_to_promote(waiting: Iterable[Waiting], places: Places) -> Waiting | None:
    """The lowest seq among those who fit now; None when nobody does."""
    return next((one for one in sorted(waiting, key=lambda one: one.seq) if places.fits(one.authority_id)), None)


def how_to_promote(now: datetime, start: datetime, holidays: Iterable[date]) -> str:
    """CONFIRM when the start is over 5 working days away, NOBODY in the last two hours, else OFFER."""
    if start - now <= WALK_IN_ONLY:
        return NOBODY
    fifth = days_before(local_day(start), FAR_AWAY_WORKING_DAYS, "working_days", frozenset(holidays))
    return CONFIRM if local_day(now) < fifth else OFFER


def offer_ends(now: datetime, start: datetime) -> datetime:
    """Until when an offer made now stands: a quarter of the time left, 24 hours at most, 15 minutes at least."""
    return now + max(SHORTEST_OFFER, min(LONGEST_OFFER, (start - now) / 4))


def check_shares(capacity: int, quotas: Mapping[str, Quota], has_release: bool) -> None:
    """BadInput when shares cannot be kept: more guaranteed than there are, a share over its own limit, or no release date."""
    total = sum(quota.guaranteed for quota in quotas.values())
    if total > capacity:
        raise BadInput(f"{total} places are guaranteed, but the session has only {capacity}. Lower a share or raise the places.", "capacity")
    for authority, quota in quotas.items():
        if quota.guaranteed < 0 or (quota.max_places is not None and quota.max_places < quota.guaranteed):
            raise BadInput(f"The most places of {authority} cannot be fewer than the {quota.guaranteed} it is guaranteed.", f"most-{authority}")
    if total and not has_release:
        raise BadInput("Guaranteed places need a release date, after which anybody may have them.", "release")


def outcome_of(marks: Iterable[str | None]) -> str:
    """The state a booking takes from the roll: one mark for each meeting, None where no roll was taken yet.

    As long as a roll is missing it stays confirmed: nobody is absent by silence. Coming late or leaving early is part of a meeting.
    """
    marks = list(marks)
    if not marks or None in marks:
        return CONFIRMED
    if all(mark == "present" for mark in marks):
        return ATTENDED
    return NO_SHOW if all(mark == "absent" for mark in marks) else PARTIAL
