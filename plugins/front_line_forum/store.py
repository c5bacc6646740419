"""Queries over contacts, referrals and what belongs to them; rows in, values out."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from extranet_plugins.front_line_forum import tables
from extranet_plugins.front_line_forum.model import CLOSED, NEED_MORE, SENT, WAITING, Contact, OpenedPage, Queue, Referral, Step

PER_PAGE = 50

# --- contacts -----------------------------------------------------------------------------------------------------


def contact_of(row) -> Contact:
    return Contact(**{**row, "pages": tuple(OpenedPage(*page) for page in row["pages"])})


def contact_in_hand(connection: Connection, adviser_id: int, since: datetime) -> Contact | None:
    """The adviser's contact that has no outcome yet; one begun before `since` is forgotten."""
    at = tables.contact.c
    wanted = select(tables.contact).where(at.adviser_id == adviser_id, at.closed_at.is_(None), at.started_at >= since)
    row = connection.execute(wanted.order_by(at.id.desc()).limit(1)).mappings().first()
    return contact_of(row) if row else None


def contact_by_id(connection: Connection, contact_id: int | None) -> Contact | None:
    row = connection.execute(select(tables.contact).where(tables.contact.c.id == contact_id)).mappings().first()
    return contact_of(row) if row else None


def last_channel(connection: Connection, adviser_id: int) -> str:
    """The channel of this adviser's last contact; '' when there is none."""
    wanted = select(tables.contact.c.channel).where(tables.contact.c.adviser_id == adviser_id).order_by(tables.contact.c.id.desc()).limit(1)
    return connection.execute(wanted).scalar_one_or_none() or ""


def add_contact(tx: Connection, row: dict) -> Contact:
    made = tx.execute(insert(tables.contact).values(**row)).inserted_primary_key[0]
    return contact_by_id(tx, made)


def change_contact(tx: Connection, contact_id: int, values: dict, is_open: bool = True) -> bool:
    """Change a contact; False when it is gone, or closed though it had to be open."""
    at = tables.contact.c.id == contact_id
    where = and_(at, tables.contact.c.closed_at.is_(None)) if is_open else at
    return tx.execute(update(tables.contact).where(where).values(**values)).rowcount == 1


def forget_contact(tx: Connection, contact_id: int) -> None:
    tx.execute(tables.contact.delete().where(tables.contact.c.id == contact_id, tables.contact.c.closed_at.is_(None)))


def earlier_contact(connection: Connection, key: str, service: int | None, since: datetime, before_id: int) -> Contact | None:
    """The last resolved contact of the same customer about the same service that closed since then and was not yet repeated."""
    at = tables.contact.c
    wanted = select(tables.contact).where(at.customer_key == key, at.service == service, at.closed_at >= since, at.id < before_id, at.was_repeated.is_(False))
    row = connection.execute(wanted.order_by(at.id.desc()).limit(1)).mappings().first()
    return contact_of(row) if row else None


def forgotten_contacts(connection: Connection, before: datetime) -> list[Contact]:
    wanted = select(tables.contact).where(tables.contact.c.closed_at.is_(None), tables.contact.c.started_at < before).limit(500)
    return [contact_of(row) for row in connection.execute(wanted).mappings()]


def contact_count(connection: Connection, first: date, last: date) -> int:
    """Contacts in the log that closed on these days."""
    return connection.execute(select(func.count()).select_from(tables.contact).where(tables.contact.c.day.between(first, last))).scalar_one()


def pages_opened_lately(connection: Connection, adviser_id: int, limit: int = 5) -> list[OpenedPage]:
    wanted = select(tables.contact.c.pages).where(tables.contact.c.adviser_id == adviser_id).order_by(tables.contact.c.id.desc()).limit(20)
    found = {page[0]: OpenedPage(*page) for pages in connection.execute(wanted).scalars() for page in reversed(pages)}
    return list(found.values())[:limit]


# --- queues -------------------------------------------------------------------------------------------------------


def queue_of(connection: Connection, authority: str, group: int) -> Queue:
    """How a queue was arranged; the usual arrangement when nobody did."""
    at = tables.queue.c
    row = connection.execute(select(tables.queue).where(at.authority == authority, at.service_group == group)).mappings().first()
    return Queue(**{**row, "asks": tuple(row["asks"])}) if row else Queue(authority, group)


def keep_queue(tx: Connection, one: Queue) -> None:
    at = and_(tables.queue.c.authority == one.authority, tables.queue.c.service_group == one.service_group)
    row = {"phone": one.phone, "is_published": one.is_published, "is_cold_allowed": one.is_cold_allowed, "asks": list(one.asks), "target": one.target}
    if tx.execute(update(tables.queue).where(at).values(**row)).rowcount == 0:
        tx.execute(insert(tables.queue).values(authority=one.authority, service_group=one.service_group, **row))


def all_queues(connection: Connection) -> list[Queue]:
    rows = connection.execute(select(tables.queue).order_by(tables.queue.c.authority, tables.queue.c.service_group)).mappings()
    return [Queue(**{**row, "asks": tuple(row["asks"])}) for row in rows]


# --- referrals ----------------------------------------------------------------------------------------------------


def referral_of(row) -> Referral:
    return Referral(**{**row, "path": tuple(row["path"]), "answers": tuple(row["answers"])})


