"""What a person can do with the risk register."""

from collections.abc import Collection
from typing import Any

from extranet.identity import record
from extranet_plugins.information_age_champions import plans, tables
from extranet_plugins.information_age_champions.forms import Answers, Typed
from extranet_plugins.information_age_champions.plans import Plan
from extranet_plugins.information_age_champions.rights import EDIT, require_right
from extranet_plugins.information_age_champions.risks import store
from extranet_plugins.information_age_champions.risks.model import HIGHEST, LOWEST, Risk, product


def risks_of(site, plan: Plan) -> list[Risk]:
    """The plan's risks in the order of the register; `ranked` puts the greatest first."""
    with site.db.reading() as connection:
        return store.risks(connection, plan.id)


def risk_by_id(site, plan: Plan, risk_id: int) -> Risk:
    """One risk of this plan. NotFound when it is not there, or another plan's."""
    with site.db.reading() as connection:
        found = store.risk_by_id(connection, risk_id)
    plans.refuse_other(plan, found.plan_id)
    return found


def add_risk(site, actor, plan: Plan, typed: Typed) -> int:
    """Put a risk into the register; its id."""
    require_right(site, actor, EDIT)
    values = _values_of(typed, [one.title for one in risks_of(site, plan)])
    with site.db.writing() as tx:
        made = tables.add(tx, store.risk, {**values, "plan_id": plan.id, "position": store.next_position(tx, plan.id)})
        _note(tx, site, actor, plan, "risk.added", values["title"])
    return made


def change_risk(site, actor, plan: Plan, risk: Risk, typed: Typed) -> None:
    """Change a risk. Conflict when somebody else was faster."""
    require_right(site, actor, EDIT)
    values = _values_of(typed, [one.title for one in risks_of(site, plan) if one.id != risk.id])
    before, after = (risk.inherent, risk.residual), (product(values["likelihood"], values["severity"]), _residual(values))
    with site.db.writing() as tx:
        tables.change(tx, store.risk, risk.id, Answers(typed).revision(), values)
        _note(tx, site, actor, plan, "risk.changed", f"{values['title']}: {before} to {after}")


def remove_risk(site, actor, plan: Plan, risk: Risk) -> None:
    """Take out what was entered by mistake."""
    require_right(site, actor, EDIT)
    with site.db.writing() as tx:
        tables.remove(tx, store.risk, risk.id)
        _note(tx, site, actor, plan, "risk.removed", risk.title)


def _values_of(typed: Typed, taken: Collection[str]) -> dict[str, Any]:
    form = Answers(typed)
    values = {
        "title": form.line("title", "The risk", 120, 5),
        "likelihood": form.number("likelihood", "Likelihood", LOWEST, HIGHEST),
        "severity": form.number("severity", "Severity", LOWEST, HIGHEST),
        "consequence": form.text("consequence", "The consequence"),
        "action": form.text("action", "The action"),
        "residual_likelihood": form.number("residual_likelihood", "Likelihood after action", LOWEST, HIGHEST),
        "residual_severity": form.number("residual_severity", "Severity after action", LOWEST, HIGHEST),
        "residual_note": form.text("residual_note", "The note", 1000),
        "owner": form.line("owner", "The owner", 120),
        "review_on": form.day("review_on", "The review date"),
    }
    if values["title"].lower() in {one.lower() for one in taken}:
        form.fault("title", "The register has a risk of this name already.")
    _check_pairs(form, values)
    form.check()
    return values


def _check_pairs(form: Answers, values: dict[str, Any]) -> None:
    """Likelihood and severity come together, and a residual above the inherent score needs a note."""
    for one, other, words in (("likelihood", "severity", "Severity"), ("severity", "likelihood", "Likelihood")):
        for stage, after in (("", ""), ("residual_", " after action")):
            if values[stage + one] is not None and values[stage + other] is None:
                form.fault(stage + other, f"{words}{after} is missing: give both, or neither.")
    inherent, residual = product(values["likelihood"], values["severity"]), _residual(values)
    if residual is not None and inherent is None:
        form.fault("likelihood", "Give likelihood and severity before action too.")
    if residual is not None and inherent is not None and residual > inherent and len(values["residual_note"]) < 10:
        form.fault("residual_note", f"After action the risk is greater ({residual}) than before ({inherent}). Say why, in at least 10 characters.")


def _residual(values: dict[str, Any]) -> int | None:
    return product(values["residual_likelihood"], values["residual_severity"])


def _note(tx, site, actor, plan: Plan, act: str, detail: str) -> None:
    plans.touch(tx, site, plan.id)
    record(tx, site, actor, act, plan.slug, detail)
