"""Syncs as they are asked for, run and reported: one row each."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from extranet.errors import Conflict, NotFound
from extranet.identity.audit import record
from extranet.identity.authority_directory import DirectoryUnavailable
from extranet.identity.directories import directories_of
from extranet.identity.directory_sync import Plan, carry_out, plan_sync
from extranet.identity.tables import sync_run

log = logging.getLogger(__name__)

WANTED, RUNNING, DONE, BRAKED, FAILED = "wanted", "running", "done", "braked", "failed"
LINES_KEPT = 500


@dataclass(frozen=True)
class SyncRun:
    """One sync: who asked, what came of it. `lines` are (kind, name, words) of at most 500 people."""

    id: int
    authority: str
    outcome: str
    is_preview: bool
    leavers_allowed: int
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    sentence: str
    counts: Mapping[str, int]
    lines: tuple[tuple[str, str, str], ...]


def ask_for_sync(site, authority: str, asked_by: str, is_preview: bool, leavers_allowed: int = 0) -> int:
    """Note that a sync is wanted; the jobs process takes it up. Its number.

    NotFound when the authority has no directory, Conflict when one waits already.
    """
    if authority not in directories_of(site):
        raise NotFound("This authority has no directory here.")
    waiting = select(sync_run.c.id).where(sync_run.c.authority == authority, sync_run.c.outcome == WANTED)
    with site.db.writing() as tx:
        if tx.execute(waiting).first():
            raise Conflict("A sync of this authority waits already; it begins within a few seconds.")
        values = {"authority": authority, "outcome": WANTED, "is_preview": int(is_preview), "leavers_allowed": leavers_allowed}
        values |= {"asked_by": asked_by, "asked_at": site.clock.now(), "sentence": "", "counts": {}, "lines": []}
        return tx.execute(insert(sync_run).values(**values)).inserted_primary_key[0]


def run_wanted(site) -> bool:
    """Run the oldest sync that is wanted; whether there was one."""
    with site.db.reading() as connection:
        found = connection.execute(select(sync_run.c.id).where(sync_run.c.outcome == WANTED).order_by(sync_run.c.id)).first()
    if found is None:
        return False
    run_sync(site, found.id)
    return True


def run_sync(site, run_id: int, progress: Callable[[int, int], None] | None = None) -> SyncRun:
    """Run one that was asked for, and report it. Nothing is changed by a preview, a braked or a failed one."""
    run = sync_run_by_id(site, run_id)
    if not _take(site, run):
        return sync_run_by_id(site, run_id)
    try:
        plan = plan_sync(site, directories_of(site)[run.authority], run.leavers_allowed, progress)
    except DirectoryUnavailable as fault:
        return _report(site, run, FAILED, f"The directory could not be read wholly, so nothing was changed: {fault.why}.")
    except Exception:
        log.exception("sync of %s failed", run.authority)
        return _report(site, run, FAILED, "Something went wrong on our side, so nothing was changed. It has been written down.")
    if plan.is_braked(run.leavers_allowed):
        return _report(site, run, BRAKED, _braked_sentence(plan), plan)
    if not run.is_preview:
        carry_out(site, plan)
    return _report(site, run, DONE, "This is what a sync would do; nothing was changed." if run.is_preview else "Done.", plan)


def sync_run_by_id(site, run_id: int) -> SyncRun:
    """NotFound for none."""
    with site.db.reading() as connection:
        row = connection.execute(select(sync_run).where(sync_run.c.id == run_id)).mappings().one_or_none()
    if row is None:
        raise NotFound("There is no such sync.")
    return _run(row)


def latest_runs(site, authority: str, limit: int = 10) -> list[SyncRun]:
    """The newest first."""
    with site.db.reading() as connection:
        rows = connection.execute(select(sync_run).where(sync_run.c.authority == authority).order_by(sync_run.c.id.desc()).limit(limit)).mappings()
        return [_run(row) for row in rows]


def _take(site, run: SyncRun) -> bool:
    """Whether it is ours to run: two processes may look at once."""
    still = (sync_run.c.id == run.id) & (sync_run.c.outcome == WANTED)
    with site.db.writing() as tx:
        return tx.execute(update(sync_run).where(still).values(outcome=RUNNING)).rowcount == 1


def _report(site, run: SyncRun, outcome: str, sentence: str, plan: Plan | None = None) -> SyncRun:
    lines = [[one.kind, one.name, one.words] for one in plan.changes[:LINES_KEPT]] if plan else []
    values = {"outcome": outcome, "sentence": sentence, "counts": plan.counts if plan else {}, "lines": lines, "ended_at": site.clock.now()}
    with site.db.writing() as tx:
        tx.execute(update(sync_run).where(sync_run.c.id == run.id).values(**values))
        what = "preview" if run.is_preview else "sync"
        detail = f"{what}, asked for by {run.asked_by}: {outcome}. {_counted(plan) if plan else sentence}"
        record(tx, site, None, "directory.synced", run.authority, detail, authority=run.authority)
    if outcome in (BRAKED, FAILED):
        log.warning("sync of %s: %s: %s", run.authority, outcome, sentence)
    return sync_run_by_id(site, run.id)


def _counted(plan: Plan) -> str:
    return ", ".join(f"{count} {name}" for name, count in plan.counts.items())


def _braked_sentence(plan: Plan) -> str:
    return (
        f"{len(plan.of('left'))} of {plan.active} people would lose their access, and at most {plan.brake_at} may at once. "
        "Nothing was changed. If they have really left, say so and run it again; else look at people_base, person_filter and the service account's rights."
    )


def _run(row) -> SyncRun:
    names = ("id", "authority", "outcome", "leavers_allowed", "asked_by", "asked_at", "ended_at", "sentence", "counts")
    lines = tuple((kind, name, words) for kind, name, words in row["lines"])
    return SyncRun(**{name: row[name] for name in names}, is_preview=bool(row["is_preview"]), lines=lines)
