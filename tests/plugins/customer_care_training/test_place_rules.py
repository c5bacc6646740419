"""The rules of places by themselves: who fits, who is next, how long an offer stands, what the roll makes of a booking."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extranet.errors import BadInput
from extranet_plugins.customer_care_training.bookings.rules import (
    Places,
    Quota,
    Waiting,
    check_shares,
    how_to_promote,
    next_to_promote,
    offer_ends,
    outcome_of,
)

START = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)  # a Thursday
AUTHORITIES = ("woking", "guildford", "surrey")


def test_a_place_kept_for_another_authority_is_not_given_away_before_the_release():
    places = Places(2, {"woking": 1}, {"guildford": Quota(1)}, are_shares_kept=True)
    assert not places.fits("woking")
    assert places.fits("guildford")
    assert Places(2, {"woking": 1}, {"guildford": Quota(1)}, are_shares_kept=False).fits("woking")


def test_no_authority_takes_more_than_its_most():
    places = Places(5, {"woking": 2}, {"woking": Quota(0, 2)})
    assert not places.fits("woking")
    assert places.fits("surrey")


def test_the_lowest_number_that_fits_is_next():
    places = Places(2, {"surrey": 1}, {"guildford": Quota(1)}, are_shares_kept=True)
    waiting = [Waiting(1, 9, "guildford"), Waiting(2, 4, "woking")]
    assert next_to_promote(waiting, places).seq == 9
    assert next_to_promote(waiting, Places(2, {"surrey": 1})).seq == 4
    assert next_to_promote(waiting, Places(1, {"surrey": 1})) is None


@given(
    st.integers(1, 8),
    st.dictionaries(st.sampled_from(AUTHORITIES), st.tuples(st.integers(0, 3), st.none() | st.integers(3, 6)), max_size=3),
    st.lists(st.sampled_from(AUTHORITIES), max_size=20),
    st.booleans(),
)
def test_however_people_come_capacity_limits_and_guarantees_hold(capacity, shares, comers, kept):
    quotas = {name: Quota(guaranteed, most) for name, (guaranteed, most) in shares.items()}
    if sum(one.guaranteed for one in quotas.values()) > capacity:
        quotas = {}
    places = Places(capacity, {}, quotas, kept)
    for authority in comers:
        if places.fits(authority):
            places = places.with_one(authority)
    assert places.taken <= capacity
    for name, quota in quotas.items():
        asked = comers.count(name)
        assert quota.max_places is None or places.held.get(name, 0) <= quota.max_places
        if kept:
            assert places.held.get(name, 0) >= min(quota.guaranteed, asked)
    if not kept:
        assert places.taken == min(capacity, len(comers)) or any(one.max_places is not None for one in quotas.values())


def test_far_away_a_place_is_given_near_it_is_offered_and_at_the_door_it_is_nobodys():
    assert how_to_promote(datetime(2026, 11, 25, 12, tzinfo=UTC), START, ()) == "confirm"
    assert how_to_promote(datetime(2026, 11, 26, 0, 30, tzinfo=UTC), START, ()) == "offer"  # five working days before
    assert how_to_promote(START - timedelta(hours=2, seconds=1), START, ()) == "offer"
    assert how_to_promote(START - timedelta(hours=2), START, ()) == "nobody"


def test_an_offer_stands_a_quarter_of_the_time_left_at_most_a_day_at_least_a_quarter_of_an_hour():
    assert offer_ends(START - timedelta(days=5), START) == START - timedelta(days=4)
    assert offer_ends(START - timedelta(hours=4), START) == START - timedelta(hours=3)
    assert offer_ends(START - timedelta(minutes=40), START) == START - timedelta(minutes=25)


def test_more_guaranteed_places_than_there_are_is_refused():
    check_shares(3, {"woking": Quota(1), "surrey": Quota(2)}, has_release=True)
    with pytest.raises(BadInput, match="4 places are guaranteed, but the session has only 3"):
        check_shares(3, {"woking": Quota(2), "surrey": Quota(2)}, has_release=True)
    with pytest.raises(BadInput, match="need a release date"):
        check_shares(3, {"woking": Quota(2)}, has_release=False)


@pytest.mark.parametrize(
    ("marks", "state"),
    [
        ([], "confirmed"), (["present", None], "confirmed"), ([None], "confirmed"), (["present", "present"], "attended"),
        (["absent", "absent"], "no_show"), (["present", "absent"], "partial"), (["part"], "partial"),
    ],
)  # fmt: skip
def test_nobody_is_absent_by_silence(marks, state):
    assert outcome_of(marks) == state
