"""The dashboards' figures. Everything is counted over pages that the person may read, at the moment of asking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select

from extranet.conformance import store
from extranet.conformance.model import Matrix
from extranet.pages import counted_pages, lost_links, unlinked_pages
from extranet.standard import ERROR, WARNING, Check, check_by_id

LATE_DAYS = 60  # so long after its review date a page no longer counts as validated (content-standard 5.1)
MONTHS_AHEAD = 6
SHEET = 50


@dataclass(frozen=True)
class CheckLine:
    """A check that speaks on some pages: how grave at most, on how many without a reason, on how many with one."""

    check: Check
    severity: str
    pages: int
    kept: int


@dataclass(frozen=True)
class GroupHealth:
    """The state of one group's pages in browsing."""

    group: str
    pages: int
    validated: int
    not_validated: int
    in_progress: int
    archived: int
    overdue: int
    long_overdue: int


@dataclass(frozen=True)
class Load:
    """Reviews that fall due: in each of the months ahead, by group. `late` are due already."""

    months: tuple[str, ...]
    rows: tuple[tuple[str, int, tuple[int, ...]], ...]


def conformance_matrix(site, actor) -> Matrix:
    with site.db.reading() as connection:
        return store.matrix(connection, counted_pages(site, actor))


def speaking_checks(site, actor) -> tuple[CheckLine, ...]:
    """Checks that speak on any page, those of most pages first; L8 and T2 counted from what stands now."""
    counted = counted_pages(site, actor)
    with site.db.reading() as connection:
        found = dict(store.by_check(connection, counted))
        found["T2"] = (ERROR, sum(len(pages) for pages in store.same_titles(connection, counted).values()), 0)
        found["L8"] = (WARNING, len({row.page_id for row in connection.execute(lost_links(site, actor))}), 0)
    lines = [CheckLine(check, *counts) for check_id, counts in found.items() if (check := check_by_id(check_id)) and any(counts[1:])]
    return tuple(sorted(lines, key=lambda line: (-line.pages, line.check.id)))


def failing_counts(site, actor) -> Mapping[str, int]:
    """How many pages each check speaks on today, without a reason."""
    return {line.check.id: line.pages for line in speaking_checks(site, actor)}


def page_lines(site, actor, filters: Mapping[str, str], sheet: int) -> tuple[list, int]:
    """One sheet of pages with their scores, worst first, and how many there are in all."""
    counted = counted_pages(site, actor)
    with site.db.reading() as connection:
        return store.lines(connection, counted, filters, SHEET, max(0, sheet - 1) * SHEET), store.count_lines(connection, counted, filters)


def health(site, actor) -> tuple[GroupHealth, ...]:
    """By group: how far pages may be trusted today, and what is late."""
    page, today = counted_pages(site, actor).c, site.clock.today()
    late, long_late = page.review_by < today, page.review_by < today - timedelta(days=LATE_DAYS)
    is_validated = (page.confidence == "validated") & ~func.coalesce(long_late, False)
    states = (is_validated, (page.confidence == "not_validated") | ((page.confidence == "validated") & long_late), page.confidence == "wip",
              page.confidence == "archived", late & (page.confidence != "archived"), long_late & (page.confidence != "archived"))
    wanted = select(page.working_group, func.count(), *(func.sum(case((state, 1), else_=0)) for state in states)).group_by(page.working_group)
    with site.db.reading() as connection:
        return tuple(GroupHealth(*row) for row in connection.execute(wanted.order_by(page.working_group)))


def review_load(site, actor) -> Load:
    """How many reviews fall due in this month and the 5 after it, and how many are late, by group."""
    today = site.clock.today()
    firsts = [_month(today, ahead) for ahead in range(MONTHS_AHEAD + 1)]
    page = counted_pages(site, actor).c
    late = func.sum(case((page.review_by < today, 1), else_=0))
    due = [
        func.sum(case(((page.review_by >= max(today, first)) & (page.review_by < after), 1), else_=0))
        for first, after in zip(firsts, firsts[1:], strict=False)
    ]
    wanted = select(page.working_group, late, *due).where(page.confidence != "archived").group_by(page.working_group).order_by(page.working_group)
    with site.db.reading() as connection:
        rows = tuple((row[0], row[1], tuple(row[2:])) for row in connection.execute(wanted))
    return Load(tuple(f"{first:%B %Y}" for first in firsts[:-1]), rows)


def _month(day: date, ahead: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + ahead, 12)
    return date(year, month + 1, 1)


def twins(site, actor) -> list[list[tuple[int, str, str]]]:
    """Readable pages that share a title."""
    with site.db.reading() as connection:
        return list(store.same_titles(connection, counted_pages(site, actor)).values())


def lost(site, actor, limit: int = 100) -> list[tuple[str, str, str]]:
    """(address, title, address that is not there) of readable pages whose links lead nowhere."""
    mine, gone = counted_pages(site, actor), lost_links(site, actor).subquery()
    wanted = select(mine.c.slug, mine.c.title, gone.c.target).join(gone, gone.c.page_id == mine.c.id).order_by(mine.c.slug, gone.c.target).limit(limit)
    with site.db.reading() as connection:
        return [tuple(row) for row in connection.execute(wanted)]


def alone(site, actor, limit: int = 100) -> list[tuple[str, str]]:
    """(address, title) of readable pages that no other page links to."""
    mine = counted_pages(site, actor)
    wanted = select(mine.c.slug, mine.c.title).where(mine.c.id.in_(unlinked_pages(site, actor))).order_by(func.lower(mine.c.title)).limit(limit)
    with site.db.reading() as connection:
        return [tuple(row) for row in connection.execute(wanted)]
