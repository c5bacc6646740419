"""Make, change, move and cancel offerings and sessions: a session with its rooms, its trainers and everybody's calendars in one transaction."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta

from extranet.errors import BadInput, Conflict, NotFound
from extranet.identity import Person, person_by_id, record
from extranet.pages import page_titles, slug_from
from extranet_plugins.customer_care_training.bookings import approving, rules, service
from extranet_plugins.customer_care_training.bookings import store as bookings
from extranet_plugins.customer_care_training.bookings.desk import Desk, NoSuchSession
from extranet_plugins.customer_care_training.calendar import messages
from extranet_plugins.customer_care_training.calendar.london import ZONE_NAME, local_text
from extranet_plugins.customer_care_training.events import store
from extranet_plugins.customer_care_training.events.model import CANCELLED, DRAFT, OPEN, Meeting, Session
from extranet_plugins.customer_care_training.events.planning import MeetingPlan, SessionPlan, check_link, check_meetings, offering_row
from extranet_plugins.customer_care_training.rights import RUN, TEACH, require
from extranet_plugins.customer_care_training.venues import actions as venues
from extranet_plugins.customer_care_training.venues import store as uses
from extranet_plugins.customer_care_training.venues.model import TRAINER

# Offerings ----------------------------------------------------------------------------


def keep_offering(site, actor, slug: str | None, values: Mapping[str, str]) -> str:
    """Make an offering (slug None) or change it; its slug. BadInput names the field."""
    require(site, actor, TEACH)
    row = offering_row(values)
    if row["wiki_page"] and row["wiki_page"] not in page_titles(site, actor, [row["wiki_page"]]):
        raise BadInput(f"There is no page '{row['wiki_page']}' that you may read.", "wiki_page")
    with site.db.writing() as tx:
        known = store.offering_by_slug(tx, slug) if slug else None
        if known is None:
            slug = _free_slug(tx, row["title"])
            row |= {"slug": slug, "authority_id": actor.authority, "made_by": actor.id or None, "made_at": site.clock.now()}
        store.keep_offering(tx, known.id if known else None, row)
        record(tx, site, actor, "training.offering_saved", slug)
    return slug


def _free_slug(tx, title: str) -> str:
    wanted = slug = slug_from(title)
    number = 1
    while store.offering_by_slug(tx, slug) is not None:
        number += 1
        slug = f"{wanted[:56]}-{number}"
    return slug


# Sessions -----------------------------------------------------------------------------


def plan_session(site, actor, offering_slug: str, plan: SessionPlan, override_reason: str = "") -> int:
    """A session with all its meetings, rooms and trainers, or nothing at all; its id.

    Clash when a room or trainer is taken (an organiser may give a reason to book all the same); BadInput names a field.
    """
    require(site, actor, TEACH)
    check_meetings(plan.meetings)
    rules.check_shares(plan.capacity, plan.quotas, plan.reserve_until is not None)
    trainers = _trainers(site, {one for meeting in plan.meetings for one in meeting.trainers})
    with site.db.writing() as tx:
        offering = store.offering_by_slug(tx, offering_slug)
        if offering is None:
            raise NotFound("There is no such offering.")
        session_id = store.add_session(tx, {
            "offering_id": offering.id, "authority_id": actor.authority, "organiser_id": actor.id or None, "capacity": plan.capacity,
            "min_places": plan.min_places, "reserve_until": plan.reserve_until, "holds_requests": plan.holds_requests,
            "state": OPEN if plan.is_open else DRAFT, "note": plan.note,
        })  # fmt: skip
        store.keep_quotas(tx, session_id, dict(plan.quotas))
        for number, one in enumerate(sorted(plan.meetings, key=lambda each: each.start_utc), start=1):
            _add_meeting(tx, site, actor, session_id, number, one, trainers, override_reason)
        _note_override(tx, site, actor, session_id, override_reason)
    return session_id


def _trainers(site, ids: Iterable[int]) -> dict[int, Person]:
    found = {one: person_by_id(site, one) for one in ids}
    if any(person is None or not any(grant.role == "trainer" for grant in person.grants) for person in found.values()):
        raise BadInput("Choose trainers of the list: people who hold the role.", "trainers")
    return found


def _add_meeting(tx, site, actor, session_id: int, number: int, plan: MeetingPlan, trainers: Mapping[int, Person], override_reason: str) -> None:
    row = {
        "session_id": session_id, "number": number, "title": " ".join(plan.title.split())[:120], "place": " ".join(plan.place.split())[:300],
        "join_url": check_link(plan.join_url), "secret": secrets.token_hex(16), **_when(plan),
    }
    meeting = Meeting(id=store.add_meeting(tx, row), sequence=0, **row)
    venues.take_rooms(tx, site, actor, session_id, meeting, plan.rooms, override_reason)
    venues.take_trainers(tx, site, actor, session_id, meeting, [trainers[one] for one in plan.trainers], override_reason)


def _when(plan: MeetingPlan) -> dict:
    return {"start_utc": plan.start_utc, "end_utc": plan.end_utc, "tz": ZONE_NAME, "local_start": local_text(plan.start_utc)}


def _note_override(tx, site, actor, session_id: int, reason: str) -> None:
    if reason:
        record(tx, site, actor, "training.clash_overridden", f"session {session_id}", reason)


def change_meeting(site, actor, meeting_id: int, plan: MeetingPlan, override_reason: str = "") -> None:
    """Move a meeting, or change its place, link, rooms or trainers: all of it or nothing.

    A move raises the meeting's sequence: reminders of the old time are dropped, and every calendar is told.
    """
    trainers = _trainers(site, plan.trainers)
    with _desk_of_meeting(site, actor, meeting_id) as desk:
        old = desk.session.meeting(meeting_id)
        others = [one for one in desk.session.meetings if one.id != meeting_id]
        check_meetings([*others, plan])
        uses.release(desk.tx, [one.id for one in uses.uses(desk.tx, session_id=desk.session.id) if one.meeting_id == meeting_id])
        row = {"title": " ".join(plan.title.split())[:120], "place": " ".join(plan.place.split())[:300], "join_url": check_link(plan.join_url), **_when(plan)}
        moved = (old.start_utc, old.end_utc) != (plan.start_utc, plan.end_utc)
        store.set_meeting(desk.tx, meeting_id, sequence=old.sequence + moved, **row)
        desk.session = store.session_by_id(desk.tx, desk.session.id)
        meeting = desk.session.meeting(meeting_id)
        venues.take_rooms(desk.tx, site, actor, desk.session.id, meeting, plan.rooms, override_reason)
        venues.take_trainers(desk.tx, site, actor, desk.session.id, meeting, trainers.values(), override_reason)
        _note_override(desk.tx, site, actor, desk.session.id, override_reason)
        desk.touch_confirmed()


def add_meeting(site, actor, session_id: int, plan: MeetingPlan, override_reason: str = "") -> None:
    """One more meeting of a session; everybody's calendar gets it."""
    trainers = _trainers(site, plan.trainers)
    with service.open_desk(site, session_id) as desk:
        require(site, actor, RUN, approving.run_of(desk.tx, desk.session))
        check_meetings([*desk.session.meetings, plan])
        number = max((one.number for one in desk.session.meetings), default=0) + 1
        _add_meeting(desk.tx, site, actor, session_id, number, plan, trainers, override_reason)
        desk.session = store.session_by_id(desk.tx, session_id)
        desk.touch_confirmed()


