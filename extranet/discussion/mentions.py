"""@names in a comment: "@Ann Oakley" is the one person of that name who may read the page, "@Ann Oakley (woking)" the one of Woking."""

import re
from collections.abc import Iterable

from extranet.errors import BadInput
from extranet.identity import Person, list_people
from extranet.rights import is_readable

_AT = re.compile(r"(?<![\w@.])@(?=[^\W\d_])")
_PLACE = re.compile(r"\s*\(([a-z-]{2,60})\)", re.IGNORECASE)
MOST_SUGGESTED = 8


def mentioned(site, page, text: str) -> list[Person]:
    """The people named in a text who may read the page, each once. BadInput when a name is that of several of them.

    Names of others are taken as plain words: nobody learns from them who there is.
    """
    spots = [found.end() for found in _AT.finditer(text)]
    if not spots:
        return []
    readers = _readers(site, page)
    found: dict[int, Person] = {}
    for spot in spots:
        person = _named(readers, text[spot:])
        if person is not None:
            found[person.id] = person
    return list(found.values())


def suggest(site, page, typed: str) -> list[Person]:
    """People who may read the page with a name in which every typed word begins a word; at most 8, by name."""
    words = typed.casefold().split()
    if len(typed.strip()) < 2:
        return []
    fitting = (one for one in _readers(site, page) if all(any(part.startswith(word) for part in one.name.casefold().split()) for word in words))
    return sorted(fitting, key=lambda one: (one.name.casefold(), one.authority))[:MOST_SUGGESTED]


def written(person: Person, others: Iterable[Person]) -> str:
    """How this person is named so that nobody else is meant."""
    is_alone = sum(one.name.casefold() == person.name.casefold() for one in others) < 2
    return f"@{person.name}" if is_alone else f"@{person.name} ({person.authority})"


def _readers(site, page) -> list[Person]:
    today = site.clock.today()
    return [one for one in list_people(site) if one.is_welcome(today) and is_readable(one.as_actor(), page.reading_key)]


def _named(readers: list[Person], after: str) -> Person | None:
    """The person whose name stands here; the longest name wins."""
    lowered = after.casefold()
    fitting = [one for one in readers if one.name and lowered.startswith(one.name.casefold()) and not lowered[len(one.name) : len(one.name) + 1].isalnum()]
    longest = max((len(one.name) for one in fitting), default=0)
    fitting = [one for one in fitting if len(one.name) == longest]
    place = _PLACE.match(after[longest:])
    if place and len(fitting) > 1:
        fitting = [one for one in fitting if one.authority == place[1].lower()] or fitting
    if len(fitting) > 1:
        names = " or ".join(f"@{one.name} ({one.authority})" for one in fitting[:4])
        raise BadInput(f"{len(fitting)} people are called {fitting[0].name}. Write {names}.", "text")
    return fitting[0] if fitting else None
