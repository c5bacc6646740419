"""Guests: people of partner bodies, invited by a working group, limited to it, until a day.

There is no mail yet: whoever invites is shown the address and a code once, and
passes them on, best by two different ways.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from extranet.actor import Actor, Grant
from extranet.authorities import current_authorities
from extranet.errors import BadInput, Forbidden, NotFound
from extranet.identity import local_keys, second_factor, store, throttle
from extranet.identity.audit import record
from extranet.identity.directories import directories_of
from extranet.identity.groups import known_groups
from extranet.identity.local_keys import PENDING, LocalKey
from extranet.identity.local_sign_in import takes_code
from extranet.identity.model import ADMIN_BLOCKED, BY_HAND, GUEST, Person, SignInTry
from extranet.identity.sign_in import LONGEST_PASSWORD_BYTES, as_bytes, reserve, wait_sentence
from extranet.rights import may

LONGEST_DAYS = 366
CODE_LASTS = timedelta(days=7)
SHORTEST_PASSWORD = 12
ADDRESS = re.compile(r"[^@\s<>\"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
WRONG_CODE = "The address or the code is not right, or the code is used or too old. Ask the group that invited you for a new one."


@dataclass(frozen=True)
class Invitation:
    """What somebody types about a guest."""

    group: str
    name: str
    mail: str
    body: str
    ends_on: date | None


def invite_guest(site, actor: Actor, wanted: Invitation) -> str:
    """A new guest of the group; the code with which they set their password, shown once.

    Forbidden for anybody but the group's approvers and the partnership's
    administrators. BadInput names the field.
    """
    _require(site, actor, "group_people.change", wanted.group)
    _check(site, wanted)
    code = second_factor.random_code(4)
    with site.db.writing() as tx:
        if local_keys.is_name_taken(tx, wanted.mail):
            raise BadInput("Somebody with this address is a guest already. Change their end date, or give them a new code.", "mail")
        person_id = _add_guest(tx, site, actor, wanted)
        local_keys.add_key(tx, person_id, wanted.mail, **_code_columns(site, code))
        record(tx, site, actor, "guest.invited", wanted.name, f"of {wanted.body}, to {wanted.group}, until {wanted.ends_on}")
    return code


def new_guest_code(site, actor: Actor, person_id: int) -> str:
    """Another code for somebody who lost the first or forgot the password."""
    guest = _guest(site, actor, person_id)
    code = second_factor.random_code(4)
    with site.db.writing() as tx:
        local_keys.change_key(tx, guest.id, **_code_columns(site, code))
        record(tx, site, actor, "guest.code_given", guest.name)
    return code


def change_guest_end(site, actor: Actor, person_id: int, ends_on: date | None) -> None:
    """Another last day; one that is past ends the guest's sessions at once."""
    guest = _guest(site, actor, person_id)
    _check_end(site, ends_on)
    with site.db.writing() as tx:
        store.change_person(tx, guest.id, ends_on=ends_on)
        record(tx, site, actor, "guest.end_changed", guest.name, f"until {ends_on}")


def end_guest(site, actor: Actor, person_id: int) -> None:
    """The guest is out at once; what they wrote keeps their name."""
    guest = _guest(site, actor, person_id)
    with site.db.writing() as tx:
        store.change_person(tx, guest.id, state=ADMIN_BLOCKED)
        store.end_everything(tx, guest.id)
        store.revoke_tokens(tx, guest.id, site.clock.now())
        local_keys.remove_key(tx, guest.id)
        record(tx, site, actor, "guest.ended", guest.name)


def begin_as_guest(site, asked: SignInTry, code: str) -> None:
    """Set the password with the code. BadInput with a sentence; every try counts."""
    _check_password(asked.password, asked.login)
    heard = reserve(site, asked)
    if isinstance(heard, throttle.NotHeard):
        raise BadInput(wait_sentence(heard.wait_seconds))
    hashed = second_factor.hash_password(asked.password.encode())
    with site.db.writing() as tx:
        key = local_keys.key_named(tx, asked.login, GUEST)
        if key is None or not _is_code(site, key, code) or not store.person_by_id(tx, key.person_id).is_welcome(site.clock.today()):
            raise BadInput(WRONG_CODE, "code")
        throttle.forget(tx, heard)
        local_keys.change_key(tx, key.person_id, password=hashed, code="", code_ends_at=None)
        store.end_everything(tx, key.person_id)
        person = store.person_by_id(tx, key.person_id)
        record(tx, site, person.as_actor(), "guest.password_set", person.name)


def guests_of(site, group: str) -> list[Person]:
    """The group's guests who are not ended, by name."""
    with site.db.reading() as connection:
        return [one for one in store.people(connection) if one.is_guest and one.is_active and group in one.as_actor().groups]


# The second factor of one's own ------------------------------------------------


def own_key(site, actor: Actor) -> LocalKey:
    """NotFound for people who sign in with their authority's directory."""
    with site.db.reading() as connection:
        key = local_keys.key_of_person(connection, actor.id)
    if key is None:
        raise NotFound("You sign in with your authority; a second factor is set up there.")
    return key


