"""Information Age Champions Group: joint plans, openly: workplan, priorities, risks, performance, a page a quarter.

quarters.py     quarters of the year          forms.py    what was typed, with every fault
rights.py       who may do what               tables.py   the tables' metadata and common statements
plans/          plans and their approval      champions/  one for each council
workplan/       Annex 1: milestones           priorities/ Annex 2 and 3: scores and boxes
risks/          Annex 4: the register         performance/ indicators, BVPI 157, commitments, commissions
reports/        the quarter page and its PDF  exporting.py  every table in an export
pages.py        pages of the wiki that plans name
views/          /-/champions                  cli.py      `extranet champions`

The plans it starts with are content: content/plugins/information_age_champions. docs/information-age-champions.md tells the rules.
"""

from pathlib import Path

from extranet.errors import BadInput
from extranet.plugin import Card, GroupHome, MenuEntry, Panel, Plugin, ScheduledJob, SettingField, SettingsForm
from extranet_plugins.information_age_champions import champions, pages, plans, workplan
from extranet_plugins.information_age_champions.cli import champions as champions_command
from extranet_plugins.information_age_champions.exporting import every_table
from extranet_plugins.information_age_champions.performance import commissions, commitments, e_services
from extranet_plugins.information_age_champions.performance.model import SIGNED_OFF
from extranet_plugins.information_age_champions.performance.store import metadata
from extranet_plugins.information_age_champions.rights import CHIEF_EXECUTIVES, GROUP, RULES
from extranet_plugins.information_age_champions.tables import NAME
from extranet_plugins.information_age_champions.views import bp
from extranet_plugins.information_age_champions.workplan import actions as milestones

plugin = Plugin(
    name=NAME,
    summary="The joint plans of the Information Age Champions Group: workplan, priorities, risks and performance.",
    group=GROUP,
    blueprint=bp,
    tables=metadata,
    migrations=Path(__file__).parent / "migrations",
)


@plugin.answers
def menu_entries(site, actor):
    return None if actor.is_guest and GROUP not in actor.groups else MenuEntry("Joint plan", "/-/champions", order=75)


@plugin.answers
def group_home(site, group, actor):
    """The champions' own home, and what waits for the chief executives on theirs."""
    if actor is None or group not in (GROUP, CHIEF_EXECUTIVES):
        return None
    return GroupHome(group, "information_age_champions/home.html", _at_a_glance(site))


@plugin.answers
def dashboard_cards(site, actor):
    if GROUP in actor.groups or CHIEF_EXECUTIVES in actor.groups:
        return Card("Joint plan", "information_age_champions/card.html", _at_a_glance(site), order=62)
    asked = [one for group in sorted(actor.groups) for one in commissions.commissions_to(site, group) if one.state != SIGNED_OFF]
    by_id = {one.id: one for one in plans.all_plans(site)}
    shown = [(one, by_id[one.plan_id].slug) for one in asked]
    return Card("Asked of your group", "information_age_champions/asked.html", {"asked": shown}, order=62) if asked else None


@plugin.answers
def page_panels(site, page, actor):
    """On a page that is evidence for a commitment, or holds a cost-benefit note: where in the plans."""
    if actor is None or actor.is_guest or not pages.is_named(site, page.slug):
        return None
    promised, noted = commitments.shown_by(site, page.slug), milestones.milestones_noted_on(site, page.slug)
    if not promised and not noted:
        return None
    return Panel("In the joint plan", "information_age_champions/panel.html", {"promised": promised, "noted": noted})


@plugin.answers
def rules(site):
    return RULES


@plugin.answers
def scheduled_jobs(site):
    return [ScheduledJob("keep-shares-of-electronic-services", e_services.take_quarterly_snapshots, minute="50", hour="2")]


@plugin.answers
def search_documents(site, kind, item_ids):
    return milestones.milestone_documents(site, item_ids) if kind == milestones.SEARCH_KIND else None


@plugin.answers
def search_item_ids(site):
    return milestones.SEARCH_KIND, milestones.milestone_ids(site)


@plugin.answers
def facet_labels(site):
    return {"type": {milestones.SEARCH_KIND: "Milestone of the joint plan"}}


@plugin.answers
def settings_forms(site):
    return SettingsForm(plugin.name, (
        SettingField("target", "Target for electronic services, in percent", "number", 100, "The line on the charts of BVPI 157."),
        SettingField("line", "Line between the four boxes", "number", 3, "Areas at or above this mean score, 1 to 5, are urgent or important."),
    ), _checked_settings)


@plugin.answers
def data_sets(site):
    return every_table()


@plugin.answers
def commands(site):
    return champions_command


def _checked_settings(values):
    if not 1 <= values["target"] <= 100:
        raise BadInput("The target is 1 to 100 percent.", "target")
    if not 1 <= values["line"] <= 5:
        raise BadInput("The line lies between 1 and 5, as the scores do.", "line")
    return values


def _at_a_glance(site) -> dict:
    """Each plan with its approval, its milestones and what slipped; what is wrong with the list of champions; commissions that are not signed off."""
    shown = []
    for plan in plans.all_plans(site):
        whole = workplan.workplan_of(site, plan)
        open_commissions = [one for one in commissions.commissions_of(site, plan) if one.state != SIGNED_OFF]
        shown.append((plan, plans.standing_of(plan, plans.decisions_of(site, plan)), whole, open_commissions))
    return {"plans": shown, "warning": champions.summary_of(champions.posts(site))}
