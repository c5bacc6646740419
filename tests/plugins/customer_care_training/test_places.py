"""Places, from asking to coming: what each person gets, and that nobody else's turn is taken."""

from datetime import timedelta

import pytest
from training_world import ADMIN_HERE, START

from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet_plugins.customer_care_training.bookings import needs, service, store
from extranet_plugins.customer_care_training.bookings.desk import Desk
from extranet_plugins.customer_care_training.bookings.rules import Quota
from extranet_plugins.customer_care_training.bookings.service import LearnerClash


def test_the_first_come_have_places_and_the_rest_wait_in_order(world):
    session = world.session(capacity=2)
    found = [world.book(one, session) for one in world.people(4)]
    assert [one.state for one in found] == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [one.seq for one in found] == [1, 2, 3, 4]
    assert world.read(session).confirmed == 2


def test_the_same_request_sent_twice_is_one_booking(world):
    session, (person,) = world.session(), world.people(1)
    assert world.book(person, session, key="once") == world.book(person, session, key="once")
    assert len(world.bookings(session)) == 1


def test_a_second_request_for_the_same_session_is_refused(world):
    session, (person,) = world.session(), world.people(1)
    world.book(person, session)
    with pytest.raises(Conflict, match="already has a booking"):
        world.book(person, session)


def test_who_cancels_and_asks_again_comes_at_the_end(world):
    session = world.session(capacity=1)
    first, second, third = world.people(3)
    booked = world.book(first, session)
    world.book(second, session)
    world.book(third, session)
    service.cancel_booking(world.site, first, booked.id)
    again = world.book(first, session)
    assert again.seq == 4
    assert again.state == "waiting"
    assert world.states(session)[second.id] == "confirmed"


def test_a_place_given_back_goes_to_the_next_in_the_same_transaction(world, site, monkeypatch):
    session = world.session(capacity=1)
    first, second = world.people(2)
    booked, waits = world.book(first, session), world.book(second, session)

    def fall_over(self):
        raise RuntimeError("the process ends here")

    monkeypatch.setattr(Desk, "promote", fall_over)
    with pytest.raises(RuntimeError):
        service.cancel_booking(site, first, booked.id)
    assert world.booking(booked.id).state == "confirmed"
    monkeypatch.undo()
    service.cancel_booking(site, first, booked.id)
    assert world.booking(booked.id).state == "cancelled"
    assert world.booking(waits.id).state == "confirmed"
    assert world.booking(waits.id).seq == 2


def test_guaranteed_places_are_kept_until_the_release_date_and_given_away_after_it(world, site, clock):
    session = world.session(capacity=2, quotas={"guildford": Quota(1)}, reserve_until=START - timedelta(days=10))
    first, second = world.people(2)
    (guest,) = world.people(1, "guildford")
    world.book(first, session)
    late = world.book(second, session)
    assert late.state == "waiting"
    assert world.book(guest, session).state == "confirmed"
    other = world.session(capacity=2, start=START + timedelta(days=7), quotas={"guildford": Quota(1)}, reserve_until=START - timedelta(days=10))
    world.book(first, other)
    kept = world.book(second, other)
    assert kept.state == "waiting"
    clock.move(days=10)
    assert service.look_after(site)
    assert world.booking(kept.id).state == "confirmed"
    assert not service.look_after(site)


def test_near_the_start_a_free_place_is_offered_for_a_time_and_then_goes_on(world, site, clock):
    session = world.session(capacity=1)
    first, second, third = world.people(3)
    booked = world.book(first, session)
    offered, last = world.book(second, session), world.book(third, session)
    clock.move(days=17)  # Tuesday the 8th, 10:00: two days before
    service.cancel_booking(site, first, booked.id)
    assert world.booking(offered.id).state == "offered"
    assert world.booking(offered.id).hold_until == site.clock.now() + (START - site.clock.now()) / 4
    clock.move(hours=13)
    with pytest.raises(Conflict, match="has run out"):
        service.accept_offer(site, second, offered.id)
    assert world.booking(offered.id).state == "declined"
    assert world.booking(last.id).state == "offered"
    assert service.accept_offer(site, third, last.id).state == "confirmed"
    assert service.accept_offer(site, third, last.id).state == "confirmed"


