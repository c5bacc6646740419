"""Measures of the pages themselves, counted at night: review dates, use, local texts, "did this answer it", new pages.

Counted is what everybody who signs in may read. Of a week the last night's count stands; new pages are added up by the day
they were made. Source: content standard 4.4.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, delete, func, insert, or_, select

from extranet.actor import Actor
from extranet.authorities import all_authorities
from extranet.pages import PageFilters, PageLine, list_pages, pages_by_tag
from extranet.standard import vocabularies
from extranet.upkeep import coverage_map, tallies
from extranet_plugins.front_line_forum import measures, tables
from extranet_plugins.front_line_forum.measures import Span, share

EVERYBODY = Actor(id=0, name="Everybody who signs in", authority="")
BY = {"week": "Week", "service": "Service", "authority": "Authority"}
CONFIRMED_DAYS = 90
KEPT_NEW_DAYS = 400
SHEET = 100
THERE, WANTED = ("confirmed", "old", "ending"), ("confirmed", "old", "ending", "general", "missing")
MEASURES = ("currency", "confirmed", "coverage", "helped")


@dataclass(frozen=True)
class Standing:
    """The pages of one week, service or authority. Each pair is (part, whole); `links` are contacts that ended on a page."""

    name: str
    currency: tuple[int, int] = (0, 0)
    confirmed: tuple[int, int] = (0, 0)
    coverage: tuple[int, int] = (0, 0)
    helped: tuple[int, int] = (0, 0)
    links: int = 0
    new: int = 0

    @property
    def reuse_share(self) -> float | None:
        """Contacts that ended on a page that was there, over those and the pages that had to be written."""
        return share(self.links, self.links + self.new)

    @property
    def currency_share(self) -> float | None:
        return share(*self.currency)

    @property
    def confirmed_share(self) -> float | None:
        return share(*self.confirmed)

    @property
    def coverage_share(self) -> float | None:
        return share(*self.coverage)

    @property
    def helped_share(self) -> float | None:
        return share(*self.helped)


def take(site) -> None:
    """Count tonight; a second time replaces the first."""
    today, lines, services = site.clock.today(), list(_lines(site)), _services(site)
    rows = [{"day": today, **row} for row in _counted(site, lines, services)]
    rows += _new_pages(lines, services, today - timedelta(days=KEPT_NEW_DAYS))
    with site.db.writing() as tx:
        at = tables.standing.c
        tx.execute(delete(tables.standing).where(or_(at.measure == "new", and_(at.day == today, at.measure.in_(MEASURES)))))
        for start in range(0, len(rows), 500):
            tx.execute(insert(tables.standing), rows[start : start + 500])


def lines_by(site, by: str, span: Span, scope: str = "") -> list[Standing]:
    """A line for each week, service or authority; with `scope` no other authority than that one."""
    if by == "week":
        return _by_week(site, span)
    links = {line.key: line.linked for line in measures.lines_by(site, by, span, scope if by == "authority" else "")}
    found = _latest(site, by, span)
    new = _sums(site, by, span)
    names = _names(site, by)
    keys = (found.keys() | links.keys() | new.keys()) & ({scope} if by == "authority" and scope else names.keys())
    made = [Standing(names[key], **found.get(key, {}), links=links.get(key, 0), new=new.get(key, 0)) for key in keys]
    return sorted(made, key=lambda line: line.name)


def whole(site, span: Span) -> Standing:
    """All pages together, as last counted; zeros before the first night."""
    new = sum(_sums(site, "all", span).values())
    return Standing("All pages", **_latest(site, "all", span).get("", {}), links=measures.whole(site, span).linked, new=new)


def exported(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        for row in connection.execute(select(tables.standing).order_by(*tables.standing.primary_key.columns)).mappings():
            yield {**row, "day": row["day"].isoformat()}


def load(site, rows) -> int:
    """Take the nightly counts over in place of those that are there."""
    taken = [{**row, "day": date.fromisoformat(row["day"])} for row in rows]
    with site.db.writing() as tx:
        tx.execute(delete(tables.standing))
        for start in range(0, len(taken), 500):
            tx.execute(insert(tables.standing), taken[start : start + 500])
    return len(taken)


def _counted(site, lines: list[PageLine], services: dict[int, list[str]]) -> Iterator[dict]:
    """Rows of every measure but new pages, without their day."""
    today = site.clock.today()
    recently = site.clock.now() - timedelta(days=CONFIRMED_DAYS)
    parts: Counter = Counter()
    wholes: Counter = Counter()

    def count(measure: str, page_id: int, authority: str, part: int, of: int) -> None:
        keys = [("all", ""), ("authority", authority), *(("service", one) for one in services.get(page_id, ()))]
        for dimension, key in keys:
            parts[measure, dimension, key] += part
            wholes[measure, dimension, key] += of

    for one in lines:
        count("currency", one.id, one.owner_authority, one.review_by is None or one.review_by >= today, 1)
        count("confirmed", one.id, one.owner_authority, one.confirmed_at is not None and one.confirmed_at >= recently, 1)
    for line in coverage_map(site, EVERYBODY)[1]:
        for authority, state in line.states.items() if line.is_required else ():
            count("coverage", line.page.id, authority, state in THERE, state in WANTED)
    readable = {one.id for one in lines}
    for page_id, tally in tallies(site).items():
        for authority, counts in tally.counts.items() if page_id in readable else ():
            count("helped", page_id, authority, counts.get("yes", 0), sum(counts.values()))
    for (measure, dimension, key), of in wholes.items():
        if of:
            yield {"measure": measure, "dimension": dimension, "key": key, "part": int(parts[measure, dimension, key]), "whole": int(of)}


def _new_pages(lines: list[PageLine], services: dict[int, list[str]], since: date) -> list[dict]:
    made: Counter = Counter()
    for one in lines:
        if one.created_at.date() >= since:
            for dimension, key in [("all", ""), ("authority", one.owner_authority), *(("service", number) for number in services.get(one.id, ()))]:
                made[one.created_at.date(), dimension, key] += 1
    return [
        {"day": day, "measure": "new", "dimension": dimension, "key": key, "part": number, "whole": number} for (day, dimension, key), number in made.items()
    ]


def _by_week(site, span: Span) -> list[Standing]:
    weeks = measures.lines_by(site, "week", span)
    at = tables.standing.c
    wanted = select(tables.standing).where(at.dimension == "all", at.day.between(span.first, span.last)).order_by(at.day)
    with site.db.reading() as connection:
        rows = connection.execute(wanted).all()
    values: list[dict] = [{} for _ in weeks]
    for row in rows:
        kept = values[(row.day - span.first).days // 7]
        kept[row.measure] = kept.get("new", 0) + row.part if row.measure == "new" else (row.part, row.whole)
    return [Standing(week.name, links=week.linked, **more) for week, more in zip(weeks, values, strict=True)]


def _latest(site, dimension: str, span: Span) -> dict[str, dict[str, tuple[int, int]]]:
    """The measures of the last counted night of the span, by key."""
    at = tables.standing.c
    last = select(func.max(at.day)).where(at.dimension == "all", at.measure == "currency", at.day <= span.last).scalar_subquery()
    found: dict[str, dict[str, tuple[int, int]]] = {}
    with site.db.reading() as connection:
        for row in connection.execute(select(tables.standing).where(at.dimension == dimension, at.measure.in_(MEASURES), at.day == last)):
            found.setdefault(row.key, {})[row.measure] = (row.part, row.whole)
    return found


def _sums(site, dimension: str, span: Span) -> dict[str, int]:
    """New pages of the span by key."""
    at = tables.standing.c
    where = and_(at.measure == "new", at.dimension == dimension, at.day.between(span.first, span.last))
    with site.db.reading() as connection:
        return {key: int(number) for key, number in connection.execute(select(at.key, func.sum(at.part)).where(where).group_by(at.key))}


def _names(site, by: str) -> dict[str, str]:
    if by == "authority":
        return {one.slug: one.name for one in all_authorities(site)}
    return {str(one.id): one.name for one in vocabularies(site).services.values()}


def _lines(site, *tags) -> Iterator[PageLine]:
    offset = 0
    while sheet := list_pages(site, EVERYBODY, PageFilters(tags=tags), SHEET, offset):
        yield from sheet
        offset += len(sheet)


def _services(site) -> dict[int, list[str]]:
    """The services of each page that has any."""
    found: dict[int, list[str]] = {}
    for number in pages_by_tag(site, EVERYBODY, "service"):
        for one in _lines(site, ("service", number)):
            found.setdefault(one.id, []).append(number)
    return found
