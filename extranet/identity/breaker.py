"""One directory's trouble kept to itself: few at a time, and a circuit that opens.

Per process and per directory. `seats` sign-ins run at once; a further one
waits a moment and is then told that the directory is busy. Three *slow*
failures in a row open the circuit for half a minute: until then everyone is
told at once, then one trial goes through. A refused connection costs nothing,
so it opens nothing: a directory that is started again works at the next try.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from time import monotonic

SLOW_SECONDS = 0.5
FAILURES_TO_OPEN = 3
OPEN_SECONDS = 30.0
WAIT_FOR_SEAT_SECONDS = 0.5


class CircuitOpen(Exception):
    """The directory is not asked now: it has just failed, or is full."""


class Breaker:
    """Guards the way to one directory. `seats` is at least 1; `now` gives seconds."""

    def __init__(self, seats: int = 4, now: Callable[[], float] = monotonic):
        self._seats = BoundedSemaphore(seats)
        self._now = now
        self._lock = Lock()
        self._failures = 0
        self._open_until = 0.0

    @contextmanager
    def passage(self, trouble: type[Exception]) -> Iterator[None]:
        """Go through to the directory; `trouble` raised inside counts as its failure.

        CircuitOpen instead when it failed just now or no seat gets free.
        """
        self._refuse_when_open()
        if not self._seats.acquire(timeout=WAIT_FOR_SEAT_SECONDS):
            raise CircuitOpen("busy")
        began = self._now()
        try:
            yield
        except trouble:
            self._failed(self._now() - began)
            raise
        else:
            self._failures = 0
        finally:
            self._seats.release()

    def _refuse_when_open(self) -> None:
        with self._lock:
            if self._failures < FAILURES_TO_OPEN:
                return
            if self._now() < self._open_until:
                raise CircuitOpen("open")
            self._open_until = self._now() + OPEN_SECONDS  # this caller is the one trial

    def _failed(self, seconds: float) -> None:
        with self._lock:
            if seconds < SLOW_SECONDS:
                self._failures = 0
                return
            self._failures += 1
            self._open_until = self._now() + OPEN_SECONDS


class HostMemory:
    """Which of several hosts failed just now: those are asked last for a while."""

    def __init__(self, seconds: float = OPEN_SECONDS, now: Callable[[], float] = monotonic):
        self._seconds = seconds
        self._now = now
        self._bad_until: dict[tuple[str, int], float] = {}

    def in_order(self, addresses: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
        """The addresses, good ones first, otherwise as configured."""
        return sorted(addresses, key=lambda one: self._bad_until.get(one, 0.0) > self._now())

    def mark_bad(self, address: tuple[str, int]) -> None:
        self._bad_until[address] = self._now() + self._seconds

    def mark_good(self, address: tuple[str, int]) -> None:
        self._bad_until.pop(address, None)
