"""Who has which page open in the editor: a row for each page and person, forgotten when it falls silent."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from extranet.pages.drafts import Editor
from extranet.pages.store.tables import page_editor

_EDITOR = [page_editor.c[name] for name in Editor.__dataclass_fields__]


def see(tx: Connection, page_id: int, person_id: int, editor: Editor) -> None:
    """This person has the page open, seen at `editor.seen_at`; they are there since then, or since before if they had not left."""
    own = (page_editor.c.page_id == page_id) & (page_editor.c.person_id == person_id)
    row = tx.execute(select(*_EDITOR).where(own)).first()
    if row is None:
        tx.execute(insert(page_editor).values(page_id=page_id, person_id=person_id, **vars(editor)))
        return
    known = Editor(*row)
    since = known.since_at if known.is_there(editor.seen_at) else editor.since_at
    tx.execute(update(page_editor).where(own).values(**{**vars(editor), "since_at": since}))


def others(connection: Connection, page_id: int, person_id: int, now: datetime) -> list[Editor]:
    """Everybody else who has the page open now, the first to come first."""
    rows = select(*_EDITOR).where(page_editor.c.page_id == page_id, page_editor.c.person_id != person_id).order_by(page_editor.c.since_at)
    return [one for one in (Editor(*row) for row in connection.execute(rows)) if one.is_there(now)]


def leave(tx: Connection, page_id: int, person_id: int) -> None:
    tx.execute(delete(page_editor).where(page_editor.c.page_id == page_id, page_editor.c.person_id == person_id))


def forget_older(tx: Connection, moment: datetime) -> None:
    """Rows of people who were last seen before this moment."""
    tx.execute(delete(page_editor).where(page_editor.c.seen_at < moment))
