"""The table of the record of development, and its queries. Rows belong to the person alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Column, Connection, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, delete, insert, select, update

from extranet_plugins.customer_care_training.tables import metadata, named

entry = Table(
    named("cpd_entry"), metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("source_key", String(80)),
    Column("on_date", Date, nullable=False),
    Column("activity", String(200), nullable=False),
    Column("provider", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("outcome", String(400), nullable=False),
    Column("reflection", Text, nullable=False),
    Column("evidence_url", String(400), nullable=False),
    Column("skill_codes", String(200), nullable=False),
    Column("verified_by", String(200), nullable=False),
    UniqueConstraint("person_id", "source_key", name="cct_cpd_entry_source"),
    Index("cct_cpd_entry_person", "person_id", "on_date"),
)  # fmt: skip


@dataclass(frozen=True)
class CpdEntry:
    """One line of the record. `source_key` names what the product itself recorded; None for what the person wrote."""

    id: int
    person_id: int
    authority_id: str
    source_key: str | None
    on_date: date
    activity: str
    provider: str
    kind: str
    minutes: int
    outcome: str
    reflection: str
    evidence_url: str
    skill_codes: str
    verified_by: str

    @property
    def hours(self) -> float:
        return round(self.minutes / 60, 2)


def entries(connection: Connection, person_id: int) -> list[CpdEntry]:
    """A person's record, newest first."""
    wanted = select(entry).where(entry.c.person_id == person_id).order_by(entry.c.on_date.desc(), entry.c.id.desc())
    return [CpdEntry(**row) for row in connection.execute(wanted).mappings()]


def entry_of(connection: Connection, person_id: int, entry_id: int) -> CpdEntry | None:
    row = connection.execute(select(entry).where(entry.c.person_id == person_id, entry.c.id == entry_id)).mappings().one_or_none()
    return CpdEntry(**row) if row else None


def keep_recorded(tx: Connection, row: Mapping) -> None:
    """Store what the product recorded, in place of the same thing recorded before; the person's reflection stays."""
    same = (entry.c.person_id == row["person_id"]) & (entry.c.source_key == row["source_key"])
    if tx.execute(update(entry).where(same).values(**row)).rowcount == 0:
        tx.execute(insert(entry).values(reflection="", evidence_url="", **row))


def remove_recorded(tx: Connection, person_id: int, source_key: str) -> None:
    tx.execute(delete(entry).where(entry.c.person_id == person_id, entry.c.source_key == source_key))


def add_own(tx: Connection, row: Mapping) -> int:
    return tx.execute(insert(entry).values(**row)).inserted_primary_key[0]


def set_entry(tx: Connection, entry_id: int, **values) -> None:
    tx.execute(update(entry).where(entry.c.id == entry_id).values(**values))


def remove_own(tx: Connection, person_id: int, entry_id: int) -> bool:
    """Take an entry of the person's own away; False when there is none."""
    own = (entry.c.person_id == person_id) & (entry.c.id == entry_id) & entry.c.source_key.is_(None)
    return tx.execute(delete(entry).where(own)).rowcount == 1
