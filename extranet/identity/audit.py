"""The log of who did what: only ever added to, never with a password or token in it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, or_

from extranet.actor import Actor
from extranet.clock import LONDON
from extranet.identity import store
from extranet.identity.tables import audit

LONGEST_DETAIL = 2000


def record(tx, site, actor: Actor | None, act: str, thing: str = "", detail: str = "", authority: str = "") -> None:
    """Add one entry inside the caller's writing transaction.

    `act` is dotted, as in 'page.deleted'; `thing` names what it was done to;
    `detail` is a short text. Line breaks and control characters are taken out,
    so no entry can look like two.
    """
    store.add_audit(
        tx,
        {
            "at": site.clock.now(),
            "actor_id": actor.id if actor else None,
            "actor_name": _one_line(actor.name if actor else "", 200),
            "authority": authority or (actor.authority if actor else ""),
            "act": act,
            "thing": _one_line(thing, 300),
            "detail": _one_line(detail, LONGEST_DETAIL),
        },
    )


@dataclass(frozen=True)
class AuditSearch:
    """Which entries: of one authority ('' all), of acts that begin so, with this text in them, between two days (both included)."""

    authority: str = ""
    act: str = ""
    text: str = ""
    first_day: date | None = None
    last_day: date | None = None


def audit_entries(site, limit: int = 100, before_id: int | None = None, act: str = "") -> list:
    """The newest entries first, as mappings of the table's columns; at most 100."""
    return search_audit(site, AuditSearch(act=act), limit, before_id)


def search_audit(site, wanted: AuditSearch, limit: int = 100, before_id: int | None = None) -> list:
    """The newest matching entries first, as mappings of the table's columns; at most 100."""
    with site.db.reading() as connection:
        return store.audit_rows(connection, _conditions(wanted), min(limit, 100), before_id)


def every_entry(site, wanted: AuditSearch) -> Iterator:
    """Every matching entry, the newest first, read a hundred at a time."""
    before_id = None
    while rows := search_audit(site, wanted, 100, before_id):
        yield from rows
        before_id = rows[-1]["id"]


def remove_old(site) -> None:
    """Retention: entries older than the setting `audit_days` go, and that is written down."""
    if site.settings.audit_days <= 0:
        return
    before = site.clock.now() - timedelta(days=site.settings.audit_days)
    with site.db.writing() as tx:
        count = store.remove_audit_before(tx, before)
        if count:
            record(tx, site, None, "audit.shortened", str(count), f"entries older than {site.settings.audit_days} days")


def _conditions(wanted: AuditSearch) -> list:
    found = [audit.c.authority == wanted.authority] if wanted.authority else []
    if wanted.act:
        found.append(audit.c.act.startswith(wanted.act, autoescape=True))
    if wanted.text:
        places = (audit.c.actor_name, audit.c.thing, audit.c.detail)
        found.append(or_(*(func.lower(place).contains(wanted.text.lower(), autoescape=True) for place in places)))
    if wanted.first_day:
        found.append(audit.c.at >= _start(wanted.first_day))
    if wanted.last_day:
        found.append(audit.c.at < _start(wanted.last_day + timedelta(days=1)))
    return found


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)


def _one_line(text: str, longest: int) -> str:
    kept = "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in str(text))
    return " ".join(kept.split())[:longest]
