"""The screens: what a learner, a manager and a trainer see and press; what is nobody else's business is on none of them."""

import csv
import io
import re
from datetime import timedelta

import pytest
from training_world import ADMIN_HERE, START, TRAINER

from extranet_plugins.customer_care_training.bookings import service
from extranet_plugins.customer_care_training.bookings.attendance import code_now, static_code
from extranet_plugins.customer_care_training.bookings.rules import Quota
from extranet_plugins.customer_care_training.calendar import messages
from extranet_plugins.customer_care_training.events.planning import MeetingPlan

BASE = "/-/training"
LINK = "https://meet.example/secret-room"
MEETING = {"date-day": "10", "date-month": "12", "date-year": "2026", "start": "09:30", "end": "16:00"}


def key_in(page):
    return re.search(r'name="request_key" value="([^"]+)"', page.text)[1]


def follow(client, answer, status=303):
    assert answer.status_code == status, answer.text[:2000]
    return client.get(answer.headers["Location"])


def test_a_learner_books_gives_back_and_books_again(world, signed_in):
    (person,) = world.people(1)
    session, client = world.session(), signed_in(person)
    form = client.get(f"{BASE}/sessions/{session}/book")
    assert "Book the place" in form.text
    assert "line manager" not in form.text
    page = follow(client, client.post(f"{BASE}/sessions/{session}/book", data={"request_key": key_in(form)}))
    assert "Confirmed" in page.text
    assert "until 23:59 on Friday 4 December 2026" in page.text
    booked = world.bookings(session)[0]
    page = follow(client, client.post(f"{BASE}/bookings/{booked.id}/cancel"))
    assert "Book a place" in page.text
    again = client.post(f"{BASE}/sessions/{session}/book", data={"request_key": key_in(form)})
    assert again.status_code == 303
    assert [one.state for one in world.bookings(session)] == ["cancelled"]  # the old form, sent again, is the old request


def test_a_form_that_is_not_complete_says_so_and_books_nothing(world, signed_in):
    (person,) = world.people(1)
    session = world.session()
    answer = signed_in(person).post(f"{BASE}/sessions/{session}/book", data={})
    assert answer.status_code == 422
    assert "Open the form again" in answer.text
    assert world.bookings(session) == []


def test_a_clash_is_told_and_can_be_accepted(world, signed_in):
    (person,) = world.people(1)
    world.book(person, world.session())
    client, other = signed_in(person), world.session()
    answer = client.post(f"{BASE}/sessions/{other}/book", data={"request_key": "a-long-enough-key"})
    assert answer.status_code == 409
    assert "At the same time there is already" in answer.text
    assert "Book all the same" in answer.text
    assert client.post(f"{BASE}/sessions/{other}/book", data={"request_key": "a-long-enough-key", "may_clash": "on"}).status_code == 303


def test_a_line_manager_is_asked_for_once_and_approves(world, signed_in):
    manager = world.person("Mara Manager")
    (person,) = world.people(1)
    session, client = world.session(offering=world.offering(needs_approval="on")), signed_in(person)
    form = client.get(f"{BASE}/sessions/{session}/book")
    assert "Your line manager" in form.text
    follow(client, client.post(f"{BASE}/sessions/{session}/book", data={"request_key": key_in(form), "manager": manager.id}))
    assert "Your line manager" not in client.get(f"{BASE}/sessions/{world.session(offering=world.offering(needs_approval='on'))}/book").text
    boss = signed_in(manager)
    assert "Person woking 0" in boss.get(f"{BASE}/approvals").text
    follow(boss, boss.post(f"{BASE}/bookings/{world.bookings(session)[0].id}/approve"))
    assert world.bookings(session)[0].state == "confirmed"


def test_an_offer_is_answered_from_the_sessions_page(world, site, clock, signed_in):
    session = world.session(capacity=1)
    first, second = world.people(2)
    booked, waits = world.book(first, session), world.book(second, session)
    client = signed_in(second)
    assert "0 people are before you" in client.get(f"{BASE}/sessions/{session}").text
    clock.at = START - timedelta(days=2)
    service.cancel_booking(site, first, booked.id)
    page = signed_in(second).get(f"{BASE}/sessions/{session}")
    assert "A place is yours if you take it by" in page.text
    client = signed_in(second)
    follow(client, client.post(f"{BASE}/bookings/{waits.id}/accept"))
    assert world.booking(waits.id).state == "confirmed"


