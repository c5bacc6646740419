"""Hooks of the jobs process."""

from extranet.hooks import collect


@collect
def scheduled_jobs(site):
    """ScheduledJobs (a list) run at set times; a failing one is logged and runs again next time."""


@collect
def loops(site):
    """Loops (a list) called again and again, such as bringing the search index up to date."""
