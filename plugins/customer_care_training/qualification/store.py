"""The tables of the qualification and their queries."""

from collections.abc import Mapping

from sqlalchemy import JSON, Column, Connection, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, insert, select, text, update

from extranet.db import UtcDateTime
from extranet_plugins.customer_care_training.qualification.model import ACTIVE, ADOPTED, CLOSED, Candidacy, Observation, Version, parts_of
from extranet_plugins.customer_care_training.tables import metadata, named

qualification = Table(
    named("qualification"), metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("title", String(160), nullable=False),
    Column("level", String(60), nullable=False),
    Column("summary", String(400), nullable=False),
)  # fmt: skip
version = Table(
    named("qualification_version"), metadata,
    Column("id", Integer, primary_key=True),
    Column("qualification_id", Integer, ForeignKey(named("qualification.id")), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("body", JSON, nullable=False),
    Column("made_by", Integer, ForeignKey("person.id")),
    Column("made_at", UtcDateTime, nullable=False),
    Column("adopted_at", UtcDateTime),
    UniqueConstraint("qualification_id", "number", name="cct_qualification_version_number"),
)  # fmt: skip
sign_off = Table(
    named("sign_off"), metadata,
    Column("version_id", Integer, ForeignKey(named("qualification_version.id")), primary_key=True),
    Column("authority_id", String(60), ForeignKey("authority.slug"), primary_key=True),
    Column("by_id", Integer, ForeignKey("person.id")),
    Column("at", UtcDateTime, nullable=False),
)  # fmt: skip
IS_ACTIVE = text("state = 'active'")
candidacy = Table(
    named("candidacy"), metadata,
    Column("id", Integer, primary_key=True),
    Column("qualification_id", Integer, ForeignKey(named("qualification.id")), nullable=False),
    Column("version_id", Integer, ForeignKey(named("qualification_version.id")), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("state", String(12), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("completed_at", UtcDateTime),
    Index("cct_candidacy_one_active", "qualification_id", "person_id", unique=True, sqlite_where=IS_ACTIVE, postgresql_where=IS_ACTIVE),
    Index("cct_candidacy_person", "person_id"),
)  # fmt: skip
reflection = Table(
    named("reflection"), metadata,
    Column("candidacy_id", Integer, ForeignKey(named("candidacy.id"), ondelete="CASCADE"), primary_key=True),
    Column("requirement", String(40), primary_key=True),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)  # fmt: skip
observation = Table(
    named("observation"), metadata,
    Column("id", Integer, primary_key=True),
    Column("candidacy_id", Integer, ForeignKey(named("candidacy.id")), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("requirement", String(40), nullable=False),
    Column("assessor_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("assessor_authority", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("on_date", Date, nullable=False),
    Column("criteria", JSON, nullable=False),
    Column("vacs", JSON, nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("sample_reason", String(40), nullable=False),
    Column("appealed_at", UtcDateTime),
    Index("cct_observation_candidacy", "candidacy_id"),
    Index("cct_observation_assessor", "assessor_id"),
)  # fmt: skip
moderation = Table(
    named("moderation"), metadata,
    Column("observation_id", Integer, ForeignKey(named("observation.id")), primary_key=True),
    Column("moderator_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("moderator_authority", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)  # fmt: skip


# Versions -------------------------------------------------------------------------


def _versions():
    joined = version.join(qualification, qualification.c.id == version.c.qualification_id)
    return select(version, qualification.c.slug, qualification.c.title, qualification.c.level, qualification.c.summary).select_from(joined)


def _version(connection: Connection, row: Mapping) -> Version:
    units, rules = parts_of(row["body"])
    signed = tuple(connection.execute(select(sign_off.c.authority_id).where(sign_off.c.version_id == row["id"]).order_by(sign_off.c.at)).scalars())
    values = {name: row[name] for name in ("id", "qualification_id", "slug", "title", "level", "summary", "number", "state", "made_at", "adopted_at")}
    return Version(units=units, rules=rules, signed=signed, **values)


def versions(connection: Connection, slug: str | None = None) -> list[Version]:
    """Every version, newest first."""
    wanted = _versions().order_by(qualification.c.title, version.c.number.desc())
    if slug is not None:
        wanted = wanted.where(qualification.c.slug == slug)
    return [_version(connection, row) for row in connection.execute(wanted).mappings().all()]


def version_by_id(connection: Connection, version_id: int) -> Version | None:
    row = connection.execute(_versions().where(version.c.id == version_id)).mappings().one_or_none()
    return _version(connection, row) if row else None


def keep_qualification(tx: Connection, columns: Mapping) -> int:
    """The id of the qualification of this slug, made or changed."""
    at = qualification.c.slug == columns["slug"]
    if tx.execute(update(qualification).where(at).values(**columns)).rowcount == 0:
        tx.execute(insert(qualification).values(**columns))
    return tx.execute(select(qualification.c.id).where(at)).scalar_one()


def add_version(tx: Connection, row: Mapping) -> int:
    return tx.execute(insert(version).values(**row)).inserted_primary_key[0]


def set_version(tx: Connection, version_id: int, **values) -> None:
    tx.execute(update(version).where(version.c.id == version_id).values(**values))


def close_older(tx: Connection, adopted: Version) -> None:
    """Nobody joins an older version once a newer one is adopted."""
    older = (version.c.qualification_id == adopted.qualification_id) & (version.c.number < adopted.number) & (version.c.state == ADOPTED)
    tx.execute(update(version).where(older).values(state=CLOSED))


def add_sign_off(tx: Connection, row: Mapping) -> bool:
    """False when the authority had signed."""
    at = (sign_off.c.version_id == row["version_id"]) & (sign_off.c.authority_id == row["authority_id"])
    if tx.execute(select(sign_off.c.by_id).where(at)).scalar_one_or_none() is not None:
        return False
    tx.execute(insert(sign_off).values(**row))
    return True


def sign_offs(connection: Connection, version_id: int) -> list[Mapping]:
    return list(connection.execute(select(sign_off).where(sign_off.c.version_id == version_id).order_by(sign_off.c.at)).mappings())


# Candidacies ----------------------------------------------------------------------


def candidacies(connection: Connection, person_id: int | None = None, state: str | None = None) -> list[Candidacy]:
    wanted = select(candidacy).order_by(candidacy.c.joined_at, candidacy.c.id)
    if person_id is not None:
        wanted = wanted.where(candidacy.c.person_id == person_id)
    if state is not None:
        wanted = wanted.where(candidacy.c.state == state)
    rows = connection.execute(wanted).mappings().all()
    known = {one: version_by_id(connection, one) for one in {row["version_id"] for row in rows}}
    return [_candidacy(row, known[row["version_id"]]) for row in rows]


def _candidacy(row: Mapping, held: Version) -> Candidacy:
    return Candidacy(row["id"], row["person_id"], row["authority_id"], held, row["state"], row["joined_at"], row["completed_at"])


def candidacy_by_id(connection: Connection, candidacy_id: int) -> Candidacy | None:
    row = connection.execute(select(candidacy).where(candidacy.c.id == candidacy_id)).mappings().one_or_none()
    return _candidacy(row, version_by_id(connection, row["version_id"])) if row else None


def active_candidacy_id(connection: Connection, qualification_id: int, person_id: int) -> int | None:
    at = (candidacy.c.qualification_id == qualification_id) & (candidacy.c.person_id == person_id) & (candidacy.c.state == ACTIVE)
    return connection.execute(select(candidacy.c.id).where(at)).scalar_one_or_none()


def add_candidacy(tx: Connection, row: Mapping) -> int:
    return tx.execute(insert(candidacy).values(**row)).inserted_primary_key[0]


def set_candidacy(tx: Connection, candidacy_id: int, **values) -> None:
    tx.execute(update(candidacy).where(candidacy.c.id == candidacy_id).values(**values))


def keep_reflection(tx: Connection, row: Mapping) -> None:
    at = (reflection.c.candidacy_id == row["candidacy_id"]) & (reflection.c.requirement == row["requirement"])
    if tx.execute(update(reflection).where(at).values(**row)).rowcount == 0:
        tx.execute(insert(reflection).values(**row))


def reflections(connection: Connection, candidacy_id: int) -> dict[str, str]:
    """{requirement: text}."""
    wanted = select(reflection.c.requirement, reflection.c.text).where(reflection.c.candidacy_id == candidacy_id)
    return dict(connection.execute(wanted).all())


# Observations and moderation --------------------------------------------------------


def _observations():
    joined = observation.outerjoin(moderation, moderation.c.observation_id == observation.c.id)
    said = (moderation.c.outcome.label("moderated"), moderation.c.comment.label("moderation_comment"))
    more = (moderation.c.moderator_id, moderation.c.moderator_authority, *said)
    return select(observation, *more).select_from(joined).order_by(observation.c.at, observation.c.id)


def _observation(row: Mapping) -> Observation:
    values = {name: value for name, value in row.items() if name != "authority_id"}
    criteria = tuple((words, met, note) for words, met, note in row["criteria"])
    return Observation(**values | {"criteria": criteria, "vacs": tuple(row["vacs"]), "moderation_comment": row["moderation_comment"] or ""})


def observations(connection: Connection, candidacy_id: int | None = None, assessor_id: int | None = None, only_sampled: bool = False) -> list[Observation]:
    """Decisions, oldest first."""
    wanted = _observations()
    if candidacy_id is not None:
        wanted = wanted.where(observation.c.candidacy_id == candidacy_id)
    if assessor_id is not None:
        wanted = wanted.where(observation.c.assessor_id == assessor_id)
    if only_sampled:
        wanted = wanted.where(observation.c.sample_reason != "")
    return [_observation(row) for row in connection.execute(wanted).mappings()]


def observation_by_id(connection: Connection, observation_id: int) -> Observation | None:
    row = connection.execute(_observations().where(observation.c.id == observation_id)).mappings().one_or_none()
    return _observation(row) if row else None


def add_observation(tx: Connection, row: Mapping) -> int:
    return tx.execute(insert(observation).values(**row)).inserted_primary_key[0]


def set_observation(tx: Connection, observation_id: int, **values) -> None:
    tx.execute(update(observation).where(observation.c.id == observation_id).values(**values))


def add_moderation(tx: Connection, row: Mapping) -> None:
    tx.execute(insert(moderation).values(**row))