def test_in_the_last_two_hours_nobody_is_promoted_but_the_trainer_fills_places_at_the_door(world, site, clock):
    session = world.session(capacity=1)
    first, second, newcomer = world.people(3)
    booked, waits = world.book(first, session), world.book(second, session)
    with pytest.raises(Conflict, match="at the door"):
        service.admit(site, world.trainer, waits.id)
    clock.at = START - timedelta(hours=1)
    service.cancel_booking(site, first, booked.id)
    assert world.booking(waits.id).state == "waiting"
    assert world.book(newcomer, session).state == "waiting"  # nobody jumps the list while a place is free
    assert service.admit(site, world.trainer, waits.id).state == "confirmed"


def test_a_confirmed_place_given_back_after_the_cut_off_is_late_and_a_wait_never_is(world, site, clock):
    session = world.session(capacity=1)
    first, second = world.people(2)
    booked, waits = world.book(first, session), world.book(second, session)
    clock.at = START - timedelta(days=2)
    service.cancel_booking(site, second, waits.id)
    service.cancel_booking(site, first, booked.id)
    assert world.booking(booked.id).state == "late_cancelled"
    assert world.booking(waits.id).state == "cancelled"


def test_a_request_waits_for_the_line_manager_and_takes_no_place_meanwhile(world, site):
    manager = world.person("Mara Manager")
    first, second = world.people(2)
    session = world.session(capacity=1, offering=world.offering(needs_approval="on"))
    with pytest.raises(BadInput, match="line manager"):
        world.book(first, session)
    asked = world.book(first, session, manager_id=manager.id)
    assert asked.state == "requested"
    other = world.book(second, session, manager_id=manager.id)
    with pytest.raises(Forbidden):
        service.approve(site, second, asked.id)
    assert service.approve(site, manager, other.id).state == "confirmed"
    late = service.approve(site, manager, asked.id)
    assert (late.state, late.seq) == ("waiting", 1)
    service.cancel_booking(site, second, other.id)
    assert world.booking(asked.id).state == "confirmed"


def test_a_request_may_hold_a_place_when_the_session_says_so(world, site):
    manager = world.person("Mara Manager")
    first, second = world.people(2)
    session = world.session(capacity=1, holds_requests=True, offering=world.offering(needs_approval="on"))
    asked = world.book(first, session, manager_id=manager.id)
    other = world.book(second, session, manager_id=manager.id)
    assert service.approve(site, manager, other.id).state == "waiting"
    service.decline(site, manager, asked.id, "Not this year.")
    assert world.booking(other.id).state == "confirmed"


def test_a_manager_books_for_staff_and_an_administrator_for_the_authority_only(world, site):
    administrator = world.person("Ada Administrator", ADMIN_HERE)
    (own,), (other,) = world.people(1), world.people(1, "guildford")
    session = world.session(capacity=5, offering=world.offering(needs_approval="on"))
    assert world.book(own, session, by=administrator).state == "confirmed"
    with pytest.raises(Forbidden):
        world.book(other, session, by=administrator)


def test_a_line_manager_is_a_colleague_and_is_not_changed_by_the_person(world, site):
    manager, other = world.person("Mara Manager"), world.person("Olaf Other")
    outside = world.person("Gil Guildford", authority="guildford")
    (person,) = world.people(1)
    session = world.session(capacity=5, offering=world.offering(needs_approval="on"))
    for wrong in (outside, person):
        with pytest.raises(BadInput, match="colleague of your own authority"):
            world.book(person, session, manager_id=wrong.id)
    booked = world.book(person, session, manager_id=manager.id)
    service.cancel_booking(site, person, booked.id)
    with pytest.raises(Forbidden, match="known already"):
        world.book(person, session, manager_id=other.id)


def test_a_colleague_takes_over_the_place_with_its_number(world, site, clock):
    session = world.session(capacity=1)
    first, second, colleague = world.people(3)
    (outside,) = world.people(1, "surrey")
    booked, _waits, also = world.book(first, session), world.book(second, session), world.book(colleague, session)
    clock.at = START - timedelta(days=1)  # after the cut-off: free until the start
    with pytest.raises(BadInput, match="same authority"):
        service.substitute(site, first, booked.id, outside.id, "s1")
    made = service.substitute(site, first, booked.id, colleague.id, "s2")
    assert (made.seq, made.state) == (1, "confirmed")
    assert service.substitute(site, first, booked.id, colleague.id, "s2") == made
    assert world.booking(booked.id).state == "substituted"
    assert world.booking(also.id).state == "cancelled"
    assert world.states(session)[second.id] == "waiting"


