"""Sending what waits: claim a letter, hand it to the server, write down what became of it.

A crash between the server's "accepted" and our note of it is the one case in which a letter goes twice; both copies have the
same Message-ID.
"""

import logging
import smtplib
from dataclasses import dataclass

from extranet.mail import store
from extranet.mail.composing import compose, sender_of
from extranet.mail.model import CLAIM_LASTS, FAILED, GIVE_UP_AFTER, SENT, WAITING, KeptLetter, is_address, one_line, wait_after
from extranet.mail.server import MailServer, ServerFault, server_of

log = logging.getLogger(__name__)
AT_ONCE = 20
LONGEST_FAULT = 500


@dataclass(frozen=True)
class Fault:
    """Why a letter did not go. `is_final` when no later try can help; `is_server` when no other letter would go either."""

    sentence: str
    is_final: bool = False
    is_server: bool = False


def send_waiting(site, server: MailServer | None = None) -> bool:
    """One round: up to 20 letters over one connection. Whether another round may find more to do.

    Nothing is sent while no server is set.
    """
    server = server or server_of(site.settings.smtp_url)
    if server is None:
        return False
    _release_lost_claims(site)
    with site.db.reading() as connection:
        ids = store.due(connection, site.clock.now(), AT_ONCE)
    return bool(ids) and _send_all(site, server, ids)


def _send_all(site, server: MailServer, ids: list[int]) -> bool:
    connection = None
    try:
        for letter_id in ids:
            with site.db.writing() as tx:
                letter = store.claim(tx, letter_id, site.clock.now())
            if letter is None:
                continue
            try:
                connection = connection or server.connect()
                fault = _hand_over(connection, site.settings, letter)
            except (OSError, smtplib.SMTPException, ServerFault) as raised:
                fault = _server_fault(server, raised)
            _note(site, letter, fault)
            if fault and fault.is_server:
                return False
    finally:
        if connection is not None:
            _say_goodbye(connection)
    return len(ids) == AT_ONCE


def _hand_over(connection: smtplib.SMTP, settings, letter: KeptLetter) -> Fault | None:
    """None when the server took the letter."""
    if not is_address(letter.recipient):
        return Fault("This is not an address that mail can be sent to.", is_final=True)
    try:
        connection.send_message(compose(settings, letter), sender_of(settings), [letter.recipient])
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = refused.recipients[letter.recipient]
        return _answered(code, words)
    except smtplib.SMTPDataError as refused:
        return _answered(refused.smtp_code, refused.smtp_error)
    except ValueError as fault:
        return Fault(f"The letter cannot be written as mail: {fault}", is_final=True)
    return None


def _answered(code: int, words: bytes) -> Fault:
    said = one_line(words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words))
    return Fault(f"The server answered {code}: {said}", is_final=500 <= code < 600, is_server=code == 421)


def _server_fault(server: MailServer, raised: Exception) -> Fault:
    """The server itself fails: every letter waits. What it said is kept; a password is in none of these errors."""
    if isinstance(raised, smtplib.SMTPResponseException):
        return Fault(f"{server.name} answered {_answered(raised.smtp_code, raised.smtp_error).sentence.removeprefix('The server answered ')}", is_server=True)
    words = one_line(str(raised)) or type(raised).__name__
    return Fault(words if isinstance(raised, ServerFault) else f"{server.name} cannot be used: {words}", is_server=True)


def _note(site, letter: KeptLetter, fault: Fault | None) -> None:
    now = site.clock.now()
    if fault is None:
        values = {"state": SENT, "done_at": now, "fault": ""}
    elif fault.is_final or now - letter.posted_at > GIVE_UP_AFTER:
        values = {"state": FAILED, "done_at": now, "fault": fault.sentence[:LONGEST_FAULT]}
        log.warning("mail: letter %d failed for good", letter.id)
    else:
        values = {"state": WAITING, "next_try_at": now + wait_after(letter.tries), "fault": fault.sentence[:LONGEST_FAULT]}
    with site.db.writing() as tx:
        store.change(tx, letter.id, claimed_at=None, **values)


def _release_lost_claims(site) -> None:
    before = site.clock.now() - CLAIM_LASTS
    with site.db.reading() as connection:
        if not store.has_lost_claims(connection, before):
            return
    with site.db.writing() as tx:
        count = store.release_claims(tx, before)
    log.warning("mail: %d letters were being sent when a process ended; they are tried again", count)


def _say_goodbye(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()
