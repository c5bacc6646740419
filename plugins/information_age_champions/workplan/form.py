"""What was typed about a milestone, as the values that are stored."""

from typing import Any

from extranet.authorities import all_authorities
from extranet.errors import NotFound
from extranet.pages import attachments_of, read_page
from extranet.standard import vocabularies
from extranet_plugins.information_age_champions.forms import Answers, Typed
from extranet_plugins.information_age_champions.workplan.model import ALL, DONE, STATUSES, WORK_AREAS, Milestone, Workplan, circle_of


def owners(site) -> list[tuple[str, str]]:
    """Everybody who may own a milestone, as (value, words): working groups, then councils."""
    groups = [(f"group:{one.slug}", one.name) for one in vocabularies(site).groups.values()]
    return groups + [(f"authority:{one.slug}", one.name) for one in all_authorities(site)]


def values_of(site, actor, workplan: Workplan, typed: Typed, own: Milestone | None = None) -> tuple[dict[str, Any], tuple[int, ...]]:
    """The values of a milestone without its quarter, and the ids of what it needs. FormFaults tells what cannot be taken."""
    form = Answers(typed)
    values = {
        "title": form.line("title", "The title", 90, 8),
        "work_area": form.choice("work_area", "The work area", WORK_AREAS),
        "owner": form.choice("owner", "The owner", [value for value, _words in owners(site)], needed=False),
        "authorities": form.chosen("authorities", "The councils", [ALL, *(one.slug for one in all_authorities(site))]),
        "is_feasibility": form.is_ticked("is_feasibility"),
        "cost_benefit": form.line("cost_benefit", "The cost-benefit note", 300).removeprefix("/wiki/"),
        "status": form.choice("status", "The status", STATUSES),
        "remark": form.text("remark", "The remark", 1000),
    }
    if ALL in values["authorities"]:
        values["authorities"] = (ALL,)
    if any(one.title.lower() == values["title"].lower() and (own is None or one.id != own.id) for one in workplan.milestones):
        form.fault("title", "The plan has a milestone with this title already.")
    others = {str(one.id): one.id for one in workplan.milestones if own is None or one.id != own.id}
    needs = tuple(others[one] for one in form.chosen("needs", "What it needs", others))
    if own is not None:
        _refuse_circle(form, workplan, own, needs)
    _check_note(form, site, actor, values)
    form.check()
    return values, needs


def _refuse_circle(form: Answers, workplan: Workplan, own: Milestone, needs: tuple[int, ...]) -> None:
    wanted = {one.id: one.needs for one in workplan.milestones} | {own.id: needs}
    circle = circle_of(wanted, own.id)
    if circle:
        titles = [workplan.by_id()[one].title for one in (*circle, own.id)]
        form.fault("needs", f"These would wait for each other for ever: {' → '.join(titles)}. Take one of them away.")


def _check_note(form: Answers, site, actor, values: dict[str, Any]) -> None:
    """A feasibility study needs its cost-benefit note, and the note must be there for the person who names it."""
    reference = values["cost_benefit"]
    if values["is_feasibility"] and not reference:
        what = "cannot be done without" if values["status"] == DONE else "needs"
        form.fault("cost_benefit", f"A feasibility study {what} its cost-benefit note: name the page, or page/file, even if it is only begun.")
    elif reference and not _is_there(site, actor, reference):
        form.fault("cost_benefit", f"There is no page or file “{reference}” that you may read. Write the page's name as in its address, or page/file.")


def _is_there(site, actor, reference: str) -> bool:
    slug, _, name = reference.partition("/")
    try:
        page = read_page(site, actor, slug)
    except NotFound:
        return False
    return not name or any(one.name == name for one in attachments_of(site, page))
