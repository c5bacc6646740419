"""Queues: where an authority takes referrals about a group of services, and what it said about them."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time

from extranet.authorities import authority_by_slug
from extranet.errors import BadInput, NotFound
from extranet.identity import record
from extranet.standard import vocabularies
from extranet_plugins.front_line_forum import access, calendars, responsibility, store
from extranet_plugins.front_line_forum.model import GENERAL, TARGETS, Queue
from extranet_plugins.front_line_forum.working_time import LONDON

PHONE = re.compile(r"[0-9+() ]{3,20}")
MOST_ASKS = 8
USUAL_ASKS = {  # what most queues of a group need to know; an authority changes it for its own queue
    30: ("Where exactly is it?", "When was it noticed or missed?"),
    105: ("Where exactly is it? Road, nearest house or landmark", "Is it dangerous to people passing?"),
    66: ("Where did they sleep last night?", "Until when can they stay?"),
    99: ("The address of the site", "Planning reference, if there is one"),
}


def queue_for(site, authority: str, group: int) -> Queue:
    """How this queue works; the usual arrangement when the authority made none."""
    with site.db.reading() as connection:
        found = store.queue_of(connection, authority, group)
    return found if found.asks else Queue(**{**found.__dict__, "asks": USUAL_ASKS.get(group, ())})


def queue_name(site, authority: str, group: int) -> str:
    one = authority_by_slug(site, authority)
    return f"{one.short_name or one.name if one else authority}: {responsibility.group_name(site, group)}"


def groups_of(site) -> list[tuple[int, str]]:
    """Every service group, as (number, words)."""
    return [(one.id, one.name) for one in vocabularies(site).top_functions()] + [(GENERAL, "Contact centre")]


def cold_refusal(site, queue: Queue, risk: str, moment) -> str:
    """Why this queue takes no cold transfer now; '' when it does."""
    if risk:
        return "Never cold for safeguarding, homelessness, dangerous structures or a distressed caller. Stay on the line until they have the caller."
    if not (queue.is_published and queue.phone and queue.is_cold_allowed):
        return "This queue has not said that it takes cold transfers. Transfer warm, or send it."
    if not calendars.hours_of(site, queue.authority).is_open_at(moment):
        opens = calendars.next_opening(site, queue.authority, moment).astimezone(LONDON)
        return f"The office is shut until {opens:%A %H:%M}, so nobody would answer. Send it instead."
    return ""


def arrange(site, actor, queue: Queue) -> None:
    """Store how a queue of the actor's authority works. Forbidden and BadInput say why not."""
    access.require(site, actor, "queue.arrange", queue.authority)
    if queue.service_group not in dict(groups_of(site)):
        raise NotFound("There is no queue of this kind.")
    if queue.target not in TARGETS:
        raise BadInput("Choose a target from the list.", "target")
    if queue.phone and not PHONE.fullmatch(queue.phone):
        raise BadInput("Write the team's number with digits, spaces and +.", "phone")
    if (queue.is_published or queue.is_cold_allowed) and not queue.phone:
        raise BadInput("A published queue needs its number.", "phone")
    if len(queue.asks) > MOST_ASKS or any(len(one) > 160 for one in queue.asks):
        raise BadInput(f"Ask at most {MOST_ASKS} things, each in 160 characters.", "asks")
    with site.db.writing() as tx:
        store.keep_queue(tx, queue)
        record(tx, site, actor, "queue.arranged", queue_name(site, queue.authority, queue.service_group))


def set_hours(site, actor, authority: str, days: list[int], opens: str, closes: str) -> None:
    """Store when an authority works. BadInput names the field."""
    access.require(site, actor, "queue.arrange", authority)
    try:
        first, last = time.fromisoformat(opens), time.fromisoformat(closes)
    except ValueError as fault:
        raise BadInput("Write times as 09:00 and 17:00.", "opens") from fault
    with site.db.writing() as tx:
        calendars.keep_hours(site, tx, authority, days, first, last)
        record(tx, site, actor, "hours.set", authority)


def set_closure(site, actor, authority: str, day: str, title: str, is_closed: bool = True) -> None:
    """Close an authority's offices on a day, or open them again. BadInput when it is no day."""
    access.require(site, actor, "queue.arrange", authority)
    try:
        on = date.fromisoformat(day)
    except ValueError as fault:
        raise BadInput("Write the day as 2026-12-24.", "day") from fault
    with site.db.writing() as tx:
        if is_closed:
            calendars.keep_closure(site, tx, authority, on, " ".join(title.split())[:120] or "Closed")
        else:
            calendars.forget_closure(site, tx, authority, on)
        record(tx, site, actor, "hours.closed" if is_closed else "hours.opened", f"{authority} {on}")


def exported(site) -> Iterator[dict]:
    with site.db.reading() as connection:
        for one in store.all_queues(connection):
            yield {**one.__dict__, "asks": list(one.asks)}


def load(site, rows) -> int:
    """Take queues over. BadInput names a row that is none."""
    taken = [_row(number, row) for number, row in enumerate(rows, start=1)]
    with site.db.writing() as tx:
        for one in taken:
            store.keep_queue(tx, one)
    return len(taken)


def _row(number: int, row: Mapping) -> Queue:
    try:
        texts = {name: str(row[name]) for name in ("authority", "phone", "target")}
        return Queue(
            service_group=int(row["service_group"]),
            is_published=bool(row["is_published"]),
            is_cold_allowed=bool(row["is_cold_allowed"]),
            asks=tuple(str(one) for one in row["asks"]),
            **texts,
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise BadInput(f"Queue {number} cannot be taken over: {fault} is missing or wrong.") from fault
