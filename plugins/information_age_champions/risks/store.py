"""The table of risks."""

from sqlalchemy import Column, Connection, Date, Integer, String, Table, Text, UniqueConstraint, func, select

from extranet_plugins.information_age_champions import tables
from extranet_plugins.information_age_champions.risks.model import Risk
from extranet_plugins.information_age_champions.tables import metadata, named, parent, revision

risk = Table(
    named("risk"),
    metadata,
    Column("id", Integer, primary_key=True),
    parent("plan"),
    Column("title", String(120), nullable=False),
    Column("likelihood", Integer),
    Column("severity", Integer),
    Column("consequence", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("residual_likelihood", Integer),
    Column("residual_severity", Integer),
    Column("residual_note", Text, nullable=False),
    Column("owner", String(120), nullable=False),
    Column("review_on", Date),
    Column("position", Integer, nullable=False),
    revision(),
    UniqueConstraint("plan_id", "title", name="uq_iac_risk"),
)


def risks(connection: Connection, plan_id: int) -> list[Risk]:
    """The plan's risks in the order of the register."""
    return [Risk(**one) for one in tables.rows(connection, risk, (risk.c.position, risk.c.id), (risk.c.plan_id == plan_id,))]


def risk_by_id(connection: Connection, risk_id: int) -> Risk:
    return Risk(**tables.row(connection, risk, risk_id))


def next_position(tx: Connection, plan_id: int) -> int:
    return (tx.execute(select(func.max(risk.c.position)).where(risk.c.plan_id == plan_id)).scalar() or 0) + 1