def test_a_place_is_passed_on_to_a_colleague(world, signed_in):
    first, colleague = world.people(2)
    world.people(1, "guildford")
    session, client = world.session(), signed_in(first)
    booked = world.book(first, session)
    form = client.get(f"{BASE}/bookings/{booked.id}/substitute")
    assert "Person woking 1" in form.text
    assert "Person guildford" not in form.text
    follow(client, client.post(f"{BASE}/bookings/{booked.id}/substitute", data={"request_key": key_in(form), "person": colleague.id}))
    assert world.states(session)[colleague.id] == "confirmed"
    assert signed_in(colleague).get(f"{BASE}/bookings/{booked.id}/substitute").status_code == 404


def test_my_training_shows_what_is_ahead_messages_and_a_calendar_address_once(world, site, signed_in):
    (person,) = world.people(1)
    world.book(person, world.session())
    messages.hand_out_due(site)
    client = signed_in(person)
    page = client.get(f"{BASE}/mine")
    assert "You have a place: Difficult contacts" in page.text
    entry = client.get(re.search(r'href="(/-/training/messages/\d+\.ics)"', page.text)[1])
    assert entry.content_type == "text/calendar; charset=utf-8"
    assert b"METHOD:REQUEST" in entry.data
    made = client.post(f"{BASE}/calendar/feed")
    address = re.search(r"http://localhost(/-/training/feed\.ics\?key=[\w-]+)", made.text)[1]
    assert "feed.ics?key" not in client.get(f"{BASE}/mine").text
    visitor = client.application.test_client()
    feed = visitor.get(address)
    assert feed.status_code == 200
    assert visitor.get(address, headers={"If-None-Match": feed.headers["ETag"]}).status_code == 304
    assert visitor.get(address[:-3]).status_code == 404


def test_somebody_elses_invitation_is_not_there(world, site, signed_in):
    first, second = world.people(2)
    world.book(first, world.session())
    messages.hand_out_due(site)
    page = signed_in(first).get(f"{BASE}/mine")
    address = re.search(r'href="(/-/training/messages/\d+\.ics)"', page.text)[1]
    assert signed_in(second).get(address).status_code == 404


# The trainer ------------------------------------------------------------------------------


def test_a_trainer_makes_an_offering_and_a_weekly_session_over_the_change_of_clocks(world, clock, signed_in):
    clock.at = START - timedelta(days=70)
    client = signed_in(world.trainer)
    made = client.post(f"{BASE}/offerings/new", data={"title": "Calm voices", "summary": "Speaking calmly.", "minutes": "60", "is_open": "on"})
    follow(client, made)
    form = {**MEETING, "date-day": "13", "date-month": "10", "end": "10:30", "repeats": "4", "capacity": "8", "is_open": "on", "trainers": [world.trainer.id]}
    page = follow(client, client.post(f"{BASE}/offerings/calm-voices/sessions/new", data=form))
    assert "Tuesday 3 November 2026, 09:30 to 10:30" in page.text
    assert page.text.count("09:30 to 10:30") >= 4


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"date-day": "28", "date-month": "3", "date-year": "2027", "start": "01:30"}, "does not exist"),
        ({"start": "09:40"}, "not a quarter of an hour"),
        ({"date-day": "31", "date-month": "2"}, "day, month and year"),
        ({"date-year": "2025"}, "begins in the future"),
        ({"join_url": "http://meet.example"}, "starts with https://"),
        ({"capacity": "none"}, "whole number"),
    ],
)
def test_what_cannot_be_is_said_beside_the_box(world, signed_in, change, sentence):
    slug = world.offering()
    answer = signed_in(world.trainer).post(f"{BASE}/offerings/{slug}/sessions/new", data={**MEETING, "capacity": "8", **change})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_time_that_comes_twice_asks_which(world, clock, signed_in):
    clock.at = START - timedelta(days=80)
    slug, client = world.offering(), signed_in(world.trainer)
    night = {**MEETING, "date-day": "25", "date-month": "10", "start": "01:30", "end": "03:00", "capacity": "3"}
    asked = client.post(f"{BASE}/offerings/{slug}/sessions/new", data=night)
    assert "Which of the two" in asked.text
    assert client.post(f"{BASE}/offerings/{slug}/sessions/new", data={**night, "twice": "second"}).status_code == 303


