"""Watches, news and wishes: the tables and every query."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from extranet.db import UtcDateTime
from extranet.watching.model import PAGE_NEWS, SEARCH_NEWS, NewsLine, Watch

metadata = MetaData()

# People are set aside, never deleted; a page may be, and takes what was told about it along.
watch = Table(
    "watch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, nullable=False),
    Column("thing", String(10), nullable=False),
    Column("target", String(200), nullable=False),
    Column("filters", JSON, nullable=False),
    Column("filters_key", String(64), nullable=False),
    Column("wants", String(10), nullable=False),
    Column("with_minor", Boolean, nullable=False),
    Column("seen", JSON, nullable=False),
    Column("looked_at", UtcDateTime),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "thing", "target", "filters_key", name="watch_once"),
    Index("watch_target", "thing", "target"),
    sqlite_autoincrement=True,
)
news = Table(
    "news",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("title", String(300), nullable=False),
    Column("url", String(500), nullable=False),
    Column("text", Text, nullable=False),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE")),
    Column("watch_id", Integer),
    Column("key", String(200)),
    Column("told_at", UtcDateTime, nullable=False),
    Column("read_at", UtcDateTime),
    Column("mail_as", String(10), nullable=False),
    UniqueConstraint("person_id", "key", name="news_once"),
    Index("news_of_person", "person_id", "id"),
    Index("news_of_page", "page_id"),
    Index("news_unread", "person_id", sqlite_where=text("read_at IS NULL"), postgresql_where=text("read_at IS NULL")),
    Index("news_to_mail", "mail_as", "told_at"),
    sqlite_autoincrement=True,
)
news_wish = Table(
    "news_wish",
    metadata,
    Column("person_id", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(40), primary_key=True),
    Column("wants", String(10), nullable=False),
)
_WATCH = tuple(watch.c[one.name] for one in fields(Watch))
_LINE = tuple(news.c[one.name] for one in fields(NewsLine))


# Watches --------------------------------------------------------------------


def add_watch(tx: Connection, row: Mapping[str, Any]) -> None:
    """Insert the watch, unless the person has it already."""
    tx.execute(_insert(tx, watch).values(**row).on_conflict_do_nothing(index_elements=["person_id", "thing", "target", "filters_key"]))


def change_watch(tx: Connection, watch_id: int, **values: Any) -> None:
    tx.execute(update(watch).where(watch.c.id == watch_id).values(**values))


def remove_watch(tx: Connection, person_id: int, watch_id: int) -> bool:
    return tx.execute(delete(watch).where(watch.c.id == watch_id, watch.c.person_id == person_id)).rowcount > 0


def watch_by_id(connection: Connection, watch_id: int) -> Watch | None:
    row = connection.execute(select(*_WATCH).where(watch.c.id == watch_id)).first()
    return Watch(*row) if row else None


def find_watch(connection: Connection, person_id: int, thing: str, target: str, filters_key: str = "") -> Watch | None:
    own = (watch.c.person_id == person_id) & (watch.c.thing == thing)
    row = connection.execute(select(*_WATCH).where(own, watch.c.target == target, watch.c.filters_key == filters_key)).first()
    return Watch(*row) if row else None


def watches_of(connection: Connection, person_id: int) -> list[Watch]:
    """What the person watches, by kind of thing, the newest first."""
    wanted = select(*_WATCH).where(watch.c.person_id == person_id).order_by(watch.c.thing, watch.c.id.desc())
    return [Watch(*row) for row in connection.execute(wanted)]


def count_watches(connection: Connection, person_id: int) -> int:
    return connection.execute(select(func.count()).select_from(watch).where(watch.c.person_id == person_id)).scalar_one()


def watches_on(connection: Connection, targets: Iterable[tuple[str, str]]) -> list[Watch]:
    """Everybody's watches on any of these (thing, target) pairs."""
    by_thing: dict[str, set[str]] = {}
    for thing, target in targets:
        by_thing.setdefault(thing, set()).add(target)
    if not by_thing:
        return []
    on = or_(*((watch.c.thing == thing) & watch.c.target.in_(sorted(wanted)) for thing, wanted in by_thing.items()))
    return [Watch(*row) for row in connection.execute(select(*_WATCH).where(on).order_by(watch.c.id))]


def searches_to_look_at(connection: Connection, before: datetime, limit: int) -> list[tuple[Watch, list]]:
    """Watched searches that were last looked at before this moment, or never, with what was seen."""
    late = or_(watch.c.looked_at.is_(None), watch.c.looked_at < before)
    wanted = select(*_WATCH, watch.c.seen).where(watch.c.thing == "search", late).order_by(watch.c.id).limit(limit)
    return [(Watch(*row[:-1]), row[-1]) for row in connection.execute(wanted)]


# News -----------------------------------------------------------------------


def add_news(tx: Connection, rows: list[Mapping[str, Any]]) -> None:
    """Insert lines, leaving out those whose key the person was told before."""
    if rows:
        tx.execute(_insert(tx, news).on_conflict_do_nothing(index_elements=["person_id", "key"]), rows)


