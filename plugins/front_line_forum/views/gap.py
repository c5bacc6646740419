"""The gap queue: what customers ask and no page answers."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, NotFound
from extranet.standard import vocabularies
from extranet.web import Page, add_notice, render
from extranet_plugins.front_line_forum import gaps
from extranet_plugins.front_line_forum.model import Gap
from extranet_plugins.front_line_forum.views.blueprint import at_desk, bp, governs, page_number


@dataclass(frozen=True)
class GapsPage(Page):
    """Gaps, most asked first, or closed ones; `group_names` are words by slug."""

    template: ClassVar[str] = "front_line_forum/gaps.html"
    found: tuple[Gap, ...]
    total: int
    is_open: bool
    group: str
    group_names: dict[str, str]
    page: int
    pages: int
    prefix: str


@dataclass(frozen=True)
class GapPage(Page):
    """One gap; `slug` and `note` are of a form that came back."""

    template: ClassVar[str] = "front_line_forum/gap.html"
    gap: Gap
    group: str
    groups: tuple[tuple[str, str], ...]
    may_govern: bool
    fault: str
    slug: str
    note: str


@bp.get("/gaps")
def gap_queue():
    site, _actor = at_desk()
    is_open, group = request.args.get("show", "open") != "closed", request.args.get("group", "")
    names = {one.slug: one.name for one in vocabularies(site).groups.values()}
    if group and group not in names:
        raise NotFound("There is no such working group.")
    page = page_number()
    found, total = gaps.gaps(site, group, is_open, page)
    prefix = f"?show={'open' if is_open else 'closed'}" + (f"&group={group}" if group else "") + "&page="
    return render(GapsPage(tuple(found), total, is_open, group, names, page, -(-total // gaps.PER_PAGE), prefix))


@bp.get("/gaps/<int:number>")
def gap(number):
    return _gap_page(number)


@bp.post("/gaps/<int:number>/assign")
def assign_gap(number):
    site, actor = at_desk()
    try:
        gaps.assign(site, actor, number, request.form.get("group", ""))
    except BadInput as fault:
        return _gap_page(number, fault.sentence)
    add_notice("The group is told on its members' desks.")
    return redirect(url_for("front_line_forum.gap", number=number), code=303)


@bp.post("/gaps/<int:number>/close")
def close_gap(number):
    site, actor = at_desk()
    slug, note = request.form.get("page", "").strip().removeprefix("/wiki/"), request.form.get("note", "")
    try:
        gaps.close(site, actor, number, slug, note)
    except (BadInput, NotFound) as fault:
        return _gap_page(number, fault.sentence, slug, note)
    add_notice("The gap is closed, and everybody who asked is told.")
    return redirect(url_for("front_line_forum.gap_queue"), code=303)


def _gap_page(number: int, fault: str = "", slug: str = "", note: str = ""):
    site, actor = at_desk()
    found = gaps.gap_by_id(site, number)
    known = vocabularies(site).groups
    groups = tuple((one.slug, one.name) for one in known.values())
    name = known[found.working_group].name if found.working_group in known else found.working_group
    return render(GapPage(found, name, groups, governs(site, actor), fault, slug, note), status=422 if fault else 200)
