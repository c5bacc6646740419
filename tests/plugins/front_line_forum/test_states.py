"""The states of a referral: any sequence of acts stays within them, and refused acts change nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extranet_plugins.front_line_forum.model import ACCEPTED, CLOSED, NEED_MORE, SENT, STATUS_WORDS, WAITING
from extranet_plugins.front_line_forum.states import MOVES, WORKED_BY_SENDER, WORKED_BY_TARGET, WrongState, acts_in, state_after


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=30))
def test_every_sequence_of_acts_stays_within_the_states(acts):
    status, was_accepted = SENT, False
    for act in acts:
        try:
            after = state_after(act, status, was_accepted)
        except WrongState:
            assert act not in acts_in(status)
            continue
        assert act in acts_in(status)
        assert after in STATUS_WORDS
        assert status != CLOSED
        was_accepted = (was_accepted or act == "accept") and act != "return"
        status = after


def test_the_clock_stands_only_while_it_waits_for_the_customer():
    assert [act for act, (_from, to) in MOVES.items() if to == WAITING] == ["wait"]
    assert [act for act, (froms, to) in MOVES.items() if WAITING in froms and to not in (None, WAITING)] == ["resume"]


@pytest.mark.parametrize("status", [ACCEPTED, WAITING, NEED_MORE, CLOSED])
def test_only_what_nobody_accepted_can_be_accepted(status):
    with pytest.raises(WrongState, match="is now in the state"):
        state_after("accept", status)


def test_an_answer_brings_a_referral_back_to_who_had_accepted_it():
    assert state_after("answer_more", NEED_MORE, was_accepted=True) == ACCEPTED
    assert state_after("answer_more", NEED_MORE) == SENT


def test_every_act_a_person_does_belongs_to_one_side():
    assert set() == WORKED_BY_TARGET & WORKED_BY_SENDER
    assert set(MOVES) - {"pass_on"} == WORKED_BY_TARGET | WORKED_BY_SENDER
