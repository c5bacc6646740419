"""Syncs against real servers: whoever left loses access, and no fault of a server makes a leaver of anybody."""

from dataclasses import replace

import pytest

from extranet.identity import list_people, person_named, sign_in
from extranet.identity.model import SignedIn, SignInTry
from extranet.identity.recheck import recheck_people
from extranet.identity.sessions import find_session
from extranet.identity.sync_runs import DONE, FAILED, ask_for_sync, run_sync
from extranet.settings import replace_settings
from tests.slapd.fixtures import need_slapd
from tests.slapd.rig import Rig

PEOPLE_OF_THE_RIG_WITH_ROLES = 3


@pytest.fixture
def server():
    need_slapd()
    made = Rig(["woking"])
    yield made["woking"]
    made.close()


@pytest.fixture
def connected(site, server):
    return replace(site, settings=replace_settings(site.settings, directory={"woking": server.table()}), _parts={})


def sync(site):
    return run_sync(site, ask_for_sync(site, "woking", "tests", is_preview=False, leavers_allowed=1000))


def welcome(site, server, login="jsmith"):
    answer = sign_in(site, SignInTry("woking", login, server.person(login).password, "192.0.2.1"))
    assert isinstance(answer, SignedIn)
    return answer


def active(site):
    return {one.login for one in list_people(site, "woking") if one.is_active}


def test_people_with_roles_join_and_the_deleted_leave(connected, server):
    assert sync(connected).counts["joined"] == PEOPLE_OF_THE_RIG_WITH_ROLES
    server.remove("jsmith")
    assert sync(connected).counts["left"] == 1
    assert active(connected) == {"author", "obrien"}


def test_a_deleted_person_is_out_at_the_next_check(connected, server, clock):
    session = welcome(connected, server)
    server.remove("jsmith")
    clock.move(minutes=13)
    recheck_people(connected)
    assert find_session(connected, session.session_id) is None


def test_a_marriage_keeps_the_person(connected, server):
    before = welcome(connected, server).person
    server.rename("jsmith", "Juniper Jones", "jjones")
    assert sync(connected).counts["changed"] == 1
    after = person_named(connected, "woking", "jjones")
    assert (after.id, after.name, after.mail) == (before.id, "Juniper Jones", "jjones@woking.example")


def hang(server):
    server.pause()


def stop(server):
    server.stop()


def cut_rights(server):
    server.cut_rights()


def swap_certificate(server):
    server.use_certificate("foreign")


@pytest.mark.parametrize("fault", [hang, stop, cut_rights, swap_certificate], ids=lambda fault: fault.__name__)
def test_no_fault_of_the_server_makes_a_leaver(connected, server, clock, fault):
    session = welcome(connected, server)
    sync(connected)
    before = active(connected)
    fault(server)
    assert sync(connected).outcome == FAILED
    clock.move(minutes=13)
    recheck_people(connected)
    assert active(connected) == before
    assert find_session(connected, session.session_id) is not None
    server.resume() if fault is hang else None


def test_a_server_that_hangs_in_the_middle_of_a_list_changes_nobody(connected, server):
    sync(connected)
    before = active(connected)
    run_id = ask_for_sync(connected, "woking", "tests", is_preview=False, leavers_allowed=1000)
    run = run_sync(connected, run_id, progress=lambda done, of: server.pause() if done == 2 else None)
    server.resume()
    assert run.outcome == FAILED
    assert active(connected) == before


def test_a_list_that_the_server_cuts_off_counts_as_none(connected):
    """slapd stops at 500 entries, also page by page, and ldap3 does not say so by itself (spec: trap of paged_search)."""
    crowded = Rig(["woking"], crowd=600)
    try:
        site = replace(connected, settings=replace_settings(connected.settings, directory={"woking": crowded["woking"].table()}), _parts={})
        run = sync(site)
    finally:
        crowded.close()
    assert run.outcome == FAILED
    assert "sizeLimitExceeded" in run.sentence or "adminLimitExceeded" in run.sentence
    assert active(site) == set()


def test_many_people_are_read_page_by_page(connected):
    crowded = Rig(["woking"], crowd=450)
    try:
        site = replace(connected, settings=replace_settings(connected.settings, directory={"woking": crowded["woking"].table()}), _parts={})
        run = sync(site)
    finally:
        crowded.close()
    assert (run.outcome, run.counts["seen"], run.counts["joined"]) == (DONE, 459, 23)
