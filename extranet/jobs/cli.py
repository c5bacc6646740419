"""Commands: `extranet jobs run|list|now`."""

import os
import signal
import threading

import click

from extranet.jobs.process import all_loops, run_jobs
from extranet.jobs.queue import run_job_now, scheduled


@click.group()
def jobs():
    """Background work: the index, reminders, nightly jobs."""


@jobs.command("run")
@click.option("--with-parent", is_flag=True, help="End when the process that started this one ends.")
@click.pass_obj
def run(obj, with_parent):
    """Work until stopped. `extranet run` starts this for you."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_jobs(obj(), stop, os.getppid() if with_parent else None)


@jobs.command("list")
@click.pass_obj
def listing(obj):
    """What runs when."""
    site = obj()
    for job in scheduled(site):
        click.echo(f"{job.name}: minute {job.minute}, hour {job.hour}, day of week {job.day_of_week}")
    for loop in all_loops(site):
        click.echo(f"{loop.name}: every {loop.every_seconds} seconds")


@jobs.command("now")
@click.argument("name")
@click.pass_obj
def now(obj, name):
    """Run the scheduled job NAME at once."""
    run_job_now(obj(), name)


commands = [jobs]
