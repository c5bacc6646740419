"""What somebody may still read of their news. Rights are those of now, not those of when it was told."""

from time import monotonic

from extranet.pages import readable_pages
from extranet.watching import store
from extranet.watching.model import NewsLine
from extranet.watching.telling import UNREAD

MOST_COUNTED = 100
COUNT_LASTS_SECONDS = 60.0


def readable_lines(site, actor, lines: list[NewsLine]) -> list[NewsLine]:
    """The lines that are about no page, or about one that this actor may read now."""
    pages = readable_pages(site, actor, {one.page_id for one in lines if one.page_id is not None})
    return [one for one in lines if one.page_id is None or one.page_id in pages]


def my_news(site, actor, kind: str = "", only_unread: bool = False, before_id: int | None = None, limit: int = 50) -> list[NewsLine]:
    """The newest lines this person may read, at most `limit`; `before_id` goes on after an earlier list."""
    found: list[NewsLine] = []
    with site.db.reading() as connection:
        while len(found) < limit:
            lines = store.lines_of(connection, actor.id, kind, only_unread, before_id, limit)
            found += readable_lines(site, actor, lines)
            if len(lines) < limit:
                break
            before_id = lines[-1].id
    return found[:limit]


def kinds_of_my_news(site, actor) -> set[str]:
    """Names of the kinds of news that this person was ever told and still has."""
    with site.db.reading() as connection:
        return store.kinds_told(connection, actor.id)


def unread_count(site, actor) -> int:
    """How many unread lines this person may read, counted to 100 at most; nearly always from memory."""
    counted = site.cache.get(UNREAD, dict)
    known = counted.get(actor.id)
    if known is None or monotonic() - known[1] > COUNT_LASTS_SECONDS:
        known = counted[actor.id] = (_count(site, actor), monotonic())
    return known[0]


def _count(site, actor) -> int:
    with site.db.reading() as connection:
        pages = store.unread_pages(connection, actor.id, MOST_COUNTED)
    readable = readable_pages(site, actor, {one for one in pages if one is not None})
    return sum(one is None or one in readable for one in pages)
