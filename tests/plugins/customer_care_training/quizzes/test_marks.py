"""The mark of a response, for each of the eight kinds."""

from fractions import Fraction

import pytest

from extranet_plugins.customer_care_training.quizzes.checking import faults_of, remarks_on
from extranet_plugins.customer_care_training.quizzes.marking import mark_of, number_in
from extranet_plugins.customer_care_training.quizzes.model import (
    LONG_TEXT,
    MATCHING,
    MULTIPLE,
    NUMBER,
    ORDERING,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
    Option,
    Pair,
    Question,
)

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def one(kind, **parts):
    return Question(kind, "A name", "A stem?", **parts)


SEVERAL = one(MULTIPLE, options=(Option("a", HALF), Option("b", HALF), Option("c", -HALF), Option("d", -HALF)))


def test_a_single_choice_earns_the_weight_of_its_answer():
    asked = one(SINGLE, options=(Option("right", Fraction(1)), Option("near", HALF), Option("wrong")))
    assert [mark_of(asked, [index]) for index in range(3)] == [1, HALF, 0]


def test_two_answers_to_a_single_choice_earn_nothing():
    assert mark_of(one(SINGLE, options=(Option("right", Fraction(1)), Option("wrong"))), [0, 1]) == 0


def test_nothing_answered_is_nought_and_a_long_text_waits():
    assert mark_of(SEVERAL, None) == 0
    assert mark_of(one(LONG_TEXT), "words") is None


def test_ticking_everything_earns_nothing_and_a_mark_is_never_below_nought():
    assert mark_of(SEVERAL, [0, 1, 2, 3]) == 0
    assert mark_of(SEVERAL, [2, 3]) == 0
    assert mark_of(SEVERAL, [0, 1]) == 1
    assert mark_of(SEVERAL, [0]) == HALF


def test_three_thirds_are_one():
    asked = one(MULTIPLE, options=(Option("a", THIRD), Option("b", THIRD), Option("c", THIRD), Option("d", Fraction(-1))))
    assert mark_of(asked, [0, 1, 2]) == 1


@pytest.mark.parametrize(("given", "mark"), [("Elmbridge", 1), ("  elmbridge ", 1), ("ELMBRIDGE  council", 1), ("Elm", HALF), ("Woking", 0)])
def test_words_are_compared_without_their_case_and_spaces(given, mark):
    asked = one(SHORT_TEXT, options=(Option("Elmbridge", Fraction(1)), Option("elmbridge council", Fraction(1)), Option("elm*", HALF)))
    assert mark_of(asked, given) == mark


def test_case_counts_where_the_question_says_so():
    asked = one(SHORT_TEXT, options=(Option("GIS", Fraction(1)),), is_case_sensitive=True)
    assert (mark_of(asked, "GIS"), mark_of(asked, "gis")) == (1, 0)


@pytest.mark.parametrize(("given", "mark"), [("12", 1), ("12.5", 1), ("12.6", HALF), ("£12", 1), ("twelve", 0), ("15", 0), ("1e1", 0)])
def test_a_number_may_be_off_by_its_tolerance_and_no_more(given, mark):
    assert mark_of(one(NUMBER, options=(Option("12", Fraction(1), "", "0.5"), Option("12", HALF, "", "2"))), given) == mark


def test_thousands_may_have_commas_and_other_commas_are_refused():
    assert str(number_in("1,250.50")) == "1250.50"
    assert number_in("1,25") is None
    assert number_in("12abc") is None


def test_matching_earns_the_share_that_fits():
    asked = one(MATCHING, pairs=(Pair("Bins", "Borough"), Pair("Roads", "County"), Pair("", "Parish")))
    borough, county = asked.rights.index("Borough"), asked.rights.index("County")
    assert mark_of(asked, [borough, county]) == 1
    assert mark_of(asked, [borough, None]) == HALF
    assert mark_of(asked, [county, borough]) == 0


def test_ordering_earns_the_share_in_the_right_place():
    asked = one(ORDERING, steps=("first", "second", "third"))
    assert mark_of(asked, [1, 2, 3]) == 1
    assert mark_of(asked, [1, 3, 2]) == THIRD
    assert mark_of(asked, [None, None, 3]) == THIRD


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (one(SINGLE, options=(Option("a"), Option("b"))), "No answer is marked as right."),
        (one(SINGLE, options=(Option("a", Fraction(1)),)), "It needs at least two answers to choose from."),
        (one(MULTIPLE, options=(Option("a", HALF), Option("b", Fraction(-1)))), "The weights of its right answers add up to 50%, not to 100%."),
        (one(NUMBER, options=(Option("many", Fraction(1)),)), "“many” within “0” is not a number with a tolerance."),
        (one(MATCHING, pairs=(Pair("a", "x"),)), "It needs at least two pairs with different right-hand sides."),
        (one(ORDERING, steps=("a", "a")), "Two of its steps are the same."),
        (Question(TRUE_FALSE, "name", "  ", options=(Option("True", Fraction(1)), Option("False"))), "It asks nothing: the text of the question is missing."),
    ],
)
def test_a_question_with_a_fault_is_told_in_a_sentence(asked, sentence):
    assert sentence in faults_of(asked)


def test_weights_that_reward_ticking_everything_are_remarked():
    assert remarks_on(one(MULTIPLE, options=(Option("a", Fraction(1)), Option("b"))))
    assert remarks_on(SEVERAL) == []
