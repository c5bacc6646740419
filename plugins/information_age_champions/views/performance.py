"""Performance: indicators with their charts, commitments with evidence, commissions."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import redirect, request

from extranet.errors import BadInput, Conflict
from extranet.pages import page_titles, page_url
from extranet.rights import may
from extranet.standard import vocabularies
from extranet.web import Page, add_notice, current_site, render
from extranet_plugins.information_age_champions.forms import faults_of
from extranet_plugins.information_age_champions.performance import commissions, commitments, e_services, indicators
from extranet_plugins.information_age_champions.performance.chart import Chart, chart_of_indicator
from extranet_plugins.information_age_champions.performance.model import BETTER, Commission, Commitment, Evidence, Indicator, Share
from extranet_plugins.information_age_champions.quarters import Quarter
from extranet_plugins.information_age_champions.rights import DELIVER, EDIT, GROUP, require_right
from extranet_plugins.information_age_champions.views.door import Head, address, bp, head_of, names_of, plan_door, typed
from extranet_plugins.information_age_champions.views.form_page import FormField, FormPage, RemovalPage, attributes_of, confirm_removal, send


@dataclass(frozen=True)
class PerformancePage(Page):
    """Everything a plan is measured by; `charts` are the drawings of indicators that have readings."""

    template: ClassVar[str] = "information_age_champions/performance.html"
    head: Head
    indicators: tuple[Indicator, ...]
    charts: dict[int, Chart]
    share: Share
    commitments: tuple[Commitment, ...]
    pages: dict[str, tuple[str, str]]
    commissions: tuple[Commission, ...]
    names: dict[str, str]
    today: date


@dataclass(frozen=True)
class IndicatorPage(Page):
    """One indicator with its series."""

    template: ClassVar[str] = "information_age_champions/indicator.html"
    head: Head
    indicator: Indicator
    chart: Chart | None
    better: str


@dataclass(frozen=True)
class CommitmentPage(Page):
    """One commitment with its evidence: `pages` is slug -> (title, address) of those the reader may read."""

    template: ClassVar[str] = "information_age_champions/commitment.html"
    head: Head
    commitment: Commitment
    evidence: tuple[Evidence, ...]
    pages: dict[str, tuple[str, str]]
    values: dict[str, str]
    faults: dict[str, str]


@dataclass(frozen=True)
class CommissionPage(Page):
    """One commission, its story, and the next step for who may take it; `note` and `fault` are of a form that came back."""

    template: ClassVar[str] = "information_age_champions/commission.html"
    head: Head
    commission: Commission
    group: str
    may_deliver: bool
    is_overdue: bool
    note: str = ""
    fault: str = ""


@bp.get("/plans/<slug>/performance")
def show_performance(slug):
    site, actor, plan = plan_door(slug)
    register = tuple(indicators.indicators_of(site, plan))
    promised = tuple(commitments.commitments_of(site, plan))
    today = plan.judged_on(site.clock.today())
    return render(PerformancePage(
        head_of(site, actor, plan, "performance"), register, {one.id: chart_of_indicator(one) for one in register if one.readings},
        e_services.together(e_services.shares(site), site.clock.today()), promised, _pages_of(site, actor, promised),
        tuple(commissions.commissions_of(site, plan)), names_of(site), today,
    ))


# --- indicators ---------------------------------------------------------------------------------------------------


@bp.get("/plans/<slug>/indicators/<int:indicator_id>")
def show_indicator(slug, indicator_id):
    site, actor, plan = plan_door(slug)
    one = indicators.indicator_by_id(site, plan, indicator_id)
    chart = chart_of_indicator(one) if one.readings else None
    return render(IndicatorPage(head_of(site, actor, plan, "performance"), one, chart, BETTER[one.better]))


@bp.get("/plans/<slug>/indicators/new")
def new_indicator(slug):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_indicator_form(plan, {"better": "more"}, {}))


@bp.post("/plans/<slug>/indicators/new")
def add_indicator(slug):
    site, actor, plan = plan_door(slug)
    return send(
        lambda: indicators.add_indicator(site, actor, plan, typed()), lambda values, faults: _indicator_form(plan, values, faults),
        lambda made: address("show_indicator", plan, indicator_id=made), "The indicator is in the register.",
    )


@bp.get("/plans/<slug>/indicators/<int:indicator_id>/change")
def indicator_form(slug, indicator_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    one = indicators.indicator_by_id(site, plan, indicator_id)
    return render(_indicator_form(plan, attributes_of(one, INDICATOR_FIELDS), {}, one))


@bp.post("/plans/<slug>/indicators/<int:indicator_id>/change")
def change_indicator(slug, indicator_id):
    site, actor, plan = plan_door(slug)
    one = indicators.indicator_by_id(site, plan, indicator_id)
    return send(
        lambda: indicators.change_indicator(site, actor, plan, one, typed()), lambda values, faults: _indicator_form(plan, values, faults, one),
        lambda _done: address("show_indicator", plan, indicator_id=one.id), "The indicator is changed.", fresh=one.revision,
    )


@bp.get("/plans/<slug>/indicators/<int:indicator_id>/reading")
def reading_form(slug, indicator_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    one = indicators.indicator_by_id(site, plan, indicator_id)
    return render(_reading_form(plan, one, {"quarter": str(Quarter.of(plan.judged_on(site.clock.today())))}, {}))


@bp.post("/plans/<slug>/indicators/<int:indicator_id>/reading")
def take_reading(slug, indicator_id):
    site, actor, plan = plan_door(slug)
    one = indicators.indicator_by_id(site, plan, indicator_id)
    return send(
        lambda: indicators.take_reading(site, actor, plan, one, typed()), lambda values, faults: _reading_form(plan, one, values, faults),
        lambda _done: address("show_indicator", plan, indicator_id=one.id), lambda quarter: f"The reading of {quarter} is kept.",
    )


@bp.get("/plans/<slug>/indicators/<int:indicator_id>/remove")
def ask_removal_of_indicator(slug, indicator_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_indicator_removal(plan, indicators.indicator_by_id(site, plan, indicator_id)))


@bp.post("/plans/<slug>/indicators/<int:indicator_id>/remove")
def remove_indicator(slug, indicator_id):
    site, actor, plan = plan_door(slug)
    one, to = indicators.indicator_by_id(site, plan, indicator_id), address("show_performance", plan)
    return confirm_removal(lambda: indicators.remove_indicator(site, actor, plan, one), _indicator_removal(plan, one), to, "The indicator is removed.")


# --- commitments --------------------------------------------------------------------------------------------------


@bp.get("/plans/<slug>/commitments/<int:commitment_id>")
def show_commitment(slug, commitment_id):
    return _commitment_page(slug, commitment_id, {}, {})


@bp.post("/plans/<slug>/commitments/<int:commitment_id>")
def add_evidence(slug, commitment_id):
    site, actor, plan = plan_door(slug)
    one = commitments.commitment_by_id(site, plan, commitment_id)
    try:
        commitments.add_evidence(site, actor, plan, one, typed())
    except BadInput as fault:
        return _commitment_page(slug, commitment_id, request.form.to_dict(), faults_of(fault))
    add_notice("The page is evidence for this commitment.")
    return redirect(address("show_commitment", plan, commitment_id=one.id), code=303)


@bp.post("/plans/<slug>/commitments/<int:commitment_id>/evidence/<int:evidence_id>/remove")
def remove_evidence(slug, commitment_id, evidence_id):
    site, actor, plan = plan_door(slug)
    one = commitments.commitment_by_id(site, plan, commitment_id)
    commitments.remove_evidence(site, actor, plan, one, evidence_id)
    add_notice("The page is no longer evidence for this commitment.")
    return redirect(address("show_commitment", plan, commitment_id=one.id), code=303)


@bp.get("/plans/<slug>/commitments/new")
def new_commitment(slug):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_commitment_form(plan, {}, {}))


@bp.post("/plans/<slug>/commitments/new")
def add_commitment(slug):
    site, actor, plan = plan_door(slug)
    return send(
        lambda: commitments.add_commitment(site, actor, plan, typed()), lambda values, faults: _commitment_form(plan, values, faults),
        lambda made: address("show_commitment", plan, commitment_id=made), "The commitment is in the plan. Name the pages that show it kept.",
    )


# --- commissions --------------------------------------------------------------------------------------------------


@bp.get("/plans/<slug>/commissions/<int:commission_id>")
def show_commission(slug, commission_id):
    site, actor, plan = plan_door(slug)
    return _commission_page(site, actor, plan, commissions.commission_by_id(site, plan, commission_id))


@bp.post("/plans/<slug>/commissions/<int:commission_id>")
def step_commission(slug, commission_id):
    """One step of a commission: deliver, sign off or send back."""
    site, actor, plan = plan_door(slug)
    one = commissions.commission_by_id(site, plan, commission_id)
    steps = {
        "deliver": (commissions.deliver, "It is delivered and waits for sign-off."),
        "sign_off": (commissions.sign_off, "It is signed off."),
        "send_back": (commissions.send_back, "It is open again, with your note."),
    }
    if request.form.get("step") not in steps:
        raise BadInput("Say what is to be done with the commission.")
    act, notice = steps[request.form["step"]]
    try:
        act(site, actor, plan, one, typed())
    except (BadInput, Conflict) as fault:
        now = commissions.commission_by_id(site, plan, commission_id)
        return _commission_page(site, actor, plan, now, request.form.get("note", ""), fault.sentence, fault.status)
    add_notice(notice)
    return redirect(address("show_commission", plan, commission_id=one.id), code=303)


@bp.get("/plans/<slug>/commissions/new")
def new_commission(slug):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_commission_form(plan, {}, {}))


@bp.post("/plans/<slug>/commissions/new")
def ask_group(slug):
    site, actor, plan = plan_door(slug)
    return send(
        lambda: commissions.ask_group(site, actor, plan, typed()), lambda values, faults: _commission_form(plan, values, faults),
        lambda made: address("show_commission", plan, commission_id=made), "The group is asked.",
    )


# --- what they share ----------------------------------------------------------------------------------------------


def _pages_of(site, actor, promised) -> dict[str, tuple[str, str]]:
    """Evidence pages that the reader may read: slug -> (title, address)."""
    found = page_titles(site, actor, {one.page for commitment in promised for one in commitment.evidence})
    return {slug: (title, page_url(now)) for slug, (now, title, _authority) in found.items()}


def _commitment_page(slug, commitment_id, values, faults):
    site, actor, plan = plan_door(slug)
    one = commitments.commitment_by_id(site, plan, commitment_id)
    page = CommitmentPage(head_of(site, actor, plan, "performance"), one, one.evidence, _pages_of(site, actor, [one]), values, faults)
    return render(page, status=422 if faults else 200)


def _commission_page(site, actor, plan, one: Commission, note="", fault="", status=200):
    group = vocabularies(site).groups.get(one.to_group)
    page = CommissionPage(
        head_of(site, actor, plan, "performance"), one, group.name if group else one.to_group, bool(may(site, actor, DELIVER, one.to_group)),
        one.is_overdue(site.clock.today()), note, fault,
    )
    return render(page, status=status)


INDICATOR_FIELDS = (
    FormField("line", "name", "Name"),
    FormField("text", "definition", "Definition", "What exactly is counted, and over what.", rows=3),
    FormField("line", "source", "Source", "Where the figures come from."),
    FormField("line", "unit", "Unit", "For example %, days, pages.", width="short", optional=True),
    FormField("select", "better", "Which way is better", options=tuple(BETTER.items())),
    FormField("line", "target", "Target", width="short", optional=True),
    FormField("line", "target_quarter", "Target reached by the end of", "For example 2027 Q1.", width="short", optional=True),
    FormField("line", "owner", "Owner", width="half", optional=True),
)


def _indicator_form(plan, values, faults, own: Indicator | None = None) -> FormPage:
    trail = ((plan.title, address("show_performance", plan)),) + (((own.name, address("show_indicator", plan, indicator_id=own.id)),) if own else ())
    removal = address("ask_removal_of_indicator", plan, indicator_id=own.id) if own else ""
    title = "Change the indicator" if own else "Add an indicator"
    return FormPage(title, trail, INDICATOR_FIELDS, values, "Save" if own else "Add it to the register", faults=faults, removal=removal)


def _indicator_removal(plan, one: Indicator) -> RemovalPage:
    back = address("show_indicator", plan, indicator_id=one.id)
    return RemovalPage(one.name, f"It goes with its {len(one.readings)} readings.", ((plan.title, address("show_performance", plan)), (one.name, back)), back)


def _reading_form(plan, one: Indicator, values, faults) -> FormPage:
    trail = ((plan.title, address("show_performance", plan)), (one.name, address("show_indicator", plan, indicator_id=one.id)))
    fields = (
        FormField("line", "quarter", "Quarter", "For example 2026 Q4. A second reading of a quarter replaces the first.", width="short"),
        FormField("line", "value", f"Value in {one.unit}" if one.unit else "Value", width="short", attrs={"inputmode": "decimal"}),
        FormField("line", "note", "Note", optional=True),
    )
    return FormPage(f"Reading of “{one.name}”", trail, fields, values, "Keep the reading", lead=one.definition, faults=faults)


def _commitment_form(plan, values, faults) -> FormPage:
    fields = (FormField("line", "title", "Title"), FormField("text", "text", "What is promised"))
    return FormPage("Add a commitment", ((plan.title, address("show_performance", plan)),), fields, values, "Add it to the plan", faults=faults)


def _commission_form(plan, values, faults) -> FormPage:
    groups = tuple((one.slug, one.name) for one in vocabularies(current_site()).groups.values() if one.slug != GROUP)
    fields = (
        FormField("select", "to_group", "Group", options=groups, empty="Choose"),
        FormField("line", "title", "Title"),
        FormField("text", "wanted", "What is wanted", "So that the group knows when it is done."),
        FormField("date", "due_on", "Due date"),
    )
    return FormPage("Commission work from a group", ((plan.title, address("show_performance", plan)),), fields, values, "Ask the group", faults=faults)