def prepare_app(site, actor: Actor) -> tuple[str, str]:
    """The secret in words and the address for an app that is not confirmed yet."""
    key = own_key(site, actor)
    if key.has_app:
        raise BadInput("An app is set up already. Remove it first.")
    salt = key.totp_salt.removeprefix(PENDING) or second_factor.new_salt()
    with site.db.writing() as tx:
        local_keys.change_key(tx, actor.id, totp_salt=PENDING + salt)
    secret = second_factor.app_secret(site.settings.secret_key, salt)
    return second_factor.secret_words(secret), second_factor.app_address(secret, site.settings.site_name, key.name)


def confirm_app(site, actor: Actor, code: str) -> tuple[str, ...]:
    """Codes are asked for from now on; ten recovery codes, shown once. BadInput for a wrong code."""
    key = own_key(site, actor)
    salt = key.totp_salt.removeprefix(PENDING)
    secret = second_factor.app_secret(site.settings.secret_key, salt)
    step = second_factor.step_of(code.replace(" ", ""), secret, site.clock.now(), 0) if salt else None
    if step is None:
        raise BadInput("This is not the code the app shows now. Look again, and check the clock of your telephone.", "code")
    codes = second_factor.new_recovery_codes()
    with site.db.writing() as tx:
        recovery = [second_factor.code_hash(site.settings.secret_key, one) for one in codes]
        local_keys.change_key(tx, actor.id, totp_salt=salt, totp_step=step, recovery=recovery)
        record(tx, site, actor, "second_factor.set", actor.name)
    return tuple(codes)


def remove_app(site, actor: Actor, code: str) -> None:
    """Back to the password alone; asks for a code. BadInput for a wrong one, and for break-glass accounts."""
    key = own_key(site, actor)
    if not actor.is_guest:
        raise BadInput("A break-glass account keeps its second factor.")
    with site.db.writing() as tx:
        if not takes_code(tx, site, key, code):
            raise BadInput("This is not the code the app shows now.", "code")
        local_keys.change_key(tx, actor.id, totp_salt="", totp_step=0, recovery=[])
        record(tx, site, actor, "second_factor.removed", actor.name)


def _guest(site, actor: Actor, person_id: int) -> Person:
    """NotFound for somebody who is no guest; Forbidden when the actor has no say."""
    with site.db.reading() as connection:
        person = store.person_by_id(connection, person_id)
    if person is None or not person.is_guest:
        raise NotFound("There is no such guest.")
    for group in person.as_actor().groups:
        _require(site, actor, "group_people.change", group)
    return person


def _require(site, actor: Actor, act: str, thing) -> None:
    decision = may(site, actor, act, thing)
    if not decision:
        raise Forbidden(decision.reason)


def _add_guest(tx, site, actor: Actor, wanted: Invitation) -> int:
    now = site.clock.now()
    shown = {"login": wanted.mail, "name": wanted.name, "mail": wanted.mail, "kind": GUEST, "body": wanted.body, "ends_on": wanted.ends_on}
    person_id = store.add_person(tx, actor.authority, f"guest:{secrets.token_hex(16)}", shown, now)
    grant = Grant("reader", "group", wanted.group)
    store.add_grant(tx, person_id, grant, BY_HAND, f"guest of {wanted.body}", actor.name, now)
    store.repeat_grants(tx, person_id)
    return person_id


def _code_columns(site, code: str) -> dict:
    return {"code": second_factor.code_hash(site.settings.secret_key, code), "code_ends_at": site.clock.now() + CODE_LASTS}


def _is_code(site, key: LocalKey, code: str) -> bool:
    live = key.code_ends_at is not None and site.clock.now() < key.code_ends_at
    return live and secrets.compare_digest(key.code, second_factor.code_hash(site.settings.secret_key, code))


def _check(site, wanted: Invitation) -> None:
    if wanted.group not in known_groups(site):
        raise NotFound("There is no such working group.")
    if not 3 <= len(wanted.name) <= 100:
        raise BadInput("Type the guest's first name and surname.", "name")
    if not 2 <= len(wanted.body) <= 200:
        raise BadInput("Type the body the guest comes from.", "body")
    if len(wanted.mail) > 200 or not ADDRESS.fullmatch(wanted.mail):
        raise BadInput("Type a whole mail address, such as name@example.org.", "mail")
    if _is_own_domain(site, wanted.mail.rpartition("@")[2].casefold()):
        raise BadInput("People of the member authorities sign in with their own directory; they are no guests.", "mail")
    _check_end(site, wanted.ends_on)


def _is_own_domain(site, domain: str) -> bool:
    known = {one.email_domain for one in current_authorities(site)}
    return domain in known.union(*(one.settings.email_domains for one in directories_of(site).values()))


def _check_end(site, ends_on: date | None) -> None:
    today = site.clock.today()
    if ends_on is None or not today <= ends_on <= today + timedelta(days=LONGEST_DAYS):
        raise BadInput(f"The last day must lie between today and {LONGEST_DAYS} days from now.", "ends_on")


def _check_password(password: str, login: str) -> None:
    if len(password) < SHORTEST_PASSWORD or not as_bytes(password, LONGEST_PASSWORD_BYTES):
        raise BadInput(f"A password has at least {SHORTEST_PASSWORD} letters. Three or four words in a row are easy to keep.", "password")
    if password.casefold() in login.casefold() or len(set(password)) < 5:
        raise BadInput("This password is too easy to guess.", "password")
