"""A letter, as it is handed in and as the outbox keeps it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

WAITING, SENDING, SENT, FAILED = "waiting", "sending", "sent", "failed"
STATES = (WAITING, SENDING, SENT, FAILED)

MINUTES_BETWEEN_TRIES = (1, 2, 5, 15, 30, 60, 120, 240)  # after the last, every 4 hours
GIVE_UP_AFTER = timedelta(days=4)  # RFC 5321 4.5.4.1: at least four to five days
CLAIM_LASTS = timedelta(minutes=15)  # a letter claimed longer ago belongs to a process that died
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


@dataclass(frozen=True)
class Letter:
    """What somebody is to be told, as plain text.

    `subject` holds nothing personal: it is shown on locked screens and kept in logs. `kind` is a short word for the operator
    ("digest", "review"). A second letter to the same address with the same `key` is not posted. `stop_url` ends letters of
    this kind without a sign-in (RFC 8058). `calendar` is an iCalendar text with its METHOD, which calendar programs take as an
    invitation, a change or a cancellation (RFC 6047).
    """

    to: str
    subject: str
    text: str
    kind: str
    key: str = ""
    stop_url: str = ""
    calendar: str = ""


@dataclass(frozen=True)
class KeptLetter:
    """A letter in the outbox. `mark` never changes, so that a copy is known as one; `fault` is why the last try failed."""

    id: int
    recipient: str
    subject: str
    text: str
    kind: str
    stop_url: str
    mark: str
    state: str
    tries: int
    posted_at: datetime
    next_try_at: datetime
    claimed_at: datetime | None
    done_at: datetime | None
    fault: str
    calendar: str = ""

    def message_id(self, host: str) -> str:
        """The same at every try: a mail server or reader that gets it twice can tell."""
        return f"<letter-{self.id}-{self.mark}@{host}>"


def is_address(text: str) -> bool:
    """Whether mail can be sent there: one plain address, no name, no line break."""
    return len(text) <= 254 and bool(ADDRESS.fullmatch(text))


def one_line(text: str) -> str:
    """The text without line breaks and other control characters, so that it cannot begin a header."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def wait_after(tries: int) -> timedelta:
    """How long to wait after this many failed tries (1 or more). ValueError for less."""
    if tries < 1:
        raise ValueError("there was no try yet")
    return timedelta(minutes=MINUTES_BETWEEN_TRIES[min(tries, len(MINUTES_BETWEEN_TRIES)) - 1])
