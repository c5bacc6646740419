"""Working on a referral: one function for each act, each one transaction that only holds if nobody was first.

A clock runs from receipt to closing; only waiting for the customer stops it. A return to the right authority keeps it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from extranet.authorities import all_authorities, authority_by_slug
from extranet.errors import BadInput, Conflict, NotFound
from extranet.identity import list_people, record
from extranet_plugins.front_line_forum import access, outbox, store, tallies
from extranet_plugins.front_line_forum.calendars import deadlines, hours_of
from extranet_plugins.front_line_forum.detectors import kinds_in
from extranet_plugins.front_line_forum.model import REFERRAL_OUTCOMES, Referral
from extranet_plugins.front_line_forum.schedule import schedule_of
from extranet_plugins.front_line_forum.sending import step_row, url_of
from extranet_plugins.front_line_forum.states import ACT_WORDS, acts_in, state_after
from extranet_plugins.front_line_forum.working_time import LONDON, after_minutes, local_day, minutes_between

BATCH = 200
SHORTEST_REASON = 10


@dataclass(frozen=True)
class Work:
    """One act on a referral and what it needs: `note` a reason, `to` an authority or person, `outcome` how it ended.

    `version` is what the person had before their eyes; None asks for no such care.
    """

    act: str
    note: str = ""
    to: str = ""
    outcome: str = ""
    version: int | None = None


def referral_for(site, actor, referral_id: int, act: str = "read") -> Referral:
    """A referral this person may know of, the look being written down. NotFound otherwise."""
    with site.db.reading() as connection:
        one = store.referral_by_id(connection, referral_id)
    access.require(site, actor, "referral.read", one)
    row = {"at": site.clock.now(), "person_id": actor.id, "person_name": actor.name, "authority": actor.authority, "referral_id": one.id, "act": act}
    with site.db.writing() as tx:
        store.log_reading(tx, {**row, "erase_on": schedule_of(site).erase_on("audit", site.clock.today())})
    return one


def acts_open_to(site, actor, one: Referral) -> frozenset[str]:
    """What this person may do to the referral as it stands."""
    return access.acts_for(site, actor, one, acts_in(one.status))


def do(site, actor, referral_id: int, work: Work) -> Referral:
    """Do one act. Forbidden, NotFound, BadInput and Conflict say why not; after a Conflict nothing has changed."""
    if work.act not in _ACTS:
        raise NotFound("There is no such thing to do to a referral.")
    with site.db.writing() as tx:
        one = store.referral_by_id(tx, referral_id)
        _may(site, actor, one, work.act)
        _is_as_seen(tx, one, work)
        status = state_after(work.act, one.status, one.accepted_at is not None)
        note = _checked_note(work.note)
        values = _ACTS[work.act](tx, site, actor, one, work, note)
        if not store.change_referral(tx, one, {"status": status, **values}):  # on PostgreSQL a second writer comes so far
            _is_as_seen(tx, store.referral_by_id(tx, one.id), replace(work, version=one.version))
            raise Conflict("Somebody else changed this referral at the same moment; nothing of yours was stored. Look at it again.")
        store.add_step(tx, step_row(site, actor, one, work.act, str(values.get("authority", "")), note))
        outbox.mark_done(tx, site, actor, url_of(one.id))
        return store.referral_by_id(tx, one.id)


def colleagues(site, actor, one: Referral) -> list[tuple[int, str]]:
    """(id, name) of those of the actor's authority to whom it can be assigned."""
    held = access.standing_in(site, one.authority, one.place)
    return [(person.id, person.name) for person in list_people(site, held) if access.is_worker(site, person.as_actor(), held)]


def hold(site, actor, referral_id: int, is_held: bool) -> None:
    """Put a referral on legal hold, so that nothing erases it, or lift that. For administrators of an authority that may read it."""
    one = referral_for(site, actor, referral_id, "hold" if is_held else "release")
    access.require(site, actor, "queue.arrange", actor.authority)
    with site.db.writing() as tx:
        store.change_referral(tx, one, {"is_held": is_held})
        store.change_contact(tx, one.contact_id, {"is_held": is_held}, is_open=False)
        store.add_step(tx, step_row(site, actor, one, "hold" if is_held else "release"))
        record(tx, site, actor, "referral.held" if is_held else "referral.released", one.reference)


