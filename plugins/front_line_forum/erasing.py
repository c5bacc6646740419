"""Erasing on time, giving one person what is kept about them, and nothing kept that has no end. Source: content standard 4.5."""

import logging
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, delete, insert, select, update

from extranet.errors import BadInput, ExtranetError
from extranet.identity import record
from extranet_plugins.front_line_forum import access, store, tables
from extranet_plugins.front_line_forum.model import Referral
from extranet_plugins.front_line_forum.schedule import schedule_of

log = logging.getLogger(__name__)
BATCH = 500
DETAILS = {"name": "", "route": "", "address": "", "needs": ""}
WHOLE = {
    **DETAILS,
    "need": "",
    "answers": [],
    "path": [],
    "sender_id": None,
    "sender_name": "",
    "assigned_id": None,
    "assigned_name": "",
    "outcome_note": "",
    "is_erased": True,
}


class NoSchedule(ExtranetError):
    """Nothing is erased until somebody has said after how long."""


def erase(site) -> dict[str, int]:
    """Erase what is due and log how many of each; NoSchedule until the schedule is set. A second run finds nothing."""
    if not schedule_of(site).is_set:
        raise NoSchedule("Nothing was erased: no schedule is set. A partnership administrator sets it under Settings, Plugins, front_line_forum.")
    today = site.clock.today()
    counts = {
        "details": _in_batches(site, lambda tx: _erase_details(tx, today)),
        "referrals": _in_batches(site, lambda tx: _erase_referrals(tx, today)),
        "contacts": _in_batches(site, lambda tx: _delete_due(tx, tables.contact, today, tables.contact.c.is_held.is_(False))),
        "readings": _in_batches(site, lambda tx: _delete_due(tx, tables.reading, today)),
        "told": _in_batches(site, lambda tx: _delete_due(tx, tables.outbox, today)),
    }
    with site.db.writing() as tx:
        tx.execute(insert(tables.erasure).values(at=site.clock.now(), counts=counts))
    log.info("erased on schedule: %s", ", ".join(f"{name} {number}" for name, number in counts.items()))
    return counts


def erasures(site, limit: int = 14) -> list:
    """The last runs of the nightly job: (at, counts)."""
    with site.db.reading() as connection:
        return connection.execute(select(tables.erasure.c.at, tables.erasure.c.counts).order_by(tables.erasure.c.id.desc()).limit(limit)).all()


def records_about(site, actor, words: str) -> list[Referral]:
    """Referrals of the actor's own authority (sent or held) that hold this name, number or address. The search is audited,
    without the words. Forbidden for all but that authority's administrator."""
    access.require(site, actor, "queue.arrange", actor.authority)
    words = " ".join(words.split())
    if len(words) < 4:
        raise BadInput("Write at least four letters of the name, number or address.", "words")
    before = access.predecessors(site, actor.authority)
    own = store.held_by(actor.authority, before) | store.held_by(actor.authority, before, "sender_authority")
    with site.db.writing() as tx:
        found = store.about_person(tx, own, words)
        record(tx, site, actor, "records.searched", actor.authority, f"{len(found)} found")
        for one in found:
            store.log_reading(
                tx,
                {
                    "at": site.clock.now(),
                    "person_id": actor.id,
                    "person_name": actor.name,
                    "authority": actor.authority,
                    "referral_id": one.id,
                    "act": "export",
                    "erase_on": schedule_of(site).erase_on("audit", site.clock.today()),
                },
            )
    return found


def as_export(site, found: list[Referral]) -> Iterator[dict[str, Any]]:
    """Everything kept in these referrals, as JSON has it, with their history."""
    with site.db.reading() as connection:
        for one in found:
            steps = [{"at": s.at.isoformat(), "act": s.act, "authority": s.authority, "note": s.note} for s in store.steps(connection, one.id)]
            kept = {name: value.isoformat() if isinstance(value, (date, datetime)) else value for name, value in asdict(one).items()}
            yield {
                "reference": one.reference,
                **{name: value for name, value in kept.items() if name not in ("version", "sender_id", "assigned_id")},
                "history": steps,
            }


def _in_batches(site, erase_some) -> int:
    """Erase in short transactions, so that nobody who saves waits for long."""
    total = 0
    while True:
        with site.db.writing() as tx:
            done = erase_some(tx)
        total += done
        if done < BATCH:
            return total


def _erase_details(tx, today: date) -> int:
    at = tables.referral.c
    kept = (at.name != "") | (at.route != "") | (at.address != "") | (at.needs != "")
    due = and_(at.erase_details_on <= today, at.is_held.is_(False), at.closed_at.is_not(None), kept)
    return _change(tx, select(at.id).where(due).limit(BATCH), DETAILS)


def _erase_referrals(tx, today: date) -> int:
    at = tables.referral.c
    due = and_(at.erase_on <= today, at.is_held.is_(False), at.closed_at.is_not(None), at.is_erased.is_(False))
    ids = list(tx.execute(select(at.id).where(due).limit(BATCH)).scalars())
    if ids:
        gone = {"note": "", "actor_id": None, "actor_name": ""}
        tx.execute(update(tables.step).where(tables.step.c.referral_id.in_(ids)).values(**gone))
        tx.execute(update(tables.referral).where(at.id.in_(ids)).values(**WHOLE))
    return len(ids)


def _change(tx, wanted, values) -> int:
    ids = list(tx.execute(wanted).scalars())
    if ids:
        tx.execute(update(tables.referral).where(tables.referral.c.id.in_(ids)).values(**values))
    return len(ids)


def _delete_due(tx, table, today: date, *more) -> int:
    ids = list(tx.execute(select(table.c.id).where(table.c.erase_on <= today, *more).limit(BATCH)).scalars())
    if ids:
        tx.execute(delete(table).where(table.c.id.in_(ids)))
    return len(ids)
