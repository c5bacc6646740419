"""What administrators do with people: look, grant, revoke, disable, enable, end sessions, find."""

from collections.abc import Mapping
from dataclasses import dataclass

from extranet.actor import Actor, Grant
from extranet.errors import BadInput, Forbidden, NotFound
from extranet.identity import store
from extranet.identity.audit import record
from extranet.identity.model import ACTIVE, ADMIN_BLOCKED, BY_HAND, HeldGrant, Person
from extranet.identity.shown import words_of
from extranet.rights import may


def person_by_id(site, person_id: int) -> Person | None:
    """The person of this id, or None."""
    with site.db.reading() as connection:
        return store.person_by_id(connection, person_id)


def people_by_ids(site, person_ids) -> dict[int, Person]:
    """Those of these people that there are, by id, with one question."""
    with site.db.reading() as connection:
        return {one.id: one for one in store.people_by_ids(connection, person_ids)}


def actor_by_id(site, person_id: int) -> Actor | None:
    """The person as an actor with today's grants; None for nobody."""
    person = person_by_id(site, person_id)
    return person.as_actor() if person else None


def add_person(site, authority: str, directory_id: str, login_name: str, name: str, mail: str = "") -> Person:
    """Somebody who has not signed in yet, keyed as the directory keys them
    (entryUUID or objectGUID as 32 hex digits), with no roles."""
    shown = {"login": login_name, "name": name, "mail": mail}
    with site.db.writing() as tx:
        return store.person_by_id(tx, store.add_person(tx, authority, directory_id, shown, site.clock.now()))


def person_named(site, authority: str, login: str) -> Person:
    """The one person of this login name in this authority. NotFound for none or several."""
    found = list_people(site, authority, login)
    if len(found) != 1:
        raise NotFound(f"{len(found) or 'No'} people called {login!r} have signed in from {authority!r}.")
    return found[0]


def list_people(site, authority: str | None = None, login: str | None = None) -> list[Person]:
    """People who have signed in at least once, by authority and name."""
    with site.db.reading() as connection:
        return store.people(connection, authority, login)


PEOPLE_ON_A_PAGE = 50


@dataclass(frozen=True)
class FoundPeople:
    """One page of a search, with the grants of each person by id."""

    total: int
    people: tuple[Person, ...]
    grants: Mapping[int, tuple[HeldGrant, ...]]


def find_people(site, authority: str = "", text: str = "", role: str = "", page: int = 1) -> FoundPeople:
    """People whose name, login or mail holds the text and who hold the role; '' for any. At most 50 a page."""
    with site.db.reading() as connection:
        total, people = store.search_people(connection, authority, text.strip(), role, PEOPLE_ON_A_PAGE, (max(page, 1) - 1) * PEOPLE_ON_A_PAGE)
        return FoundPeople(total, tuple(people), store.grants_of_people(connection, [one.id for one in people]))


def members_of(site, group: str) -> FoundPeople:
    """Everybody with a role in the working group who may sign in, with the roles in that group only."""
    with site.db.reading() as connection:
        people = store.people_of_group(connection, group)
        grants = store.grants_of_people(connection, [one.id for one in people])
    own = {key: tuple(one for one in held if (one.grant.scope_kind, one.grant.scope) == ("group", group)) for key, held in grants.items()}
    return FoundPeople(len(people), tuple(people), own)


def ids_with_role(connection, role: str, scope_kind: str, scope: str) -> list[int]:
    """Ids of everybody who holds this role (any, when '') in a group or authority and may sign in."""
    return store.ids_with_role(connection, role, scope_kind, scope)


def one_person_called(site, authority: str, text: str) -> Person:
    """The one person of this authority with this login name or mail address. BadInput for none or several."""
    wanted = text.strip().casefold()
    found = [one for one in list_people(site, authority) if wanted and one.is_active and wanted in (one.login.casefold(), one.mail.casefold())]
    if len(found) != 1:
        why = "Several people there have" if found else "Nobody who has signed in from there has"
        raise BadInput(f"{why} the name or address “{text.strip()}”.", "login")
    return found[0]


