"""The risk register: ranked table, heat map, one risk's form."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from extranet.web import Page, render
from extranet_plugins.information_age_champions import risks
from extranet_plugins.information_age_champions.rights import EDIT, require_right
from extranet_plugins.information_age_champions.risks import Risk, ranked
from extranet_plugins.information_age_champions.risks.heat import HeatMap, heat_map_of
from extranet_plugins.information_age_champions.risks.model import HEAT_WORDS, heat_of
from extranet_plugins.information_age_champions.views.door import Head, address, bp, head_of, plan_door, typed
from extranet_plugins.information_age_champions.views.form_page import FormField, FormPage, RemovalPage, attributes_of, confirm_removal, send


@dataclass(frozen=True)
class RisksPage(Page):
    """Risks by rank with the map; `heats` are the words for each risk's inherent score, None where there is none."""

    template: ClassVar[str] = "information_age_champions/risks.html"
    head: Head
    risks: tuple[Risk, ...]
    heat_map: HeatMap
    heats: dict[int, tuple[str, str]]
    today: date


@bp.get("/plans/<slug>/risks")
def show_risks(slug):
    site, actor, plan = plan_door(slug)
    register = tuple(ranked(risks.risks_of(site, plan)))
    kinds = {"high": "bad", "medium": "warn", "low": "good"}
    heats = {one.id: (HEAT_WORDS[heat_of(one.inherent)], kinds[heat_of(one.inherent)]) for one in register if one.inherent is not None}
    return render(RisksPage(head_of(site, actor, plan, "risks"), register, heat_map_of(register), heats, plan.judged_on(site.clock.today())))


@bp.get("/plans/<slug>/risks/new")
def new_risk(slug):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_form(plan, {}, {}))


@bp.post("/plans/<slug>/risks/new")
def add_risk(slug):
    site, actor, plan = plan_door(slug)
    return send(
        lambda: risks.add_risk(site, actor, plan, typed()), lambda values, faults: _form(plan, values, faults),
        lambda _made: address("show_risks", plan), "The risk is in the register.",
    )


@bp.get("/plans/<slug>/risks/<int:risk_id>")
def risk_form(slug, risk_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    one = risks.risk_by_id(site, plan, risk_id)
    return render(_form(plan, attributes_of(one, FIELDS), {}, one))


@bp.post("/plans/<slug>/risks/<int:risk_id>")
def change_risk(slug, risk_id):
    site, actor, plan = plan_door(slug)
    one = risks.risk_by_id(site, plan, risk_id)
    return send(
        lambda: risks.change_risk(site, actor, plan, one, typed()), lambda values, faults: _form(plan, values, faults, one),
        lambda _done: address("show_risks", plan), "The risk is changed.", fresh=one.revision,
    )


@bp.get("/plans/<slug>/risks/<int:risk_id>/remove")
def ask_removal_of_risk(slug, risk_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_removal(plan, risks.risk_by_id(site, plan, risk_id)))


@bp.post("/plans/<slug>/risks/<int:risk_id>/remove")
def remove_risk(slug, risk_id):
    site, actor, plan = plan_door(slug)
    one = risks.risk_by_id(site, plan, risk_id)
    return confirm_removal(lambda: risks.remove_risk(site, actor, plan, one), _removal(plan, one), address("show_risks", plan), "The risk is removed.")


SCORES = {"inputmode": "numeric", "autocomplete": "off"}
FIELDS = (
    FormField("line", "title", "Risk"),
    FormField("part", "before", "If no action is taken"),
    FormField("line", "likelihood", "Likelihood, 1 to 10", width="tiny", optional=True, attrs=SCORES),
    FormField("line", "severity", "Severity, 1 to 10", width="tiny", optional=True, attrs=SCORES),
    FormField("text", "consequence", "Consequence", optional=True, rows=3),
    FormField("part", "after", "Action"),
    FormField("text", "action", "Action and contingency", optional=True),
    FormField("line", "residual_likelihood", "Likelihood after action, 1 to 10", width="tiny", optional=True, attrs=SCORES),
    FormField("line", "residual_severity", "Severity after action, 1 to 10", width="tiny", optional=True, attrs=SCORES),
    FormField("text", "residual_note", "Note on what is left", "Needed when the risk is greater after the action than before.", optional=True, rows=2),
    FormField("part", "who", "Who looks at it, and when"),
    FormField("line", "owner", "Owner", optional=True, width="half"),
    FormField("date", "review_on", "Review date", optional=True),
)


def _form(plan, values, faults, own: Risk | None = None) -> FormPage:
    removal = address("ask_removal_of_risk", plan, risk_id=own.id) if own else ""
    title, button = ("Change the risk", "Save") if own else ("Add a risk", "Add it to the register")
    return FormPage(title, ((plan.title, address("show_risks", plan)),), FIELDS, values, button, faults=faults, removal=removal)


def _removal(plan, one: Risk) -> RemovalPage:
    back = address("risk_form", plan, risk_id=one.id)
    return RemovalPage(one.title, "It goes from the register and the map.", ((plan.title, address("show_risks", plan)),), back)
