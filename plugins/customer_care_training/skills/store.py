"""The tables of skills, ratings and the published heat map, and their queries."""

from collections.abc import Iterable, Mapping

from sqlalchemy import JSON, Column, Connection, Date, ForeignKey, Index, Integer, String, Table, Text, insert, select, update

from extranet.db import UtcDateTime
from extranet_plugins.customer_care_training.skills.importing import SkillRow
from extranet_plugins.customer_care_training.skills.model import Rating, Skill
from extranet_plugins.customer_care_training.tables import metadata, named

skill = Table(
    named("skill"), metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(40), nullable=False, unique=True),
    Column("name", String(160), nullable=False),
    Column("parent", String(40), nullable=False),
    Column("position", Integer, nullable=False),
)  # fmt: skip
skill_level = Table(
    named("skill_level"), metadata,
    Column("skill_id", Integer, ForeignKey(named("skill.id")), primary_key=True),
    Column("level", Integer, primary_key=True),
    Column("description", Text, nullable=False),
)  # fmt: skip
role_profile = Table(
    named("role_profile"), metadata,
    Column("role", String(80), primary_key=True),
    Column("skill_id", Integer, ForeignKey(named("skill.id")), primary_key=True),
    Column("target", Integer, nullable=False),
)  # fmt: skip
work_role = Table(
    named("work_role"), metadata,
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("role", String(80), nullable=False),
    Index("cct_work_role_role", "role"),
)  # fmt: skip
rating = Table(
    named("rating"), metadata,
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("skill_id", Integer, ForeignKey(named("skill.id")), primary_key=True),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("self_level", Integer),
    Column("manager_level", Integer),
    Column("agreed", Integer),
    Column("floor", Integer, nullable=False),
    Column("evidence_award_id", Integer, ForeignKey(named("award.id"))),
    Column("rated_on", Date, nullable=False),
    Index("cct_rating_skill", "skill_id"),
)  # fmt: skip
skill_offering = Table(
    named("skill_offering"), metadata,
    Column("skill_id", Integer, ForeignKey(named("skill.id")), primary_key=True),
    Column("offering", String(60), primary_key=True),
    Column("from_level", Integer, nullable=False),
    Column("to_level", Integer, nullable=False),
)  # fmt: skip
heat_map = Table(
    named("heat_map"), metadata,
    Column("month", String(7), primary_key=True),
    Column("published", JSON, nullable=False),
    Column("basis", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)  # fmt: skip


def skills(connection: Connection) -> list[Skill]:
    """Every skill with its levels, in the order of the list."""
    levels: dict[int, list[tuple[int, str]]] = {}
    for row in connection.execute(select(skill_level).order_by(skill_level.c.level)):
        levels.setdefault(row.skill_id, []).append((row.level, row.description))
    rows = connection.execute(select(skill).order_by(skill.c.position, skill.c.code)).mappings()
    return [Skill(levels=tuple(levels.get(row["id"], ())), **row) for row in rows]


def keep_skills(tx: Connection, rows: Iterable[SkillRow]) -> None:
    """Add skills and change those of the same code; none is ever taken away, since ratings may hang on it."""
    for position, one in enumerate(rows, start=1):
        columns = {"name": one.name, "parent": one.parent, "position": position}
        if tx.execute(update(skill).where(skill.c.code == one.code).values(**columns)).rowcount == 0:
            tx.execute(insert(skill).values(code=one.code, **columns))
        skill_id = tx.execute(select(skill.c.id).where(skill.c.code == one.code)).scalar_one()
        tx.execute(skill_level.delete().where(skill_level.c.skill_id == skill_id))
        for level, description in one.levels:
            tx.execute(insert(skill_level).values(skill_id=skill_id, level=level, description=description))


def targets(connection: Connection) -> dict[str, dict[int, int]]:
    """{role: {skill: target level}}."""
    found: dict[str, dict[int, int]] = {}
    for row in connection.execute(select(role_profile).order_by(role_profile.c.role, role_profile.c.skill_id)):
        found.setdefault(row.role, {})[row.skill_id] = row.target
    return found


def keep_target(tx: Connection, role: str, skill_id: int, target: int) -> None:
    at = (role_profile.c.role == role) & (role_profile.c.skill_id == skill_id)
    tx.execute(role_profile.delete().where(at))
    if target:
        tx.execute(insert(role_profile).values(role=role, skill_id=skill_id, target=target))


def roles(connection: Connection) -> dict[int, tuple[str, str]]:
    """{person: (authority, role)}."""
    return {row.person_id: (row.authority_id, row.role) for row in connection.execute(select(work_role))}


def keep_role(tx: Connection, row: Mapping) -> None:
    tx.execute(work_role.delete().where(work_role.c.person_id == row["person_id"]))
    tx.execute(insert(work_role).values(**row))


def ratings(connection: Connection, person_id: int | None = None) -> list[Rating]:
    names = ("person_id", "skill_id", "authority_id", "self_level", "manager_level", "agreed", "floor", "rated_on")
    wanted = select(*(rating.c[name] for name in names)).order_by(rating.c.person_id, rating.c.skill_id)
    if person_id is not None:
        wanted = wanted.where(rating.c.person_id == person_id)
    return [Rating(**row) for row in connection.execute(wanted).mappings()]


def keep_rating(tx: Connection, person_id: int, skill_id: int, authority: str, **values) -> None:
    at = (rating.c.person_id == person_id) & (rating.c.skill_id == skill_id)
    if tx.execute(update(rating).where(at).values(**values)).rowcount == 0:
        empty = {"self_level": None, "manager_level": None, "agreed": None, "floor": 0, "evidence_award_id": None}
        tx.execute(insert(rating).values(**{**empty, "person_id": person_id, "skill_id": skill_id, "authority_id": authority, **values}))


def offerings_for_skills(connection: Connection) -> list[Mapping]:
    return list(connection.execute(select(skill_offering).order_by(skill_offering.c.skill_id, skill_offering.c.offering)).mappings())


def keep_skill_offering(tx: Connection, row: Mapping) -> None:
    at = (skill_offering.c.skill_id == row["skill_id"]) & (skill_offering.c.offering == row["offering"])
    tx.execute(skill_offering.delete().where(at))
    tx.execute(insert(skill_offering).values(**row))


def latest_map(connection: Connection) -> Mapping | None:
    return connection.execute(select(heat_map).order_by(heat_map.c.month.desc()).limit(1)).mappings().one_or_none()


def add_map(tx: Connection, row: Mapping) -> None:
    tx.execute(insert(heat_map).values(**row))
