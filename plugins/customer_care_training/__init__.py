"""Customer care training: shared courses, events with fair places, rooms, calendars and a record of development for all authorities.

courses/        courses made of live pages, and how far each person is
events/         offerings, their sessions and meetings
bookings/       places: who asked, who has one, who waits, who came
venues/         rooms of every authority; clashes made impossible
calendar/       London time, working days, invitations, reminders, feeds
contributions/  what each authority gives and takes
cpd/            a person's record of development
audit/          `extranet training audit`
rights.py       who may do what
tables.py       the one collection of tables
views.py        the blueprint; each subpackage has its own views.py upon it
cli.py          `extranet training`

docs/training.md tells the rules.
"""

from pathlib import Path

from extranet.plugin import Loop, Plugin, ScheduledJob
from extranet_plugins.customer_care_training import carrying, looking_after, rights, tables
from extranet_plugins.customer_care_training.cli import training
from extranet_plugins.customer_care_training.courses import lessons

plugin = Plugin(
    name=tables.NAME,
    summary="Shared customer-care training: courses from live pages, events with fair places, rooms, calendars and records.",
    group=rights.GROUP,
    tables=tables.metadata,
    migrations=Path(__file__).parent / "migrations",
)


@plugin.answers
def rules(site):
    return rights.all_rules()


@plugin.answers
def data_sets(site):
    return carrying.data_sets()


@plugin.answers
def loops(site):
    return [Loop("customer-care-training", looking_after.look_after, every_seconds=5.0)]


@plugin.answers
def scheduled_jobs(site):
    return [ScheduledJob("customer-care-training-daily", looking_after.every_day, minute="20", hour="6")]


@plugin.answers
def page_published(site, page, actor):
    lessons.note_page(site, page)


@plugin.answers
def page_restored(site, page, actor):
    lessons.note_page(site, page)


@plugin.answers
def commands(site):
    return training
