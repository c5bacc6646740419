"""The measures of content standard 4.4, computed from the running counts. Outcomes are measured; nobody is ranked.

Rows stand in the order of their names, never of their figures.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from extranet.authorities import all_authorities
from extranet.standard import vocabularies
from extranet_plugins.front_line_forum import store, tables
from extranet_plugins.front_line_forum.model import CHANNELS
from extranet_plugins.front_line_forum.tallies import COUNTED

TARGET_PERCENT = 80
BY = {"week": "Week", "service": "Service", "authority": "Authority of the adviser", "customer": "Authority of the customer", "channel": "Channel"}
SPANS = (4, 13, 26, 52)


@dataclass(frozen=True)
class Line:
    """Counts of one week, service, authority or channel. A share is in percent, None where there is nothing to divide."""

    key: str
    name: str
    contacts: int = 0
    in_scope: int = 0
    resolved: int = 0
    avoidable: int = 0
    linked: int = 0
    referrals: int = 0
    accepted: int = 0
    searches: int = 0
    found: int = 0
    finds: int = 0
    find_seconds: int = 0
    timed: int = 0
    seconds: int = 0
    judged: int = 0
    judged_right: int = 0

    @property
    def resolved_share(self) -> float | None:
        """First contact resolution: resolved and not repeated, over all in scope."""
        return share(self.resolved, self.in_scope)

    @property
    def kept_promise_share(self) -> float | None:
        """The headline: resolved, or accepted by the first authority it was sent to, over all in scope."""
        return share(self.resolved + self.accepted, self.in_scope)

    @property
    def accuracy_share(self) -> float | None:
        return share(self.accepted, self.referrals)

    @property
    def avoidable_share(self) -> float | None:
        return share(self.avoidable, self.contacts)

    @property
    def link_share(self) -> float | None:
        return share(self.linked, self.in_scope)

    @property
    def link_accuracy_share(self) -> float | None:
        """Of the links that were drawn and judged, those judged right."""
        return share(self.judged_right, self.judged)

    @property
    def search_share(self) -> float | None:
        return share(self.found, self.searches)

    @property
    def seconds_to_find(self) -> int | None:
        return round(self.find_seconds / self.finds) if self.finds else None

    @property
    def seconds_each(self) -> int | None:
        return round(self.seconds / self.timed) if self.timed else None


@dataclass(frozen=True)
class Matrix:
    """Contacts by authority of the adviser (rows) and of the customer (columns); '' is a customer whose authority is not known."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], int]

    def row_total(self, row: str) -> int:
        return sum(self.cells.get((row, column), 0) for column in self.columns)

    def column_total(self, column: str) -> int:
        return sum(self.cells.get((row, column), 0) for row in self.rows)

    @property
    def total(self) -> int:
        return sum(self.cells.values())


@dataclass(frozen=True)
class Span:
    """Whole weeks up to and with the current one."""

    first: date
    last: date

    @classmethod
    def of_weeks(cls, today: date, weeks: int) -> "Span":
        monday = today - timedelta(days=today.weekday())
        return cls(monday - timedelta(weeks=weeks - 1), today)


def lines_by(site, by: str, span: Span, scope: str = "") -> list[Line]:
    """Measures by week, service, channel or authority, for the partnership ('') or the advisers of one authority."""
    if by == "week":
        return _by_week(site, span, scope)
    if by == "authority":
        found = _rows(site, "all", span, None, tables.tally.c.scope)
        names = {one.slug: one.name for one in all_authorities(site)}
        return [_line(row, names) for row in found if row["key"] and scope in ("", row["key"])]
    names = {
        "service": {"": "Service not known", **{str(one.id): one.name for one in vocabularies(site).services.values()}},
        "channel": CHANNELS,
        "customer": {"": "Not known", **{one.slug: one.name for one in all_authorities(site)}},
    }[by]
    return sorted((_line(row, names) for row in _rows(site, by, span, scope, tables.tally.c.key)), key=lambda line: line.name)


def whole(site, span: Span, scope: str = "") -> Line:
    """All contacts of the span together."""
    found = _rows(site, "all", span, scope, tables.tally.c.key)
    return _line(found[0], {"": "All contacts"}) if found else Line("", "All contacts")


def matrix(site, span: Span, seen_by: str = "") -> Matrix:
    """Who answered for whom. With `seen_by` only that authority's row and column."""
    at = tables.tally.c
    wanted = select(at.scope, at.key, func.sum(at.contacts)).where(at.dimension == "customer", at.scope != "", at.day.between(span.first, span.last))
    with site.db.reading() as connection:
        found = connection.execute(wanted.group_by(at.scope, at.key)).all()
    cells = {(row, column): int(count) for row, column, count in found if not seen_by or seen_by in (row, column)}
    order = {one.slug: place for place, one in enumerate(all_authorities(site))}
    rows = sorted({row for row, _ in cells}, key=lambda slug: order.get(slug, 99))
    columns = sorted({column for _, column in cells}, key=lambda slug: order.get(slug, 99))
    return Matrix(tuple(rows), tuple(columns), cells)


def log_count(site, span: Span) -> int:
    """Contacts in the log itself, for comparing with the matrix; less than that once the oldest have been erased."""
    with site.db.reading() as connection:
        return store.contact_count(connection, span.first, span.last)


def _rows(site, dimension: str, span: Span, scope: str | None, by) -> list:
    at = tables.tally.c
    where = [at.dimension == dimension, at.day.between(span.first, span.last)] + ([at.scope == scope] if scope is not None else [])
    sums = [func.sum(at[name]).label(name) for name in COUNTED]
    with site.db.reading() as connection:
        return connection.execute(select(by.label("key"), *sums).where(*where).group_by(by)).mappings().all()


def _by_week(site, span: Span, scope: str) -> list[Line]:
    counts: dict[date, dict[str, int]] = {}
    for row in _rows(site, "all", span, scope, tables.tally.c.day):
        monday = row["key"] - timedelta(days=row["key"].weekday())
        kept = counts.setdefault(monday, dict.fromkeys(COUNTED, 0))
        for name in COUNTED:
            kept[name] += int(row[name])
    weeks = [span.first + timedelta(weeks=number) for number in range((span.last - span.first).days // 7 + 1)]
    return [Line(monday.isoformat(), f"{monday:%-d %b %Y}", **counts.get(monday, {})) for monday in weeks]


def _line(row, names) -> Line:
    return Line(row["key"], names.get(row["key"], row["key"]), **{name: int(row[name]) for name in COUNTED})


def share(part: int, of: int) -> float | None:
    """In percent to one decimal; None where there is nothing to divide."""
    return round(100 * part / of, 1) if of else None
