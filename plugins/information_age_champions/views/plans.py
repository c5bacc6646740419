"""Pages of a plan as a whole: overview, starting and changing one, approval."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, Conflict
from extranet.rights import may
from extranet.web import Page, add_notice, render
from extranet_plugins.information_age_champions import champions, plans, priorities, risks, workplan
from extranet_plugins.information_age_champions.performance import commissions, commitments
from extranet_plugins.information_age_champions.performance.model import SIGNED_OFF, Commission
from extranet_plugins.information_age_champions.plans import Decision
from extranet_plugins.information_age_champions.priorities import Area
from extranet_plugins.information_age_champions.priorities.model import ranked as ranked_areas
from extranet_plugins.information_age_champions.rights import APPROVE, EDIT, require_right
from extranet_plugins.information_age_champions.risks import Risk, ranked
from extranet_plugins.information_age_champions.tables import NAME
from extranet_plugins.information_age_champions.views.door import Head, address, bp, door, head_of, names_of, plan_door, typed
from extranet_plugins.information_age_champions.views.form_page import FormField, FormPage, attributes_of, send
from extranet_plugins.information_age_champions.workplan import Slip, Workplan
from extranet_plugins.information_age_champions.workplan.picture import Picture, picture_of

SHOWN = 5


@dataclass(frozen=True)
class OverviewPage(Page):
    """A plan at a glance; `note` and `fault` are of an answer that came back."""

    template: ClassVar[str] = "information_age_champions/overview.html"
    head: Head
    workplan: Workplan
    picture: Picture
    slips: tuple[Slip, ...]
    areas: tuple[Area, ...]
    unscored_areas: int
    risks: tuple[Risk, ...]
    unscored_risks: int
    commissions: tuple[Commission, ...]
    gaps: int
    commitments: int
    warning: str
    decisions: tuple[Decision, ...]
    names: dict[str, str]
    may_approve: bool
    note: str = ""
    fault: str = ""


@dataclass(frozen=True)
class NoPlanPage(Page):
    """Before there is any plan."""

    template: ClassVar[str] = "information_age_champions/no_plan.html"
    may_edit: bool


@bp.get("")
def show_first():
    site, actor = door()
    every = plans.all_plans(site)
    if not every:
        return render(NoPlanPage(bool(may(site, actor, EDIT))))
    return _overview(site, actor, every[0])


@bp.get("/plans/<slug>")
def show_plan(slug):
    return _overview(*plan_door(slug))


@bp.get("/plans/new")
def new_plan():
    site, actor = door()
    require_right(site, actor, EDIT)
    return render(_plan_form({}, {}))


@bp.post("/plans/new")
def start_plan():
    site, actor = door()
    return send(lambda: plans.start_plan(site, actor, typed()), _plan_form, lambda plan: address("show_plan", plan), "The plan is begun.")


@bp.get("/plans/<slug>/change")
def plan_form(slug):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_plan_form(attributes_of(plan, PLAN_FIELDS), {}, plan))


@bp.post("/plans/<slug>/change")
def change_plan(slug):
    site, actor, plan = plan_door(slug)
    return send(
        lambda: plans.change_plan(site, actor, plan, typed()), lambda values, faults: _plan_form(values, faults, plan),
        lambda _done: address("show_plan", plan), "The plan is changed.", fresh=plan.revision,
    )


@bp.post("/plans/<slug>/send")
def send_plan(slug):
    site, actor, plan = plan_door(slug)
    plans.ask_for_approval(site, actor, plan, request.form.get("note", ""))
    add_notice("The plan is with the chief executives.")
    return redirect(address("show_plan", plan), code=303)


@bp.post("/plans/<slug>/answer")
def answer_plan(slug):
    site, actor, plan = plan_door(slug)
    kind, note = request.form.get("kind", ""), request.form.get("note", "")
    try:
        plans.answer_plan(site, actor, plan, kind, note)
    except (BadInput, Conflict) as fault:
        return _overview(site, actor, plan, note, fault.sentence, fault.status)
    add_notice("The plan is approved. The record shows it with your name and the date." if kind == "approved" else "The plan is returned with your note.")
    return redirect(address("show_plan", plan), code=303)


def _overview(site, actor, plan, note="", fault="", status=200):
    head = head_of(site, actor, plan, "overview")
    whole = workplan.workplan_of(site, plan)
    areas, register = ranked_areas(priorities.areas_of(site, plan)), ranked(risks.risks_of(site, plan))
    promised = commitments.commitments_of(site, plan)
    page = OverviewPage(
        head=head, workplan=whole, picture=picture_of(plan, whole), slips=whole.slips()[:SHOWN],
        areas=tuple(one for one in areas if one.total is not None)[:SHOWN], unscored_areas=sum(one.total is None for one in areas),
        risks=tuple(one for one in register if one.inherent is not None)[:SHOWN], unscored_risks=sum(one.inherent is None for one in register),
        commissions=tuple(one for one in commissions.commissions_of(site, plan) if one.state != SIGNED_OFF),
        gaps=sum(one.is_gap for one in promised), commitments=len(promised),
        warning=champions.summary_of(champions.posts(site)), decisions=tuple(plans.decisions_of(site, plan)),
        names=names_of(site), may_approve=bool(may(site, actor, APPROVE)) and head.standing.state == "asked", note=note, fault=fault,
    )
    return render(page, status=status)


QUARTER = {"placeholder": "2026 Q4", "autocomplete": "off"}
PLAN_FIELDS = (
    FormField("line", "title", "Title", "What is to be done, in a few words."),
    FormField("text", "purpose", "What the plan is for"),
    FormField("line", "target", "Target", "Drawn as a line on the grid, for example: full electronic delivery."),
    FormField("line", "target_quarter", "The target is reached by the end of", width="short", attrs=QUARTER),
    FormField("line", "first_quarter", "First quarter", "For example 2026 Q4.", width="short", attrs=QUARTER),
    FormField("line", "last_quarter", "Last quarter", width="short", attrs=QUARTER),
)


def _plan_form(values, faults, plan=None) -> FormPage:
    trail = (("Joint plans", url_for(f"{NAME}.show_first")),) + (((plan.title, address("show_plan", plan)),) if plan else ())
    lead = "" if plan else "Milestones, priorities and risks come into it one by one, once it is begun."
    return FormPage("Change the plan" if plan else "Begin a plan", trail, PLAN_FIELDS, values, "Save" if plan else "Begin the plan", lead=lead, faults=faults)
