"""The results of each page: its score, and every fault with its place. Written in the page's own transaction."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Subquery,
    Table,
    Text,
    and_,
    case,
    delete,
    func,
    insert,
    select,
)

from extranet.conformance.model import Cell, Matrix, PageScore

GRAVEST_FIRST = ("error", "warning", "advice")
metadata = MetaData()

conformance_page = Table(
    "conformance_page",
    metadata,
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("title_key", String(200), nullable=False),
    Column("score", Integer, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("advice", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("standard", String(40), nullable=False),
    Column("checked_on", Date, nullable=False),
    Index("ix_conformance_page_title", "title_key"),
    Index("ix_conformance_page_checked", "checked_on"),
)
conformance_fault = Table(
    "conformance_fault",
    metadata,
    Column("page_id", ForeignKey("conformance_page.page_id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("check_id", String(20), nullable=False),
    Column("severity", String(10), nullable=False),
    Column("key", String(40), nullable=False),
    Column("field", String(200), nullable=False),
    Column("line", Integer),
    Column("sentence", Text, nullable=False),
    Column("is_kept", Boolean, nullable=False),
    Index("ix_conformance_fault_check", "check_id", "page_id"),
)
_SCORE = ("page_id", "number", "score", "errors", "warnings", "advice", "kept", "standard", "checked_on")


def replace_results(tx: Connection, row: Mapping[str, Any], faults: Iterable[Mapping[str, Any]]) -> None:
    """The page's results from now on."""
    tx.execute(delete(conformance_fault).where(conformance_fault.c.page_id == row["page_id"]))
    tx.execute(delete(conformance_page).where(conformance_page.c.page_id == row["page_id"]))
    tx.execute(insert(conformance_page).values(**row))
    faults = list(faults)
    if faults:
        tx.execute(insert(conformance_fault), faults)


def score_by_page(connection: Connection, page_id: int) -> PageScore | None:
    wanted = select(*(conformance_page.c[name] for name in _SCORE)).where(conformance_page.c.page_id == page_id)
    row = connection.execute(wanted).first()
    return PageScore(*row) if row else None


def results_of(connection: Connection, page_ids: Iterable[int]) -> dict[int, tuple]:
    """For each page that has results: its row and its faults as plain tuples, for comparing."""
    ids = list(page_ids)
    rows = {row.page_id: tuple(row) for row in connection.execute(select(conformance_page).where(conformance_page.c.page_id.in_(ids)))}
    faults: dict[int, list] = {page_id: [] for page_id in rows}
    wanted = select(conformance_fault).where(conformance_fault.c.page_id.in_(ids)).order_by(conformance_fault.c.page_id, conformance_fault.c.place)
    for row in connection.execute(wanted):
        faults[row.page_id].append(tuple(row))
    return {page_id: (row, tuple(faults[page_id])) for page_id, row in rows.items()}


def faults_of_page(connection: Connection, page_id: int) -> list[Mapping[str, Any]]:
    wanted = select(conformance_fault).where(conformance_fault.c.page_id == page_id).order_by(conformance_fault.c.place)
    return [row._mapping for row in connection.execute(wanted)]


def stale_ids(connection: Connection, today, standard: str, limit: int) -> list[int]:
    """Pages that were checked before today or by an older standard."""
    old = (conformance_page.c.checked_on < today) | (conformance_page.c.standard != standard)
    return list(connection.execute(select(conformance_page.c.page_id).where(old).order_by(conformance_page.c.page_id).limit(limit)).scalars())


def ids_with_results(connection: Connection) -> set[int]:
    return set(connection.execute(select(conformance_page.c.page_id)).scalars())


def forget(tx: Connection, page_ids: Iterable[int]) -> None:
    ids = list(page_ids)
    tx.execute(delete(conformance_fault).where(conformance_fault.c.page_id.in_(ids)))
    tx.execute(delete(conformance_page).where(conformance_page.c.page_id.in_(ids)))


# --- counting -----------------------------------------------------------------------------------------------------


