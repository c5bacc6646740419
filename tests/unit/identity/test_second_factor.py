"""Codes of an authenticator app, as the standard's own test vectors have them; slow passwords; recovery codes."""

from datetime import UTC, datetime

import pytest

from extranet.identity.second_factor import (
    STEP_SECONDS,
    app_secret,
    code_at,
    code_hash,
    hash_password,
    is_password,
    new_recovery_codes,
    step_of,
)

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")])
def test_codes_are_those_of_the_standards_appendix(seconds, code):
    """RFC 6238, appendix B, the last six digits."""
    assert code_at(SECRET, seconds // STEP_SECONDS) == code


def test_a_code_is_good_half_a_minute_around_its_time_and_no_longer():
    now = datetime.fromtimestamp(1111111111, UTC)
    current = 1111111111 // STEP_SECONDS
    for step in range(current - 3, current + 4):
        assert (step_of(code_at(SECRET, step), SECRET, now, 0) is not None) == (abs(step - current) <= 1)


def test_a_code_is_good_once():
    now = datetime.fromtimestamp(1111111111, UTC)
    code = code_at(SECRET, 1111111111 // STEP_SECONDS)
    used = step_of(code, SECRET, now, 0)
    assert step_of(code, SECRET, now, used) is None


@pytest.mark.parametrize("code", ["", "000000", "abcdef", "２８７０８２", "28708", "2870822", "287082\n", "\ud800"])
def test_anything_else_is_no_code(code):
    assert step_of(code, SECRET, datetime.fromtimestamp(59, UTC), 0) is None


def test_each_salt_has_a_secret_of_its_own_that_needs_the_sites_key():
    assert len({app_secret("key", "a"), app_secret("key", "b"), app_secret("other key", "a")}) == 3


def test_a_password_is_known_by_its_hash_alone():
    kept = hash_password(b"correct horse battery")
    assert is_password(b"correct horse battery", kept)
    assert not is_password(b"correct horse batterx", kept)
    assert not is_password(b"", "")
    assert kept != hash_password(b"correct horse battery")


def test_recovery_codes_are_typed_in_any_case_with_or_without_dashes():
    one, *others = new_recovery_codes()
    assert code_hash("key", one) == code_hash("key", one.lower().replace("-", " "))
    assert len({code_hash("key", code) for code in (one, *others)}) == 10
