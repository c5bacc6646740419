"""Every query of upkeep."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from extranet.upkeep.model import LIVE_STATES, Flag, KeptRow, LocalCheck
from extranet.upkeep.tables import flag, helped, local_check, local_row, remark, reminder, waiver

_FLAG = [flag.c[name] for name in Flag.__dataclass_fields__]
_ROW = [local_row.c[name] for name in KeptRow.__dataclass_fields__]
_CHECK = [local_check.c[name] for name in LocalCheck.__dataclass_fields__]

# Flags ------------------------------------------------------------------------


def add_flag(tx: Connection, row: Mapping[str, Any]) -> int:
    return tx.execute(insert(flag).values(**row)).inserted_primary_key[0]


def flag_by_id(connection: Connection, flag_id: int) -> Flag | None:
    row = connection.execute(select(*_FLAG).where(flag.c.id == flag_id)).first()
    return Flag(*row) if row else None


def flag_by_token(connection: Connection, token: str) -> Flag | None:
    row = connection.execute(select(*_FLAG).where(flag.c.token == token)).first()
    return Flag(*row) if row else None


def move_flag(tx: Connection, flag_id: int, **values: Any) -> bool:
    """Change a flag that nobody has answered yet; False, and nothing changed, when somebody has."""
    at = (flag.c.id == flag_id) & flag.c.state.in_(LIVE_STATES)
    return tx.execute(update(flag).where(at).values(**values)).rowcount == 1


def live_flags(connection: Connection, page_id: int | None = None) -> list[Flag]:
    """Flags without an outcome, the one owed first first; of one page or of all."""
    wanted = select(*_FLAG).where(flag.c.state.in_(LIVE_STATES)).order_by(flag.c.decide_by, flag.c.id)
    if page_id is not None:
        wanted = wanted.where(flag.c.page_id == page_id)
    return [Flag(*row) for row in connection.execute(wanted)]


def flags_of_page(connection: Connection, page_id: int, limit: int) -> list[Flag]:
    """Newest first, whatever their state."""
    wanted = select(*_FLAG).where(flag.c.page_id == page_id).order_by(flag.c.raised_at.desc(), flag.c.id.desc()).limit(limit)
    return [Flag(*row) for row in connection.execute(wanted)]


def flags_of_person(connection: Connection, person_id: int, limit: int) -> list[Flag]:
    wanted = select(*_FLAG).where(flag.c.person_id == person_id).order_by(flag.c.raised_at.desc(), flag.c.id.desc()).limit(limit)
    return [Flag(*row) for row in connection.execute(wanted)]


def release_flags(tx: Connection, person_id: int) -> int:
    """Flags that this person was mending wait for somebody again; how many."""
    at = (flag.c.fixer_id == person_id) & flag.c.state.in_(LIVE_STATES)
    return tx.execute(update(flag).where(at).values(fixer_id=None, state="open", accepted_at=None, accepted_by="")).rowcount


# Whether it helped --------------------------------------------------------------


def count_answer(tx: Connection, page_id: int, authority: str, day: date, answer: str) -> None:
    at = (helped.c.page_id == page_id) & (helped.c.authority == authority) & (helped.c.day == day) & (helped.c.answer == answer)
    if tx.execute(update(helped).where(at).values(count=helped.c.count + 1)).rowcount == 0:
        tx.execute(insert(helped).values(page_id=page_id, authority=authority, day=day, answer=answer, count=1))


def add_remark(tx: Connection, page_id: int, authority: str, day: date, answer: str, text: str) -> None:
    tx.execute(insert(remark).values(page_id=page_id, authority=authority, day=day, answer=answer, text=text))


def answers_of(connection: Connection, page_ids: Iterable[int] | None, since: date) -> list[tuple[int, str, str, int]]:
    """(page, authority, answer, count) from this day on."""
    total = func.sum(helped.c.count)
    wanted = select(helped.c.page_id, helped.c.authority, helped.c.answer, total).where(helped.c.day >= since)
    if page_ids is not None:
        wanted = wanted.where(helped.c.page_id.in_(list(page_ids)))
    return [(*row[:3], int(row[3])) for row in connection.execute(wanted.group_by(helped.c.page_id, helped.c.authority, helped.c.answer))]


def remarks_of(connection: Connection, page_id: int, since: date, limit: int) -> list[tuple[date, str, str, str]]:
    """(day, authority, answer, words), newest first."""
    wanted = select(remark.c.day, remark.c.authority, remark.c.answer, remark.c.text).where(remark.c.page_id == page_id, remark.c.day >= since)
    return [tuple(row) for row in connection.execute(wanted.order_by(remark.c.day.desc(), remark.c.id.desc()).limit(limit))]


def forget_answers(tx: Connection, before: date) -> int:
    """Counts and remarks of days before this one go; how many rows."""
    gone = tx.execute(delete(remark).where(remark.c.day < before)).rowcount
    return gone + tx.execute(delete(helped).where(helped.c.day < before)).rowcount


# Local text ---------------------------------------------------------------------


def rows_of(connection: Connection, page_ids: Iterable[int] | None = None, selector: str = "") -> list[KeptRow]:
    wanted = select(*_ROW).order_by(local_row.c.page_id, local_row.c.place, local_row.c.position, local_row.c.selector)
    if page_ids is not None:
        wanted = wanted.where(local_row.c.page_id.in_(list(page_ids)))
    if selector:
        wanted = wanted.where(local_row.c.selector == selector)
    return [KeptRow(*row) for row in connection.execute(wanted)]


def replace_rows(tx: Connection, page_id: int, rows: list[Mapping[str, Any]]) -> None:
    tx.execute(delete(local_row).where(local_row.c.page_id == page_id))
    if rows:
        tx.execute(insert(local_row), list(rows))


def confirm_rows(tx: Connection, page_id: int, selector: str, at: datetime, by: str) -> int:
    """How many rows of this authority on the page are said to be right."""
    where = (local_row.c.page_id == page_id) & (local_row.c.selector == selector)
    return tx.execute(update(local_row).where(where).values(confirmed_at=at, confirmed_by=by)).rowcount


def open_checks(connection: Connection, page_id: int | None = None, authority: str = "") -> list[LocalCheck]:
    wanted = select(*_CHECK).where(local_check.c.done_at.is_(None)).order_by(local_check.c.due_on, local_check.c.id)
    if page_id is not None:
        wanted = wanted.where(local_check.c.page_id == page_id)
    if authority:
        wanted = wanted.where(local_check.c.authority == authority)
    return [LocalCheck(*row) for row in connection.execute(wanted)]


def add_checks(tx: Connection, rows: list[Mapping[str, Any]]) -> None:
    if rows:
        tx.execute(insert(local_check), list(rows))


def close_checks(tx: Connection, page_id: int, authority: str, at: datetime, by: str, outcome: str) -> int:
    where = (local_check.c.page_id == page_id) & (local_check.c.authority == authority) & local_check.c.done_at.is_(None)
    return tx.execute(update(local_check).where(where).values(done_at=at, done_by=by, outcome=outcome)).rowcount


def waivers(connection: Connection, page_ids: Iterable[int] | None = None) -> dict[tuple[int, str], tuple[str, str]]:
    """(reason, given by) for each (page, authority) that needs no text of its own."""
    wanted = select(waiver.c.page_id, waiver.c.authority, waiver.c.reason, waiver.c.given_by)
    if page_ids is not None:
        wanted = wanted.where(waiver.c.page_id.in_(list(page_ids)))
    return {(row.page_id, row.authority): (row.reason, row.given_by) for row in connection.execute(wanted)}


def keep_waiver(tx: Connection, row: Mapping[str, Any]) -> None:
    take_waiver(tx, row["page_id"], row["authority"])
    tx.execute(insert(waiver).values(**row))


def take_waiver(tx: Connection, page_id: int, authority: str) -> bool:
    return tx.execute(delete(waiver).where(waiver.c.page_id == page_id, waiver.c.authority == authority)).rowcount == 1


# Reminders ----------------------------------------------------------------------


def reminders(connection: Connection, subjects: Iterable[str] | None = None) -> dict[tuple[str, date], dict[str, datetime]]:
    """{(subject, due): {step: when it was told}}."""
    wanted = select(reminder.c.subject, reminder.c.due_on, reminder.c.step, reminder.c.told_at)
    if subjects is not None:
        wanted = wanted.where(reminder.c.subject.in_(list(subjects)))
    found: dict[tuple[str, date], dict[str, datetime]] = {}
    for row in connection.execute(wanted):
        found.setdefault((row.subject, row.due_on), {})[row.step] = row.told_at
    return found


def add_reminder(tx: Connection, subject: str, due: date, step: str, at: datetime, told: int) -> None:
    tx.execute(insert(reminder).values(subject=subject, due_on=due, step=step, told_at=at, told=told))
