"""What identity does in the background: syncs at night, checks all day, old audit entries removed."""

from extranet.identity import audit, recheck, sync_runs
from extranet.identity.directories import directories_of
from extranet.plugin import Loop, ScheduledJob

FIRST_HOUR = 2
MINUTES_BETWEEN = 5


def scheduled(site) -> list[ScheduledJob]:
    """One sync a night for each authority, some minutes apart, and the audit log's retention."""
    jobs = [_sync_job(number, slug) for number, slug in enumerate(directories_of(site))]
    return [*jobs, ScheduledJob("remove old audit entries", audit.remove_old, minute="40", hour="1")]


def loops(site) -> list[Loop]:
    return [
        Loop("syncs that were asked for", sync_runs.run_wanted, every_seconds=5.0),
        Loop("check who is signed in", recheck.recheck_people, every_seconds=30.0),
    ]


def _sync_job(number: int, slug: str) -> ScheduledJob:
    minutes = number * MINUTES_BETWEEN
    return ScheduledJob(f"sync the directory of {slug}", lambda site: _sync(site, slug), minute=str(minutes % 60), hour=str(FIRST_HOUR + minutes // 60))


def _sync(site, slug: str) -> None:
    sync_runs.run_sync(site, sync_runs.ask_for_sync(site, slug, "the nightly job", is_preview=False))
