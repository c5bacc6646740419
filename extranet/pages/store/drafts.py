"""Drafts: one row for each form somebody types in, by the form's token."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, true, update

from extranet.pages.drafts import DraftLine, KeptDraft
from extranet.pages.store.tables import page, page_draft
from extranet.pages.store.values import from_json
from extranet.rights import EVERYTHING

_WHOLE = [page_draft.c[name] for name in KeptDraft.__dataclass_fields__]
_LINE = [
    page_draft.c.id, page_draft.c.token, page_draft.c.page_id, page_draft.c.type, func.coalesce(page.c.slug, page_draft.c.slug),
    page_draft.c.metadata, page.c.title, page_draft.c.base_number, page.c.number, page_draft.c.begun_at, page_draft.c.kept_at,
]  # fmt: skip


def put(tx: Connection, person_id: int, token: str, row: Mapping[str, Any], now: datetime) -> bool:
    """Write what was typed over the draft of this form; False, and nothing written, when there is none of this person yet."""
    own = (page_draft.c.token == token) & (page_draft.c.person_id == person_id)
    return tx.execute(update(page_draft).where(own).values(**row, kept_at=now)).rowcount == 1


def add(tx: Connection, person_id: int, token: str, row: Mapping[str, Any], now: datetime) -> None:
    tx.execute(insert(page_draft).values(**row, person_id=person_id, token=token, begun_at=now, kept_at=now))


def count(connection: Connection, person_id: int) -> int:
    return connection.execute(select(func.count()).select_from(page_draft).where(page_draft.c.person_id == person_id)).scalar_one()


def one(connection: Connection, person_id: int, draft_id: int) -> KeptDraft | None:
    """The draft, if it is this person's."""
    found = select(*_WHOLE).where(page_draft.c.id == draft_id, page_draft.c.person_id == person_id)
    row = connection.execute(found).mappings().first()
    return KeptDraft(**{**row, "metadata": from_json(row["metadata"])}) if row else None


def by_token(connection: Connection, person_id: int, token: str) -> KeptDraft | None:
    """The draft of the form with this token, if it is this person's."""
    draft_id = connection.execute(select(page_draft.c.id).where(page_draft.c.token == token)).scalar()
    return one(connection, person_id, draft_id) if draft_id else None


def lines(connection: Connection, keys: frozenset[str], person_id: int, page_id: int | None = None) -> list[DraftLine]:
    """A person's drafts, newest first: of one page, or all; those of pages they may not read any more are left out."""
    readable = true() if EVERYTHING in keys else or_(page_draft.c.page_id.is_(None), page.c.reading_key.in_(sorted(keys)))
    here = or_(page_draft.c.page_id.is_(None), page.c.deleted_at.is_(None))
    rows = select(*_LINE).select_from(page_draft.outerjoin(page, page.c.id == page_draft.c.page_id)).where(page_draft.c.person_id == person_id, readable, here)
    if page_id is not None:
        rows = rows.where(page_draft.c.page_id == page_id)
    return [_line(row) for row in connection.execute(rows.order_by(page_draft.c.kept_at.desc(), page_draft.c.id.desc()))]


def forget(tx: Connection, person_id: int, draft_id: int) -> bool:
    """Throw one draft away; False when it is not this person's, or not there."""
    return tx.execute(delete(page_draft).where(page_draft.c.id == draft_id, page_draft.c.person_id == person_id)).rowcount == 1


def forget_form(tx: Connection, token: str) -> None:
    """The form with this token was saved: its draft is done with."""
    tx.execute(delete(page_draft).where(page_draft.c.token == token))


def forget_older(tx: Connection, moment: datetime) -> int:
    """Throw away drafts that nobody touched since this moment; how many."""
    return tx.execute(delete(page_draft).where(page_draft.c.kept_at < moment)).rowcount


def _line(row) -> DraftLine:
    draft_id, token, page_id, type_, slug, metadata, title, *rest = row
    return DraftLine(draft_id, token, page_id, type_, slug, str(metadata.get("title") or title or ""), *rest)