def held_grants(site, person_id: int) -> list[HeldGrant]:
    """Every grant with its reason, by role and scope."""
    with site.db.reading() as connection:
        return store.held_grants(connection, person_id)


def grant(site, actor: Actor | None, person_id: int, given: Grant, because: str = "") -> None:
    """Give a role by hand, with date and giver. Conflict-free: giving twice changes nothing.

    `actor` None is the command line. The person's sessions end: a new right is
    met with a new session.
    """
    _may_change(site, actor, person_id, given)
    with site.db.writing() as tx:
        person = _wanted(tx, person_id)
        mine = {one.grant for one in store.held_grants(tx, person_id) if one.source == BY_HAND}
        if given in mine:
            return
        store.add_grant(tx, person_id, given, BY_HAND, because, _name(actor), site.clock.now())
        _roles_changed(tx, person_id)
        _note(tx, site, actor, "role.granted", person.name, words_of(given))


def revoke(site, actor: Actor | None, person_id: int, given: Grant) -> None:
    """Take back a role given by hand. NotFound when there is none; one that comes
    from a directory group is taken back in the directory."""
    _may_change(site, actor, person_id, given)
    with site.db.writing() as tx:
        person = _wanted(tx, person_id)
        if not store.remove_grant(tx, person_id, given, BY_HAND):
            raise NotFound(f"{person.name} was not given {words_of(given)} by hand.")
        _roles_changed(tx, person_id)
        _note(tx, site, actor, "role.revoked", person.name, words_of(given))


def disable_person(site, actor: Actor | None, person_id: int, because: str = "") -> None:
    """Switch a person off: sessions and tokens die at once, and only `enable_person` lifts it."""
    _may_change(site, actor, person_id)
    with site.db.writing() as tx:
        person = _wanted(tx, person_id)
        if actor is not None and actor.id == person_id:
            raise BadInput("You cannot switch yourself off; ask another administrator.")
        store.change_person(tx, person_id, state=ADMIN_BLOCKED)
        store.end_everything(tx, person_id)
        store.revoke_tokens(tx, person_id, site.clock.now())
        _note(tx, site, actor, "person.disabled", person.name, because)


def end_sessions(site, actor: Actor | None, person_id: int) -> None:
    """End every session of this person; they may sign in again at once. Tokens stay."""
    _may_change(site, actor, person_id)
    with site.db.writing() as tx:
        person = _wanted(tx, person_id)
        store.end_everything(tx, person_id)
        _note(tx, site, actor, "session.all_ended", person.name)


def enable_person(site, actor: Actor | None, person_id: int) -> None:
    """Let a person sign in again. Their old tokens stay revoked."""
    _may_change(site, actor, person_id)
    with site.db.writing() as tx:
        person = _wanted(tx, person_id)
        store.change_person(tx, person_id, state=ACTIVE)
        _note(tx, site, actor, "person.enabled", person.name)


def _may_change(site, actor: Actor | None, person_id: int, given: Grant | None = None) -> None:
    if actor is None:
        return
    decision = may(site, actor, "person.change", (person_by_id(site, person_id), given))
    if not decision:
        raise Forbidden(decision.reason)


def _wanted(tx, person_id: int) -> Person:
    person = store.person_by_id(tx, person_id)
    if person is None:
        raise NotFound("There is no such person.")
    return person


def _roles_changed(tx, person_id: int) -> None:
    if store.repeat_grants(tx, person_id):
        store.end_everything(tx, person_id)


def _note(tx, site, actor: Actor | None, act: str, thing: str, detail: str = "") -> None:
    record(tx, site, actor, act, thing, detail if actor else f"{detail} (command line)".strip())


def _name(actor: Actor | None) -> str:
    return actor.name if actor else "command line"
