"""Sessions on the server: a random id in the cookie, everything else in a row.

The id is kept hashed, so a copy of the database opens no session. A session
ends by sign-out, after an idle hour, after half a day, or with its person's
epoch; a replayed cookie then finds nothing.
"""

import hashlib
import logging
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from extranet.errors import NotFound
from extranet.identity import store
from extranet.identity.audit import record
from extranet.identity.model import BREAK_GLASS, Person, Session

log = logging.getLogger(__name__)

SEEN_EVERY = timedelta(minutes=1)
BREAK_GLASS_LASTS = timedelta(hours=1)
ID_BYTES = 32


def key_of(secret_id: str) -> str:
    """What the table knows of a session id or a token."""
    return hashlib.sha256(secret_id.encode("utf-8", "replace")).hexdigest()


def begin_session(tx, site, who: Person, address: str, agent: str) -> str:
    """A new session for this person; its secret id, for the cookie only."""
    secret_id = secrets.token_urlsafe(ID_BYTES)
    now = site.clock.now()
    state = {"csrf_token": secrets.token_hex(20)}  # made here, so that the first form costs no write
    store.remove_old_sessions(tx, now - timedelta(hours=site.settings.session_hours))
    store.add_session(tx, key_of(secret_id), who, address, agent, state, now)
    return secret_id


def open_session(site, person_id: int, address: str, agent: str) -> str:
    """A session for a person who proved who they are by another door; its secret id.

    NotFound when there is no such person, or they are switched off.
    """
    with site.db.writing() as tx:
        who = store.person_by_id(tx, person_id)
        if who is None or not who.is_welcome(site.clock.today()):
            raise NotFound("There is no such person, or they are switched off.")
        return begin_session(tx, site, who, address, agent)


def find_session(site, secret_id: str) -> Session | None:
    """The live session of this id: one query; None when it ended for any reason."""
    if not 20 <= len(secret_id) <= 100:
        return None
    with site.db.reading() as connection:
        found = store.load_session(connection, key_of(secret_id))
    return found if found and _is_live(site, found, site.clock.now()) else None


def touch_session(site, session: Session, state: Mapping[str, Any] | None) -> None:
    """Keep the session's state (None: unchanged), and note at most once a minute that it is in use."""
    now = site.clock.now()
    values: dict[str, Any] = {"state": dict(state)} if state is not None else {}
    if now - session.seen_at >= SEEN_EVERY:
        values["seen_at"] = now
    if not values:
        return
    try:
        with site.db.writing() as tx:
            store.change_session(tx, session.key, **values)
    except Exception:
        if state is not None:
            raise
        log.exception("the time a session was last seen could not be kept")  # reading goes on without it


def end_session(site, session: Session) -> None:
    """Sign out: the id in the cookie opens nothing any more."""
    with site.db.writing() as tx:
        store.remove_session(tx, session.key)
        record(tx, site, session.person.as_actor(), "session.ended", session.person.name)


def sessions_of(site, actor) -> list[Session]:
    """The actor's own live sessions, the one used last first."""
    now = site.clock.now()
    with site.db.reading() as connection:
        return [one for one in store.sessions_of(connection, actor.id) if _is_live(site, one, now)]


def end_own_session(site, actor, key: str) -> None:
    """End one of the actor's own sessions. NotFound for anybody else's."""
    if key not in {one.key for one in sessions_of(site, actor)}:
        raise NotFound("You have no such session; it may have ended already.")
    with site.db.writing() as tx:
        store.remove_session(tx, key)
        record(tx, site, actor, "session.ended", actor.name, "from the list of own sessions")


def _is_live(site, session: Session, now: datetime) -> bool:
    settings, person = site.settings, session.person
    longest = timedelta(hours=settings.session_hours)
    return (
        person.is_welcome(site.clock.today())
        and session.epoch == person.epoch
        and now - session.seen_at < timedelta(minutes=settings.session_idle_minutes)
        and now - session.started_at < (min(longest, BREAK_GLASS_LASTS) if person.kind == BREAK_GLASS else longest)
    )
