"""A small kill -9: the large one is `python -m tests.reliability.kill`."""

import pytest

from tests.reliability.kill import run


@pytest.mark.reliability
def test_no_acknowledged_save_is_lost_or_invented_when_processes_are_killed(tmp_path):
    outcome = run(tmp_path, kills=10, saves=150, writers=4, pages=8)
    assert outcome.faults == []
    assert outcome.acknowledged >= 150
    assert sum(outcome.kills.values()) == 10
