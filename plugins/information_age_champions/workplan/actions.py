"""What a person can do with milestones."""

from difflib import SequenceMatcher

from extranet import search
from extranet.errors import BadInput
from extranet.identity import record
from extranet_plugins.information_age_champions import plans, tables
from extranet_plugins.information_age_champions.forms import Answers, Typed
from extranet_plugins.information_age_champions.plans import Plan
from extranet_plugins.information_age_champions.rights import EDIT, GROUP, require_right
from extranet_plugins.information_age_champions.workplan import store
from extranet_plugins.information_age_champions.workplan.form import values_of
from extranet_plugins.information_age_champions.workplan.model import DONE, REASON_LENGTH, Milestone, Workplan

SEARCH_KIND = "joint_milestone"
ALIKE = 0.8


def workplan_of(site, plan: Plan, day=None) -> Workplan:
    """The plan's milestones with their moves, judged on a day (the plan's own, today for a living one)."""
    with site.db.reading() as connection:
        milestones = tuple(store.milestones(connection, plan.id))
        moves = tuple(store.moves(connection, [one.id for one in milestones]))
    return Workplan(milestones, moves, day or plan.judged_on(site.clock.today()))


def milestone_by_id(site, plan: Plan, milestone_id: int) -> Milestone:
    """One milestone of this plan. NotFound when it is not there, or another plan's."""
    with site.db.reading() as connection:
        found = store.milestone_by_id(connection, milestone_id)
    plans.refuse_other(plan, found.plan_id)
    return found


def add_milestone(site, actor, plan: Plan, typed: Typed) -> int:
    """Put a milestone into the plan; its id. Its first quarter is kept for good."""
    require_right(site, actor, EDIT)
    values, needs = values_of(site, actor, workplan_of(site, plan), typed)
    form = Answers(typed)
    quarter = form.quarter("quarter", "The quarter", plan.quarters)
    form.check()
    row = {**values, "plan_id": plan.id, "quarter": quarter, "first_quarter": quarter, "done_on": _done_on(site, values["status"])}
    with site.db.writing() as tx:
        made = tables.add(tx, store.milestone, row)
        store.set_needs(tx, made, needs)
        _note(tx, site, actor, plan, "milestone.added", made, values["title"])
    return made


def change_milestone(site, actor, plan: Plan, milestone: Milestone, typed: Typed) -> None:
    """Change everything but the quarter, which `move_milestone` does. Conflict when somebody else was faster."""
    require_right(site, actor, EDIT)
    values, needs = values_of(site, actor, workplan_of(site, plan), typed, milestone)
    values["done_on"] = milestone.done_on if milestone.status == values["status"] else _done_on(site, values["status"])
    with site.db.writing() as tx:
        tables.change(tx, store.milestone, milestone.id, Answers(typed).revision(), values)
        store.set_needs(tx, milestone.id, needs)
        _note(tx, site, actor, plan, "milestone.changed", milestone.id, values["title"])


def move_milestone(site, actor, plan: Plan, milestone: Milestone, typed: Typed) -> None:
    """Give a milestone another quarter, with a reason. Both dates are kept: the first in the milestone, each move in its list."""
    require_right(site, actor, EDIT)
    form = Answers(typed)
    to = form.quarter("quarter", "The new quarter", plan.quarters, needed=True)
    reason = form.line("reason", "The reason", REASON_LENGTH[1], REASON_LENGTH[0])
    if to and to == milestone.quarter:
        form.fault("quarter", f"It stands in {to} already. Choose another quarter.")
    form.check()
    row = {"milestone_id": milestone.id, "from_quarter": milestone.quarter, "to_quarter": to, "reason": reason, "person_name": actor.name}
    with site.db.writing() as tx:
        tables.change(tx, store.milestone, milestone.id, form.revision(), {"quarter": to, "first_quarter": milestone.first_quarter or to})
        before = store.moves(tx, [milestone.id])
        tables.add(tx, store.move, {**row, "moved_at": tables.moment_after(site, before[-1].moved_at if before else None)})
        _note(tx, site, actor, plan, "milestone.moved", milestone.id, f"{milestone.title}: {milestone.quarter or 'no quarter'} to {to}. {reason}")


def remove_milestone(site, actor, plan: Plan, milestone: Milestone) -> None:
    """Take out what was entered by mistake. BadInput when others need it: a milestone given up is stopped, not removed."""
    require_right(site, actor, EDIT)
    waiting = [one.title for one in workplan_of(site, plan).milestones if milestone.id in one.needs]
    if waiting:
        raise BadInput(f"“{waiting[0]}” needs this milestone. Change that one first.")
    with site.db.writing() as tx:
        tables.remove(tx, store.milestone, milestone.id)
        _note(tx, site, actor, plan, "milestone.removed", milestone.id, milestone.title)


def similar_work(site, plan: Plan, title: str, own_id: int | None = None) -> list[tuple[Plan, str]]:
    """Milestones of any plan whose title is nearly this one: two councils may be doing the same thing twice."""
    by_id = {one.id: one for one in plans.all_plans(site)}
    with site.db.reading() as connection:
        known = store.milestones(connection)
    alike = (one for one in known if one.id != own_id and SequenceMatcher(None, one.title.lower(), title.lower()).ratio() >= ALIKE)
    return [(by_id[one.plan_id], one.title) for one in alike]


def milestone_documents(site, ids) -> list[search.Document]:
    """Milestones as things to be found."""
    by_id = {one.id: one for one in plans.all_plans(site)}
    wanted = set(ids)
    with site.db.reading() as connection:
        found = [one for one in store.milestones(connection) if one.id in wanted]
    return [_document(one, by_id[one.plan_id]) for one in found]


def milestone_ids(site) -> list[int]:
    with site.db.reading() as connection:
        return [one.id for one in store.milestones(connection)]


def milestones_noted_on(site, slug: str) -> list[tuple[Plan, Milestone]]:
    """Milestones whose cost-benefit note is on this page."""
    with site.db.reading() as connection:
        found = store.milestones_noted_on(connection, slug)
    by_id = {one.id: one for one in plans.all_plans(site)} if found else {}
    return [(by_id[one.plan_id], one) for one in found]


def _document(one: Milestone, plan: Plan) -> search.Document:
    when = str(one.quarter) if one.quarter else "no quarter yet"
    return search.Document(
        kind=SEARCH_KIND, item_id=one.id, url=f"/-/champions/plans/{plan.slug}/milestones/{one.id}", title=one.title, reading_key="all",
        updated_at=plan.changed_at, summary=f"Milestone of the joint plan “{plan.title}”: {when}. {one.remark}".strip()[:300],
        group=GROUP, type=SEARCH_KIND,
    )


def _done_on(site, status: str):
    return site.clock.today() if status == DONE else None


def _note(tx, site, actor, plan: Plan, act: str, milestone_id: int, detail: str) -> None:
    """What every change of a milestone leaves behind: the plan moved on, search hears of it, the log has a line."""
    plans.touch(tx, site, plan.id)
    search.enqueue(tx, SEARCH_KIND, [milestone_id])
    record(tx, site, actor, act, plan.slug, detail)
