"""Whoever is signed in is looked up again in the background."""

import pytest

from extranet.identity import make_token, person_by_id
from extranet.identity.recheck import recheck_people
from extranet.identity.sessions import find_session
from extranet.identity.tokens import actor_for_token


@pytest.fixture
def woking(directories):
    return directories["woking"]


@pytest.fixture
def signed_in(attempt):
    return attempt("jsmith", "woking pass")


def later(site, clock, **duration):
    clock.move(**duration)
    recheck_people(site)


def test_a_deleted_person_is_out_within_a_quarter_of_an_hour(site, clock, woking, signed_in):
    secret = make_token(site, signed_in.person.as_actor(), "for tests", ("read",), 30)
    woking.remove("jsmith")
    woking.add("somebody", "pass")
    later(site, clock, minutes=13)
    assert find_session(site, signed_in.session_id) is None
    assert actor_for_token(site, secret) is None


def test_somebody_who_only_holds_a_token_is_looked_up_too(site, clock, woking, signed_in):
    secret = make_token(site, signed_in.person.as_actor(), "for tests", ("read",), 30)
    woking.remove("jsmith")
    woking.add("somebody", "pass")
    later(site, clock, hours=13)
    assert actor_for_token(site, secret) is None


def test_a_silent_directory_ends_no_session_before_half_a_day(site, clock, woking, signed_in):
    woking.is_silent = True
    later(site, clock, minutes=50)
    assert find_session(site, signed_in.session_id) is not None
    assert person_by_id(site, signed_in.person.id).is_active


def test_a_silent_directory_ends_every_session_after_half_a_day(site, clock, settings, woking, signed_in):
    woking.is_silent = True
    later(site, clock, hours=12, minutes=1)
    with site.db.reading() as connection:
        assert connection.exec_driver_sql("select count(*) from session").scalar() == 0


def test_a_hidden_canary_changes_nobody(site, clock, woking, signed_in):
    woking.people.clear()
    later(site, clock, minutes=13)
    assert find_session(site, signed_in.session_id) is not None


def test_a_new_group_is_felt_without_a_new_sign_in(site, clock, woking, signed_in):
    woking.regroup("jsmith", "heads")
    later(site, clock, minutes=13)
    assert person_by_id(site, signed_in.person.id).as_actor().has_role("authority_administrator")


def test_nobody_is_asked_for_twice_within_the_time(site, clock, woking, signed_in):
    later(site, clock, minutes=13)
    checked = person_by_id(site, signed_in.person.id).checked_at
    later(site, clock, minutes=5)
    assert person_by_id(site, signed_in.person.id).checked_at == checked
