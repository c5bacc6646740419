"""Watches and news as the screens show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from extranet.clock import LONDON
from extranet.pages import readable_pages
from extranet.standard import vocabularies
from extranet.watching.model import NewsLine, Watch
from extranet.watching.searches import search_url

THING_WORDS = {"page": "Page", "group": "Working group", "service": "Service", "search": "Search"}


@dataclass(frozen=True)
class WatchRow:
    """A watch with its words and address; `url` is '' for a page that may not be read any more."""

    watch: Watch
    thing: str
    title: str
    url: str


@dataclass(frozen=True)
class NewsDay:
    """News of one day, the newest first."""

    words: str
    lines: tuple[NewsLine, ...]


def watch_rows(site, actor, watches: Iterable[Watch]) -> tuple[WatchRow, ...]:
    watches = list(watches)
    pages = readable_pages(site, actor, {int(one.target) for one in watches if one.thing == "page"})
    return tuple(WatchRow(one, THING_WORDS[one.thing], *_title_and_url(site, one, pages)) for one in watches)


def by_day(lines: Iterable[NewsLine], today: date) -> tuple[NewsDay, ...]:
    """Lines under the day on which they were told, by London's calendar."""
    days: dict[date, list[NewsLine]] = {}
    for one in lines:
        days.setdefault(one.told_at.astimezone(LONDON).date(), []).append(one)
    return tuple(NewsDay(_day_words(day, today), tuple(own)) for day, own in days.items())


def _day_words(day: date, today: date) -> str:
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    return f"{day:%A} {day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def _title_and_url(site, watch: Watch, pages: dict[int, tuple[str, str]]) -> tuple[str, str]:
    if watch.thing == "page":
        slug, title = pages.get(int(watch.target), ("", "A page that you may not read, or that is gone"))
        return title, f"/wiki/{slug}" if slug else ""
    if watch.thing == "group":
        group = vocabularies(site).groups.get(watch.target)
        return (group.name if group else watch.target), f"/-/groups/{watch.target}"
    if watch.thing == "service":
        service = vocabularies(site).services.get(int(watch.target))
        return (service.name if service else f"Service {watch.target}"), f"/-/services/{watch.target}"
    more = [value for values in watch.filters.values() for value in values]
    return f"“{watch.target}”" + (f" in {', '.join(more)}" if more else ""), search_url(watch)
