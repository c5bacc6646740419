"""A working group's people and its guests."""

import re

import pytest

from extranet.actor import Grant
from extranet.identity import actor_by_id

FORUM = "/-/people/groups/front-line-forum"


@pytest.fixture
def approver(person):
    return person("Ann Oakley", "woking", ("approver", "group", "front-line-forum"))


@pytest.fixture
def colleague(person):
    return person("Col League", "guildford")


@pytest.fixture
def signed_in(client, sign_in, approver):
    return sign_in(client, approver)


LAST_DAY = {"ends_on-day": "31", "ends_on-month": "1", "ends_on-year": "2027"}
INVITATION = {"name": "Gale Partner", "mail": "gale@partner.example", "body": "A partner body"} | LAST_DAY
PASSWORD = "four quiet words here"


def invite(client, **changes):
    return client.post(f"{FORUM}/guests", data=INVITATION | changes)


def begin(client, code, again=PASSWORD):
    words = {"name": "gale@partner.example", "code": code, "password": PASSWORD, "again": again}
    return client.post("/-/login/guest/begin", data=words)


def code_in(page):
    return re.search(r"<code>([A-Z0-9]{5}(?:-[A-Z0-9]{5}){3})</code>", page)[1]


def test_an_approver_gives_a_role_in_the_group_to_somebody_of_another_authority(site, signed_in, colleague):
    form = {"authority": "guildford", "login": "COL LEAGUE", "role": "author"}
    assert signed_in.post(f"{FORUM}/give", data=form).status_code == 303
    assert actor_by_id(site, colleague.id).grants == {Grant("author", "group", "front-line-forum")}
    assert "Col League" in signed_in.get(FORUM).text
    signed_in.post(f"{FORUM}/take", data={"person": colleague.id, "grant": "author@group:front-line-forum"})
    assert actor_by_id(site, colleague.id).grants == frozenset()


def test_nobody_called_so_is_said(signed_in, colleague):
    answer = signed_in.post(f"{FORUM}/give", data={"authority": "guildford", "login": "nobody", "role": "author"})
    assert answer.status_code == 422
    assert "Nobody who has signed in from there has the name or address “nobody”." in answer.text


def test_a_role_of_another_group_is_not_taken_here(signed_in, person):
    other = person("Gia Map", "guildford", ("author", "group", "gis-users-group"))
    answer = signed_in.post(f"{FORUM}/take", data={"person": other.id, "grant": "author@group:gis-users-group"})
    assert answer.status_code == 404


def test_a_member_looks_and_changes_nothing(client, sign_in, person):
    sign_in(client, person("Mem Ber", "woking", ("reader", "group", "front-line-forum")))
    page = client.get(FORUM)
    assert page.status_code == 200
    assert "Invite a guest" not in page.text
    assert invite(client).status_code == 403


def test_somebody_outside_the_group_does_not_look(client, sign_in, colleague):
    assert sign_in(client, colleague).get(FORUM).status_code == 403
    assert client.get("/-/people/groups/no-such-group").status_code == 404


def test_a_guest_is_invited_begins_and_reads_the_groups_pages(app, signed_in):
    page = invite(signed_in).text
    code = code_in(page)
    assert "/-/login/guest/begin?name=gale" in page
    guest = app.test_client()
    assert begin(guest, code).status_code == 303
    answer = guest.post("/-/login/guest", data={"name": "gale@partner.example", "password": PASSWORD})
    assert answer.status_code == 303
    assert guest.get(FORUM).status_code == 200
    assert guest.get("/-/people/groups/gis-users-group").status_code == 403
    assert guest.get("/-/account/second-factor").status_code == 200


def test_the_code_is_shown_once(signed_in):
    code = code_in(invite(signed_in).text)
    assert code not in signed_in.get(FORUM).text


def test_a_code_is_in_no_address_and_in_no_log(app, signed_in, caplog):
    with caplog.at_level("DEBUG"):
        code = code_in(invite(signed_in).text)
        begin(app.test_client(), code)
    assert code not in caplog.text
    assert PASSWORD not in caplog.text


def test_two_passwords_that_differ_are_not_taken(app, signed_in):
    code = code_in(invite(signed_in).text)
    answer = begin(app.test_client(), code, again="other")
    assert answer.status_code == 422
    assert "The two passwords are not the same." in answer.text


def test_what_was_typed_comes_back_with_the_fault(signed_in):
    answer = invite(signed_in, mail="no address")
    assert answer.status_code == 422
    assert 'value="Gale Partner"' in answer.text


def test_a_guest_is_given_another_day_and_another_code_and_is_ended(site, signed_in):
    invite(signed_in)
    number = re.search(r"/guests/(\d+)/code", signed_in.get(FORUM).text)[1]
    assert code_in(signed_in.post(f"{FORUM}/guests/{number}/code").text)
    signed_in.post(f"{FORUM}/guests/{number}/end-date", data={"until-day": "1", "until-month": "12", "until-year": "2026"})
    assert "1 December 2026" in signed_in.get(FORUM).text
    signed_in.post(f"{FORUM}/guests/{number}/end")
    assert "Gale Partner" not in signed_in.get(FORUM).text
