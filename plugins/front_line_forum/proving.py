"""Shows that the running counts equal the contact log, as far back as the log goes."""

from collections.abc import Iterable

from sqlalchemy import func, select

from extranet_plugins.front_line_forum import store, tables, tallies


def differences(site) -> list[str]:
    """A line for every count that is not what the log says; days whose contacts were erased are left out."""
    with site.db.reading() as connection:
        first = connection.execute(select(func.min(tables.contact.c.day))).scalar_one_or_none()
        if first is None:
            return []
        counted = _from_log(connection)
        kept = _kept(connection, first)
    return [
        f"{key}: the counts say {kept.get(key, {})}, the log {counted.get(key, {})}"
        for key in sorted({*counted, *kept}, key=str)
        if kept.get(key, {}) != counted.get(key, {})
    ]


def _from_log(connection) -> dict[tuple, dict[str, int]]:
    found: dict[tuple, dict[str, int]] = {}
    accepted = _accepted(connection)
    for row in connection.execution_options(yield_per=2000).execute(select(tables.contact).where(tables.contact.c.day.is_not(None))).mappings():
        contact = store.contact_of(row)
        counts = tallies.counts_of(contact) | ({"accepted": 1} if contact.id in accepted else {})
        for key in tallies.keys_of(contact):
            at = found.setdefault((contact.day, *key), {})
            for name, number in counts.items():
                at[name] = at.get(name, 0) + number
    return found


def _accepted(connection) -> set[int]:
    """Contacts whose referral was accepted, and kept, by the first authority it was sent to."""
    at = tables.referral.c
    wanted = select(at.contact_id).where(at.accepted_at.is_not(None), at.is_misdirected.is_(False))
    return set(connection.execute(wanted).scalars())


def _kept(connection, first) -> dict[tuple, dict[str, int]]:
    rows: Iterable = connection.execute(select(tables.tally).where(tables.tally.c.day >= first)).mappings()
    return {(row["day"], row["scope"], row["dimension"], row["key"]): {name: row[name] for name in tallies.COUNTED if row[name]} for row in rows}
