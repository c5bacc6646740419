"""What a person can do here: read the report, decide that a gap may stay, and what the nightly job does."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from extranet import search
from extranet.actor import Actor
from extranet.errors import BadInput, Forbidden, NotFound
from extranet.identity import record
from extranet.pages import PageFilters, list_pages
from extranet.rights import Allowed, Refused, is_readable, may
from extranet.standard import services_of, vocabularies
from extranet.switches import plugin_settings
from extranet_plugins.information_managers_group import store
from extranet_plugins.information_managers_group.model import KIND_WORDS, KINDS, REASON_LENGTH, Gap, Report, Snapshot, Wishes
from extranet_plugins.information_managers_group.report import make_report, need_of

NAME = "information_managers_group"
GROUP = "information-managers-group"
SEARCH_KIND = "gap_decision"
DECIDE = "gap.decide"
CHART_DAYS = 14
# Snapshots count what everybody who signs in may read, so that the chart gives away nothing about closed pages.
EVERYBODY = Actor(id=0, name="Everybody who signs in", authority="")


def wishes_of(site) -> Wishes:
    """What was set for the plugin, defaults where nothing was."""
    kept = plugin_settings(site, NAME)
    standard = Wishes()
    return Wishes(
        tuple(kept.get("tiers") or standard.tiers),
        int(kept.get("fewest_services") or standard.fewest_services),
        tuple(kept.get("wanted_types", standard.wanted_types)),
    )


def checked_wishes(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Values of the settings form. BadInput names the field."""
    if not values["tiers"]:
        raise BadInput("Choose at least one tier to report on.", "tiers")
    if not 1 <= values["fewest_services"] <= 20:
        raise BadInput("An episode can be asked for 1 to 20 services.", "fewest_services")
    return values


def report(site, actor) -> Report:
    """Pages by service, place and life episode that the actor may read, with the gaps."""
    return make_report(site, actor, wishes_of(site))


def gap_named(site, actor, kind: str, subject: str) -> Gap:
    """One gap of the report. NotFound when there is no such gap (any more)."""
    for gap in report(site, actor).gaps_of(kind):
        if gap.subject == subject:
            return gap
    raise NotFound("There is no such gap now: a page may have filled it.")


def may_decide(actor, gap) -> Allowed | Refused:
    """Members of the group, and partnership administrators."""
    if actor is not None and not actor.is_guest and (GROUP in actor.groups or actor.is_partnership_administrator):
        return Allowed()
    return Refused("Only members of the Information Managers Group record decisions about gaps.")


def decide_gap(site, actor, kind: str, subject: str, reason: str) -> None:
    """Record why this gap may stay. Forbidden, NotFound or BadInput (field 'reason') say why not."""
    _require(site, actor)
    gap = gap_named(site, actor, kind, subject)
    reason = " ".join(reason.split())
    least, most = REASON_LENGTH
    if not least <= len(reason) <= most:
        raise BadInput(f"Say why the gap may stay, in {least} to {most} characters; this has {len(reason)}.", "reason")
    row = {"kind": kind, "subject": subject, "name": gap.name, "reason": reason, "decided_by": actor.name, "authority": actor.authority}
    with site.db.writing() as tx:
        kept = store.keep_decision(tx, {**row, "decided_at": site.clock.now()})
        search.enqueue(tx, SEARCH_KIND, [kept])
        record(tx, site, actor, "gap.decided", f"{kind} {subject}", reason)


def reopen_gap(site, actor, kind: str, subject: str) -> None:
    """Take the decision away, so that the gap counts again. NotFound when there is none."""
    _require(site, actor)
    with site.db.writing() as tx:
        if not _take_away(tx, site, actor, kind, subject, "gap.reopened"):
            raise NotFound("There is no decision about this gap.")


def close_filled_gaps(site, actor, page) -> int:
    """Take away decisions about gaps that this page fills, so that they do not come back with the gap; how many.

    Only a page that everybody who signs in may read fills a gap.
    """
    if not page.is_shown_on(site.clock.today()) or not is_readable(EVERYBODY, page.reading_key):
        return 0
    filled = [("service", str(number)) for number in services_of(dict(page.metadata))]
    filled += [("local", f"{page.slug}:{place}") for place in need_of(site, page).covered]
    with site.db.reading() as connection:
        decided = [(kind, one) for kind in KINDS for one in store.decided_among(connection, kind, [s for k, s in filled if k == kind])]
    if not decided:
        return 0
    with site.db.writing() as tx:
        for kind, subject in decided:
            _take_away(tx, site, actor, kind, subject, "gap.filled", page.slug)
    return len(decided)


