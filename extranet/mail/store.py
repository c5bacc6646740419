"""The outbox: its table and every query of it."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, MetaData, String, Table, Text, UniqueConstraint, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from extranet.db import UtcDateTime
from extranet.mail.model import FAILED, SENDING, SENT, WAITING, KeptLetter

metadata = MetaData()

mail_letter = Table(
    "mail_letter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("recipient", String(254), nullable=False),
    Column("subject", String(300), nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("key", String(200)),
    Column("stop_url", Text, nullable=False),
    Column("mark", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("claimed_at", UtcDateTime),
    Column("done_at", UtcDateTime),
    Column("fault", Text, nullable=False),
    Column("calendar", Text, nullable=False, server_default=""),
    UniqueConstraint("recipient", "key", name="mail_letter_key"),
    Index("mail_letter_due", "state", "next_try_at"),
    Index("mail_letter_posted", "posted_at"),
    sqlite_autoincrement=True,
)
_KEPT = tuple(mail_letter.c[one.name] for one in fields(KeptLetter))


def add(tx: Connection, row: Mapping[str, Any]) -> None:
    """Insert the letter, unless one with its key went to that address before."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgres_insert
    tx.execute(insert(mail_letter).values(**row).on_conflict_do_nothing(index_elements=["recipient", "key"]))


def due(connection: Connection, now: datetime, limit: int) -> list[int]:
    """Ids of letters whose time to be tried has come, the oldest first."""
    wanted = select(mail_letter.c.id).where(mail_letter.c.state == WAITING, mail_letter.c.next_try_at <= now)
    return list(connection.execute(wanted.order_by(mail_letter.c.next_try_at, mail_letter.c.id).limit(limit)).scalars())


def claim(tx: Connection, letter_id: int, now: datetime) -> KeptLetter | None:
    """The letter, which is this process's to send from now on; None when another was faster."""
    mine = (mail_letter.c.id == letter_id) & (mail_letter.c.state == WAITING)
    if tx.execute(update(mail_letter).where(mine).values(state=SENDING, claimed_at=now, tries=mail_letter.c.tries + 1)).rowcount != 1:
        return None
    return by_id(tx, letter_id)


def release_claims(tx: Connection, claimed_before: datetime) -> int:
    """Letters that a process took and, having died, never finished wait again; how many."""
    lost = (mail_letter.c.state == SENDING) & (mail_letter.c.claimed_at < claimed_before)
    return tx.execute(update(mail_letter).where(lost).values(state=WAITING, claimed_at=None)).rowcount


def has_lost_claims(connection: Connection, claimed_before: datetime) -> bool:
    lost = select(mail_letter.c.id).where(mail_letter.c.state == SENDING, mail_letter.c.claimed_at < claimed_before)
    return connection.execute(lost.limit(1)).first() is not None


def change(tx: Connection, letter_id: int, **values: Any) -> None:
    tx.execute(update(mail_letter).where(mail_letter.c.id == letter_id).values(**values))


def by_id(connection: Connection, letter_id: int) -> KeptLetter | None:
    row = connection.execute(select(*_KEPT).where(mail_letter.c.id == letter_id)).first()
    return KeptLetter(*row) if row else None


def newest(connection: Connection, states: tuple[str, ...], limit: int, offset: int = 0) -> list[KeptLetter]:
    """Letters in these states, the newest first."""
    wanted = select(*_KEPT).where(mail_letter.c.state.in_(states)).order_by(mail_letter.c.id.desc()).limit(limit).offset(offset)
    return [KeptLetter(*row) for row in connection.execute(wanted)]


def counts(connection: Connection) -> dict[str, int]:
    """How many letters are in each state that has any."""
    return dict(connection.execute(select(mail_letter.c.state, func.count()).group_by(mail_letter.c.state)).all())


def count_stuck(connection: Connection, posted_before: datetime) -> int:
    """Letters that failed for good or have waited since before this moment."""
    late = mail_letter.c.state.in_((WAITING, SENDING)) & (mail_letter.c.posted_at < posted_before)
    return connection.execute(select(func.count()).select_from(mail_letter).where(or_(mail_letter.c.state == FAILED, late))).scalar_one()


def empty_old(tx: Connection, before: datetime) -> int:
    """Take the words and addresses out of letters older than this; the lines stay for the figures. How many."""
    old = (mail_letter.c.posted_at < before) & (mail_letter.c.text != "") & (mail_letter.c.state != SENDING)
    done = tx.execute(update(mail_letter).where(old & (mail_letter.c.state == SENT)).values(text="", subject="", stop_url="", calendar="")).rowcount
    given_up = {"text": "", "subject": "", "stop_url": "", "state": FAILED, "fault": "Kept too long without being sent; its words are gone."}
    return done + tx.execute(update(mail_letter).where(old & (mail_letter.c.state != SENT)).values(**given_up)).rowcount