def remove_meeting(site, actor, meeting_id: int) -> None:
    """Take a meeting out of its session with its rooms and trainers. The last one stays: cancel the session instead."""
    with _desk_of_meeting(site, actor, meeting_id) as desk:
        if len(desk.session.meetings) == 1:
            raise Conflict("This is the only meeting. Cancel the session instead.")
        uses.release(desk.tx, [one.id for one in uses.uses(desk.tx, session_id=desk.session.id) if one.meeting_id == meeting_id])
        store.remove_meeting(desk.tx, meeting_id)
        desk.session = store.session_by_id(desk.tx, desk.session.id)
        desk.touch_confirmed()


def _desk_of_meeting(site, actor, meeting_id: int):
    with site.db.reading() as connection:
        session_id = store.session_of_meeting(connection, meeting_id)
        session = store.session_by_id(connection, session_id) if session_id else None
        if session is None:
            raise NoSuchSession()
        require(site, actor, RUN, approving.run_of(connection, session))
    return service.open_desk(site, session_id)


def set_state(site, actor, session_id: int, is_open: bool, note: str) -> None:
    """Open a session for booking or close it again, and keep its note. Bookings stay as they are."""
    with service.open_desk(site, session_id) as desk:
        require(site, actor, RUN, approving.run_of(desk.tx, desk.session))
        if desk.session.state == CANCELLED:
            raise Conflict("A cancelled session stays cancelled. Make a new one.")
        if not is_open and any(desk.held.values()):
            raise Conflict("People have places in this session. Cancel it, or move them first.")
        note = note.strip()[:2000]
        store.set_session(desk.tx, session_id, state=OPEN if is_open else DRAFT, note=note)
        if note != desk.session.note:
            desk.session = store.session_by_id(desk.tx, session_id)
            desk.touch_confirmed()


