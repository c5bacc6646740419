"""The contact log: a contact begins by itself when an adviser searches, and ends with an outcome. It holds no name.

What a customer's reference was is kept only as a keyed digest, to know the same question from the same customer again.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from extranet import search
from extranet.authorities import authority_by_slug
from extranet.errors import BadInput, Conflict
from extranet.pages import read_page
from extranet.standard import services_of, vocabularies
from extranet_plugins.front_line_forum import access, gaps, store, tallies
from extranet_plugins.front_line_forum.calendars import hours_of
from extranet_plugins.front_line_forum.detectors import without_personal
from extranet_plugins.front_line_forum.model import AVOIDABLE, CHANNELS, EMERGENCIES, EMERGENCY, OUTCOME_KEYS, OUTCOMES, RESOLVED, Contact, OpenedPage
from extranet_plugins.front_line_forum.schedule import schedule_of
from extranet_plugins.front_line_forum.working_time import local_day

FORGOTTEN_AFTER = timedelta(hours=4)
SOON_SECONDS = 60
REPEAT_WORKING_DAYS = 5
ALREADY_CLOSED = "This contact has its outcome already; nothing was changed. The next one begins when you search."


@dataclass(frozen=True)
class Closing:
    """How a contact ends. Empty texts keep what the contact has; `reference` is the customer's own and is not kept."""

    outcome: str
    customer: str = ""
    channel: str = ""
    service: int | None = None
    reason: str = ""
    reference: str = ""
    page: str = ""


def in_hand(site, actor) -> Contact | None:
    """The contact this person is busy with; None when the last one has its outcome, or was begun over four hours ago."""
    with site.db.reading() as connection:
        return store.contact_in_hand(connection, actor.id, site.clock.now() - FORGOTTEN_AFTER)


def usual_channel(site, actor) -> str:
    """The channel of the person's last contact."""
    with site.db.reading() as connection:
        return store.last_channel(connection, actor.id) or "phone"


def begin(site, actor, customer: str, channel: str = "") -> Contact:
    """The contact in hand, or a new one."""
    access.require(site, actor, "contact.log")
    with site.db.writing() as tx:
        return _in_hand_or_new(tx, site, actor, customer, channel)


def look_up(site, actor, words: str, customer: str, channel: str = "") -> Contact:
    """Search within the contact, which begins now if there is none; a search without an answer counts as a gap.

    Particulars in the words are taken out before they are kept or searched for.
    """
    access.require(site, actor, "contact.log")
    words = " ".join(without_personal(words).split())[:200]
    if not words:
        raise BadInput("Type a word or two of what the customer says.", "words")
    is_answered = bool(search.find(site, actor, search.Query(words, customer or None)).total)
    with site.db.writing() as tx:
        contact = _in_hand_or_new(tx, site, actor, customer, channel)
        changed = {"words": words, "searches": contact.searches + 1, "searched_at": site.clock.now(), "is_found": False}
        store.change_contact(tx, contact.id, changed)
        if not is_answered:
            gaps.ask(tx, site, actor, words)
    return replace(contact, **changed)


def open_page(site, actor, slug: str, customer: str) -> Contact:
    """Note that a page was opened for the contact in hand. NoSuchPage when the person may not read it."""
    page = read_page(site, actor, slug)
    access.require(site, actor, "contact.log")
    with site.db.writing() as tx:
        contact = _in_hand_or_new(tx, site, actor, customer, "")
        changed = _with_page(site, contact, page)
        store.change_contact(tx, contact.id, changed)
    return replace(contact, **{**changed, "pages": tuple(OpenedPage(*one) for one in changed["pages"])})


def drop(site, actor) -> None:
    """Forget the contact in hand: it was begun by mistake."""
    access.require(site, actor, "contact.log")
    contact = in_hand(site, actor)
    if contact:
        with site.db.writing() as tx:
            store.forget_contact(tx, contact.id)


def close(site, actor, closing: Closing) -> Contact:
    """End the contact with its outcome; without one in hand it is begun and ended in one, its time unknown.

    BadInput names what is not in the lists; Conflict when it was closed meanwhile.
    """
    if closing.outcome not in OUTCOME_KEYS:
        raise BadInput("Choose one of the outcomes. Transfers and referrals go through the referral form.", "outcome")
    access.require(site, actor, "contact.log")
    page = read_page(site, actor, closing.page) if closing.page else None
    with site.db.writing() as tx:
        return close_in(tx, site, actor, closing, page)


def close_in(tx, site, actor, closing: Closing, page=None, referral_id: int | None = None) -> Contact:
    """As `close`, for any outcome, inside the caller's transaction."""
    _check(site, closing)
    known = store.contact_in_hand(tx, actor.id, site.clock.now() - FORGOTTEN_AFTER)
    contact = known or _new(tx, site, actor, closing.customer, closing.channel)
    if page is not None and page.slug not in {one.slug for one in contact.pages}:
        store.change_contact(tx, contact.id, _with_page(site, contact, page, is_timed=known is not None))
        contact = store.contact_by_id(tx, contact.id)
    ended = _ended(site, actor, contact, closing, page, known is not None, referral_id)
    changed = {name: value for name, value in asdict(ended).items() if name not in ("id", "pages")}
    if not store.change_contact(tx, contact.id, changed):
        raise Conflict(ALREADY_CLOSED)
    if ended.customer_key:
        _mark_repeated(tx, site, ended)
    if not ended.pages and ended.words:
        gaps.ask(tx, site, actor, ended.words)
    tallies.add(tx, ended, tallies.counts_of(ended))
    return ended


