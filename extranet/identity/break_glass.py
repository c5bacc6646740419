"""Administrators for the day when no directory answers: made on the command line only, with a second factor from the start."""

import logging
import secrets
from dataclasses import dataclass

from extranet.actor import Grant
from extranet.authorities import authority_by_slug, current_authorities
from extranet.errors import BadInput, NotFound
from extranet.identity import local_keys, second_factor, store
from extranet.identity.audit import record
from extranet.identity.model import ADMIN_BLOCKED, BREAK_GLASS, BY_HAND, Person

log = logging.getLogger(__name__)
PARTNERSHIP_ADMINISTRATOR = Grant("partnership_administrator", "partnership", "")
COMMAND_LINE = "command line"


@dataclass(frozen=True)
class NewKey:
    """What is shown once and kept nowhere: to be put into an envelope."""

    password: str
    app_words: str
    app_address: str
    recovery_codes: tuple[str, ...]


def create_break_glass(site, name: str, authority: str = "") -> NewKey:
    """A new local partnership administrator. BadInput for a name that is empty or taken, or an unknown authority."""
    name = " ".join(name.split())
    if not name or len(name) > 100:
        raise BadInput("Give the account a name of at most 100 letters.")
    home = authority or current_authorities(site)[0].slug
    if authority_by_slug(site, home) is None:
        raise BadInput(f"There is no authority {home!r}.")
    password, salt, codes = secrets.token_urlsafe(18), second_factor.new_salt(), second_factor.new_recovery_codes()
    hashed = second_factor.hash_password(password.encode())
    with site.db.writing() as tx:
        if local_keys.is_name_taken(tx, name):
            raise BadInput(f"There is a local account {name!r} already.")
        person_id = _add_person(tx, site, home, name)
        recovery = [second_factor.code_hash(site.settings.secret_key, one) for one in codes]
        local_keys.add_key(tx, person_id, name, password=hashed, totp_salt=salt, recovery=recovery)
        record(tx, site, None, "break_glass.created", name, COMMAND_LINE, authority=home)
    log.critical("break-glass account %s was created on the command line", name)
    secret = second_factor.app_secret(site.settings.secret_key, salt)
    return NewKey(password, second_factor.secret_words(secret), second_factor.app_address(secret, site.settings.site_name, name), tuple(codes))


def remove_break_glass(site, name: str) -> None:
    """Its sessions end and it opens nothing any more; the record stays for the history. NotFound for none."""
    with site.db.writing() as tx:
        key = local_keys.key_named(tx, name, BREAK_GLASS)
        if key is None:
            raise NotFound(f"There is no break-glass account {name!r}.")
        person = store.person_by_id(tx, key.person_id)
        store.change_person(tx, person.id, state=ADMIN_BLOCKED)
        store.end_everything(tx, person.id)
        store.revoke_tokens(tx, person.id, site.clock.now())
        local_keys.remove_key(tx, person.id)
        record(tx, site, None, "break_glass.removed", person.name, COMMAND_LINE, authority=person.authority)


def break_glass_people(site) -> list[Person]:
    """Those that could sign in."""
    with site.db.reading() as connection:
        return [one for one in store.people(connection) if one.kind == BREAK_GLASS and one.is_active]


def is_break_glass_ready(site) -> bool:
    """Whether the page for it is there at all."""
    with site.db.reading() as connection:
        return local_keys.has_active(connection, BREAK_GLASS)


def _add_person(tx, site, authority: str, name: str) -> int:
    now = site.clock.now()
    shown = {"login": name[:200], "name": f"{name} (break-glass)"[:200], "mail": "", "kind": BREAK_GLASS}
    person_id = store.add_person(tx, authority, f"break-glass:{secrets.token_hex(16)}", shown, now)
    store.add_grant(tx, person_id, PARTNERSHIP_ADMINISTRATOR, BY_HAND, "break-glass account", COMMAND_LINE, now)
    store.repeat_grants(tx, person_id)
    return person_id
