"""The blueprint of the desk, and what its views share."""

import csv
import io

from flask import Blueprint, Response, request

from extranet.authorities import authority_by_slug, current_authorities
from extranet.web import current_site, customer, require
from extranet_plugins.front_line_forum import access
from extranet_plugins.front_line_forum.working_time import LONDON

bp = Blueprint("front_line_forum", __name__, url_prefix="/-/desk", template_folder="../templates")


def at_desk():
    """(site, actor) for somebody of an authority; a visitor is sent to sign in, a guest refused."""
    return current_site(), require("contact.log")


def customer_slug() -> str:
    """The authority of the customer in hand; '' when none is set."""
    chosen = customer()
    return chosen.slug if chosen else ""


def place_options(site) -> list[tuple[str, str]]:
    """Today's authorities as choices, but for the county: an address lies in a district or a unitary council."""
    return [(one.slug, one.name) for one in current_authorities(site) if one.tier != "county"]


def authority_options(site) -> list[tuple[str, str]]:
    return [(one.slug, one.name) for one in current_authorities(site)]


def name_of(site, slug: str) -> str:
    one = authority_by_slug(site, slug)
    return (one.short_name or one.name) if one else slug or "Not known"


def page_number() -> int:
    given = request.args.get("page", "")
    return max(int(given), 1) if given.isdecimal() and given.isascii() and len(given) < 6 else 1


def whole_number(text: str | None) -> int:
    """The number, or 0 for what is none."""
    text = text or ""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 9 else 0


def local(moment) -> str:
    """A moment as people here write it: Mon 30 Nov, 12:30."""
    return f"{moment.astimezone(LONDON):%a %-d %b, %H:%M}" if moment else ""


def as_csv(name: str, heads, rows) -> Response:
    """A download for a spreadsheet; cells that could be taken for formulas are quoted."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    headers = {"Content-Disposition": f"attachment; filename={name}.csv", "Cache-Control": "no-store"}
    return Response(text.getvalue(), mimetype="text/csv", headers=headers)


def governs(site, actor) -> bool:
    return bool(access.may(site, actor, "desk.govern"))


def _safe(cell) -> str:
    text = "" if cell is None else str(cell)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
