"""Who is responsible for a service, in an area, on a day: by the vocabulary's tiers, and by rows that say otherwise.

The tiers give every answer that nobody wrote a row for: county services belong to the county of the area, district services
to the district, all services to a unitary authority; a service of both tiers has two shares and no lead. A row (service,
area, authority, role, basis, dates) replaces what the tiers say for its service, area and days. Source: content standard 5.5.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import delete, insert, select

from extranet.authorities import Authority, Responsible, all_authorities, authority_by_slug, current_authorities
from extranet.errors import BadInput, NotFound
from extranet.standard import Service, vocabularies
from extranet_plugins.front_line_forum import tables
from extranet_plugins.front_line_forum.model import GENERAL, RISKS

CACHED = "front_line_forum.responsibility"
EVERYWHERE = "all"
ROLES = {
    "lead": "Leads",
    "shares": "Shares",
    "delivers": "Delivers",
    "enforces": "Enforces",
    "national": "National body",
    "parish": "Parish council",
    "external": "Other body",
}
ANSWERING = frozenset({"lead", "shares"})
BASES = {"home": "Home address", "problem": "Place of the problem", "business": "Business address"}
# Top functions whose services go by the place of the problem or by the business; all others go by the home. Ours, not a source's.
BASIS_OF_FUNCTION = {105: "problem", 30: "problem", 16: "problem", 99: "problem", 6: "business", 82: "business"}
HOME_SERVICES = ("waste collection", "waste containers", "recycling collection", "council tax")
NEVER_COLD = (("safeguard", "safeguarding"), ("child protection", "safeguarding"), ("homeless", "homeless_tonight"), ("dangerous", "dangerous_structure"))


@dataclass(frozen=True)
class Row:
    """One line of the table. `area` is an authority's slug or 'all'; dates are the first and last day, None where open."""

    service: int
    area: str
    authority: str
    role: str
    basis: str
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    source: str = ""
    confirmed_on: date | None = None
    id: int | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class Target:
    """An authority that answers for a service in a place, and why, in a sentence (REF-2)."""

    authority: Authority
    role: str
    basis: str
    why: str


@dataclass(frozen=True)
class Problem:
    """A service that on a day has no lead in an area, or more than one. `kind` is gap, shared or overlap."""

    kind: str
    service: Service
    area: Authority
    basis: str
    authorities: tuple[Authority, ...]


def targets(site, service_id: int, area: str, day: date | None = None) -> list[Target]:
    """Who answers for the service in the area of this authority, the lead first. NotFound for an unknown service or area."""
    day = day or site.clock.today()
    service, place = service_named(site, service_id), authority_by_slug(site, area)
    if place is None:
        raise NotFound("Choose the council of the customer's home or of the problem first.")
    rows = [row for row in rows_for(site, service, place, day) if row.role in ANSWERING]
    found = [(row, authority_by_slug(site, row.authority)) for row in sorted(rows, key=lambda row: row.role != "lead")]
    return [Target(one, row.role, row.basis, _why(service, place, one, row)) for row, one in found if one is not None]


def responsible(site, services: Iterable[int], area: str, day: date | None = None) -> dict[int, tuple[Responsible, ...]]:
    """Who answers for each of these services in an area, the lead first, as the hook `responsible_for` wants it; from memory."""
    known, place = vocabularies(site).services, authority_by_slug(site, area)
    if place is None:
        return {}
    found = {number: targets(site, number, area, day) for number in dict.fromkeys(services) if number in known}
    return {number: tuple(_responsible(number, one) for one in answering) for number, answering in found.items()}


def _responsible(service: int, one: Target) -> Responsible:
    return Responsible(service, one.authority.slug, one.authority.name, one.role, one.why)


def named(site, services: Iterable[int], area: str, day: date | None = None) -> list[tuple[str, tuple[str, ...]]]:
    """(authority's name, names of the services it answers for) in an area: one line where all of them are one council's."""
    found: dict[str, dict[str, None]] = {}
    for number, answering in responsible(site, services, area, day).items():
        for one in answering:
            found.setdefault(one.name, {})[service_named(site, number).name] = None
    return [(name, tuple(of)) for name, of in found.items()]


def rows_for(site, service: Service, place: Authority, day: date) -> list[Row]:
    """The rows that hold for a service in one area on a day: written ones if there are any, else what the tiers say."""
    county = county_of(site, place, day)
    written = [row for row in written_rows(site).get(service.id, ()) if row.area in (EVERYWHERE, place.slug) and row.holds_on(day)]
    own = [row for row in written if row.area == place.slug] or written
    return own or [row for row in _by_tier(service, place, county) if row.authority]


def county_of(site, place: Authority, day: date) -> Authority | None:
    """The county council whose area holds this district; itself for a county; None where there is none, as under a unitary one."""
    if place.tier == "county":
        return place
    if place.tier != "district":
        return None
    return next((one for one in all_authorities(site) if one.tier == "county" and one.is_current(day)), None)


def problems(site, day: date | None = None) -> Iterator[Problem]:
    """Every service and area without exactly one lead for each basis on this day."""
    day = day or site.clock.today()
    areas = [one for one in current_authorities(site, day) if one.tier != "county"]
    known = {one.slug: one for one in all_authorities(site)}
    for service in vocabularies(site).services.values():
        for place in areas:
            yield from _problems_of(service, place, rows_for(site, service, place, day), known)


def service_named(site, service_id: int) -> Service:
    found = vocabularies(site).services.get(service_id)
    if found is None:
        raise NotFound("There is no service of this number in the vocabulary.")
    return found


