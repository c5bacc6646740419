"""Working time: when an office is open, and when so many of its minutes or days are over.

Pure: hours in, moments out. Source: content standard 4.3; its vectors are tests/plugins/front_line_forum/test_working_time.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
FURTHEST_DAYS = 1500


class NeverOpen(ValueError):
    """An office that opens on no day of the next four years cannot be waited for."""


@dataclass(frozen=True)
class WorkingHours:
    """When one authority works. `days` are weekdays, Monday 0; `closed_on` holds bank holidays and local closure days.

    `opens` and `closes` are wall-clock times in Surrey, on one day.
    """

    days: frozenset[int] = frozenset(range(5))
    opens: time = time(9)
    closes: time = time(17)
    closed_on: frozenset[date] = frozenset()

    def is_open_on(self, day: date) -> bool:
        return day.weekday() in self.days and day not in self.closed_on

    def is_open_at(self, moment: datetime) -> bool:
        """Whether somebody is there at this moment; at closing time nobody is."""
        local = moment.astimezone(LONDON)
        return self.is_open_on(local.date()) and self.opens <= local.time() < self.closes

    def open_days_from(self, day: date) -> Iterator[date]:
        """Open days, this one first if it is one. NeverOpen after four years without any."""
        shut = 0
        while shut < FURTHEST_DAYS:
            if self.is_open_on(day):
                yield day
                shut = 0
            else:
                shut += 1
            day += timedelta(days=1)
        raise NeverOpen("These working hours open on no day of the next four years.")


def first_working_minute(hours: WorkingHours, moment: datetime) -> datetime:
    """The moment itself, on the minute, if somebody is there; else the next opening."""
    local = _whole_minute(moment)
    for day in hours.open_days_from(local.date()):
        opens, closes = _span(hours, day)
        if local < closes:
            return _aware(max(local, opens))
    raise NeverOpen("No opening was found.")


def after_minutes(hours: WorkingHours, start: datetime, minutes: int) -> datetime:
    """The moment, in UTC, at which so many working minutes are over. ValueError when minutes are negative."""
    if minutes < 0:
        raise ValueError(f"{minutes} minutes cannot be waited for")
    at, left = _naive(first_working_minute(hours, start)), timedelta(minutes=minutes)
    for day in hours.open_days_from(at.date()):
        opens, closes = _span(hours, day)
        begins = max(at, opens)
        if closes - begins >= left:
            return _aware(begins + left)
        left -= closes - begins
    raise NeverOpen("No opening was found.")


def minutes_between(hours: WorkingHours, start: datetime, end: datetime) -> int:
    """Whole working minutes from one moment to a later one; 0 when it is not later."""
    first, last = _naive(start), _naive(end)
    total, day = timedelta(), first.date()
    while day <= last.date():
        if hours.is_open_on(day):
            opens, closes = _span(hours, day)
            total += max(min(closes, last) - max(opens, first), timedelta())
        day += timedelta(days=1)
    return total // MINUTE


def after_working_days(hours: WorkingHours, day: date, count: int) -> date:
    """The working day that is number `count`, the first after receipt being day 1. ValueError below 1."""
    if count < 1:
        raise ValueError(f"{count} is no number of working days")
    for number, open_day in enumerate(hours.open_days_from(day + timedelta(days=1)), start=1):
        if number == count:
            return open_day
    raise NeverOpen("No opening was found.")


def end_of_working_day(hours: WorkingHours, day: date) -> datetime:
    """Closing time of a day, in UTC."""
    return _aware(datetime.combine(day, hours.closes))


def local_day(moment: datetime) -> date:
    """The date on a wall calendar in Surrey."""
    return moment.astimezone(LONDON).date()


def _span(hours: WorkingHours, day: date) -> tuple[datetime, datetime]:
    return datetime.combine(day, hours.opens), datetime.combine(day, hours.closes)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(LONDON).replace(tzinfo=None)


def _aware(local: datetime) -> datetime:
    return local.replace(tzinfo=LONDON).astimezone(UTC)


def _whole_minute(moment: datetime) -> datetime:
    """The same local time, or the next whole minute."""
    local = _naive(moment)
    whole = local.replace(second=0, microsecond=0)
    return whole if whole == local else whole + MINUTE
