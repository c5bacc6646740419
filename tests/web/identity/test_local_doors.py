"""The door for break-glass administrators: not there until one was made, and then asking for everything."""

import re

import pytest

from extranet.identity.break_glass import create_break_glass


@pytest.fixture
def key(site):
    return create_break_glass(site, "Night watch")


def enter(client, password, code):
    return client.post("/-/login/local", data={"name": "night watch", "password": password, "code": code})


def without_token(page):
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_without_an_account_there_is_no_page(client):
    assert client.get("/-/login/local").status_code == 404
    assert enter(client, "x", "y").status_code == 404


def test_password_and_code_open_the_settings(client, key):
    assert "For the day when no directory answers" in client.get("/-/login/local").text
    assert enter(client, key.password, key.recovery_codes[0]).status_code == 303
    assert client.get("/-/settings/plugins").status_code == 200


def test_a_password_alone_gives_the_same_page_as_a_wrong_one(client, key):
    one, other = enter(client, key.password, ""), enter(client, "wrong", "")
    assert one.status_code == other.status_code == 403
    assert without_token(one.text) == without_token(other.text)


def test_too_many_tries_are_told_to_wait(client, key):
    answers = [enter(client, f"guess {number}", "") for number in range(7)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_people_of_an_authority_have_no_second_factor_here(client, sign_in, person):
    assert sign_in(client, person()).get("/-/account/second-factor").status_code == 404


def test_a_break_glass_account_keeps_its_second_factor(client, key):
    enter(client, key.password, key.recovery_codes[0])
    answer = client.post("/-/account/second-factor", data={"do": "remove", "code": key.recovery_codes[1]})
    assert answer.status_code == 422
