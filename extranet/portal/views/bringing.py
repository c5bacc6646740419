"""Bringing in: /-/settings/bring, for partnership administrators."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Blueprint, jsonify, redirect, request, url_for

from extranet.authorities import current_authorities
from extranet.errors import BadInput, NotFound
from extranet.portal.bringing import KINDS, Chosen, Line, runs
from extranet.portal.bringing.model import OUTCOMES
from extranet.portal.bringing.store import Run
from extranet.standard import all_content_types, vocabularies
from extranet.web import Page, add_notice, current_site, render, require

bp = Blueprint("bringing", __name__, url_prefix="/-/settings/bring")
ON_A_PAGE = 100
AUDIENCES = (("team", "Its working group"), ("authority", "Its authority"), ("all-authorities", "Everybody of the councils"), ("public", "The public"))
EMPTY = {"kind": "auto", "name": "", "group": "", "owner": "", "audience": "all-authorities", "type": "guidance", "map": ""}


@dataclass(frozen=True)
class BringPage(Page):
    """The form, and what was given in before. `megabytes` is the most an upload may have; choices are (value, words)."""

    template: ClassVar[str] = "portal/bring.html"
    runs: tuple[Run, ...]
    values: Mapping[str, str]
    faults: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]
    owners: tuple[tuple[str, str], ...]
    audiences: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, str], ...]
    megabytes: int


@dataclass(frozen=True)
class RunPage(Page):
    """One run: how far it is, then its report. `shown` is the outcome whose lines are listed, '' for all."""

    template: ClassVar[str] = "portal/bring_run.html"
    run: Run
    counts: Mapping[str, int]
    whole: int
    lines: tuple[Line, ...]
    shown: str
    sheet: int
    sheets: int
    fault: str


@bp.get("")
def choose():
    require("content.bring")
    return _form(EMPTY)


@bp.post("")
def give_in():
    actor = require("content.bring")
    values = {name: request.form.get(name, "").strip() for name in EMPTY}
    chosen = Chosen(values["kind"], values["name"], values["group"], values["owner"], values["audience"], values["type"], values["map"])
    file = request.files.get("source")
    try:
        if file is None or not file.filename:
            raise BadInput("Choose a file to bring in.", "source")
        run_id = runs.give_in(current_site(), actor, file.filename, file.stream, chosen)
    except BadInput as fault:
        return _form(values, ((fault.field or "source", fault.sentence),))
    return redirect(url_for("bringing.show", run_id=run_id), code=303)


@bp.get("/<int:run_id>")
def show(run_id):
    require("content.bring")
    return _run_page(run_id)


@bp.get("/<int:run_id>/progress")
def progress(run_id):
    require("content.bring")
    run = runs.run_of(current_site(), run_id)
    return jsonify(state=run.state, doing=run.doing, done=run.done, total=run.total, is_at_work=run.is_at_work)


@bp.post("/<int:run_id>/start")
def start(run_id):
    actor = require("content.bring")
    runs.start(current_site(), actor, run_id)
    return redirect(url_for("bringing.show", run_id=run_id), code=303)


@bp.post("/<int:run_id>/forget")
def forget(run_id):
    actor = require("content.bring")
    runs.forget(current_site(), actor, run_id)
    add_notice("The report is removed. Pages that came in stay.")
    return redirect(url_for("bringing.choose"), code=303)


def _form(values: Mapping[str, Any], faults=()):
    site = current_site()
    groups = tuple((one.slug, one.name) for one in vocabularies(site).groups.values())
    owners = tuple((one.slug, one.name) for one in current_authorities(site))
    types = tuple((name, one.label) for name, one in all_content_types(site).items())
    shown = BringPage(
        tuple(runs.runs(site)), values, faults, tuple(KINDS.items()), groups, owners, AUDIENCES, types, site.settings.attachment_megabytes
    )
    return render(shown, status=422 if faults else 200)


def _run_page(run_id: int):
    site, shown, sheet = current_site(), request.args.get("shown", ""), _sheet(request.args.get("page", "1"))
    if shown and shown not in OUTCOMES:
        raise NotFound()
    run = runs.run_of(site, run_id)
    counts, lines = runs.report_of(site, run_id, shown, ON_A_PAGE, (sheet - 1) * ON_A_PAGE)
    counts = {outcome: counts.get(outcome, 0) for outcome in OUTCOMES}
    listed = counts[shown] if shown else sum(counts.values())
    return render(RunPage(run, counts, sum(counts.values()), tuple(lines), shown, sheet, max(1, -(-listed // ON_A_PAGE)), run.sentence))


def _sheet(text: str) -> int:
    return int(text) if text.isdecimal() and 0 < len(text) < 6 and int(text) else 1
