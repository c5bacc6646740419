"""Whose customer: councils for a postcode, part of one, a town, a council's name, or an address that holds one of them.

Shares come from counting postcodes. They are shown, and never used to choose:
where more than one council is possible the adviser asks the customer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from extranet.authorities import place_store
from extranet.authorities.actions import all_authorities, authority_by_slug, current_authorities
from extranet.authorities.model import Authority
from extranet.authorities.pairs import pair_of, standing_for
from extranet.authorities.postcodes import Postcode, postcode_of, postcode_within

CACHED = "places"
OUTSIDE = "outside-surrey"
OUTSIDE_WORDS = "Another council, outside this partnership"
SHORTEST = 3
# "12a " or "Flat 2, 14 " before a street's name
HOUSE = re.compile(r"^(?:flat \S+ )?\d+[a-z]? ")
MOST = 6
SHARES = ((90, "nearly all of it"), (60, "most of it"), (40, "about half of it"), (15, "a part of it"), (5, "a small part"), (0, "a corner of it"))


@dataclass(frozen=True)
class Choice:
    """One council it may be. `slug` is '' for a council outside; `share` says how much of the place, '' when unknown."""

    slug: str
    words: str
    share: str = ""
    name: str = ""


@dataclass(frozen=True)
class Found:
    """What a text names. `label` never holds more of a postcode than its sector; `area` is what may be kept.

    `is_sure` when the one choice follows from what was typed.
    """

    label: str
    area: str
    choices: tuple[Choice, ...]
    is_sure: bool = False
    is_postcode: bool = False

    @property
    def only(self) -> Choice | None:
        """The one council here that it is; None when it has to be asked, or is outside."""
        return self.choices[0] if self.is_sure and self.choices and self.choices[0].slug else None

    @property
    def is_outside(self) -> bool:
        """Whether it is certainly no customer of these councils."""
        return bool(self.choices) and not any(one.slug for one in self.choices)


NOWHERE = Found("", "", ())


@dataclass(frozen=True)
class _Known:
    """All that is kept in memory: codes with shares, names of towns, and (name, town, council) of streets by folded name."""

    shares: dict[str, dict[str, float]]
    outward: frozenset[str]
    names: dict[str, tuple[str, ...]]
    streets: dict[str, tuple[tuple[str, str, str], ...]]


def find_place(site, text: str, on: date | None = None) -> Found:
    """The councils for what was typed; `NOWHERE` when it names no place. Never an error."""
    text = " ".join(text.split())[:200]
    known = site.cache.get(CACHED, lambda: _read(site))
    postcode = postcode_of(text, known.outward)
    if postcode:
        return _of_postcode(site, known, postcode, on)
    return _of_name(site, known, text, on) or _of_street(site, known, text, on) or _of_address(site, known, text, on)


def place_names(site) -> tuple[str, ...]:
    """Towns and councils that may be typed, for a list of hints."""
    known = site.cache.get(CACHED, lambda: _read(site))
    return tuple(sorted({*known.names, *(one.short_name for one in current_authorities(site))}))


def places_beginning(site, text: str, most: int = MOST) -> list[Found]:
    """Places for somebody who is typing: the postcode, or towns that begin so."""
    known = site.cache.get(CACHED, lambda: _read(site))
    if postcode := postcode_of(text, known.outward):
        found = _of_postcode(site, known, postcode, None)
        return [found] if found.choices else []
    typed = text.casefold().strip()
    if len(typed) < SHORTEST:
        return []
    begun = [name for name in known.names if folded(name).startswith(folded(typed))]
    return [_named(site, name, known.names[name], None) for name in begun[:most]]


def _of_postcode(site, known: _Known, postcode: Postcode, on: date | None) -> Found:
    label = postcode.sector or postcode.outward
    if postcode.whole and (slug := _imported(site, postcode.whole)):
        return Found(label, postcode.outward, _choices(site, {slug: 100.0}, on), True, True)
    choices = _choices(site, known.shares.get(label) or _of_district(known, postcode), on)
    return Found(label, postcode.outward, choices, len(choices) == 1 and label in known.shares, True)


def _of_district(known: _Known, postcode: Postcode) -> dict[str, float]:
    """A sector that nobody counted, in a district that is known: any council of the district, and none for sure; else outside."""
    return known.shares.get(postcode.outward, {}) or {OUTSIDE: 100.0}


def _of_name(site, known: _Known, text: str, on: date | None) -> Found | None:
    """The town or council of exactly this name, else all whose name begins so."""
    typed, councils = folded(text), _council_names(site, on)
    for name, slug in councils.items():
        if folded(name) == typed and authority_by_slug(site, slug).is_current(on or site.clock.today()):
            return Found(name, "", _choices(site, {slug: 100.0}, on), True)
    names = {**{name: (slug,) for name, slug in councils.items()}, **known.names}
    exact = [name for name in names if folded(name) == typed]
    if exact:
        return _named(site, exact[0], names[exact[0]], on)
    begun = [name for name in names if len(typed) >= SHORTEST and folded(name).startswith(typed)]
    return _several(site, names, begun, on) if begun else None


def _of_street(site, known: _Known, text: str, on: date | None) -> Found | None:
    """The street that the text names after a house number and before its town, if it has them; asked when it lies in several councils."""
    words = HOUSE.sub("", folded(text)).split()
    if not known.streets or not words:
        return None
    for end in range(len(words), 1, -1):
        found = known.streets.get(" ".join(words[:end]))
        if found:
            rest = " ".join(words[end:])
            there = [one for one in found if rest and rest in (folded(one[1]), f"{folded(one[1])} surrey")] or (found if not rest else ())
            return _street(site, tuple(there), on) if there else None
    return None


def _street(site, there: tuple[tuple[str, str, str], ...], on: date | None) -> Found:
    choices = [Choice(one.slug, one.words, "", town) for _, town, slug in there[:MOST] for one in _choices(site, {slug: 0.0}, on)]
    towns = {town for _, town, _ in there}
    area = towns.pop() if len(towns) == 1 else ""
    is_sure = len({one.slug for one in choices}) == 1
    label = f"{there[0][0]}, {area}" if area else there[0][0]
    return Found(label, area, tuple(choices[:1] if is_sure else choices), is_sure)


def _of_address(site, known: _Known, text: str, on: date | None) -> Found:
    """The postcode in an address, else the towns that stand in it."""
    if postcode := postcode_within(text):
        return _of_postcode(site, known, postcode, on)
    words = f" {folded(text)} "
    return _several(site, known.names, [name for name in known.names if f" {folded(name)} " in words], on)


def _council_names(site, on: date | None) -> dict[str, str]:
    """Whole and short names of every council that stands on the day or has a successor then."""
    standing = [one for one in all_authorities(site) if standing_for(site, one.slug, on)]
    return {name: one.slug for one in standing for name in (one.short_name, one.name)}


def folded(text: str) -> str:
    """As names are compared: small letters, no hyphens and commas."""
    return " ".join(text.casefold().replace("-", " ").replace(",", " ").split())


def _named(site, name: str, slugs: tuple[str, ...], on: date | None) -> Found:
    choices = _choices(site, dict.fromkeys(slugs, 0.0), on)
    return Found(name, name, choices, len(choices) == 1)


def _several(site, known: Mapping[str, tuple[str, ...]], names: list[str], on: date | None) -> Found:
    """Places that may be meant, each with its council; nothing is taken as sure."""
    found = []
    for name in names[:MOST]:
        found += [Choice(one.slug, one.words, "", name) for one in _choices(site, dict.fromkeys(known[name], 0.0), on)]
    return Found(" or ".join(names[:MOST]), "", tuple(found)) if found else NOWHERE


def _choices(site, shares: dict[str, float], on: date | None) -> tuple[Choice, ...]:
    """One choice for each council that stands on the day; shares of councils that became one are added."""
    standing: dict[Authority | None, float] = {}
    for slug, share in shares.items():
        for one in standing_for(site, slug, on) or (None,):
            standing[one] = standing.get(one, 0.0) + share
    ordered = sorted(standing.items(), key=lambda item: -item[1])
    return tuple(_choice(site, one, share if len(ordered) > 1 else 0.0, on) for one, share in ordered)


def _choice(site, authority: Authority | None, share: float, on: date | None) -> Choice:
    said = next(words for least, words in SHARES if share >= least) if share else ""
    if authority is None:
        return Choice("", OUTSIDE_WORDS, said)
    return Choice(authority.slug, pair_of(site, authority.slug, on).words, said)


def _imported(site, postcode: str) -> str | None:
    with site.db.reading() as connection:
        return place_store.authority_of(connection, postcode)


def _read(site) -> _Known:
    with site.db.reading() as connection:
        shares = place_store.shares(connection)
        names, listed = place_store.names(connection), place_store.streets(connection)
    streets: dict[str, tuple] = {}
    for one in listed:
        streets[folded(one[0])] = (*streets.get(folded(one[0]), ()), one)
    return _Known(shares, frozenset(code for code in shares if " " not in code), names, streets)
