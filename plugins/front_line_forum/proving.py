"""Shows that the running counts equal the contact log, as far back as the log goes."""

from datetime import date, timedelta

from sqlalchemy import func, select

from extranet_plugins.front_line_forum import store, tables, tallies


def differences(site) -> list[str]:
    """A line for every count that is not what the log says, a day at a time; days before the log begins are left out."""
    found: list[str] = []
    with site.db.reading() as connection:
        first, last = _span(connection)
        day = first
        while day is not None and day <= last:
            found += _on(connection, day)
            day += timedelta(days=1)
    return found


def _span(connection) -> tuple[date | None, date | None]:
    """The first day of the log, and the last of log and counts; None when the log is empty."""
    first, last = connection.execute(select(func.min(tables.contact.c.day), func.max(tables.contact.c.day))).one()
    counted = connection.execute(select(func.max(tables.tally.c.day))).scalar_one_or_none()
    return first, max(last, counted) if last and counted else last


def _on(connection, day: date) -> list[str]:
    counted, kept = _from_log(connection, day), _kept(connection, day)
    keys = [key for key in sorted({*counted, *kept}) if kept.get(key, {}) != counted.get(key, {})]
    return [f"{day} {key}: the counts say {kept.get(key, {})}, the log {counted.get(key, {})}" for key in keys]


def _from_log(connection, day: date) -> dict[tuple, dict[str, int]]:
    found: dict[tuple, dict[str, int]] = {}
    accepted = _accepted(connection, day)
    for row in connection.execute(select(tables.contact).where(tables.contact.c.day == day)).mappings():
        contact = store.contact_of(row)
        counts = tallies.counts_of(contact) | ({"accepted": 1} if contact.id in accepted else {})
        for key in tallies.keys_of(contact):
            at = found.setdefault(key, {})
            for name, number in counts.items():
                at[name] = at.get(name, 0) + number
    return found


def _accepted(connection, day: date) -> set[int]:
    """The day's contacts whose referral was accepted, and kept, by the first authority it was sent to."""
    at = tables.referral.c
    of_day = tables.contact.c.referral_id == at.id
    wanted = select(at.contact_id).join(tables.contact, of_day).where(tables.contact.c.day == day, at.accepted_at.is_not(None), at.is_misdirected.is_(False))
    return set(connection.execute(wanted).scalars())


def _kept(connection, day: date) -> dict[tuple, dict[str, int]]:
    rows = connection.execute(select(tables.tally).where(tables.tally.c.day == day)).mappings()
    return {(row["scope"], row["dimension"], row["key"]): {name: row[name] for name in tallies.COUNTED if row[name]} for row in rows}
