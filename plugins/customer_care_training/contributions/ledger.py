"""The contribution ledger: what each authority gave to the others' people and what its people used, for a span of days.

Counted from what took place; an open session still to come is left out. Given: places of others' people in its sessions, days of its
trainers, hours of its rooms in others' sessions. Used: places of its people in others' sessions.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from extranet.authorities import current_authorities
from extranet_plugins.customer_care_training.bookings import store as bookings
from extranet_plugins.customer_care_training.calendar.london import local_day, minutes_between, moment_of
from extranet_plugins.customer_care_training.events import store as events
from extranet_plugins.customer_care_training.events.model import OPEN
from extranet_plugins.customer_care_training.venues import store as venues
from extranet_plugins.customer_care_training.venues.model import ROOM, TRAINER

HALF_DAY_MINUTES = 240  # up to four hours on one date are half a trainer day, more are a whole one
COLUMNS = ("authority", "sessions held", "places given", "trainer days given", "room hours given", "places used", "own places used")


@dataclass(frozen=True)
class Line:
    """One authority's row. `own` are places of its people in its own sessions: neither given nor taken."""

    slug: str
    name: str
    sessions: int
    places_given: int
    trainer_days: float
    room_hours: float
    places_used: int
    own: int


def financial_year(today: date) -> tuple[date, date]:
    """First and last day of the council year (April to March) that holds this day."""
    year = today.year if today >= date(today.year, 4, 1) else today.year - 1
    return date(year, 4, 1), date(year + 1, 3, 31)


def ledger(site, first: date, last: date) -> list[Line]:
    """A row for each authority of that time, from `first` to `last`, both within; only what was over by now."""
    start, end = moment_of(first, time(0)), min(moment_of(last + timedelta(days=1), time(0)), site.clock.now())
    with site.db.reading() as connection:
        sessions = [one for one in events.sessions(connection, start=start, end=end, states=[OPEN]) if one.end <= end and one.start >= start]
        used = bookings.places_used(connection, [one.id for one in sessions])
        uses = {one.id: venues.uses(connection, session_id=one.id) for one in sessions}
    tally = _tally(sessions, used, uses)
    return [_line(one, tally) for one in current_authorities(site, min(last, site.clock.today()))]


def _tally(sessions, used, uses) -> dict[str, dict[str, float]]:
    tally: dict[str, dict[str, float]] = {name: defaultdict(float) for name in ("sessions", "given", "days", "hours", "used", "own")}
    for session in sessions:
        tally["sessions"][session.authority_id] += 1
        for slug, days in trainer_days(uses[session.id]).items():
            tally["days"][slug] += days
        for one in uses[session.id]:
            if one.resource_kind == ROOM and one.authority_id != session.authority_id:
                tally["hours"][one.authority_id] += minutes_between(one.start_utc, one.end_utc) / 60
        for (session_id, slug), places in used.items():
            if session_id == session.id:
                tally["own" if slug == session.authority_id else "used"][slug] += places
                tally["given"][session.authority_id] += 0 if slug == session.authority_id else places
    return tally


def trainer_days(uses) -> dict[str, float]:
    """{authority: days of its trainers}: a half for up to four hours on one date, a whole for more."""
    minutes: dict[tuple[str, int, date], int] = defaultdict(int)
    for one in uses:
        if one.resource_kind == TRAINER:
            minutes[one.authority_id, one.resource_id, _day(one.start_utc)] += minutes_between(one.start_utc, one.end_utc)
    found: dict[str, float] = defaultdict(float)
    for (slug, _trainer, _day_of), spent in minutes.items():
        found[slug] += 0.5 if spent <= HALF_DAY_MINUTES else 1
    return dict(found)


def _day(moment: datetime) -> date:
    return local_day(moment)


def _line(one, tally) -> Line:
    count = {name: tally[name][one.slug] for name in tally}
    return Line(one.slug, one.short_name or one.name, int(count["sessions"]), int(count["given"]), count["days"], round(count["hours"], 1),
                int(count["used"]), int(count["own"]))


def as_row(line: Line) -> tuple:
    return line.name, line.sessions, line.places_given, line.trainer_days, line.room_hours, line.places_used, line.own
