"""Places out of content/vocabularies/ and out of files of postcodes."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extranet.authorities import place_store
from extranet.authorities.actions import all_authorities
from extranet.authorities.places import CACHED, OUTSIDE
from extranet.authorities.postcodes import Postcode, postcode_of
from extranet.errors import BadInput

SHARES = (("postcode_sectors.csv", "sector"), ("postcode_districts.csv", "district"))
NAMES = "place_names.csv"
# Column names carry the year of the release, and releases differ in the rest: names are matched, never positions.
POSTCODE = re.compile(r"^(pcds|pcd8|pcd7|pcd2|pcd|postcode)$", re.IGNORECASE)
AUTHORITY = re.compile(r"^(oslaua|lad\d\dcd|admin_district_code)$", re.IGNORECASE)
AREA = re.compile(r"[A-Z]*")
ENDED = re.compile(r"^doterm$", re.IGNORECASE)
TELL_EVERY = 20_000


@dataclass
class Report:
    """What an import did, in counts of rows. `unread` are rows without a postcode or an authority."""

    rows: int = 0
    inside: int = 0
    outside: int = 0
    ended: int = 0
    unread: int = 0
    by_authority: Counter = field(default_factory=Counter)


@dataclass(frozen=True)
class _Row:
    postcode: Postcode
    authority: str


def load_places(site) -> int:
    """Add sectors and districts that are not there yet, and keep exactly the vocabulary's names; how many codes were added.

    Codes that are there stay: an imported file knows better. Files that are
    missing are passed over.
    """
    folder = site.settings.content_dir / "vocabularies"
    given = [row for name, column in SHARES for row in _rows(folder / name, lambda row, c=column: _share(row, c))]
    names = list(_rows(folder / NAMES, lambda row: {"name": row["name"], "authority": row["authority"]}))
    with site.db.writing() as tx:
        known = place_store.shares(tx)
        new = [row for row in given if row["code"] not in known]
        place_store.add_shares(tx, new)
        if names:
            place_store.replace_names(tx, names)
        site.cache.touch(tx, CACHED)
    return len({row["code"] for row in new})


def import_postcodes(site, path: Path, progress: Callable[[int], None] = lambda _bytes: None) -> Report:
    """Take every living postcode of a file, instead of those known under the same outward codes.

    Outside postcodes are kept only where their sector touches a council here.
    `progress` is told the bytes read since it was told last. BadInput, and
    nothing is changed, when columns are missing or no row lies in a council here.
    """
    report = Report()
    by_gss = {one.gss: one.slug for one in all_authorities(site) if one.gss}
    near = _areas(site)
    rows = [row for row in _read(path, by_gss, report, progress) if row.authority != OUTSIDE or not near or _area(row.postcode.outward) in near]
    if not report.inside:
        raise BadInput(f"No postcode of {path.name} lies in a council of this partnership. Nothing was changed. See the codes in authorities.csv.")
    touching = {row.postcode.sector for row in rows if row.authority != OUTSIDE}
    kept = {row.postcode.whole: row for row in rows if row.postcode.sector in touching}
    with site.db.writing() as tx:
        outward = {row.postcode.outward for row in kept.values()}
        place_store.replace_postcodes(tx, outward, [_postcode_row(row) for row in kept.values()])
        place_store.replace_shares(tx, _counted(rows, touching, outward, place_store.totals(tx)))
        site.cache.touch(tx, CACHED)
    return report


def _areas(site) -> frozenset[str]:
    """Areas such as 'GU' of the codes known: the rest of the country need not be kept in memory."""
    with site.db.reading() as connection:
        return frozenset(_area(code) for code in place_store.shares(connection))


def _area(code: str) -> str:
    return AREA.match(code)[0]


def _read(path: Path, by_gss: dict[str, str], report: Report, progress: Callable[[int], None]) -> Iterator[_Row]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.reader(told_lines(file, progress))
        heads = next(rows, [])
        postcode, authority = find_column(path, heads, POSTCODE, "postcode"), find_column(path, heads, AUTHORITY, "authority's code")
        ended = next((at for at, head in enumerate(heads) if ENDED.match(head.strip())), None)
        for cells in rows:
            report.rows += 1
            if len(cells) <= max(postcode, authority, ended or 0):
                report.unread += 1
            elif ended is not None and cells[ended].strip():
                report.ended += 1
            elif row := _row(cells[postcode], cells[authority].strip(), by_gss):
                _count(report, row)
                yield row
            else:
                report.unread += 1


def _row(postcode: str, gss: str, by_gss: dict[str, str]) -> _Row | None:
    found = postcode_of(postcode)
    return _Row(found, by_gss.get(gss, OUTSIDE)) if found and found.whole and gss else None


def _count(report: Report, row: _Row) -> None:
    report.inside += row.authority != OUTSIDE
    report.outside += row.authority == OUTSIDE
    report.by_authority[row.authority] += 1


def find_column(path: Path, heads: list[str], wanted: re.Pattern, words: str) -> int:
    """Number of a column. The last fitting column: of several years the newest stands last."""
    found = [at for at, head in enumerate(heads) if wanted.match(head.strip())]
    if not found:
        raise BadInput(f"{path.name} has no column for the {words}. Its first line must name the columns, as lists of the ONS, Code-Point and gazetteers do.")
    return found[-1]


def told_lines(lines: Iterable[str], progress: Callable[[int], None]) -> Iterator[str]:
    """The lines as they are; every now and then how many bytes went by."""
    read = 0
    for number, line in enumerate(lines, start=1):
        read += len(line)
        if number % TELL_EVERY == 0:
            progress(read)
            read = 0
        yield line
    progress(read)


def _postcode_row(row: _Row) -> dict:
    return {"postcode": row.postcode.whole, "outward": row.postcode.outward, "authority": row.authority}


def _counted(rows: list[_Row], sectors: set[str], outward: set[str], known: dict[str, int]) -> list[dict]:
    """Shares of every sector and district that touches a council here, counted anew.

    A file with less than half of the postcodes known of a code is an extract:
    its shares could make a divided place look sure, so the old ones stay.
    """
    counts: dict[str, Counter] = {}
    for row in rows:
        for code, wanted in ((row.postcode.sector, sectors), (row.postcode.outward, outward)):
            if code in wanted:
                counts.setdefault(code, Counter())[row.authority] += 1
    return [
        {"code": code, "authority": slug, "postcodes": number, "share": round(100 * number / sum(found.values()), 1)}
        for code, found in counts.items()
        if 2 * sum(found.values()) >= known.get(code, 0)
        for slug, number in found.items()
    ]


def _rows(path: Path, made: Callable[[dict], dict]) -> Iterator[dict]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                yield made(row)
            except (KeyError, TypeError, ValueError) as fault:
                raise BadInput(f"{path.name}, line {number}: a column is missing or holds no number.") from fault


def _share(row: dict, column: str) -> dict:
    return {"code": row[column].upper(), "authority": row["authority"], "postcodes": int(row["postcodes"]), "share": float(row["share_percent"])}