def test_the_waiting_list_is_shown_in_order_to_those_who_run_the_session_alone(world, signed_in):
    session = world.session(capacity=1)
    for one in world.people(3):
        world.book(one, session)
    address = f"{BASE}/sessions/{session}/people"
    page = signed_in(world.trainer).get(address)
    listed = page.text[page.text.index("Waiting list") :]
    assert listed.index("Person woking 1") < listed.index("Person woking 2")
    assert "1 of 1 places taken" in page.text
    stranger = world.person("Tom Trainer", TRAINER, authority="guildford")
    for who in (stranger, world.people(1, "surrey")[0], world.person("Ada", ADMIN_HERE)):
        assert signed_in(who).get(address).status_code == 403
        assert signed_in(who).get(f"{address}.csv").status_code == 403
        shown = signed_in(who).get(f"{BASE}/sessions/{session}").text
        assert "Person woking" not in shown


def test_fewer_places_than_taken_asks_who_moves(world, signed_in):
    session = world.session(capacity=2)
    booked = [world.book(one, session) for one in world.people(2)]
    client = signed_in(world.trainer)
    answer = client.post(f"{BASE}/sessions/{session}/places", data={"capacity": "1"})
    assert answer.status_code == 409
    assert "Who goes back to the waiting list" in answer.text
    follow(client, client.post(f"{BASE}/sessions/{session}/places", data={"capacity": "1", "moves": [booked[0].id]}))
    assert world.booking(booked[0].id).state == "waiting"


def test_shares_are_set_with_a_release_date_and_shown_to_all(world, signed_in):
    session, client = world.session(capacity=5), signed_in(world.trainer)
    shares = {"capacity": "5", "kept-guildford": "2", "most-woking": "3"}
    assert "need a release date" in client.post(f"{BASE}/sessions/{session}/places", data=shares).text
    page = follow(client, client.post(f"{BASE}/sessions/{session}/places", data={**shares, "release-day": "1", "release-month": "12", "release-year": "2026"}))
    assert "Kept until Tuesday 1 December 2026" in page.text
    assert world.read(session).quotas == {"guildford": Quota(2), "woking": Quota(0, 3)}


def test_the_roll_is_taken_corrected_and_nobody_is_absent_by_silence(world, clock, signed_in):
    here, late, gone, unmarked = world.people(4)
    session = world.session(capacity=4)
    ids = {one.id: world.book(one, session).id for one in (here, late, gone, unmarked)}
    meeting = world.read(session).meetings[0].id
    clock.at = START + timedelta(hours=1)
    client = signed_in(world.trainer)
    assert "0 of 4 marked" in client.get(f"{BASE}/meetings/{meeting}/roll").text
    marks = {f"mark-{ids[here.id]}": "present", f"mark-{ids[late.id]}": "late", f"minutes-{ids[late.id]}": "20", f"mark-{ids[gone.id]}": "absent"}
    page = follow(client, client.post(f"{BASE}/meetings/{meeting}/roll", data=marks))
    assert "3 of 4 marked" in page.text
    assert world.states(session) == {here.id: "attended", late.id: "partial", gone.id: "no_show", unmarked.id: "confirmed"}
    assert "6.5" in signed_in(here).get(f"{BASE}/record").text
    follow(client, client.post(f"{BASE}/meetings/{meeting}/roll", data={f"mark-{ids[late.id]}": "late", f"minutes-{ids[late.id]}": "15"}))
    assert world.states(session)[late.id] == "attended"
    follow(client, client.post(f"{BASE}/meetings/{meeting}/roll", data={f"mark-{ids[here.id]}": "absent"}))
    assert "Difficult contacts" not in signed_in(here).get(f"{BASE}/record.csv").text


