"""Which authority has its own text on which page: pages × authorities, from the rows kept beside each page."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from extranet.authorities import Authority, all_authorities, authority_by_slug, current_authorities
from extranet.errors import BadInput, Forbidden
from extranet.identity import record
from extranet.pages import NoSuchPage, PageFilters, PageLine, list_pages, page_lines, places_of, read_page
from extranet.rights import may
from extranet.standard import ERROR, WARNING, Fault, all_content_types
from extranet.upkeep import store
from extranet.upkeep.localrows import rows_from
from extranet.upkeep.model import ENDING_DAYS, KeptRow
from extranet.upkeep.reviews import EVERYTHING

SHEET = 100
MONTH_DAYS = 30.5
STATES = {
    "missing": ("Missing", "Customers of this council are told nothing of their own where the page asks for it."),
    "general": ("Everyone’s text", "The page asks for text of its own; only the text for everyone is there."),
    "old": ("Old", "Its own text has not been confirmed within the page’s interval."),
    "ending": ("Ends soon", "Its own text ends within 180 days and nothing follows."),
    "confirmed": ("Confirmed", "Its own text was written or confirmed within the page’s interval."),
    "waived": ("Not needed", "The group decided that this council needs no text of its own."),
    "base": ("As for everyone", "No text of its own, and none is asked for."),
    "outside": ("Outside", "The page does not hold in this council’s area."),
}


@dataclass(frozen=True)
class CoverageLine:
    """A page with the state of each authority, by slug; `sure` says when each was last known to be right."""

    page: PageLine
    is_required: bool
    states: dict[str, str]
    sure: dict[str, date] = field(default_factory=dict)

    def count(self, state: str) -> int:
        return sum(one == state for one in self.states.values())


@dataclass(frozen=True)
class Ending:
    """A row that ends on a day and is not followed by another for the same name."""

    page: PageLine
    selector: str
    ends: date


def coverage_map(site, actor) -> tuple[tuple[Authority, ...], list[CoverageLine]]:
    """Today's authorities, and a line for each page that may or must differ, of those the actor may read."""
    authorities, today = current_authorities(site), site.clock.today()
    kinds = {"required": _tagged(site, actor, "required"), "optional": _tagged(site, actor, "optional")}
    with site.db.reading() as connection:
        rows = _by_page(store.rows_of(connection))
        waived = store.waivers(connection)
    lines = {one.id: one for found in kinds.values() for one in found}
    lines |= {number: one for number, one in page_lines(site, actor, rows.keys() - lines.keys()).items() if one.is_shown_on(today)}
    required = {one.id for one in kinds["required"]}
    areas = _areas(site, actor, authorities)
    made = [_line(site, one, rows.get(one.id, ()), one.id in required, authorities, areas, waived, today) for one in lines.values()]
    return authorities, sorted(made, key=lambda one: (not one.is_required, one.page.title.lower()))


def totals(authorities, lines) -> dict[str, Counter]:
    """How many pages each authority has in each state."""
    return {one.slug: Counter(line.states[one.slug] for line in lines) for one in authorities}


def endings(site, actor, days: int = ENDING_DAYS) -> list[Ending]:
    """Rows that end within so many days, or have ended, without one for the same name after them (the report of vesting day)."""
    until = site.clock.today() + timedelta(days=days)
    with site.db.reading() as connection:
        rows = store.rows_of(connection)
    found = [row for row in rows if row.ends and row.ends <= until and not _is_followed(site, row, rows)]
    lines = page_lines(site, actor, [row.page_id for row in found])
    made = [Ending(lines[row.page_id], row.selector, row.ends) for row in found if row.page_id in lines]
    return sorted(made, key=lambda one: (one.ends, one.page.title, one.selector))


def authorities_ending(site, days: int = ENDING_DAYS) -> list[Authority]:
    """Authorities of today whose last day is within so many days: on the next day their rows speak for nobody."""
    until = site.clock.today() + timedelta(days=days)
    return [one for one in current_authorities(site) if one.valid_to and one.valid_to <= until]


def waive(site, actor, slug: str, authority: str, reason: str) -> None:
    """The group says that this authority needs no text of its own on the page; without a reason, that it does after all."""
    page = read_page(site, actor, slug)
    decision = may(site, actor, "page.edit", page)
    if not decision:
        raise Forbidden(decision.reason)
    reason = " ".join(reason.split())
    if authority_by_slug(site, authority) is None:
        raise BadInput("Choose an authority.", "authority")
    if reason and not 10 <= len(reason) <= 300:
        raise BadInput("Say in a sentence why it needs no text of its own.", "reason")
    with site.db.writing() as tx:
        if reason:
            given = {"reason": reason, "given_by": actor.name, "given_at": site.clock.now()}
            store.keep_waiver(tx, {"page_id": page.id, "authority": authority, **given})
        else:
            store.take_waiver(tx, page.id, authority)
        record(tx, site, actor, "local.waived" if reason else "local.wanted", page.slug, authority)


