"""Calendar entries in step with bookings: one UID for each booking and meeting, a higher SEQUENCE at every change."""

import hashlib
import json
from datetime import datetime

from extranet_plugins.customer_care_training.bookings.model import IN_CALENDAR
from extranet_plugins.customer_care_training.calendar import messages, store
from extranet_plugins.customer_care_training.venues import store as rooms
from extranet_plugins.customer_care_training.venues.model import FEATURES, ROOM, YES

CONFIRMED, CANCELLED = "CONFIRMED", "CANCELLED"


def uid_of(booking_id: int, meeting_id: int, host: str) -> str:
    """For life: a booking made again after a cancellation is another booking, and so has another UID."""
    return f"booking-{booking_id}-m{meeting_id}@{host.split(':')[0] or 'localhost'}"


def entries_of(connection, site, session) -> dict[int, dict]:
    """{meeting: what a calendar shows of it}, the same for everybody. The join link is never in it: it stands behind the session's address."""
    places = _places(connection, session)
    number = len(session.meetings)
    return {
        meeting.id: {
            "summary": session.title + (f" (day {index} of {number})" if number > 1 else ""),
            "start": meeting.start_utc.isoformat(),
            "end": meeting.end_utc.isoformat(),
            "location": (places.get(meeting.id, ("", ""))[0] or meeting.place or ("Online" if meeting.join_url else "")),
            "description": _description(session, meeting, places),
            "url": f"{site.settings.public_url.rstrip('/')}/-/training/sessions/{session.id}",
            "organiser": session.organiser_id,
        }
        for index, meeting in enumerate(session.meetings, start=1)
    }


def _places(connection, session) -> dict[int, tuple[str, str]]:
    """{meeting: (where, what is known of access)}."""
    uses = rooms.uses(connection, ROOM, session_id=session.id)
    known = {one.id: one for one in rooms.rooms(connection, {one.resource_id for one in uses})} if uses else {}
    found: dict[int, tuple[str, str]] = {}
    for one in uses:
        room = known[one.resource_id]
        where = ", ".join(filter(None, (room.name, room.venue.name, room.venue.address, room.venue.postcode)))
        has = ", ".join(FEATURES[code].lower() for code in FEATURES if code in room.features and room.features[code].answer == YES)
        before = found.get(one.meeting_id)
        found[one.meeting_id] = (f"{before[0]}; {where}" if before else where, has)
    return found


def _description(session, meeting, places) -> str:
    lines = [meeting.title, session.note]
    access = places.get(meeting.id, ("", ""))[1]
    if access:
        lines.append(f"At the place: {access}.")
    if meeting.join_url:
        lines.append("Join from the session's page, from 15 minutes before the start.")
    return "\n".join(line for line in lines if line)


def keep_in_step(tx, site, session, booking, entries: dict[int, dict], now: datetime, is_born: bool = False) -> None:
    """Bring this booking's entries up to date and put what changed in the outbox: REQUEST, or CANCEL for what ended.

    `is_born`: the booking was made in this transaction and has no entries yet.
    """
    before = {} if is_born else {one["meeting_id"]: one for one in store.objects_of(tx, [booking.id])}
    wanted = entries if booking.state in IN_CALENDAR else {}
    for meeting_id, entry in wanted.items():
        _request(tx, site, session, booking, meeting_id, entry, before.get(meeting_id), now)
    for meeting_id, old in before.items():
        if meeting_id not in wanted and old["state"] != CANCELLED:
            _cancel(tx, session, booking, old, now)


def _request(tx, site, session, booking, meeting_id, entry, old, now) -> None:
    digest = _digest(entry)
    if old is not None and old["state"] == CONFIRMED and old["last_hash"] == digest:
        return
    uid = old["uid"] if old else uid_of(booking.id, meeting_id, site.settings.public_host)
    row = _row(uid, booking, meeting_id, old["sequence"] + 1 if old else 0, digest, CONFIRMED, entry, now)
    _store_and_tell(tx, session, booking, row, "REQUEST", f"{'Changed' if old else 'Calendar entry'}: {entry['summary']}", now)


def _cancel(tx, session, booking, old, now) -> None:
    row = _row(old["uid"], booking, old["meeting_id"], old["sequence"] + 1, old["last_hash"], CANCELLED, old["entry"], now)
    _store_and_tell(tx, session, booking, row, "CANCEL", f"Cancelled: {old['entry']['summary']}", now)


def _row(uid, booking, meeting_id, sequence, digest, state, entry, now) -> dict:
    return {
        "uid": uid, "booking_id": booking.id, "meeting_id": meeting_id, "person_id": booking.person_id, "authority_id": booking.authority_id,
        "sequence": sequence, "last_hash": digest, "state": state, "entry": entry, "changed_at": now,
    }


def _store_and_tell(tx, session, booking, row, method: str, subject: str, now) -> None:
    store.keep_object(tx, row, is_new=row["sequence"] == 0)
    entry = {**row["entry"], "uid": row["uid"], "sequence": row["sequence"], "state": row["state"]}
    messages.put(tx, now, f"calendar:{row['uid']}:{row['sequence']}", messages.INVITATION, booking.person_id, booking.authority_id, subject,
                 session_id=session.id, booking_id=booking.id, meeting_id=row["meeting_id"], method=method, entry=entry, is_new=True)


def _digest(entry: dict) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()
