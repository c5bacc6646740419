"""How long customers waited before somebody answered: figures of the telephone systems, brought in as CSV, never measured here.

A row says how many contacts of a day and channel waited so many seconds, so that median and percentile are exact over any
span. A day that comes again replaces what was there.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, insert, select

from extranet.authorities import all_authorities
from extranet.errors import BadInput
from extranet.identity import record
from extranet_plugins.front_line_forum import access, tables
from extranet_plugins.front_line_forum.measures import Span, share
from extranet_plugins.front_line_forum.model import CHANNELS

COLUMNS = ("day", "channel", "seconds", "contacts")
SOON_SECONDS = 20
LONGEST_WAIT = 4 * 3600
MOST_ROWS = 20_000
BY = {"week": "Week", "authority": "Authority", "channel": "Channel"}


@dataclass(frozen=True)
class Wait:
    """Waits of one week, authority or channel; seconds are None where nothing was brought in."""

    name: str
    contacts: int = 0
    median: int | None = None
    ninetieth: int | None = None
    soon_share: float | None = None


def take_in(site, actor, text: str) -> int:
    """Keep the queue figures of the actor's own authority; how many rows. All or none: BadInput names the line.

    Forbidden for all but that authority's administrator.
    """
    authority = access.standing_in(site, actor.authority)
    access.require(site, actor, "queue.arrange", authority)
    rows = _read(text, site.clock.today())
    days = {day for day, _channel, _seconds in rows}
    kept = [{"day": day, "authority": authority, "channel": channel, "seconds": seconds, "contacts": n} for (day, channel, seconds), n in rows.items()]
    with site.db.writing() as tx:
        tx.execute(delete(tables.wait).where(tables.wait.c.authority == authority, tables.wait.c.day.in_(sorted(days))))
        for start in range(0, len(kept), 500):
            tx.execute(insert(tables.wait), kept[start : start + 500])
        record(tx, site, actor, "waits.taken", authority, f"{len(days)} days")
    return len(kept)


def lines_by(site, by: str, span: Span, scope: str = "") -> list[Wait]:
    """Waits by week, authority or channel; with `scope` of that authority alone."""
    at = tables.wait.c
    key = {"week": at.day, "authority": at.authority, "channel": at.channel}[by]
    found: dict[str, Counter] = {_monday(span.first, number): Counter() for number in range((span.last - span.first).days // 7 + 1)} if by == "week" else {}
    for one, seconds, contacts in _rows(site, key, span, scope):
        name = _monday(one - timedelta(days=one.weekday()), 0) if by == "week" else one
        found.setdefault(name, Counter())[seconds] += int(contacts)
    names = {"authority": {one.slug: one.name for one in all_authorities(site)}, "channel": CHANNELS}.get(by, {})
    made = [_wait(names.get(name, name), waits) for name, waits in found.items()]
    return made if by == "week" else sorted(made, key=lambda one: one.name)


def whole(site, span: Span, scope: str = "") -> Wait:
    waits: Counter = Counter()
    for _channel, seconds, contacts in _rows(site, tables.wait.c.channel, span, scope):
        waits[seconds] += int(contacts)
    return _wait("All contacts", waits)


def exported(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        for row in connection.execute(select(tables.wait).order_by(*tables.wait.primary_key.columns)).mappings():
            yield {**row, "day": row["day"].isoformat()}


def load(site, rows) -> int:
    """Take waits over in place of those that are there."""
    taken = [{**row, "day": date.fromisoformat(row["day"])} for row in rows]
    with site.db.writing() as tx:
        tx.execute(delete(tables.wait))
        for start in range(0, len(taken), 500):
            tx.execute(insert(tables.wait), taken[start : start + 500])
    return len(taken)


def _read(text: str, today: date) -> Counter:
    """Contacts by (day, channel, seconds) of a CSV with the columns of COLUMNS."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff").strip()))
    if tuple(name.strip().lower() for name in reader.fieldnames or ()) != COLUMNS:
        raise BadInput(f"The first line must be: {','.join(COLUMNS)}.", "sheet")
    reader.fieldnames = list(COLUMNS)
    found: Counter = Counter()
    for number, row in enumerate(reader, 2):
        if number > MOST_ROWS + 1:
            raise BadInput(f"At most {MOST_ROWS} rows at once, please.", "sheet")
        found[_key(row, number, today)] += _number(row["contacts"], number, "contacts", 1, 100_000)
    if not found:
        raise BadInput("The table has no rows.", "sheet")
    return found


def _key(row, number: int, today: date) -> tuple[date, str, int]:
    try:
        day = date.fromisoformat((row["day"] or "").strip())
    except ValueError:
        raise BadInput(f"Line {number}: write the day as 2026-11-30.", "sheet") from None
    if day > today:
        raise BadInput(f"Line {number}: that day is still to come.", "sheet")
    channel = (row["channel"] or "").strip().lower()
    if channel not in CHANNELS:
        raise BadInput(f"Line {number}: the channel is one of {', '.join(CHANNELS)}.", "sheet")
    return day, channel, _number(row["seconds"], number, "seconds", 0, LONGEST_WAIT)


def _number(text: str | None, number: int, name: str, least: int, most: int) -> int:
    text = (text or "").strip()
    if not (text.isdecimal() and text.isascii() and len(text) < 9 and least <= int(text) <= most):
        raise BadInput(f"Line {number}: {name} is a whole number from {least} to {most}.", "sheet")
    return int(text)


def _rows(site, key, span: Span, scope: str) -> list:
    at = tables.wait.c
    where = [at.day.between(span.first, span.last)] + ([at.authority == scope] if scope else [])
    with site.db.reading() as connection:
        return connection.execute(select(key, at.seconds, func.sum(at.contacts)).where(*where).group_by(key, at.seconds)).all()


def _wait(name: str, waits: Counter) -> Wait:
    if not waits:
        return Wait(name)
    count = sum(waits.values())
    soon = sum(number for seconds, number in waits.items() if seconds <= SOON_SECONDS)
    return Wait(name, count, _percentile(waits, count, 50), _percentile(waits, count, 90), share(soon, count))


def _percentile(waits: Counter, count: int, percent: int) -> int:
    """The least number of seconds within which so many of a hundred were answered."""
    reached = 0
    for seconds in sorted(waits):
        reached += waits[seconds]
        if reached * 100 >= percent * count:
            return seconds
    return max(waits)


def _monday(first: date, weeks: int) -> str:
    return f"{first + timedelta(weeks=weeks):%-d %b %Y}"
