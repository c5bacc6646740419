"""What is put in front of people: invitations, notices and reminders, each exactly once.

A message is stored in the transaction of what it tells of, and handed out when it is due: it then stands on the person's My
training page, notices and reminders are told as news, and calendar entries go by mail to whoever has an address.
"""

from datetime import datetime, time

from extranet import watching
from extranet.identity import person_by_id
from extranet.mail import Letter, post
from extranet_plugins.customer_care_training.calendar import ical, store
from extranet_plugins.customer_care_training.calendar.london import local_day, moment_of
from extranet_plugins.customer_care_training.calendar.working_days import days_before

NOTICE, INVITATION, REMINDER = "notice", "invitation", "reminder"
NEWS = "customer_care_training.message"
NEWS_KIND = watching.NewsKind(NEWS, "Your courses: places, reminders, what is asked of you", "immediate")


def put(tx, now: datetime, key: str, kind: str, person_id: int, authority_id: str, subject: str, body: str = "", is_new: bool = False, **more) -> None:
    """Put one message in the outbox, due now unless `due_at` says otherwise. A key that is there already changes nothing.

    `is_new`: the caller knows that the key is not there, and nobody looks.
    """
    if not is_new and store.by_key(tx, key) is not None:
        return
    row = {
        "session_id": None, "booking_id": None, "meeting_id": None, "method": "", "entry": None, "due_at": now,
        "sent_at": None, "dropped_at": None, "seen_at": None, **more,
    }
    store.add_message(tx, {**row, "idempotency_key": key, "kind": kind, "person_id": person_id, "authority_id": authority_id,
                           "subject": subject[:200], "body": body, "made_at": now})


def reminder_key(session_id: int, meeting_id: int, person_id: int, sequence: int, kind: str = REMINDER) -> str:
    """One key for one reminder: a meeting that moves has a new sequence, and so a new key. Source: training.md 4."""
    return f"{session_id}:{meeting_id}:{person_id}:{kind}:{sequence}"


def reminder_due(start: datetime, working_days: int, holidays) -> datetime:
    """09:00 local, this many working days before the meeting's day."""
    return moment_of(days_before(local_day(start), working_days, "working_days", holidays), time(9))


def plan_reminders(tx, now: datetime, session, booking, working_days: int, holidays, is_born: bool = False) -> None:
    """Exactly the reminders this confirmed booking needs: one for each meeting, the older ones dropped.

    `is_born`: the booking was made in this transaction and has no older ones.

    One that would be due already is left out: the person has only just been told.
    """
    wanted = []
    for meeting in session.meetings:
        due = reminder_due(meeting.start_utc, working_days, holidays)
        if due > now:
            wanted.append(reminder_key(session.id, meeting.id, booking.person_id, meeting.sequence))
            _remind(tx, now, wanted[-1], due, session, meeting, booking)
    if not is_born:
        store.drop_reminders(tx, booking.id, now, wanted)


def _remind(tx, now, key, due, session, meeting, booking) -> None:
    earlier = store.by_key(tx, key)
    if earlier is not None:
        if earlier["sent_at"] is None:  # given back and taken again: the same reminder stands once more
            store.set_message(tx, earlier["id"], dropped_at=None, booking_id=booking.id, due_at=due)
        return
    put(tx, now, key, REMINDER, booking.person_id, booking.authority_id, f"Reminder: {session.title}", meeting.words,
        session_id=session.id, booking_id=booking.id, meeting_id=meeting.id, due_at=due, entry={"start": meeting.start_utc.isoformat()}, is_new=True)


def hand_out_due(site) -> int:
    """Hand out what is due, each message once however many workers do this; how many this one handed out.

    A reminder of a meeting that has begun is dropped.
    """
    now = site.clock.now()
    with site.db.reading() as connection:
        found = store.due(connection, now)
    return sum(_hand_out(site, one, now) for one in found)


def _hand_out(site, message, now: datetime) -> bool:
    with site.db.writing() as tx:
        if message["kind"] == REMINDER and datetime.fromisoformat(message["entry"]["start"]) <= now:
            store.drop(tx, message["id"], now)
            return False
        if not store.hand_out(tx, message["id"], now):
            return False
        _send(tx, site, message)
        return True


def _send(tx, site, message) -> None:
    """By mail for a calendar program, else as news; both go with the transaction that hands the message out."""
    if message["kind"] == INVITATION:
        _post_entry(tx, site, message)
        return
    url = f"/-/training/sessions/{message['session_id']}" if message["session_id"] else "/-/training/mine"
    watching.tell(tx, site, [message["person_id"]], NEWS, message["subject"], url, message["body"], key=message["idempotency_key"])


def _post_entry(tx, site, message) -> None:
    entry, person = message["entry"], person_by_id(site, message["person_id"])
    organiser = person_by_id(site, entry["organiser"]) if entry["organiser"] else None
    by = (organiser.name, organiser.mail) if organiser else (site.settings.site_name, "")
    calendar = ical.message_text(message["method"], entry, site.clock.now(), by, (person.name, person.mail)).decode()
    text = f"{message['subject']}\n\n{entry['description']}\n\n{entry['location']}\n{entry['url']}\n"
    post(tx, site, Letter(person.mail, message["subject"], text, "training", message["idempotency_key"], calendar=calendar))
