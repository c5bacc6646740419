"""Keeping a person's record in step with what their directory says: at sign-in, at a sync, at a check in between."""

from collections.abc import Mapping

from extranet.actor import Grant
from extranet.identity import store
from extranet.identity.audit import record
from extranet.identity.directory_person import DirectoryPerson
from extranet.identity.model import ACTIVE, DIRECTORY_BLOCKED, FROM_DIRECTORY, OF_DIRECTORY, Person
from extranet.identity.shown import words_of


def shown_of(known: DirectoryPerson) -> dict[str, str]:
    """What a record repeats of the directory for show."""
    return {"login": known.login[:200], "name": known.name[:200], "mail": (known.mails or ("",))[0][:254]}


def bring_up_to_date(tx, site, known: DirectoryPerson, granted: Mapping[Grant, str] | None, kind: str = OF_DIRECTORY, **more) -> Person:
    """The person of this (authority, stable id) with today's name, mail, login and roles; made if there is none.

    `granted` is each role with the group that gives it; None leaves roles as they
    are. Changed roles end the person's sessions. A block by the directory is
    lifted, one by an administrator is not. `more` are further columns.
    """
    store.one_at_a_time(tx, known.authority)
    now = site.clock.now()
    before = store.person_by_identity(tx, known.authority, known.stable_id)
    person_id = before.id if before else store.add_person(tx, known.authority, known.stable_id, shown_of(known) | {"kind": kind}, now)
    if granted is not None:
        store.replace_directory_grants(tx, person_id, granted, now)
        if store.repeat_grants(tx, person_id):
            record(tx, site, None, "role.by_directory", known.name, _roles(granted), authority=known.authority)
            store.end_everything(tx, person_id)
    state = ACTIVE if before is None or before.state == DIRECTORY_BLOCKED else before.state
    store.change_person(tx, person_id, **shown_of(known), **more, state=state, checked_at=now)
    return store.person_by_id(tx, person_id)


def is_up_to_date(tx, person: Person, known: DirectoryPerson, granted: Mapping[Grant, str]) -> bool:
    """Whether the record already says what the directory says."""
    shown = {"login": person.login, "name": person.name, "mail": person.mail}
    held = {one.grant: one.because for one in store.held_grants(tx, person.id) if one.source == FROM_DIRECTORY}
    return shown == shown_of(known) and held == dict(granted) and person.state != DIRECTORY_BLOCKED


def block_leaver(tx, site, person: Person, why: str) -> bool:
    """The directory has this person no more: sessions and tokens end now, roles from groups go.

    Whether there was anything to do. Lifts itself when the directory has them again.
    """
    current = store.person_by_id(tx, person.id)
    if current is None or not current.is_active:
        return False
    store.replace_directory_grants(tx, person.id, {}, site.clock.now())
    store.repeat_grants(tx, person.id)
    store.change_person(tx, person.id, state=DIRECTORY_BLOCKED)
    store.end_everything(tx, person.id)
    store.revoke_tokens(tx, person.id, site.clock.now())
    record(tx, site, None, "person.left", person.name, why, authority=person.authority)
    return True


def _roles(granted: Mapping[Grant, str]) -> str:
    return ", ".join(sorted(f"{words_of(grant)} by {group}" for grant, group in granted.items())) or "no role from groups any more"
