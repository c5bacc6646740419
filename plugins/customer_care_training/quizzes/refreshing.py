"""When a question comes back to a person who has learnt it. One function, so that a cleverer one can take its place."""

from collections.abc import Sequence
from datetime import date, timedelta

STEPS = (1, 3, 7, 21, 60, 180)
MOST_A_DAY = 5


def next_due(history: Sequence[tuple[date, bool]]) -> date:
    """The day on which the question is due again. `history` holds (day, was right), oldest first, at least one.

    Right answers in a row lead from 1 day to 180; a wrong one leads back to 1.
    """
    row = 0
    for _day, was_right in history:
        row = row + 1 if was_right else 0
    return history[-1][0] + timedelta(days=STEPS[min(max(row - 1, 0), len(STEPS) - 1)])
