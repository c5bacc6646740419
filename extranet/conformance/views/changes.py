"""Changes to the standard: proposed with a report of the pages they would fail, decided by the Information Managers Group."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import Blueprint, redirect, request

from extranet.conformance.proposals import Report, report_on
from extranet.errors import BadInput, ExtranetError, Forbidden
from extranet.rights import may
from extranet.standard import (
    CHECKS,
    Change,
    Check,
    change_words,
    changes_of,
    check_by_id,
    checked_change,
    decide_change,
    propose_change,
    read_change,
    vocabularies,
    withdraw_change,
)
from extranet.web import Page, add_notice, current_site, render, require, signed_in

bp = Blueprint("standard_changes", __name__, url_prefix="/-/standard/changes")
KINDS = (
    ("severity", "How grave a check is"),
    ("limit", "A figure of a check"),
    ("off", "Switch a check off"),
    ("on", "Switch a check on again"),
    ("word_added", "A word to avoid"),
    ("word_removed", "A word to avoid no more"),
)
FIELDS = ("kind", "check", "severity", "limit", "value", "term", "use_instead", "takes_effect", "reason")
STATES = {"proposed": "Waiting to be decided", "approved": "Approved", "refused": "Refused", "withdrawn": "Taken back"}


@dataclass(frozen=True)
class ShownChange:
    change: Change
    words: str
    state: str


@dataclass(frozen=True)
class ChangesPage(Page):
    """Every change to the standard there was, newest day first."""

    template: ClassVar[str] = "conformance/changes.html"
    waiting: tuple[ShownChange, ...]
    coming: tuple[ShownChange, ...]
    past: tuple[ShownChange, ...]
    may_propose: bool


@dataclass(frozen=True)
class NewChangePage(Page):
    """The form of a proposal, with what it would do to pages."""

    template: ClassVar[str] = "conformance/new_change.html"
    typed: dict[str, str]
    kinds: tuple[tuple[str, str], ...]
    checks: tuple[tuple[str, str], ...]
    limits: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...]
    report: Report | None


@dataclass(frozen=True)
class ChangePage(Page):
    """One change: what, why, since when, who decided, and what it does to the pages as they stand."""

    template: ClassVar[str] = "conformance/change.html"
    shown: ShownChange
    check: Check | None
    report: Report | None
    may_decide: bool
    why_not: str
    is_mine: bool
    errors: tuple[tuple[str, str], ...]


def _staff():
    actor = signed_in()
    if actor.is_guest:
        raise Forbidden("Changes to the standard are for staff of the authorities.")
    return actor


def _shown(one: Change) -> ShownChange:
    return ShownChange(one, change_words(one), STATES[one.state])


@bp.get("")
def listed():
    actor, site = _staff(), current_site()
    every, today = changes_of(site), site.clock.today()
    waiting = [one for one in every if one.state == "proposed"]
    coming = [one for one in every if one.state == "approved" and one.takes_effect > today]
    past = [one for one in reversed(every) if one not in waiting and one not in coming]
    return render(ChangesPage(*(tuple(map(_shown, some)) for some in (waiting, coming, past)), bool(may(site, actor, "standard.propose"))))


@bp.get("/new")
def new():
    require("standard.propose")
    return render(_form({name: request.args.get(name, "")[:80] for name in FIELDS}))


@bp.post("")
def propose():
    actor, site = require("standard.propose"), current_site()
    typed = {name: request.form.get(name, "").strip()[:2000] for name in FIELDS}
    try:
        detail = _detail(typed)  # which also names the check of a figure
        kind, check_id, detail, day = checked_change(site, typed["kind"], typed["check"], detail, _day(typed["takes_effect"]))
        if request.form.get("do") == "try":
            return render(_form(typed, report=report_on(site, actor, kind, check_id, detail, day)))
        group = next((one.scope for one in sorted(actor.grants) if one.scope_kind == "group"), "")
        change_id = propose_change(site, actor, kind, check_id, detail, day, typed["reason"], group)
    except BadInput as why:
        return render(_form(typed, why), status=why.status)
    add_notice("Proposed. An approver of the Information Managers Group decides about it.")
    return redirect(f"/-/standard/changes/{change_id}", code=303)


@bp.get("/<int:change_id>")
def one(change_id):
    _staff()
    return render(_page(read_change(current_site(), change_id)))


@bp.post("/<int:change_id>/decide")
def decide(change_id):
    actor, site = _staff(), current_site()
    change = read_change(site, change_id)
    try:
        decided = decide_change(site, actor, change_id, request.form.get("decision") == "approve", request.form.get("note", ""))
    except Forbidden:
        raise
    except ExtranetError as why:
        return render(_page(change, why), status=why.status)
    add_notice(f"{STATES[decided.state]}. It takes effect on {decided.takes_effect:%-d %B %Y}." if decided.state == "approved" else "Refused.")
    return redirect(f"/-/standard/changes/{change_id}", code=303)


@bp.post("/<int:change_id>/withdraw")
def withdraw(change_id):
    withdraw_change(current_site(), _staff(), change_id)
    add_notice("Taken back.")
    return redirect(f"/-/standard/changes/{change_id}", code=303)


def _page(change: Change, why: ExtranetError | None = None) -> ChangePage:
    site, actor = current_site(), signed_in()
    decision = may(site, actor, "standard.decide", change)
    is_open = change.state in ("proposed", "approved") and change.takes_effect > site.clock.today()
    report = report_on(site, actor, change.kind, change.check_id, change.detail, change.takes_effect) if is_open else None
    errors = ((getattr(why, "field", None) or "", why.sentence),) if why else ()
    return ChangePage(
        _shown(change), check_by_id(change.check_id), report, bool(decision), "" if decision else decision.reason, change.proposed_by_id == actor.id, errors
    )


def _form(typed: dict[str, str], why: BadInput | None = None, report: Report | None = None) -> NewChangePage:
    checks = tuple((one.id, f"{one.id}: {one.asks}") for one in CHECKS)
    in_force = vocabularies(current_site()).ruling.limits
    limits = tuple(
        (f"{one.id}: {limit.name}", f"{one.id}: {limit.name}, now {in_force.get((one.id, limit.name), limit.value):g}")
        for one in CHECKS
        for limit in one.limits
    )
    return NewChangePage(typed, KINDS, checks, limits, (((why.field or ""), why.sentence),) if why else (), report)


def _detail(typed: dict[str, str]) -> dict:
    name = typed["limit"].partition(": ")[2]
    if typed["kind"] == "limit":
        typed["check"] = typed["limit"].partition(": ")[0]
    return {"severity": typed["severity"], "name": name, "value": typed["value"], "term": typed["term"], "use_instead": typed["use_instead"]}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
