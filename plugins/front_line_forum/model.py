"""Contacts, referrals, queues and their codes as plain values. Source of the codes: content standard 4.2 to 4.4."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

CHANNELS = {"phone": "Phone", "counter": "Counter", "email": "Email", "web": "Web form", "chat": "Chat", "letter": "Letter"}

# outcome -> words, the key that presses it on the desk ('' for those that come from the referral form)
OUTCOMES = {
    "resolved": "Resolved",
    "resolved_after_lookup": "Resolved after looking it up",
    "warm_transfer": "Warm transfer",
    "cold_transfer": "Cold transfer",
    "e_referral": "Referred",
    "callback": "We ring back",
    "signposted": "Signposted elsewhere",
    "abandoned": "Caller gone",
    "wrong_number": "Wrong number",
}
OUTCOME_KEYS = {"resolved": "r", "resolved_after_lookup": "l", "signposted": "s", "callback": "b", "abandoned": "g", "wrong_number": "w"}
RESOLVED = frozenset({"resolved", "resolved_after_lookup", "signposted"})
OUT_OF_SCOPE = frozenset({"abandoned", "wrong_number"})

# Contacts that better service would have made needless.
AVOIDABLE = {
    "chase": "Chasing an earlier request",
    "unclear_letter": "Letter or page was unclear",
    "wrong_place": "Sent to the wrong place",
    "repeat": "Same question again",
}
EMERGENCY = "emergency"
EMERGENCIES = {
    "life": "Life in danger or a crime happening now",
    "structure": "Dangerous building or road",
    "safeguarding": "A child or adult at risk now",
    "housing": "Nowhere to sleep tonight",
}

KINDS = {"electronic": "Send it to the queue", "warm": "Warm transfer: I stay on until they have the caller", "cold": "Cold transfer: I put the caller through"}
OUTCOME_OF_KIND = {"electronic": "e_referral", "warm": "warm_transfer", "cold": "cold_transfer"}
RISKS = {
    "": "None of these",
    "distressed": "The caller is distressed",
    "safeguarding": "Safeguarding",
    "homeless_tonight": "Homeless tonight",
    "dangerous_structure": "Dangerous structure",
}

# class -> words, working minutes or None, working days or None, working minutes to accept in. P1 is always a warm transfer.
TARGETS = {
    "P2": ("4 working hours", 240, None, 60),
    "P3": ("5 working days", None, 5, 480),
    "P4": ("10 working days", None, 10, 960),
}
REFERRAL_OUTCOMES = {
    "done": "Done",
    "answered": "Answered",
    "refused": "Not something we do",
    "no_reply": "The customer did not reply",
    "withdrawn": "Withdrawn by the sender",
}

SENT, ACCEPTED, WAITING, NEED_MORE, CLOSED = "sent", "accepted", "waiting_customer", "need_more", "closed"
STATUS_WORDS = {SENT: "Not accepted yet", ACCEPTED: "Accepted", WAITING: "Waiting for the customer", NEED_MORE: "More is asked of the sender", CLOSED: "Closed"}
LONGEST_NEED = 1000
GENERAL = 0  # the service group of what has no function: the contact centre itself


@dataclass(frozen=True)
class OpenedPage:
    """A page an adviser opened during a contact; `after_seconds` since the contact began."""

    slug: str
    title: str
    after_seconds: int


@dataclass(frozen=True)
class Contact:
    """One contact with a customer, who is not named. `closed_at` is None while it is in hand.

    `is_link_right` is what a judge said of its last page; None while nobody did.
    """

    id: int
    adviser_id: int | None
    adviser_authority: str
    customer_authority: str
    channel: str
    service: int | None
    words: str
    searches: int
    searched_at: datetime | None
    is_found: bool
    pages: tuple[OpenedPage, ...]
    find_seconds: int | None
    customer_key: str
    reason: str
    outcome: str
    was_repeated: bool
    referral_id: int | None
    started_at: datetime
    closed_at: datetime | None
    day: date | None
    seconds: int | None
    erase_on: date
    is_held: bool
    is_link_right: bool | None = None


@dataclass(frozen=True)
class Queue:
    """Where an authority takes referrals about one group of services. `asks` are what it wants to know.

    A cold transfer needs a published phone, leave for it, and an office that is open.
    """

    authority: str
    service_group: int
    phone: str = ""
    is_published: bool = False
    is_cold_allowed: bool = False
    asks: tuple[str, ...] = ()
    target: str = "P3"


@dataclass(frozen=True)
class Referral:
    """A customer's need passed to a queue. Empty texts may mean erased: see `is_erased`."""

    id: int
    contact_id: int | None
    kind: str
    status: str
    version: int
    service: int
    place: str
    why: str
    risk: str
    page: str
    path: tuple[Mapping[str, str], ...]
    authority: str
    service_group: int
    first_authority: str
    sender_id: int | None
    sender_name: str
    sender_authority: str
    assigned_id: int | None
    assigned_name: str
    name: str
    route: str
    address: str
    needs: str
    need: str
    answers: tuple[Mapping[str, str], ...]
    target: str
    received_at: datetime
    accept_by: datetime
    due_at: datetime
    accepted_at: datetime | None
    paused_at: datetime | None
    paused_minutes: int
    closed_at: datetime | None
    outcome: str
    outcome_note: str
    is_misdirected: bool
    escalated: int
    erase_details_on: date
    erase_on: date
    is_erased: bool
    is_held: bool

    @property
    def reference(self) -> str:
        return reference_of(self.id)

    @property
    def is_open(self) -> bool:
        return self.status != CLOSED


@dataclass(frozen=True)
class Step:
    """One thing done to a referral."""

    id: int
    referral_id: int
    at: datetime
    actor_id: int | None
    actor_name: str
    authority: str
    act: str
    to_authority: str
    note: str


@dataclass(frozen=True)
class Gap:
    """Something customers ask that no page answers, once per subject."""

    id: int
    subject: str
    words: str
    working_group: str
    times: int
    opened_at: datetime
    asked_at: datetime
    closed_at: datetime | None
    page: str
    note: str

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


def reference_of(referral_id: int) -> str:
    """What the customer is told: R-1044."""
    return f"R-{1000 + referral_id}"
