"""Signing in without a directory: guests, and administrators on the day when no directory answers.

As strict as the other door: throttled, slow for a name that nobody has, one
sentence for every refusal, the second factor asked for with the password.
"""

import logging
from dataclasses import replace

from extranet.identity import local_keys, second_factor, store, throttle
from extranet.identity.audit import record
from extranet.identity.local_keys import LocalKey
from extranet.identity.model import BREAK_GLASS, GUEST, WRONG_HERE, Person, SignedIn, SignInRefused, SignInTry
from extranet.identity.sessions import begin_session
from extranet.identity.sign_in import LONGEST_LOGIN, LONGEST_PASSWORD_BYTES, as_bytes, reserve, wait_sentence

log = logging.getLogger(__name__)
ACTS = {GUEST: "guest", BREAK_GLASS: "break_glass"}


def local_sign_in(site, kind: str, asked: SignInTry, code: str) -> SignedIn | SignInRefused:
    """Sign in a guest (GUEST) or a break-glass administrator (BREAK_GLASS). `code` is from the app or a recovery code."""
    password = as_bytes(asked.password, LONGEST_PASSWORD_BYTES)
    if not password or not as_bytes(asked.login, LONGEST_LOGIN):
        return SignInRefused(WRONG_HERE)
    heard = reserve(site, replace(asked, authority=kind))
    if isinstance(heard, throttle.NotHeard):
        return SignInRefused(wait_sentence(heard.wait_seconds), heard.wait_seconds)
    with site.db.reading() as connection:
        key = local_keys.key_named(connection, asked.login, kind)
    if not second_factor.is_password(password, key.password if key else ""):
        return _refused(site, kind, "password" if key else "unknown", asked.address)
    return _with_second_factor(site, kind, key, asked, code.strip(), heard)


def _with_second_factor(site, kind: str, key: LocalKey, asked: SignInTry, code: str, heard: throttle.Heard) -> SignedIn | SignInRefused:
    """Code, person, session and audit in one transaction."""
    with site.db.writing() as tx:
        person = store.person_by_id(tx, key.person_id)
        if not takes_code(tx, site, key, code):
            record(tx, site, None, f"{ACTS[kind]}.refused", person.name, "second factor", authority=person.authority)
            refused = True
        elif refused := not person.is_welcome(site.clock.today()):
            record(tx, site, None, f"{ACTS[kind]}.refused", person.name, "switched off or past the end date", authority=person.authority)
        else:
            answer = _accepted(tx, site, kind, person, asked, heard)
    _tell(kind, "refused" if refused else "signed in", asked.address)
    return SignInRefused(WRONG_HERE) if refused else answer


def _accepted(tx, site, kind: str, person: Person, asked: SignInTry, heard: throttle.Heard) -> SignedIn:
    throttle.note_success(tx, heard, site.clock.now())
    store.change_person(tx, person.id, signed_in_at=site.clock.now())
    record(tx, site, person.as_actor(), f"{ACTS[kind]}.signed_in", person.name, f"from {asked.address}")
    return SignedIn(person, begin_session(tx, site, person, asked.address, asked.agent))


def takes_code(tx, site, key: LocalKey, code: str) -> bool:
    """Whether the second factor is right (or none is set up), used up in this transaction."""
    if not key.has_app:
        return True
    secret = second_factor.app_secret(site.settings.secret_key, key.totp_salt)
    step = second_factor.step_of(code.replace(" ", ""), secret, site.clock.now(), key.totp_step)
    if step is not None:
        return local_keys.use_step(tx, key.person_id, step)
    hashed = second_factor.code_hash(site.settings.secret_key, code)
    current = local_keys.key_of_person(tx, key.person_id)
    if hashed not in current.recovery:
        return False
    local_keys.change_key(tx, key.person_id, recovery=[one for one in current.recovery if one != hashed])
    return True


def _refused(site, kind: str, why: str, address: str) -> SignInRefused:
    with site.db.writing() as tx:
        record(tx, site, None, f"{ACTS[kind]}.refused", "", why)
    _tell(kind, "refused", address)
    return SignInRefused(WRONG_HERE)


def _tell(kind: str, what: str, address: str) -> None:
    if kind == BREAK_GLASS:
        log.critical("break-glass sign-in %s from %s", what, address)
