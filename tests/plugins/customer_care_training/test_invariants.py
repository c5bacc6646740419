"""Whatever people do in whatever order, the audit finds nothing; and each fault that is made on purpose is found alone."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from training_world import START

from extranet.errors import ExtranetError
from extranet_plugins.customer_care_training import looking_after
from extranet_plugins.customer_care_training.audit import checks
from extranet_plugins.customer_care_training.bookings import service, store
from extranet_plugins.customer_care_training.bookings.rules import Quota
from extranet_plugins.customer_care_training.cli import training

ACTS = ("book", "cancel", "accept", "refuse", "substitute", "wait", "places", "shares", "look")


def broken(site):
    return [one.check.id for one in checks.run(site) if one.violations]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(1, 3), st.integers(0, 2), st.booleans(),
    st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 7)), min_size=5, max_size=40),
)  # fmt: skip
def test_no_order_of_events_breaks_an_invariant(site, world, clock, capacity, guaranteed, is_near, acts):
    clock.at = START - (timedelta(days=4) if is_near else timedelta(days=12))
    people = people_once(world)
    quotas = {"guildford": Quota(min(guaranteed, capacity))} if guaranteed else {}
    session = world.session(capacity=capacity, quotas=quotas, reserve_until=START - timedelta(days=2))
    for act, who, other in acts:
        try:
            do(world, clock, session, act, people[who], people[other], other)
        except ExtranetError:
            continue
    looking_after.look_after(site)
    assert broken(site) == []
    fair_without_shares(world, site, session, quotas)


def people_once(world):
    if not hasattr(world, "crowd"):
        world.crowd = world.people(4) + world.people(4, "guildford")
    return world.crowd


def do(world, clock, session, act, person, other, number):
    """One thing that somebody does."""
    mine = next((one for one in world.bookings(session) if one.person_id == person.id and one.is_open), None)
    if act == "book":
        world.book(person, session, may_clash=True)
    elif act == "wait":
        clock.move(hours=number * 5)
    elif act == "look":
        looking_after.look_after(world.site)
    elif act == "places":
        service.change_places(world.site, world.trainer, session, max(1, number), 0, world.read(session).quotas, world.read(session).reserve_until)
    elif act == "shares":
        service.change_places(world.site, world.trainer, session, world.read(session).capacity, 0, {"woking": Quota(0, number)})
    elif mine is not None:
        {
            "cancel": lambda: service.cancel_booking(world.site, person, mine.id),
            "accept": lambda: service.accept_offer(world.site, person, mine.id),
            "refuse": lambda: service.refuse_offer(world.site, person, mine.id),
            "substitute": lambda: service.substitute(world.site, person, mine.id, other.id, f"s{next(world.keys)}", may_clash=True),
        }[act]()


def fair_without_shares(world, site, session, quotas):
    """B3: where there never were shares, whoever holds a place has a lower number than everybody who waits."""
    found = world.bookings(session)
    waiting = [one.seq for one in found if one.state == "waiting"]
    held = [one.seq for one in found if one.holds_place]
    if not quotas and not world.read(session).quotas and waiting and held and START - site.clock.now() > timedelta(hours=2):
        assert max(held) < min(waiting) or store_had_shares(site, session)


def store_had_shares(site, session):
    """Whether a limit was set at some time: people of another authority may then have passed."""
    noted = text("select count(*) from audit where act = 'training.places_changed' and thing = :thing")
    with site.db.reading() as connection:
        return connection.execute(noted, {"thing": f"session {session}"}).scalar() > 0


@pytest.fixture
def busy(world, site):
    """Two sessions with people in them, one of them full."""
    session = world.session(capacity=2, quotas={"woking": Quota(1)}, reserve_until=START - timedelta(days=3))
    people = world.people(3)
    for one in people:
        world.book(one, session)
    return session


B = "update customer_care_training_booking set"
FAULTS = {
    "B2": "update customer_care_training_session set confirmed = confirmed + 1",
    "B3": "update customer_care_training_session set seq = seq + 1",
    "B7": "delete from customer_care_training_booking_event where id = (select max(id) from customer_care_training_booking_event)",
    "Q2": "insert into customer_care_training_session_quota values (1, 'surrey', 3, null)",
    "T1": "update customer_care_training_meeting set local_start = '2026-12-10T08:30'",
    "O1": f"{B} hold_until = '2026-12-01 00:00:00' where state = 'confirmed'",
    "P1c": f"{B} authority_id = 'surrey' where state = 'waiting'",
    "M1": "update customer_care_training_outbox set sent_at = made_at, dropped_at = made_at where kind = 'reminder'",
    "I3": "delete from customer_care_training_calendar_object",
}


def test_a_clean_site_passes_the_audit_and_says_so(site, busy):
    result = CliRunner().invoke(training, ["audit"], obj=lambda: site)
    assert result.exit_code == 0
    assert "BROKEN" not in result.output


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found_and_only_it(site, busy, fault):
    with site.db.writing() as tx:
        tx.execute(text(FAULTS[fault]))
    assert broken(site) == [fault]
    result = CliRunner().invoke(training, ["audit", "--json"], obj=lambda: site)
    assert result.exit_code == 2


def test_a_place_left_idle_and_one_too_many_are_found(site, world, busy):
    with site.db.writing() as tx:
        tx.execute(text("update customer_care_training_session set capacity = 3"))
    assert broken(site) == ["B6"]
    with site.db.writing() as tx:
        tx.execute(text("update customer_care_training_session set capacity = 1"))
    assert broken(site) == ["B1"]


def test_a_promotion_past_a_lower_number_is_found(site, world, busy):
    with site.db.writing() as tx:
        last = store.bookings(tx, busy)[-1]
        row = {"booking_id": last.id, "session_id": busy, "at": site.clock.now(), "by": None, "seq": last.seq}
        first = store.bookings(tx, busy)[0]
        store.add_event(tx, {**row, "booking_id": first.id, "seq": first.seq, "from_state": "confirmed", "to_state": "waiting", "reason": ""})
        store.add_event(tx, {**row, "from_state": "waiting", "to_state": "confirmed", "reason": "promoted"})
        store.add_event(tx, {**row, "from_state": "confirmed", "to_state": "waiting", "reason": ""})
        store.add_event(tx, {**row, "booking_id": first.id, "seq": first.seq, "from_state": "waiting", "to_state": "confirmed", "reason": ""})
    assert broken(site) == ["B8"]
