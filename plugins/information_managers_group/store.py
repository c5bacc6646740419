"""The plugin's two tables: decisions about gaps, and one snapshot of the counts a day."""

from sqlalchemy import Column, Connection, Date, Integer, MetaData, String, Table, Text, UniqueConstraint, delete, insert, select, update

from extranet.db import UtcDateTime
from extranet_plugins.information_managers_group.model import Decision, Snapshot

metadata = MetaData()
decision = Table(
    "information_managers_group_decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("name", String(300), nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_by", String(200), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    UniqueConstraint("kind", "subject", name="uq_information_managers_group_decision_gap"),
)
snapshot = Table(
    "information_managers_group_snapshot",
    metadata,
    Column("day", Date, primary_key=True),
    Column("services", Integer, nullable=False),
    Column("episodes", Integer, nullable=False),
    Column("local", Integer, nullable=False),
    Column("decided", Integer, nullable=False),
)


def decisions(connection: Connection, ids=None) -> list[Decision]:
    """Every decision, newest first; with `ids` only those."""
    wanted = select(decision).order_by(decision.c.decided_at.desc(), decision.c.id.desc())
    if ids is not None:
        wanted = wanted.where(decision.c.id.in_(list(ids)))
    return [Decision(**row) for row in connection.execute(wanted).mappings()]


def keep_decision(tx: Connection, row: dict) -> int:
    """Store the decision about a gap in place of an earlier one; its id, which stays."""
    at_gap = (decision.c.kind == row["kind"]) & (decision.c.subject == row["subject"])
    if tx.execute(update(decision).where(at_gap).values(**row)).rowcount == 0:
        tx.execute(insert(decision).values(**row))
    return tx.execute(select(decision.c.id).where(at_gap)).scalar_one()


def take_decision_away(tx: Connection, kind: str, subject: str) -> int | None:
    """The id the decision had; None when there was none."""
    at_gap = (decision.c.kind == kind) & (decision.c.subject == subject)
    found = tx.execute(select(decision.c.id).where(at_gap)).scalar_one_or_none()
    if found is not None:
        tx.execute(delete(decision).where(decision.c.id == found))
    return found


def decided_among(connection: Connection, kind: str, subjects) -> list[str]:
    """Those of these subjects about which there is a decision."""
    wanted = select(decision.c.subject).where(decision.c.kind == kind, decision.c.subject.in_(list(subjects)))
    return list(connection.execute(wanted).scalars())


def snapshots(connection: Connection, limit: int | None = None) -> list[Snapshot]:
    """The newest snapshots, oldest of them first."""
    found = connection.execute(select(snapshot).order_by(snapshot.c.day.desc()).limit(limit)).mappings()
    return [Snapshot(**row) for row in found][::-1]


def keep_snapshot(tx: Connection, one: Snapshot) -> None:
    """Store the day's counts in place of earlier ones of the same day."""
    tx.execute(delete(snapshot).where(snapshot.c.day == one.day))
    tx.execute(insert(snapshot).values(day=one.day, services=one.services, episodes=one.episodes, local=one.local, decided=one.decided))
