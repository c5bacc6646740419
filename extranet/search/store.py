"""Tables of search: the outbox, what is findable, its passages, and what changed.

search_item and search_passage hold all that a result shows, so that showing
results asks no other slice and every text is read past one check of its
reading key.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from extranet.db import UtcDateTime
from extranet.rights import EVERYTHING
from extranet.search.model import WITHDRAWN, Document, Passage

metadata = MetaData()
search_outbox = Table(
    "search_outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("item_id", Integer, nullable=False),
)
search_item = Table(
    "search_item",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("item_id", Integer, nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("reading_key", String(120), nullable=False),
    Column("url", String(500), nullable=False),
    Column("title", String(300), nullable=False),
    Column("summary", Text, nullable=False),
    Column("short_answer", Text, nullable=False),
    Column("asked_as", JSON, nullable=False),
    Column("authority", String(60), nullable=False),
    Column("group_slug", String(80), nullable=False),
    Column("type", String(40), nullable=False),
    Column("services", JSON, nullable=False),
    Column("functions", JSON, nullable=False),
    Column("episodes", JSON, nullable=False),
    Column("areas", JSON, nullable=False),
    Column("trust", String(40), nullable=False),
    Column("review_by", Date),
    Column("updated_at", UtcDateTime, nullable=False),
    UniqueConstraint("kind", "item_id"),
    sqlite_autoincrement=True,
)
search_passage = Table(
    "search_passage",
    metadata,
    # search_item_id * PASSAGES_MOST + its number among the passages: SQLite looks pairs up one by one, single keys by index
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("search_item_id", ForeignKey("search_item.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("heading_id", String(200), nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("areas", JSON, nullable=False, server_default="[]"),
)
search_change = Table(
    "search_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("search_item_id", Integer, nullable=False),
    sqlite_autoincrement=True,
)
Index("search_item_reading_key", search_item.c.reading_key)

CHANGES_KEPT = 20_000
PASSAGES_MOST = 1_000
_COLUMN_OF = {"group": "group_slug"}
_FIELDS = tuple(name for name in Document.__dataclass_fields__ if name != "passages")


@dataclass(frozen=True)
class Waiting:
    """A row of the outbox."""

    id: int
    kind: str
    item_id: int


def enqueue(tx: Connection, kind: str, item_ids: Iterable[int]) -> None:
    """Put items in the outbox, inside the transaction that changes them."""
    rows = [{"kind": kind, "item_id": item_id} for item_id in dict.fromkeys(item_ids)]
    if rows:
        tx.execute(insert(search_outbox), rows)


def withdraw(tx: Connection, kind: str, item_ids: Iterable[int]) -> None:
    """Show these items to nobody from this commit on, until they are indexed again."""
    at = (search_item.c.kind == kind) & search_item.c.item_id.in_(list(item_ids))
    tx.execute(update(search_item).where(at).values(reading_key=WITHDRAWN, mark=0))


def waiting(connection: Connection, limit: int) -> list[Waiting]:
    """The oldest rows of the outbox."""
    rows = connection.execute(select(search_outbox).order_by(search_outbox.c.id).limit(limit))
    return [Waiting(row.id, row.kind, row.item_id) for row in rows]


def count_waiting(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(search_outbox)).scalar_one()


def remove_waiting(tx: Connection, ids: Sequence[int]) -> None:
    tx.execute(delete(search_outbox).where(search_outbox.c.id.in_(ids)))


def mark_of(document: Document) -> int:
    """A mark of everything in a document: 1 to 2**63 - 1, the same for the same content."""
    text = json.dumps(asdict(document), default=str, sort_keys=True)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1 | 1


def put(tx: Connection, document: Document, mark: int) -> int:
    """Write a document's rows unless they are there already; its number, the same for its whole life.

    Of a document with more than PASSAGES_MOST passages the last ones are found, but not shown.
    """
    row = _row(document) | {"mark": mark}
    number, known = _number_and_mark(tx, document.kind, document.item_id)
    if number is not None and known == mark:
        return number
    if number is None:
        number = tx.execute(insert(search_item).values(row)).inserted_primary_key[0]
    else:
        tx.execute(update(search_item).where(search_item.c.id == number).values(row))
        tx.execute(delete(search_passage).where(search_passage.c.search_item_id == number))
    if document.passages:
        first = number * PASSAGES_MOST
        passages = [{"id": at, "search_item_id": number, **asdict(one)} for at, one in enumerate(document.passages[:PASSAGES_MOST], first)]
        tx.execute(insert(search_passage), passages)
    tx.execute(insert(search_change).values(search_item_id=number))
    return number


def drop(tx: Connection, kind: str, item_ids: Sequence[int]) -> list[int]:
    """Delete the rows of these items; the numbers they had."""
    at = (search_item.c.kind == kind) & search_item.c.item_id.in_(item_ids)
    numbers = list(tx.execute(select(search_item.c.id).where(at)).scalars())
    if numbers:
        tx.execute(delete(search_passage).where(search_passage.c.search_item_id.in_(numbers)))
        tx.execute(delete(search_item).where(search_item.c.id.in_(numbers)))
        tx.execute(insert(search_change), [{"search_item_id": number} for number in numbers])
    return numbers


def marks(connection: Connection) -> dict[int, int]:
    """{number: mark} of everything that should be findable."""
    return dict(iter(connection.execute(select(search_item.c.id, search_item.c.mark))))


def known_items(connection: Connection) -> dict[tuple[str, int], int]:
    """{(kind, item_id): number} of everything that should be findable."""
    rows = connection.execute(select(search_item.c.kind, search_item.c.item_id, search_item.c.id))
    return {(kind, item_id): number for kind, item_id, number in rows}


def items_of(connection: Connection, numbers: Iterable[int]) -> list[tuple[str, int]]:
    rows = connection.execute(select(search_item.c.kind, search_item.c.item_id).where(search_item.c.id.in_(list(numbers))))
    return [(kind, item_id) for kind, item_id in rows]


def readable_documents(connection: Connection, numbers: Sequence[int], keys: frozenset[str]) -> dict[int, Document]:
    """Documents (without passages) by number: those of the given ones that these reading keys open."""
    asked = {"numbers": list(numbers), "keys": sorted(keys)}
    statement = _DOCUMENTS_OF_ALL if EVERYTHING in keys else _DOCUMENTS
    return {row["id"]: _document(row) for row in connection.execute(statement, asked).mappings()}


def readable_passages(connection: Connection, wanted: Iterable[tuple[int, int]], keys: frozenset[str]) -> dict[tuple[int, int], Passage]:
    """Passages by (number of the document, number of the passage), only of documents that these reading keys open."""
    asked = {"wanted": [number * PASSAGES_MOST + at for number, at in wanted if at < PASSAGES_MOST], "keys": sorted(keys)}
    if not asked["wanted"]:
        return {}
    statement = _PASSAGES_OF_ALL if EVERYTHING in keys else _PASSAGES
    return {divmod(key, PASSAGES_MOST): Passage(*texts, tuple(areas)) for key, *texts, areas in connection.execute(statement, asked)}


def item_at(connection: Connection, url: str, keys: frozenset[str]) -> tuple[str, int] | None:
    """(kind, item id) of what stands at this address, for these reading keys; None when nothing does."""
    found = connection.execute(select(search_item.c.kind, search_item.c.item_id).where(search_item.c.url == url, _readable(keys))).first()
    return (found.kind, found.item_id) if found else None


def numbers_of(connection: Connection, items: Iterable[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """{(kind, item id): number} of those of these that are findable."""
    found: dict[tuple[str, int], int] = {}
    for kind, item_id in items:
        number, _ = _number_and_mark(connection, kind, item_id)
        if number is not None:
            found[kind, item_id] = number
    return found


def readable_titles(connection: Connection, words: Sequence[str], keys: frozenset[str], limit: int) -> list[Document]:
    """Documents whose title holds all these words: the answer when there is no index."""
    statement = select(search_item).where(_readable(keys)).order_by(search_item.c.title).limit(limit)
    for word in words:
        statement = statement.where(func.lower(search_item.c.title).contains(word.lower(), autoescape=True))
    return [_document(row) for row in connection.execute(statement).mappings()]


def all_documents(connection: Connection, after: int, limit: int) -> list[tuple[int, int, Document]]:
    """(number, mark, document with its passages) of the next ones after this number, in order of number."""
    rows = list(connection.execute(select(search_item).where(search_item.c.id > after).order_by(search_item.c.id).limit(limit)).mappings())
    return _with_passages(connection, rows)


def documents(connection: Connection, numbers: Sequence[int]) -> list[tuple[int, int, Document]]:
    """The same for these numbers, as many as there are."""
    rows = list(connection.execute(select(search_item).where(search_item.c.id.in_(numbers))).mappings())
    return _with_passages(connection, rows)


def last_change(connection: Connection) -> int:
    """Number of the newest change; 0 when there was none."""
    return connection.execute(select(func.max(search_change.c.id))).scalar() or 0


def first_change(connection: Connection) -> int:
    """Number of the oldest change still known; 0 when there is none."""
    return connection.execute(select(func.min(search_change.c.id))).scalar() or 0


def changed_since(connection: Connection, change: int) -> list[int]:
    """Numbers of documents changed or gone after this change."""
    rows = connection.execute(select(search_change.c.search_item_id).where(search_change.c.id > change))
    return sorted(set(rows.scalars()))


def forget_old_changes(tx: Connection) -> None:
    """Keep the newest CHANGES_KEPT; whoever is farther behind reads everything anew."""
    tx.execute(delete(search_change).where(search_change.c.id <= last_change(tx) - CHANGES_KEPT))


def labels(connection: Connection, numbers: Sequence[int] | None = None):
    """Rows for suggestions: id, kind, reading_key, title, url, type, authority, asked_as, areas; of these numbers or all."""
    item = search_item.c
    statement = select(item.id, item.kind, item.reading_key, item.title, item.url, item.type, item.authority, item.asked_as, item.areas)
    if numbers is not None:
        statement = statement.where(item.id.in_(numbers))
    return connection.execute(statement.order_by(item.id))


_OPEN = search_item.c.reading_key.in_(bindparam("keys", expanding=True))
_NOT_WITHDRAWN = search_item.c.reading_key != WITHDRAWN
_THESE = search_item.c.id.in_(bindparam("numbers", expanding=True))
_DOCUMENTS = select(search_item).where(_THESE, _OPEN)
_DOCUMENTS_OF_ALL = select(search_item).where(_THESE, _NOT_WITHDRAWN)
_TEXTS = (search_passage.c.id, search_passage.c.heading_id, search_passage.c.heading, search_passage.c.text, search_passage.c.areas)
_THESE_PASSAGES = select(*_TEXTS).join(search_item).where(search_passage.c.id.in_(bindparam("wanted", expanding=True)))
_PASSAGES = _THESE_PASSAGES.where(_OPEN)
_PASSAGES_OF_ALL = _THESE_PASSAGES.where(_NOT_WITHDRAWN)


def _number_and_mark(connection: Connection, kind: str, item_id: int) -> tuple[int | None, int]:
    at = (search_item.c.kind == kind) & (search_item.c.item_id == item_id)
    found = connection.execute(select(search_item.c.id, search_item.c.mark).where(at)).first()
    return (found.id, found.mark) if found else (None, 0)


def _readable(keys: frozenset[str]):
    if EVERYTHING in keys:
        return search_item.c.reading_key != WITHDRAWN
    return search_item.c.reading_key.in_(sorted(keys))


def _row(document: Document) -> dict:
    row = {_COLUMN_OF.get(name, name): getattr(document, name) for name in _FIELDS}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}


def _document(row: Mapping, passages: tuple[Passage, ...] = ()) -> Document:
    values = {name: row[_COLUMN_OF.get(name, name)] for name in _FIELDS}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return Document(**values, passages=passages)


def _with_passages(connection: Connection, rows: Sequence[Mapping]) -> list[tuple[int, int, Document]]:
    of_item: dict[int, list[Passage]] = {row["id"]: [] for row in rows}
    statement = select(search_passage).where(search_passage.c.search_item_id.in_(list(of_item)))
    for row in connection.execute(statement.order_by(search_passage.c.id)):
        of_item[row.search_item_id].append(Passage(row.heading_id, row.heading, row.text, tuple(row.areas)))
    return [(row["id"], row["mark"], _document(row, tuple(of_item[row["id"]]))) for row in rows]
