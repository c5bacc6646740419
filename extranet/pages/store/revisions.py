"""What was saved: written once, never changed."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Text, cast, insert, or_, select, true, update

from extranet.pages.model import Revision, RevisionLine
from extranet.pages.store.tables import revision
from extranet.pages.store.values import from_json
from extranet.rights import EVERYTHING

_LINE = [revision.c[name] for name in RevisionLine.__dataclass_fields__]
_WHOLE = [revision.c[name] for name in Revision.__dataclass_fields__]


def add(tx: Connection, row: Mapping[str, Any]) -> None:
    tx.execute(insert(revision).values(**row))


def set_rendered(tx: Connection, page_id: int, number: int, made: Mapping[str, Any]) -> bool:
    """Put another rendering of the same text in place; False when there is no such revision."""
    return tx.execute(update(revision).where(revision.c.page_id == page_id, revision.c.number == number).values(**made)).rowcount == 1


def by_token(connection: Connection, token: str) -> RevisionLine | None:
    """The revision that this save already made, if it did."""
    row = connection.execute(select(*_LINE).where(revision.c.token == token)).first()
    return RevisionLine(*row) if row else None


def by_number(connection: Connection, page_id: int, number: int) -> Revision | None:
    found = select(*_WHOLE).where(revision.c.page_id == page_id, revision.c.number == number)
    row = connection.execute(found).mappings().first()
    return _revision(row) if row else None


def rendered(connection: Connection, page_id: int, number: int) -> dict | None:
    """The stored rendering of one revision."""
    return connection.execute(select(revision.c.rendered).where(revision.c.page_id == page_id, revision.c.number == number)).scalar()


def newest_first(connection: Connection, keys: frozenset[str], page_id: int, limit: int, offset: int) -> list[RevisionLine]:
    """Revisions that may be read with these keys: a page that is public now may have been a team's once."""
    rows = select(*_LINE).where(revision.c.page_id == page_id, _readable(keys)).order_by(revision.c.number.desc())
    return [RevisionLine(*row) for row in connection.execute(rows.limit(limit).offset(offset))]


def lines_by_number(connection: Connection, keys: frozenset[str], page_id: int, numbers: Iterable[int]) -> list[RevisionLine]:
    """These revisions, those that may be read with these keys."""
    rows = select(*_LINE).where(revision.c.page_id == page_id, revision.c.number.in_(list(numbers)), _readable(keys))
    return [RevisionLine(*row) for row in connection.execute(rows)]


def numbers(connection: Connection, keys: frozenset[str], page_id: int, start: int, end: int, words: str = "") -> list[int]:
    """Numbers from `start` to before `end` of readable revisions; with `words` only of those whose text, fields or note hold them."""
    found = select(revision.c.number).where(revision.c.page_id == page_id, revision.c.number >= start, revision.c.number < end, _readable(keys))
    if words:
        in_fields = json.dumps(words)[1:-1]
        found = found.where(or_(_holds(revision.c.body, words), _holds(revision.c.change_note, words), _holds(cast(revision.c.metadata, Text), in_fields)))
    return list(connection.execute(found.order_by(revision.c.number)).scalars())


def bodies_before(connection: Connection, page_id: int, number: int, limit: int) -> list[tuple[int, str]]:
    """(number, text) of the revisions before this one, the newest first, whoever may read them."""
    rows = select(revision.c.number, revision.c.body).where(revision.c.page_id == page_id, revision.c.number < number)
    return [tuple(row) for row in connection.execute(rows.order_by(revision.c.number.desc()).limit(limit))]


def whole_after(connection: Connection, keys: frozenset[str], page_id: int, number: int, limit: int) -> list[Revision]:
    """Readable revisions after this one with their texts, the oldest first."""
    rows = select(*_WHOLE).where(revision.c.page_id == page_id, revision.c.number > number, _readable(keys))
    return [_revision(row) for row in connection.execute(rows.order_by(revision.c.number).limit(limit)).mappings()]


def oldest_first(connection: Connection, page_id: int) -> list[Revision]:
    """Every revision with its text, for exports."""
    rows = select(*_WHOLE).where(revision.c.page_id == page_id).order_by(revision.c.number)
    return [_revision(row) for row in connection.execute(rows).mappings()]


def _readable(keys: frozenset[str]):
    return true() if EVERYTHING in keys else revision.c.reading_key.in_(sorted(keys))


def _holds(column, words: str):
    """Whether a text holds these words, in small letters or large."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.ilike(f"%{escaped}%", escape="\\")


def _revision(row: Mapping[str, Any]) -> Revision:
    return Revision(**{**row, "metadata": from_json(row["metadata"])})
