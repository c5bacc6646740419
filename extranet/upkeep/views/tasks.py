"""Tasks: the list with its filters, and looking at pages one after another to say whether each is still right."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for
from markupsafe import Markup

from extranet.authorities import all_authorities
from extranet.errors import BadInput, Conflict, Forbidden
from extranet.pages import Page as WikiPage
from extranet.pages import Reading, next_review, page_by_id, read_page, show_fields
from extranet.pages import ShownPage as ShownFields
from extranet.standard import vocabularies
from extranet.upkeep import helping, reviews
from extranet.upkeep.flags import flags_on
from extranet.upkeep.model import Flag, Task
from extranet.upkeep.tasks import KINDS, TaskFilters, tasks_for
from extranet.upkeep.views.blueprint import bp
from extranet.upkeep.views.sheets import csv_file
from extranet.web import Page, add_notice, current_site, customer, next_path, render, require, signed_in

VIEWS = (("", "All"), ("mine", "Mine"), ("late", "Late"))
SHEET = 50
MOST_LOOKED_AT = 50


@dataclass(frozen=True)
class TasksPage(Page):
    """One sheet of tasks. `views` are tabs (words, address, whether it is this one, count); `chosen` the filters by name."""

    template: ClassVar[str] = "upkeep/tasks.html"
    tasks: tuple[Task, ...]
    total: int
    views: tuple[tuple[str, str, bool, int], ...]
    chosen: TaskFilters
    kinds: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]
    authorities: tuple[tuple[str, str], ...]
    names: dict[str, str]
    kind_words: dict[str, str]
    query: str
    sheet: int
    sheets: int


@dataclass(frozen=True)
class LookPage(Page):
    """One page to be looked at, of several. `rest` are the ids that come after it; `step` and `steps` count from 1."""

    template: ClassVar[str] = "upkeep/look.html"
    page: WikiPage
    shown: ShownFields
    body: Markup
    flags: tuple[Flag, ...]
    share: int | None
    why_not: str
    next_due: str
    rest: str
    step: int
    steps: int


@bp.get("/-/tasks")
def show_tasks():
    site, actor = current_site(), signed_in()
    chosen, every = _filters(), tasks_for(site, actor)
    found = [one for one in every if chosen.holds(one)]
    sheets = max(1, -(-len(found) // SHEET))
    sheet = min(_number(request.args.get("page", "1")) or 1, sheets)
    names = {one.slug: one.short_name for one in all_authorities(site)}
    groups = vocabularies(site).groups
    views = tuple((words, _query(chosen, view=view), chosen.view == view, sum(_of(chosen, view).holds(one) for one in every)) for view, words in VIEWS)
    shown = TasksPage(
        tuple(found[(sheet - 1) * SHEET : sheet * SHEET]), len(found), views, chosen, tuple(KINDS.items()),
        tuple(sorted({(one.group, groups[one.group].name) for one in every if one.group in groups}, key=lambda pair: pair[1])),
        tuple(sorted({(one.authority, names.get(one.authority, one.authority)) for one in every if one.authority}, key=lambda pair: pair[1])),
        names | {slug: one.name for slug, one in groups.items()}, KINDS, _query(chosen), sheet, sheets,
    )  # fmt: skip
    return render(shown)


@bp.get("/-/tasks.csv")
def tasks_csv():
    site, actor = current_site(), signed_in()
    chosen = _filters()
    heads = ("kind", "title", "what", "group", "authority", "due", "late", "mine", "address")
    found = [one for one in tasks_for(site, actor) if chosen.holds(one)]
    rows = ((one.kind, one.title, one.words, one.group, one.authority, one.due_on, _yes(one.is_late), _yes(one.is_mine), one.url) for one in found)
    return csv_file("tasks.csv", heads, rows)


@bp.get("/-/tasks/look")
def look():
    """The next of the chosen pages, whole: "still right" is said of what stands on the screen."""
    site = current_site()
    actor = require("page.confirm")
    ids = _ids(request.args.getlist("pages"))
    if not ids:
        add_notice("Tick the pages that you want to look at.", "warn")
        return redirect(url_for("upkeep.show_tasks", kind="review"), code=303)
    page = page_by_id(site, actor, ids[0])
    require("page.confirm", page)
    reading = Reading(site, actor, page, customer())
    steps = max(_number(request.args.get("of", "")), len(ids))
    due = next_review(site, page)
    return render(
        LookPage(
            page, show_fields(reading), reading.markup(page.rendered["body"]), tuple(one for one in flags_on(site, page) if one.is_live),
            helping.tally_of(site, page).share_percent, reviews.reason_against(site, page), f"{due.day} {due:%B %Y}",
            ",".join(map(str, ids[1:])), steps - len(ids) + 1, steps,
        )
    )  # fmt: skip


@bp.post("/-/tasks/look")
def looked():
    """What was decided about one page, then the next."""
    site = current_site()
    actor = require("page.confirm")
    rest, of = _ids([request.form.get("rest", "")]), _number(request.form.get("of", ""))
    slug = request.form.get("page", "")
    if request.form.get("do") == "right":
        try:
            page = reviews.still_right(site, actor, slug, _number(request.form.get("base_number", "")))
            add_notice(f"“{page.title}” is still right: next check by {page.review_by.day} {page.review_by:%B %Y}.")
        except (BadInput, Conflict, Forbidden) as why:
            add_notice(why.sentence, "bad")
            if isinstance(why, Forbidden):
                raise
            return redirect(url_for("upkeep.look", pages=",".join(map(str, (read_page(site, actor, slug).id, *rest))), of=of), code=303)
    if not rest:
        return redirect(url_for("upkeep.show_tasks", kind="review"), code=303)
    return redirect(url_for("upkeep.look", pages=",".join(map(str, rest)), of=of), code=303)


@bp.post("/-/pages/<slug>/still-right")
def still_right(slug):
    site = current_site()
    actor = require("page.confirm")
    try:
        page = reviews.still_right(site, actor, slug, _number(request.form.get("base_number", "")))
        add_notice(f"Kept: still right. Next check by {page.review_by.day} {page.review_by:%B %Y}.")
    except (BadInput, Conflict) as why:
        add_notice(why.sentence, "bad")
    return redirect(next_path(request.form.get("next"), url_for("pages.show", slug=slug)), code=303)


def _filters() -> TaskFilters:
    names = ("view", "kind", "group", "authority")
    return TaskFilters(*(request.args.get(name, "")[:80] for name in names))


def _of(chosen: TaskFilters, view: str) -> TaskFilters:
    return TaskFilters(view, chosen.kind, chosen.group, chosen.authority)


def _query(chosen: TaskFilters, **changes: str) -> str:
    given = {name: getattr(chosen, name) for name in ("view", "kind", "group", "authority")} | changes
    return url_for("upkeep.show_tasks", **{name: value for name, value in given.items() if value})


def _ids(texts) -> list[int]:
    found = [one for text in texts for one in text.split(",") if one.isdecimal() and len(one) < 10]
    return list(dict.fromkeys(map(int, found)))[:MOST_LOOKED_AT]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _yes(value: bool) -> str:
    return "yes" if value else "no"
