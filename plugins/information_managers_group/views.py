"""The plugin's own pages under /-/information-managers."""

import csv
import io
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, redirect, request, url_for

from extranet.errors import BadInput, NotFound
from extranet.pages import pages_by_tag
from extranet.rights import may
from extranet.standard import vocabularies
from extranet.web import Page, add_notice, current_site, render, signed_in
from extranet_plugins.information_managers_group import actions
from extranet_plugins.information_managers_group.model import KIND_WORDS, KINDS, Decision, Gap, Line, Report, Snapshot, spreadsheet_safe

bp = Blueprint("information_managers_group", __name__, url_prefix="/-/information-managers", template_folder="templates")
LISTS = {"services": "Services", "functions": "Functions", "episodes": "Life episodes"}


@dataclass(frozen=True)
class VocabulariesPage(Page):
    """One vocabulary with the number of live pages the reader may read on each term."""

    template: ClassVar[str] = "information_managers_group/vocabularies.html"
    label: str
    tabs: tuple[tuple[str, str, bool], ...]  # words, address, whether it is this one
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ReportPage(Page):
    """Pages by service, place or episode, or the gaps. `chosen` is the tab."""

    template: ClassVar[str] = "information_managers_group/report.html"
    report: Report
    chosen: str
    kind_words: dict[str, str]
    may_decide: bool


@dataclass(frozen=True)
class GapPage(Page):
    """One gap and what was decided about it; `reason` and `fault` are of a form that came back."""

    template: ClassVar[str] = "information_managers_group/gap.html"
    gap: Gap
    kind_words: str
    may_decide: bool
    reason: str = ""
    fault: str = ""


@dataclass(frozen=True)
class HistoryPage(Page):
    """The open gaps of the last days, oldest first as bars and newest first as rows, and every decision."""

    template: ClassVar[str] = "information_managers_group/history.html"
    bars: tuple[tuple[str, int], ...]
    rows: tuple[tuple, ...]
    decisions: tuple[Decision, ...]


@bp.get("/vocabularies")
def browse():
    actor, site = signed_in(), current_site()
    chosen = request.args.get("by", "services")
    if chosen not in LISTS:
        raise NotFound("There is no such vocabulary here.")
    tabs = tuple((words, f"?by={name}", name == chosen) for name, words in LISTS.items())
    return render(VocabulariesPage(LISTS[chosen], tabs, tuple(_terms(site, actor, chosen))))


@bp.get("")
def show_report():
    actor, site = signed_in(), current_site()
    chosen = request.args.get("by", "gaps")
    if chosen not in ("gaps", "services", "places", "episodes"):
        raise NotFound("There is no such report.")
    return render(ReportPage(actions.report(site, actor), chosen, KIND_WORDS, bool(may(site, actor, actions.DECIDE))))


@bp.get("/coverage.csv")
def report_csv():
    actor, site = signed_in(), current_site()
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("kind", "key", "name", "detail", "pages", "gap", "decision", "decided_by", "decided_at"))
    writer.writerows([spreadsheet_safe(cell) for cell in row] for row in _csv_rows(actions.report(site, actor)))
    headers = {"Content-Disposition": "attachment; filename=coverage.csv", "Cache-Control": "no-store"}
    return Response(text.getvalue(), mimetype="text/csv", headers=headers)


@bp.get("/history")
def history():
    signed_in()
    site = current_site()
    taken = actions.latest_snapshots(site)
    bars = tuple((_day(one), one.open) for one in taken)
    rows = tuple((_day(one), one.services, one.episodes, one.local, one.decided) for one in reversed(taken))
    return render(HistoryPage(bars, rows, tuple(actions.decisions(site))))


@bp.get("/gaps/<kind>/<path:subject>")
def gap(kind, subject):
    return _gap_page(kind, subject)


@bp.post("/gaps/<kind>/<path:subject>")
def decide(kind, subject):
    actor = signed_in()
    reason = request.form.get("reason", "")
    try:
        actions.decide_gap(current_site(), actor, kind, subject, reason)
    except BadInput as fault:
        return _gap_page(kind, subject, reason, fault.sentence)
    add_notice("The decision is recorded.")
    return redirect(url_for("information_managers_group.show_report"), code=303)


@bp.post("/reopen/<kind>/<path:subject>")
def reopen(kind, subject):
    actions.reopen_gap(current_site(), signed_in(), kind, subject)
    add_notice("The gap is open again.")
    return redirect(url_for("information_managers_group.show_report"), code=303)


def _day(one: Snapshot) -> str:
    return f"{one.day.day} {one.day:%B %Y}"


def _gap_page(kind, subject, reason="", fault=""):
    actor, site = signed_in(), current_site()
    if kind not in KINDS:
        raise NotFound("There is no such kind of gap.")
    found = actions.gap_named(site, actor, kind, subject)
    return render(GapPage(found, KIND_WORDS[kind], bool(may(site, actor, actions.DECIDE)), reason, fault), status=422 if fault else 200)


def _terms(site, actor, chosen):
    known = vocabularies(site)
    if chosen == "functions":
        counts = pages_by_tag(site, actor, "function")
        for one in known.functions.values():
            above = known.functions[one.parent_id].name if one.parent_id in known.functions else ""
            yield Line("function", str(one.id), one.name, above, counts.get(str(one.id), 0), f"/-/functions/{one.id}")
    else:
        found = actions.report(site, actor)
        yield from found.services if chosen == "services" else found.episodes


def _csv_rows(report: Report):
    gaps = {(gap.kind, gap.subject): gap for gap in report.gaps}
    for line in (*report.services, *report.places, *report.episodes):
        yield (line.kind, line.key, line.name, line.detail, line.pages, *_gap_cells(gaps.get((line.kind, line.key))))
    for gap in report.gaps_of("local"):
        yield (gap.kind, gap.subject, gap.name, gap.detail, "", *_gap_cells(gap))


def _gap_cells(gap: Gap | None):
    if gap is None:
        return ("no", "", "", "")
    made = gap.decision
    return ("yes", made.reason, made.decided_by, made.decided_at.date()) if made else ("yes", "", "", "")