def matrix(connection: Connection, counted: Subquery) -> Matrix:
    """Cells of these pages by group and authority."""
    mine = conformance_page
    conforms = case((and_(mine.c.errors == 0, mine.c.warnings == 0), 1), else_=0)
    wanted = (
        select(
            counted.c.working_group,
            counted.c.owner_authority,
            func.count(),
            func.sum(conforms),
            func.sum(func.coalesce(mine.c.score, 0)),
            func.sum(case((mine.c.page_id.is_(None), 1), else_=0)),
        )
        .select_from(counted.outerjoin(mine, mine.c.page_id == counted.c.id))
        .group_by(counted.c.working_group, counted.c.owner_authority)
    )
    return Matrix({(row[0], row[1]): Cell(*(int(one or 0) for one in row[2:])) for row in connection.execute(wanted)})


def by_check(connection: Connection, counted: Subquery) -> dict[str, tuple[str, int, int]]:
    """For each check that speaks: how grave at most, on how many of these pages without a reason, and on how many with one."""
    mine = conformance_fault
    rank = func.min(case(*((mine.c.severity == name, place) for place, name in enumerate(GRAVEST_FIRST)), else_=len(GRAVEST_FIRST)))
    wanted = select(mine.c.check_id, mine.c.is_kept, func.count(func.distinct(mine.c.page_id)), rank).join(counted, counted.c.id == mine.c.page_id)
    found: dict[str, list] = {}
    for check, is_kept, count, worst in connection.execute(wanted.group_by(mine.c.check_id, mine.c.is_kept)):
        line = found.setdefault(check, [worst, 0, 0])
        line[0], line[1 + bool(is_kept)] = min(line[0], worst), count
    return {check: (GRAVEST_FIRST[worst], open_ones, kept) for check, (worst, open_ones, kept) in found.items()}


def lines(connection: Connection, counted: Subquery, filters: Mapping[str, str], limit: int, offset: int) -> list:
    """Pages with their scores, worst first: rows of the counted columns, then score, errors, warnings, advice, kept."""
    mine = conformance_page
    wanted = select(counted, mine.c.score, mine.c.errors, mine.c.warnings, mine.c.advice, mine.c.kept)
    wanted = _filtered(wanted.select_from(counted.outerjoin(mine, mine.c.page_id == counted.c.id)), counted, filters)
    order = (func.coalesce(mine.c.score, 101), func.lower(counted.c.title), counted.c.id)
    return connection.execute(wanted.order_by(*order).limit(limit).offset(offset)).all()


def count_lines(connection: Connection, counted: Subquery, filters: Mapping[str, str]) -> int:
    mine = conformance_page
    wanted = select(func.count()).select_from(counted.outerjoin(mine, mine.c.page_id == counted.c.id))
    return connection.execute(_filtered(wanted, counted, filters)).scalar_one()


def _filtered(wanted, counted: Subquery, filters: Mapping[str, str]):
    if filters.get("group"):
        wanted = wanted.where(counted.c.working_group == filters["group"])
    if filters.get("authority"):
        wanted = wanted.where(counted.c.owner_authority == filters["authority"])
    if filters.get("check"):
        speaks = select(conformance_fault.c.page_id).where(conformance_fault.c.check_id == filters["check"])
        wanted = wanted.where(counted.c.id.in_(speaks))
    if filters.get("open"):
        wanted = wanted.where((conformance_page.c.errors > 0) | (conformance_page.c.warnings > 0))
    return wanted


def same_titles(connection: Connection, counted: Subquery) -> dict[str, list[tuple[int, str, str]]]:
    """Titles that more than one of these pages has: (id, slug, title) by the title's key."""
    mine = conformance_page
    joined = counted.join(mine, mine.c.page_id == counted.c.id)
    twice = select(mine.c.title_key).select_from(joined).group_by(mine.c.title_key).having(func.count() > 1)
    wanted = (
        select(mine.c.title_key, counted.c.id, counted.c.slug, counted.c.title).select_from(joined).where(mine.c.title_key.in_(twice)).order_by(counted.c.slug)
    )
    found: dict[str, list[tuple[int, str, str]]] = {}
    for key, page_id, slug, title in connection.execute(wanted):
        found.setdefault(key, []).append((page_id, slug, title))
    return found


def slugs_titled(connection: Connection, counted: Subquery, title_key: str, but_slug: str) -> list[str]:
    """Addresses of other pages in browsing with this title."""
    mine = conformance_page
    wanted = select(counted.c.slug).join(mine, mine.c.page_id == counted.c.id).where(mine.c.title_key == title_key, counted.c.slug != but_slug)
    return list(connection.execute(wanted.limit(1)).scalars())
