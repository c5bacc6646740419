"""Life episodes: each an ordered journey through the councils, then the other pages that belong to it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from extranet.errors import NotFound
from extranet.pages.actions.reading import list_pages, page_count, page_titles, pages_by_tag
from extranet.pages.addresses import episode_url, page_url, service_url
from extranet.pages.model import PageFilters, PageLine
from extranet.pages.views.blueprint import bp
from extranet.pages.views.browsing import SHEET, EntriesPage, Entry, sheet_number
from extranet.standard import Step, Vocabularies, vocabularies
from extranet.web import Page, current_actor, current_site, render

TIERS = {"county": "County", "district": "Borough or district", "both": "Both councils", "national": "National"}


@dataclass(frozen=True)
class ShownStep:
    """One step as a reader sees it; `page` and `service` are (words, address), None where there is none for this reader."""

    title: str
    tier: str
    note: str
    page: tuple[str, str] | None
    service: tuple[str, str] | None


@dataclass(frozen=True)
class EpisodePage(Page):
    """The steps in order, then the pages of the episode that no step names, `sheet` of 50 each; `via` is what links to pages carry."""

    template: ClassVar[str] = "pages/episode.html"
    title: str
    lead: str
    steps: tuple[ShownStep, ...]
    lines: tuple[PageLine, ...]
    count: int
    sheet: int
    sheets: int
    today: date
    via: str


@bp.get("/-/episodes")
def episodes():
    site = current_site()
    counts, known = pages_by_tag(site, current_actor(), "episode"), vocabularies(site)
    entries = [
        Entry(one.name, episode_url(one.slug), counts.get(one.slug, 0), one.scope)
        for one in known.life_episodes.values()
        if counts.get(one.slug) or known.journeys.get(one.slug)
    ]
    return render(EntriesPage("Life episodes", "What happens in people’s lives, step by step, and every council’s part in it.", (("", tuple(entries)),)))


@bp.get("/-/episodes/<slug>")
def episode(slug):
    site, actor = current_site(), current_actor()
    known = vocabularies(site)
    one = known.life_episodes.get(slug)
    if one is None:
        raise NotFound("There is no life episode of this name.")
    journey = known.journeys.get(slug, ())
    titles = page_titles(site, actor, {step.page for step in journey if step.page})
    steps = tuple(_shown(step, titles, known, slug) for step in journey)
    wanted = PageFilters(tags=(("episode", slug),), without=tuple(now for now, _title, _owner in titles.values()))
    sheet, count = sheet_number(), page_count(site, actor, wanted)
    lines = tuple(list_pages(site, actor, wanted, SHEET, (sheet - 1) * SHEET))
    return render(EpisodePage(one.name, one.scope, steps, lines, count, sheet, -(-count // SHEET), site.clock.today(), f"episode:{slug}"))


def _shown(step: Step, titles: dict, known: Vocabularies, episode: str) -> ShownStep:
    """`titles` holds only the pages that this reader may read."""
    now, title, _owner = titles.get(step.page, ("", "", ""))
    service = known.services.get(step.service) if step.service is not None else None
    return ShownStep(
        step.title, TIERS[step.tier], step.note,
        (title, f"{page_url(now)}?via=episode:{episode}") if now else None,
        (service.name, service_url(service.id)) if service else None,
    )  # fmt: skip
