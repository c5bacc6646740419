"""The state machine of proposals as rules: whatever people do in whatever order, these hold."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extranet.review.model import ENDS, MOVES, OPEN_STATES, STATES, STEPS, ApprovalRule, WrongStep, after, has_enough, strictest

steps = st.lists(st.sampled_from(sorted(STEPS)), max_size=30)
people = st.dictionaries(st.integers(1, 6), st.sampled_from(["woking", "guildford", "surrey"]), max_size=5)
rules = st.builds(ApprovalRule, st.just("a-group"), st.integers(0, 2), st.booleans())


def walk(tried):
    """The states that these steps lead through; what cannot happen is passed over."""
    state, seen = after("", "sent"), []
    for step in tried:
        try:
            state = after(state, step)
        except WrongStep:
            continue
        seen.append((step, state))
    return state, seen


@given(steps)
def test_every_state_is_known_and_what_is_over_stays_over(tried):
    state, seen = walk(tried)
    assert state in STATES
    over = [index for index, (_step, reached) in enumerate(seen) if reached not in OPEN_STATES]
    assert over == ([len(seen) - 1] if over else [])


@given(steps)
def test_it_is_published_once_at_most_and_never_without_being_sent_after_a_change_was_asked_for(tried):
    _state, seen = walk(tried)
    assert [step for step, _ in seen].count("published") <= 1
    for index, (step, _reached) in enumerate(seen):
        if step in ("change_asked", "moved_on"):
            rest = [later for later, _ in seen[index + 1 :]]
            before_sent = rest[: rest.index("sent")] if "sent" in rest else rest
            assert not {"published", "approved", "scheduled"} & set(before_sent)


@given(st.sampled_from(sorted(STATES)), st.sampled_from(sorted(STEPS)))
def test_a_step_that_is_not_written_down_cannot_happen(state, step):
    if (state, step) in MOVES:
        assert after(state, step) in STATES
    else:
        with pytest.raises(WrongStep):
            after(state, step)


@given(rules, people, st.sampled_from(["woking", "guildford"]))
def test_enough_means_the_number_asked_for_never_none_and_somebody_elsewhere_where_that_is_asked(rule, approvers, author_authority):
    enough = has_enough(rule, author_authority, approvers)
    assert not (enough and len(approvers) < max(1, rule.approvals))
    assert not (enough and rule.other_authority and set(approvers.values()) <= {author_authority})
    assert enough or len(approvers) < 2 or rule.other_authority


@given(rules, people, people, st.sampled_from(["woking", "guildford"]))
def test_one_approval_more_never_undoes_enough(rule, approvers, more, author_authority):
    if has_enough(rule, author_authority, approvers):
        assert has_enough(rule, author_authority, {**more, **approvers})


@given(rules, rules, people, st.sampled_from(["woking", "guildford"]))
def test_what_two_groups_ask_for_together_is_never_less_than_what_one_asks_for(one, other, approvers, author_authority):
    both = strictest(one, other)
    if has_enough(both, author_authority, approvers):
        assert has_enough(one, author_authority, approvers)
        assert has_enough(other, author_authority, approvers)


def test_words_of_a_rule_say_what_it_asks_for():
    assert ApprovalRule("g", 2, True).words == "Two approvals before readers see a change, one from another authority than the writer’s."
    assert ApprovalRule("g", 0, set_by="Ann", set_at=datetime(2026, 1, 1, tzinfo=UTC)).words.startswith("Authors publish")
    assert set(ENDS) == {"withdrawn", "superseded", "redirected", "gone"}
