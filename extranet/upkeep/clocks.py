"""Working days: when an answer to a flag is owed. Monday to Friday, 9am to 5pm, never on a bank holiday. Source: content-standard 4.3."""

import csv
from datetime import UTC, date, datetime, time, timedelta

from extranet.clock import LONDON

PART = "upkeep.bank_holidays"
OPENS, CLOSES = time(9), time(17)


def bank_holidays(site) -> frozenset[date]:
    """England's bank holidays, as the vocabulary lists them; none when the file is not there."""
    return site.part(PART, lambda: _read(site.settings.content_dir / "vocabularies" / "bank_holidays.csv"))


def working_day_after(site, moment: datetime, count: int) -> date:
    """The working day that is number `count` after this moment's, its own not counted."""
    return nth_working_day(bank_holidays(site), moment.astimezone(LONDON).date(), count)


def end_of_working_day(site, moment: datetime, count: int) -> datetime:
    """Closing time of that day, in UTC."""
    return datetime.combine(working_day_after(site, moment, count), CLOSES, LONDON).astimezone(UTC)


def nth_working_day(closed: frozenset[date], day: date, count: int) -> date:
    """The working day that is number `count` after a day. ValueError below 1."""
    if count < 1:
        raise ValueError(f"{count} is no number of working days")
    while count:
        day += timedelta(days=1)
        count -= is_working(closed, day)
    return day


def working_days_between(closed: frozenset[date], first: date, last: date) -> int:
    """Working days after the first day up to the last; negative when the last comes before."""
    if last < first:
        return -working_days_between(closed, last, first)
    return sum(is_working(closed, first + timedelta(days=number)) for number in range(1, (last - first).days + 1))


def is_working(closed: frozenset[date], day: date) -> bool:
    return day.weekday() < 5 and day not in closed


def due_words(site, due: date) -> str:
    """'today', 'in 3 working days (Thursday 26 November)', '2 working days late'."""
    today = site.clock.today()
    if due == today:
        return "due today"
    left = working_days_between(bank_holidays(site), today, due)
    if due < today:
        return f"{_days(-left)} late" if left else "late since the last working day"
    return f"due in {_days(left)}, {due.strftime('%A')} {due.day} {due.strftime('%B')}"


def _days(count: int) -> str:
    return f"{count} working day" if count == 1 else f"{count} working days"


def _read(path) -> frozenset[date]:
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(file))
