"""The report: pages by service, place and life episode that the asker may read, and what is missing."""

from collections.abc import Iterator
from dataclasses import replace

from extranet.authorities import current_authorities
from extranet.errors import NotFound
from extranet.pages import PageFilters, list_pages, pages_by_tag, read_page
from extranet.standard import services_of, vocabularies
from extranet_plugins.information_managers_group import store
from extranet_plugins.information_managers_group.model import (
    TIER_WORDS,
    Decision,
    Gap,
    Line,
    LocalNeed,
    Report,
    Wishes,
    has_local_text,
    tiers_of_services,
    variant_blocks,
)

AT_ONCE = 100


def make_report(site, actor, wishes: Wishes) -> Report:
    """The report for what this actor may read; every number and gap follows from the pages as they are now."""
    services = tuple(_services(site, actor, wishes))
    episodes = tuple(_episodes(site, actor, services))
    needs = tuple(_local_needs(site, actor))
    places = tuple(_places(site, actor, needs))
    with site.db.reading() as connection:
        decided = {(one.kind, one.subject): one for one in store.decisions(connection)}
    gaps = (*_service_gaps(services), *_episode_gaps(episodes, wishes), *_local_gaps(site, needs))
    return Report(services, places, episodes, tuple(_with_decision(gap, decided) for gap in gaps))


def _with_decision(gap: Gap, decided: dict[tuple[str, str], Decision]) -> Gap:
    return replace(gap, decision=decided.get((gap.kind, gap.subject)))


def _services(site, actor, wishes: Wishes) -> Iterator[Line]:
    counts = pages_by_tag(site, actor, "service")
    for one in vocabularies(site).services.values():
        if one.tier in wishes.tiers:
            yield Line("service", str(one.id), one.name, TIER_WORDS[one.tier], counts.get(str(one.id), 0), f"/-/services/{one.id}")


def _episodes(site, actor, services: tuple[Line, ...]) -> Iterator[Line]:
    counts = pages_by_tag(site, actor, "episode")
    answered = {line.key for line in services if line.pages}
    known = vocabularies(site)
    for one in known.life_episodes.values():
        belonging = known.services_of_episode(one.slug)
        with_page = sum(str(service.id) in answered for service in belonging)
        yield Line("episode", one.slug, one.name, f"{len(belonging)} services", counts.get(one.slug, 0), f"/-/episodes/{one.slug}", with_page)


def _places(site, actor, needs: tuple[LocalNeed, ...]) -> Iterator[Line]:
    counts = pages_by_tag(site, actor, "area")
    everywhere = counts.get("all", 0)
    for one in current_authorities(site):
        own = sum(one.slug in need.covered for need in needs)
        wanted = sum(one.slug in need.places for need in needs)
        detail = f"local text on {own} of {wanted} pages that need it"
        yield Line("place", one.slug, one.name, detail, counts.get(one.slug, 0) + everywhere, f"/-/places/{one.slug}", own)


def _local_needs(site, actor) -> Iterator[LocalNeed]:
    for line in _all_lines(site, actor, PageFilters(tags=(("localisable", "required"),))):
        try:
            yield need_of(site, read_page(site, actor, line.slug))
        except NotFound:  # put into the bin since the list was read
            continue


def need_of(site, page) -> LocalNeed:
    """The places a page is for, by its services' tiers and its area, and those that have text of their own on it today."""
    known = vocabularies(site)
    numbers = services_of(dict(page.metadata))
    tiers = tiers_of_services(known.services[number].tier for number in numbers if number in known.services)
    area = page.metadata.get("area") or "all"
    places = [one for one in current_authorities(site) if one.tier in tiers and (area == "all" or one.slug in area)]
    blocks = variant_blocks([page.rendered.get("body"), page.rendered.get("fields")])
    today = site.clock.today()
    covered = [one.slug for one in places if has_local_text(blocks, (one.slug, *one.clusters, one.tier), today)]
    return LocalNeed(page.slug, page.title, frozenset(one.slug for one in places), frozenset(covered))


def _all_lines(site, actor, filters: PageFilters) -> Iterator:
    offset = 0
    while True:
        lines = list_pages(site, actor, filters, AT_ONCE, offset)
        yield from lines
        if len(lines) < AT_ONCE:
            return
        offset += AT_ONCE


def _service_gaps(services: tuple[Line, ...]) -> Iterator[Gap]:
    for line in services:
        if not line.pages:
            yield Gap("service", line.key, line.name, f"No live page. A service of {line.detail}.", line.url)


def _episode_gaps(episodes: tuple[Line, ...], wishes: Wishes) -> Iterator[Gap]:
    for line in episodes:
        if (line.more or 0) < wishes.fewest_services:
            detail = f"{line.detail} in the vocabulary, {line.more} with a page; {wishes.fewest_services} are wanted."
            yield Gap("episode", line.key, line.name, detail, line.url)


def _local_gaps(site, needs: tuple[LocalNeed, ...]) -> Iterator[Gap]:
    for need in needs:
        for one in current_authorities(site):
            if one.slug in need.places - need.covered:
                name = f"{need.title}: {one.short_name or one.name}"
                yield Gap("local", f"{need.slug}:{one.slug}", name, f"{one.name} has no text of its own.", f"/wiki/{need.slug}?for={one.slug}")