# --- what each act changes; each gives the columns to store -----------------------------------------------------------


def _accept(tx, site, actor, one, work, note) -> dict[str, Any]:
    if one.accepted_at is None and one.authority == one.first_authority and not one.is_misdirected:
        _tally_accepted(tx, one, +1)
    outbox.tell_person(tx, site, one.sender_id, f"{one.reference} was accepted", url_of(one.id))
    return {"accepted_at": site.clock.now(), "assigned_id": actor.id, "assigned_name": actor.name}


def _return(tx, site, actor, one, work, note) -> dict[str, Any]:
    to = authority_by_slug(site, work.to)
    if to is None or not to.is_current(site.clock.today()) or to.slug == one.authority:
        raise BadInput("Choose the authority it should have gone to.", "to")
    _reason(note, "Say why it belongs there.")
    if one.accepted_at is not None and one.authority == one.first_authority and not one.is_misdirected:
        _tally_accepted(tx, one, -1)
    accept_by, _due = deadlines(site, to.slug, one.target, site.clock.now())
    outbox.tell_role(tx, site, to.slug, "specialist", f"{one.reference} was passed to you as the right authority; its clock runs on", url_of(one.id))
    outbox.tell_person(tx, site, one.sender_id, f"{one.reference} went to {to.name} instead", url_of(one.id))
    return {"authority": to.slug, "accept_by": accept_by, "accepted_at": None, "assigned_id": None, "assigned_name": "", "is_misdirected": True, "escalated": 0}


def _ask_more(tx, site, actor, one, work, note) -> dict[str, Any]:
    _reason(note, "Say what is missing.")
    outbox.tell_person(tx, site, one.sender_id, f"{one.reference}: more is needed from you", url_of(one.id))
    return {}


def _answer_more(tx, site, actor, one, work, note) -> dict[str, Any]:
    _reason(note, "Write the answer.")
    outbox.tell_role(tx, site, one.authority, "specialist", f"{one.reference}: the sender answered", url_of(one.id))
    return {}


def _wait(tx, site, actor, one, work, note) -> dict[str, Any]:
    _reason(note, "Say what the customer was asked.")
    return {"paused_at": site.clock.now()}


def _resume(tx, site, actor, one, work, note) -> dict[str, Any]:
    return _clock_goes_on(site, one)


def _close(tx, site, actor, one, work, note) -> dict[str, Any]:
    if work.outcome not in REFERRAL_OUTCOMES or work.outcome == "withdrawn":
        raise BadInput("Choose how it ended.", "outcome")
    _reason(note, "Say in a sentence what was done: the sender reads it.")
    outbox.tell_person(tx, site, one.sender_id, f"{one.reference} is closed: {REFERRAL_OUTCOMES[work.outcome]}", url_of(one.id))
    return _ended(site, work.outcome, note)


def _withdraw(tx, site, actor, one, work, note) -> dict[str, Any]:
    _reason(note, "Say why it is no longer needed.")
    outbox.tell_role(tx, site, one.authority, "specialist", f"{one.reference} was withdrawn by its sender", url_of(one.id))
    return _ended(site, "withdrawn", note)


def _assign(tx, site, actor, one, work, note) -> dict[str, Any]:
    names = dict(colleagues(site, actor, one))
    if not work.to.isdecimal() or int(work.to) not in names:
        raise BadInput("Choose one of the specialists of your authority.", "to")
    outbox.tell_person(tx, site, int(work.to), f"{one.reference} was assigned to you", url_of(one.id))
    return {"assigned_id": int(work.to), "assigned_name": names[int(work.to)]}


_ACTS: Mapping[str, Callable[..., dict[str, Any]]] = {
    "accept": _accept,
    "return": _return,
    "ask_more": _ask_more,
    "answer_more": _answer_more,
    "wait": _wait,
    "resume": _resume,
    "close": _close,
    "withdraw": _withdraw,
    "assign": _assign,
}


# --- the clock's own acts --------------------------------------------------------------------------------------------


