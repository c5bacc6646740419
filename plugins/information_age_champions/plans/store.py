"""The tables of plans and of what was decided about them."""

from sqlalchemy import Column, Connection, Date, Integer, String, Table, Text, UniqueConstraint, func, select, update

from extranet.db import UtcDateTime
from extranet.errors import NotFound
from extranet_plugins.information_age_champions.plans.model import Decision, Plan
from extranet_plugins.information_age_champions.tables import QuarterText, metadata, named, parent, revision, rows

plan = Table(
    named("plan"),
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(80), nullable=False, unique=True),
    Column("title", String(120), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("target", String(200), nullable=False),
    Column("target_quarter", QuarterText, nullable=False),
    Column("first_quarter", QuarterText, nullable=False),
    Column("last_quarter", QuarterText, nullable=False),
    Column("stood_on", Date),
    Column("position", Integer, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    revision(),
)
decision = Table(
    named("decision"),
    metadata,
    Column("id", Integer, primary_key=True),
    parent("plan"),
    Column("kind", String(10), nullable=False),
    Column("note", Text, nullable=False),
    Column("person_name", String(200), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("plan_id", "kind", "made_at", name="uq_iac_decision"),
)


def plans(connection: Connection) -> list[Plan]:
    """Every plan, in the group's order."""
    return [Plan(**one) for one in rows(connection, plan, (plan.c.position, plan.c.id))]


def plan_by_slug(connection: Connection, slug: str) -> Plan:
    found = rows(connection, plan, where=(plan.c.slug == slug,))
    if not found:
        raise NotFound("There is no joint plan of this name.")
    return Plan(**found[0])


def decisions(connection: Connection, plan_id: int) -> list[Decision]:
    """The plan's record, newest first."""
    found = rows(connection, decision, (decision.c.made_at.desc(), decision.c.id.desc()), (decision.c.plan_id == plan_id,))
    return [Decision(**one) for one in found]


def next_position(tx: Connection) -> int:
    return (tx.execute(select(func.max(plan.c.position))).scalar() or 0) + 1


def touch(tx: Connection, plan_id: int, at) -> None:
    tx.execute(update(plan).where(plan.c.id == plan_id).values(changed_at=at))
