"""Rows of attached files."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from extranet.pages.model import Attachment
from extranet.pages.store.tables import attachment, page


def of_page(connection: Connection, page_id: int) -> list[Attachment]:
    """The current version of each file attached to the page, by name."""
    rows = select(*attachment.c).where(attachment.c.page_id == page_id, attachment.c.is_current.is_(True))
    return [Attachment(*row) for row in connection.execute(rows.order_by(func.lower(attachment.c.name)))]


def versions(connection: Connection, page_id: int, name: str) -> list[Attachment]:
    """Every version of one file, newest first."""
    rows = select(*attachment.c).where(attachment.c.page_id == page_id, attachment.c.name == name)
    return [Attachment(*row) for row in connection.execute(rows.order_by(attachment.c.version.desc()))]


def all_files(connection: Connection) -> dict[str, int]:
    """Bytes that any version of any file names, of pages in the bin too: size by SHA-256."""
    rows = connection.execute(select(attachment.c.sha256, attachment.c.size_bytes).distinct())
    return {row.sha256: row.size_bytes for row in rows}


def add_version(tx: Connection, row: Mapping[str, Any]) -> int:
    """Make this the current version of its file; its number."""
    same = (attachment.c.page_id == row["page_id"]) & (attachment.c.name == row["name"])
    last = tx.execute(select(func.max(attachment.c.version)).where(same)).scalar() or 0
    tx.execute(update(attachment).where(same).values(is_current=False))
    tx.execute(insert(attachment).values(version=last + 1, is_current=True, **row))
    _count(tx, row["page_id"])
    return last + 1


def remove(tx: Connection, page_id: int, name: str) -> bool:
    """No version is current any more; the versions and their bytes stay. False when there was none."""
    current = (attachment.c.page_id == page_id) & (attachment.c.name == name) & attachment.c.is_current.is_(True)
    was_there = tx.execute(update(attachment).where(current).values(is_current=False)).rowcount > 0
    _count(tx, page_id)
    return was_there


def _count(tx: Connection, page_id: int) -> None:
    current = select(func.count()).select_from(attachment).where(attachment.c.page_id == page_id, attachment.c.is_current.is_(True))
    tx.execute(update(page).where(page.c.id == page_id).values(attachment_count=current.scalar_subquery()))
