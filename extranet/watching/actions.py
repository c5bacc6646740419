"""What a person does about news: watch, unwatch, choose how often, read."""

import json
from collections.abc import Mapping
from hashlib import sha256

from extranet.errors import BadInput, NotFound
from extranet.pages import page_by_id
from extranet.standard import vocabularies
from extranet.watching import store
from extranet.watching.model import FREQUENCIES, LONGEST_QUERY, MOST_WATCHES, OFF, THINGS, Watch
from extranet.watching.searches import seen_now
from extranet.watching.telling import UNREAD, news_kinds_of

WATCHES = "watching.watches"


def watch(site, actor, thing: str, target: str, filters: Mapping | None = None, wants: str = "", with_minor: bool = False) -> None:
    """Keep an eye on a page (its id as text), group (slug), service (number) or search (its text, and facets as filters).

    Watching twice changes nothing. NoSuchPage, NotFound or BadInput for what is not there or may not be known.
    """
    target = _checked_target(site, actor, thing, target.replace("\0", "").strip())
    _checked_wish(wants)
    kept = {name: sorted(values) for name, values in (filters or {}).items() if values} if thing == "search" else {}
    row = {"person_id": actor.id, "thing": thing, "target": target, "filters": kept, "filters_key": filters_key(kept), "wants": wants}
    now = site.clock.now()
    seen = {"seen": seen_now(site, actor, target, kept), "looked_at": now} if thing == "search" else {"seen": [], "looked_at": None}
    with site.db.writing() as tx:
        if store.count_watches(tx, actor.id) >= MOST_WATCHES:
            raise BadInput(f"You watch {MOST_WATCHES} things already, which is the most. Stop watching some first.")
        store.add_watch(tx, row | seen | {"with_minor": with_minor, "made_at": now})
        site.cache.touch(tx, WATCHES)


def unwatch(site, actor, thing: str, target: str, filters: Mapping | None = None) -> None:
    """Look away. What is not watched stays so."""
    with site.db.writing() as tx:
        found = store.find_watch(tx, actor.id, thing, target.strip(), filters_key(filters or {}))
        if found:
            store.remove_watch(tx, actor.id, found.id)
            store.change_waiting(tx, actor.id, OFF, watch_id=found.id)
            site.cache.touch(tx, WATCHES)


def is_watching(site, actor, thing: str, target: str) -> bool:
    """Nearly always from memory: every page view asks it."""
    kept = site.cache.get(WATCHES, dict)
    if actor.id not in kept:
        kept[actor.id] = frozenset((one.thing, one.target) for one in watched_by(site, actor))
    return (thing, target) in kept[actor.id]


def watched_by(site, actor) -> list[Watch]:
    """What this person watches, by kind of thing, the newest first."""
    with site.db.reading() as connection:
        return store.watches_of(connection, actor.id)


def change_watch(site, actor, watch_id: int, wants: str, with_minor: bool) -> None:
    """How often, and whether small changes count. NotFound when it is not this person's."""
    _checked_wish(wants)
    with site.db.writing() as tx:
        _own(tx, actor, watch_id)
        store.change_watch(tx, watch_id, wants=wants, with_minor=with_minor)
        if wants:
            store.change_waiting(tx, actor.id, wants, watch_id=watch_id)


def remove_watch(site, actor, watch_id: int) -> None:
    """Look away from one thing. NotFound when it is not this person's."""
    with site.db.writing() as tx:
        _own(tx, actor, watch_id)
        store.remove_watch(tx, actor.id, watch_id)
        store.change_waiting(tx, actor.id, OFF, watch_id=watch_id)
        site.cache.touch(tx, WATCHES)


def wishes_of(site, actor) -> dict[str, str]:
    """How often each kind of news is mailed to this person, chosen or by default."""
    with site.db.reading() as connection:
        chosen = store.wishes_of(connection, [actor.id])
    return {name: chosen.get((actor.id, name), one.default) for name, one in news_kinds_of(site).items()}


def choose(site, actor, wishes: Mapping[str, str]) -> None:
    """How often each kind of news is mailed: {kind: frequency}. What waits for a letter goes by it, too."""
    known = news_kinds_of(site)
    for kind, wants in wishes.items():
        if kind not in known or wants not in FREQUENCIES:
            raise BadInput("Choose one of the frequencies that are offered.", f"wants-{kind}")
    with site.db.writing() as tx:
        before = store.wishes_of(tx, [actor.id])
        for kind, wants in wishes.items():
            if before.get((actor.id, kind), known[kind].default) != wants:
                store.keep_wish(tx, actor.id, kind, wants)
                store.change_waiting(tx, actor.id, wants, kind=kind)


def mark_read(site, actor, line_ids=None, kind: str = "", up_to: int | None = None) -> None:
    """These lines, or all (of a kind), are read; `up_to` leaves out what came after the page was drawn."""
    with site.db.writing() as tx:
        store.mark_read(tx, actor.id, site.clock.now(), line_ids, kind, up_to)
        site.cache.touch(tx, UNREAD)


def mark_unread(site, actor, line_id: int) -> None:
    with site.db.writing() as tx:
        store.mark_unread(tx, actor.id, line_id)
        site.cache.touch(tx, UNREAD)


def filters_key(filters: Mapping) -> str:
    """A short name for the conditions of a search, '' for none: the same for the same conditions in any order."""
    kept = {name: sorted(values) for name, values in filters.items() if values}
    return sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:32] if kept else ""


def _own(tx, actor, watch_id: int) -> Watch:
    found = store.watch_by_id(tx, watch_id)
    if found is None or found.person_id != actor.id:
        raise NotFound("You do not watch this.")
    return found


def _checked_wish(wants: str) -> None:
    if wants and wants not in FREQUENCIES:
        raise BadInput("Choose one of the frequencies that are offered.", "wants")


def _checked_target(site, actor, thing: str, target: str) -> str:
    if thing not in THINGS:
        raise NotFound("Pages, groups, services and searches can be watched.")
    if thing == "page":
        return str(page_by_id(site, actor, int(target) if target.isdecimal() and len(target) < 10 else 0).id)
    if thing == "group" and target not in vocabularies(site).groups:
        raise NotFound("There is no working group of this name.")
    if thing == "service" and not (target.isdecimal() and int(target) in vocabularies(site).services):
        raise NotFound("There is no service of this number.")
    if thing == "search" and not 2 <= len(target) <= LONGEST_QUERY:
        raise BadInput(f"A search that is watched has 2 to {LONGEST_QUERY} characters.", "q")
    return target
