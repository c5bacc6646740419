"""The administrator for the day when no directory answers."""

import logging

import pytest

from extranet.errors import BadInput, NotFound
from extranet.identity import audit_entries, list_people, second_factor
from extranet.identity.break_glass import create_break_glass, is_break_glass_ready, remove_break_glass
from extranet.identity.local_sign_in import local_sign_in
from extranet.identity.model import BREAK_GLASS, SignedIn, SignInRefused, SignInTry
from extranet.identity.sessions import find_session
from extranet.identity.tables import local_key


@pytest.fixture
def key(site):
    return create_break_glass(site, "Night watch")


@pytest.fixture
def code(site):
    """code() is what the app shows now."""

    def now():
        with site.db.reading() as connection:
            salt = connection.execute(local_key.select()).mappings().one()["totp_salt"]
        step = int(site.clock.now().timestamp()) // second_factor.STEP_SECONDS
        return second_factor.code_at(second_factor.app_secret(site.settings.secret_key, salt), step)

    return now


def enter(site, password, code, name="night  WATCH"):
    return local_sign_in(site, BREAK_GLASS, SignInTry("", name, password, "192.0.2.9"), code)


def test_password_and_code_together_open_the_whole_partnership(site, key, code):
    answer = enter(site, key.password, code())
    assert isinstance(answer, SignedIn)
    assert answer.person.as_actor().is_partnership_administrator


@pytest.mark.parametrize("given", ["", "000000", "AAAAA-AAAAA"])
def test_the_password_alone_opens_nothing(site, key, given):
    assert isinstance(enter(site, key.password, given), SignInRefused)


def test_the_code_alone_opens_nothing(site, key, code):
    assert isinstance(enter(site, "wrong", code()), SignInRefused)


def test_a_code_is_taken_once(site, key, code):
    shown = code()
    assert isinstance(enter(site, key.password, shown), SignedIn)
    assert isinstance(enter(site, key.password, shown), SignInRefused)


def test_a_recovery_code_is_taken_once(site, key):
    first, second, *_ = key.recovery_codes
    assert isinstance(enter(site, key.password, first.lower()), SignedIn)
    assert isinstance(enter(site, key.password, first), SignInRefused)
    assert isinstance(enter(site, key.password, second), SignedIn)


def test_guessing_has_to_wait(site, key, code):
    answers = [enter(site, f"guess {number}", "000000") for number in range(8)]
    assert sum(one.wait_seconds > 0 for one in answers) >= 2


def test_every_use_and_every_failure_is_loud(site, key, code, caplog):
    with caplog.at_level(logging.CRITICAL):
        enter(site, "wrong", code())
        enter(site, key.password, code())
    assert [one.message for one in caplog.records] == ["break-glass sign-in refused from 192.0.2.9", "break-glass sign-in signed in from 192.0.2.9"]
    assert [one["act"] for one in audit_entries(site)[:3]] == ["break_glass.signed_in", "break_glass.refused", "break_glass.created"]


def test_its_session_lasts_an_hour_at_most(site, key, code, clock):
    session = enter(site, key.password, code()).session_id
    clock.move(minutes=50)
    with site.db.writing() as tx:
        tx.exec_driver_sql("update session set seen_at = '2026-11-21 10:50:00'")
    assert find_session(site, session) is not None
    clock.move(minutes=11)
    assert find_session(site, session) is None


def test_removed_it_opens_nothing_and_its_page_is_gone(site, key, code):
    session = enter(site, key.password, code()).session_id
    remove_break_glass(site, "Night watch")
    assert find_session(site, session) is None
    assert isinstance(enter(site, key.password, key.recovery_codes[0]), SignInRefused)
    assert not is_break_glass_ready(site)


def test_neither_password_nor_code_nor_secret_is_in_the_database(site, key):
    raw = b"".join(path.read_bytes() for path in site.db.path.parent.glob("extranet.sqlite*"))
    for secret in (key.password, key.app_words.replace(" ", ""), *key.recovery_codes):
        assert secret.encode() not in raw


def test_a_name_is_given_once(site, key):
    with pytest.raises(BadInput, match="already"):
        create_break_glass(site, "NIGHT WATCH")
    assert len(list_people(site)) == 1


def test_removing_one_that_is_not_there_is_said(site):
    with pytest.raises(NotFound):
        remove_break_glass(site, "Nobody")
