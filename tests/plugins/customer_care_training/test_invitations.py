"""Invitations that calendar programs keep as one entry, the private feed, and reminders once for each key."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from sqlalchemy import update
from training_world import START

from extranet.errors import NotFound
from extranet.identity.tables import person as person_table
from extranet.mail.composing import compose
from extranet.mail.store import newest
from extranet.watching.reading import my_news
from extranet_plugins.customer_care_training.bookings import attendance, service
from extranet_plugins.customer_care_training.calendar import actions, ical, messages, store
from extranet_plugins.customer_care_training.events import actions as events
from extranet_plugins.customer_care_training.events.planning import MeetingPlan

LINK = "https://meet.example/secret-room"


def invitations(site, person):
    """Handed-out invitations, oldest first, read by the library and by plain lines."""
    messages.hand_out_due(site)
    found = [one for one in actions.my_messages(site, person) if one["kind"] == "invitation"]
    return [actions.entry_file(site, person, one["id"]) for one in sorted(found, key=lambda one: one["id"])]


def plain(text: bytes) -> dict[str, str]:
    """Property -> value of the one event, read without any library: unfolded lines, first colon outside quotes."""
    lines = re.sub(r"\r\n[ \t]", "", text.decode()).split("\r\n")
    inside = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    return {re.match(r"[A-Z-]+", line)[0]: re.split(r':(?=(?:[^"]*"[^"]*")*[^"]*$)', line, maxsplit=1)[1] for line in inside}


def check_form(text: bytes) -> None:
    """RFC 5545: CRLF only, lines of at most 75 octets, each of them whole letters."""
    assert text.endswith(b"\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    for line in text.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_one_uid_for_life_with_a_higher_sequence_at_every_change_and_a_new_uid_after_a_cancellation(world, site):
    (person,) = world.people(1)
    session = world.session(meetings=(MeetingPlan(START, START + timedelta(hours=2), place="Council chamber, first floor"),))
    booked = world.book(person, session)
    meeting = world.read(session).meetings[0]
    moved = START + timedelta(days=1)
    events.change_meeting(site, world.trainer, meeting.id, MeetingPlan(moved, moved + timedelta(hours=2)))
    service.cancel_booking(site, person, booked.id)
    again = world.book(person, session)
    made, changed, cancelled, anew = (plain(one) for one in invitations(site, person))
    assert (made["SEQUENCE"], changed["SEQUENCE"], cancelled["SEQUENCE"], anew["SEQUENCE"]) == ("0", "1", "2", "0")
    assert made["UID"] == changed["UID"] == cancelled["UID"] != anew["UID"]
    assert (made["DTSTART"], changed["DTSTART"]) == ("20261210T093000", "20261211T093000")
    assert made["LOCATION"] == r"Council chamber\, first floor"
    assert (changed["STATUS"], cancelled["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert again.id != booked.id
    methods = [icalendar.Calendar.from_ical(one)["METHOD"] for one in invitations(site, person)]
    assert methods == ["REQUEST", "REQUEST", "CANCEL", "REQUEST"]


def test_a_change_that_changes_nothing_sends_nothing(world, site):
    (person,) = world.people(1)
    session = world.session()
    world.book(person, session)
    meeting = world.read(session).meetings[0]
    events.change_meeting(site, world.trainer, meeting.id, MeetingPlan(meeting.start_utc, meeting.end_utc))
    assert len(invitations(site, person)) == 1


def test_the_text_is_as_the_standard_asks_whatever_people_are_called(site):
    entry = {
        "uid": "booking-1-m1@x", "sequence": 3, "state": "CONFIRMED", "summary": "Überraschung; \\ with, é\r\nATTENDEE:mailto:evil@x " + "ü" * 90,
        "start": "2026-10-27T09:30:00+00:00", "end": "2026-10-27T16:30:00+00:00", "location": "Room\r\nBEGIN:VALARM", "description": "One\nTwo, three",
        "url": "https://x.example/-/training/sessions/1", "organiser": None,
    }  # fmt: skip
    text = ical.message_text("REQUEST", entry, datetime(2026, 9, 1, 10, 15, tzinfo=UTC), ('Sam "the O\'Neil"\r\nX:1', "a@b.example"), ("Ann", "ann@b.example"))
    check_form(text)
    unfolded = re.sub(r"\r\n ", "", text.decode())
    assert unfolded.count("\r\nATTENDEE") == 1
    assert "\r\nBEGIN:VALARM" not in unfolded
    assert "DTSTART;TZID=Europe/London:20261027T093000\r\n" in unfolded
    assert "DTSTAMP:20260901T101500Z\r\n" in unfolded
    assert "DESCRIPTION:One\\nTwo\\, three\r\n" in unfolded
    assert "Sam ^'the O'Neil^' X:1" in unfolded
    event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    assert event["SUMMARY"].startswith("Überraschung; \\ with, é ATTENDEE")
    assert event.decoded("dtstart").astimezone(UTC) == datetime(2026, 10, 27, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("year", range(2000, 2038))
def test_our_zone_rule_is_the_zone_tables(year):
    zone = ical.london_zone().to_tz()
    for month, day, hour in ((1, 1, 0), (3, 24, 3), (4, 1, 0), (7, 1, 12), (10, 24, 0), (11, 1, 0), (12, 31, 23)):
        local = datetime(year, month, day, hour)
        assert local.replace(tzinfo=zone).utcoffset() == local.replace(tzinfo=ZoneInfo("Europe/London")).utcoffset()


def test_the_address_for_joining_is_in_no_entry_and_opens_for_the_confirmed_alone_near_the_time(world, site, clock):
    first, second = world.people(2)
    session = world.session(capacity=1, meetings=(MeetingPlan(START, START + timedelta(hours=1), join_url=LINK),))
    meeting = world.read(session).meetings[0]
    world.book(first, session)
    world.book(second, session)
    key = actions.make_feed(site, first)
    assert LINK.encode() not in b"".join(invitations(site, first)) + actions.feed(site, key)
    with pytest.raises(Exception, match="opens 15 minutes before"):
        attendance.join_address(site, first, meeting.id)
    clock.at = START - timedelta(minutes=15)
    assert attendance.join_address(site, first, meeting.id) == LINK
    with pytest.raises(NotFound):
        attendance.join_address(site, second, meeting.id)
    clock.at = START + timedelta(hours=1)
    with pytest.raises(Exception, match="closes at the end"):
        attendance.join_address(site, first, meeting.id)


def test_the_feed_names_nobody_and_keeps_cancelled_entries_for_thirty_days(world, site, clock):
    (person,) = world.people(1)
    booked = world.book(person, world.session())
    key = actions.make_feed(site, person)
    text = actions.feed(site, key)
    check_form(text)
    assert b"ATTENDEE" not in text
    assert b"METHOD:PUBLISH" in text
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H" in text
    service.cancel_booking(site, person, booked.id)
    assert b"STATUS:CANCELLED" in actions.feed(site, key)
    clock.move(days=31)
    assert b"VEVENT" not in actions.feed(site, key)


def test_a_new_feed_address_ends_the_old_one(world, site):
    (person,) = world.people(1)
    old = actions.make_feed(site, person)
    new = actions.make_feed(site, person)
    actions.feed(site, new)
    for wrong in (old, "", new[:-1]):
        with pytest.raises(NotFound):
            actions.feed(site, wrong)


def test_a_reminder_is_handed_out_once_by_four_workers_at_nine_two_working_days_before(world, site, clock):
    (person,) = world.people(1)
    world.book(person, world.session())
    messages.hand_out_due(site)
    clock.at = datetime(2026, 12, 8, 8, 59, tzinfo=UTC)
    assert messages.hand_out_due(site) == 0
    clock.move(minutes=1)
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: messages.hand_out_due(site), range(8))) == 1


def test_a_reminder_of_a_time_that_moved_is_never_handed_out(world, site, clock):
    (person,) = world.people(1)
    session = world.session()
    world.book(person, session)
    meeting = world.read(session).meetings[0]
    later = START + timedelta(days=7)
    events.change_meeting(site, world.trainer, meeting.id, MeetingPlan(later, later + timedelta(hours=2)))
    messages.hand_out_due(site)
    clock.at = START
    assert messages.hand_out_due(site) == 0
    clock.at = later - timedelta(days=1)
    assert messages.hand_out_due(site) == 1


def test_a_past_meeting_is_not_reminded_of_and_a_cancelled_place_neither(world, site, clock):
    first, second = world.people(2)
    session = world.session()
    world.book(first, session)
    booked = world.book(second, session)
    service.cancel_booking(site, second, booked.id)
    messages.hand_out_due(site)
    clock.at = START + timedelta(minutes=1)
    assert messages.hand_out_due(site) == 0


def test_who_gives_a_place_back_and_takes_it_again_has_one_reminder(world, site, clock):
    (person,) = world.people(1)
    session = world.session()
    booked = world.book(person, session)
    service.cancel_booking(site, person, booked.id)
    world.book(person, session)
    with site.db.reading() as connection:
        keys = [row["idempotency_key"] for row in store.due(connection, START) if row["kind"] == "reminder"]
    assert len(keys) == len(set(keys)) == 1


def test_entries_go_by_mail_as_calendar_programs_take_them_and_notices_are_news(world, site):
    (person,) = world.people(1)
    with site.db.writing() as tx:
        tx.execute(update(person_table).where(person_table.c.id == person.id).values(mail="learner@woking.example"))
    booked = world.book(person, world.session())
    messages.hand_out_due(site)
    service.cancel_booking(site, person, booked.id)
    messages.hand_out_due(site)
    with site.db.reading() as connection:
        letters = [letter for letter in newest(connection, ("waiting",), 10) if letter.kind == "training"]
    cancelled, made = (compose(site.settings, letter) for letter in letters)
    parts = [next(part for part in message.walk() if part.get_content_type() == "text/calendar") for message in (made, cancelled)]
    assert [part.get_param("method") for part in parts] == ["REQUEST", "CANCEL"]
    assert [icalendar.Calendar.from_ical(part.get_content())["METHOD"] for part in parts] == ["REQUEST", "CANCEL"]
    assert my_news(site, person)
    assert {one.kind for one in my_news(site, person)} == {messages.NEWS}
