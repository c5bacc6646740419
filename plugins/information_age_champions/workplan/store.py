"""The tables of the workplan: milestones, moves, and which milestone needs which."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Boolean, Column, Connection, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint, delete, insert, select

from extranet.db import UtcDateTime
from extranet_plugins.information_age_champions import tables
from extranet_plugins.information_age_champions.tables import Names, QuarterText, metadata, named, parent, revision
from extranet_plugins.information_age_champions.workplan.model import Milestone, Move

milestone = Table(
    named("milestone"),
    metadata,
    Column("id", Integer, primary_key=True),
    parent("plan"),
    Column("title", String(90), nullable=False),
    Column("work_area", String(20), nullable=False),
    Column("quarter", QuarterText),
    Column("first_quarter", QuarterText),
    Column("owner", String(100), nullable=False),
    Column("authorities", Names, nullable=False),
    Column("is_feasibility", Boolean, nullable=False),
    Column("cost_benefit", String(300), nullable=False),
    Column("status", String(10), nullable=False),
    Column("done_on", Date),
    Column("remark", Text, nullable=False),
    revision(),
    UniqueConstraint("plan_id", "title", name="uq_iac_milestone"),
)
move = Table(
    named("move"),
    metadata,
    Column("id", Integer, primary_key=True),
    parent("milestone"),
    Column("from_quarter", QuarterText),
    Column("to_quarter", QuarterText, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person_name", String(200), nullable=False),
    Column("moved_at", UtcDateTime, nullable=False),
    UniqueConstraint("milestone_id", "moved_at", "to_quarter", name="uq_iac_move"),
)
need = Table(
    named("need"),
    metadata,
    Column("milestone_id", ForeignKey(f"{named('milestone')}.id", ondelete="CASCADE"), primary_key=True),
    Column("needs_id", ForeignKey(f"{named('milestone')}.id", ondelete="CASCADE"), primary_key=True),
)


def milestones(connection: Connection, plan_id: int | None = None) -> list[Milestone]:
    """The milestones of a plan (of all plans when none is named) with what each needs, in the order they were added."""
    where = () if plan_id is None else (milestone.c.plan_id == plan_id,)
    needs = _needs(connection)
    found = tables.rows(connection, milestone, (milestone.c.id,), where)
    return [Milestone(**one, needs=needs.get(one["id"], ())) for one in found]


def milestone_by_id(connection: Connection, milestone_id: int) -> Milestone:
    found = Milestone(**tables.row(connection, milestone, milestone_id))
    return replace(found, needs=_needs(connection).get(milestone_id, ()))


def milestones_noted_on(connection: Connection, page: str) -> list[Milestone]:
    """Milestones whose cost-benefit note is this page or a file of it."""
    at = (milestone.c.cost_benefit == page) | milestone.c.cost_benefit.startswith(f"{page}/", autoescape=True)
    return [Milestone(**one) for one in tables.rows(connection, milestone, (milestone.c.id,), (at,))]


def noted_pages(connection: Connection) -> frozenset[str]:
    """Slugs of all pages that hold a cost-benefit note, themselves or as a file."""
    return frozenset(note.partition("/")[0] for note in connection.execute(select(milestone.c.cost_benefit)).scalars() if note)


def moves(connection: Connection, ids: Iterable[int]) -> list[Move]:
    """Every move of these milestones, oldest first."""
    found = tables.rows(connection, move, (move.c.moved_at, move.c.id), (move.c.milestone_id.in_(list(ids)),))
    return [Move(**one) for one in found]


def set_needs(tx: Connection, milestone_id: int, needs: Iterable[int]) -> None:
    """What this milestone needs, in place of what it needed."""
    tx.execute(delete(need).where(need.c.milestone_id == milestone_id))
    for one in needs:
        tx.execute(insert(need).values(milestone_id=milestone_id, needs_id=one))


def _needs(connection: Connection) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for one in tables.rows(connection, need, (need.c.milestone_id, need.c.needs_id)):
        found[one["milestone_id"]] = (*found.get(one["milestone_id"], ()), one["needs_id"])
    return found
