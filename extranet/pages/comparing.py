"""What differs between authorities on one page: each local text and each fact, with who is told which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from extranet.authorities import current_authorities
from extranet.pages.rendering.choosing import choose
from extranet.pages.viewing import Reading


@dataclass(frozen=True)
class Version:
    """One wording and the authorities (slug, name) whose customers are told it; '' when they are told nothing."""

    authorities: tuple[tuple[str, str], ...]
    text: Markup


@dataclass(frozen=True)
class Difference:
    """One place of the page that differs. `label` is a fact's label or the words 'Local text'."""

    label: str
    versions: tuple[Version, ...]


def compare_authorities(reading: Reading) -> tuple[Difference, ...]:
    """Every place in which customers of today's authorities are told different things, in the order of the page."""
    authorities = current_authorities(reading.site)
    rendered = reading.page.rendered
    found = [_variant(reading, authorities, part[2]) for part in _variants(rendered)]
    found += [_fact(reading, authorities, key) for key in rendered.get("facts", ())]
    return tuple(one for one in found if len(one.versions) > 1)


def _variant(reading: Reading, authorities: Iterable, rows: list[dict]) -> Difference:
    def told(authority) -> tuple:
        chosen = choose(rows, authority, reading.site.clock.today())
        return tuple(index for index, row in enumerate(rows) if row is chosen.base or row is chosen.local)

    def text(authority, places: tuple) -> Markup:
        return replace(reading, authority=authority).markup([part for place in places for part in rows[place]["parts"]])

    return Difference("Local text", _versions(authorities, told, text))


def _fact(reading: Reading, authorities: Iterable, key: str) -> Difference:
    def told(authority) -> str:
        value = replace(reading, authority=authority).fact(key)
        return value.text if value else ""

    def text(authority, value: str) -> Markup:
        return replace(reading, authority=authority).markup([["fact", key]]) if value else Markup("")

    named = reading.fact(key)
    return Difference(named.label if named else key, _versions(authorities, told, text))


def _versions(authorities: Iterable, told, text) -> tuple[Version, ...]:
    groups: dict = {}
    for one in authorities:
        groups.setdefault(told(one), []).append(one)
    return tuple(Version(tuple((one.slug, one.short_name) for one in group), text(group[0], key)) for key, group in groups.items())


def _variants(value) -> Iterator[list]:
    """Every variant part, wherever it stands in the body or a field."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return
    if value and value[0] == "variant":
        yield value
        return
    for one in value:
        yield from _variants(one)
