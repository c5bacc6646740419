"""Watched searches: what they find now that they did not find before, by the rights of whoever watches."""

from datetime import timedelta
from urllib.parse import urlencode

from extranet.identity import people_by_ids
from extranet.search import FACETS, Document, Query, find
from extranet.watching import store
from extranet.watching.model import SEARCH_NEWS, Watch
from extranet.watching.telling import tell_by_watch

EVERY = timedelta(minutes=55)
PER_SHEET, SHEETS = 50, 4
AT_ONCE = 100
MOST_LINES = 10


def look_again(site) -> None:
    """Run every watched search that has not been looked at for an hour, and tell its watcher what is new."""
    while True:
        with site.db.reading() as connection:
            waiting = store.searches_to_look_at(connection, site.clock.now() - EVERY, AT_ONCE)
        people = people_by_ids(site, {watch.person_id for watch, _seen in waiting})
        for watch, seen in waiting:
            _look(site, people.get(watch.person_id), watch, seen)
        if len(waiting) < AT_ONCE:
            return


def seen_now(site, actor, text: str, filters) -> list[list]:
    """What a search finds for this person now, as [kind, id] pairs: that is not news."""
    return [[one.kind, one.item_id] for one in _found(site, actor, text, filters)]


def _look(site, person, watch: Watch, seen: list) -> None:
    documents = _found(site, person.as_actor(), watch.target, watch.filters) if person and person.is_active else []
    known = {tuple(one) for one in seen}
    fresh = [one for one in documents if (one.kind, one.item_id) not in known]
    kept = [[one.kind, one.item_id] for one in fresh] + seen
    with site.db.writing() as tx:
        store.change_watch(tx, watch.id, seen=kept[: 10 * PER_SHEET * SHEETS], looked_at=site.clock.now())
        for one in fresh[:MOST_LINES]:
            tell_by_watch(tx, site, {watch.person_id: watch}, SEARCH_NEWS, *_told(watch, one))


def _told(watch: Watch, document: Document) -> tuple:
    """Title, address, text and page. Only for a page can the right be looked at again later, so what else is new is not named."""
    if document.kind == "page":
        return f"New for “{watch.target}”: {document.title}", document.url, document.summary, document.item_id
    return f"Something new for “{watch.target}”", search_url(watch), "", None


def search_url(watch: Watch) -> str:
    """The results of a watched search."""
    pairs = [("q", watch.target), *((name, value) for name, values in sorted(watch.filters.items()) for value in values)]
    return f"/-/search?{urlencode(pairs)}"


def _found(site, actor, text: str, filters) -> list[Document]:
    """At most 200, the best first."""
    wanted = {name: tuple(values) for name, values in filters.items() if name in FACETS}
    documents: list[Document] = []
    for sheet in range(1, SHEETS + 1):
        results = find(site, actor, Query(text, filters=wanted, page=sheet, size=PER_SHEET))
        documents += [hit.document for hit in results.groups]
        if results.is_rebuilding or len(documents) >= results.total or not results.groups:
            break
    return documents
