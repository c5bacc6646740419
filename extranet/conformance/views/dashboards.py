"""The dashboards under /-/conformance: conformance, health, reviews; one page's remarks; CSV of each."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from flask import Blueprint, Response, request

from extranet.authorities import all_authorities
from extranet.conformance import figures
from extranet.conformance.model import Cell, Matrix, PageScore
from extranet.conformance.results import open_remarks, score_of
from extranet.errors import Forbidden, NotFound
from extranet.pages import Page as WikiPage
from extranet.pages import page_count, read_page
from extranet.standard import Check, Reason, check_by_id, kept_reasons, vocabularies
from extranet.web import Page, current_site, render, signed_in

bp = Blueprint("conformance", __name__, url_prefix="/-/conformance")
LABEL = 24  # characters that fit beside a bar
TABS = (("Conformance", "/-/conformance"), ("Content health", "/-/conformance/health"), ("Reviews that fall due", "/-/conformance/reviews"),
        ("Pages by score", "/-/conformance/pages"))


@dataclass(frozen=True)
class Row:
    """One line of the matrix: its name, the cells in the order of the columns, and their total."""

    slug: str
    label: str
    cells: tuple[tuple[str, Cell], ...]  # the column's slug and the cell
    total: Cell


@dataclass(frozen=True)
class ConformancePage(Page):
    """How far pages keep to the standard, by group and authority, and which checks speak most."""

    template: ClassVar[str] = "conformance/matrix.html"
    tabs: tuple
    total: Cell
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    foot: tuple[Cell, ...]
    group_bars: tuple[tuple[str, int], ...]
    authority_bars: tuple[tuple[str, int], ...]
    checks: tuple[figures.CheckLine, ...]


@dataclass(frozen=True)
class HealthPage(Page):
    """How far pages may be trusted, and which hang together."""

    template: ClassVar[str] = "conformance/health.html"
    tabs: tuple
    groups: tuple[tuple[str, figures.GroupHealth], ...]
    overdue_bars: tuple[tuple[str, int], ...]
    twins: list
    lost: list
    alone: list
    page_total: int


@dataclass(frozen=True)
class ReviewsPage(Page):
    """Reviews that fall due in the months ahead."""

    template: ClassVar[str] = "conformance/reviews.html"
    tabs: tuple
    months: tuple[str, ...]
    rows: tuple[tuple[str, int, tuple[int, ...]], ...]
    bars: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ScoredPages(Page):
    """Pages with their scores, worst first."""

    template: ClassVar[str] = "conformance/pages.html"
    tabs: tuple
    lines: list
    count: int
    filters: dict[str, str]
    groups: tuple[tuple[str, str], ...]
    authorities: tuple[tuple[str, str], ...]
    check: Check | None
    sheet: int
    sheets: int
    prefix: str


@dataclass(frozen=True)
class RemarksOfPage(Page):
    """What the standard says of one page, place by place, and the reasons kept."""

    template: ClassVar[str] = "conformance/page.html"
    page: WikiPage
    score: PageScore | None
    remarks: tuple[tuple[Any, Check | None, Reason | None], ...]


def _staff():
    actor = signed_in()
    if actor.is_guest:
        raise Forbidden("The dashboards are for staff of the authorities.")
    return actor


def _tabs() -> tuple:
    return tuple((words, url, url == request.path) for words, url in TABS)


def _names(site) -> tuple[dict[str, str], dict[str, str]]:
    """Words for groups and authorities."""
    return {slug: one.name for slug, one in vocabularies(site).groups.items()}, {one.slug: one.short_name for one in all_authorities(site)}


@bp.get("")
def home():
    actor, site = _staff(), current_site()
    matrix = figures.conformance_matrix(site, actor)
    groups, authorities = _names(site)
    columns = tuple((slug, authorities.get(slug, slug)) for slug in matrix.authorities)
    rows = tuple(_row(matrix, slug, groups.get(slug, slug)) for slug in matrix.groups)
    return render(ConformancePage(
        _tabs(), matrix.total, columns, rows, tuple(matrix.of_authority(slug) for slug, _ in columns),
        tuple((_short(row.label), row.total.percent or 0) for row in rows),
        tuple((words, matrix.of_authority(slug).percent or 0) for slug, words in columns),
        figures.speaking_checks(site, actor),
    ))


def _short(name: str) -> str:
    """A group's name as it fits beside a bar."""
    return name.removeprefix("Surrey ").removesuffix(" Group") if len(name) > LABEL else name


def _row(matrix: Matrix, slug: str, label: str) -> Row:
    return Row(slug, label, tuple((column, matrix.cells.get((slug, column), Cell())) for column in matrix.authorities), matrix.of_group(slug))


