"""What a person can do with a plan as a whole."""

from typing import Any

from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet.identity import record
from extranet.pages import slug_from
from extranet_plugins.information_age_champions import tables
from extranet_plugins.information_age_champions.forms import Answers, FormFaults, Typed
from extranet_plugins.information_age_champions.plans import store
from extranet_plugins.information_age_champions.plans.model import ANSWERS, APPROVED, ASKED, MOST_QUARTERS, RETURNED, Decision, Plan, standing_of
from extranet_plugins.information_age_champions.rights import APPROVE, EDIT, require_right

RESERVED = "new"  # the address of the form that begins a plan


def all_plans(site) -> list[Plan]:
    """Every plan, in the group's order."""
    with site.db.reading() as connection:
        return store.plans(connection)


def plan_named(site, slug: str) -> Plan:
    """The plan of this slug. NotFound when there is none."""
    with site.db.reading() as connection:
        return store.plan_by_slug(connection, slug)


def decisions_of(site, plan: Plan) -> list[Decision]:
    """The dated record of the plan, newest first."""
    with site.db.reading() as connection:
        return store.decisions(connection, plan.id)


def refuse_other(plan: Plan, plan_id: int) -> None:
    """NotFound unless something belongs to this plan."""
    if plan_id != plan.id:
        raise NotFound("There is nothing at this address in this plan.")


def touch(tx, site, plan_id: int) -> None:
    """Note inside the caller's transaction that something in the plan changed."""
    store.touch(tx, plan_id, site.clock.now())


def start_plan(site, actor, typed: Typed) -> Plan:
    """Begin an empty plan. FormFaults tells every field that cannot be taken."""
    require_right(site, actor, EDIT)
    values = _values_of(typed)
    slug = slug_from(values["title"])
    if slug == RESERVED or any(slug == one.slug for one in all_plans(site)):
        raise FormFaults({"title": "There is a plan with this title already. Give this one another."})
    with site.db.writing() as tx:
        row = {**values, "slug": slug, "source": "", "stood_on": None, "position": store.next_position(tx), "changed_at": site.clock.now()}
        tables.add(tx, store.plan, row)
        record(tx, site, actor, "joint_plan.started", slug, values["title"])
    return plan_named(site, slug)


def change_plan(site, actor, plan: Plan, typed: Typed) -> None:
    """Change title, purpose, target and span. Conflict when somebody else was faster."""
    require_right(site, actor, EDIT)
    values = _values_of(typed)
    with site.db.writing() as tx:
        tables.change(tx, store.plan, plan.id, Answers(typed).revision(), {**values, "changed_at": site.clock.now()})
        record(tx, site, actor, "joint_plan.changed", plan.slug, values["title"])


def ask_for_approval(site, actor, plan: Plan, note: str = "") -> None:
    """Send the plan to the chief executives. Conflict when it waits already or is approved as it stands."""
    require_right(site, actor, EDIT)
    standing = standing_of(plan, decisions_of(site, plan))
    if not standing.may_be_sent:
        raise Conflict("The plan waits for the chief executives already." if standing.state == ASKED else "The plan is approved as it stands.")
    _record_decision(site, actor, plan, ASKED, note)


def answer_plan(site, actor, plan: Plan, kind: str, note: str) -> None:
    """Approve or return a plan that waits; returning needs a note. Who sent it cannot answer it."""
    require_right(site, actor, APPROVE)
    standing = standing_of(plan, decisions_of(site, plan))
    if kind not in ANSWERS:
        raise BadInput("Say whether the plan is approved or returned.", "kind")
    if standing.state != ASKED:
        raise Conflict("The plan does not wait for an answer: somebody answered it, or it was not sent.")
    if (standing.decision.person_name, standing.decision.authority) == (actor.name, actor.authority):
        raise Forbidden("You sent this plan for approval, so somebody else has to answer.")
    if kind == APPROVED and standing.has_changed:
        raise Conflict("The plan was changed after it was sent. Return it, so that it is sent again as it is now.")
    if kind == RETURNED and len(note.strip()) < 10:
        raise BadInput("Say in at least 10 characters what should be different.", "note")
    _record_decision(site, actor, plan, kind, note)


def _record_decision(site, actor, plan: Plan, kind: str, note: str) -> None:
    note = " ".join(note.split())[:1000]
    row = {"plan_id": plan.id, "kind": kind, "note": note, "person_name": actor.name, "authority": actor.authority, "made_at": site.clock.now()}
    with site.db.writing() as tx:
        tables.add(tx, store.decision, row)
        record(tx, site, actor, f"joint_plan.{kind}", plan.slug, note)


def _values_of(typed: Typed) -> dict[str, Any]:
    form = Answers(typed)
    values = {
        "title": form.line("title", "The title", 120, 8),
        "purpose": form.text("purpose", "What the plan is for", 2000, 20),
        "target": form.line("target", "The target", 200, 8),
        "first_quarter": form.quarter("first_quarter", "The first quarter", needed=True),
        "last_quarter": form.quarter("last_quarter", "The last quarter", needed=True),
        "target_quarter": form.quarter("target_quarter", "The quarter of the target", needed=True),
    }
    first, last, target = values["first_quarter"], values["last_quarter"], values["target_quarter"]
    if first and last and not 0 <= last.since(first) < MOST_QUARTERS:
        form.fault("last_quarter", f"The last quarter comes after the first, and a plan has at most {MOST_QUARTERS} quarters.")
    elif first and last and target and not first <= target <= last:
        form.fault("target_quarter", "The quarter of the target lies within the plan.")
    form.check()
    return values
