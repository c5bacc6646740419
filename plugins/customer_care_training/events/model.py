"""What can be attended: an offering, a session of it, and its meetings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from extranet_plugins.customer_care_training.bookings.rules import Quota
from extranet_plugins.customer_care_training.calendar.london import local_day, minutes_between, span_words

KINDS = {"event": "Event", "elearning": "E-learning", "blend": "Event and e-learning"}
DRAFT, OPEN, CANCELLED = "draft", "open", "cancelled"
SESSION_WORDS = {DRAFT: "Not open yet", OPEN: "Open", CANCELLED: "Cancelled"}


@dataclass(frozen=True)
class Offering:
    """Something that is taught again and again, with its rules for places.

    `wiki_page` is the slug of a page about it, or ''. Cut-off: `cutoff_n` days of `cutoff_unit` before the first meeting.
    `late_minutes`: who misses more of a meeting was there only in part.
    """

    id: int
    slug: str
    title: str
    summary: str
    wiki_page: str
    kind: str
    minutes: int
    outcome: str
    cutoff_n: int
    cutoff_unit: str
    late_minutes: int
    has_substitutes: bool
    needs_approval: bool
    charge_note: str
    authority_id: str
    is_open: bool
    made_by: int | None
    made_at: datetime


@dataclass(frozen=True)
class Meeting:
    """One stretch of time of a session. `local_start` is what was typed; `sequence` goes up whenever it moves.

    `join_url` is shown to confirmed people only, near the time. `secret` makes the codes for checking in.
    """

    id: int
    session_id: int
    number: int
    title: str
    start_utc: datetime
    end_utc: datetime
    tz: str
    local_start: str
    place: str
    join_url: str = field(repr=False)
    secret: str = field(repr=False)
    sequence: int = 0

    @property
    def words(self) -> str:
        return span_words(self.start_utc, self.end_utc)

    @property
    def minutes(self) -> int:
        return minutes_between(self.start_utc, self.end_utc)


@dataclass(frozen=True)
class Session:
    """One date (or row of dates) of an offering, with its places.

    `authority_id` runs it. `seq` is the number given last; `confirmed` the places taken. Shares are kept until
    `reserve_until`; `is_released` says that their release has been acted on. `holds_requests`: a request that waits for
    approval takes a place meanwhile.
    """

    id: int
    offering: Offering
    authority_id: str
    organiser_id: int | None
    capacity: int
    min_places: int
    reserve_until: datetime | None
    is_released: bool
    holds_requests: bool
    seq: int
    confirmed: int
    state: str
    note: str
    meetings: tuple[Meeting, ...]
    quotas: Mapping[str, Quota]

    @property
    def title(self) -> str:
        return self.offering.title

    @property
    def start(self) -> datetime | None:
        """When the first meeting begins; None while it has none."""
        return self.meetings[0].start_utc if self.meetings else None

    @property
    def end(self) -> datetime | None:
        return max((one.end_utc for one in self.meetings), default=None)

    @property
    def words(self) -> str:
        """'Tuesday 13 October 2026, 09:30 to 16:30', and how many more meetings."""
        if not self.meetings:
            return "No date yet"
        more = len(self.meetings) - 1
        return self.meetings[0].words + (f", and {more} more meeting{'s' if more > 1 else ''}" if more else "")

    @property
    def first_day(self):
        return local_day(self.meetings[0].start_utc) if self.meetings else None

    def meeting(self, meeting_id: int) -> Meeting | None:
        return next((one for one in self.meetings if one.id == meeting_id), None)

    def are_shares_kept(self, now: datetime) -> bool:
        return self.reserve_until is not None and now < self.reserve_until

    def is_over(self, now: datetime) -> bool:
        return self.end is not None and self.end <= now
