"""The audit log: who did what, when. /-/audit; the same as a spreadsheet at /-/audit.csv."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from urllib.parse import urlencode

from flask import Blueprint, Response, request, stream_with_context

from extranet.authorities import current_authorities
from extranet.errors import Forbidden
from extranet.identity import audit, shown
from extranet.identity.audit import AuditSearch
from extranet.rights import may
from extranet.web import Page, current_site, render, signed_in

audit_log = Blueprint("audit", __name__, url_prefix="/-")

ROWS_ON_A_PAGE = 100
COLUMNS = ("at", "authority", "actor_name", "act", "thing", "detail")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class AuditRow:
    at: str
    authority: str
    who: str
    act: str
    thing: str
    detail: str


@dataclass(frozen=True)
class AuditPage(Page):
    """Entries, the newest first; `older` and `csv` are addresses with the same search."""

    template: ClassVar[str] = "identity/audit.html"
    rows: tuple[AuditRow, ...]
    older: str
    csv: str
    text: str
    act: str
    first: str
    last: str
    authority: str
    authorities: tuple[tuple[str, str], ...]
    keeps_days: int
    problem: str


@audit_log.get("/audit")
def show():
    site, (wanted, authorities, problem) = current_site(), _search()
    rows = audit.search_audit(site, wanted, ROWS_ON_A_PAGE, request.args.get("before", type=int))
    page = AuditPage(
        rows=tuple(_row(site, one) for one in rows),
        older=f"?{_query(before=rows[-1]['id'])}" if len(rows) == ROWS_ON_A_PAGE else "",
        csv=f"/-/audit.csv?{_query()}",
        text=wanted.text,
        act=wanted.act,
        first=request.args.get("first", ""),
        last=request.args.get("last", ""),
        authority=wanted.authority,
        authorities=authorities,
        keeps_days=site.settings.audit_days,
        problem=problem,
    )
    return render(page, status=422 if problem else 200)


@audit_log.get("/audit.csv")
def as_csv():
    """Every matching entry. Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    site, (wanted, _, _) = current_site(), _search()
    with site.db.writing() as tx:
        audit.record(tx, site, signed_in(), "audit.exported", wanted.authority or "all authorities", json.dumps(dict(request.args)))
    lines = stream_with_context(_csv_lines(site, wanted))
    return Response(lines, mimetype="text/csv", headers={"Content-Disposition": 'attachment; filename="audit.csv"'})


def _csv_lines(site, wanted: AuditSearch):
    yield _csv_line(COLUMNS)
    for one in audit.every_entry(site, wanted):
        yield _csv_line([one["at"].isoformat(timespec="seconds"), *(one[name] for name in COLUMNS[1:])])


def _csv_line(values) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([f"'{value}" if str(value).startswith(FORMULA_SIGNS) else value for value in values])
    return out.getvalue()


def _search() -> tuple[AuditSearch, tuple[tuple[str, str], ...], str]:
    """What is looked for, among which authorities, and what could not be understood. Forbidden for whoever may see no log."""
    site, actor, asked = current_site(), signed_in(), request.args
    authorities = tuple((one.slug, one.name) for one in current_authorities(site) if may(site, actor, "audit.read", one.slug))
    if not authorities:
        raise Forbidden(may(site, actor, "audit.read", None).reason)
    otherwise = "" if may(site, actor, "audit.read", None) else authorities[0][0]
    authority = asked["authority"] if asked.get("authority") in dict(authorities) else otherwise
    days, problem = _days(asked)
    return AuditSearch(authority, asked.get("act", "").strip()[:60], asked.get("q", "").strip()[:100], *days), authorities, problem


def _days(asked) -> tuple[tuple[date | None, date | None], str]:
    try:
        first, last = (date.fromisoformat(asked[name]) if asked.get(name) else None for name in ("first", "last"))
    except ValueError:
        return (None, None), "Write days as 2026-11-21."
    return (first, last), ""


def _query(**more) -> str:
    kept = {name: request.args[name] for name in ("q", "act", "first", "last", "authority") if request.args.get(name)}
    return urlencode(kept | more)


def _row(site, one) -> AuditRow:
    who = one["actor_name"] or "nobody signed in"
    return AuditRow(shown.moment(one["at"]), shown.authority_name(site, one["authority"]), who, one["act"], one["thing"], one["detail"])
