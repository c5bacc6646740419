"""Which row of a variant a customer's authority gets on a day.

Order: the authority itself, the smallest cluster holding it, its tier, everyone else, nothing.
Source: content-standard.md 5.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .rows import OTHERWISE
from .view import AuthorityLike


@dataclass(frozen=True)
class Choice:
    """What stands in one place for one customer: the base text if it shows, and the local row if there is one."""

    base: dict | None
    local: dict | None


def rows_in_force(rows: Sequence[dict], on: date) -> list[dict]:
    """The rows whose dates, both inclusive, hold this day."""
    day = on.isoformat()
    return [r for r in rows if (not r["from"] or r["from"] <= day) and (not r["to"] or day <= r["to"])]


def choose(rows: Sequence[dict], authority: AuthorityLike | None, on: date) -> Choice:
    """The base text and the local row for this authority (None: no customer is set, so base text alone)."""
    current = rows_in_force(rows, on)
    base = next((r for r in current if OTHERWISE in r["selector"]), None)
    local = _local_row(current, authority) if authority is not None else None
    shows_base = local is None or local["mode"] == "add"
    return Choice(base if shows_base else None, local)


def _local_row(rows: list[dict], authority: AuthorityLike) -> dict | None:
    for name in (authority.slug, *authority.clusters, authority.tier):
        for row in rows:
            if name in row["selector"]:
                return row
    return None
