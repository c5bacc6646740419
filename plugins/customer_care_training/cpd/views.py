"""One's own record of development: the page, its entries, the CSV."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import redirect, url_for

from extranet.errors import BadInput
from extranet.web import Page, add_notice, current_site, render, signed_in
from extranet_plugins.customer_care_training.cpd import actions
from extranet_plugins.customer_care_training.cpd.store import CpdEntry
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import csv_file, errors_of, typed


@dataclass(frozen=True)
class RecordPage(Page):
    """The record, newest first, and its hours."""

    template: ClassVar[str] = "customer_care_training/record.html"
    entries: tuple[CpdEntry, ...]
    hours: float


@dataclass(frozen=True)
class EntryPage(Page):
    """One line; of a recorded one (`is_recorded`) only the reflection and the link can be changed."""

    template: ClassVar[str] = "customer_care_training/record_entry.html"
    entry: CpdEntry | None
    is_recorded: bool
    values: dict[str, Any]
    kinds: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...] = ()


@bp.get("/record")
def record():
    entries = actions.my_record(current_site(), signed_in())
    return render(RecordPage(tuple(entries), round(sum(one.minutes for one in entries) / 60, 1)))


@bp.get("/record.csv")
def record_csv():
    return csv_file("record-of-development.csv", actions.COLUMNS, actions.as_rows(actions.my_record(current_site(), signed_in())))


@bp.get("/record/new")
def new_entry():
    signed_in()
    return render(_page(None, {}))


@bp.post("/record/new")
def add_entry():
    return _keep(None)


@bp.get("/record/<int:entry_id>")
def entry_form(entry_id):
    found = actions.my_entry(current_site(), signed_in(), entry_id)
    day = found.on_date
    values = {**vars(found), "hours": found.hours, "on_date-day": day.day, "on_date-month": day.month, "on_date-year": day.year}
    return render(_page(found, values))


@bp.post("/record/<int:entry_id>")
def keep_entry(entry_id):
    return _keep(actions.my_entry(current_site(), signed_in(), entry_id))


@bp.post("/record/<int:entry_id>/remove")
def remove_entry(entry_id):
    actions.remove_entry(current_site(), signed_in(), entry_id)
    add_notice("The entry is gone.")
    return redirect(url_for(".record"), code=303)


def _keep(found: CpdEntry | None):
    values = typed()
    try:
        actions.keep_entry(current_site(), signed_in(), found.id if found else None, values)
    except BadInput as fault:
        return render(_page(found, values, fault), status=422)
    add_notice("Your record is saved.")
    return redirect(url_for(".record"), code=303)


def _page(found: CpdEntry | None, values, fault=None) -> EntryPage:
    is_recorded = found is not None and found.source_key is not None
    return EntryPage(found, is_recorded, dict(values), tuple((one, one) for one in actions.OWN_KINDS), errors_of(fault))
