"""Which hours each authority keeps: Monday to Friday, 9 to 5, unless it said otherwise; never on a bank holiday or a day it closed."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, insert, select, update

from extranet.errors import BadInput
from extranet_plugins.front_line_forum import tables
from extranet_plugins.front_line_forum.model import TARGETS
from extranet_plugins.front_line_forum.working_time import (
    WorkingHours,
    after_minutes,
    after_working_days,
    end_of_working_day,
    first_working_minute,
    local_day,
)

CACHED = "front_line_forum.hours"
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Closure:
    """A day on which an authority's offices are closed, beside the bank holidays."""

    authority: str
    day: date
    title: str


def hours_of(site, authority: str) -> WorkingHours:
    """The working hours of an authority, bank holidays and its own closure days left out."""
    kept = site.cache.get(CACHED, lambda: _load(site))
    return kept["hours"].get(authority) or WorkingHours(closed_on=kept["holidays"] | kept["closures"].get(authority, frozenset()))


def deadlines(site, authority: str, target: str, received: datetime) -> tuple[datetime, datetime]:
    """(accept by, due) of a referral of this class received at this moment, by the authority's own clock."""
    hours = hours_of(site, authority)
    _words, minutes, days, accept_minutes = TARGETS[target]
    accept_by = after_minutes(hours, received, accept_minutes)
    if minutes is not None:
        return accept_by, after_minutes(hours, received, minutes)
    return accept_by, end_of_working_day(hours, after_working_days(hours, local_day(received), days))


def next_opening(site, authority: str, moment: datetime) -> datetime:
    """When somebody is there next; the moment itself while the office is open."""
    return first_working_minute(hours_of(site, authority), moment)


def closures(site, authority: str) -> list[Closure]:
    """Its own closure days from today on."""
    wanted = select(tables.closure).where(tables.closure.c.authority == authority, tables.closure.c.day >= site.clock.today()).order_by(tables.closure.c.day)
    with site.db.reading() as connection:
        return [Closure(**row) for row in connection.execute(wanted).mappings()]


def keep_hours(site, tx, authority: str, days: list[int], opens: time, closes: time) -> None:
    """Store an authority's opening hours. BadInput when they hold no minute."""
    if not days or any(day not in range(7) for day in days):
        raise BadInput("Choose at least one day on which the office is open.", "days")
    if opens >= closes:
        raise BadInput("The office must close later on the day than it opens.", "closes")
    row = {"days": sorted(set(days)), "opens": opens, "closes": closes}
    at = tables.hours.c.authority == authority
    if tx.execute(update(tables.hours).where(at).values(**row)).rowcount == 0:
        tx.execute(insert(tables.hours).values(authority=authority, **row))
    site.cache.touch(tx, CACHED)


def keep_closure(site, tx, authority: str, day: date, title: str) -> None:
    """Store a closure day; a second time it only changes its title."""
    forget_closure(site, tx, authority, day)
    tx.execute(insert(tables.closure).values(authority=authority, day=day, title=title))


def forget_closure(site, tx, authority: str, day: date) -> None:
    tx.execute(delete(tables.closure).where(tables.closure.c.authority == authority, tables.closure.c.day == day))
    site.cache.touch(tx, CACHED)


def bank_holidays(site) -> frozenset[date]:
    """England's bank holidays, from content/vocabularies/bank_holidays.csv; none when the file is not there."""
    path = site.settings.content_dir / "vocabularies" / "bank_holidays.csv"
    if not path.exists():
        return frozenset()
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(file))


def exported_hours(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        rows = connection.execute(select(tables.hours).order_by(tables.hours.c.authority)).mappings().all()
    for row in rows:
        yield {"authority": row["authority"], "days": row["days"], "opens": row["opens"].isoformat(), "closes": row["closes"].isoformat()}


def import_hours(site, rows) -> int:
    """Take opening hours over. BadInput names a row that is none."""
    taken = [_hours_row(number, row) for number, row in enumerate(rows, start=1)]
    with site.db.writing() as tx:
        for row in taken:
            keep_hours(site, tx, *row)
    return len(taken)


def exported_closures(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        rows = connection.execute(select(tables.closure).order_by(tables.closure.c.authority, tables.closure.c.day)).mappings().all()
    for row in rows:
        yield {**row, "day": row["day"].isoformat()}


def import_closures(site, rows) -> int:
    """Take closure days over. BadInput names a row that is none."""
    try:
        taken = [(str(row["authority"]), date.fromisoformat(row["day"]), str(row["title"])) for row in rows]
    except (KeyError, TypeError, ValueError) as fault:
        raise BadInput(f"The closure days cannot be taken over: {fault} is missing or wrong.") from fault
    with site.db.writing() as tx:
        for row in taken:
            keep_closure(site, tx, *row)
    return len(taken)


def _hours_row(number: int, row: Mapping) -> tuple:
    try:
        return str(row["authority"]), [int(day) for day in row["days"]], time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"])
    except (KeyError, TypeError, ValueError) as fault:
        raise BadInput(f"Opening hours {number} cannot be taken over: {fault} is missing or wrong.") from fault


def _load(site) -> dict:
    with site.db.reading() as connection:
        kept = connection.execute(select(tables.hours)).mappings().all()
        shut = connection.execute(
            select(tables.closure.c.authority, tables.closure.c.day).where(tables.closure.c.day >= site.clock.today() - timedelta(days=400))
        ).all()
    own: dict[str, frozenset[date]] = {}
    for authority, day in shut:
        own[authority] = own.get(authority, frozenset()) | {day}
    holidays = bank_holidays(site)
    hours = {
        row["authority"]: WorkingHours(frozenset(row["days"]), row["opens"], row["closes"], holidays | own.get(row["authority"], frozenset())) for row in kept
    }
    return {"hours": hours, "holidays": holidays, "closures": own}