def test_a_roll_kept_in_a_file_is_taken_over_whole_or_not_at_all(world, clock, signed_in):
    session, (person,) = world.session(), world.people(1)
    world.book(person, session)
    meeting = world.read(session).meetings[0].id
    clock.at = START
    client = signed_in(world.trainer)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{BASE}/meetings/{meeting}/roll.csv").text)))
    assert rows[0]["name"] == "Person woking 0"

    def send(text):
        return client.post(f"{BASE}/meetings/{meeting}/roll.csv", data={"file": (io.BytesIO(text.encode()), "roll.csv")})

    assert send("nothing,of,it\n1,2,3\n").status_code == 422
    assert send(f"booking,status,minutes\n{rows[0]['booking']},asleep,\n").status_code == 422
    assert world.states(session)[person.id] == "confirmed"
    follow(client, send(f"booking,status,minutes\n{rows[0]['booking']},present,\n"))
    assert world.states(session)[person.id] == "attended"


def test_checking_in_by_the_code_on_the_wall_or_the_lasting_one(world, site, clock, signed_in):
    first, second, third = world.people(3)
    session = world.session(capacity=2)
    for one in (first, second, third):
        world.book(one, session)
    meeting = world.read(session).meetings[0]
    address = f"{BASE}/meetings/{meeting.id}/here"
    early = signed_in(first).post(address, data={"code": static_code(meeting)})
    assert early.status_code == 409
    clock.at = START - timedelta(minutes=10)
    seen = code_now(meeting, site.clock.now())
    clock.move(minutes=9)  # a slow sign-in later
    client = signed_in(first)
    assert seen in client.get(f"{address}?c={seen}").text
    follow(client, client.post(address, data={"code": seen}))
    assert world.states(session)[first.id] == "attended"
    clock.at = START + timedelta(minutes=40)
    assert signed_in(second).post(address, data={"code": seen}).status_code == 422
    client = signed_in(second)
    follow(client, client.post(address, data={"code": static_code(meeting).lower()}))
    assert world.states(session)[second.id] == "partial"
    assert signed_in(third).post(address, data={"code": static_code(meeting)}).status_code == 404
    picture = signed_in(world.trainer).get(f"{BASE}/meetings/{meeting.id}/code.svg?kind=static")
    assert picture.data.startswith(b"<svg xmlns=")
    assert static_code(meeting) in signed_in(world.trainer).get(f"{BASE}/meetings/{meeting.id}/sheet").text
    assert signed_in(first).get(f"{BASE}/meetings/{meeting.id}/code.svg").status_code == 403


def test_the_way_in_opens_near_the_time_for_those_with_a_place(world, clock, signed_in):
    (person,), (other,) = world.people(1), world.people(1, "surrey")
    session = world.session(meetings=(MeetingPlan(START, START + timedelta(hours=1), join_url=LINK),))
    world.book(person, session)
    join = f"{BASE}/meetings/{world.read(session).meetings[0].id}/join"
    page = signed_in(person).get(f"{BASE}/sessions/{session}")
    assert LINK not in page.text
    assert "Join now" not in page.text
    assert signed_in(person).get(join).status_code == 409
    clock.at = START - timedelta(minutes=10)
    assert "Join now" in signed_in(person).get(f"{BASE}/sessions/{session}").text
    assert signed_in(person).get(join).headers["Location"] == LINK
    assert signed_in(other).get(join).status_code == 404
    assert LINK not in signed_in(other).get(f"{BASE}/sessions/{session}").text


def test_access_needs_are_the_organisers_alone(world, signed_in):
    (person,) = world.people(1)
    session, client = world.session(), signed_in(person)
    form = client.get(f"{BASE}/sessions/{session}/book")
    sent = {"request_key": key_in(form), "needs": ["step_free"], "needs-note": "Wide wheelchair"}
    follow(client, client.post(f"{BASE}/sessions/{session}/book", data=sent))
    address = f"{BASE}/sessions/{session}/people"
    assert "Wide wheelchair" in signed_in(world.trainer).get(address).text
    colleague = world.person("Tom Trainer", TRAINER)
    shown = signed_in(colleague).get(address).text
    assert "Wide wheelchair" not in shown
    assert "step-free access" in shown
    assert "Wide wheelchair" not in signed_in(world.trainer).get(f"{address}.csv").text


