"""Finding sessions, and how each stands for the person who looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from extranet.errors import NotFound
from extranet_plugins.customer_care_training.bookings import store as bookings
from extranet_plugins.customer_care_training.bookings.model import WAITING
from extranet_plugins.customer_care_training.calendar.london import short_day
from extranet_plugins.customer_care_training.events import store
from extranet_plugins.customer_care_training.events.model import OPEN, Offering, Session
from extranet_plugins.customer_care_training.venues import store as rooms
from extranet_plugins.customer_care_training.venues.model import HOLD, ROOM, Room


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


def session_of_meeting(site, meeting_id: int) -> Session:
    """The session that this meeting belongs to. NotFound when there is none."""
    with site.db.reading() as connection:
        session_id = store.session_of_meeting(connection, meeting_id)
        found = store.session_by_id(connection, session_id) if session_id else None
    if found is None:
        raise NotFound("There is no such meeting, or you may not know of it.")
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


@dataclass(frozen=True)
class SessionLine:
    """A session as lists show it: numbers, and nobody's name."""

    session: Session
    free: int
    waiting: int
    places: tuple[str, ...]

    @property
    def words(self) -> str:
        """'6 places free', 'Full, 3 waiting'."""
        if self.free and not self.waiting:
            return f"{self.free} of {self.session.capacity} places free"
        return f"Full, {self.waiting} waiting" if self.waiting else "Full"


def lines_of(site, sessions: Iterable[Session]) -> list[SessionLine]:
    """The same sessions with their numbers and where they are."""
    sessions = list(sessions)
    with site.db.reading() as connection:
        counts = bookings.counts_by_state(connection, [one.id for one in sessions])
        return [_line(connection, one, counts.get(one.id, {})) for one in sessions]


def _line(connection, session: Session, counts) -> SessionLine:
    return SessionLine(session, max(0, session.capacity - session.confirmed), counts.get(WAITING, 0), tuple(places_of(connection, session).values()))


def places_of(connection, session: Session) -> dict[int, str]:
    """{meeting: where it is}: rooms of ours, else the words that were typed, else online."""
    uses = rooms.uses(connection, ROOM, session_id=session.id)
    known = {one.id: one.title for one in rooms.rooms(connection, {one.resource_id for one in uses})} if uses else {}
    found = {}
    for meeting in session.meetings:
        here = [known[one.resource_id] + (" (not confirmed yet)" if one.state == HOLD else "") for one in uses if one.meeting_id == meeting.id]
        found[meeting.id] = "; ".join(here) or meeting.place or ("Online" if meeting.join_url else "To be announced")
    return found


def access_of(connection, session: Session) -> dict[int, Room]:
    """{room id: room} of the session's rooms, for what is known of access."""
    uses = rooms.uses(connection, ROOM, session_id=session.id)
    return {one.id: one for one in rooms.rooms(connection, {one.resource_id for one in uses})} if uses else {}
