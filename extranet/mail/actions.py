"""What is done with letters: post one, look at the outbox, try again, tidy."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from extranet.errors import BadInput, NotFound
from extranet.mail import store
from extranet.mail.composing import compose, sender_of
from extranet.mail.model import FAILED, SENDING, SENT, WAITING, KeptLetter, Letter, is_address, one_line
from extranet.mail.server import MailServer, server_of

STUCK_AFTER = timedelta(hours=1)
ON_A_PAGE = 50
SHOWN = {"waiting": (WAITING, SENDING), "failed": (FAILED,), "sent": (SENT,)}


def post(tx, site, letter: Letter) -> None:
    """Write the letter inside the caller's transaction; the jobs process sends it, and goes on trying for days.

    Somebody without an address gets none. A second letter to the same address with the same key is not written.
    """
    if not letter.to.strip():
        return
    now = site.clock.now()
    row = {"recipient": one_line(letter.to)[:254], "subject": one_line(letter.subject)[:300], "text": letter.text.replace("\0", ""), "kind": letter.kind[:40]}
    row |= {"key": letter.key[:200] or None, "stop_url": letter.stop_url, "mark": secrets.token_hex(8), "state": WAITING, "tries": 0}
    store.add(tx, row | {"posted_at": now, "next_try_at": now, "fault": "", "calendar": letter.calendar})


@dataclass(frozen=True)
class Outbox:
    """How many letters are in each state, and the newest of one kind of state."""

    counts: dict[str, int]
    letters: tuple[KeptLetter, ...]


def outbox(site, shown: str, page: int = 1) -> Outbox:
    """`shown` is 'waiting', 'failed' or 'sent'; at most 50 a page."""
    with site.db.reading() as connection:
        found = store.counts(connection)
        letters = store.newest(connection, SHOWN[shown], ON_A_PAGE, (max(page, 1) - 1) * ON_A_PAGE)
    return Outbox({name: sum(found.get(state, 0) for state in states) for name, states in SHOWN.items()}, tuple(letters))


def try_again(site, letter_id: int) -> None:
    """A letter that failed, or that waits for its next try, is tried at once, and for days again.

    NotFound when there is none such; BadInput when its words are gone.
    """
    now = site.clock.now()
    with site.db.writing() as tx:
        letter = store.by_id(tx, letter_id)
        if letter is None or letter.state not in (WAITING, FAILED):
            raise NotFound("There is no letter that waits or failed under this number.")
        if not letter.text:
            raise BadInput("The words of this letter are gone, so it cannot be sent any more.")
        values = {"posted_at": now} if letter.state == FAILED else {}
        store.change(tx, letter_id, state=WAITING, next_try_at=now, done_at=None, **values)


def try_all_again(site) -> int:
    """Every letter that failed and still has its words is tried at once; how many."""
    with site.db.writing() as tx:
        ids = [one.id for one in store.newest(tx, (FAILED,), 1000) if one.text]
        for letter_id in ids:
            store.change(tx, letter_id, state=WAITING, next_try_at=site.clock.now(), posted_at=site.clock.now(), done_at=None)
    return len(ids)


def send_test(site, address: str, server: MailServer | None = None) -> str:
    """Send one letter now, past the outbox, to see whether the server takes it; its Message-ID.

    BadInput for an address that is none or when no server is set; OSError, SMTPException or ServerFault as the server answers.
    """
    if not is_address(address):
        raise BadInput(f"{address[:80]!r} is not an address that mail can be sent to.")
    server = server or server_of(site.settings.smtp_url)
    if server is None:
        raise BadInput("No mail server is set. Set smtp_url, such as smtp://mail.example.gov.uk:25.")
    now = site.clock.now()
    text = f"This is a trial letter of {site.settings.site_name}. If you can read it, letters leave the house.\n"
    letter = KeptLetter(0, address, f"{site.settings.site_name}: a trial letter", text, "test", "", secrets.token_hex(8), SENDING, 1, now, now, now, None, "")
    message = compose(site.settings, letter)
    with server.connect() as connection:
        connection.send_message(message, sender_of(site.settings), [address])
    return message["Message-ID"]


def stuck_letters(site) -> int:
    """Letters that failed for good, or have waited for more than an hour although a server is set."""
    with site.db.reading() as connection:
        if not site.settings.smtp_url:
            return 0
        return store.count_stuck(connection, site.clock.now() - STUCK_AFTER)


def empty_old_letters(site) -> None:
    """Retention: after `mail_days` the words of a letter go, sent or not."""
    with site.db.writing() as tx:
        store.empty_old(tx, site.clock.now() - timedelta(days=site.settings.mail_days))
