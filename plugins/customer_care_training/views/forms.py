"""What several forms need: errors beside their boxes, a safe key for sending twice, names of authorities, rows as CSV."""

import csv
import io
import secrets
from collections.abc import Iterable

from flask import Response, request

from extranet.authorities import all_authorities
from extranet.errors import ExtranetError


def errors_of(fault: ExtranetError | None) -> tuple[tuple[str, str], ...]:
    """(field or '', sentence) pairs for `parts.error_summary`; nothing for None."""
    return ((getattr(fault, "field", None) or "", fault.sentence),) if fault else ()


def typed() -> dict[str, str]:
    """What was typed, one value for each name."""
    return {name: value for name, value in request.form.items() if name != "csrf_token"}


def number_typed(name: str) -> int | None:
    """A whole number of the form, or None."""
    text = request.form.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else None


def numbers_typed(name: str) -> tuple[int, ...]:
    """Every whole number chosen under one name."""
    return tuple(int(text) for text in request.form.getlist(name) if text.isdecimal() and len(text) < 10)


def new_request_key() -> str:
    """A key that makes the same form, sent twice, one booking."""
    return secrets.token_urlsafe(18)


def authority_names(site) -> dict[str, str]:
    return {one.slug: one.short_name or one.name for one in all_authorities(site)}


def csv_file(name: str, heads: Iterable, rows: Iterable[Iterable]) -> Response:
    """A CSV file to download; a cell that a spreadsheet would take for a formula is made text."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return Response(text.getvalue(), mimetype="text/csv", headers={"Content-Disposition": f"attachment; filename={name}"})


def _safe(cell) -> str:
    text = "" if cell is None else str(cell)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
