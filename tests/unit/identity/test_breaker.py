"""A directory's trouble stays its own."""

from threading import Event, Thread

import pytest

from extranet.identity.breaker import OPEN_SECONDS, Breaker, CircuitOpen, HostMemory


class Trouble(Exception):
    pass


class Watch:
    """A clock in seconds that the test moves."""

    def __init__(self):
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def breaker(watch):
    return Breaker(seats=2, now=watch)


def fail(breaker, watch, seconds):
    def trouble_after():
        watch.seconds += seconds
        raise Trouble

    with pytest.raises(Trouble), breaker.passage(Trouble):
        trouble_after()


def test_three_slow_failures_open_it_and_half_a_minute_later_one_may_try(breaker, watch):
    for _ in range(3):
        fail(breaker, watch, 3)
    with pytest.raises(CircuitOpen), breaker.passage(Trouble):
        pass
    watch.seconds += OPEN_SECONDS
    with breaker.passage(Trouble), pytest.raises(CircuitOpen), breaker.passage(Trouble):
        pass
    with breaker.passage(Trouble):
        pass


def test_a_trial_that_fails_keeps_it_open(breaker, watch):
    for _ in range(3):
        fail(breaker, watch, 3)
    watch.seconds += OPEN_SECONDS
    fail(breaker, watch, 3)
    with pytest.raises(CircuitOpen), breaker.passage(Trouble):
        pass


def test_quick_failures_never_open_it(breaker, watch):
    for _ in range(50):
        fail(breaker, watch, 0.001)
    with breaker.passage(Trouble):
        pass


def test_a_success_in_between_starts_the_count_again(breaker, watch):
    for _ in range(4):
        fail(breaker, watch, 3)
        if _ % 2:
            with breaker.passage(Trouble):
                pass
    with breaker.passage(Trouble):
        pass


def test_no_more_than_its_seats_are_inside_at_once(breaker):
    inside, leave = [Event(), Event()], Event()

    def sit(number):
        with breaker.passage(Trouble):
            inside[number].set()
            leave.wait(5)

    threads = [Thread(target=sit, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    assert all(event.wait(5) for event in inside)
    with pytest.raises(CircuitOpen, match="busy"), breaker.passage(Trouble):
        pass
    leave.set()
    for thread in threads:
        thread.join(5)
    with breaker.passage(Trouble):
        pass


def test_a_host_that_failed_is_asked_last_until_it_is_forgiven(watch):
    memory = HostMemory(now=watch)
    one, other = ("one", 636), ("other", 636)
    memory.mark_bad(one)
    assert memory.in_order((one, other)) == [other, one]
    watch.seconds += OPEN_SECONDS
    assert memory.in_order((one, other)) == [one, other]
