"""Running counts of contacts by day, kept in the transaction that changes a contact, so that they always equal the log.

A contact counts in two scopes, the partnership ('') and its adviser's authority, and in each under four dimensions. The log
is erased after its time; the counts stay, since nobody can be found in them.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from extranet_plugins.front_line_forum import tables
from extranet_plugins.front_line_forum.model import AVOIDABLE, OUT_OF_SCOPE, OUTCOME_OF_KIND, RESOLVED, Contact

COUNTED = tuple(column.name for column in tables.tally.columns if not column.primary_key)
REFERRED = frozenset(OUTCOME_OF_KIND.values())


def counts_of(contact: Contact) -> dict[str, int]:
    """What a closed contact adds to every count; those that stay 0 are left out."""
    in_scope = contact.outcome not in OUT_OF_SCOPE
    is_resolved = contact.outcome in RESOLVED and contact.reason != "repeat" and not contact.was_repeated
    found = {
        "contacts": 1,
        "in_scope": in_scope,
        "resolved": is_resolved,
        "avoidable": contact.reason in AVOIDABLE,
        "linked": in_scope and bool(contact.pages),
        "referrals": contact.outcome in REFERRED and contact.referral_id is not None,
        "searches": contact.searches,
        "found": contact.is_found,
        "finds": contact.find_seconds is not None,
        "find_seconds": contact.find_seconds or 0,
        "timed": contact.seconds is not None,
        "seconds": contact.seconds or 0,
        "judged": contact.is_link_right is not None,
        "judged_right": bool(contact.is_link_right),
    }
    return {name: int(value) for name, value in found.items() if value}


def add(tx, contact: Contact, counts: Mapping[str, int]) -> None:
    """Add these numbers (negative ones take away) on the contact's day, under each of its keys."""
    if not counts or contact.day is None:
        return
    rows = [{"day": contact.day, "scope": scope, "dimension": dimension, "key": key, **counts} for scope, dimension, key in keys_of(contact)]
    made = _upsert(tx)(tables.tally)
    changed = {name: tables.tally.c[name] + made.excluded[name] for name in counts}
    tx.execute(made.on_conflict_do_update(index_elements=["day", "scope", "dimension", "key"], set_=changed), rows)


def keys_of(contact: Contact) -> Iterator[tuple[str, str, str]]:
    """(scope, dimension, key) of every count this contact stands in."""
    for scope in ("", contact.adviser_authority):
        yield scope, "all", ""
        yield scope, "service", str(contact.service or "")
        yield scope, "channel", contact.channel
        yield scope, "customer", contact.customer_authority


def exported(site) -> Iterator[dict]:
    """Every count, for an export: they outlive the log."""
    with site.db.reading() as connection:
        for row in connection.execute(select(tables.tally).order_by(*tables.tally.primary_key.columns)).mappings():
            yield {**row, "day": row["day"].isoformat()}


def load(site, rows) -> int:
    """Take counts over in place of those that are there."""
    taken = [
        {**{name: row[name] for name in ("scope", "dimension", "key")}, **{name: row.get(name, 0) for name in COUNTED}, "day": date.fromisoformat(row["day"])}
        for row in rows
    ]
    with site.db.writing() as tx:
        tx.execute(delete(tables.tally))
        for start in range(0, len(taken), 500):
            tx.execute(tables.tally.insert(), taken[start : start + 500])
    return len(taken)


def _upsert(tx):
    """The database's own insert that changes a row which is there already; SQLite and PostgreSQL word it alike."""
    return postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
