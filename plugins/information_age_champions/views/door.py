"""The blueprint, who may come in, and the head that all pages of a plan share."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, request, url_for

from extranet.authorities import all_authorities
from extranet.errors import NotFound
from extranet.rights import may
from extranet.standard import vocabularies
from extranet.web import current_site, signed_in
from extranet_plugins.information_age_champions import plans
from extranet_plugins.information_age_champions.forms import Typed
from extranet_plugins.information_age_champions.plans import Plan, Standing
from extranet_plugins.information_age_champions.rights import EDIT, READ
from extranet_plugins.information_age_champions.tables import NAME

bp = Blueprint(NAME, __name__, url_prefix="/-/champions", template_folder="../templates")


@dataclass(frozen=True)
class Head:
    """What stands above every page of a plan: the plan, the others, its parts as tabs, and what the reader may do."""

    plan: Plan
    plans: tuple[tuple[str, str, bool], ...]  # title, address, whether it is this one
    tabs: tuple[tuple[str, str, bool], ...]
    standing: Standing
    may_edit: bool
    day: date


def door():
    """The site and the person asking, who may read the joint plans; NotFound for a guest, sign-in for a visitor."""
    site, actor = current_site(), signed_in()
    if not may(site, actor, READ):
        raise NotFound()
    return site, actor


def plan_door(slug: str):
    """The site, the person and the plan of this address."""
    site, actor = door()
    return site, actor, plans.plan_named(site, slug)


def address(name: str, plan: Plan, **more) -> str:
    """The address of a view of a plan."""
    return url_for(f"{NAME}.{name}", slug=plan.slug, **more)


def head_of(site, actor, plan: Plan, chosen: str) -> Head:
    """The head with this tab chosen: overview, workplan, priorities, urgent, risks, performance or quarter."""
    tabs = (
        ("Overview", "overview", "show_plan"), ("Workplan", "workplan", "show_workplan"), ("Priorities", "priorities", "show_priorities"),
        ("Urgent and important", "urgent", "show_boxes"), ("Risks", "risks", "show_risks"),
        ("Performance", "performance", "show_performance"), ("Quarter page", "quarter", "show_last_quarter"),
    )
    every = tuple((one.title, address("show_plan", one), one.slug == plan.slug) for one in plans.all_plans(site))
    standing = plans.standing_of(plan, plans.decisions_of(site, plan))
    may_edit = bool(may(site, actor, EDIT))
    shown = tuple((words, address(view, plan), name == chosen) for words, name, view in tabs)
    return Head(plan, every, shown, standing, may_edit, plan.judged_on(site.clock.today()))


def typed() -> Typed:
    """What came with a form: each name with its values."""
    return request.form.to_dict(flat=False)


def names_of(site) -> dict[str, str]:
    """Words for owners and those taking part: 'group:<slug>', 'authority:<slug>', and bare slugs of either."""
    groups = {one.slug: one.name for one in vocabularies(site).groups.values()}
    councils = {one.slug: one.short_name or one.name for one in all_authorities(site)}
    named = {f"group:{slug}": name for slug, name in groups.items()} | {f"authority:{slug}": name for slug, name in councils.items()}
    return groups | councils | named | {"all": "All councils", "": "No owner yet"}
