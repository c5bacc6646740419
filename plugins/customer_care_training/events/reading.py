"""Finding sessions, and how each stands for the person who looks."""

from collections.abc import Iterable
from datetime import datetime

from extranet.errors import NotFound
from extranet_plugins.customer_care_training.calendar.london import short_day
from extranet_plugins.customer_care_training.events import store
from extranet_plugins.customer_care_training.events.model import OPEN, Offering, Session


def titles_of(connection, session_ids: Iterable[int]) -> list[str]:
    """'Difficult contacts, Tue 13 Oct 2026' for each session."""
    return [f"{one.title}, {short_day(one.first_day)}" if one.first_day else one.title for one in store.sessions(connection, session_ids)]


def offering_named(site, slug: str) -> Offering:
    """The offering of this address. NotFound when there is none."""
    with site.db.reading() as connection:
        found = store.offering_by_slug(connection, slug)
    if found is None:
        raise NotFound("There is no such offering.")
    return found


def all_offerings(site, only_open: bool = True) -> list[Offering]:
    with site.db.reading() as connection:
        return store.offerings(connection, only_open)


def sessions_of(site, offering: Offering) -> list[Session]:
    """Every session of an offering, drafts among them; the screens show drafts to those who run them."""
    with site.db.reading() as connection:
        return store.sessions(connection, offering_id=offering.id)


def coming_sessions(site, until: datetime | None = None) -> list[Session]:
    """Open sessions that are not over, soonest first."""
    with site.db.reading() as connection:
        return [one for one in store.sessions(connection, start=site.clock.now(), end=until, states=[OPEN]) if one.meetings]


def sessions_between(site, start: datetime, end: datetime) -> list[Session]:
    """Open sessions with a meeting in [start, end)."""
    with site.db.reading() as connection:
        return store.sessions(connection, start=start, end=end, states=[OPEN])
