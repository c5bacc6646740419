"""Calendar entries as iCalendar text (RFC 5545, iTIP 5546, refresh by 7986, quoted names by 6868), made with `icalendar`.

One part holds one UID. Everything a person typed is made one line of plain text first, so nobody can write a property of their own.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vDuration

from extranet_plugins.customer_care_training.calendar.london import ZONE_NAME, to_local

PRODID = "-//Extranet//Customer care training 1.0//EN"
REFRESH = timedelta(hours=4)
KEPT_CANCELLED = timedelta(days=30)


def message_text(method: str, entry: Mapping, now: datetime, organiser: tuple[str, str], attendee: tuple[str, str]) -> bytes:
    """One invitation, change or cancellation for one person.

    `entry` as in the outbox: uid, sequence, state, summary, start, end, location, description, url. `organiser` and `attendee` are
    (name, mail address); a person without an address gets a name alone.
    """
    calendar = _calendar(method)
    event = _event(entry, now)
    event.add("organizer", _address(*organiser))
    person = _address(*attendee)
    person.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    event.add("attendee", person)
    calendar.add_component(event)
    return calendar.to_ical()


def feed_text(objects: Iterable[Mapping], now: datetime, name: str) -> bytes:
    """A person's feed: every entry of theirs, cancelled ones for 30 days; no attendees, nobody's name."""
    calendar = _calendar("PUBLISH")
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add("name", one_line(name))
    calendar.add("x-wr-calname", one_line(name))
    for one in objects:
        if one["state"] == "CONFIRMED" or one["changed_at"] + KEPT_CANCELLED > now:
            calendar.add_component(_event({**one["entry"], "uid": one["uid"], "sequence": one["sequence"], "state": one["state"]}, one["changed_at"]))
    return calendar.to_ical()


def one_line(text: str, longest: int = 250) -> str:
    """Plain text without line breaks or control characters."""
    kept = "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in str(text))
    return " ".join(kept.split())[:longest]


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(london_zone())
    return calendar


def _event(entry: Mapping, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry["uid"])
    event.add("dtstamp", stamp)
    event.add("sequence", entry["sequence"])
    event.add("status", entry["state"])
    event.add("summary", one_line(entry["summary"]))
    for name, key in (("dtstart", "start"), ("dtend", "end")):
        local = to_local(datetime.fromisoformat(entry[key]))
        event.add(name, local.replace(tzinfo=None), parameters={"TZID": ZONE_NAME})
    if entry["location"]:
        event.add("location", one_line(entry["location"], 600))
    if entry["description"]:
        event.add("description", "\n".join(one_line(line, 1000) for line in entry["description"].splitlines()))
    event.add("url", entry["url"])
    return event


def _address(name: str, mail: str) -> vCalAddress:
    """A calendar address; without a mail address one that cannot be written to (RFC 2606)."""
    address = vCalAddress(f"mailto:{one_line(mail) or 'unknown@example.invalid'}")
    address.params["CN"] = one_line(name)  # the library writes a quotation mark as RFC 6868 does
    return address


def london_zone() -> Timezone:
    """The rules of Europe/London since 1996, as every calendar program reads them without tables of its own."""
    zone = Timezone()
    zone.add("tzid", ZONE_NAME)
    zone.add_component(_rule(TimezoneDaylight(), datetime(1996, 3, 31, 1), 0, 1, "BST", 3))
    zone.add_component(_rule(TimezoneStandard(), datetime(1996, 10, 27, 2), 1, 0, "GMT", 10))
    return zone


def _rule(part, first: datetime, offset_before: int, offset_after: int, name: str, month: int):
    part.add("dtstart", first)
    part.add("tzoffsetfrom", timedelta(hours=offset_before))
    part.add("tzoffsetto", timedelta(hours=offset_after))
    part.add("tzname", name)
    part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
    return part
