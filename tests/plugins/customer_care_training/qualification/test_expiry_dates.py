"""Until when an award holds, by the vectors of the specification."""

from datetime import date

import pytest

from extranet_plugins.customer_care_training.qualification.expiry import COMPLETION, FIXED, PREVIOUS, valid_until, window_opens
from extranet_plugins.customer_care_training.qualification.model import Rules

FIRST = date(2027, 3, 10)  # the last day of the award completed on 10 March 2026


def rules(basis):
    return Rules(basis=basis, months=12, window_months=3, fixed_day=(3, 31), minimum_months=6)


@pytest.mark.parametrize(
    ("basis", "completed", "previous", "until"),
    [
        (COMPLETION, date(2026, 3, 10), None, FIRST),
        (COMPLETION, date(2027, 1, 20), FIRST, date(2028, 1, 20)),
        (PREVIOUS, date(2027, 1, 20), FIRST, date(2028, 3, 10)),
        (PREVIOUS, date(2027, 4, 2), FIRST, date(2028, 4, 2)),
        (PREVIOUS, date(2026, 12, 9), FIRST, date(2027, 12, 9)),
        (FIXED, date(2026, 3, 10), None, date(2027, 3, 31)),
        (COMPLETION, date(2028, 2, 29), None, date(2029, 2, 28)),
    ],
)
def test_the_vectors_of_the_specification_hold(basis, completed, previous, until):
    assert valid_until(rules(basis), completed, previous) == until


def test_the_window_opens_three_months_before_the_end():
    assert window_opens(rules(PREVIOUS), FIRST) == date(2026, 12, 10)
