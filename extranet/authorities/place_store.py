"""The tables of places and their queries."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Column, Connection, Float, Index, Integer, String, Table, delete, func, insert, select

from extranet.authorities.store import metadata

AT_ONCE = 5000

place_sector = Table(
    "place_sector",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("authority", String(60), primary_key=True),
    Column("postcodes", Integer, nullable=False),
    Column("share", Float, nullable=False),
)
place_postcode = Table(
    "place_postcode",
    metadata,
    Column("postcode", String(8), primary_key=True),
    Column("outward", String(4), nullable=False),
    Column("authority", String(60), nullable=False),
    Index("place_postcode_outward", "outward"),
)
place_name = Table(
    "place_name",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("authority", String(60), primary_key=True),
)
place_street = Table(
    "place_street",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("town", String(100), primary_key=True),
    Column("authority", String(60), primary_key=True),
)


def shares(connection: Connection) -> dict[str, dict[str, float]]:
    """Code of a sector or district -> {authority: percent of its postcodes}, the largest first."""
    found: dict[str, dict[str, float]] = {}
    for row in connection.execute(select(place_sector).order_by(place_sector.c.share.desc(), place_sector.c.authority)):
        found.setdefault(row.code, {})[row.authority] = row.share
    return found


def totals(connection: Connection) -> dict[str, int]:
    """Code of a sector or district -> how many postcodes its shares were counted from."""
    counted = select(place_sector.c.code, func.sum(place_sector.c.postcodes)).group_by(place_sector.c.code)
    return {code: int(number) for code, number in connection.execute(counted)}


def names(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Name of a town or village -> its authorities."""
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(select(place_name).order_by(place_name.c.name, place_name.c.authority)):
        found[row.name] = (*found.get(row.name, ()), row.authority)
    return found


def streets(connection: Connection) -> list[tuple[str, str, str]]:
    """(name, town or '', authority) of every street that an imported gazetteer named."""
    own = place_street.c
    return [tuple(row) for row in connection.execute(select(own.name, own.town, own.authority).order_by(own.name, own.town, own.authority))]


def authority_of(connection: Connection, postcode: str) -> str | None:
    """Where a postcode lies, when an imported file said so."""
    return connection.execute(select(place_postcode.c.authority).where(place_postcode.c.postcode == postcode)).scalar()


def add_shares(tx: Connection, rows: Iterable[Mapping]) -> None:
    _insert(tx, place_sector, rows)


def replace_shares(tx: Connection, rows: Iterable[Mapping]) -> None:
    """These rows instead of all there were for the same codes."""
    rows = list(rows)
    for code in sorted({row["code"] for row in rows}):
        tx.execute(delete(place_sector).where(place_sector.c.code == code))
    _insert(tx, place_sector, rows)


def replace_postcodes(tx: Connection, outward_codes: Iterable[str], rows: Iterable[Mapping]) -> None:
    """These postcodes instead of all there were under these outward codes."""
    for code in sorted(outward_codes):
        tx.execute(delete(place_postcode).where(place_postcode.c.outward == code))
    _insert(tx, place_postcode, rows)


def replace_names(tx: Connection, rows: Iterable[Mapping]) -> None:
    tx.execute(delete(place_name))
    _insert(tx, place_name, rows)


def replace_streets(tx: Connection, authorities: Iterable[str], rows: Iterable[Mapping]) -> None:
    """These streets instead of all there were of these authorities."""
    tx.execute(delete(place_street).where(place_street.c.authority.in_(list(authorities))))
    _insert(tx, place_street, rows)


def _insert(tx: Connection, table: Table, rows: Iterable[Mapping]) -> None:
    rows = list(rows)
    for start in range(0, len(rows), AT_ONCE):
        tx.execute(insert(table), rows[start : start + AT_ONCE])
