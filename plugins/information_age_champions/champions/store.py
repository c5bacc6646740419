"""The table of champions."""

from sqlalchemy import Column, Connection, Date, Integer, String, Table, UniqueConstraint

from extranet_plugins.information_age_champions import tables
from extranet_plugins.information_age_champions.champions.model import Champion
from extranet_plugins.information_age_champions.tables import metadata, named, revision

champion = Table(
    named("champion"),
    metadata,
    Column("id", Integer, primary_key=True),
    Column("authority", String(80), nullable=False),
    Column("name", String(120), nullable=False),
    Column("contact", String(200), nullable=False),
    Column("topics", String(300), nullable=False),
    Column("from_day", Date, nullable=False),
    Column("to_day", Date),
    revision(),
    UniqueConstraint("authority", "name", "from_day", name="uq_iac_champion"),
)


def champions(connection: Connection) -> list[Champion]:
    """Everybody who is, was or will be a champion, the longest first."""
    return [Champion(**one) for one in tables.rows(connection, champion, (champion.c.from_day, champion.c.id))]


def champion_by_id(connection: Connection, champion_id: int) -> Champion:
    return Champion(**tables.row(connection, champion, champion_id))