def cancel_session(site, actor, session_id: int, reason: str) -> None:
    """The session does not take place: bookings, rooms, trainers and calendar entries go, and everybody is told why."""
    reason = " ".join(reason.split())
    if len(reason) < 5:
        raise BadInput("Say in a few words why the session does not take place; everybody who booked reads it.", "reason")
    with service.open_desk(site, session_id) as desk:
        require(site, actor, RUN, approving.run_of(desk.tx, desk.session))
        if desk.session.state == CANCELLED:
            return
        store.set_session(desk.tx, session_id, state=CANCELLED)
        service.end_all(desk, actor.id, f"The session does not take place: {reason}")
        uses.release(desk.tx, [one.id for one in uses.uses(desk.tx, session_id=session_id)])
        record(desk.tx, site, actor, "training.session_cancelled", f"session {session_id}", reason)


def take_over(site, actor, session_id: int) -> None:
    """Become the organiser of a session one may run: the organiser alone sees access needs."""
    with site.db.writing() as tx:
        desk = Desk(site, tx, session_id)
        require(site, actor, RUN, approving.run_of(tx, desk.session))
        store.set_session(tx, session_id, organiser_id=actor.id)
        record(tx, site, actor, "training.organiser_changed", f"session {session_id}")


# Asking ---------------------------------------------------------------------------------


def session_for(site, actor, session_id: int, is_run: bool = False) -> Session:
    """The session, if this actor may know of it; with `is_run`, if they may run it (Forbidden gives the reason)."""
    with site.db.reading() as connection:
        found = store.session_by_id(connection, session_id)
        if found is None or actor.is_guest:
            raise NoSuchSession()
        if is_run:
            require(site, actor, RUN, approving.run_of(connection, found))
        elif found.state == DRAFT and not approving.may_run(site, connection, actor, found):
            raise NoSuchSession()
    return found


def trainers_of(site, session: Session) -> dict[int, list[Person]]:
    """{meeting: its trainers}."""
    with site.db.reading() as connection:
        found = uses.uses(connection, TRAINER, session_id=session.id)
    named = {one.resource_id: person_by_id(site, one.resource_id) for one in found}
    return {meeting.id: [named[one.resource_id] for one in found if one.meeting_id == meeting.id] for meeting in session.meetings}


def remind_of_rolls(site) -> None:
    """Tell organisers of sessions that ended over a day ago without a roll: once for each session."""
    now = site.clock.now()
    with site.db.reading() as connection:
        ended = [one for one in store.sessions(connection, start=now - timedelta(days=30), end=now, states=[OPEN]) if one.end < now - timedelta(days=1)]
        missing = [one for one in ended if one.organiser_id and bookings.bookings(connection, one.id, states=["confirmed"])]
    for one in missing:
        with site.db.writing() as tx:
            messages.put(tx, now, f"roll:{one.id}", messages.NOTICE, one.organiser_id, one.authority_id, f"The roll is missing: {one.title}",
                         f"{one.words}. Nobody counts as absent until the roll says so.", session_id=one.id)