def referral_by_id(connection: Connection, referral_id: int) -> Referral | None:
    row = connection.execute(select(tables.referral).where(tables.referral.c.id == referral_id)).mappings().first()
    return referral_of(row) if row else None


def add_referral(tx: Connection, row: dict) -> Referral:
    made = tx.execute(insert(tables.referral).values(**row)).inserted_primary_key[0]
    return referral_by_id(tx, made)


def change_referral(tx: Connection, one: Referral, values: dict) -> bool:
    """Change a referral that is still as it was read; False when somebody was first."""
    at = and_(tables.referral.c.id == one.id, tables.referral.c.version == one.version, tables.referral.c.status == one.status)
    return tx.execute(update(tables.referral).where(at).values(**values, version=one.version + 1)).rowcount == 1


def add_step(tx: Connection, row: dict) -> None:
    tx.execute(insert(tables.step).values(**row))


def steps(connection: Connection, referral_id: int) -> list[Step]:
    """What was done to a referral, oldest first."""
    wanted = select(tables.step).where(tables.step.c.referral_id == referral_id).order_by(tables.step.c.id)
    return [Step(**row) for row in connection.execute(wanted).mappings()]


LINE = (
    "id",
    "status",
    "kind",
    "service",
    "place",
    "risk",
    "authority",
    "service_group",
    "sender_authority",
    "sender_id",
    "assigned_id",
    "assigned_name",
    "target",
    "received_at",
    "accept_by",
    "due_at",
    "closed_at",
    "outcome",
    "escalated",
    "is_misdirected",
)


def lines(connection: Connection, where, page: int, is_open: bool = True) -> list:
    """A page of referrals without what they say, the soonest due first; closed ones newest first. Rows with the names of LINE."""
    at = tables.referral.c
    order = (at.due_at, at.id) if is_open else (at.closed_at.desc(), at.id.desc())
    wanted = select(*(at[name] for name in LINE)).where(where).order_by(*order).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return connection.execute(wanted).all()


def count(connection: Connection, where) -> int:
    return connection.execute(select(func.count()).select_from(tables.referral).where(where)).scalar_one()


def counts_by_status(connection: Connection, where) -> dict[tuple[int, str], int]:
    """How many referrals for each service group and status."""
    at = tables.referral.c
    rows = connection.execute(select(at.service_group, at.status, func.count()).where(where).group_by(at.service_group, at.status))
    return {(group, status): number for group, status, number in rows}


def held_by(authority: str, predecessors: Iterable[tuple[str, tuple[str, ...] | None]], column: str = "authority"):
    """The condition that this authority, or one it stands in for, holds (or sent) a referral."""
    at = tables.referral.c
    own = [at[column] == authority]
    own += [at[column] == slug if places is None else and_(at[column] == slug, at.place.in_(places)) for slug, places in predecessors]
    return or_(*own) if len(own) > 1 else own[0]


def is_open():
    return tables.referral.c.closed_at.is_(None)


def not_accepted_in_time(connection: Connection, now: datetime, limit: int) -> list[Referral]:
    at = tables.referral.c
    wanted = select(tables.referral).where(at.closed_at.is_(None), at.status == SENT, at.accept_by < now, at.escalated < 1).limit(limit)
    return [referral_of(row) for row in connection.execute(wanted).mappings()]


def overdue(connection: Connection, now: datetime, limit: int) -> list[Referral]:
    at = tables.referral.c
    late = and_(at.closed_at.is_(None), at.status.not_in((WAITING, CLOSED)), at.due_at < now, at.escalated < 2)
    return [referral_of(row) for row in connection.execute(select(tables.referral).where(late).limit(limit)).mappings()]


def open_at(connection: Connection, authorities: Iterable[str], after_id: int, limit: int) -> list[Referral]:
    """Open referrals that these authorities hold, in order of their ids, from the one after `after_id`."""
    at = tables.referral.c
    wanted = select(tables.referral).where(at.closed_at.is_(None), at.authority.in_(list(authorities)), at.id > after_id).order_by(at.id).limit(limit)
    return [referral_of(row) for row in connection.execute(wanted).mappings()]


def misleading(connection: Connection, limit: int = 50) -> list:
    """(service, page, times) of referrals that came back as sent to the wrong authority, most often first."""
    at = tables.referral.c
    number = func.count().label("times")
    wanted = select(at.service, at.page, number).where(at.is_misdirected.is_(True)).group_by(at.service, at.page).order_by(number.desc()).limit(limit)
    return connection.execute(wanted).all()


def log_reading(tx: Connection, row: dict) -> None:
    tx.execute(insert(tables.reading).values(**row))


def readings(connection: Connection, referral_id: int) -> list:
    """Who read a referral, newest first."""
    return connection.execute(select(tables.reading).where(tables.reading.c.referral_id == referral_id).order_by(tables.reading.c.id.desc()).limit(200)).all()


def about_person(connection: Connection, where, words: str) -> list[Referral]:
    """Referrals that hold this text among the customer's particulars."""
    at, like = tables.referral.c, f"%{words.replace('%', '').replace('_', '')}%"
    found = or_(*(at[name].ilike(like) for name in ("name", "route", "address", "need")))
    return [referral_of(row) for row in connection.execute(select(tables.referral).where(where, found).order_by(at.id).limit(200)).mappings()]


def waiting_at_sender(connection: Connection, where) -> int:
    return count(connection, and_(where, tables.referral.c.status == NEED_MORE))
