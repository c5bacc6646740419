"""Customer care training: shared courses, events with fair places, rooms, calendars and a record of development for all authorities.

courses/        courses made of live pages, and how far each person is
events/         offerings, their sessions and meetings
bookings/       places: who asked, who has one, who waits, who came
venues/         rooms of every authority; clashes made impossible
calendar/       London time, working days, invitations, reminders, feeds
contributions/  what each authority gives and takes
cpd/            a person's record of development
quizzes/        questions, quizzes, attempts; question_files/ GIFT, Moodle XML and QTI
qualification/  versions that authorities sign, candidates, observation, moderation
awards/         certificates that anybody can verify
skills/         levels, ratings, gaps; statements/ xAPI
assessment.py   what these four answer
audit/          `extranet training audit`
rights.py       who may do what
tables.py       the one collection of tables
views/          the blueprint; each part has its own views.py upon it
looking_after.py  what happens by time alone
carrying.py     what leaves with an export; demonstration.py what `extranet demo` loads
cli.py          `extranet training`

docs/training.md tells the rules.
"""

from pathlib import Path

from extranet.plugin import Card, GroupHome, Loop, MenuEntry, Panel, Plugin, ScheduledJob, SettingField, SettingsForm
from extranet_plugins.customer_care_training import assessment, carrying, demonstration, front, looking_after, rights, starting_content, tables
from extranet_plugins.customer_care_training.calendar import messages
from extranet_plugins.customer_care_training.cli import training
from extranet_plugins.customer_care_training.courses import lessons
from extranet_plugins.customer_care_training.views.screens import bp

plugin = Plugin(
    name=tables.NAME,
    summary="Shared customer-care training: courses from live pages, events with fair places, rooms, calendars and records.",
    group=rights.GROUP,
    blueprint=bp,
    tables=tables.metadata,
    migrations=Path(__file__).parent / "migrations",
)


@plugin.answers
def menu_entries(site, actor):
    return None if actor.is_guest else MenuEntry("Training", "/-/training", order=60)


@plugin.answers
def dashboard_cards(site, actor):
    shown = front.card(site, actor)
    return Card("My training", "customer_care_training/card.html", shown, order=45) if shown else None


@plugin.answers
def news_kinds(site):
    return messages.NEWS_KIND


@plugin.answers
def page_panels(site, page, actor):
    taught = front.taught(site, page, actor)
    return Panel("Taught in", "customer_care_training/panel.html", {"taught": taught}) if taught else None


@plugin.answers
def group_home(site, group, actor):
    if group != rights.GROUP or actor is None:
        return None
    return GroupHome(rights.GROUP, "customer_care_training/group_home.html", front.group_home(site, actor))


@plugin.answers
def settings_forms(site):
    return SettingsForm(plugin.name, (
        SettingField("reminder_days", "Working days before a meeting at which people are reminded", "number", 2, "1 to 10; at nine in the morning."),
        SettingField("fewest_shown", "Fewest people in a cell of the heat map", "number", 5, "5 to 10; cells of fewer are not shown."),
    ), front.checked_settings)


@plugin.answers
def plugin_switched(site, name, is_on):
    """Pages may have changed while nobody watched: what is known of them is read again."""
    if name == plugin.name and is_on:
        lessons.read_pages_again(site, carrying.IMPORTER)


@plugin.answers
def rules(site):
    return rights.all_rules() | assessment.RULES


@plugin.answers
def data_sets(site):
    return carrying.data_sets() + assessment.data_sets()


@plugin.answers
def loops(site):
    return [Loop("customer-care-training", looking_after.look_after, every_seconds=5.0)]


@plugin.answers
def scheduled_jobs(site):
    return [ScheduledJob("customer-care-training-daily", looking_after.every_day, minute="20", hour="6"), *assessment.scheduled_jobs()]


@plugin.answers
def page_published(site, page, actor):
    lessons.note_page(site, page)


@plugin.answers
def page_restored(site, page, actor):
    lessons.note_page(site, page)


@plugin.answers
def commands(site):
    return training


@plugin.answers
def load_demonstration(site):
    return [*starting_content.load(site), *demonstration.load(site)]