def service_group_of(site, service_id: int) -> int:
    """The top function of a service, by which queues are divided; GENERAL when it has none."""
    known = vocabularies(site)
    service = known.services.get(service_id)
    for number in service.functions if service else ():
        while number in known.functions and known.functions[number].parent_id is not None:
            number = known.functions[number].parent_id
        if number in known.functions:
            return number
    return GENERAL


def group_name(site, number: int) -> str:
    found = vocabularies(site).functions.get(number)
    return found.name if found else "Contact centre"


def basis_of(site, service: Service) -> str:
    """Which address decides, unless a row says so: the home, the place of the problem or the business."""
    name = service.name.lower()
    if any(words in name for words in HOME_SERVICES):
        return "home"
    return BASIS_OF_FUNCTION.get(service_group_of(site, service.id), "home")


def risk_of(service: Service) -> str:
    """The risk that a service brings by its name alone; '' for most."""
    name = service.name.lower()
    risk = next((risk for words, risk in NEVER_COLD if words in name), "")
    assert risk in RISKS
    return risk


def written_rows(site) -> Mapping[int, tuple[Row, ...]]:
    """The rows somebody wrote, by service; kept per process."""
    return site.cache.get(CACHED, lambda: _load(site))


def keep_row(site, tx, row: Row) -> None:
    """Add a row. BadInput names the field that is wrong."""
    _check(site, row)
    tx.execute(insert(tables.responsibility).values(**{name: value for name, value in asdict(row).items() if name != "id"}))
    site.cache.touch(tx, CACHED)


def take_row_away(site, tx, row_id: int) -> bool:
    gone = tx.execute(delete(tables.responsibility).where(tables.responsibility.c.id == row_id)).rowcount > 0
    site.cache.touch(tx, CACHED)
    return gone


def exported_rows(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        found = connection.execute(select(tables.responsibility).order_by(tables.responsibility.c.id)).mappings().all()
    for row in found:
        yield {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items() if name != "id"}


def import_rows(site, rows: Iterable[Mapping]) -> int:
    """Take rows over in place of all that are there. BadInput names a row that is none."""
    taken = [_row_of(number, row) for number, row in enumerate(rows, start=1)]
    with site.db.writing() as tx:
        tx.execute(delete(tables.responsibility))
        for row in taken:
            keep_row(site, tx, row)
    return len(taken)


def _by_tier(service: Service, place: Authority, county: Authority | None) -> list[Row]:
    def row(authority: Authority, role: str) -> Row:
        return Row(service.id, place.slug, authority.slug, role, "", source="services.csv")

    if place.tier == "unitary":
        return [row(place, "lead")]
    if service.tier == "county":
        return [row(county, "lead")] if county else []
    if place.tier == "county":
        return [row(place, "shares")] if service.tier == "both" else []
    if service.tier == "district":
        return [row(place, "lead")]
    return [row(place, "shares"), *([row(county, "shares")] if county else [])]


def _why(service: Service, place: Authority, one: Authority, row: Row) -> str:
    words = {"county": "county", "district": "district or borough", "unitary": "unitary council"}.get(one.tier, one.tier)
    shared = ", shared between county and district" if row.role == "shares" else ""
    return f"{service.name} (LGSL {service.id}) in {place.short_name or place.name} is {words}{shared}: {one.name}."


def _problems_of(service: Service, place: Authority, rows: list[Row], known: Mapping[str, Authority]) -> Iterator[Problem]:
    for basis in sorted({row.basis for row in rows if row.role in ANSWERING}) or [""]:
        answering = [row for row in rows if row.role in ANSWERING and row.basis == basis]
        leads = [row for row in answering if row.role == "lead"]
        if len(leads) == 1:
            continue
        kind = "overlap" if leads else "shared" if answering else "gap"
        yield Problem(kind, service, place, basis, tuple(known[row.authority] for row in (leads or answering) if row.authority in known))


def _load(site) -> dict[int, tuple[Row, ...]]:
    with site.db.reading() as connection:
        rows = [Row(**row) for row in connection.execute(select(tables.responsibility).order_by(tables.responsibility.c.id)).mappings()]
    found: dict[int, tuple[Row, ...]] = {}
    for row in rows:
        found[row.service] = (*found.get(row.service, ()), row)
    return found


def _check(site, row: Row) -> None:
    if row.service not in vocabularies(site).services:
        raise BadInput("Choose a service of the vocabulary.", "service")
    if row.area != EVERYWHERE and authority_by_slug(site, row.area) is None:
        raise BadInput("Choose the area: one council's, or all.", "area")
    if authority_by_slug(site, row.authority) is None:
        raise BadInput("Choose the responsible council.", "authority")
    if row.role not in ROLES or row.basis not in ("", *BASES):
        raise BadInput("Choose a role and a basis from the lists.", "role")
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        raise BadInput("The last day must not come before the first.", "valid_to")


def _row_of(number: int, row: Mapping) -> Row:
    try:
        days = {name: date.fromisoformat(row[name]) if row.get(name) else None for name in ("valid_from", "valid_to", "confirmed_on")}
        texts = {name: str(row.get(name) or "") for name in ("area", "authority", "role", "basis", "note", "source")}
        return Row(int(row["service"]), **texts, **days)
    except (KeyError, TypeError, ValueError) as fault:
        raise BadInput(f"Responsibility {number} cannot be taken over: {fault} is missing or wrong.") from fault