def log_emergency(site, actor, kind: str) -> None:
    """Log that an emergency was passed on at once: time, type and outcome, nothing else (REF-5).

    What was searched and opened for it is dropped with the contact in hand.
    """
    if kind not in EMERGENCIES:
        raise BadInput("Choose what kind of emergency it was.", "kind")
    access.require(site, actor, "contact.log")
    with site.db.writing() as tx:
        known = store.contact_in_hand(tx, actor.id, site.clock.now() - FORGOTTEN_AFTER)
        if known:
            store.forget_contact(tx, known.id)
        contact = _new(tx, site, actor, "", known.channel if known else "")
        now = site.clock.now()
        ended = {"adviser_id": None, "outcome": "warm_transfer", "reason": f"{EMERGENCY}:{kind}", "closed_at": now, "day": local_day(now)}
        store.change_contact(tx, contact.id, ended)
        done = replace(contact, **ended)
        tallies.add(tx, done, tallies.counts_of(done))


def end_forgotten(site) -> int:
    """End contacts nobody gave an outcome to within four hours: caller gone, time unknown; how many."""
    before, ended = site.clock.now() - FORGOTTEN_AFTER, 0
    with site.db.writing() as tx:
        for contact in store.forgotten_contacts(tx, before):
            values = {"outcome": "abandoned", "closed_at": contact.started_at, "day": local_day(contact.started_at)}
            if store.change_contact(tx, contact.id, values):
                done = replace(contact, **values)
                tallies.add(tx, done, tallies.counts_of(done))
                ended += 1
    return ended


def services_for(site, actor, slugs: Iterable[str]) -> list[int]:
    """Services of these pages, in order, as far as the person may read them."""
    found: list[int] = []
    for slug in slugs:
        found += services_of(dict(read_page(site, actor, slug).metadata))
    return list(dict.fromkeys(found))


def _in_hand_or_new(tx, site, actor, customer: str, channel: str) -> Contact:
    known = store.contact_in_hand(tx, actor.id, site.clock.now() - FORGOTTEN_AFTER)
    return known or _new(tx, site, actor, customer, channel)


def _new(tx, site, actor, customer: str, channel: str) -> Contact:
    now = site.clock.now()
    channel = channel if channel in CHANNELS else store.last_channel(tx, actor.id) or "phone"
    return store.add_contact(
        tx,
        {
            "adviser_id": actor.id,
            "adviser_authority": actor.authority,
            "customer_authority": customer,
            "channel": channel,
            "words": "",
            "searches": 0,
            "is_found": False,
            "pages": [],
            "customer_key": "",
            "reason": "",
            "outcome": "",
            "was_repeated": False,
            "started_at": now,
            "erase_on": schedule_of(site).erase_on("contact", local_day(now)),
            "is_held": False,
        },
    )


def _with_page(site, contact: Contact, page, is_timed: bool = True) -> dict:
    now = site.clock.now()
    after = int((now - contact.started_at).total_seconds())
    pages = [[one.slug, one.title, one.after_seconds] for one in contact.pages if one.slug != page.slug] + [[page.slug, page.title, after]]
    soon = contact.searched_at is not None and (now - contact.searched_at).total_seconds() <= SOON_SECONDS
    return {"pages": pages, "find_seconds": after if is_timed else None, "is_found": contact.is_found or soon}


def _ended(site, actor, contact: Contact, closing: Closing, page, is_timed: bool, referral_id: int | None) -> Contact:
    now = site.clock.now()
    service = closing.service or contact.service
    if service is None:
        numbers = services_of(dict(page.metadata)) if page is not None else services_for(site, actor, [one.slug for one in contact.pages[-1:]])
        service = numbers[0] if numbers else None
    return replace(
        contact,
        outcome=closing.outcome,
        customer_authority=closing.customer or contact.customer_authority,
        channel=closing.channel or contact.channel,
        service=service,
        reason=closing.reason,
        customer_key=_key(site, closing.reference),
        referral_id=referral_id,
        closed_at=now,
        day=local_day(now),
        seconds=int((now - contact.started_at).total_seconds()) if is_timed else None,
    )


def _check(site, closing: Closing) -> None:
    if closing.outcome not in OUTCOMES:
        raise BadInput("Choose one of the outcomes.", "outcome")
    if closing.channel and closing.channel not in CHANNELS:
        raise BadInput("Choose a channel from the list.", "channel")
    if closing.reason and closing.reason not in AVOIDABLE:
        raise BadInput("Choose a reason from the list.", "reason")
    if closing.service and closing.service not in vocabularies(site).services:
        raise BadInput("Choose a service from the list.", "service")
    if closing.customer and authority_by_slug(site, closing.customer) is None:
        raise BadInput("Choose the customer's authority from the list.", "customer")


def _key(site, reference: str) -> str:
    """A keyed digest of the customer's reference, the same for the same text; '' for none. The text itself is not kept."""
    plain = "".join(reference.split()).casefold()
    if not plain:
        return ""
    return hmac.new(site.settings.secret_key.encode(), b"front_line_forum:" + plain.encode(), hashlib.sha256).hexdigest()[:32]


def _mark_repeated(tx, site, contact: Contact) -> None:
    """Take "resolved at first contact" away from the earlier contact that this one repeats within five working days."""
    earlier = store.earlier_contact(tx, contact.customer_key, contact.service, contact.closed_at - timedelta(days=21), contact.id)
    if earlier is None or earlier.outcome not in RESOLVED:
        return
    hours = hours_of(site, contact.adviser_authority)
    days = sum(hours.is_open_on(earlier.day + timedelta(days=number)) for number in range(1, (contact.day - earlier.day).days + 1))
    if days <= REPEAT_WORKING_DAYS:
        store.change_contact(tx, earlier.id, {"was_repeated": True}, is_open=False)
        tallies.add(tx, earlier, {"resolved": -tallies.counts_of(earlier).get("resolved", 0)})
