"""BVPI 157: which interactions of a council's services may be done electronically, and which can be.

A row of the register is an interaction that the law permits; it counts as enabled from its date on. The share is enabled
over permissible, for each council. Snapshots keep it by date, so that a later correction does not change what was reported.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

from extranet.authorities import all_authorities, authority_by_slug, current_authorities
from extranet.errors import BadInput, NotFound
from extranet.identity import record
from extranet.standard import vocabularies
from extranet_plugins.information_age_champions.forms import Answers, Typed
from extranet_plugins.information_age_champions.performance import store
from extranet_plugins.information_age_champions.performance.model import INTERACTIONS, EService, Share, share_of
from extranet_plugins.information_age_champions.quarters import Quarter
from extranet_plugins.information_age_champions.rights import EDIT, require_right

HEADS = ("council", "service", "interaction", "enabled_on")
LARGEST_ROWS = 50_000
SHOWN_FAULTS = 8


def shares(site, day: date | None = None) -> list[Share]:
    """The share of each council that stands today, counted from the register now."""
    day = day or site.clock.today()
    with site.db.reading() as connection:
        register = store.e_services(connection)
    return [share_of(one.slug, (row for row in register if row.authority == one.slug), day) for one in current_authorities(site, day)]


def together(found: Iterable[Share], day: date) -> Share:
    """All councils as one: their enabled over their permissible interactions."""
    found = list(found)
    return Share("", day, sum(one.enabled for one in found), sum(one.permissible for one in found))


def register_of(site, authority: str) -> dict[int, dict[str, EService]]:
    """The register of one council: service id -> interaction -> row. NotFound for a council that is not there."""
    if authority_by_slug(site, authority) is None:
        raise NotFound("There is no such council.")
    found: dict[int, dict[str, EService]] = {}
    with site.db.reading() as connection:
        for row in store.e_services(connection, authority):
            found.setdefault(row.service_id, {})[row.interaction] = row
    return found


def snapshots(site, authority: str | None = None) -> list[Share]:
    """Dated shares, oldest first."""
    with site.db.reading() as connection:
        return store.snapshots(connection, authority)


def set_service(site, actor, authority: str, service_id: int, typed: Typed) -> None:
    """Say for one service of a council which interactions are permissible and since when each is enabled."""
    require_right(site, actor, EDIT)
    register_of(site, authority)
    if service_id not in vocabularies(site).services:
        raise NotFound("There is no such service in the vocabulary.")
    form, rows = Answers(typed), []
    permissible = form.chosen("permissible", "The interactions", list(INTERACTIONS))
    for name, words in INTERACTIONS.items():
        enabled_on = form.day(f"enabled_on_{name}", f"{words}: the date")
        if enabled_on and name not in permissible:
            form.fault(f"enabled_on_{name}", f"{words} has a date but is not permissible. Tick it, or take the date away.")
        if name in permissible:
            rows.append(EService(authority, service_id, name, enabled_on))
    form.check()
    with site.db.writing() as tx:
        store.keep_service(tx, authority, service_id, rows)
        enabled = sum(one.enabled_on is not None for one in rows)
        record(tx, site, actor, "e_service.set", f"{authority} {service_id}", f"{len(rows)} permissible, {enabled} enabled")


def import_register(site, actor, text: str) -> int:
    """Take rows of council, service number, interaction and date (or none) in, whole or not at all; how many.

    What the register holds for a service of a council that is in the sheet is replaced. BadInput names the lines.
    """
    require_right(site, actor, EDIT)
    rows = list(_read(site, text))
    by_service: dict[tuple[str, int], dict[str, EService]] = {}
    for row in rows:
        by_service.setdefault((row.authority, row.service_id), {})[row.interaction] = row
    with site.db.writing() as tx:
        for (authority, service_id), found in by_service.items():
            store.keep_service(tx, authority, service_id, found.values())
        record(tx, site, actor, "e_service.imported", "", f"{len(rows)} rows")
    return len(rows)


def write_register(site) -> str:
    """The whole register as the CSV that `import_register` takes."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    with site.db.reading() as connection:
        writer.writerows((row.authority, row.service_id, row.interaction, row.enabled_on or "") for row in store.e_services(connection))
    return text.getvalue()


def take_snapshots(site, actor=None) -> int:
    """Keep today's share of each council that has a register; how many. A second time on one day replaces the first."""
    if actor is not None:
        require_right(site, actor, EDIT)
    found = [one for one in shares(site) if one.permissible]
    with site.db.writing() as tx:
        for one in found:
            store.keep_snapshot(tx, one)
        if found:
            record(tx, site, actor, "e_service.snapshots_taken", "", f"{len(found)} councils")
    return len(found)


def take_quarterly_snapshots(site) -> int:
    """The nightly job: keep a snapshot of each council that has none in this quarter yet. Running twice changes nothing."""
    quarter = Quarter.of(site.clock.today())
    kept = {one.authority for one in snapshots(site) if Quarter.of(one.day) == quarter}
    missing = [one for one in shares(site) if one.permissible and one.authority not in kept]
    if missing:
        with site.db.writing() as tx:
            for one in missing:
                store.keep_snapshot(tx, one)
    return len(missing)


def _read(site, text: str) -> Iterable[EService]:
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    if not lines or tuple(cell.strip().lower() for cell in lines[0]) != HEADS:
        raise BadInput(f"The first line must be: {', '.join(HEADS)}.", "sheet")
    if len(lines) > LARGEST_ROWS:
        raise BadInput(f"The sheet has {len(lines)} lines; {LARGEST_ROWS} is the most.", "sheet")
    councils, services = {one.slug for one in all_authorities(site)}, vocabularies(site).services
    found, faults = [], []
    for number, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            try:
                found.append(_row([cell.strip() for cell in cells], councils, services))
            except ValueError as fault:
                faults.append(f"Line {number}: {fault}")
    if faults or not found:
        raise BadInput(" ".join(faults[:SHOWN_FAULTS]) or "The sheet has no rows.", "sheet")
    return found


def _row(cells: list[str], councils: set[str], services: Mapping[int, object]) -> EService:
    if len(cells) != len(HEADS):
        raise ValueError(f"it has {len(cells)} cells, not {len(HEADS)}.")
    council, service, interaction, enabled_on = cells
    if council not in councils:
        raise ValueError(f"there is no council “{council[:40]}”.")
    if not (service.isascii() and service.isdigit() and int(service) in services):
        raise ValueError(f"there is no service “{service[:20]}”.")
    if interaction not in INTERACTIONS:
        raise ValueError(f"the interaction is one of {', '.join(INTERACTIONS)}, not “{interaction[:20]}”.")
    try:
        return EService(council, int(service), interaction, date.fromisoformat(enabled_on) if enabled_on else None)
    except ValueError:
        raise ValueError(f"the date is written 2005-12-31, not “{enabled_on[:20]}”.") from None
