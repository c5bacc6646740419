"""Jobs: work that no reader waits for, in a process of its own.

hooks.py     scheduled_jobs, loops
queue.py     the huey queue (SQLite file or Redis) with the scheduled jobs in it
process.py   the jobs process: huey's consumer and the loops
cli.py       `extranet jobs`
"""

from extranet.jobs.process import run_jobs
from extranet.jobs.queue import make_queue, run_job_now, scheduled

__all__ = ["make_queue", "run_job_now", "run_jobs", "scheduled"]
