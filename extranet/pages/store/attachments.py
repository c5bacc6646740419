"""Rows of attached files."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from extranet.pages.model import Attachment
from extranet.pages.store.tables import attachment, attachment_reading, page

WAITING, READ, NONE = "waiting", "read", "none"


class Reading(NamedTuple):
    """What is known of the bytes of a file. `passages` are [heading, text]; `preview` is the SHA-256 of a thumbnail, or ''."""

    sha256: str
    state: str
    why_not: str
    passages: list
    preview: str
    preview_bytes: int


class Carried(NamedTuple):
    """The passages of a file, and under which name which page carries it."""

    page_id: int
    attachment_id: int
    name: str
    passages: list


def of_page(connection: Connection, page_id: int) -> list[Attachment]:
    """The current version of each file attached to the page, by name."""
    rows = select(*attachment.c).where(attachment.c.page_id == page_id, attachment.c.is_current.is_(True))
    return [Attachment(*row) for row in connection.execute(rows.order_by(func.lower(attachment.c.name)))]


def versions(connection: Connection, page_id: int, name: str) -> list[Attachment]:
    """Every version of one file, newest first."""
    rows = select(*attachment.c).where(attachment.c.page_id == page_id, attachment.c.name == name)
    return [Attachment(*row) for row in connection.execute(rows.order_by(attachment.c.version.desc()))]


def all_files(connection: Connection) -> dict[str, int]:
    """Bytes that any version of any file names, of pages in the bin too, and their thumbnails: size by SHA-256."""
    kept = select(attachment.c.sha256, attachment.c.size_bytes).distinct()
    small = select(attachment_reading.c.preview, attachment_reading.c.preview_bytes).where(attachment_reading.c.preview != "")
    return {sha256: size for statement in (kept, small) for sha256, size in connection.execute(statement)}


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


def add_reading(tx: Connection, reading: Reading) -> None:
    """Keep this of the file's bytes, unless something is kept of them already."""
    if tx.execute(select(attachment_reading.c.sha256).where(attachment_reading.c.sha256 == reading.sha256)).first() is None:
        tx.execute(insert(attachment_reading).values(reading._asdict()))


def change_reading(tx: Connection, sha256: str, **values: Any) -> None:
    tx.execute(update(attachment_reading).where(attachment_reading.c.sha256 == sha256).values(**values))


def readings(connection: Connection, sums: Iterable[str]) -> dict[str, Reading]:
    """What is known of these files, by SHA-256."""
    rows = connection.execute(select(*attachment_reading.c).where(attachment_reading.c.sha256.in_(list(sums))))
    return {row.sha256: Reading(*row) for row in rows}


def next_waiting(connection: Connection) -> Attachment | None:
    """A file whose bytes nobody has looked into yet."""
    waiting = select(attachment_reading.c.sha256).where(attachment_reading.c.state == WAITING)
    row = connection.execute(select(*attachment.c).where(attachment.c.sha256.in_(waiting)).order_by(attachment.c.id).limit(1)).first()
    return Attachment(*row) if row else None


def pages_with(connection: Connection, sha256: str) -> list[int]:
    """Ids of the pages that carry these bytes now."""
    return list(connection.execute(select(attachment.c.page_id).where(attachment.c.sha256 == sha256, attachment.c.is_current.is_(True))).scalars())


def carried(connection: Connection, page_ids: Sequence[int]) -> list[Carried]:
    """The passages of all files of these pages that were read, in the order of their names."""
    same = attachment.join(attachment_reading, attachment.c.sha256 == attachment_reading.c.sha256)
    statement = select(attachment.c.page_id, attachment.c.id, attachment.c.name, attachment_reading.c.passages).select_from(same)
    at = (attachment.c.page_id.in_(page_ids), attachment.c.is_current.is_(True), attachment_reading.c.state == READ)
    return [Carried(*row) for row in connection.execute(statement.where(*at).order_by(func.lower(attachment.c.name)))]


def names_ever(connection: Connection, page_id: int) -> frozenset[str]:
    """Names of all files the page has or had."""
    return frozenset(connection.execute(select(attachment.c.name).where(attachment.c.page_id == page_id)).scalars())


def move(tx: Connection, page_id: int, to_id: int, names: Iterable[str]) -> None:
    """All versions of these files belong to the other page from now on."""
    tx.execute(update(attachment).where(attachment.c.page_id == page_id, attachment.c.name.in_(list(names))).values(page_id=to_id))
    _count(tx, page_id)
    _count(tx, to_id)


def _count(tx: Connection, page_id: int) -> None:
    current = select(func.count()).select_from(attachment).where(attachment.c.page_id == page_id, attachment.c.is_current.is_(True))
    tx.execute(update(page).where(page.c.id == page_id).values(attachment_count=current.scalar_subquery()))
