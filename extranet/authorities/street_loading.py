"""Streets out of a gazetteer: a CSV with a street's name, its council, and its town where the file has one."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

from extranet.authorities import place_store
from extranet.authorities.actions import all_authorities
from extranet.authorities.place_loading import ENDED, OUTSIDE, POSTCODE, Report, find_column, told_lines
from extranet.authorities.places import CACHED, folded
from extranet.errors import BadInput

STREET = re.compile(r"^(street|street_?name|street_?descriptor|road_?name|name_?1)$", re.IGNORECASE)
COUNCIL = re.compile(r"^(authority|council|local_?authority|district_?borough|administrative_?area|oslaua|lad\d\dcd|gss)$", re.IGNORECASE)
TOWN = re.compile(r"^(town|town_?name|populated_?place|post_?town|locality)$", re.IGNORECASE)
KIND = re.compile(r"^local_?type$", re.IGNORECASE)
LONGEST = 100


def names_postcodes(path: Path) -> bool:
    """Whether the file's first line has a column of postcodes; else it is taken for streets."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return any(POSTCODE.match(head.strip()) for head in next(csv.reader(file), []))


def import_streets(site, path: Path, progress: Callable[[int], None] = lambda _bytes: None) -> Report:
    """Take every street of a file that lies in a council here, instead of all streets known of these councils.

    A council may be given by its ONS code, its slug or its name. BadInput, and nothing is
    changed, when columns are missing or no row lies in a council here.
    """
    known, report, rows = _councils(site), Report(), {}
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = csv.reader(told_lines(file, progress))
        heads = next(lines, [])
        street, council = find_column(path, heads, STREET, "street's name"), find_column(path, heads, COUNCIL, "council")
        town, kind, ended = (_maybe(heads, pattern) for pattern in (TOWN, KIND, ENDED))
        for cells in lines:
            report.rows += 1
            name, slug = _cell(cells, street)[:LONGEST], known.get(folded(_cell(cells, council)), OUTSIDE)
            if not name or (kind is not None and "road" not in _cell(cells, kind).lower()):
                report.unread += 1
            elif _cell(cells, ended):
                report.ended += 1
            elif slug == OUTSIDE:
                report.outside += 1
            else:
                report.inside += 1
                report.by_authority[slug] += 1
                key = {"name": _as_written(name), "town": _as_written(_cell(cells, town)[:LONGEST]), "authority": slug}
                rows[tuple(key.values())] = key
    if not rows:
        raise BadInput(f"No street of {path.name} lies in a council of this partnership. Nothing was changed.")
    with site.db.writing() as tx:
        place_store.replace_streets(tx, report.by_authority, rows.values())
        site.cache.touch(tx, CACHED)
    return report


def _councils(site) -> dict[str, str]:
    """Folded ONS codes, slugs and names of every council -> its slug."""
    return {folded(name): one.slug for one in all_authorities(site) for name in (one.gss, one.slug, one.short_name, one.name) if name}


def _maybe(heads: list[str], wanted: re.Pattern) -> int | None:
    return next((at for at, head in enumerate(heads) if wanted.match(head.strip())), None)


def _cell(cells: list[str], at: int | None) -> str:
    return " ".join(cells[at].split()) if at is not None and at < len(cells) else ""


def _as_written(name: str) -> str:
    """ACACIA AVENUE as Acacia Avenue; mixed letters stay as they are."""
    return name.title() if name.isupper() else name
