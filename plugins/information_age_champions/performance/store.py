"""The tables of performance: indicators and readings, BVPI 157, commitments and evidence, commissions."""

from collections.abc import Iterable

from sqlalchemy import Column, Connection, Date, Float, Integer, String, Table, Text, UniqueConstraint, delete, func, insert, select

from extranet.db import UtcDateTime
from extranet_plugins.information_age_champions import tables
from extranet_plugins.information_age_champions.performance.model import Commission, Commitment, EService, Evidence, Indicator, Reading, Share
from extranet_plugins.information_age_champions.tables import QuarterText, metadata, named, parent, revision

indicator = Table(
    named("indicator"),
    metadata,
    Column("id", Integer, primary_key=True),
    parent("plan"),
    Column("name", String(120), nullable=False),
    Column("definition", Text, nullable=False),
    Column("source", String(300), nullable=False),
    Column("unit", String(30), nullable=False),
    Column("better", String(5), nullable=False),
    Column("target", Float),
    Column("target_quarter", QuarterText),
    Column("owner", String(120), nullable=False),
    Column("position", Integer, nullable=False),
    revision(),
    UniqueConstraint("plan_id", "name", name="uq_iac_indicator"),
)
reading = Table(
    named("reading"),
    metadata,
    Column("id", Integer, primary_key=True),
    parent("indicator"),
    Column("quarter", QuarterText, nullable=False),
    Column("value", Float, nullable=False),
    Column("note", String(500), nullable=False),
    Column("taken_by", String(200), nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
    UniqueConstraint("indicator_id", "quarter", name="uq_iac_reading"),
)
e_service = Table(
    named("e_service"),
    metadata,
    Column("authority", String(80), primary_key=True),
    Column("service_id", Integer, primary_key=True, autoincrement=False),
    Column("interaction", String(20), primary_key=True),
    Column("enabled_on", Date),
)
snapshot = Table(
    named("snapshot"),
    metadata,
    Column("authority", String(80), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("enabled", Integer, nullable=False),
    Column("permissible", Integer, nullable=False),
)
commitment = Table(
    named("commitment"),
    metadata,
    Column("id", Integer, primary_key=True),
    parent("plan"),
    Column("title", String(120), nullable=False),
    Column("text", Text, nullable=False),
    Column("position", Integer, nullable=False),
    revision(),
    UniqueConstraint("plan_id", "title", name="uq_iac_commitment"),
)
evidence = Table(
    named("evidence"),
    metadata,
    Column("id", Integer, primary_key=True),
    parent("commitment"),
    Column("page", String(200), nullable=False),
    Column("note", String(500), nullable=False),
    Column("added_by", String(200), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    UniqueConstraint("commitment_id", "page", name="uq_iac_evidence"),
)
commission = Table(
    named("commission"),
    metadata,
    Column("id", Integer, primary_key=True),
    parent("plan"),
    Column("to_group", String(80), nullable=False),
    Column("title", String(120), nullable=False),
    Column("wanted", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", String(12), nullable=False),
    Column("asked_by", String(200), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("delivery_note", Text, nullable=False),
    Column("delivered_by", String(200), nullable=False),
    Column("delivered_at", UtcDateTime),
    Column("sign_note", Text, nullable=False),
    Column("signed_by", String(200), nullable=False),
    Column("signed_at", UtcDateTime),
    revision(),
    UniqueConstraint("plan_id", "to_group", "title", name="uq_iac_commission"),
)


def indicators(connection: Connection, plan_id: int) -> list[Indicator]:
    """The plan's indicators with their readings, oldest reading first."""
    of_plan = select(indicator.c.id).where(indicator.c.plan_id == plan_id)
    taken: dict[int, tuple[Reading, ...]] = {}
    for one in tables.rows(connection, reading, (reading.c.quarter,), (reading.c.indicator_id.in_(of_plan),)):
        taken[one["indicator_id"]] = (*taken.get(one["indicator_id"], ()), Reading(**one))
    found = tables.rows(connection, indicator, (indicator.c.position, indicator.c.id), (indicator.c.plan_id == plan_id,))
    return [Indicator(**one, readings=taken.get(one["id"], ())) for one in found]


def keep_reading(tx: Connection, row: dict) -> None:
    """Store a quarter's reading in place of an earlier one of the same quarter."""
    tx.execute(delete(reading).where(reading.c.indicator_id == row["indicator_id"], reading.c.quarter == row["quarter"]))
    tx.execute(insert(reading).values(**row))


def e_services(connection: Connection, authority: str | None = None) -> list[EService]:
    """The register of one council, or of all."""
    where = () if authority is None else (e_service.c.authority == authority,)
    return [EService(**one) for one in tables.rows(connection, e_service, (e_service.c.authority, e_service.c.service_id), where)]


def keep_service(tx: Connection, authority: str, service_id: int, rows: Iterable[EService]) -> None:
    """What holds for one service of one council, in place of what held."""
    tx.execute(delete(e_service).where(e_service.c.authority == authority, e_service.c.service_id == service_id))
    for one in rows:
        tx.execute(insert(e_service).values(authority=authority, service_id=service_id, interaction=one.interaction, enabled_on=one.enabled_on))


def snapshots(connection: Connection, authority: str | None = None) -> list[Share]:
    """Dated counts, oldest first."""
    where = () if authority is None else (snapshot.c.authority == authority,)
    return [Share(**one) for one in tables.rows(connection, snapshot, (snapshot.c.day, snapshot.c.authority), where)]


def keep_snapshot(tx: Connection, share: Share) -> None:
    """Store a day's count in place of an earlier one of the same day."""
    tx.execute(delete(snapshot).where(snapshot.c.authority == share.authority, snapshot.c.day == share.day))
    tx.execute(insert(snapshot).values(authority=share.authority, day=share.day, enabled=share.enabled, permissible=share.permissible))


def commitments(connection: Connection, plan_id: int) -> list[Commitment]:
    """The plan's commitments with their evidence, oldest first."""
    of_plan = select(commitment.c.id).where(commitment.c.plan_id == plan_id)
    shown: dict[int, tuple[Evidence, ...]] = {}
    for one in tables.rows(connection, evidence, (evidence.c.added_at, evidence.c.id), (evidence.c.commitment_id.in_(of_plan),)):
        shown[one["commitment_id"]] = (*shown.get(one["commitment_id"], ()), Evidence(**one))
    found = tables.rows(connection, commitment, (commitment.c.position, commitment.c.id), (commitment.c.plan_id == plan_id,))
    return [Commitment(**one, evidence=shown.get(one["id"], ())) for one in found]


def commitments_shown_by(connection: Connection, page: str) -> list[tuple[int, str]]:
    """(plan id, title) of every commitment for which this page is evidence."""
    wanted = select(commitment.c.plan_id, commitment.c.title).join(evidence, evidence.c.commitment_id == commitment.c.id)
    return [tuple(one) for one in connection.execute(wanted.where(evidence.c.page == page).order_by(commitment.c.position))]


def evidence_pages(connection: Connection) -> frozenset[str]:
    """Slugs of all pages that are evidence for a commitment."""
    return frozenset(connection.execute(select(evidence.c.page)).scalars())


def commissions(connection: Connection, plan_id: int | None = None, to_group: str | None = None) -> list[Commission]:
    """Commissions of a plan, or to a group, or all; the earliest due first."""
    where = [] if plan_id is None else [commission.c.plan_id == plan_id]
    where += [] if to_group is None else [commission.c.to_group == to_group]
    return [Commission(**one) for one in tables.rows(connection, commission, (commission.c.due_on, commission.c.id), where)]


def commission_by_id(connection: Connection, commission_id: int) -> Commission:
    return Commission(**tables.row(connection, commission, commission_id))


def next_position(tx: Connection, table: Table, plan_id: int) -> int:
    return (tx.execute(select(func.max(table.c.position)).where(table.c.plan_id == plan_id)).scalar() or 0) + 1
