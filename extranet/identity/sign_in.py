"""Signing in: one authority, one name, one password; the answer is a value.

Nothing here tries a second directory, follows a mail address to an account, or
tells an unknown name from a wrong password. Rules: docs/sign-in.md.
"""

import logging
import secrets

from extranet.authorities import authority_by_slug
from extranet.identity import throttle
from extranet.identity.audit import record
from extranet.identity.authority_directory import DirectoryUnavailable, PasswordRight, PasswordWrong
from extranet.identity.directories import directories_of
from extranet.identity.directory_groups import granted_by
from extranet.identity.directory_person import DirectoryPerson
from extranet.identity.directory_settings import DirectorySettings
from extranet.identity.model import (
    BLOCKED,
    MUST_CHANGE,
    WRONG,
    DirectorySilent,
    Person,
    SignedIn,
    SignInRefused,
    SignInTry,
)
from extranet.identity.sessions import begin_session
from extranet.identity.upkeep import bring_up_to_date

log = logging.getLogger(__name__)

LONGEST_PASSWORD_BYTES = 1024
LONGEST_LOGIN = 200
DEVICE_BYTES = 24


def sign_in(site, asked: SignInTry) -> SignedIn | SignInRefused | DirectorySilent:
    """Ask the chosen authority's directory, and no other, whether this is the person.

    An empty, over-long or unencodable name or password is refused before any
    packet leaves; so is a try too many.
    """
    password = as_bytes(asked.password, LONGEST_PASSWORD_BYTES)
    login = as_bytes(asked.login.strip(), LONGEST_LOGIN)
    directory = directories_of(site).get(asked.authority)
    if not password or not login or directory is None:
        return SignInRefused(WRONG)
    heard = reserve(site, asked)
    if isinstance(heard, throttle.NotHeard):
        return SignInRefused(wait_sentence(heard.wait_seconds), heard.wait_seconds)
    try:
        answer = directory.check(login.decode("utf-8"), password, site.clock.now())
    except DirectoryUnavailable as fault:
        return _silent(site, heard, fault)
    if isinstance(answer, PasswordWrong):
        return _refused(site, heard, answer)
    return _accepted(site, asked, heard, answer, directory.settings)


def new_device() -> str:
    """A mark for a browser that signed in; it proves nothing but that."""
    return secrets.token_urlsafe(DEVICE_BYTES)


def as_bytes(text: str, longest: int) -> bytes:
    """UTF-8, or b'' for what is empty, too long, or no text (a lone surrogate, NUL)."""
    try:
        encoded = text.encode("utf-8")
    except UnicodeEncodeError:
        return b""
    return b"" if len(encoded) > longest or b"\0" in encoded else encoded


def reserve(site, asked: SignInTry) -> throttle.Heard | throttle.NotHeard:
    """Count this try before anything is asked, or hear it not. The only wait for the disk is at the end of a sign-in."""
    keys = throttle.keys_of(site.settings.secret_key, asked)
    with site.db.noting() as tx:
        heard = throttle.reserve(tx, keys, site.clock.now())
        if isinstance(heard, throttle.NotHeard):
            log.warning("sign-in not heard: authority %s, %s s to wait", asked.authority, heard.wait_seconds)
        return heard


def wait_sentence(seconds: int) -> str:
    """What somebody is told who has to wait."""
    minutes = -(-seconds // 60)
    spell = f"{seconds} seconds" if seconds < 60 else "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"There were too many tries with this name or from this place. Wait {spell}, then try again."


def _silent(site, heard: throttle.Heard, fault: DirectoryUnavailable) -> DirectorySilent:
    """Trouble on the way is never a wrong password and counts towards no limit."""
    with site.db.writing() as tx:
        throttle.forget(tx, heard)
        record(tx, site, None, "sign_in.unavailable", "", fault.why, authority=fault.authority)
    authority = authority_by_slug(site, fault.authority)
    name = authority.name if authority else "your authority"
    return DirectorySilent(
        f"The directory of {name} does not answer at the moment, so nobody from there can sign in. "
        "Your password was not refused. Try again in a minute; people of other authorities are not affected."
    )


def _refused(site, heard: throttle.Heard, answer: PasswordWrong) -> SignInRefused:
    with site.db.writing() as tx:
        record(tx, site, None, "sign_in.refused", "", answer.why, authority=heard.keys.authority)
    return SignInRefused(MUST_CHANGE if answer.why == "must change" else WRONG)


def _accepted(site, asked: SignInTry, heard: throttle.Heard, answer: PasswordRight, settings: DirectorySettings) -> SignedIn | SignInRefused:
    """Person, roles, session and audit in one transaction: one wait for the disk."""
    with site.db.writing() as tx:
        throttle.note_success(tx, heard, site.clock.now())
        person = welcome(tx, site, answer.person, settings)
        if not person.is_active:
            record(tx, site, person.as_actor(), "sign_in.refused", person.name, "switched off here")
            return SignInRefused(BLOCKED)
        record(tx, site, person.as_actor(), "sign_in.done", person.name)
        return SignedIn(person, begin_session(tx, site, person, asked.address, asked.agent))


def welcome(tx, site, known: DirectoryPerson, settings: DirectorySettings) -> Person:
    """The person whom the directory describes, made at the first sign-in, brought up to date at every later one."""
    granted = granted_by(settings.roles, known.groups)
    return bring_up_to_date(tx, site, known, granted, signed_in_at=site.clock.now())