def escalate(site) -> int:
    """Tell the right people of referrals nobody accepted in time, and of those past their due time; how many.

    A second run finds nothing new: each stage is told once.
    """
    now, told = site.clock.now(), 0
    while True:
        with site.db.writing() as tx:
            late = [(one, 1) for one in store.not_accepted_in_time(tx, now, BATCH)] + [(one, 2) for one in store.overdue(tx, now, BATCH)]
            stages = {one.id: (one, stage) for one, stage in late}
            for one, stage in stages.values():
                _escalate(tx, site, one, stage)
        told += len(stages)
        if not stages:
            return told


def pass_on(site) -> int:
    """Give open referrals of ended authorities to their successors, clock and all; how many."""
    today = site.clock.today()
    ended = [one.slug for one in all_authorities(site) if one.valid_to is not None and one.valid_to < today]
    passed, last = 0, 0
    while ended:
        with site.db.writing() as tx:
            found = store.open_at(tx, ended, last, BATCH)
            passed += sum(_pass_on(tx, site, one) for one in found)
        if not found:
            break
        last = found[-1].id
    return passed


def _pass_on(tx, site, one: Referral) -> bool:
    """Give one referral to its successor; False when none is known."""
    to = access.standing_in(site, one.authority, one.place)
    if to == one.authority:
        return False
    state_after("pass_on", one.status)
    first = to if one.first_authority == one.authority else one.first_authority
    store.change_referral(tx, one, {"authority": to, "first_authority": first})
    store.add_step(tx, step_row(site, None, one, "pass_on", to))
    outbox.tell_role(tx, site, to, "specialist", f"{one.reference} came to you with its clock from an authority that ended", url_of(one.id))
    return True


def _escalate(tx, site, one: Referral, stage: int) -> None:
    store.change_referral(tx, one, {"escalated": stage})
    words = "nobody has accepted it in time" if stage == 1 else "it is past its due time"
    store.add_step(tx, step_row(site, None, one, "escalate", one.authority, words))
    role = "specialist" if stage == 1 else "authority_administrator"
    outbox.tell_role(tx, site, one.authority, role, f"{one.reference}: {words}", url_of(one.id))
    outbox.tell_person(tx, site, one.sender_id, f"{one.reference}: {words}", url_of(one.id))


# --- helpers ---------------------------------------------------------------------------------------------------------


def _may(site, actor, one: Referral | None, act: str) -> None:
    needed = "referral.answer" if act in access.WORKED_BY_SENDER else "referral.work"
    access.require(site, actor, needed, one)


def _is_as_seen(tx, one: Referral, work: Work) -> None:
    """Conflict, naming who was first, when the referral has moved on since the person looked at it."""
    if work.version is None or work.version == one.version:
        return
    last = store.steps(tx, one.id)[-1]
    who = last.actor_name or "The clock"
    raise Conflict(f"{who} was first: {ACT_WORDS[last.act].lower()} at {local_time(last.at)}. Nothing of yours was stored; look at the referral again.")


def local_time(moment) -> str:
    return f"{moment.astimezone(LONDON):%H:%M}"


def _checked_note(text: str) -> str:
    note = " ".join(text.split())
    if len(note) > 500:
        raise BadInput("Write at most 500 characters.", "note")
    found = kinds_in(note)
    if found:
        raise BadInput(f"The note seems to hold {found[0]}. Notes stay in the history longer than particulars may; leave it out.", "note")
    return note


def _reason(note: str, sentence: str) -> None:
    if len(note) < SHORTEST_REASON:
        raise BadInput(sentence, "note")


def _clock_goes_on(site, one: Referral) -> dict[str, Any]:
    hours = hours_of(site, one.authority)
    minutes = minutes_between(hours, one.paused_at, site.clock.now())
    due_at = after_minutes(hours, one.due_at, minutes) if minutes else one.due_at
    return {"due_at": due_at, "paused_at": None, "paused_minutes": one.paused_minutes + minutes}


def _ended(site, outcome: str, note: str) -> dict[str, Any]:
    today = local_day(site.clock.now())
    return {"closed_at": site.clock.now(), "outcome": outcome, "outcome_note": note, "erase_details_on": schedule_of(site).erase_on("details", today)}


def _tally_accepted(tx, one: Referral, by: int) -> None:
    contact = store.contact_by_id(tx, one.contact_id)
    if contact is not None:
        tallies.add(tx, contact, {"accepted": by})
