"""The table of what groups pin for a phrase. A pin that ended stays, with who ended it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Column, Connection, Date, Integer, String, Table, insert, select, update

from extranet.db import UtcDateTime
from extranet.search.store import metadata

search_best_bet = Table(
    "search_best_bet",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("phrase", String(200), nullable=False),
    Column("group_slug", String(80), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("item_id", Integer, nullable=False),
    Column("until_on", Date, nullable=False),
    Column("pinned_by", Integer, nullable=False),
    Column("pinned_at", UtcDateTime, nullable=False),
    Column("ended_by", Integer),
    Column("ended_at", UtcDateTime),
)


@dataclass(frozen=True)
class Bet:
    """An answer pinned for a phrase by a group, until a day (the last on which it is shown)."""

    id: int
    phrase: str
    group: str
    kind: str
    item_id: int
    until_on: date


def add(tx: Connection, **row) -> int:
    return tx.execute(insert(search_best_bet).values(**row)).inserted_primary_key[0]


def end(tx: Connection, bet_id: int, person_id: int, now: datetime) -> None:
    at = (search_best_bet.c.id == bet_id) & search_best_bet.c.ended_at.is_(None)
    tx.execute(update(search_best_bet).where(at).values(ended_by=person_id, ended_at=now))


def standing(connection: Connection, groups: Iterable[str] | None = None) -> list[Bet]:
    """What is pinned and was not ended by hand, newest first; of these groups, or of all for None. Its last day may have passed."""
    own = search_best_bet.c
    statement = select(own.id, own.phrase, own.group_slug, own.kind, own.item_id, own.until_on).where(own.ended_at.is_(None))
    if groups is not None:
        statement = statement.where(own.group_slug.in_(list(groups)))
    return [Bet(*row) for row in connection.execute(statement.order_by(own.id.desc()))]
