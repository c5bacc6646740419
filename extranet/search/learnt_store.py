"""Tables and queries of what was searched: counts by day, words and group. No person stands in any of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Column, Connection, Date, Integer, String, Table, UniqueConstraint, delete, func, insert, select, update

from extranet.db import UtcDateTime
from extranet.search.store import metadata

OUTCOMES = ("opened", "again", "abandoned", "none_found")
_COUNTS = ("asked", *OUTCOMES)
search_asked = Table(
    "search_asked",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("words", String(200), nullable=False),
    Column("group_slug", String(80), nullable=False),
    *[Column(name, Integer, nullable=False, server_default="0") for name in _COUNTS],
    UniqueConstraint("day", "words", "group_slug"),
)
search_hour = Table(
    "search_hour",
    metadata,
    Column("hour_at", UtcDateTime, primary_key=True),
    Column("words", String(200), primary_key=True),
    Column("asked", Integer, nullable=False),
)
search_opened = Table(
    "search_opened",
    metadata,
    Column("words", String(200), primary_key=True),
    Column("kind", String(40), primary_key=True),
    Column("item_id", Integer, primary_key=True, autoincrement=False),
    Column("opens", Integer, nullable=False),
    Column("last_on", Date, nullable=False),
)
search_gap_told = Table(
    "search_gap_told",
    metadata,
    Column("words", String(200), primary_key=True),
    Column("told_on", Date, nullable=False),
)


@dataclass(frozen=True)
class Asked:
    """How often something was asked and how it ended. `again`: asked anew in other words; `abandoned`: left with nothing opened."""

    words: str
    asked: int
    opened: int
    again: int
    abandoned: int
    none_found: int

    @property
    def failed(self) -> int:
        return self.again + self.none_found


def count(tx: Connection, day: date, hour_at: datetime, words: str, group: str, outcome: str) -> None:
    """One more search of these words that ended so."""
    own = search_asked.c
    at = (own.day == day) & (own.words == words) & (own.group_slug == group)
    more = {"asked": own.asked + 1, outcome: own[outcome] + 1}
    if tx.execute(update(search_asked).where(at).values(more)).rowcount == 0:
        tx.execute(insert(search_asked).values(day=day, words=words, group_slug=group, **{"asked": 1, outcome: 1}))
    at = (search_hour.c.hour_at == hour_at) & (search_hour.c.words == words)
    if tx.execute(update(search_hour).where(at).values(asked=search_hour.c.asked + 1)).rowcount == 0:
        tx.execute(insert(search_hour).values(hour_at=hour_at, words=words, asked=1))


def count_open(tx: Connection, day: date, words: str, kind: str, item_id: int) -> None:
    """This answer was opened once more for these words."""
    own = search_opened.c
    at = (own.words == words) & (own.kind == kind) & (own.item_id == item_id)
    if tx.execute(update(search_opened).where(at).values(opens=own.opens + 1, last_on=day)).rowcount == 0:
        tx.execute(insert(search_opened).values(words=words, kind=kind, item_id=item_id, opens=1, last_on=day))


def asked_since(connection: Connection, day: date, groups: Iterable[str] | None, least: int, limit: int = 200) -> list[Asked]:
    """Words asked at least so often since that day, worst first; of these groups' answers, or of all for None."""
    own = search_asked.c
    sums = [func.sum(own[name]).label(name) for name in _COUNTS]
    failed = func.sum(own.none_found + own.again + own.abandoned)
    statement = select(own.words, *sums).where(own.day >= day).group_by(own.words).having(func.sum(own.asked) >= least)
    if groups is not None:
        statement = statement.where(own.group_slug.in_(list(groups)))
    rows = connection.execute(statement.order_by(failed.desc(), func.sum(own.asked).desc(), own.words).limit(limit)).mappings()
    return [Asked(row["words"], *(int(row[name]) for name in ("asked", *OUTCOMES))) for row in rows]


def failing_since(connection: Connection, day: date, least: int) -> list[tuple[str, str, int]]:
    """(words, group, times) of what failed at least so often since that day and was not told as a gap since."""
    own = search_asked.c
    failed = func.sum(own.none_found + own.again)
    told = select(search_gap_told.c.words).where(search_gap_told.c.told_on >= day)
    statement = select(own.words, func.max(own.group_slug), failed).where(own.day >= day, own.words.not_in(told)).group_by(own.words)
    return [(words, group, int(times)) for words, group, times in connection.execute(statement.having(failed >= least).order_by(failed.desc()))]


def mark_told(tx: Connection, words: str, day: date) -> None:
    if tx.execute(update(search_gap_told).where(search_gap_told.c.words == words).values(told_on=day)).rowcount == 0:
        tx.execute(insert(search_gap_told).values(words=words, told_on=day))


def asked_in(connection: Connection, since: datetime, least: int, limit: int) -> list[str]:
    """Words asked at least so often since then, most asked first."""
    own = search_hour.c
    times = func.sum(own.asked)
    statement = select(own.words).where(own.hour_at >= since).group_by(own.words).having(times >= least)
    return list(connection.execute(statement.order_by(times.desc(), own.words).limit(limit)).scalars())


def opens_for(connection: Connection, words: str) -> dict[tuple[str, int], int]:
    """{(kind, item id): how often opened} for these words."""
    own = search_opened.c
    rows = connection.execute(select(own.kind, own.item_id, own.opens).where(own.words == words))
    return {(kind, item_id): opens for kind, item_id, opens in rows}


def forget(tx: Connection, today: date, least: int, rare_days: int, days: int) -> None:
    """Rare words go after `rare_days`, counts after `days`, hours after one day."""
    own = search_asked.c
    rare = select(own.words).group_by(own.words).having(func.sum(own.asked) < least)
    old_rare = (own.day < today - timedelta(days=rare_days)) & own.words.in_(list(tx.execute(rare).scalars()))
    tx.execute(delete(search_asked).where(old_rare | (own.day < today - timedelta(days=days))))
    tx.execute(delete(search_opened).where(search_opened.c.last_on < today - timedelta(days=days)))
    tx.execute(delete(search_gap_told).where(search_gap_told.c.told_on < today - timedelta(days=days)))
    first = datetime.combine(today - timedelta(days=1), datetime.min.time()).astimezone()
    tx.execute(delete(search_hour).where(search_hour.c.hour_at < first))
