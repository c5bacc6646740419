"""The same change to many pages: choose them, see exactly what would change, do it with one note, read the report."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.authorities import Authority, current_authorities
from extranet.errors import BadInput
from extranet.pages import PageFilters, PageLine, new_token
from extranet.review.actions.bulk import WISHES, BulkLine, Run, Wish, apply, checked_wish, look, pages_to_choose, read_run
from extranet.review.rules import sight_of
from extranet.review.views.blueprint import bp
from extranet.standard import vocabularies
from extranet.web import Page, current_site, render, require

DUE_DAYS = {"overdue": 0, "30": 30, "90": 90}
STATUSES = ("live", "draft", "in_review", "superseded", "withdrawn")


@dataclass(frozen=True)
class ChoosePage(Page):
    """Pages to choose from, and what is to be done with them. `filters` and `typed` as they were sent."""

    template: ClassVar[str] = "review/bulk_choose.html"
    lines: tuple[PageLine, ...]
    filters: dict[str, str]
    groups: tuple[tuple[str, str], ...]
    authorities: tuple[Authority, ...]
    statuses: tuple[str, ...]
    wishes: tuple[tuple[str, str], ...]
    chosen: frozenset[int]
    typed: dict[str, str]
    errors: tuple[tuple[str, str], ...]
    today: date


@dataclass(frozen=True)
class LookPage(Page):
    """What would change, page by page. `token` makes the form do its work once."""

    template: ClassVar[str] = "review/bulk_look.html"
    lines: tuple[BulkLine, ...]
    wish: Wish
    value: str
    note: str
    token: str
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RunPage(Page):
    """The report: what became of each page."""

    template: ClassVar[str] = "review/bulk_run.html"
    run: Run
    done: tuple[BulkLine, ...]
    refused: tuple[BulkLine, ...]


@bp.get("/bulk")
def choose():
    return _choose(require("page.create"), request.args)


@bp.post("/bulk")
def look_first():
    actor, site, form = require("page.create"), current_site(), request.form
    ids = [int(one) for one in form.getlist("page") if one.isdecimal() and len(one) < 10]
    try:
        if not ids:
            raise BadInput("Choose the pages first.", "page")
        wish = checked_wish(site, form.get("wish", ""), _value(form))
    except BadInput as why:
        return _choose(actor, form, why, frozenset(ids))
    return render(LookPage(tuple(look(site, actor, ids, wish)), wish, _value(form), "", new_token(), ()))


@bp.post("/bulk/apply")
def apply_it():
    actor, site, form = require("page.create"), current_site(), request.form
    wish = checked_wish(site, form.get("wish", ""), form.get("value", ""))
    chosen = [(int(left), int(right)) for left, _, right in (one.partition(":") for one in form.getlist("page")) if left.isdecimal() and right.isdecimal()]
    token = form.get("token", "")[:80] or new_token()
    try:
        run = apply(site, actor, chosen, wish, form.get("note", ""), token)
    except BadInput as why:
        lines = tuple(look(site, actor, [page_id for page_id, _number in chosen], wish))
        return render(LookPage(lines, wish, form.get("value", ""), form.get("note", ""), token, ((why.field or "", why.sentence),)), status=why.status)
    return redirect(url_for("review.show_run", run_id=run), code=303)


@bp.get("/bulk/<int:run_id>")
def show_run(run_id):
    run = read_run(current_site(), require("page.create"), run_id)
    return render(RunPage(run, tuple(one for one in run.lines if not one.refused), tuple(one for one in run.lines if one.refused)))


def _choose(actor, given, why: BadInput | None = None, chosen: frozenset[int] = frozenset()):
    site = current_site()
    filters = {name: given.get(name, "") for name in ("group", "owner", "status", "due")}
    errors = ((why.field or "", why.sentence),) if why else ()
    typed = {name: given.get(name, "") for name in ("wish", "day_to", "group_to", "owner_to")}
    known = vocabularies(site).groups
    page = ChoosePage(
        tuple(pages_to_choose(site, actor, _filters(site, actor, filters))), filters, tuple((slug, one.name) for slug, one in known.items()),
        tuple(current_authorities(site)), STATUSES, tuple(WISHES.items()), chosen, typed, errors, site.clock.today(),
    )
    return render(page, status=why.status if why else 200)


def _filters(site, actor, typed: dict[str, str]) -> PageFilters:
    """What was chosen; without a group or an authority the actor's own groups."""
    sight = sight_of(actor)
    is_open = sight.everything or typed["group"] or typed["owner"] or not sight.groups
    days = DUE_DAYS.get(typed["due"])
    before = site.clock.today() + timedelta(days=days) if days is not None else None
    status = typed["status"] if typed["status"] in STATUSES else "live"
    return PageFilters(
        group=typed["group"], groups=None if is_open else sight.groups, owner_authority=typed["owner"], status=status,
        review_before=before, only_shown=False, order="review" if before else "title",
    )


def _value(form) -> str:
    control = {"review_by": "day_to", "working_group": "group_to", "owner_authority": "owner_to"}.get(form.get("wish", ""), "")
    return form.get(control, "")
