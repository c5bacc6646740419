"""Asking for authorities, and loading them from content/vocabularies/."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import yaml

from extranet.authorities import store
from extranet.authorities.model import Authority
from extranet.errors import BadInput

CACHED = "authorities"


def all_authorities(site) -> tuple[Authority, ...]:
    """Every authority there is, was or will be, in the vocabulary's order."""
    return site.cache.get(CACHED, lambda: _read(site))


def current_authorities(site, on: date | None = None) -> tuple[Authority, ...]:
    """The authorities that exist on a day (today when none is given)."""
    on = on or site.clock.today()
    return tuple(one for one in all_authorities(site) if one.is_current(on))


def authority_by_slug(site, slug: str | None) -> Authority | None:
    """The authority of this slug, whatever its dates; None when there is none."""
    return next((one for one in all_authorities(site) if one.slug == slug), None)


def load_authorities(site) -> int:
    """Add the vocabulary's authorities that are not there yet; how many were added.

    Rows already there are left alone: they may have been changed since.
    BadInput names file, line and fault.
    """
    folder = site.settings.content_dir / "vocabularies"
    rows = _rows_of(folder / "authorities.csv")
    with site.db.writing() as tx:
        known = store.known_slugs(tx)
        new = [row for row in rows if row["slug"] not in known]
        if new:
            store.add(tx, new)
        store.replace_clusters(tx, _clusters(folder / "clusters.yaml"))
        site.cache.touch(tx, CACHED)
    return len(new)


def _read(site) -> tuple[Authority, ...]:
    with site.db.reading() as connection:
        return tuple(store.all_rows(connection))


def _rows_of(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return [_row(path, number, row) for number, row in enumerate(csv.DictReader(file), start=2)]


def _row(path: Path, number: int, row: Mapping[str, str]) -> dict:
    wanted = [column.name for column in store.authority.columns if column.name != "position"]
    missing = [name for name in wanted if row.get(name) is None]
    if missing:
        raise BadInput(f"{path.name}, line {number}: the column {missing[0]!r} is missing.")
    try:
        dates = {name: _date(row[name]) for name in ("valid_from", "valid_to")}
    except ValueError as fault:
        raise BadInput(f"{path.name}, line {number}: {fault}. Write dates as 2027-03-31.") from fault
    return {name: row[name] for name in wanted} | dates | {"position": number}


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _clusters(path: Path) -> dict[str, list[str]]:
    if not path.exists():
        return {}
    return {one["slug"]: list(one["members"]) for one in yaml.safe_load(path.read_text(encoding="utf-8"))}