@bp.get("/health")
def health():
    actor, site = _staff(), current_site()
    groups, _ = _names(site)
    found = tuple((groups.get(one.group, one.group), one) for one in figures.health(site, actor))
    bars = tuple((_short(words), one.overdue) for words, one in found if one.overdue)
    return render(HealthPage(_tabs(), found, bars, figures.twins(site, actor), figures.lost(site, actor), figures.alone(site, actor), page_count(site, actor)))


@bp.get("/reviews")
def reviews():
    actor, site = _staff(), current_site()
    groups, _ = _names(site)
    load = figures.review_load(site, actor)
    rows = tuple((groups.get(slug, slug), late, due) for slug, late, due in load.rows)
    by_month = tuple((month, sum(due[place] for _, _, due in rows)) for place, month in enumerate(load.months))
    return render(ReviewsPage(_tabs(), load.months, rows, (("Late already", sum(late for _, late, _ in rows)), *by_month)))


@bp.get("/pages")
def pages():
    actor, site = _staff(), current_site()
    filters = {name: request.args.get(name, "")[:80] for name in ("group", "authority", "check", "open")}
    check = check_by_id(filters["check"]) if filters["check"] else None
    if filters["check"] and check is None:
        raise NotFound("There is no check of this id.")
    sheet = max(1, request.args.get("page", 1, type=int) or 1)
    lines, count = figures.page_lines(site, actor, filters, min(sheet, 10_000))
    groups, authorities = _names(site)
    prefix = "?" + "".join(f"{name}={value}&" for name, value in filters.items() if value) + "page="
    return render(ScoredPages(_tabs(), lines, count, filters, tuple(groups.items()), tuple(authorities.items()), check, sheet,
                              -(-count // figures.SHEET), prefix))


@bp.get("/of/<slug>")
def of_page(slug):
    actor, site = _staff(), current_site()
    page = read_page(site, actor, slug)
    reasons = kept_reasons(site, page.id, page.slug)
    remarks = tuple((one, check_by_id(one["check_id"]), reasons.get(one["key"])) for one in open_remarks(site, page.id))
    return render(RemarksOfPage(page, score_of(site, page.id), remarks))


# --- CSV ----------------------------------------------------------------------------------------------------------


@bp.get("/conformance.csv")
def matrix_csv():
    actor, site = _staff(), current_site()
    matrix = figures.conformance_matrix(site, actor)
    head = ("group", "authority", "pages", "conforming", "percent", "mean_score", "unchecked")
    rows = [(group, authority, *_cell(cell)) for (group, authority), cell in sorted(matrix.cells.items())]
    rows += [(group, "all", *_cell(matrix.of_group(group))) for group in matrix.groups]
    rows += [("all", authority, *_cell(matrix.of_authority(authority))) for authority in matrix.authorities]
    return _csv(site, "conformance", head, [*rows, ("all", "all", *_cell(matrix.total))])


def _cell(cell: Cell) -> tuple:
    return cell.pages, cell.conforming, "" if cell.percent is None else cell.percent, "" if cell.mean_score is None else cell.mean_score, cell.unchecked


@bp.get("/checks.csv")
def checks_csv():
    actor, site = _staff(), current_site()
    rows = [(one.check.id, one.severity, one.check.asks, one.pages, one.kept) for one in figures.speaking_checks(site, actor)]
    return _csv(site, "checks", ("check", "severity", "asks", "pages", "with_a_reason"), rows)


@bp.get("/health.csv")
def health_csv():
    actor, site = _staff(), current_site()
    head = ("group", "pages", "validated", "not_validated", "in_progress", "archived", "overdue", "overdue_over_60_days")
    rows = [(one.group, one.pages, one.validated, one.not_validated, one.in_progress, one.archived, one.overdue, one.long_overdue)
            for one in figures.health(site, actor)]
    return _csv(site, "health", head, rows)


@bp.get("/reviews.csv")
def reviews_csv():
    actor, site = _staff(), current_site()
    load = figures.review_load(site, actor)
    return _csv(site, "reviews", ("group", "late", *load.months), [(slug, late, *due) for slug, late, due in load.rows])


def _csv(site, name: str, head: tuple, rows: list) -> Response:
    """A file that opens in a spreadsheet; a cell that would be taken for a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([["'" + cell if isinstance(cell, str) and cell[:1] in "=+-@\t\r" else cell for cell in row] for row in rows])
    day: date = site.clock.today()
    return Response(text.getvalue(), mimetype="text/csv", headers={"Content-Disposition": f"attachment; filename={name}-{day}.csv"})