def test_a_cancelled_session_tells_why_and_frees_everybody(world, site, signed_in):
    (person,) = world.people(1)
    session = world.session()
    world.book(person, session)
    client = signed_in(world.trainer)
    assert client.post(f"{BASE}/sessions/{session}/cancel", data={"reason": ""}).status_code == 422
    page = follow(client, client.post(f"{BASE}/sessions/{session}/cancel", data={"reason": "The trainer is ill."}))
    assert "does not take place" in page.text
    messages.hand_out_due(site)
    assert "The trainer is ill." in signed_in(person).get(f"{BASE}/mine").text


def test_a_session_that_is_not_open_is_known_only_to_those_who_run_it(world, signed_in):
    session = world.session(is_open=False)
    (person,) = world.people(1)
    assert signed_in(person).get(f"{BASE}/sessions/{session}").status_code == 404
    client = signed_in(world.trainer)
    follow(client, client.post(f"{BASE}/sessions/{session}/state", data={"is_open": "on"}))
    assert signed_in(person).get(f"{BASE}/sessions/{session}").status_code == 200


OVERVIEWS = ("", "/calendar?month=2026-12", "/calendar?view=month&month=2026-12", "/mine", "/record", "/rooms?places=2", "/contributions")


@pytest.mark.parametrize("address", OVERVIEWS)
def test_every_overview_stands_for_a_learner_and_a_trainer(world, signed_in, address):
    (person,) = world.people(1)
    session = world.session()
    world.book(person, session)
    for who in (person, world.trainer):
        page = signed_in(who).get(BASE + address)
        assert page.status_code == 200
        if "calendar" in address:
            assert "09:30" in page.text


def test_ones_own_entry_is_written_and_a_recorded_one_keeps_its_facts(world, clock, signed_in):
    session, (person, other) = world.session(), world.people(2)
    booked = world.book(person, session)
    clock.at = START + timedelta(hours=1)
    trainer = signed_in(world.trainer)
    trainer.post(f"{BASE}/meetings/{world.read(session).meetings[0].id}/roll", data={f"mark-{booked.id}": "present"})
    client = signed_in(person)
    entry = {"activity": "Shadowing at the desk", "on_date-day": "1", "on_date-month": "12", "on_date-year": "2026", "hours": "1.5"}
    follow(client, client.post(f"{BASE}/record/new", data=entry))
    assert "still to come" in client.post(f"{BASE}/record/new", data={**entry, "on_date-year": "2027"}).text
    recorded = re.search(r'href="(/-/training/record/\d+)">Difficult contacts', client.get(f"{BASE}/record").text)[1]
    follow(client, client.post(recorded, data={"reflection": "I listen longer.", "activity": "Something else", "hours": "99"}))
    rows = list(csv.DictReader(io.StringIO(client.get(f"{BASE}/record.csv").text)))
    assert [(row["activity"][:18], row["hours"], row["reflection"]) for row in rows] == [
        ("Difficult contacts", "6.5", "I listen longer."), ("Shadowing at the d", "1.5", "")
    ]  # fmt: skip
    assert signed_in(other).get(recorded).status_code == 404
    assert client.post(f"{recorded}/remove").status_code == 404


def test_contributions_count_what_was_given_and_used(world, clock, signed_in):
    guest, own = world.people(1, "guildford")[0], world.people(1)[0]
    session = world.session(meetings=(MeetingPlan(START, START + timedelta(hours=6), trainers=(world.trainer.id,)),))
    world.book(guest, session)
    world.book(own, session)
    clock.at = START + timedelta(days=1)
    rows = {row["authority"]: row for row in csv.DictReader(io.StringIO(signed_in(own).get(f"{BASE}/contributions.csv").text))}
    assert (rows["Woking"]["places given"], rows["Woking"]["trainer days given"], rows["Woking"]["own places used"]) == ("1", "1.0", "1")
    assert rows["Guildford"]["places used"] == "1"
