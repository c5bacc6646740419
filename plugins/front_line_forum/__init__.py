"""Front Line Forum: resolve a customer's query, or refer it accurately.

model.py, tables.py, store.py   the values, the tables, the queries
contacts.py        the contact log            tallies.py, measures.py, proving.py   its counts, measures, their proof
standing.py, waits.py, judging.py  measures of the pages; waits that are brought in; was the link right
responsibility.py  who answers for what       queues.py                             how a queue works
states.py          what a referral may become sending.py, working.py                sent, then worked on
working_time.py    the clock, pure            calendars.py                          whose hours
guides.py          decision guides            gaps.py                               questions without a page
detectors.py, page_text.py  particulars in text   schedule.py, erasing.py               how long, and away with it
access.py          who may                    outbox.py                             who hears of it
views/             /-/desk                    cli.py                                `extranet front-line-forum`
"""

from pathlib import Path

from extranet.plugin import Card, DataSet, GroupHome, MenuEntry, Panel, Plugin, ScheduledJob, SettingField, SettingsForm
from extranet.search import SearchAction
from extranet.standard import services_of
from extranet_plugins.front_line_forum import (
    access,
    calendars,
    contacts,
    erasing,
    gaps,
    measures,
    outbox,
    page_text,
    queues,
    responsibility,
    schedule,
    standing,
    tables,
    tallies,
    waits,
    working,
)
from extranet_plugins.front_line_forum.cli import front_line_forum
from extranet_plugins.front_line_forum.model import OUTCOME_KEYS, OUTCOMES
from extranet_plugins.front_line_forum.views import bp

plugin = Plugin(
    name=schedule.NAME,
    summary="The Front Line Forum's desk: contacts, referrals with their clock, decision guides, gaps and measures.",
    group=access.GROUP,
    blueprint=bp,
    tables=tables.metadata,
    migrations=Path(__file__).parent / "migrations",
)


@plugin.answers
def menu_entries(site, actor):
    if actor.is_guest:
        return None
    return MenuEntry("Contacts", "/-/desk", order=12)


@plugin.answers
def page_panels(site, page, actor):
    """Outcomes beside every live page, so that a contact ends where its answer was read."""
    if actor is None or actor.is_guest or page.status != "live":
        return None
    outcomes = [(code, OUTCOMES[code], key) for code, key in OUTCOME_KEYS.items()]
    return Panel("This contact", "front_line_forum/panel.html", {"page": page, "outcomes": outcomes})


@plugin.answers
def responsible_for(site, services, area, on):
    return responsibility.responsible(site, services, area, on)


@plugin.answers
def page_banners(site, page, actor):
    """Who answers for this at the customer's place, above every page about a service."""
    services = services_of(page.metadata)
    if not services:
        return None
    return Panel("Who answers for this", "front_line_forum/responsible.html", {"who": lambda area: responsibility.named(site, services, area)})


@plugin.answers
def hit_actions(site, actor, document):
    """Refer the contact in hand with this page as its answer."""
    if actor is None or actor.is_guest or document.kind != "page":
        return None
    return SearchAction("Refer", f"/-/desk/refer?page={document.url.rpartition('/')[2]}")


@plugin.answers
def search_gap(site, words, group, times):
    gaps.take(site, words, group, times)


@plugin.answers
def dashboard_cards(site, actor):
    if actor.is_guest:
        return None
    return Card("Contacts", "front_line_forum/card_desk.html", {"is_worker": bool(access.worked_authorities(site, actor))}, order=5)


@plugin.answers
def news_kinds(site):
    return outbox.NEWS_KIND


@plugin.answers
def group_home(site, group, actor):
    if group != access.GROUP or actor is None or actor.is_guest:
        return None
    span = measures.Span.of_weeks(site.clock.today(), 13)
    found, total = gaps.gaps(site)
    return GroupHome(group, "front_line_forum/home.html", {"whole": measures.whole(site, span), "gaps": found[:5], "gap_count": total})


@plugin.answers
def page_faults(site, slug, draft):
    return page_text.faults_in(draft)


@plugin.answers
def page_published(site, page, actor):
    gaps.close_answered(site, page)


@plugin.answers
def page_restored(site, page, actor):
    gaps.close_answered(site, page)


@plugin.answers
def scheduled_jobs(site):
    return [
        ScheduledJob("escalate-referrals", working.escalate, minute="*/10", hour="*"),
        ScheduledJob("pass-on-referrals", working.pass_on, minute="5", hour="0"),
        ScheduledJob("end-forgotten-contacts", contacts.end_forgotten, minute="20", hour="*"),
        ScheduledJob("count-pages", standing.take, minute="50", hour="2"),
        ScheduledJob("erase-on-schedule", erasing.erase, minute="30", hour="3"),
    ]


@plugin.answers
def rules(site):
    return access.rules_of(site)


@plugin.answers
def settings_forms(site):
    note = "Nothing is erased until this is saved."
    fields = tuple(SettingField(name, label, "number", usual, note) for name, (label, usual, _most) in schedule.FIELDS.items())
    return SettingsForm(plugin.name, fields, schedule.checked)


@plugin.answers
def data_sets(site):
    """How the desk is arranged, and its counts. Contacts and referrals are about people and stay in the backup alone."""
    return [
        DataSet(plugin.name, "queues", queues.exported, queues.load),
        DataSet(plugin.name, "hours", calendars.exported_hours, calendars.import_hours),
        DataSet(plugin.name, "closures", calendars.exported_closures, calendars.import_closures),
        DataSet(plugin.name, "responsibility", responsibility.exported_rows, responsibility.import_rows),
        DataSet(plugin.name, "gaps", gaps.exported, gaps.load),
        DataSet(plugin.name, "counts", tallies.exported, tallies.load),
        DataSet(plugin.name, "standing", standing.exported, standing.load),
        DataSet(plugin.name, "waits", waits.exported, waits.load),
    ]


@plugin.answers
def commands(site):
    return front_line_forum
