"""How often a sign-in is heard, and that nobody can lock a colleague out."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from extranet.identity.model import SignedIn, SignInRefused
from extranet.identity.tables import sign_in_try
from extranet.identity.throttle import normal_name, wait_after


def test_waits_grow_from_the_fifth_wrong_password_and_end_at_a_quarter_of_an_hour():
    assert [wait_after(number) for number in (0, 4, 5, 6, 7, 10, 1000)] == [0, 0, 30, 60, 120, 900, 900]


def test_a_negative_count_is_a_mistake():
    with pytest.raises(ValueError, match="-1"):
        wait_after(-1)


@pytest.mark.parametrize("typed", ["JSmith", " jsmith ", "j smith", "ｊｓｍｉｔｈ", "jsmi\u200bth", "jsmíth", "JSMITH\u00ad", "j\u0000smith"])
def test_names_that_a_directory_may_take_for_the_same_count_as_one(typed):
    assert normal_name(typed) == "jsmith"


def test_the_sixth_try_in_a_row_is_not_heard_and_says_how_long_to_wait(attempt, directories):
    for _ in range(5):
        attempt("jsmith", "wrong")
    ended = attempt("JSmith ", "woking pass")
    assert ended == SignInRefused("There were too many tries with this name or from this place. Wait 30 seconds, then try again.", 30)
    assert len(directories["woking"].asked) == 5


def test_after_the_wait_the_next_try_is_heard(attempt, clock):
    for _ in range(5):
        attempt("jsmith", "wrong")
    clock.move(seconds=29)
    assert attempt("jsmith", "woking pass").wait_seconds == 1
    clock.move(seconds=1)
    assert isinstance(attempt("jsmith", "woking pass"), SignedIn)


def test_a_success_wipes_the_slate(attempt):
    for _ in range(4):
        attempt("jsmith", "wrong")
    attempt("jsmith", "woking pass")
    for _ in range(5):
        assert attempt("jsmith", "wrong").wait_seconds == 0


def test_an_unknown_name_is_counted_like_a_known_one(attempt):
    waits = [(attempt("nobody", "wrong").wait_seconds, attempt("jsmith", "wrong").wait_seconds) for _ in range(7)]
    assert all(unknown == known for unknown, known in waits)


def test_guesses_from_many_places_reach_the_directory_ten_times_in_a_quarter_of_an_hour(attempt, directories):
    for number in range(40):
        attempt("jsmith", f"guess {number}", address=f"198.51.100.{number}")
    assert len(directories["woking"].asked) == 10


def test_the_owner_still_gets_in_from_another_place_while_one_place_guesses(attempt):
    for number in range(30):
        attempt("jsmith", f"guess {number}", address="198.51.100.1")
    assert isinstance(attempt("jsmith", "woking pass", address="192.0.2.9"), SignedIn)


def test_the_owner_still_gets_in_where_she_signed_in_before_while_everyone_guesses(attempt):
    attempt("jsmith", "woking pass", address="192.0.2.9", device="her browser")
    for number in range(100):
        attempt("jsmith", f"guess {number}", address=f"198.51.100.{number}")
    assert isinstance(attempt("jsmith", "woking pass", address="192.0.2.9"), SignedIn)
    assert isinstance(attempt("jsmith", "woking pass", address="203.0.113.4", device="her browser"), SignedIn)


def test_a_colleague_behind_the_same_address_cannot_lock_her_browser_out(attempt):
    attempt("jsmith", "woking pass", device="her browser")
    for number in range(30):
        attempt("jsmith", f"guess {number}")
    assert isinstance(attempt("jsmith", "woking pass", device="her browser"), SignedIn)


def test_one_address_tries_sixty_names_and_no_more(attempt, directories):
    for number in range(80):
        attempt(f"name{number}", "Password1")
    assert len(directories["woking"].asked) == 60


def test_one_authority_hears_four_hundred_strangers_and_no_more(attempt, directories, clock):
    for number in range(450):
        attempt(f"name{number}", "Password1", address=f"2001:db8::{number:x}")
    assert len(directories["woking"].asked) == 400
    clock.move(minutes=16)
    assert attempt("jsmith", "wrong").wait_seconds == 0


def test_no_name_address_or_device_can_be_read_from_the_table(attempt, site):
    attempt("jsmith", "wrong", address="192.0.2.77", device="her browser")
    with site.db.reading() as connection:
        row = connection.execute(sign_in_try.select()).one()
    assert not any(word in str(row) for word in ("jsmith", "192.0.2.77", "her browser"))


def test_guesses_at_the_same_moment_get_no_more_through(attempt, directories):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: attempt("jsmith", "guess", address=f"198.51.100.{number}"), range(40)))
    assert len(directories["woking"].asked) == 10
