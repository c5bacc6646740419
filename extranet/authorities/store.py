"""The authorities' tables and their queries."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Column, Connection, Date, Integer, MetaData, String, Table, Text, insert, select

from extranet.authorities.model import Authority

metadata = MetaData()
authority = Table(
    "authority",
    metadata,
    Column("slug", String(60), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("short_name", String(80), nullable=False),
    Column("tier", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("gss", String(12), nullable=False),
    Column("custodian_code", String(12), nullable=False),
    Column("website", String(200), nullable=False),
    Column("email_domain", String(100), nullable=False),
    Column("colour", String(12), nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("successors", String(400), nullable=False),
    Column("note", Text, nullable=False),
)
authority_cluster = Table(
    "authority_cluster",
    metadata,
    Column("cluster", String(60), primary_key=True),
    Column("authority", String(60), primary_key=True),
    Column("size", Integer, nullable=False),
)


def all_rows(connection: Connection) -> list[Authority]:
    """Every authority, past, present and coming, in the order of the vocabulary."""
    clusters: dict[str, list[str]] = {}
    smallest_first = select(authority_cluster).order_by(authority_cluster.c.size, authority_cluster.c.cluster)
    for row in connection.execute(smallest_first):
        clusters.setdefault(row.authority, []).append(row.cluster)
    rows = connection.execute(select(authority).order_by(authority.c.position)).mappings()
    return [_authority(row, clusters.get(row["slug"], ())) for row in rows]


def known_slugs(connection: Connection) -> set[str]:
    return set(connection.execute(select(authority.c.slug)).scalars())


def add(tx: Connection, rows: Iterable[Mapping]) -> None:
    """Insert rows of the vocabulary as they are."""
    tx.execute(insert(authority), list(rows))


def replace_clusters(tx: Connection, members: Mapping[str, Iterable[str]]) -> None:
    """Keep exactly these sets of authorities."""
    tx.execute(authority_cluster.delete())
    rows = [
        {"cluster": cluster, "authority": slug, "size": len(slugs)}
        for cluster, slugs in ((name, list(given)) for name, given in members.items())
        for slug in slugs
    ]
    if rows:
        tx.execute(insert(authority_cluster), rows)


def _authority(row: Mapping, clusters: Iterable[str]) -> Authority:
    facts = {name: value for name, value in row.items() if name not in ("position", "successors")}
    return Authority(**facts, successors=tuple(filter(None, row["successors"].split(";"))), clusters=tuple(clusters))
