"""What is typed about an offering or a session, checked and put into shape. No database here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from extranet.errors import BadInput
from extranet_plugins.customer_care_training.bookings.rules import Quota
from extranet_plugins.customer_care_training.calendar.london import check_quarter, minutes_between, moment_of
from extranet_plugins.customer_care_training.calendar.working_days import UNITS
from extranet_plugins.customer_care_training.events.model import KINDS

LONGEST_MINUTES = 24 * 60
MOST_REPEATS = 26


@dataclass(frozen=True)
class MeetingPlan:
    """A meeting to be. `rooms` and `trainers` are ids; `place` is words where no room of ours is used."""

    start_utc: datetime
    end_utc: datetime
    title: str = ""
    place: str = ""
    join_url: str = ""
    rooms: tuple[int, ...] = ()
    trainers: tuple[int, ...] = ()


@dataclass(frozen=True)
class SessionPlan:
    """A session to be."""

    capacity: int
    meetings: tuple[MeetingPlan, ...]
    min_places: int = 0
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    reserve_until: datetime | None = None
    holds_requests: bool = False
    note: str = ""
    is_open: bool = True


def whole_number(text, name: str, least: int, most: int, what: str) -> int:
    """The number typed. BadInput, naming the field, when it is none or out of range."""
    try:
        number = int(str(text).strip())
    except ValueError as fault:
        raise BadInput(f"Give {what} as a whole number.", name) from fault
    if not least <= number <= most:
        raise BadInput(f"Give {what} between {least} and {most}.", name)
    return number


def date_typed(values: Mapping[str, str], name: str) -> date:
    """The date of three boxes. BadInput names the field."""
    try:
        return date(*(int(values.get(f"{name}-{part}", "")) for part in ("year", "month", "day")))
    except ValueError as fault:
        raise BadInput("Give the date as day, month and year, such as 13 10 2026.", name) from fault


def time_typed(text: str, name: str) -> time:
    """A quarter of an hour such as 09:30. BadInput names the field."""
    try:
        hour, minute = (int(part) for part in str(text).strip().replace(".", ":").split(":"))
        return check_quarter(time(hour, minute), name)
    except ValueError as fault:
        raise BadInput("Give the time as hours and minutes, such as 09:30.", name) from fault


def span_typed(values: Mapping[str, str], now: datetime, prefix: str = "") -> tuple[datetime, datetime]:
    """Start and end of a meeting from the boxes `date`, `start` and `end`: an end before the start is on the next day."""
    day = date_typed(values, f"{prefix}date")
    starts, ends = time_typed(values.get(f"{prefix}start", ""), f"{prefix}start"), time_typed(values.get(f"{prefix}end", ""), f"{prefix}end")
    twice = {"first": False, "second": True}.get(values.get(f"{prefix}twice", ""))
    start = moment_of(day, starts, twice, f"{prefix}start")
    end = moment_of(day + timedelta(days=ends <= starts), ends, twice, f"{prefix}end")
    if start <= now:
        raise BadInput("The meeting begins in the future.", f"{prefix}date")
    if not 0 < minutes_between(start, end) <= LONGEST_MINUTES:
        raise BadInput("A meeting lasts at least a quarter of an hour and at most a day.", f"{prefix}end")
    return start, end


def check_meetings(meetings) -> None:
    """BadInput when two meetings of one session overlap."""
    ordered = sorted(meetings, key=lambda one: one.start_utc)
    if not ordered:
        raise BadInput("A session has at least one meeting.", "date")
    for one, following in zip(ordered, ordered[1:], strict=False):
        if following.start_utc < one.end_utc:
            raise BadInput("Two meetings of this session overlap.", "date")


def check_link(text: str, name: str = "join_url") -> str:
    """The address for joining, https only, or ''."""
    text = text.strip()
    if text and (not text.startswith("https://") or any(ord(letter) <= 32 for letter in text) or len(text) > 1000):
        raise BadInput("The address for joining starts with https:// and has no spaces.", name)
    return text


def offering_row(values: Mapping[str, str]) -> dict:
    """The columns of an offering that are typed. BadInput names the field."""
    row = {name: " ".join(str(values.get(name, "")).split()) for name in ("title", "summary", "outcome", "wiki_page", "charge_note")}
    for name, least, most in (("title", 5, 120), ("summary", 10, 400), ("outcome", 0, 400), ("charge_note", 0, 300), ("wiki_page", 0, 60)):
        if not least <= len(row[name]) <= most:
            raise BadInput(f"Write {least} to {most} characters here; this has {len(row[name])}.", name)
    return row | {
        "kind": values.get("kind") if values.get("kind") in KINDS else "event",
        "minutes": whole_number(values.get("minutes", "60"), "minutes", 15, 6000, "the length in minutes"),
        "cutoff_n": whole_number(values.get("cutoff_n", "4"), "cutoff_n", 0, 60, "the days"),
        "cutoff_unit": values.get("cutoff_unit") if values.get("cutoff_unit") in UNITS else "working_days",
        "late_minutes": whole_number(values.get("late_minutes", "15"), "late_minutes", 0, 240, "the minutes"),
        "has_substitutes": bool(values.get("has_substitutes")),
        "needs_approval": bool(values.get("needs_approval")),
        "is_open": bool(values.get("is_open")),
    }
