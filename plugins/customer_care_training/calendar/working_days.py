"""Days that count: working days of England and Wales, counted back from a meeting. Source: training.md 4."""

import csv
from collections.abc import Collection
from datetime import date, datetime, timedelta

from extranet_plugins.customer_care_training.calendar.london import end_of_day

UNITS = ("calendar_days", "working_days")
UNIT_WORDS = {"calendar_days": "calendar days", "working_days": "working days"}


def bank_holidays(site) -> frozenset[date]:
    """Bank holidays of the content vocabulary. A year it does not list has none here; keep it up to date."""
    return site.part("customer_care_training.bank_holidays", lambda: _read(site.settings.content_dir / "vocabularies" / "bank_holidays.csv"))


def _read(path) -> frozenset[date]:
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(file))


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def days_before(day: date, number: int, unit: str, holidays: Collection[date]) -> date:
    """The day that lies `number` calendar or working days before `day`; `day` itself for 0."""
    if unit == "calendar_days":
        return day - timedelta(days=number)
    while number > 0:
        day -= timedelta(days=1)
        number -= is_working_day(day, holidays)
    return day


def cut_off(first_day: date, number: int, unit: str, holidays: Collection[date]) -> datetime:
    """The last second in which a place can be given back without being late: 23:59:59 local, in UTC."""
    return end_of_day(days_before(first_day, number, unit, holidays))


def is_after(now: datetime, last_second: datetime) -> bool:
    """Whether that second has wholly passed."""
    return now.replace(microsecond=0) > last_second
