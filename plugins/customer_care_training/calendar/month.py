"""A month as weeks of days, Monday first, with what happens on each."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from extranet.errors import BadInput
from extranet_plugins.customer_care_training.calendar.london import clock_words, local_day, moment_of


@dataclass(frozen=True)
class DayEntry:
    """One meeting on one day, as a calendar shows it."""

    time: str
    title: str
    url: str
    mine: str = ""


@dataclass(frozen=True)
class Day:
    day: date
    is_in_month: bool
    is_today: bool
    holiday: bool
    entries: tuple[DayEntry, ...] = ()


@dataclass(frozen=True)
class Month:
    """A month on a calendar sheet; `before` and `after` are written as in addresses: 2026-11."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    before: str
    after: str

    @property
    def words(self) -> str:
        return f"{self.first:%B %Y}"

    @property
    def agenda(self) -> tuple[Day, ...]:
        """The days of the month on which something happens."""
        return tuple(day for week in self.weeks for day in week if day.is_in_month and day.entries)


def month_typed(text: str, today: date) -> date:
    """The first day of the month '2026-11'; of this month when nothing was asked for. BadInput otherwise."""
    if not text:
        return today.replace(day=1)
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError as fault:
        raise BadInput("Give the month as year and month, such as 2026-11.") from fault
    if not 2000 <= first.year <= 2099:
        raise BadInput("Choose a month of this century.")
    return first


def span_of(first: date) -> tuple[datetime, datetime]:
    """The moments between which the month's sheet lies, its leading and trailing days within."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return moment_of(weeks[0][0], time(0)), moment_of(weeks[-1][-1] + timedelta(days=1), time(0))


def month_of(first: date, today: date, holidays: Iterable[date], meetings: Iterable[tuple[datetime, DayEntry]]) -> Month:
    """The sheet of this month with these meetings, each given with its start."""
    on: dict[date, list[tuple[datetime, DayEntry]]] = {}
    for start, entry in meetings:
        on.setdefault(local_day(start), []).append((start, entry))
    weeks = tuple(
        tuple(_day(day, first, today, holidays, on.get(day, ())) for day in week) for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    )
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Month(first, weeks, f"{first - timedelta(days=1):%Y-%m}", f"{following:%Y-%m}")


def _day(day: date, first: date, today: date, holidays, meetings) -> Day:
    entries = tuple(entry for _start, entry in sorted(meetings, key=lambda one: (one[0], one[1].title)))
    return Day(day, day.month == first.month, day == today, day in holidays, entries)


def entry_of(meeting, title: str, url: str, mine: str = "") -> tuple[datetime, DayEntry]:
    return meeting.start_utc, DayEntry(clock_words(meeting.start_utc), title, url, mine)
