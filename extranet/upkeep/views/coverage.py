"""The coverage map: pages × authorities, as a table, a plot and a file; and the rows that end."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import request, url_for

from extranet.authorities import Authority
from extranet.standard import vocabularies
from extranet.upkeep import coverage
from extranet.upkeep.coverage import STATES, CoverageLine, Ending
from extranet.upkeep.views.blueprint import bp
from extranet.upkeep.views.sheets import csv_file
from extranet.web import Page, current_site, render, signed_in

SHEET = 50
WANTING = ("missing", "general", "old", "ending")


@dataclass(frozen=True)
class CoverageMap(Page):
    """Pages × authorities. `bars` count what is wanting by authority; `chosen` are the filters."""

    template: ClassVar[str] = "upkeep/coverage.html"
    authorities: tuple[Authority, ...]
    lines: tuple[CoverageLine, ...]
    total: int
    states: dict[str, tuple[str, str]]
    totals: dict[str, Counter]
    bars: tuple[tuple[str, int], ...]
    chosen: dict[str, str]
    groups: tuple[tuple[str, str], ...]
    query: str
    sheet: int
    sheets: int


@dataclass(frozen=True)
class EndingPage(Page):
    """Own texts that end within 180 days, and authorities that do."""

    template: ClassVar[str] = "upkeep/ending_rows.html"
    rows: tuple[Ending, ...]
    authorities: tuple[Authority, ...]
    names: dict[str, str]
    today: date


@bp.get("/-/coverage")
def coverage_map():
    site, actor = current_site(), signed_in()
    authorities, every = coverage.coverage_map(site, actor)
    chosen = {name: request.args.get(name, "")[:80] for name in ("group", "authority", "state")}
    shown = tuple(one for one in authorities if chosen["authority"] in ("", one.slug))
    lines = [one for one in every if _holds(one, chosen, shown)]
    sheets = max(1, -(-len(lines) // SHEET))
    wanted = request.args.get("page", "1")
    sheet = min(int(wanted) if wanted.isdecimal() and 0 < len(wanted) < 6 and int(wanted) else 1, sheets)
    totals = coverage.totals(authorities, every)
    bars = tuple((one.short_name, sum(totals[one.slug][state] for state in WANTING)) for one in authorities)
    groups = vocabularies(site).groups
    names = tuple(sorted({(line.page.working_group, groups[line.page.working_group].name) for line in every if line.page.working_group in groups}))
    given = {name: value for name, value in chosen.items() if value}
    return render(
        CoverageMap(
            shown, tuple(lines[(sheet - 1) * SHEET : sheet * SHEET]), len(lines), STATES, totals, bars, chosen, names,
            url_for("upkeep.coverage_map", **given), sheet, sheets,
        )
    )  # fmt: skip


@bp.get("/-/coverage.csv")
def coverage_csv():
    site, actor = current_site(), signed_in()
    authorities, lines = coverage.coverage_map(site, actor)
    heads = ("page", "title", "group", "owner", "must differ", *(one.slug for one in authorities), *(f"{one.slug} last right" for one in authorities))
    rows = (
        (one.page.slug, one.page.title, one.page.working_group, one.page.owner_authority, "yes" if one.is_required else "no",
         *(STATES[one.states[each.slug]][0] for each in authorities), *(one.sure.get(each.slug, "") for each in authorities))
        for one in lines
    )  # fmt: skip
    return csv_file("coverage.csv", heads, rows)


@bp.get("/-/coverage/ending")
def ending_rows():
    site, actor = current_site(), signed_in()
    names = {one.slug: one.name for one in vocabularies(site).clusters.values()} | {one.slug: one.name for one in vocabularies(site).authorities.values()}
    return render(EndingPage(tuple(coverage.endings(site, actor)), tuple(coverage.authorities_ending(site)), names, site.clock.today()))


def _holds(line: CoverageLine, chosen: dict[str, str], shown) -> bool:
    is_group = chosen["group"] in ("", line.page.working_group)
    return is_group and (not chosen["state"] or any(line.states[one.slug] == chosen["state"] for one in shown))
