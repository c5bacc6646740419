"""What every directory does, whichever it is."""

from datetime import UTC, datetime

import pytest

from extranet.identity.authority_directory import PasswordRight, PasswordWrong

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def test_the_right_password_gives_the_person_with_stable_id_name_mail_and_groups(known):
    answer = known.directory.check(known.login, known.password, NOW)
    assert isinstance(answer, PasswordRight)
    person = answer.person
    assert (person.stable_id, person.name, person.login) == (known.stable_id, known.name, known.login)
    assert known.mail in person.mails
    assert known.group in {group.split(",")[0] for group in person.groups}


def test_a_wrong_password_is_refused(known):
    assert known.directory.check(known.login, known.password + b"x", NOW) == PasswordWrong("password")


def test_an_unknown_name_is_refused(known):
    assert known.directory.check("nobody-of-this-name", known.password, NOW) == PasswordWrong("unknown")


def test_the_name_may_be_typed_in_any_case(known):
    assert isinstance(known.directory.check(known.login.upper(), known.password, NOW), PasswordRight)


def test_the_work_address_serves_as_name(known):
    assert isinstance(known.directory.check(known.mail, known.password, NOW), PasswordRight)


@pytest.mark.parametrize("login", ["*", "j*", "jsmith)(uid=*", "*)(|(uid=*", "jsmith\\2a", "(jsmith)", "jsmith\x00", "\u202ejsmith", "=", "#", "ééé" * 60])
def test_a_hostile_name_finds_nobody(known, login):
    answer = known.directory.check(login, known.password, NOW)
    assert isinstance(answer, PasswordWrong)


def test_a_person_is_found_by_name_and_by_stable_id(known):
    assert known.directory.find(known.login, NOW).stable_id == known.stable_id
    assert known.directory.find_by_id(known.stable_id, NOW).login == known.login


def test_a_stable_id_that_nobody_has_finds_nobody(known):
    assert known.directory.find_by_id("00" * 16, NOW) is None


def test_everyone_is_listed_once(known):
    people = known.directory.everyone(NOW)
    assert len(people) == known.everyone
    assert len({one.stable_id for one in people}) == known.everyone


def test_everyone_is_listed_with_their_groups_and_the_work_can_be_watched(known):
    seen = []
    people = known.directory.everyone(NOW, lambda done, of: seen.append((done, of)))
    groups = next(one.groups for one in people if one.stable_id == known.stable_id)
    assert known.group in {group.split(",")[0] for group in groups}
    assert seen[-1][0] == seen[-1][1] >= known.everyone


def test_whoever_is_there_is_not_gone_and_whoever_is_not_is(known):
    assert not known.directory.is_gone(known.stable_id, NOW)
    assert known.directory.is_gone("00" * 16, NOW)
