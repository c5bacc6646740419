"""The tables of development areas and of every score they were ever given."""

from dataclasses import replace

from sqlalchemy import Column, Connection, Integer, String, Table, Text, UniqueConstraint, func, select

from extranet.db import UtcDateTime
from extranet_plugins.information_age_champions import tables
from extranet_plugins.information_age_champions.priorities.model import Area, Score
from extranet_plugins.information_age_champions.tables import metadata, named, parent, revision

area = Table(
    named("area"),
    metadata,
    Column("id", Integer, primary_key=True),
    parent("plan"),
    Column("name", String(160), nullable=False),
    Column("level", String(40), nullable=False),
    Column("programme", String(10), nullable=False),
    Column("cross_function", String(1), nullable=False),
    Column("position", Integer, nullable=False),
    Column("box_override", String(10), nullable=False),
    Column("box_reason", Text, nullable=False),
    Column("box_by", String(200), nullable=False),
    Column("box_at", UtcDateTime),
    revision(),
    UniqueConstraint("plan_id", "name", name="uq_iac_area"),
)
score = Table(
    named("score"),
    metadata,
    Column("id", Integer, primary_key=True),
    parent("area"),
    Column("criterion", String(20), nullable=False),
    Column("value", Integer, nullable=False),
    Column("scorer", String(200), nullable=False),
    Column("scored_at", UtcDateTime, nullable=False),
    UniqueConstraint("area_id", "criterion", "scored_at", name="uq_iac_score"),
)


def areas(connection: Connection, plan_id: int) -> list[Area]:
    """The plan's areas in the order of its table, with the scores that count."""
    counting: dict[int, dict[str, Score]] = {}
    of_plan = select(area.c.id).where(area.c.plan_id == plan_id)
    for one in tables.rows(connection, score, (score.c.scored_at, score.c.id), (score.c.area_id.in_(of_plan),)):
        counting.setdefault(one["area_id"], {})[one["criterion"]] = Score(**one)
    found = tables.rows(connection, area, (area.c.position, area.c.id), (area.c.plan_id == plan_id,))
    return [Area(**one, scores=counting.get(one["id"], {})) for one in found]


def area_by_id(connection: Connection, area_id: int) -> Area:
    found = Area(**tables.row(connection, area, area_id))
    return replace(found, scores={one.criterion: one for one in reversed(scores(connection, area_id))})


def scores(connection: Connection, area_id: int) -> list[Score]:
    """Every score the area was ever given, newest first."""
    found = tables.rows(connection, score, (score.c.scored_at.desc(), score.c.id.desc()), (score.c.area_id == area_id,))
    return [Score(**one) for one in found]


def next_position(tx: Connection, plan_id: int) -> int:
    return (tx.execute(select(func.max(area.c.position)).where(area.c.plan_id == plan_id)).scalar() or 0) + 1