def lines_of(
    connection: Connection, person_id: int, kind: str = "", only_unread: bool = False, before_id: int | None = None, limit: int = 50
) -> list[NewsLine]:
    """A person's news, the newest first."""
    wanted = select(*_LINE).where(news.c.person_id == person_id).order_by(news.c.id.desc()).limit(limit)
    if kind:
        wanted = wanted.where(news.c.kind == kind)
    if only_unread:
        wanted = wanted.where(news.c.read_at.is_(None))
    if before_id is not None:
        wanted = wanted.where(news.c.id < before_id)
    return [NewsLine(*row) for row in connection.execute(wanted)]


def kinds_told(connection: Connection, person_id: int) -> set[str]:
    """Of which kinds this person has news, read or not."""
    return set(connection.execute(select(news.c.kind).where(news.c.person_id == person_id).distinct()).scalars())


def line_by_id(connection: Connection, person_id: int, line_id: int) -> NewsLine | None:
    row = connection.execute(select(*_LINE).where(news.c.id == line_id, news.c.person_id == person_id)).first()
    return NewsLine(*row) if row else None


def unread_pages(connection: Connection, person_id: int, limit: int) -> list[int | None]:
    """The page (or None) of each unread line, the newest first."""
    wanted = select(news.c.page_id).where(news.c.person_id == person_id, news.c.read_at.is_(None)).order_by(news.c.id.desc()).limit(limit)
    return list(connection.execute(wanted).scalars())


def mark_read(tx: Connection, person_id: int, now: datetime, line_ids: Iterable[int] | None = None, kind: str = "", up_to: int | None = None) -> None:
    """Lines are read from now on: these, or all of a kind, or all; up to and with the line `up_to`."""
    unread = (news.c.person_id == person_id) & news.c.read_at.is_(None)
    if line_ids is not None:
        unread &= news.c.id.in_(list(line_ids))
    if kind:
        unread &= news.c.kind == kind
    if up_to is not None:
        unread &= news.c.id <= up_to
    tx.execute(update(news).where(unread).values(read_at=now))


def mark_unread(tx: Connection, person_id: int, line_id: int) -> None:
    tx.execute(update(news).where(news.c.id == line_id, news.c.person_id == person_id).values(read_at=None))


def people_to_mail(connection: Connection, mail_as: str, told_before: datetime, limit: int) -> list[int]:
    """Who has lines of this frequency, told before this moment, that no letter took up yet."""
    wanted = select(news.c.person_id).where(news.c.mail_as == mail_as, news.c.told_at < told_before)
    return list(connection.execute(wanted.group_by(news.c.person_id).order_by(func.min(news.c.id)).limit(limit)).scalars())


def lines_to_mail(connection: Connection, person_id: int, mail_as: str, told_before: datetime) -> list[NewsLine]:
    own = (news.c.person_id == person_id) & (news.c.mail_as == mail_as)
    return [NewsLine(*row) for row in connection.execute(select(*_LINE).where(own, news.c.told_at < told_before).order_by(news.c.id))]


def claim_lines(tx: Connection, line_ids: Iterable[int], mail_as: str) -> bool:
    """A letter takes these lines up, and no other ever shall; False when another process did so first."""
    waiting = news.c.id.in_(list(line_ids)) & (news.c.mail_as == mail_as)
    return tx.execute(update(news).where(waiting).values(mail_as="off")).rowcount > 0


def remove_old_news(tx: Connection, told_before: datetime) -> int:
    return tx.execute(delete(news).where(news.c.told_at < told_before)).rowcount


# Wishes ---------------------------------------------------------------------


def wishes_of(connection: Connection, person_ids: Iterable[int], kinds: Iterable[str] | None = None) -> dict[tuple[int, str], str]:
    """What these people chose, by (person, kind)."""
    wanted = select(news_wish).where(news_wish.c.person_id.in_(list(person_ids)))
    if kinds is not None:
        wanted = wanted.where(news_wish.c.kind.in_(list(kinds)))
    return {(row.person_id, row.kind): row.wants for row in connection.execute(wanted)}


def keep_wish(tx: Connection, person_id: int, kind: str, wants: str) -> None:
    own = (news_wish.c.person_id == person_id) & (news_wish.c.kind == kind)
    if tx.execute(update(news_wish).where(own).values(wants=wants)).rowcount == 0:
        tx.execute(insert(news_wish).values(person_id=person_id, kind=kind, wants=wants))


def follow_kind(tx: Connection, person_id: int, kind: str) -> None:
    """The person's watches that bring this kind of news have no frequency of their own any more."""
    things = {PAGE_NEWS: ("page", "group", "service"), SEARCH_NEWS: ("search",)}.get(kind, ())
    tx.execute(update(watch).where(watch.c.person_id == person_id, watch.c.thing.in_(things)).values(wants=""))


def change_waiting(tx: Connection, person_id: int, wants: str, kind: str = "", watch_id: int | None = None) -> None:
    """Lines that wait for a letter go by the new wish; those of one kind, of one watch, or all of the person."""
    waiting = (news.c.person_id == person_id) & (news.c.mail_as != "off")
    if kind:
        waiting &= news.c.kind == kind
    if watch_id is not None:
        waiting &= news.c.watch_id == watch_id
    tx.execute(update(news).where(waiting).values(mail_as=wants))


def _insert(tx: Connection, table: Table):
    return (sqlite_insert if tx.dialect.name == "sqlite" else postgres_insert)(table)
