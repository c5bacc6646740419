"""Sending a referral: the target comes from the responsibility table, never from free text; the rules of each kind hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extranet.errors import BadInput
from extranet.pages import read_page
from extranet_plugins.front_line_forum import access, contacts, outbox, queues, responsibility, store, tallies
from extranet_plugins.front_line_forum.calendars import deadlines
from extranet_plugins.front_line_forum.detectors import kinds_in
from extranet_plugins.front_line_forum.model import ACCEPTED, KINDS, LONGEST_NEED, OUTCOME_OF_KIND, RISKS, SENT, Referral
from extranet_plugins.front_line_forum.responsibility import Target
from extranet_plugins.front_line_forum.schedule import schedule_of
from extranet_plugins.front_line_forum.working_time import local_day

LONGEST = {"name": 120, "route": 120, "address": 200, "needs": 300}
WARM_ONLY = frozenset({"safeguarding", "homeless_tonight", "dangerous_structure"})


@dataclass(frozen=True)
class Draft:
    """What an adviser wants to send. `answers` are what the queue asked for, in its order; `path` the way through a guide.

    `is_sure` says that she read the warning about particulars in the text.
    """

    service: int
    place: str
    authority: str = ""
    kind: str = "electronic"
    risk: str = ""
    need: str = ""
    name: str = ""
    route: str = ""
    address: str = ""
    needs: str = ""
    answers: Sequence[str] = ()
    page: str = ""
    path: Sequence[Mapping[str, str]] = field(default_factory=tuple)
    channel: str = ""
    accepted_by: str = ""
    is_sure: bool = False


class NeedsCare(BadInput):
    """The text seems to hold particulars: take them out, or say that they are needed."""


def send(site, actor, draft: Draft) -> Referral:
    """Send it, and close the contact in hand with it. BadInput names the field; NeedsCare asks to look again."""
    access.require(site, actor, "contact.log")
    page = read_page(site, actor, draft.page) if draft.page else None
    service, target = chosen_target(site, draft)
    risk = draft.risk or responsibility.risk_of(service)
    group = responsibility.service_group_of(site, service.id)
    queue = queues.queue_for(site, target.authority.slug, group)
    _check_texts(draft)
    _check_kind(site, draft, queue, risk)
    with site.db.writing() as tx:
        contact = contacts.close_in(tx, site, actor, contacts.Closing(OUTCOME_OF_KIND[draft.kind], draft.place, draft.channel, service.id), page)
        one = store.add_referral(tx, _row(site, actor, draft, target, group, queue, risk, contact.id))
        store.change_contact(tx, contact.id, {"referral_id": one.id}, is_open=False)
        tallies.add(tx, contact, {"referrals": 1, **({"accepted": 1} if one.accepted_at else {})})
        note = draft.accepted_by if draft.kind == "warm" else ""
        store.add_step(tx, step_row(site, actor, one, "send", one.authority, note))
        outbox.tell_role(tx, site, one.authority, "specialist", f"{one.reference} has come in, due {_day(one)}", url_of(one.id))
    return one


def chosen_target(site, draft: Draft) -> tuple:
    """(service, the Target it goes to): the one that leads, or the one chosen among those that share. BadInput otherwise."""
    service = responsibility.service_named(site, draft.service)
    found = responsibility.targets(site, service.id, draft.place)
    if not found:
        raise BadInput(f"Nobody is down as responsible for {service.name} there. Choose the borough or district of the address.", "place")
    chosen = next((one for one in found if one.authority.slug == draft.authority), None)
    if draft.authority and chosen is None:
        raise BadInput("That council is not responsible for this service in this place. Choose from those shown.", "authority")
    if chosen is None and found[0].role != "lead":
        raise BadInput("County and district share this service. Choose which part the customer needs.", "authority")
    return service, chosen or found[0]


def url_of(referral_id: int) -> str:
    return f"/-/desk/referrals/{referral_id}"


def step_row(site, actor, one: Referral, act: str, to_authority: str = "", note: str = "") -> dict:
    """A line of a referral's history; `actor` None is the clock."""
    return {
        "referral_id": one.id,
        "at": site.clock.now(),
        "actor_id": actor.id if actor else None,
        "actor_name": actor.name if actor else "",
        "authority": actor.authority if actor else "",
        "act": act,
        "to_authority": to_authority,
        "note": " ".join(note.split())[:500],
    }


