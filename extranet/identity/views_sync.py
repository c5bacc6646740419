"""Joiners and leavers of an authority, as its administrator sees them: /-/people/sync."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, redirect, request, url_for

from extranet.errors import Conflict, NotFound
from extranet.identity import shown, sync_runs
from extranet.identity.directories import directories_of
from extranet.identity.sync_runs import SyncRun
from extranet.rights import may
from extranet.web import Page, add_notice, current_site, render, require

people_sync = Blueprint("people_sync", __name__, url_prefix="/-/people/sync")

OUTCOMES = {
    sync_runs.WANTED: ("waits to begin", ""),
    sync_runs.RUNNING: ("running", ""),
    sync_runs.DONE: ("done", "good"),
    sync_runs.BRAKED: ("stopped by the brake", "bad"),
    sync_runs.FAILED: ("failed", "bad"),
}


@dataclass(frozen=True)
class RunRow:
    """`outcome` is (words, kind of tag); `lines` are (kind, name, words)."""

    what: str
    asked: str
    outcome: tuple[str, str]
    sentence: str
    counts: str
    lines: tuple[tuple[str, str, str], ...]
    leavers_to_confirm: int


@dataclass(frozen=True)
class SyncPage(Page):
    """The newest syncs of one authority. `authorities` are (slug, name) of those that the administrator may see and that have a directory."""

    template: ClassVar[str] = "identity/sync.html"
    authority: str
    name: str
    authorities: tuple[tuple[str, str], ...]
    runs: tuple[RunRow, ...]
    is_waiting: bool


@people_sync.get("")
def show():
    site = current_site()
    actor = require("people.read")
    authorities = tuple((slug, shown.authority_name(site, slug)) for slug in directories_of(site) if may(site, actor, "people.read", slug))
    if not authorities:
        raise NotFound("Your authority has no directory here, so there is nothing to bring in step.")
    authority = request.args.get("authority", authorities[0][0])
    if authority not in dict(authorities):
        raise NotFound("There is no such authority, or its people are not yours to look at.")
    runs = sync_runs.latest_runs(site, authority)
    is_waiting = any(one.outcome in (sync_runs.WANTED, sync_runs.RUNNING) for one in runs[:1])
    return render(SyncPage(authority, dict(authorities)[authority], authorities, tuple(_row(one) for one in runs), is_waiting))


@people_sync.post("")
def ask():
    """Ask for a preview, a sync, or a sync in which so many may leave ('leavers')."""
    site, form = current_site(), request.form
    authority = form.get("authority", "")
    actor = require("people.read", authority)
    try:
        sync_runs.ask_for_sync(site, authority, actor.name, form.get("what") == "preview", form.get("leavers", 0, type=int))
        add_notice("It begins within a few seconds. Load this page again to see what came of it.")
    except Conflict as fault:
        add_notice(fault.sentence, "warn")
    return redirect(url_for("people_sync.show", authority=authority), code=303)


def _row(run: SyncRun) -> RunRow:
    counts = ", ".join(f"{count} {name}" for name, count in run.counts.items())
    confirm = run.counts.get("left", 0) if run.outcome == sync_runs.BRAKED else 0
    what = "Preview" if run.is_preview else "Sync"
    return RunRow(what, f"{shown.moment(run.asked_at)}, {run.asked_by}", OUTCOMES[run.outcome], run.sentence, counts, run.lines, confirm)
