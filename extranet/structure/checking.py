"""The work of the night: read what pages name, ask other sites, tell the groups what is broken for more than a week."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from extranet.actor import Actor, Grant
from extranet.identity import Person, list_people, members_of
from extranet.pages import NoSuchPage, Page, all_page_ids, facts, page_by_id, page_lines, read_page
from extranet.structure import store
from extranet.structure.asking import look_at
from extranet.structure.gathering import heading_ids, heading_links, outside_addresses
from extranet.structure.model import TELL_AFTER, Address, Found
from extranet.watching import tell

BROKEN_NEWS = "link_broken"
TROUBLE = "structure.trouble"
AGAIN_AFTER = timedelta(hours=20)
EACH_HOST, PAUSE_SECONDS = 30, 1.0  # so many addresses of one site in one night, and so long between two
EVERYTHING = Actor(0, "Structure", "", frozenset({Grant("partnership_administrator", "partnership")}))
"""Reads every page for the nightly job; what is told of them is cut down to what each person may read."""


def gather_all(site) -> int:
    """Read what every live page names; how many pages."""
    kept = [one.id for one in (_page(site, page_id) for page_id in all_page_ids(site)) if one is not None and gather(site, one)]
    with site.db.writing() as tx:
        store.forget_others(tx, kept)
        site.cache.touch(tx, TROUBLE)
    return len(kept)


def gather(site, page: Page) -> bool:
    """Read what this page names, and which links to its own headings still hold; False for a page that is not live."""
    is_live = page.status == "live" and page.deleted_at is None
    links = heading_links(page) if is_live else set()
    lost = {link for link in links if not _is_there(site, page, link)}
    with site.db.writing() as tx:
        store.keep_uses(tx, page.id, outside_addresses(page, _facts_shown(site, page)) if is_live else ())
        store.keep_heading_links(tx, page.id, links, lost)
        if is_live and store.links_to(tx, [page.slug]):
            store.judge_headings(tx, [page.slug], heading_ids(page))
        site.cache.touch(tx, TROUBLE)
    return is_live


def check_outside_links(site, wait: Callable[[float], None] = time.sleep) -> int:
    """Look at the addresses of other sites whose turn it is, where the setting `link_checks` allows any; how many were looked at.

    Never more than 30 of one site in a night, and a second apart. Then groups are told what is broken for more than a week.
    """
    if site.settings.link_checks <= 0:
        return 0
    with site.db.reading() as connection:
        waiting = store.next_to_ask(connection, site.clock.now() - AGAIN_AFTER, site.settings.link_checks)
    asked = _politely(waiting)
    before = ""
    for one in asked:
        if _host(one) == before:
            wait(PAUSE_SECONDS)
        before = _host(one)
        keep(site, one, look_at(one.url, site.settings.link_check_hosts))
    tell_broken(site)
    return len(asked)


def keep(site, one: Address, found: Found) -> None:
    with site.db.writing() as tx:
        store.keep_found(tx, one, found, site.clock.now())
        site.cache.touch(tx, TROUBLE)


def tell_broken(site) -> int:
    """One line of news for each page and address that is broken for over 7 days, once for each time it breaks; how many lines."""
    with site.db.reading() as connection:
        broken = store.broken_before(connection, site.clock.now() - TELL_AFTER)
    lines, told = page_lines(site, EVERYTHING, {page_id for _one, page_id in broken}), 0
    for one, page_id in broken:
        line = lines.get(page_id)
        people = [each.id for each in keepers(site, line)] if line else []
        if people:
            key, told = f"link:{one.id}:{page_id}:{one.broken_since:%Y-%m-%d}", told + len(people)
            text = f"{one.url} leads nowhere since {one.broken_since.day} {one.broken_since:%B}. {one.detail}"
            with site.db.writing() as tx:
                tell(tx, site, people, BROKEN_NEWS, f"A link of “{line.title}” is broken", f"/wiki/{line.slug}", text, page_id, key)
    return told


def keepers(site, line) -> list[Person]:
    """Authors and approvers of the page's group; without any, the administrators of the authority that answers for it."""
    held = [one for one in members_of(site, line.working_group).people if one.is_active and _has(one, ("author", "approver"), line.working_group)]
    return held or [one for one in list_people(site, line.owner_authority) if one.is_active and _has(one, ("authority_administrator",), line.owner_authority)]


def trouble_by_page(site) -> dict[int, int]:
    """How many links of each page lead nowhere, kept in every process."""

    def counted() -> dict[int, int]:
        with site.db.reading() as connection:
            return dict(store.trouble_by_page(connection))

    return site.cache.get(TROUBLE, counted)


def _has(person: Person, roles: Iterable[str], scope: str) -> bool:
    return any(grant.role in roles and grant.scope == scope for grant in person.grants)


def _page(site, page_id: int) -> Page | None:
    try:
        return page_by_id(site, EVERYTHING, page_id)
    except NoSuchPage:  # thrown into the bin meanwhile
        return None


def _is_there(site, page: Page, link: tuple[str, str]) -> bool:
    """Whether a link to a heading holds; a link to a page that is not there is a wanted page, and counted there."""
    slug, fragment = link
    if slug == page.slug:
        return fragment in heading_ids(page)
    try:
        found = read_page(site, EVERYTHING, slug)
    except NoSuchPage:
        return True
    return bool(found.rendered.get("is_plain")) or fragment in heading_ids(found)


def _facts_shown(site, page: Page) -> list[str]:
    """Today's values, of every authority, of the facts this page shows."""
    known, today = facts(site), site.clock.today()
    return [one.value for key in page.rendered.get("facts", ()) for one in known.values_of(key) if one.holds_on(today)]


def _politely(waiting: Iterable[Address]) -> list[Address]:
    """Not too many of one site, and the sites by turns."""
    seen: Counter[str] = Counter()
    turns = []
    for one in waiting:
        seen[_host(one)] += 1
        if seen[_host(one)] <= EACH_HOST:
            turns.append((seen[_host(one)], one))
    return [one for _turn, one in sorted(turns, key=lambda pair: pair[0])]


def _host(one: Address) -> str:
    try:
        return urlsplit(one.url).hostname or ""
    except ValueError:
        return ""
