"""The tables of awards and of the keys that sign them, and their queries."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import JSON, Column, Connection, Date, ForeignKey, Index, Integer, String, Table, Text, func, insert, select, update

from extranet.db import UtcDateTime
from extranet_plugins.customer_care_training.awards.codes import digest
from extranet_plugins.customer_care_training.awards.model import Award, Printed
from extranet_plugins.customer_care_training.tables import metadata, named

award = Table(
    named("award"), metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(40), nullable=False, unique=True),
    Column("code", String(19), nullable=False),
    Column("code_digest", String(64), nullable=False, unique=True),
    Column("candidacy_id", Integer, ForeignKey(named("candidacy.id")), nullable=False, unique=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("printed", JSON, nullable=False),
    Column("credential", JSON, nullable=False),
    Column("status_index", Integer, nullable=False, unique=True),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("superseded_by", Integer, ForeignKey(named("award.id"))),
    Column("revoked_at", UtcDateTime),
    Column("revoked_reason", Text, nullable=False),
    Index("cct_award_person", "person_id"),
)  # fmt: skip
award_key = Table(
    named("award_key"), metadata,
    Column("id", Integer, primary_key=True),
    Column("public", String(80), nullable=False, unique=True),
    Column("sealed", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("retired_at", UtcDateTime),
)  # fmt: skip


def _award(row: Mapping) -> Award:
    values = {name: value for name, value in row.items() if name != "code_digest"}
    return Award(**values | {"printed": printed_from(row["printed"])})


def printed_as_json(one: Printed) -> dict:
    dates = {"completed_on": one.completed_on.isoformat(), "issued_at": one.issued_at.isoformat(), "valid_until": one.valid_until.isoformat()}
    return {**vars(one), **dates, "units": [list(unit) for unit in one.units]}


def printed_from(given: Mapping) -> Printed:
    dates = {
        "completed_on": date.fromisoformat(given["completed_on"]),
        "issued_at": datetime.fromisoformat(given["issued_at"]),
        "valid_until": date.fromisoformat(given["valid_until"]),
    }
    return Printed(**dict(given) | dates | {"units": tuple(tuple(unit) for unit in given["units"])})


def award_by_code(connection: Connection, code: str) -> Award | None:
    row = connection.execute(select(award).where(award.c.code_digest == digest(code))).mappings().one_or_none()
    return _award(row) if row else None


def award_by_id(connection: Connection, award_id: int) -> Award | None:
    row = connection.execute(select(award).where(award.c.id == award_id)).mappings().one_or_none()
    return _award(row) if row else None


def awards(connection: Connection, person_id: int | None = None) -> list[Award]:
    """Awards, newest first."""
    wanted = select(award).order_by(award.c.issued_at.desc(), award.c.id.desc())
    if person_id is not None:
        wanted = wanted.where(award.c.person_id == person_id)
    return [_award(row) for row in connection.execute(wanted).mappings()]


def award_of_candidacy(connection: Connection, candidacy_id: int) -> Award | None:
    row = connection.execute(select(award).where(award.c.candidacy_id == candidacy_id)).mappings().one_or_none()
    return _award(row) if row else None


def count_in_year(connection: Connection, prefix: str) -> int:
    return connection.execute(select(func.count()).select_from(award).where(award.c.number.startswith(prefix, autoescape=True))).scalar_one()


def add_award(tx: Connection, row: Mapping) -> int:
    return tx.execute(insert(award).values(code_digest=digest(row["code"]), **row)).inserted_primary_key[0]


def set_award(tx: Connection, award_id: int, **values) -> None:
    tx.execute(update(award).where(award.c.id == award_id).values(**values))


def taken_indices(connection: Connection) -> set[int]:
    return set(connection.execute(select(award.c.status_index)).scalars())


def revoked_indices(connection: Connection) -> list[int]:
    return list(connection.execute(select(award.c.status_index).where(award.c.revoked_at.is_not(None)).order_by(award.c.status_index)).scalars())


def keys(connection: Connection) -> list[Mapping]:
    """Every key, the newest first; retired ones stay listed for as long as awards do."""
    return list(connection.execute(select(award_key).order_by(award_key.c.id.desc())).mappings())


def add_key(tx: Connection, row: Mapping) -> None:
    tx.execute(update(award_key).where(award_key.c.retired_at.is_(None)).values(retired_at=row["made_at"]))
    tx.execute(insert(award_key).values(retired_at=None, **row))
