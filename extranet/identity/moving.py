"""Giving somebody back the record they had: after a move to another authority, or to another way of signing in.

Never by itself and never by mail address: a partnership administrator looks at
both records and says that they are one person.
"""

from extranet.actor import Actor
from extranet.errors import BadInput, Forbidden, NotFound
from extranet.identity import store
from extranet.identity.audit import record
from extranet.identity.model import BREAK_GLASS, BY_HAND, DIRECTORY_BLOCKED, FROM_DIRECTORY, GUEST, MOVED, Person
from extranet.identity.shown import words_of
from extranet.rights import may


def give_record_back(site, actor: Actor | None, old_id: int, new_id: int) -> None:
    """The old record goes on under the new identity; the new one is set aside.

    Roles by hand within the authority that was left are taken away, all others
    kept. BadInput when the two cannot be one person.
    """
    with site.db.writing() as tx:
        old, new = store.person_by_id(tx, old_id), store.person_by_id(tx, new_id)
        if old is None or new is None:
            raise NotFound("There is no such person.")
        if actor is not None and not (decision := may(site, actor, "person.move", (old, new))):
            raise Forbidden(decision.reason)
        _check(old, new)
        lost = _roles_of_left_authority(tx, old, new)
        _carry_roles(tx, site, old, new)
        _set_aside(tx, site, old, new)
        store.change_person(tx, old.id, authority=new.authority, stable_id=new.stable_id, kind=new.kind, login=new.login, name=new.name, mail=new.mail)
        store.change_person(tx, old.id, state=new.state, checked_at=new.checked_at, signed_in_at=new.signed_in_at)
        store.repeat_grants(tx, old.id)
        store.end_everything(tx, old.id)
        detail = f"from {old.authority} to {new.authority}" + (f"; no longer {', '.join(lost)}" if lost else "")
        for authority in {old.authority, new.authority}:
            record(tx, site, actor, "person.moved", new.name, detail, authority=authority)


def likely_records(site, person: Person) -> list[Person]:
    """Active people elsewhere with the same name or the same mail name: to be looked at, never taken for the same."""
    with site.db.reading() as connection:
        everybody = store.people(connection)
    return [one for one in everybody if one.is_active and one.id != person.id and one.kind not in (GUEST, BREAK_GLASS) and _is_alike(one, person)][:10]


def _is_alike(one: Person, other: Person) -> bool:
    return one.authority != other.authority and (one.name.casefold() == other.name.casefold() or _mail_name(one) == _mail_name(other) != "")


def _mail_name(one: Person) -> str:
    return one.mail.partition("@")[0].casefold()


def _check(old: Person, new: Person) -> None:
    has_left = old.state == DIRECTORY_BLOCKED
    changed_door = old.authority == new.authority and old.kind != new.kind
    if {old.kind, new.kind} & {GUEST, BREAK_GLASS} or old.id == new.id:
        raise BadInput("Only people of the authorities themselves have a record to go on with.")
    if not new.is_active or not (has_left or changed_door):
        raise BadInput("The old record must have left its directory, and the new one must be in use. Run a sync of the old authority first.")


def _roles_of_left_authority(tx, old: Person, new: Person) -> list[str]:
    if old.authority == new.authority:
        return []
    held = [one.grant for one in store.held_grants(tx, old.id) if one.source == BY_HAND]
    lost = [one for one in held if one.scope_kind == "partnership" or (one.scope_kind, one.scope) == ("authority", old.authority)]
    for one in lost:
        store.remove_grant(tx, old.id, one, BY_HAND)
    return [words_of(one) for one in lost]


def _carry_roles(tx, site, old: Person, new: Person) -> None:
    held = store.held_grants(tx, new.id)
    store.replace_directory_grants(tx, old.id, {one.grant: one.because for one in held if one.source == FROM_DIRECTORY}, site.clock.now())
    kept = {one.grant for one in store.held_grants(tx, old.id) if one.source == BY_HAND}
    for one in held:
        if one.source == BY_HAND and one.grant not in kept:
            store.add_grant(tx, old.id, one.grant, BY_HAND, one.because, one.giver, one.given_at)


def _set_aside(tx, site, old: Person, new: Person) -> None:
    for one in store.held_grants(tx, new.id):
        store.remove_grant(tx, new.id, one.grant, one.source)
    store.repeat_grants(tx, new.id)
    store.end_everything(tx, new.id)
    store.revoke_tokens(tx, new.id, site.clock.now())
    store.change_person(tx, new.id, stable_id=f"moved:{new.id}", state=MOVED, moved_to=old.id)
