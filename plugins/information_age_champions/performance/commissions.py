"""What a person can do with commissions: ask, deliver, sign off or send back."""

from extranet.errors import Conflict
from extranet.identity import record
from extranet.standard import vocabularies
from extranet_plugins.information_age_champions import plans, tables
from extranet_plugins.information_age_champions.forms import Answers, Typed
from extranet_plugins.information_age_champions.performance import store
from extranet_plugins.information_age_champions.performance.model import DELIVERED, OPEN, SIGNED_OFF, Commission
from extranet_plugins.information_age_champions.plans import Plan
from extranet_plugins.information_age_champions.rights import DELIVER, EDIT, GROUP, require_right

EMPTY = {"delivery_note": "", "delivered_by": "", "delivered_at": None, "sign_note": "", "signed_by": "", "signed_at": None}


def commissions_of(site, plan: Plan) -> list[Commission]:
    """What was commissioned under the plan, the earliest due first."""
    with site.db.reading() as connection:
        return store.commissions(connection, plan.id)


def commissions_to(site, group: str) -> list[Commission]:
    """What was asked of a group under any plan."""
    with site.db.reading() as connection:
        return store.commissions(connection, to_group=group)


def commission_by_id(site, plan: Plan, commission_id: int) -> Commission:
    """One commission of this plan. NotFound when it is not there, or another plan's."""
    with site.db.reading() as connection:
        found = store.commission_by_id(connection, commission_id)
    plans.refuse_other(plan, found.plan_id)
    return found


def ask_group(site, actor, plan: Plan, typed: Typed) -> int:
    """Commission work from another group; the id of the commission."""
    require_right(site, actor, EDIT)
    form = Answers(typed)
    values = {
        "to_group": form.choice("to_group", "The group", [slug for slug in vocabularies(site).groups if slug != GROUP]),
        "title": form.line("title", "The title", 120, 8),
        "wanted": form.text("wanted", "What is wanted", 2000, 20),
        "due_on": form.day("due_on", "The due date", needed=True),
    }
    if values["due_on"] and values["due_on"] < site.clock.today():
        form.fault("due_on", "The due date lies in the past.")
    if any((one.to_group, one.title.lower()) == (values["to_group"], values["title"].lower()) for one in commissions_of(site, plan)):
        form.fault("title", "This was asked of the group already.")
    form.check()
    row = {**values, **EMPTY, "plan_id": plan.id, "state": OPEN, "asked_by": actor.name, "asked_at": site.clock.now()}
    with site.db.writing() as tx:
        made = tables.add(tx, store.commission, row)
        _note(tx, site, actor, plan, "commission.asked", f"{values['to_group']}: {values['title']}")
    return made


def deliver(site, actor, plan: Plan, commission: Commission, typed: Typed) -> None:
    """Say that it is delivered, and where it is; for members of the group that was asked."""
    require_right(site, actor, DELIVER, commission.to_group)
    note = _note_of(typed, "What was delivered, and where it is,")
    if commission.state != OPEN:
        raise Conflict("This was delivered already.")
    values = {"state": DELIVERED, "delivery_note": note, "delivered_by": actor.name, "delivered_at": site.clock.now()}
    _step(site, actor, plan, commission, typed, values, "commission.delivered")


def sign_off(site, actor, plan: Plan, commission: Commission, typed: Typed) -> None:
    """Accept what was delivered. Who delivered it does not sign it off."""
    require_right(site, actor, EDIT)
    note = Answers(typed).line("note", "The note", 1000)
    _refuse_unless_delivered(commission)
    if commission.delivered_by == actor.name:
        raise Conflict("You said that it is delivered, so somebody else signs it off.")
    values = {"state": SIGNED_OFF, "sign_note": note, "signed_by": actor.name, "signed_at": site.clock.now()}
    _step(site, actor, plan, commission, typed, values, "commission.signed_off")


def send_back(site, actor, plan: Plan, commission: Commission, typed: Typed) -> None:
    """Ask for more: it is open again, with a note that says what is missing."""
    require_right(site, actor, EDIT)
    note = _note_of(typed, "What is missing")
    _refuse_unless_delivered(commission)
    _step(site, actor, plan, commission, typed, {**EMPTY, "state": OPEN, "sign_note": note}, "commission.sent_back")


def _refuse_unless_delivered(commission: Commission) -> None:
    if commission.state != DELIVERED:
        raise Conflict("This does not wait for sign-off.")


def _note_of(typed: Typed, label: str) -> str:
    form = Answers(typed)
    note = form.text("note", label, 1000, 10)
    form.check()
    return note


def _step(site, actor, plan: Plan, commission: Commission, typed: Typed, values: dict, act: str) -> None:
    with site.db.writing() as tx:
        tables.change(tx, store.commission, commission.id, Answers(typed).revision(), values)
        _note(tx, site, actor, plan, act, f"{commission.to_group}: {commission.title}")


def _note(tx, site, actor, plan: Plan, act: str, detail: str) -> None:
    plans.touch(tx, site, plan.id)
    record(tx, site, actor, act, plan.slug, detail)
