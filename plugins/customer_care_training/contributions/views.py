"""The contribution ledger on the screen and as CSV."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import request

from extranet.errors import BadInput
from extranet.web import Page, current_site, render, signed_in
from extranet_plugins.customer_care_training.contributions.ledger import COLUMNS, Line, as_row, financial_year, ledger
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import csv_file


@dataclass(frozen=True)
class LedgerPage(Page):
    """What each authority gave and used in one year from April to March. `year` is the one it begins in."""

    template: ClassVar[str] = "customer_care_training/contributions.html"
    lines: tuple[Line, ...]
    year: int
    this_year: int


@bp.get("/contributions")
def contributions():
    signed_in()
    lines, year, this_year = _asked()
    return render(LedgerPage(tuple(lines), year, this_year))


@bp.get("/contributions.csv")
def contributions_csv():
    signed_in()
    lines, year, _this_year = _asked()
    return csv_file(f"contributions-{year}.csv", COLUMNS, (as_row(one) for one in lines))


def _asked() -> tuple[list[Line], int, int]:
    site = current_site()
    this_year = financial_year(site.clock.today())[0].year
    text = request.args.get("year", "") or str(this_year)
    if not text.isdecimal() or not 2000 <= int(text) <= 2099:
        raise BadInput("Give the year in which April lies, such as 2026.")
    first, last = financial_year(date(int(text), 4, 1))
    return ledger(site, first, last), int(text), this_year
