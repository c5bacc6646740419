"""Threads and comments: the tables and every query."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Connection, ForeignKey, Index, Integer, MetaData, String, Table, Text, func, insert, select, update

from extranet.db import UtcDateTime
from extranet.discussion.model import OPEN, About, Comment, Line, Short, Thread
from extranet.pages import plain_text

metadata = MetaData()

discussion_thread = Table(
    "discussion_thread",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
    Column("about_kind", String(10), nullable=False),
    Column("about_target", String(200), nullable=False),
    Column("about_words", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("settled_by", String(200), nullable=False),
    Column("settled_at", UtcDateTime),
    Column("made_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Index("discussion_thread_page", "page_id", "state", "last_at"),
)
discussion_comment = Table(
    "discussion_comment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("thread_id", ForeignKey("discussion_thread.id", ondelete="CASCADE"), nullable=False),
    Column("token", String(80), nullable=False, unique=True),
    Column("author_id", Integer, nullable=False),
    Column("author_name", String(200), nullable=False),
    Column("author_authority", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("edited_at", UtcDateTime),
    Column("removed_at", UtcDateTime),
    Column("removed_by", String(200), nullable=False),
    Index("discussion_comment_thread", "thread_id", "id"),
    sqlite_autoincrement=True,
)
_COMMENT = tuple(discussion_comment.c[one.name] for one in fields(Comment))
_WORDS = 160


def add_thread(tx: Connection, page_id: int, about: About, number: int, now: datetime) -> int:
    """A new open thread; its id."""
    row = {"page_id": page_id, "about_kind": about.kind, "about_target": about.target, "about_words": about.words, "number": number}
    row |= {"state": OPEN, "settled_by": "", "settled_at": None, "made_at": now, "last_at": now}
    return tx.execute(insert(discussion_thread).values(**row)).inserted_primary_key[0]


def add_comment(tx: Connection, row: Mapping[str, Any]) -> int:
    """A new comment, which also moves its thread to the front; its id."""
    tx.execute(update(discussion_thread).where(discussion_thread.c.id == row["thread_id"]).values(last_at=row["made_at"]))
    return tx.execute(insert(discussion_comment).values(**row, removed_by="")).inserted_primary_key[0]


def change_thread(tx: Connection, thread_id: int, **values: Any) -> None:
    tx.execute(update(discussion_thread).where(discussion_thread.c.id == thread_id).values(**values))


def change_comment(tx: Connection, comment_id: int, **values: Any) -> None:
    tx.execute(update(discussion_comment).where(discussion_comment.c.id == comment_id).values(**values))


def comment_by_id(connection: Connection, comment_id: int) -> Comment | None:
    row = connection.execute(select(*_COMMENT).where(discussion_comment.c.id == comment_id)).first()
    return Comment(*row) if row else None


def comment_by_token(connection: Connection, token: str) -> Comment | None:
    """What the same form made before."""
    row = connection.execute(select(*_COMMENT).where(discussion_comment.c.token == token)).first()
    return Comment(*row) if row else None


def thread_by_id(connection: Connection, thread_id: int) -> Thread | None:
    """The thread with all its comments."""
    row = connection.execute(select(discussion_thread).where(discussion_thread.c.id == thread_id)).mappings().first()
    return _thread(row, _comments(connection, [thread_id])) if row else None


def threads_of(connection: Connection, page_id: int, state: str, limit: int, offset: int = 0) -> list[Thread]:
    """Threads in one state with their comments, the one last spoken in first."""
    wanted = select(discussion_thread).where(discussion_thread.c.page_id == page_id, discussion_thread.c.state == state)
    wanted = wanted.order_by(discussion_thread.c.last_at.desc(), discussion_thread.c.id.desc()).limit(limit).offset(offset)
    rows = connection.execute(wanted).mappings().all()
    comments = _comments(connection, [row["id"] for row in rows])
    return [_thread(row, comments) for row in rows]


def count_threads(connection: Connection, page_id: int) -> dict[str, int]:
    counted = select(discussion_thread.c.state, func.count()).where(discussion_thread.c.page_id == page_id).group_by(discussion_thread.c.state)
    return dict(connection.execute(counted).all())


def in_short(connection: Connection, page_id: int, most_lines: int) -> Short:
    """The discussion of a page as it stands at its end: counts, and the open threads last spoken in."""
    joined = discussion_thread.join(discussion_comment, discussion_comment.c.thread_id == discussion_thread.c.id)
    columns = (discussion_thread.c.id, discussion_thread.c.state, discussion_thread.c.about_words)
    columns += (discussion_comment.c.author_name, discussion_comment.c.parts, discussion_comment.c.removed_at)
    wanted = select(*columns).select_from(joined).where(discussion_thread.c.page_id == page_id)
    rows = connection.execute(wanted.order_by(discussion_thread.c.last_at.desc(), discussion_thread.c.id.desc(), discussion_comment.c.id)).all()
    threads: dict[int, list] = {}
    for row in rows:
        threads.setdefault(row.id, []).append(row)
    open_ones = [own for own in threads.values() if own[0].state == OPEN]
    return Short(sum(row.removed_at is None for row in rows), len(open_ones), tuple(_line(own) for own in open_ones[:most_lines]))


def _line(rows: list) -> Line:
    """The first comment that still stands speaks for its thread."""
    said = [row for row in rows if row.removed_at is None]
    first = said[0] if said else rows[0]
    words = " ".join(plain_text(first.parts).split())
    words = words[:_WORDS].rstrip() + "…" if len(words) > _WORDS else words
    return Line(first.id, first.author_name, words if said else "Removed.", first.about_words, max(0, len(said) - 1))


def _comments(connection: Connection, thread_ids: Iterable[int]) -> dict[int, list[Comment]]:
    ids = list(thread_ids)
    found: dict[int, list[Comment]] = {one: [] for one in ids}
    if ids:
        for row in connection.execute(select(*_COMMENT).where(discussion_comment.c.thread_id.in_(ids)).order_by(discussion_comment.c.id)):
            found[row.thread_id].append(Comment(*row))
    return found


def _thread(row: Mapping, comments: Mapping[int, list[Comment]]) -> Thread:
    about = About(row["about_kind"], row["about_target"], row["about_words"])
    names = ("number", "state", "settled_by", "settled_at", "made_at", "last_at")
    return Thread(row["id"], row["page_id"], about, *(row[name] for name in names), comments=tuple(comments[row["id"]]))
