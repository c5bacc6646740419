"""Item analysis against the test vector of the specification."""

import pytest

from extranet_plugins.customer_care_training.quizzes.analysis import analyse

VECTOR = [[int(mark) for mark in row] for row in ("1111", "1110", "1100", "1010", "0100", "0001")]


def test_the_figures_are_those_of_the_vector():
    figures, alpha = analyse(VECTOR)
    assert [round(one.facility, 4) for one in figures] == [0.6667, 0.6667, 0.5, 0.3333]
    assert [round(one.discrimination, 2) for one in figures] == [46.29, 0.0, 44.72, -22.09]
    assert [round(one.efficiency, 2) for one in figures] == [100.0, 0.0, 50.0, -28.57]
    assert round(alpha, 4) == 0.2602


def test_flags_say_what_to_look_at():
    figures, _alpha = analyse(VECTOR)
    assert [one.flags for one in figures] == [(), ("Review",), (), ("Likely wrong key",)]
    hard, easy = analyse([[0, 1]] * 9 + [[1, 1]])[0]
    assert hard.flags == ("Very hard",)
    assert easy.flags == ("Very easy",)


@pytest.mark.parametrize("table", [[[1, 1]], [[1, 0], [1, 0]]])
def test_nothing_is_said_where_nothing_varies(table):
    for one in analyse(table)[0]:
        assert one.discrimination is None
        assert one.efficiency is None


def test_upper_and_lower_are_a_quarter_each_and_at_least_one():
    assert [one.upper_lower for one in analyse(VECTOR)[0]] == [1.0, 0.5, 1.0, 0.0]
    assert analyse([])[0] == []
