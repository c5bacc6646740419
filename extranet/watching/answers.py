"""What watching answers to the hooks: its kinds of news, menu and desk, a way to watch on every page, news of saved pages, its letters."""

from datetime import timedelta as _timedelta

from extranet.identity import people_by_ids as _people_by_ids
from extranet.plugin import Card as _Card
from extranet.plugin import Loop as _Loop
from extranet.plugin import MenuEntry as _MenuEntry
from extranet.plugin import PageAction as _PageAction
from extranet.plugin import ScheduledJob as _ScheduledJob
from extranet.rights import is_readable as _is_readable
from extranet.rights import reading_key as _reading_key
from extranet.search import SearchAction as _SearchAction
from extranet.standard import services_of as _services_of
from extranet.watching import actions as _actions
from extranet.watching import mailing as _mailing
from extranet.watching import reading as _reading
from extranet.watching import searches as _searches
from extranet.watching import store as _store
from extranet.watching import telling as _telling
from extranet.watching.model import DAILY as _DAILY
from extranet.watching.model import PAGE_NEWS as _PAGE_NEWS
from extranet.watching.model import SEARCH_NEWS as _SEARCH_NEWS
from extranet.watching.model import NewsKind as _NewsKind

_CARD_LINES = 5
_NEWS_DAYS = 180


def news_kinds(site):
    return [
        _NewsKind(_PAGE_NEWS, "A page, group or service that you watch has changed", _DAILY),
        _NewsKind(_SEARCH_NEWS, "A search that you watch finds something new", _DAILY),
    ]


def menu_entries(site, actor):
    count = _reading.unread_count(site, actor)
    return _MenuEntry(f"News ({count}{'+' if count == _reading.MOST_COUNTED else ''})" if count else "News", "/-/news", order=15)


def dashboard_cards(site, actor):
    if not _reading.unread_count(site, actor):
        return None
    lines = _reading.my_news(site, actor, only_unread=True, limit=_CARD_LINES)
    return _Card("News for you", "watching/news_card.html", {"lines": lines, "count": _reading.unread_count(site, actor)}, order=15) if lines else None


def page_actions(site, page, actor):
    if actor is None:
        return None
    is_watched = _actions.is_watching(site, actor, "page", str(page.id))
    return _PageAction("Watching" if is_watched else "Watch", f"/-/watching/pages/{page.slug}", key="o", sign="bell", order=60)


def page_written(site, tx, page_id, slug, draft, was, actor):
    """Whoever watches the page, its group or one of its services is told, but for the author and whoever may not read it."""
    fields = draft.metadata
    key = _reading_key(fields["audience"], fields["owner_authority"], fields["working_group"], fields["status"])
    if was is not None and was.reading_key != key:
        site.cache.touch(tx, _telling.UNREAD)
    places = [("page", str(page_id)), ("group", fields["working_group"]), *(("service", str(number)) for number in _services_of(fields))]
    is_minor = was is not None and fields.get("update_type") == "minor"
    watches = {}
    for one in _store.watches_on(tx, places):
        if one.person_id != actor.id and (one.with_minor or not is_minor):
            watches.setdefault(one.person_id, one)
    if watches:
        readers = _readers(site, key, watches)
        title = f"{'New page' if was is None else 'Changed'}: {fields['title']}"
        _telling.tell_by_watch(tx, site, readers, _PAGE_NEWS, title, f"/wiki/{slug}", fields.get("change_note") or "", page_id)


def page_removed(site, page, actor):
    """What was told about it is hidden, and not counted."""
    with site.db.writing() as tx:
        site.cache.touch(tx, _telling.UNREAD)


def page_restored(site, page, actor):
    page_removed(site, page, actor)


def loops(site):
    return [_Loop("letters of news", _mailing.send_immediate, every_seconds=5.0)]


def scheduled_jobs(site):
    """Digests are looked for every hour and go once, after six in London; old news goes at night."""
    return [
        _ScheduledJob("digests of news", _mailing.send_digests, minute="10", hour="*"),
        _ScheduledJob("watched searches", _searches.look_again, minute="40", hour="*"),
        _ScheduledJob("remove old news", _remove_old_news, minute="45", hour="1"),
    ]


def _readers(site, key, watches):
    """Those of the watchers who may read the page as it is being written."""
    people = _people_by_ids(site, watches)
    return {number: one for number, one in watches.items() if number in people and people[number].is_active and _is_readable(people[number].as_actor(), key)}


def _remove_old_news(site):
    with site.db.writing() as tx:
        _store.remove_old_news(tx, site.clock.now() - _timedelta(days=_NEWS_DAYS))
        site.cache.touch(tx, _telling.UNREAD)


def search_actions(site, actor, query):
    """Watching the search that is on the screen, with its filters."""
    if not query.text.strip() or actor.is_guest:
        return None
    filters = [(name, value) for name, values in query.filters.items() for value in values]
    return _SearchAction("Watch this search", "/-/watching/things", (("thing", "search"), ("target", query.text), *filters))
