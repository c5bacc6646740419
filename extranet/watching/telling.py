"""Telling people: one line for each, written together with what it is about. Rights are looked at when it is read and when it is mailed."""

from collections.abc import Iterable, Mapping

from extranet.hooks import answers_only
from extranet.watching import store
from extranet.watching.model import DAILY, IMMEDIATE, OFF, NewsKind

UNREAD = "watching.unread"
KINDS = "watching.kinds"


def tell(
    tx, site, person_ids: Iterable[int], kind: str, title: str, url: str, text: str = "", page_id: int | None = None, key: str = "", is_urgent: bool = False
) -> None:
    """One line of news for each of these people, in the caller's transaction.

    Mailed as each of them chose for this kind; urgent news at once, unless they want no mail of the kind. With a key, nobody is
    told twice. Leave out whoever caused it. With `page_id`, whoever may not read that page sees and is mailed nothing of it.
    """
    tell_by_watch(tx, site, dict.fromkeys(person_ids), kind, title, url, text, page_id, key, is_urgent)


def tell_by_watch(tx, site, watches: Mapping, kind: str, title: str, url: str, text: str = "", page_id=None, key: str = "", is_urgent: bool = False) -> None:
    """As `tell`, for {person id: the Watch that brings them the news, or None}; a watch with a frequency of its own goes by that."""
    if not watches:
        return
    default = default_of(site, kind)
    wishes = store.wishes_of(tx, watches, [kind])
    title, text = " ".join(_storable(title).split())[:300], _storable(text)
    shared = {"kind": kind[:40], "title": title, "url": url[:500], "text": text, "page_id": page_id, "key": key[:200] or None}
    shared["told_at"] = site.clock.now()
    rows = []
    for person_id, watch in sorted(watches.items(), key=lambda pair: pair[0]):
        wants = (watch.wants if watch else "") or wishes.get((person_id, kind), default)
        mail_as = IMMEDIATE if is_urgent and wants != OFF else wants
        rows.append({**shared, "person_id": person_id, "watch_id": watch.id if watch else None, "mail_as": mail_as, "read_at": None})
    store.add_news(tx, rows)
    site.cache.touch(tx, UNREAD)


def watchers_of(connection, site, page_id: int) -> set[int]:
    """Ids of the people who watch this very page."""
    return {one.person_id for one in store.watches_on(connection, [("page", str(page_id))])}


def news_kinds_of(site) -> dict[str, NewsKind]:
    """Every kind of news there is, by name, in the order of slices and plugins."""
    given = answers_only(site.hooks.news_kinds())
    flat = [one for answer in given for one in (answer if isinstance(answer, (list, tuple)) else [answer])]
    return {one.name: one for one in flat}


def default_of(site, kind: str) -> str:
    """How often news of this kind is mailed to who chose nothing; daily for a kind that nobody declared."""
    known = news_kinds_of(site).get(kind)
    return known.default if known else DAILY


def _storable(text: str) -> str:
    """Without the one character that PostgreSQL cannot keep."""
    return text.replace("\0", "")
