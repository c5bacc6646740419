"""Every query of structure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Select, Subquery, delete, distinct, func, insert, or_, select, update

from extranet.structure.model import BROKEN, OK, PENDING, Address, Found
from extranet.structure.tables import address, heading_link, metadata, use

__all__ = ["metadata"]
BATCH = 400


def keep_uses(tx: Connection, page_id: int, urls: Iterable[str]) -> None:
    """The addresses that this page names from now on."""
    by_digest = {_digest(url): url for url in sorted(set(urls))}
    known = dict(tx.execute(select(address.c.digest, address.c.id).where(address.c.digest.in_(by_digest))).all()) if by_digest else {}
    for digest, url in by_digest.items():
        if digest not in known:
            made = tx.execute(insert(address).values(digest=digest, url=url, state=PENDING, detail=""))
            known[digest] = made.inserted_primary_key[0]
    tx.execute(delete(use).where(use.c.page_id == page_id))
    if known:
        tx.execute(insert(use), [{"page_id": page_id, "address_id": one} for one in sorted(known.values())])


def keep_heading_links(tx: Connection, page_id: int, links: Iterable[tuple[str, str]], lost: Iterable[tuple[str, str]]) -> None:
    tx.execute(delete(heading_link).where(heading_link.c.page_id == page_id))
    lost = set(lost)
    rows = [{"page_id": page_id, "target": target, "fragment": fragment, "is_lost": (target, fragment) in lost} for target, fragment in sorted(links)]
    if rows:
        tx.execute(insert(heading_link), rows)


def links_to(connection: Connection, targets: Iterable[str]) -> set[str]:
    """The headings of these addresses that pages lead to."""
    return set(connection.execute(select(heading_link.c.fragment).where(heading_link.c.target.in_(list(targets))).distinct()).scalars())


def judge_headings(tx: Connection, targets: Iterable[str], there: Iterable[str]) -> None:
    """Which headings of a page at these addresses are there, for every link to them."""
    at_page, there = heading_link.c.target.in_(list(targets)), sorted(there)
    tx.execute(update(heading_link).where(at_page, heading_link.c.fragment.in_(there)).values(is_lost=False))
    tx.execute(update(heading_link).where(at_page, heading_link.c.fragment.not_in(there)).values(is_lost=True))


def forget_others(tx: Connection, page_ids: Iterable[int]) -> None:
    """Only these pages name anything; an address that no page names any more goes."""
    keep = set(page_ids)
    for table in (use, heading_link):
        gone = set(tx.execute(select(table.c.page_id).distinct()).scalars()) - keep
        if gone:
            tx.execute(delete(table).where(table.c.page_id.in_(sorted(gone))))
    tx.execute(delete(address).where(address.c.id.not_in(select(use.c.address_id))))


def next_to_ask(connection: Connection, before: datetime, limit: int) -> list[Address]:
    """Addresses in use not looked at since `before`: never looked at first, then the broken, then the longest ago."""
    wanted = _ADDRESSES.where(or_(address.c.checked_at.is_(None), address.c.checked_at < before), address.c.id.in_(select(use.c.address_id)))
    order = (address.c.checked_at.is_not(None), address.c.state != BROKEN, address.c.checked_at, address.c.id)
    return [_address(row) for row in connection.execute(wanted.order_by(*order).limit(limit))]


def keep_found(tx: Connection, one: Address, found: Found, now: datetime) -> None:
    since = (one.broken_since or now) if found.state == BROKEN else None
    values = {"state": found.state, "detail": found.detail, "checked_at": now, "broken_since": since}
    tx.execute(update(address).where(address.c.id == one.id).values(**values))


def broken_before(connection: Connection, moment: datetime) -> list[tuple[Address, int]]:
    """(address, page id) for what is broken since before this moment."""
    wanted = _ADDRESSES.add_columns(use.c.page_id).join(use, use.c.address_id == address.c.id).where(address.c.state == BROKEN, address.c.broken_since < moment)
    return [(_address(row), row.page_id) for row in connection.execute(wanted.order_by(address.c.id, use.c.page_id))]


def troubled(connection: Connection, pages: Subquery, group: str) -> list[tuple[Address, str, str]]:
    """(address, slug, title) for every address that was looked at and is not fine, over these pages (of one group)."""
    wanted = _ADDRESSES.add_columns(pages.c.slug, pages.c.title).join(use, use.c.address_id == address.c.id).join(pages, pages.c.id == use.c.page_id)
    wanted = _of_group(wanted.where(address.c.state.not_in((OK, PENDING))), pages, group)
    return [(_address(row), row.slug, row.title) for row in connection.execute(wanted.order_by(address.c.broken_since, address.c.url, pages.c.title))]


def counts(connection: Connection, pages: Subquery, group: str) -> dict[str, int]:
    """How many addresses of these pages are in each state."""
    wanted = select(address.c.state, func.count(distinct(address.c.id))).join(use, use.c.address_id == address.c.id).join(pages, pages.c.id == use.c.page_id)
    return dict(connection.execute(_of_group(wanted, pages, group).group_by(address.c.state)).all())


def lost_headings(connection: Connection, pages: Subquery, group: str) -> list[tuple[str, str, str, str]]:
    """(slug, title, target, fragment) for every link of these pages to a heading that is not there."""
    wanted = select(pages.c.slug, pages.c.title, heading_link.c.target, heading_link.c.fragment).join(pages, pages.c.id == heading_link.c.page_id)
    wanted = _of_group(wanted.where(heading_link.c.is_lost), pages, group)
    return [tuple(row) for row in connection.execute(wanted.order_by(pages.c.title, heading_link.c.target, heading_link.c.fragment))]


def trouble_by_page(connection: Connection) -> Mapping[int, int]:
    """How many links of each page lead nowhere: broken addresses and lost headings."""
    broken = select(use.c.page_id, func.count()).join(address, address.c.id == use.c.address_id).where(address.c.state == BROKEN).group_by(use.c.page_id)
    lost = select(heading_link.c.page_id, func.count()).where(heading_link.c.is_lost).group_by(heading_link.c.page_id)
    found: dict[int, int] = {}
    for page_id, count in (*connection.execute(broken), *connection.execute(lost)):
        found[page_id] = found.get(page_id, 0) + count
    return found


_ADDRESSES = select(address.c.id, address.c.url, address.c.state, address.c.detail, address.c.checked_at, address.c.broken_since)


def _address(row) -> Address:
    return Address(row.id, row.url, row.state, row.detail, row.checked_at, row.broken_since)


def _of_group(wanted: Select, pages: Subquery, group: str) -> Select:
    return wanted.where(pages.c.working_group == group) if group else wanted


def _digest(url: str) -> str:
    return sha256(url.encode("utf-8", "replace")).hexdigest()