def care_needed(*texts: str) -> list[str]:
    """The kinds of particulars that these texts seem to hold."""
    return list(dict.fromkeys(kind for text in texts for kind in kinds_in(text)))


def _check_texts(draft: Draft) -> None:
    for name, longest in LONGEST.items():
        if len(getattr(draft, name)) > longest:
            raise BadInput(f"Write at most {longest} characters.", name)
    if len(draft.need) > LONGEST_NEED:
        raise BadInput(f"Write at most {LONGEST_NEED} characters; this has {len(draft.need)}.", "need")
    if draft.risk not in RISKS:
        raise BadInput("Choose one of the risks, or none.", "risk")
    if draft.kind not in KINDS:
        raise BadInput("Choose how it is passed on.", "kind")
    found = care_needed(draft.need, *draft.answers, draft.needs)
    if found and not draft.is_sure:
        raise NeedsCare(f"The text seems to hold {' and '.join(found)}. Take it out, put it into its own field, or tick the box if it must be there.", "need")


def _check_kind(site, draft: Draft, queue, risk: str) -> None:
    if draft.kind == "cold":
        refusal = queues.cold_refusal(site, queue, risk, site.clock.now())
        if refusal:
            raise BadInput(refusal, "kind")
    if draft.kind == "warm" and not draft.accepted_by.strip():
        raise BadInput("Say which team took the caller. If nobody did, send it instead.", "accepted_by")
    if draft.kind == "electronic":
        _check_electronic(draft, queue, risk)


def _check_electronic(draft: Draft, queue, risk: str) -> None:
    if risk in WARM_ONLY:
        raise BadInput(f"{RISKS[risk]}: stay on the line and transfer warm. A queue is too slow for this.", "kind")
    if len(draft.need.split()) < 3:
        raise BadInput("Say in a sentence what the customer needs.", "need")
    for place, asked in enumerate(queue.asks):
        if place >= len(draft.answers) or not draft.answers[place].strip():
            raise BadInput(f"The queue needs to know: {asked}", f"answer-{place}")


def _row(site, actor, draft: Draft, target: Target, group: int, queue, risk: str, contact_id: int) -> dict:
    now = site.clock.now()
    schedule, day = schedule_of(site), local_day(now)
    accept_by, due_at = deadlines(site, target.authority.slug, queue.target, now)
    is_stub = risk == "safeguarding"  # its particulars belong in the social-care record alone
    texts = {name: "" if is_stub else " ".join(getattr(draft, name).split()) for name in LONGEST}
    answers = [] if is_stub else [{"asked": asked, "answer": answer.strip()[:500]} for asked, answer in zip(queue.asks, draft.answers, strict=False)]
    is_taken = draft.kind == "warm"
    return {
        **texts,
        "contact_id": contact_id,
        "kind": draft.kind,
        "status": ACCEPTED if is_taken else SENT,
        "version": 1,
        "service": draft.service,
        "place": draft.place,
        "why": target.why[:300],
        "risk": risk,
        "page": draft.page,
        "path": list(draft.path),
        "authority": target.authority.slug,
        "service_group": group,
        "first_authority": target.authority.slug,
        "sender_id": actor.id,
        "sender_name": actor.name,
        "sender_authority": actor.authority,
        "assigned_name": "",
        "need": "" if is_stub else draft.need.strip(),
        "answers": answers,
        "target": queue.target,
        "received_at": now,
        "accept_by": accept_by,
        "due_at": due_at,
        "accepted_at": now if is_taken else None,
        "paused_minutes": 0,
        "outcome": "",
        "outcome_note": "",
        "is_misdirected": False,
        "escalated": 0,
        "erase_details_on": schedule.erase_on("referral", day),
        "erase_on": schedule.erase_on("referral", day),
        "is_erased": False,
        "is_held": False,
    }


def _day(one: Referral) -> str:
    return f"{local_day(one.due_at):%-d %B}"
