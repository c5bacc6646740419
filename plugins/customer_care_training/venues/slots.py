"""Quarters of an hour, numbered: two uses of one thing in the same quarter cannot both be stored."""

from datetime import datetime, timedelta

QUARTER_SECONDS = 15 * 60


def quarters(start: datetime, end: datetime) -> range:
    """The numbers of the quarters of the half-open interval [start, end): touching intervals share none.

    Counted from 1970 in UTC. A start or end inside a quarter takes the whole of it.
    """
    return range(int(start.timestamp()) // QUARTER_SECONDS, -(-int(end.timestamp()) // QUARTER_SECONDS))


def with_setup(start: datetime, end: datetime, setup_minutes: int, clear_minutes: int) -> tuple[datetime, datetime]:
    """The interval with setting up before and clearing after."""
    return start - timedelta(minutes=setup_minutes), end + timedelta(minutes=clear_minutes)
