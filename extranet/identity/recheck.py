"""Is whoever is signed in still there? Asked of their directory by id, every quarter of an hour, in the background.

Somebody disabled, deleted or moved out of the base loses sessions and tokens;
changed groups are felt. A directory that does not answer changes nothing, but
no session outlives its last confirmation by more than half a day.
"""

import logging
from datetime import timedelta

from sqlalchemy import delete, or_, select, update

from extranet.identity import store
from extranet.identity.authority_directory import AuthorityDirectory, DirectoryUnavailable
from extranet.identity.directories import directories_of
from extranet.identity.directory_groups import granted_by
from extranet.identity.model import ACTIVE, OF_DIRECTORY, Person
from extranet.identity.tables import person, session, token
from extranet.identity.upkeep import block_leaver, bring_up_to_date, is_up_to_date

log = logging.getLogger(__name__)

CHECK_AFTER = timedelta(minutes=12)  # and the loop looks every half minute: felt within 15 minutes
UNCONFIRMED_FOR = timedelta(hours=12)
AT_ONCE = 200


def recheck_people(site) -> bool:
    """Check everybody who is due, authority by authority; whether more may be waiting."""
    due = _due(site)
    by_authority: dict[str, list[Person]] = {}
    for one in due:
        by_authority.setdefault(one.authority, []).append(one)
    for authority, people in by_authority.items():
        directory = directories_of(site).get(authority)
        if directory is not None:
            _check_all(site, directory, people)
    _end_unconfirmed(site)
    return False


def _check_all(site, directory: AuthorityDirectory, people: list[Person]) -> None:
    confirmed: list[int] = []
    try:
        for one in people:
            if _check(site, directory, one):
                confirmed.append(one.id)
    except DirectoryUnavailable as fault:
        log.warning("people signed in from %s could not be checked: %s", fault.authority, fault.why)
    if confirmed:
        with site.db.writing() as tx:
            tx.execute(update(person).where(person.c.id.in_(confirmed)).values(checked_at=site.clock.now()))


def _check(site, directory: AuthorityDirectory, one: Person) -> bool:
    """Whether nothing has changed for this person; what has is written down here."""
    now = site.clock.now()
    known = directory.find_by_id(one.stable_id, now)
    if known is None and not directory.is_gone(one.stable_id, now):
        log.warning("several people of %s have one id; nothing is changed", one.authority)
        return True
    if known is None or known.is_barred:
        with site.db.writing() as tx:
            has_left = block_leaver(tx, site, one, "the directory has closed the account" if known else "not in the directory any more")
        if has_left:
            site.hooks.person_left(person=one)
        return False
    granted = granted_by(directory.settings.roles, known.groups)
    with site.db.reading() as connection:
        if is_up_to_date(connection, one, known, granted):
            return True
    with site.db.writing() as tx:
        bring_up_to_date(tx, site, known, granted)
    return False


def _due(site) -> list[Person]:
    """Active people of directories with a session or a live token, not confirmed lately."""
    now = site.clock.now()
    has_session = person.c.id.in_(select(session.c.person_id))
    has_token = person.c.id.in_(select(token.c.person_id).where(token.c.revoked_at.is_(None), token.c.ends_at > now))
    is_old = or_(person.c.checked_at.is_(None), person.c.checked_at < now - CHECK_AFTER)
    query = select(person.c.id).where(person.c.state == ACTIVE, person.c.kind == OF_DIRECTORY, is_old, or_(has_session, has_token))
    with site.db.reading() as connection:
        ids = connection.execute(query.order_by(person.c.checked_at).limit(AT_ONCE)).scalars().all()
        found = [store.person_by_id(connection, one) for one in ids]
    return [one for one in found if one.is_in_directory]


def _end_unconfirmed(site) -> None:
    """End sessions of people whom their directory has not confirmed for half a day."""
    before = site.clock.now() - UNCONFIRMED_FOR
    stale = select(person.c.id).where(person.c.kind == OF_DIRECTORY, or_(person.c.checked_at.is_(None), person.c.checked_at < before))
    wanted = (session.c.person_id.in_(stale)) & (session.c.started_at < before)
    with site.db.reading() as connection:
        found = connection.execute(select(session.c.key).where(wanted).limit(1)).first()
    if found:
        with site.db.writing() as tx:
            tx.execute(delete(session).where(wanted))