def test_a_substitute_is_checked_for_a_clash_of_their_own(world, site):
    session, other = world.session(), world.session()
    first, colleague = world.people(2)
    world.book(colleague, other)
    booked = world.book(first, session)
    with pytest.raises(LearnerClash):
        service.substitute(site, first, booked.id, colleague.id, "s1")
    assert service.substitute(site, first, booked.id, colleague.id, "s2", may_clash=True).state == "confirmed"


def test_two_sessions_at_once_are_refused_until_the_person_says_so_and_touching_ones_are_not(world):
    (person,) = world.people(1)
    world.book(person, world.session())
    at_once = world.session(start=START + timedelta(hours=6))
    with pytest.raises(LearnerClash, match="At the same time there is already: Difficult contacts"):
        world.book(person, at_once)
    assert world.book(person, at_once, may_clash=True).state == "confirmed"
    assert world.book(person, world.session(start=START + timedelta(hours=12, minutes=30))).state == "confirmed"


def test_fewer_places_than_taken_are_refused_unless_it_is_said_who_moves(world, site):
    session = world.session(capacity=2)
    first, second = world.people(2)
    one, two = world.book(first, session), world.book(second, session)
    with pytest.raises(Conflict, match="2 places are taken. Say which 1"):
        service.change_places(site, world.trainer, session, 1, 0, {})
    service.change_places(site, world.trainer, session, 1, 0, {}, moves=[one.id])
    assert (world.booking(one.id).state, world.booking(two.id).state) == ("waiting", "confirmed")
    service.change_places(site, world.trainer, session, 2, 0, {})
    assert world.booking(one.id).state == "confirmed"


def test_a_change_of_shares_takes_nobodys_place(world, site):
    session = world.session(capacity=2)
    for one in world.people(2):
        world.book(one, session)
    service.change_places(site, world.trainer, session, 2, 0, {"guildford": Quota(2), "woking": Quota(0, 1)}, START - timedelta(days=3))
    assert list(world.states(session).values()) == ["confirmed", "confirmed"]
    with pytest.raises(BadInput, match="3 places are guaranteed"):
        service.change_places(site, world.trainer, session, 2, 0, {"guildford": Quota(3)}, START - timedelta(days=3))


def test_another_authoritys_booking_is_not_there(world, site):
    session = world.session()
    booked = world.book(world.people(1)[0], session)
    stranger = world.person("Ada Elsewhere", ADMIN_HERE, authority="guildford")
    with pytest.raises(NotFound):
        service.cancel_booking(site, stranger, booked.id)


def test_the_log_tells_every_change_in_order(world, site):
    session = world.session(capacity=1)
    first, second = world.people(2)
    booked = world.book(first, session)
    world.book(second, session)
    service.cancel_booking(site, first, booked.id, "Ill.")
    with site.db.reading() as connection:
        told = [(one.from_state, one.to_state, one.seq, one.reason) for one in store.events(connection, session)]
    assert told == [("", "confirmed", 1, ""), ("", "waiting", 2, ""), ("confirmed", "cancelled", 1, "Ill."), ("waiting", "confirmed", 2, "promoted")]


def test_access_needs_are_forgotten_thirty_days_after_the_session_and_with_the_booking(world, site, clock):
    session = world.session()
    first, second = world.people(2)
    world.book(first, session, needs={"step_free": "Wheelchair"})
    booked = world.book(second, session, needs={"hearing_loop": ""})
    service.cancel_booking(site, second, booked.id)
    with site.db.reading() as connection:
        assert store.need_codes(connection, session) == ["step_free"]
    clock.at = START + timedelta(days=29)
    assert needs.forget_old_needs(site) == 0
    clock.move(days=2)
    assert needs.forget_old_needs(site) == 1


def test_a_session_that_has_begun_takes_no_bookings(world, clock):
    session, (person,) = world.session(), world.people(1)
    clock.at = START
    with pytest.raises(Conflict, match="has begun"):
        world.book(person, session)
