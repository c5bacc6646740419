"""The record of development: what the product itself records, what the person adds, and how it leaves as rows.

It is the person's own: nobody else reads it here.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from extranet.authorities import authority_by_slug
from extranet.errors import BadInput, NotFound
from extranet_plugins.customer_care_training.calendar.london import local_day
from extranet_plugins.customer_care_training.cpd import store
from extranet_plugins.customer_care_training.cpd.store import CpdEntry

COLUMNS = ("date", "activity", "provider", "type", "hours", "learning outcome", "reflection", "evidence link", "skill codes", "verified by")
OWN_KINDS = ("Reading", "Shadowing", "Visit", "Coaching", "Conference", "Course elsewhere", "Other")
LENGTHS = {"activity": 200, "provider": 200, "outcome": 400, "reflection": 4000, "evidence_url": 400, "skill_codes": 200}


def attendance_key(booking_id: int) -> str:
    return f"attendance:{booking_id}"


def record_attendance(tx, site, session, booking, minutes: int, by: str) -> None:
    """Attended, in full or in part: a line, or the same line again. Called in the transaction of the roll."""
    row = {
        "person_id": booking.person_id, "authority_id": booking.authority_id, "source_key": attendance_key(booking.id), "on_date": session.first_day,
        "activity": session.title, "provider": _name(site, session.authority_id), "kind": "Event", "minutes": minutes,
        "outcome": session.offering.outcome, "skill_codes": "", "verified_by": by,
    }
    store.keep_recorded(tx, row)


def forget_attendance(tx, booking) -> None:
    """The roll says otherwise now: the line goes."""
    store.remove_recorded(tx, booking.person_id, attendance_key(booking.id))


def record_course(tx, site, course, person_id: int, authority_id: str) -> None:
    """A course completed. Its events stand for themselves, so only the other requirements' minutes count here."""
    minutes = sum(one.minutes for one in course.requirements if not one.is_optional and one.kind != "event")
    store.keep_recorded(tx, {
        "person_id": person_id, "authority_id": authority_id, "source_key": f"course:{course.id}", "on_date": local_day(site.clock.now()),
        "activity": course.title, "provider": _name(site, course.authority_id), "kind": "Course", "minutes": minutes, "outcome": course.outcome,
        "skill_codes": "", "verified_by": "Recorded by the extranet",
    })  # fmt: skip


def _name(site, slug: str) -> str:
    found = authority_by_slug(site, slug)
    return found.name if found else slug


def my_record(site, actor) -> list[CpdEntry]:
    """The actor's record, newest first."""
    with site.db.reading() as connection:
        return store.entries(connection, actor.id)


def my_entry(site, actor, entry_id: int) -> CpdEntry:
    """One line of the actor's own record; NotFound for anybody else's."""
    with site.db.reading() as connection:
        found = store.entry_of(connection, actor.id, entry_id)
    if found is None:
        raise NotFound("There is no such entry in your record.")
    return found


def keep_entry(site, actor, entry_id: int | None, values: Mapping[str, str]) -> None:
    """Add a line of one's own or change it; of a recorded one only the reflection and the link can be changed."""
    known = my_entry(site, actor, entry_id) if entry_id is not None else None
    texts = _checked_texts(values)
    if known is not None and known.source_key is not None:
        row = {name: texts[name] for name in ("reflection", "evidence_url")}
    else:
        row = {**texts, **_checked_own(values, texts, site.clock.today())}
    with site.db.writing() as tx:
        if known is not None:
            store.set_entry(tx, known.id, **row)
        else:
            store.add_own(tx, {"person_id": actor.id, "authority_id": actor.authority, "source_key": None, "verified_by": "", **row})


def _checked_texts(values: Mapping[str, str]) -> dict[str, str]:
    texts = {name: str(values.get(name, "")).strip() for name in LENGTHS}
    for name, most in LENGTHS.items():
        if len(texts[name]) > most:
            raise BadInput(f"At most {most} characters fit here; this has {len(texts[name])}.", name)
    if texts["evidence_url"] and not texts["evidence_url"].startswith(("https://", "http://", "/")):
        raise BadInput("A link to evidence starts with https://.", "evidence_url")
    return texts


def _checked_own(values: Mapping[str, str], texts: Mapping[str, str], today: date) -> dict:
    try:
        on_date = date(*(int(values.get(f"on_date-{part}", "")) for part in ("year", "month", "day")))
    except ValueError as fault:
        raise BadInput("Give the date as day, month and year, such as 13 10 2026.", "on_date") from fault
    if on_date > today:
        raise BadInput("The record holds what was done; this date is still to come.", "on_date")
    if not texts["activity"]:
        raise BadInput("Say what it was.", "activity")
    return {"on_date": on_date, "kind": values.get("kind") if values.get("kind") in OWN_KINDS else "Other", "minutes": _minutes(values.get("hours", ""))}


def _minutes(hours: str) -> int:
    try:
        minutes = round(float(hours) * 60)
    except ValueError as fault:
        raise BadInput("Give the hours as a number, such as 1.5.", "hours") from fault
    if not 0 < minutes <= 60 * 100:
        raise BadInput("Give more than nought and at most 100 hours.", "hours")
    return minutes


def remove_entry(site, actor, entry_id: int) -> None:
    """Take a line of one's own away; recorded ones stay."""
    with site.db.writing() as tx:
        if not store.remove_own(tx, actor.id, entry_id):
            raise NotFound("Only entries that you wrote yourself can be taken away.")


def as_rows(entries: list[CpdEntry]) -> Iterator[tuple]:
    """The record as rows of COLUMNS: for CSV, and for the printed form."""
    for one in entries:
        yield (one.on_date.isoformat(), one.activity, one.provider, one.kind, one.hours, one.outcome, one.reflection, one.evidence_url,
               one.skill_codes, one.verified_by)
