"""The heat map: skill by authority, mean gap and share below target, published once a month and never small enough to point at somebody.

A cell whose people changed by fewer than the smallest number shown keeps last month's figures, so that two months cannot be
subtracted either; and people are given in bands, never as a number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extranet.switches import plugin_settings
from extranet_plugins.customer_care_training.skills import store
from extranet_plugins.customer_care_training.skills.model import gap
from extranet_plugins.customer_care_training.skills.suppression import FEWEST, hidden_cells
from extranet_plugins.customer_care_training.tables import NAME

ALL = ""  # the column of all authorities together


@dataclass(frozen=True)
class HeatCell:
    """`mean` and `below` (per cent below target) are None where they are not shown; `people` is a band such as '10 to 19'."""

    mean: float | None
    below: int | None
    people: str

    @property
    def is_hidden(self) -> bool:
        return self.mean is None

    @property
    def shade(self) -> int:
        """0 to 4 for the picture."""
        return 0 if self.mean is None else min(4, int(self.mean * 2))


@dataclass(frozen=True)
class HeatMap:
    """The newest published map. `cells` is {(skill code, authority or ''): cell}."""

    month: str
    skills: tuple[tuple[str, str], ...]
    authorities: tuple[str, ...]
    cells: Mapping[tuple[str, str], HeatCell]


def fewest_of(site) -> int:
    """The smallest number of people shown: the plugin's setting, 5 to 10."""
    return min(10, max(FEWEST, int(plugin_settings(site, NAME).get("fewest_shown", FEWEST))))


def gaps(connection) -> Iterator[tuple[int, str, str, int]]:
    """(person, authority, skill code, gap) of everybody whose role has a target for a skill and whose level is known."""
    codes = {one.id: one.code for one in store.skills(connection)}
    roles, targets = store.roles(connection), store.targets(connection)
    for one in store.ratings(connection):
        authority, role = roles.get(one.person_id, ("", ""))
        target = targets.get(role, {}).get(one.skill_id)
        if target is not None and one.level is not None:
            yield one.person_id, authority, codes[one.skill_id], gap(target, one.level)


def publish(site) -> bool:
    """Make this month's map; False when there is one already, so that a second run changes nothing."""
    month = site.clock.today().strftime("%Y-%m")
    with site.db.writing() as tx:
        before = store.latest_map(tx)
        if before is not None and before["month"] >= month:
            return False
        basis = _basis(tx, before, fewest_of(site))
        store.add_map(tx, {"month": month, "published": _published(basis, fewest_of(site)), "basis": basis, "made_at": site.clock.now()})
    return True


def _basis(tx, before: Mapping | None, fewest: int) -> list[list[Any]]:
    """[skill, authority, {person: gap}] of each cell: as they are now, or as last month where too few changed to tell."""
    now: dict[tuple[str, str], dict[str, int]] = {}
    for person, authority, code, missing in gaps(tx):
        now.setdefault((code, authority), {})[str(person)] = missing
    old = {(code, authority): people for code, authority, people in before["basis"]} if before else {}
    found = []
    for cell in sorted(now.keys() | old.keys()):
        new, last = now.get(cell, {}), old.get(cell, {})
        changed = {person for person in new.keys() | last.keys() if new.get(person) != last.get(person)}
        found.append([*cell, last if last and 0 < len(changed) < fewest else new])
    return found


def _published(basis: list[list[Any]], fewest: int) -> list[list[Any]]:
    people = {(code, authority): list(held.values()) for code, authority, held in basis}
    codes, authorities = sorted({code for code, _ in people}), sorted({authority for _, authority in people})
    counts = {(code, authority): len(people.get((code, authority), ())) for code in codes for authority in authorities}
    hidden, totals = hidden_cells(counts, fewest)
    rows = [[code, authority, *_figures(() if (code, authority) in hidden else people[code, authority])] for code, authority in counts]
    for code in codes:
        whole = [missing for authority in authorities for missing in people.get((code, authority), ())]
        rows.append([code, ALL, *_figures(() if ("row", code) in totals else whole)])
    return rows


def _figures(missing) -> tuple[float | None, int | None, str]:
    if not missing:
        return None, None, ""
    return round(sum(missing) / len(missing), 1), 5 * round(20 * sum(one > 0 for one in missing) / len(missing)), _band(len(missing))


def _band(count: int) -> str:
    for low, high in ((5, 9), (10, 19), (20, 49), (50, 99)):
        if count <= high:
            return f"{low} to {high}"
    return "100 or more"


def newest_map(site) -> HeatMap | None:
    """What everybody who signs in may see: the newest month alone, earlier ones are not shown."""
    with site.db.reading() as connection:
        kept, names = store.latest_map(connection), {one.code: one.name for one in store.skills(connection)}
    if kept is None:
        return None
    cells = {(code, authority): HeatCell(mean, below, people) for code, authority, mean, below, people in kept["published"]}
    order = [code for code in names if any(code == one for one, _ in cells)]
    authorities = tuple(dict.fromkeys(authority for _code, authority in cells if authority != ALL))
    return HeatMap(kept["month"], tuple((code, names[code]) for code in order), authorities, cells)