def faults_in(site, slug: str, draft) -> list[Fault]:
    """LOC-1: where a page must differ, every authority of its area is told something. Source: content-standard 5.4."""
    if draft.metadata.get("localisable") != "required" or draft.metadata.get("status") != "live":
        return []
    rows = rows_from(site, draft.body)
    places = {row["place"] for row in rows}
    if not places:
        return [Fault("body", None, "The page says that it must differ between councils, and no text in it does. Add ‘::: for’ texts.", WARNING, "LOC-1")]
    held = _held_places(site, draft.body)
    waived = _waived_on(site, slug)
    return [
        fault
        for one in _in_area(draft.metadata.get("area"), current_authorities(site))
        if one.slug not in waived and (fault := _fault(one, places, rows, held))
    ]


def _fault(one: Authority, places, rows, held) -> Fault | None:
    names = {one.slug, one.tier, *one.clusters}
    own = {row["place"] for row in rows if row["selector"] in names}
    if places <= own:
        return None
    if places - own <= held:
        sentence = f"{one.short_name} has no text of its own here; its customers are told what everyone is told."
        return Fault("body", None, sentence, WARNING, "LOC-1")
    sentence = f"{one.short_name} is told nothing in one place. Add ‘::: for {one.slug}’ or ‘::: otherwise’ there, or say that it is not needed."
    return Fault("body", None, sentence, ERROR, "LOC-1")


def _line(site, page: PageLine, rows, is_required: bool, authorities, areas, waived, today: date) -> CoverageLine:
    own_type = all_content_types(site).get(page.type)
    oldest = today - timedelta(days=int((own_type.review_months if own_type else 6) * MONTH_DAYS))
    states, sure = {}, {}
    for one in authorities:
        found = [row for row in rows if row.holds_on(today) and row.selector in (one.slug, *one.clusters, one.tier)]
        states[one.slug] = _state(page, one, found, rows, is_required, areas, waived, oldest, today)
        if found:
            sure[one.slug] = min(row.sure_at for row in found).date()
    return CoverageLine(page, is_required, states, sure)


def _state(page, one: Authority, found, rows, is_required, areas, waived, oldest: date, today: date) -> str:
    if not found:
        if page.id not in areas["all"] and page.id not in areas[one.slug]:
            return "outside"
        if (page.id, one.slug) in waived:
            return "waived"
        return ("general" if rows else "missing") if is_required else "base"
    soon = [row for row in found if row.selector == one.slug and row.ends and (row.ends - today).days <= ENDING_DAYS]
    if any(not any(other.begins and other.begins > row.ends and other.selector == row.selector and other.place == row.place for other in rows) for row in soon):
        return "ending"
    return "old" if min(row.sure_at for row in found).date() < oldest else "confirmed"


def _is_followed(site, row: KeptRow, rows) -> bool:
    """Whether a later row stands in the same place for the same name, or for each of its successors."""
    later = {one.selector for one in rows if (one.page_id, one.place) == (row.page_id, row.place) and (one.ends is None or one.ends > row.ends)}
    successors = next((one.successors for one in all_authorities(site) if one.slug == row.selector), ())
    return row.selector in later or bool(successors) and set(successors) <= later


def _by_page(rows) -> dict[int, list[KeptRow]]:
    found: dict[int, list[KeptRow]] = {}
    for row in rows:
        found.setdefault(row.page_id, []).append(row)
    return found


def _tagged(site, actor, kind: str) -> list[PageLine]:
    return _every(site, actor, (("localisable", kind),))


def _every(site, actor, tags) -> list[PageLine]:
    lines: list[PageLine] = []
    while sheet := list_pages(site, actor, PageFilters(tags=tags), SHEET, len(lines)):
        lines += sheet
    return lines


def _areas(site, actor, authorities) -> dict[str, set[int]]:
    """Ids of the pages that may differ, by the area they hold in; 'all' for everywhere."""
    found: dict[str, set[int]] = {"all": set()}
    for kind in ("required", "optional"):
        for one in authorities:
            found.setdefault(one.slug, set()).update(line.id for line in _every(site, actor, (("localisable", kind), ("area", one.slug))))
    return found


def _in_area(area, authorities) -> list[Authority]:
    named = area if isinstance(area, list) else [area]
    return [one for one in authorities if "all" in named or one.slug in named or area in (None, "")]


def _held_places(site, body: str) -> set[int]:
    """Places with a text for everyone else."""
    return {place.number for place in places_of(site, body) if place.base is not None}


def _waived_on(site, slug: str) -> set[str]:
    try:
        page = read_page(site, EVERYTHING, slug)
    except NoSuchPage:
        return set()
    with site.db.reading() as connection:
        return {authority for _page, authority in store.waivers(connection, [page.id])}
