"""Places to browse to, suggested while somebody types: services, life episodes, councils, groups."""

from collections.abc import Iterable
from dataclasses import dataclass

from extranet.authorities import current_authorities
from extranet.pages.addresses import episode_url, group_url, place_url, service_url
from extranet.search import Suggestion
from extranet.standard import vocabularies

MOST = 4


@dataclass(frozen=True)
class Place:
    """Something to suggest. `words` are all its names in small letters, `together` the same in one; `for_all` whether visitors may be told."""

    suggestion: Suggestion
    words: tuple[str, ...]
    together: str
    for_all: bool = True


def places(site) -> tuple[Place, ...]:
    """Every place of the vocabularies, once per process: they change with the product, not with its pages."""
    known = vocabularies(site)
    found = [_place("service", one.name, "Service", service_url(one.id), one.everyday_terms) for one in known.services.values()]
    found += [_place("episode", one.name, "Life episode", episode_url(one.slug)) for one in known.life_episodes.values()]
    found += [_place("place", one.name, "Place", place_url(one.slug), (one.short_name,)) for one in current_authorities(site)]
    found += [_place("group", one.name, "Working group", group_url(one.slug), for_all=False) for one in known.groups.values()]
    return tuple(found)


def matching(known: Iterable[Place], text: str, is_signed_in: bool) -> list[Suggestion]:
    """The first few places with a name in which every typed word begins a word."""
    typed = text.lower().split()
    if not typed:
        return []
    found, first = [], f" {typed[0]}"
    for place in known:
        if first in place.together and (place.for_all or is_signed_in) and any(_begins(words, typed) for words in place.words):
            found.append(place.suggestion)
            if len(found) == MOST:
                break
    return found


def _begins(words: str, typed: list[str]) -> bool:
    return all(f" {word}" in words for word in typed)


def _place(kind: str, name: str, detail: str, url: str, terms: Iterable[str] = (), for_all: bool = True) -> Place:
    words = tuple(f" {one.lower()}" for one in (name, *terms))
    return Place(Suggestion(kind, name, detail, url), words, "\n".join(words), for_all)
