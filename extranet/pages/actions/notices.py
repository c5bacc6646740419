"""Notices in force: a short list kept in every process, so that a page view asks nothing for it."""

from collections.abc import Iterable

from extranet.pages.model import Notice, PageFilters
from extranet.pages.store import lists, pages
from extranet.rights import EVERYTHING, reading_keys

CACHED = "notices"
NOTICE = "notice"
MOST = 500


def notices_in_force(site, actor, services: Iterable[int] | None = None, authority: str | None = None) -> list[Notice]:
    """Live notices this actor may read that hold today, the gravest first.

    With `services`, only those that touch one of them; with `authority`, only those for its area.
    """
    keys, today = reading_keys(actor), site.clock.today()
    found = [one for one in _all(site) if one.is_in_force(today) and one.is_for(authority) and (EVERYTHING in keys or one.reading_key in keys)]
    if services is not None:
        wanted = set(services)
        found = [one for one in found if one.concerns(wanted, authority)]
    return found


def touch_notices(tx, site, type_name: str) -> None:
    """Have every process read the notices again, when a page of that type changed."""
    if type_name == NOTICE:
        site.cache.touch(tx, CACHED)


def _all(site) -> tuple[Notice, ...]:
    return site.cache.get(CACHED, lambda: _load(site))


def _load(site) -> tuple[Notice, ...]:
    today = site.clock.today()
    filters = PageFilters(tags=(("type", NOTICE),), status="live", only_shown=False, order="updated")
    with site.db.reading() as connection:
        lines = lists.lines(connection, frozenset({EVERYTHING}), filters, today, MOST, 0)
        whole = pages.by_ids(connection, [line.id for line in lines if line.shown_to is None or line.shown_to >= today])
    grave = ("emergency", "disruption", "service change", "information")
    found = [_notice(page) for page, _passages in whole]
    return tuple(sorted(found, key=lambda one: grave.index(one.level) if one.level in grave else len(grave)))


def _notice(page) -> Notice:
    said = page.metadata
    affects = said.get("affects") if isinstance(said.get("affects"), dict) else {}
    areas = affects.get("areas") or []
    return Notice(
        page.slug, page.title, str(said.get("level", "")), str(said.get("headline") or page.title), str(said.get("what_to_say", "")),
        page.reading_key, page.shown_from, page.shown_to,
        frozenset(one for one in affects.get("lgsl_ids") or [] if isinstance(one, int)),
        frozenset() if areas == "all" or "all" in areas else frozenset(areas),
    )
