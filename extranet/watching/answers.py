"""What watching answers to the hooks: its kinds of news, the menu, a way to watch on every page, and news of saved pages."""

from extranet.identity import people_by_ids as _people_by_ids
from extranet.rights import is_readable as _is_readable
from extranet.rights import reading_key as _reading_key
from extranet.standard import services_of as _services_of
from extranet.watching import store as _store
from extranet.watching import telling as _telling
from extranet.watching.model import DAILY as _DAILY
from extranet.watching.model import PAGE_NEWS as _PAGE_NEWS
from extranet.watching.model import SEARCH_NEWS as _SEARCH_NEWS
from extranet.watching.model import NewsKind as _NewsKind


def news_kinds(site):
    return [
        _NewsKind(_PAGE_NEWS, "A page, group or service that you watch has changed", _DAILY),
        _NewsKind(_SEARCH_NEWS, "A search that you watch finds something new", _DAILY),
    ]


def page_written(site, tx, page_id, slug, draft, was, actor):
    """Whoever watches the page, its group or one of its services is told, but for the author and whoever may not read it."""
    fields = draft.metadata
    places = [("page", str(page_id)), ("group", fields["working_group"]), *(("service", str(number)) for number in _services_of(fields))]
    is_minor = was is not None and fields.get("update_type") == "minor"
    watches = {}
    for one in _store.watches_on(tx, places):
        if one.person_id != actor.id and (one.with_minor or not is_minor):
            watches.setdefault(one.person_id, one)
    if watches:
        readers = _readers(site, fields, watches)
        title = f"{'New page' if was is None else 'Changed'}: {fields['title']}"
        _telling.tell_by_watch(tx, site, readers, _PAGE_NEWS, title, f"/wiki/{slug}", fields.get("change_note") or "", page_id)


def _readers(site, fields, watches):
    """Those of the watchers who may read the page as it is being written."""
    key = _reading_key(fields["audience"], fields["owner_authority"], fields["working_group"], fields["status"])
    people = _people_by_ids(site, watches)
    return {number: one for number, one in watches.items() if number in people and people[number].is_active and _is_readable(people[number].as_actor(), key)}
