"""The huey queue with every scheduled job of core and plugins in it."""

import logging

from huey import RedisHuey, SqliteHuey, crontab

from extranet.errors import NotFound
from extranet.hooks import answers_only
from extranet.plugin import ScheduledJob

log = logging.getLogger(__name__)


def make_queue(site):
    """A huey queue over SQLite in the data folder, or Redis when its URL is set."""
    if site.settings.redis_url:
        queue = RedisHuey("extranet", url=site.settings.redis_url, utc=True)
    else:
        queue = SqliteHuey("extranet", filename=str(site.settings.data_dir / "jobs.sqlite"), fsync=True, utc=True)
    for job in scheduled(site):
        when = crontab(minute=job.minute, hour=job.hour, day_of_week=job.day_of_week)
        queue.periodic_task(when, name=job.name)(_runner(site, job))
    return queue


def scheduled(site) -> list[ScheduledJob]:
    """Every scheduled job of the parts that are switched on, by name."""
    given = answers_only(site.hooks.scheduled_jobs())
    return sorted((job for jobs in given for job in jobs), key=lambda job: job.name)


def run_job_now(site, name: str) -> None:
    """Run one scheduled job at once. NotFound names the jobs there are."""
    jobs = {job.name: job for job in scheduled(site)}
    if name not in jobs:
        raise NotFound(f"There is no scheduled job {name!r}. The jobs are: {', '.join(jobs) or 'none'}.")
    jobs[name].run(site)


def _runner(site, job: ScheduledJob):
    def run():
        still_on = {one.name for one in scheduled(site)}
        if job.name not in still_on:
            return
        log.info("job %s begins", job.name)
        job.run(site)
        log.info("job %s is done", job.name)

    return run
