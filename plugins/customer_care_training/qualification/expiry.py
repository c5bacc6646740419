"""Until when an award holds. Three bases; source and vectors: training.md 5."""

from calendar import monthrange
from datetime import date

from extranet_plugins.customer_care_training.qualification.model import Rules

COMPLETION, PREVIOUS, FIXED = "completion", "previous", "fixed"
BASES = (COMPLETION, PREVIOUS, FIXED)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def valid_until(rules: Rules, completed: date, previous: date | None = None) -> date:
    """The last day on which an award completed on this day holds. `previous` is the last day of the one it renews.

    On the basis 'previous' a renewal inside the window loses nothing; before or after it, it counts from its completion.
    """
    if rules.basis == FIXED:
        return _fixed(rules, completed)
    if rules.basis == PREVIOUS and previous is not None and add_months(previous, -rules.window_months) <= completed <= previous:
        return add_months(previous, rules.months)
    return add_months(completed, rules.months)


def _fixed(rules: Rules, completed: date) -> date:
    earliest = add_months(completed, rules.minimum_months)
    month, day = rules.fixed_day
    in_year = date(earliest.year, month, day)
    return in_year if in_year >= earliest else date(earliest.year + 1, month, day)


def window_opens(rules: Rules, until: date) -> date:
    """From which day an award may be renewed without losing time."""
    return add_months(until, -rules.window_months)
