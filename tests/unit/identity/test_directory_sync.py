"""Joiners, changes and leavers; and everything that must not make a leaver of anybody."""

import pytest

from extranet.actor import Grant
from extranet.identity import audit_entries, disable_person, grant, list_people, make_token, person_by_id, person_named
from extranet.identity.handovers import open_handovers
from extranet.identity.sessions import open_session, sessions_of
from extranet.identity.sync_runs import BRAKED, DONE, FAILED, ask_for_sync, run_sync, run_wanted
from extranet.identity.tokens import actor_for_token

HEAD = Grant("authority_administrator", "authority", "woking")


@pytest.fixture
def woking(directories):
    return directories["woking"]


@pytest.fixture
def sync(site, directories):
    def run(is_preview=False, leavers_allowed=0, authority="woking"):
        return run_sync(site, ask_for_sync(site, authority, "tests", is_preview, leavers_allowed))

    return run


@pytest.fixture
def staff(woking, sync):
    """Twenty people with a role, all known here."""
    for number in range(20):
        woking.add(f"person{number}", "pass", f"Person {number}", ("advisers",))
    sync()
    return woking


def left(site):
    return {one.login for one in list_people(site, "woking") if not one.is_active}


def test_somebody_new_with_a_role_joins_before_their_first_sign_in(site, woking, sync):
    woking.add("rose", "pass", "Rose Joiner", ("heads",))
    run = sync()
    assert ("joined", "Rose Joiner") in [line[:2] for line in run.lines]
    assert HEAD in person_named(site, "woking", "rose").grants


def test_somebody_new_without_a_role_gets_no_record(site, woking, sync):
    woking.add("clerk", "pass", "Clerk Elsewhere")
    sync()
    assert "clerk" not in {one.login for one in list_people(site, "woking")}


def test_a_preview_says_everything_and_changes_nothing(site, woking, sync):
    run = sync(is_preview=True)
    assert run.counts["joined"] == 1
    assert list_people(site) == []


def test_a_leaver_loses_session_token_and_roles_at_once(site, staff, sync):
    person = person_named(site, "woking", "person3")
    open_session(site, person.id, "192.0.2.1", "tests")
    secret = make_token(site, person.as_actor(), "for tests", ("read",), 30)
    staff.remove("person3")
    sync()
    assert left(site) == {"person3"}
    assert sessions_of(site, person.as_actor()) == []
    assert actor_for_token(site, secret) is None
    assert person_by_id(site, person.id).grants == frozenset()


def test_an_account_that_the_directory_closed_is_a_leaver_too(site, woking, attempt, sync):
    attempt("jsmith", "woking pass")
    woking.remove("jsmith")
    woking.add("jsmith", "woking pass", "Juniper Smith", ("advisers",), is_barred=True)
    sync()
    assert left(site) == {"jsmith"}


def test_a_leaver_who_comes_back_is_the_same_person_again(site, staff, sync):
    before = person_named(site, "woking", "person3")
    gone = next(one for one in staff.people if one.known.login == "person3")
    staff.remove("person3")
    sync()
    staff.people.append(gone)
    run = sync()
    assert [line[0] for line in run.lines] == ["back"]
    assert person_by_id(site, before.id).is_active
    assert person_by_id(site, before.id).grants == before.grants


def test_somebody_switched_off_by_hand_stays_off(site, staff, sync):
    person = person_named(site, "woking", "person3")
    disable_person(site, None, person.id)
    sync()
    assert person_by_id(site, person.id).state == "admin_blocked"


def test_a_role_given_by_hand_survives_a_sync(site, staff, sync):
    person = person_named(site, "woking", "person3")
    given = Grant("author", "group", "front-line-forum")
    grant(site, None, person.id, given)
    staff.regroup("person3", "heads")
    sync()
    assert given in person_by_id(site, person.id).grants
    assert HEAD in person_by_id(site, person.id).grants


def test_changed_groups_and_names_are_felt_at_the_next_sync(site, staff, sync):
    person = person_named(site, "woking", "person3")
    staff.regroup("person3", "heads")
    run = sync()
    assert [line[0] for line in run.lines] == ["changed"]
    assert HEAD in person_by_id(site, person.id).grants


def test_a_second_sync_finds_nothing_to_do(staff, sync):
    assert sync().lines == ()


def test_more_than_five_of_a_few_leaving_at_once_stops_the_sync(site, staff, sync):
    for number in range(6):
        staff.remove(f"person{number}")
    run = sync()
    assert run.outcome == BRAKED
    assert "6 of 21 people would lose their access, and at most 5 may at once" in run.sentence
    assert left(site) == set()


def test_they_leave_when_somebody_says_that_they_have(site, staff, sync):
    for number in range(6):
        staff.remove(f"person{number}")
    assert sync(leavers_allowed=6).outcome == DONE
    assert len(left(site)) == 6


def test_a_silent_directory_changes_nobody(site, staff, sync):
    staff.is_silent = True
    run = sync()
    assert run.outcome == FAILED
    assert "nothing was changed" in run.sentence
    assert left(site) == set()


def test_a_directory_that_seems_empty_changes_nobody(site, staff, sync):
    staff.people.clear()
    assert sync(leavers_allowed=1000).outcome == FAILED
    assert left(site) == set()


def test_somebody_who_is_missing_in_the_list_but_found_by_id_stays(site, staff, sync):
    everyone = staff.everyone
    staff.everyone = lambda now, progress=None: everyone(now)[:-1]
    assert sync().lines == ()
    assert left(site) == set()


def test_other_authorities_are_not_touched(site, staff, attempt, sync):
    attempt("jsmith", "guildford pass", "guildford")
    sync()
    assert person_named(site, "guildford", "jsmith").is_active


def test_what_only_the_leaver_looked_after_becomes_a_task(site, woking, sync):
    woking.add("rose", "pass", "Rose Head", ("heads",))
    sync()
    woking.remove("rose")
    sync()
    sentences = {one.sentence for one in open_handovers(site, ["woking"])}
    assert sentences == {
        "Rose Head was the last administrator of woking. Give somebody the role.",
        "Rose Head was the last approver of Front Line Forum. Give somebody the role.",
    }


def test_nothing_is_raised_while_somebody_else_holds_the_role(site, woking, sync):
    woking.add("rose", "pass", "Rose Head", ("heads",))
    woking.add("reed", "pass", "Reed Head", ("heads",))
    sync()
    woking.remove("rose")
    sync()
    assert open_handovers(site, None) == []


def test_every_sync_is_in_the_audit_log(site, staff, sync):
    sync()
    entry = audit_entries(site)[0]
    assert (entry["act"], entry["authority"]) == ("directory.synced", "woking")


def test_the_jobs_process_runs_what_was_asked_for_on_the_page(site, directories):
    ask_for_sync(site, "woking", "Ann Oakley", is_preview=False)
    assert run_wanted(site)
    assert not run_wanted(site)
    assert person_named(site, "woking", "jsmith").is_active
