"""Rooms and trainers: no two uses at once, several or none, holds that end once, and rooms that suit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from training_world import START, TRAINER

from extranet.errors import NotFound
from extranet_plugins.customer_care_training.audit.planning import r1_overlaps
from extranet_plugins.customer_care_training.calendar import messages
from extranet_plugins.customer_care_training.calendar import store as calendar
from extranet_plugins.customer_care_training.events import actions as events
from extranet_plugins.customer_care_training.events.planning import MeetingPlan
from extranet_plugins.customer_care_training.venues import actions, finding, store, travel
from extranet_plugins.customer_care_training.venues.model import HOLD, ROOM, USED, Clash, Feature
from extranet_plugins.customer_care_training.venues.model import TRAINER as OF_TRAINER
from extranet_plugins.customer_care_training.venues.slots import quarters

HOUR = timedelta(hours=1)


@pytest.fixture
def room(world, site):
    """room(name, authority) makes one for 20 at round tables, without times for setting up; its id."""

    def make(name="Room A", authority="woking", features=(), **values):
        keeper = world.person(f"Keeper {authority} {name}", TRAINER, authority=authority)
        venue = actions.keep_venue(site, keeper, None, {"name": f"Offices {authority} {name}", "latitude": "51.3", "longitude": "-0.5"})
        return actions.keep_room(site, keeper, venue, None, {"name": name, **values}, {"cabaret": 20}, features)

    return make


def at(start, hours=1, **more):
    return MeetingPlan(start, start + hours * HOUR, **more)


def uses_of(site, kind, resource_id):
    with site.db.reading() as connection:
        return store.uses(connection, kind, [resource_id])


def test_a_taken_room_is_refused_and_touching_times_are_not(world, room):
    one = room()
    world.session(meetings=(at(START, rooms=(one,)),))
    with pytest.raises(Clash, match="Room A, Offices woking Room A is taken"):
        world.session(meetings=(at(START + HOUR / 2, rooms=(one,)),))
    world.session(meetings=(at(START + HOUR, rooms=(one,)),))


def test_setting_up_and_clearing_belong_to_the_time(world, room):
    one = room(setup_minutes="30", clear_minutes="15")
    world.session(meetings=(at(START, rooms=(one,)),))
    with pytest.raises(Clash):
        world.session(meetings=(at(START + HOUR, rooms=(one,)),))
    world.session(meetings=(at(START + HOUR + timedelta(minutes=45), rooms=(one,)),))


def test_several_rooms_and_meetings_are_taken_together_or_not_at_all(world, room, site):
    free, taken = room("Free"), room("Taken")
    world.session(meetings=(at(START, rooms=(taken,)),))
    with pytest.raises(Clash):
        world.session(meetings=(at(START - 24 * HOUR, rooms=(free,)), at(START, rooms=(free, taken))))
    assert uses_of(site, ROOM, free) == []


def test_a_trainer_is_in_one_place_and_not_while_away(world, site):
    tess = world.trainer
    world.session(meetings=(at(START, trainers=(tess.id,)),))
    with pytest.raises(Clash, match="Tess Trainer is not free"):
        world.session(meetings=(at(START, trainers=(tess.id,)),))
    actions.note_absence(site, tess, date(2027, 3, 1), date(2027, 3, 8))
    with pytest.raises(Clash):
        world.session(meetings=(at(START + timedelta(days=84), trainers=(tess.id,)),))  # 4 March
    with pytest.raises(Clash):
        actions.note_absence(site, tess, START.date(), START.date())


def test_an_organiser_with_a_reason_books_over_another_and_the_room_is_theirs_when_it_comes_free(world, room, site):
    one = room()
    first = world.session(meetings=(at(START, rooms=(one,)),))
    second = world.session()
    meeting = world.read(second).meetings[0]
    events.change_meeting(site, world.trainer, meeting.id, at(START, rooms=(one,)), override_reason="Both groups share the hall.")
    events.cancel_session(site, world.trainer, first, "Too few people.")
    with pytest.raises(Clash):
        world.session(meetings=(at(START, rooms=(one,)),))


def test_another_authoritys_room_is_held_until_its_owner_says_yes_and_the_hold_ends_once(world, room, site, clock):
    one = room("Chamber", "guildford")
    owner = world.person("Gus Guildford", TRAINER, authority="guildford")
    world.session(meetings=(at(START, rooms=(one,)),))
    (held,) = uses_of(site, ROOM, one)
    assert (held.state, held.expires_at.strftime("%d %H:%M:%S")) == (HOLD, "27 23:59:59")
    with pytest.raises(Clash):
        world.session(meetings=(at(START, rooms=(one,)),))
    assert [use.id for use in actions.held_for(site, owner)] == [held.id]
    clock.move(days=7)
    assert actions.expire_holds(site)
    assert not actions.expire_holds(site)
    with pytest.raises(NotFound, match="has ended"):
        actions.answer_hold(site, owner, held.id, True)
    world.session(meetings=(at(START, rooms=(one,)),))
    (held,) = uses_of(site, ROOM, one)
    actions.answer_hold(site, owner, held.id, True)
    assert uses_of(site, ROOM, one)[0].state == USED
    messages.hand_out_due(site)
    with site.db.reading() as connection:
        told = [row["subject"] for row in calendar.messages_for(connection, world.trainer.id)]
    assert told == ["The room is confirmed: Chamber, Offices guildford Chamber", "The hold on the room ran out: Chamber, Offices guildford Chamber"]


def test_many_at_once_get_one_room_once(world, room, site):
    one = room()
    offering = world.offering()

    def take(number):
        try:
            return world.session(offering=offering, meetings=(at(START + (number % 3) * HOUR / 2, rooms=(one,)),))
        except Clash:
            return None

    with ThreadPoolExecutor(8) as pool:
        made = [one for one in pool.map(take, range(24)) if one]
    assert 1 <= len(made) <= 2
    with site.db.reading() as connection:
        assert list(r1_overlaps(connection, site.clock.now())) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6), st.booleans()), min_size=1, max_size=12))
def test_whatever_is_taken_and_given_back_uses_never_overlap(site, world, wishes):
    taken = []
    with site.db.writing() as tx:
        for first, length, gives_back in wishes:
            start = START + first * HOUR / 4
            row = {
                "resource_kind": OF_TRAINER, "resource_id": 99, "start_utc": start, "end_utc": start + length * HOUR / 4, "state": USED, "expires_at": None,
                "session_id": None, "meeting_id": None, "authority_id": "woking", "note": "", "override_reason": "", "made_by": None, "made_at": START,
            }  # fmt: skip
            is_free = all(row["end_utc"] <= one[0] or one[1] <= start for one in taken)
            made = store.claim(tx, row)
            assert (made is not None) == is_free
            if made and gives_back:
                store.release(tx, [made])
            elif made:
                taken.append((start, row["end_utc"]))
        assert list(r1_overlaps(tx, START)) == []
        store.release(tx, [one.id for one in store.uses(tx, OF_TRAINER, [99])])


def test_touching_intervals_share_no_quarter():
    assert set(quarters(START, START + HOUR)).isdisjoint(quarters(START + HOUR, START + 2 * HOUR))
    assert len(quarters(START, START + HOUR)) == 4


def test_a_room_is_found_by_places_and_by_what_it_has_for_certain(world, room, site):
    sure = room("Sure", features=[Feature("hearing_loop", "yes", "", date(2026, 9, 1))])
    room("Unsure", features=[Feature("hearing_loop", "unknown")])
    near = finding.Wanted(places=12, layout="cabaret", features=("hearing_loop",), from_place=(51.3, -0.5))
    assert [one.room.id for one in finding.find_rooms(site, world.trainer, near)] == [sure]
    assert finding.find_rooms(site, world.trainer, finding.Wanted(places=21)) == []
    world.session(meetings=(at(START, rooms=(sure,)),))
    busy = finding.Wanted(features=("hearing_loop",), spans=((START, START + HOUR),))
    assert finding.find_rooms(site, world.trainer, busy) == []


def test_distance_is_the_straight_line():
    assert round(actions.kilometres((51.319, -0.559), (51.236, -0.57)), 1) == 9.3


# The way between two places -----------------------------------------------------------


@pytest.fixture
def far_rooms(world, site):
    """Two rooms 24 km apart as the crow flies, and one whose place is not on the map."""
    keeper = world.person("Keeper of rooms", TRAINER)
    spots = (("Near", "51.32", "-0.56"), ("Far", "51.32", "-0.215"), ("Somewhere", "", ""))
    venues = [actions.keep_venue(site, keeper, None, {"name": f"{name} House", "latitude": north, "longitude": east}) for name, north, east in spots]
    return [actions.keep_room(site, keeper, one, None, {"name": "Hall"}, {"cabaret": 20}, []) for one in venues]


def gaps_of(site, session):
    with site.db.reading() as connection:
        return travel.tight_gaps(connection, session)


def test_a_trainer_with_too_little_time_for_the_way_is_warned_of(world, site, far_rooms, signed_in):
    near, far, _unknown = far_rooms
    who = (world.trainer.id,)
    world.session(meetings=(at(START, rooms=(near,), trainers=who),))
    session = world.session(meetings=(at(START + 1.5 * HOUR, rooms=(far,), trainers=who),))
    (gap,) = gaps_of(site, session)
    assert (gap.leaves.name, gap.arrives.name, gap.minutes, gap.needed) == ("Near House", "Far House", 30, 51)
    words = "Tess Trainer has 30 minutes from Near House to Far House on Thu 10 Dec 2026 at 10:30; the way takes about 51."
    assert words in signed_in(world.trainer).get(f"/-/training/sessions/{session}").text
    assert words not in signed_in(world.person("Lou Learner")).get(f"/-/training/sessions/{session}").text


def test_enough_time_the_same_place_or_an_unknown_one_warn_of_nothing(world, site, far_rooms):
    near, far, unknown = far_rooms
    who = (world.trainer.id,)
    world.session(meetings=(at(START, rooms=(near,), trainers=who),))
    here = world.session(meetings=(at(START + HOUR, rooms=(near,), trainers=who),))
    nowhere = world.session(meetings=(at(START + 2 * HOUR, rooms=(unknown,), trainers=who),))
    later = world.session(meetings=(at(START + 4 * HOUR, rooms=(far,), trainers=who),))
    assert [gaps_of(site, one) for one in (here, nowhere, later)] == [[], [], []]


def test_the_meetings_of_one_session_are_compared_once(world, site, far_rooms):
    near, far, _unknown = far_rooms
    who = (world.trainer.id,)
    both = (at(START, rooms=(near,), trainers=who), at(START + HOUR, rooms=(far,), trainers=who))
    assert [one.minutes for one in gaps_of(site, world.session(meetings=both))] == [0]
