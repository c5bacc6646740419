"""A few seconds of people editing while workers are killed: the long one is `python -m tests.reliability.history`."""

import pytest

from tests.reliability.history import run


@pytest.mark.reliability
def test_every_acknowledged_save_is_in_the_history_once_when_workers_are_killed(tmp_path):
    outcome = run(tmp_path, seconds=8, editors=4, pages=2)
    assert outcome.faults == []
    assert outcome.saved > 10
    assert outcome.killed_workers >= 2
    assert outcome.put_together > 0
