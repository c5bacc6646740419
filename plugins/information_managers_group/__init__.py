"""Information Managers Group: its home, its vocabularies and a report of what the answer book still lacks.

model.py     coverage, gaps, decisions; what local text a page has
store.py     the tables of decisions and of the daily snapshot
report.py    pages by service, place and life episode, and the gaps
actions.py   decide, reopen, snapshot, export and import
blocks.py    the `::: services` block; page_type.py the content type for proposals
views.py     /-/information-managers; cli.py `extranet information-managers`
"""

from pathlib import Path

from extranet.plugin import Card, DataSet, GroupHome, MenuEntry, Panel, Plugin, ScheduledJob, SettingField, SettingsForm
from extranet_plugins.information_managers_group import actions, store
from extranet_plugins.information_managers_group.blocks import services_block
from extranet_plugins.information_managers_group.cli import information_managers
from extranet_plugins.information_managers_group.model import Wishes
from extranet_plugins.information_managers_group.page_type import PROPOSAL
from extranet_plugins.information_managers_group.views import bp

plugin = Plugin(
    name=actions.NAME,
    summary="The Information Managers Group's vocabularies and its report of what the answer book still lacks.",
    group=actions.GROUP,
    blueprint=bp,
    tables=store.metadata,
    migrations=Path(__file__).parent / "migrations",
)


@plugin.answers
def menu_entries(site, actor):
    return MenuEntry("Coverage", "/-/information-managers", order=70)


@plugin.answers
def group_home(site, group, actor):
    if group != actions.GROUP or actor is None:
        return None
    found = actions.report(site, actor)
    return GroupHome(actions.GROUP, "information_managers_group/home.html", {
        "counts": found.open_counts(), "decided": found.decided_count, "services": found.services, "decisions": actions.decisions(site)[:5],
    })


@plugin.answers
def page_panels(site, page, actor):
    if actor is None or page.working_group != actions.GROUP and actions.GROUP not in actor.groups:
        return None
    missing = actions.missing_for(site, actor, page)
    return Panel("Gaps for this service", "information_managers_group/panel.html", {"missing": missing}) if missing else None


@plugin.answers
def dashboard_cards(site, actor):
    if actions.GROUP not in actor.groups:
        return None
    snapshots = actions.latest_snapshots(site, 2)
    return Card("Gaps in the answer book", "information_managers_group/card.html", {"snapshots": snapshots}, order=60) if snapshots else None


@plugin.answers
def markdown_blocks(site):
    return services_block()


@plugin.answers
def page_types(site):
    return PROPOSAL


@plugin.answers
def scheduled_jobs(site):
    return [ScheduledJob("count-the-gaps", actions.take_snapshot, minute="40", hour="2")]


@plugin.answers
def page_published(site, page, actor):
    actions.close_filled_gaps(site, actor, page)


@plugin.answers
def page_restored(site, page, actor):
    actions.close_filled_gaps(site, actor, page)


@plugin.answers
def page_removed(site, page, actor):
    """A page that goes may open a gap: today's count is taken again."""
    actions.take_snapshot(site)


@plugin.answers
def plugin_switched(site, name, is_on):
    """Switched on, the chart begins at once and not only after the first night."""
    if name == plugin.name and is_on:
        actions.take_snapshot(site)


@plugin.answers
def rules(site):
    return {actions.DECIDE: actions.may_decide}


@plugin.answers
def search_documents(site, kind, item_ids):
    return actions.decision_documents(site, item_ids) if kind == actions.SEARCH_KIND else None


@plugin.answers
def search_item_ids(site):
    return actions.SEARCH_KIND, [one.id for one in actions.decisions(site)]


@plugin.answers
def settings_forms(site):
    usual = Wishes()
    tiers = (("county", "County"), ("district", "District or borough"), ("both", "Both"))
    types = (("service", "Service entry"), ("procedure", "Procedure"), ("qa", "Question and answer"), ("contact", "Contact card"))
    return SettingsForm(plugin.name, (
        SettingField("tiers", "Report services of", "choices", list(usual.tiers), choices=tiers),
        SettingField("fewest_services", "Services an episode needs", "number", usual.fewest_services, "An episode with fewer counts as a gap."),
        SettingField("wanted_types", "Content types a service should have", "choices", list(usual.wanted_types), choices=types),
    ), actions.checked_wishes)


@plugin.answers
def data_sets(site):
    return [
        DataSet(plugin.name, "decisions", actions.exported_decisions, actions.import_decisions),
        DataSet(plugin.name, "snapshots", actions.exported_snapshots, actions.import_snapshots),
    ]


@plugin.answers
def commands(site):
    return information_managers
