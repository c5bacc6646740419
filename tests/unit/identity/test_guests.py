"""Guests of partner bodies: invited by a group, limited to it, until a day."""

from datetime import date

import pytest

from extranet.actor import Grant
from extranet.errors import BadInput, Forbidden, NotFound
from extranet.identity import actor_by_id, grant, second_factor
from extranet.identity.guests import (
    Invitation,
    begin_as_guest,
    change_guest_end,
    confirm_app,
    end_guest,
    guests_of,
    invite_guest,
    new_guest_code,
    own_key,
    prepare_app,
    remove_app,
)
from extranet.identity.local_sign_in import local_sign_in
from extranet.identity.model import GUEST, SignedIn, SignInRefused, SignInTry
from extranet.identity.sessions import find_session
from extranet.rights import reading_keys

PASSWORD = "four quiet words here"


@pytest.fixture
def approver(person):
    return person("Ann Oakley", "woking", ("approver", "group", "front-line-forum"))


def invitation(**changes):
    given = {"group": "front-line-forum", "name": "Gale Partner", "mail": "gale@partner.example", "body": "A partner body", "ends_on": date(2027, 1, 31)}
    return Invitation(**(given | changes))


@pytest.fixture
def code(site, approver, directories):
    return invite_guest(site, approver, invitation())


def begin(site, code, password=PASSWORD, mail="gale@partner.example"):
    begin_as_guest(site, SignInTry(GUEST, mail, password, "198.51.100.7"), code)


def enter(site, password=PASSWORD, code="", mail="Gale@partner.example"):
    return local_sign_in(site, GUEST, SignInTry("", mail, password, "198.51.100.7"), code)


@pytest.fixture
def guest(site, code):
    begin(site, code)
    return guests_of(site, "front-line-forum")[0]


def test_a_guest_sets_a_password_with_the_code_and_signs_in(site, code):
    begin(site, code.lower())
    assert isinstance(enter(site), SignedIn)


def test_a_guest_reads_what_is_public_and_what_is_the_groups_and_nothing_else(guest):
    assert reading_keys(guest.as_actor()) == {"public", "group:front-line-forum"}


def test_a_code_is_good_once_and_for_a_week(site, approver, code, clock):
    begin(site, code)
    with pytest.raises(BadInput, match="not right"):
        begin(site, code)
    another = new_guest_code(site, approver, guests_of(site, "front-line-forum")[0].id)
    clock.move(days=7)
    with pytest.raises(BadInput, match="not right"):
        begin(site, another)


def test_guessing_codes_has_to_wait(site, code):
    for _ in range(5):
        with pytest.raises(BadInput, match="not right"):
            begin(site, "AAAAA-AAAAA-AAAAA-AAAAA")
    with pytest.raises(BadInput, match="too many"):
        begin(site, code)


def test_a_new_password_ends_the_sessions_of_the_old(site, approver, guest):
    session = enter(site).session_id
    begin(site, new_guest_code(site, approver, guest.id), "another set of words")
    assert find_session(site, session) is None
    assert isinstance(enter(site), SignInRefused)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "gale@partner.example", "x" * 1025])
def test_an_easy_or_endless_password_is_not_taken(site, code, password):
    with pytest.raises(BadInput):
        begin(site, code, password)


def test_after_the_last_day_the_guest_is_out_in_the_middle_of_a_session(site, approver, guest, clock):
    change_guest_end(site, approver, guest.id, date(2026, 11, 21))
    session = enter(site).session_id
    assert find_session(site, session) is not None
    clock.at = clock.at.replace(day=22, hour=0, minute=1)
    assert isinstance(enter(site), SignInRefused)
    assert find_session(site, session) is None


def test_a_guest_who_is_ended_is_out_at_once(site, approver, guest):
    session = enter(site).session_id
    end_guest(site, approver, guest.id)
    assert find_session(site, session) is None
    assert guests_of(site, "front-line-forum") == []


def test_only_the_groups_approver_or_the_partnership_invites(site, person, directories):
    for who in (person("Ada", "woking"), person("Bo", "woking", ("author", "group", "front-line-forum"))):
        with pytest.raises(Forbidden):
            invite_guest(site, who, invitation())
    other = person("Cy", "woking", ("approver", "group", "gis-users-group"))
    with pytest.raises(Forbidden):
        invite_guest(site, other, invitation())
    assert invite_guest(site, person("Di", "surrey", ("partnership_administrator", "partnership", "")), invitation())


def test_a_guest_invites_nobody_and_is_given_no_further_role(site, approver, guest):
    with pytest.raises(Forbidden):
        invite_guest(site, guest.as_actor(), invitation(mail="other@partner.example"))
    for role, kind, scope in (("author", "group", "front-line-forum"), ("reader", "group", "gis-users-group"), ("reader", "authority", "woking")):
        with pytest.raises(Forbidden):
            grant(site, approver, guest.id, Grant(role, kind, scope))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"mail": "no address"}, "mail"),
        ({"mail": "ann@woking.example"}, "mail"),
        ({"ends_on": None}, "ends_on"),
        ({"ends_on": date(2026, 11, 20)}, "ends_on"),
        ({"ends_on": date(2028, 1, 1)}, "ends_on"),
        ({"name": ""}, "name"),
        ({"body": ""}, "body"),
    ],
)
def test_an_invitation_needs_everything(site, approver, directories, changes, field):
    with pytest.raises(BadInput) as raised:
        invite_guest(site, approver, invitation(**changes))
    assert raised.value.field == field


def test_an_address_is_invited_once(site, approver, code):
    with pytest.raises(BadInput, match="already"):
        invite_guest(site, approver, invitation(mail="GALE@partner.example"))


def test_an_app_is_set_up_with_a_code_and_then_asked_for(site, guest, clock):
    actor = actor_by_id(site, guest.id)
    prepare_app(site, actor)
    assert isinstance(enter(site), SignedIn)
    secret = second_factor.app_secret(site.settings.secret_key, own_key(site, actor).totp_salt.split()[-1])
    recovery = confirm_app(site, actor, _code(secret, clock))
    assert isinstance(enter(site), SignInRefused)
    clock.move(minutes=1)
    assert isinstance(enter(site, code=_code(secret, clock)), SignedIn)
    assert isinstance(enter(site, code=recovery[0]), SignedIn)
    remove_app(site, actor, recovery[1])
    assert isinstance(enter(site), SignedIn)


def test_people_of_an_authority_have_no_key_here(site, approver):
    with pytest.raises(NotFound):
        own_key(site, approver)


def _code(secret, clock):
    return second_factor.code_at(secret, int(clock.now().timestamp()) // second_factor.STEP_SECONDS)
