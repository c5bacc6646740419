"""The workplan's pages: picture and list, grid, sheet for A3, and milestones one by one."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Response, current_app

from extranet.authorities import all_authorities
from extranet.pages import page_titles, page_url
from extranet.web import Page, add_notice, render
from extranet_plugins.information_age_champions import workplan
from extranet_plugins.information_age_champions.rights import EDIT, require_right
from extranet_plugins.information_age_champions.views.door import Head, address, bp, head_of, names_of, plan_door, typed
from extranet_plugins.information_age_champions.views.form_page import FormField, FormPage, RemovalPage, attributes_of, confirm_removal, send
from extranet_plugins.information_age_champions.workplan import STATUS_WORDS, WORK_AREAS, Milestone, Move, Slip, Workplan
from extranet_plugins.information_age_champions.workplan.form import owners
from extranet_plugins.information_age_champions.workplan.grid import Grid, grid_of
from extranet_plugins.information_age_champions.workplan.picture import Picture, picture_of

MANY = ("authorities", "needs")


@dataclass(frozen=True)
class WorkplanPage(Page):
    """Milestones as a picture and a list (`shown` is 'picture'), or as a grid of years ('grid'), or both to print ('print')."""

    template: ClassVar[str] = "information_age_champions/workplan.html"
    head: Head
    shown: str
    workplan: Workplan
    picture: Picture
    grid: Grid
    areas: dict[str, str]
    slips: tuple[Slip, ...]
    out_of_order: tuple[tuple[Milestone, Milestone], ...]
    names: dict[str, str]
    statuses: dict[str, str]


@dataclass(frozen=True)
class MilestonePage(Page):
    """One milestone: where it stands, its moves, what it needs and what waits for it. `note` is (title, address) of its note."""

    template: ClassVar[str] = "information_age_champions/milestone.html"
    head: Head
    milestone: Milestone
    moves: tuple[Move, ...]
    needs: tuple[Milestone, ...]
    waiting: tuple[Milestone, ...]
    note: tuple[str, str] | None
    names: dict[str, str]
    area: str
    status: str
    is_late: bool


@bp.get("/plans/<slug>/workplan", defaults={"shown": "picture"}, endpoint="show_workplan")
@bp.get("/plans/<slug>/workplan/grid", defaults={"shown": "grid"}, endpoint="show_grid")
@bp.get("/plans/<slug>/workplan/print", defaults={"shown": "print"}, endpoint="print_workplan")
def show_workplan(slug, shown):
    site, actor, plan = plan_door(slug)
    whole = workplan.workplan_of(site, plan)
    return render(WorkplanPage(
        head_of(site, actor, plan, "workplan"), shown, whole, picture_of(plan, whole), grid_of(plan, whole), dict(WORK_AREAS), whole.slips(),
        whole.out_of_order(), names_of(site), dict(STATUS_WORDS),
    ))


@bp.get("/plans/<slug>/workplan.svg")
def workplan_svg(slug):
    """The picture alone, to enlarge or to put into a document."""
    site, _actor, plan = plan_door(slug)
    picture = picture_of(plan, workplan.workplan_of(site, plan))
    text = current_app.jinja_env.get_template("information_age_champions/workplan_svg.html").render(picture=picture)
    return Response(text, mimetype="image/svg+xml")


@bp.get("/plans/<slug>/milestones/<int:milestone_id>")
def show_milestone(slug, milestone_id):
    site, actor, plan = plan_door(slug)
    one = workplan.milestone_by_id(site, plan, milestone_id)
    whole = workplan.workplan_of(site, plan)
    waiting = tuple(other for other in whole.milestones if one.id in other.needs)
    known = whole.by_id()
    return render(MilestonePage(
        head_of(site, actor, plan, "workplan"), one, whole.moves_of(one), tuple(known[need] for need in one.needs), waiting,
        _note_of(site, actor, one), names_of(site), WORK_AREAS[one.work_area], STATUS_WORDS[one.status], one.is_late(whole.day),
    ))


@bp.get("/plans/<slug>/milestones/new")
def new_milestone(slug):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_form(site, plan, {"status": "planned"}, {}))


@bp.post("/plans/<slug>/milestones/new")
def add_milestone(slug):
    site, actor, plan = plan_door(slug)

    def go_on(made: int) -> str:
        _warn_of_similar(site, plan, made)
        return address("show_milestone", plan, milestone_id=made)

    draw = lambda values, faults: _form(site, plan, values, faults)  # noqa: E731
    return send(lambda: workplan.add_milestone(site, actor, plan, typed()), draw, go_on, "The milestone is in the plan.", MANY)


@bp.get("/plans/<slug>/milestones/<int:milestone_id>/change")
def milestone_form(slug, milestone_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    one = workplan.milestone_by_id(site, plan, milestone_id)
    return render(_form(site, plan, attributes_of(one, _fields(site, plan, one)), {}, one))


@bp.post("/plans/<slug>/milestones/<int:milestone_id>/change")
def change_milestone(slug, milestone_id):
    site, actor, plan = plan_door(slug)
    one = workplan.milestone_by_id(site, plan, milestone_id)
    return send(
        lambda: workplan.change_milestone(site, actor, plan, one, typed()), lambda values, faults: _form(site, plan, values, faults, one),
        lambda _done: address("show_milestone", plan, milestone_id=one.id), "The milestone is changed.", MANY, one.revision,
    )


@bp.get("/plans/<slug>/milestones/<int:milestone_id>/move")
def move_form(slug, milestone_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    one = workplan.milestone_by_id(site, plan, milestone_id)
    return render(_move_form(plan, one, {"quarter": str(one.quarter or ""), "revision": one.revision}, {}))


@bp.post("/plans/<slug>/milestones/<int:milestone_id>/move")
def move_milestone(slug, milestone_id):
    site, actor, plan = plan_door(slug)
    one = workplan.milestone_by_id(site, plan, milestone_id)
    return send(
        lambda: workplan.move_milestone(site, actor, plan, one, typed()), lambda values, faults: _move_form(plan, one, values, faults),
        lambda _done: address("show_milestone", plan, milestone_id=one.id), "The milestone is moved. Its first quarter stays on record.", fresh=one.revision,
    )


@bp.get("/plans/<slug>/milestones/<int:milestone_id>/remove")
def ask_removal_of_milestone(slug, milestone_id):
    site, actor, plan = plan_door(slug)
    require_right(site, actor, EDIT)
    return render(_removal(plan, workplan.milestone_by_id(site, plan, milestone_id)))


@bp.post("/plans/<slug>/milestones/<int:milestone_id>/remove")
def remove_milestone(slug, milestone_id):
    site, actor, plan = plan_door(slug)
    one = workplan.milestone_by_id(site, plan, milestone_id)
    to = address("show_workplan", plan)
    return confirm_removal(lambda: workplan.remove_milestone(site, actor, plan, one), _removal(plan, one), to, "The milestone is removed.")


def _note_of(site, actor, one: Milestone) -> tuple[str, str] | None:
    """Title and address of the cost-benefit note; a bare title and no address where the reader may not see the page."""
    if not one.cost_benefit:
        return None
    slug, _, name = one.cost_benefit.partition("/")
    found = page_titles(site, actor, [slug]).get(slug)
    if found is None:
        return "a page that you may not read", ""
    return (f"{found[1]}: {name}" if name else found[1]), page_url(found[0])


def _warn_of_similar(site, plan, made: int) -> None:
    title = workplan.milestone_by_id(site, plan, made).title
    for other_plan, other in workplan.similar_work(site, plan, title, made)[:1]:
        add_notice(f"“{other}” in “{other_plan.title}” sounds like the same work. Is it being done twice?", "warn")


def _removal(plan, one: Milestone) -> RemovalPage:
    back = address("show_milestone", plan, milestone_id=one.id)
    words = "It goes with its moves and reasons. A milestone that is given up is not removed: set its status to stopped."
    return RemovalPage(one.title, words, ((plan.title, address("show_workplan", plan)), (one.title, back)), back)


def _fields(site, plan, own: Milestone | None) -> tuple[FormField, ...]:
    others = [one for one in workplan.workplan_of(site, plan).milestones if own is None or one.id != own.id]
    councils = [("all", "All councils"), *((one.slug, one.short_name or one.name) for one in all_authorities(site))]
    quarters = tuple((str(one), str(one)) for one in plan.quarters)
    hint = "Later it is moved, with a reason; this first one stays on record."
    when = FormField("select", "quarter", "Quarter", hint, quarters, True, empty="No quarter yet")
    return (
        FormField("line", "title", "Title", "What will have been reached, in at most 90 characters."),
        FormField("select", "work_area", "Work area", options=tuple(WORK_AREAS.items()), empty="Choose"),
        *((when,) if own is None else ()),
        FormField("select", "status", "Status", options=tuple(STATUS_WORDS.items())),
        FormField("select", "owner", "Owner", "The group or council that sees to it.", tuple(owners(site)), True, empty="No owner yet"),
        FormField("checkboxes", "authorities", "Councils taking part", options=tuple(councils), optional=True),
        *((FormField("checkboxes", "needs", "Needs first", "Milestones that must be reached before this one.",
                     tuple((str(one.id), one.title) for one in others), True),) if others else ()),
        FormField("checkbox", "is_feasibility", "★ This is a feasibility study with a cost-benefit analysis"),
        FormField("line", "cost_benefit", "Cost-benefit note", "The page that holds it, as in its address, or page/file for a file of it.", optional=True),
        FormField("text", "remark", "Remark", "What a reader should know, for example where the date comes from.", optional=True, rows=3),
    )


def _form(site, plan, values, faults, own: Milestone | None = None) -> FormPage:
    trail = ((plan.title, address("show_workplan", plan)),)
    trail += ((own.title, address("show_milestone", plan, milestone_id=own.id)),) if own else ()
    removal = address("ask_removal_of_milestone", plan, milestone_id=own.id) if own else ""
    title, button = ("Change the milestone", "Save") if own else ("Add a milestone", "Add it to the plan")
    return FormPage(title, trail, _fields(site, plan, own), values, button, faults=faults, removal=removal)


def _move_form(plan, one: Milestone, values, faults) -> FormPage:
    options = tuple((str(quarter), str(quarter)) for quarter in plan.quarters)
    fields = (
        FormField("select", "quarter", "New quarter", options=options, empty="Choose"),
        FormField("line", "reason", "Reason", "Everyone reads it beside both dates, in this plan and on the quarter page."),
    )
    trail = ((plan.title, address("show_workplan", plan)), (one.title, address("show_milestone", plan, milestone_id=one.id)))
    lead = "It has no quarter yet; the first one it is given stays on record."
    if one.quarter:
        lead = f"Planned first for {one.first_quarter}, now for {one.quarter}."
    return FormPage(f"Move “{one.title}”", trail, fields, values, "Move it", lead=lead, faults=faults)
