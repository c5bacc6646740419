"""What a person can do with the indicator register."""

from collections.abc import Collection
from typing import Any

from extranet.errors import NotFound
from extranet.identity import record
from extranet_plugins.information_age_champions import plans, tables
from extranet_plugins.information_age_champions.forms import Answers, Typed
from extranet_plugins.information_age_champions.performance import store
from extranet_plugins.information_age_champions.performance.model import BETTER, Indicator
from extranet_plugins.information_age_champions.plans import Plan
from extranet_plugins.information_age_champions.quarters import Quarter
from extranet_plugins.information_age_champions.rights import EDIT, require_right


def indicators_of(site, plan: Plan) -> list[Indicator]:
    """The plan's indicators with their readings."""
    with site.db.reading() as connection:
        return store.indicators(connection, plan.id)


def indicator_by_id(site, plan: Plan, indicator_id: int) -> Indicator:
    """One indicator of this plan. NotFound when it is not there."""
    for one in indicators_of(site, plan):
        if one.id == indicator_id:
            return one
    raise NotFound("There is no such indicator in this plan.")


def add_indicator(site, actor, plan: Plan, typed: Typed) -> int:
    """Put an indicator into the register; its id."""
    require_right(site, actor, EDIT)
    values = _values_of(plan, typed, [one.name for one in indicators_of(site, plan)])
    with site.db.writing() as tx:
        row = {**values, "plan_id": plan.id, "position": store.next_position(tx, store.indicator, plan.id)}
        made = tables.add(tx, store.indicator, row)
        _note(tx, site, actor, plan, "indicator.added", values["name"])
    return made


def change_indicator(site, actor, plan: Plan, indicator: Indicator, typed: Typed) -> None:
    """Change its definition or target. Conflict when somebody else was faster."""
    require_right(site, actor, EDIT)
    values = _values_of(plan, typed, [one.name for one in indicators_of(site, plan) if one.id != indicator.id])
    with site.db.writing() as tx:
        tables.change(tx, store.indicator, indicator.id, Answers(typed).revision(), values)
        _note(tx, site, actor, plan, "indicator.changed", values["name"])


def take_reading(site, actor, plan: Plan, indicator: Indicator, typed: Typed) -> Quarter:
    """Keep what the indicator stood at in a quarter, in place of an earlier reading of that quarter."""
    require_right(site, actor, EDIT)
    form = Answers(typed)
    quarter = form.quarter("quarter", "The quarter", needed=True)
    value = form.amount("value", "The value", needed=True)
    note = form.line("note", "The note", 500)
    if quarter and quarter.first_day > site.clock.today():
        form.fault("quarter", f"{quarter} has not begun: nothing can have been counted in it.")
    form.check()
    row = {"indicator_id": indicator.id, "quarter": quarter, "value": value, "note": note, "taken_by": actor.name, "taken_at": site.clock.now()}
    with site.db.writing() as tx:
        store.keep_reading(tx, row)
        _note(tx, site, actor, plan, "indicator.read", f"{indicator.name}: {value:g} in {quarter}")
    return quarter


def remove_indicator(site, actor, plan: Plan, indicator: Indicator) -> None:
    """Take out what was entered by mistake, with its readings."""
    require_right(site, actor, EDIT)
    with site.db.writing() as tx:
        tables.remove(tx, store.indicator, indicator.id)
        _note(tx, site, actor, plan, "indicator.removed", indicator.name)


def _values_of(plan: Plan, typed: Typed, taken: Collection[str]) -> dict[str, Any]:
    form = Answers(typed)
    values = {
        "name": form.line("name", "The name", 120, 5),
        "definition": form.text("definition", "The definition", 2000, 10),
        "source": form.line("source", "The source", 300, 3),
        "unit": form.line("unit", "The unit", 30),
        "better": form.choice("better", "Which way is better", BETTER),
        "target": form.amount("target", "The target"),
        "target_quarter": form.quarter("target_quarter", "The quarter of the target", plan.quarters),
        "owner": form.line("owner", "The owner", 120),
    }
    if values["name"].lower() in {one.lower() for one in taken}:
        form.fault("name", "The register has an indicator of this name already.")
    form.check()
    return values


def _note(tx, site, actor, plan: Plan, act: str, detail: str) -> None:
    plans.touch(tx, site, plan.id)
    record(tx, site, actor, act, plan.slug, detail)
