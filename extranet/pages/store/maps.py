"""How pages hang together: what nobody points at, and what is pointed at and not there."""

from datetime import date

from sqlalchemy import Connection, func, literal, select, update

from extranet.pages.model import PageLine
from extranet.pages.store.lists import readable, shown
from extranet.pages.store.pages import CURRENT, LINE, line_of
from extranet.pages.store.tables import page, page_address, page_link, revision

POINTING = ("link", "include")


def unlinked(connection: Connection, keys: frozenset[str], group: str, day: date, limit: int) -> list[PageLine]:
    """Readable pages shown today to which no other page's text leads, the oldest change first."""
    mine = select(page_address.c.slug).where(page_address.c.page_id == page.c.id).correlate(page)
    led_to = select(literal(1)).where(page_link.c.kind.in_(POINTING), page_link.c.target.in_(mine), page_link.c.page_id != page.c.id).correlate(page)
    wanted = select(*LINE).select_from(page.join(revision, CURRENT)).where(page.c.deleted_at.is_(None), readable(keys), shown(day), ~led_to.exists())
    if group:
        wanted = wanted.where(page.c.working_group == group)
    return [line_of(row) for row in connection.execute(wanted.order_by(page.c.updated_at, page.c.id).limit(limit))]


def missing_targets(connection: Connection, keys: frozenset[str], group: str, limit: int) -> list[tuple[str, int]]:
    """(address, how many readable pages lead there) for addresses at which no page stands outside the bin; most wanted first."""
    target = page.alias("led_to")
    standing = select(page_address.c.slug).join(target, target.c.id == page_address.c.page_id).where(target.c.deleted_at.is_(None))
    count = func.count(page_link.c.page_id.distinct())
    wanted = (
        select(page_link.c.target, count)
        .join(page, page.c.id == page_link.c.page_id)
        .where(page_link.c.kind.in_(POINTING), page_link.c.target.not_in(standing), page.c.deleted_at.is_(None), readable(keys))
    )
    if group:
        wanted = wanted.where(page.c.working_group == group)
    counted = wanted.group_by(page_link.c.target).order_by(count.desc(), page_link.c.target)
    return [(slug, number) for slug, number in connection.execute(counted.limit(limit))]


def own_titles(connection: Connection, keys: frozenset[str]) -> list[tuple[str, str]]:
    """(address, title) of every readable page outside the bin."""
    return [tuple(row) for row in connection.execute(select(page.c.slug, page.c.title).where(page.c.deleted_at.is_(None), readable(keys)))]


def move_addresses(tx: Connection, page_id: int, to_id: int) -> None:
    """Every address of the one page leads to the other from now on."""
    tx.execute(update(page_address).where(page_address.c.page_id == page_id).values(page_id=to_id))