def _take_away(tx, site, actor, kind: str, subject: str, act: str, detail: str = "") -> bool:
    """Take a decision out of the table and of search; False when there was none."""
    gone = store.take_decision_away(tx, kind, subject)
    if gone is None:
        return False
    search.enqueue(tx, SEARCH_KIND, [gone])
    record(tx, site, actor, act, f"{kind} {subject}", detail)
    return True


def _require(site, actor) -> None:
    decision = may(site, actor, DECIDE)
    if not decision:
        raise Forbidden(decision.reason)


def decisions(site) -> list:
    """Every decision, newest first."""
    with site.db.reading() as connection:
        return store.decisions(connection)


def take_snapshot(site) -> Snapshot:
    """Keep today's counts; a second time on one day replaces the first."""
    found = report(site, EVERYBODY)
    counts = found.open_counts()
    one = Snapshot(site.clock.today(), counts["service"], counts["episode"], counts["local"], found.decided_count)
    with site.db.writing() as tx:
        store.keep_snapshot(tx, one)
    return one


def latest_snapshots(site, limit: int = CHART_DAYS) -> list[Snapshot]:
    """The newest snapshots, oldest of them first."""
    with site.db.reading() as connection:
        return store.snapshots(connection, limit)


def missing_for(site, actor, page) -> list[tuple[str, str, list[str]]]:
    """For each service of the page: its name, its address and the labels of wanted content types that no page on it has."""
    known, wishes = vocabularies(site), wishes_of(site)
    found = []
    for number in services_of(dict(page.metadata)):
        there = {line.type for line in list_pages(site, actor, PageFilters(tags=(("service", str(number)),)))}
        missing = [known.types[name].label for name in wishes.wanted_types if name not in there and name in known.types]
        if missing and number in known.services:
            found.append((known.services[number].name, f"/-/services/{number}", missing))
    return found


# --- search, export and import ------------------------------------------------------------------------------------


def decision_documents(site, ids: Iterable[int]) -> list:
    """Decisions as things to be found: who looks for a page that need not be there learns why."""
    with site.db.reading() as connection:
        found = store.decisions(connection, ids)
    return [
        search.Document(
            kind=SEARCH_KIND, item_id=one.id, url=f"/-/information-managers/gaps/{one.kind}/{one.subject}", title=f"No page needed: {one.name}",
            reading_key="all", updated_at=one.decided_at, summary=one.reason, authority=one.authority, group=GROUP, type=SEARCH_KIND,
            services=(int(one.subject),) if one.kind == "service" else (), episodes=(one.subject,) if one.kind == "episode" else (),
        )
        for one in found
    ]


def exported_decisions(site) -> Iterator[dict]:
    for one in reversed(decisions(site)):
        row = {"kind": one.kind, "subject": one.subject, "name": one.name, "reason": one.reason, "decided_by": one.decided_by}
        yield {**row, "authority": one.authority, "decided_at": one.decided_at.isoformat()}


def import_decisions(site, rows: Iterable[Mapping]) -> int:
    """Take decisions over; the one that is there already for the same gap is replaced. BadInput names a row that is not one."""
    taken = [_decision_row(number, row) for number, row in enumerate(rows, start=1)]
    with site.db.writing() as tx:
        search.enqueue(tx, SEARCH_KIND, [store.keep_decision(tx, row) for row in taken])
    return len(taken)


def _decision_row(number: int, row: Mapping) -> dict:
    try:
        texts = {name: str(row[name]) for name in ("kind", "subject", "name", "reason", "decided_by", "authority")}
        at = datetime.fromisoformat(row["decided_at"])
    except (KeyError, TypeError, ValueError) as fault:
        raise BadInput(f"Decision {number} cannot be taken over: {fault} is missing or wrong.") from fault
    if texts["kind"] not in KINDS or at.tzinfo is None:
        raise BadInput(f"Decision {number} cannot be taken over: its kind must be one of {', '.join(KIND_WORDS)}, its time must have a zone.")
    return {**texts, "decided_at": at}


def exported_snapshots(site) -> Iterator[dict]:
    for one in latest_snapshots(site, None):
        yield {"day": one.day.isoformat(), "services": one.services, "episodes": one.episodes, "local": one.local, "decided": one.decided}


def import_snapshots(site, rows: Iterable[Mapping]) -> int:
    """Take snapshots over, a day at a time. BadInput names a row that is not one."""
    taken = [_snapshot_of(number, row) for number, row in enumerate(rows, start=1)]
    with site.db.writing() as tx:
        for one in taken:
            store.keep_snapshot(tx, one)
    return len(taken)


def _snapshot_of(number: int, row: Mapping) -> Snapshot:
    try:
        return Snapshot(date.fromisoformat(row["day"]), *(int(row[name]) for name in ("services", "episodes", "local", "decided")))
    except (KeyError, TypeError, ValueError) as fault:
        raise BadInput(f"Snapshot {number} cannot be taken over: {fault} is missing or wrong.") from fault
