"""Local times of meetings: what a wall clock in Surrey shows, turned into moments and back.

Everything is stored in UTC and reckoned in UTC; only what is typed and what is shown is local. Source: training.md 8, T1 and T2.
"""

from datetime import UTC, date, datetime, time, timedelta

from extranet.clock import LONDON
from extranet.errors import BadInput

ZONE_NAME = "Europe/London"
SLOT_MINUTES = 15


class NoSuchTime(BadInput):
    """The clocks go forward over this time: it does not exist on that day."""


class TimeComesTwice(BadInput):
    """The clocks go back over this time: it comes once in summer time and once in winter time."""


def moment_of(day: date, at: time, is_second: bool | None = None, field: str | None = None) -> datetime:
    """The moment of a local date and time, in UTC.

    NoSuchTime in the hour that is left out in March; TimeComesTwice in the hour that is repeated in October, unless
    `is_second` says which of the two is meant.
    """
    naive = datetime.combine(day, at)
    first, second = (naive.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if to_local(first.astimezone(UTC)).replace(tzinfo=None) != naive:
        raise NoSuchTime(f"{at:%H:%M} does not exist on {day_words(day)}: the clocks go forward then. Choose another time.", field)
    if is_second is None:
        raise TimeComesTwice(f"{at:%H:%M} comes twice on {day_words(day)}: the clocks go back then. Say which of the two is meant.", field)
    return (second if is_second else first).astimezone(UTC)


def weekly(day: date, at: time, count: int) -> list[datetime]:
    """The same local time on `count` days, a week apart, as moments in UTC."""
    return [moment_of(day + timedelta(weeks=number), at) for number in range(count)]


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from start to end as they pass, reckoned in UTC.

    Never subtract two London times: Python leaves a change of the clocks out when both have the same zone.
    """
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)


def to_local(moment: datetime) -> datetime:
    """The same moment as a wall clock in Surrey shows it."""
    return moment.astimezone(LONDON)


def local_day(moment: datetime) -> date:
    return to_local(moment).date()


def local_text(moment: datetime) -> str:
    """'2026-10-13T09:30': the local start kept beside the moment, to prove that both agree."""
    return to_local(moment).strftime("%Y-%m-%dT%H:%M")


def end_of_day(day: date) -> datetime:
    """23:59:59 local on this day, in UTC."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=LONDON).astimezone(UTC)


def check_quarter(at: time, field: str | None = None) -> time:
    """The time itself. BadInput unless it is a quarter of an hour: rooms and trainers are kept by quarters."""
    if at.minute % SLOT_MINUTES or at.second or at.microsecond:
        raise BadInput(f"{at:%H:%M} is not a quarter of an hour. Meetings begin and end at :00, :15, :30 or :45.", field)
    return at


def day_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def clock_words(moment: datetime) -> str:
    """'09:30' local, and which of the two in the hour that comes twice."""
    local = to_local(moment)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%H:%M} {local:%Z}" if twice else f"{local:%H:%M}"


def span_words(start: datetime, end: datetime) -> str:
    """'Tuesday 13 October 2026, 09:30 to 16:30'; the second day too when it ends on another."""
    until = clock_words(end) if local_day(start) == local_day(end) else f"{clock_words(end)} on {day_words(local_day(end))}"
    return f"{day_words(local_day(start))}, {clock_words(start)} to {until}"
