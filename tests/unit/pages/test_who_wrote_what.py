"""Who wrote which line and which passage."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extranet.pages.blaming import Passage, origins, passages

LINES = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=8)


def newest_first(*texts):
    return [(number, text) for number, text in sorted(enumerate(texts, start=1), reverse=True)]


def test_a_line_belongs_to_the_revision_that_brought_it():
    assert origins(newest_first(["a"], ["a", "b"], ["c", "a", "b"])) == [3, 1, 2]


def test_a_changed_line_belongs_to_who_changed_it():
    assert origins(newest_first(["one", "two"], ["one", "TWO"])) == [1, 2]


def test_a_line_taken_out_and_put_in_again_belongs_to_who_put_it_in():
    assert origins(newest_first(["a", "b"], ["a"], ["a", "b"])) == [1, 3]


def test_lines_older_than_what_is_looked_at_belong_to_nobody_known():
    assert origins([(9, ["a", "b"]), (8, ["a"])]) == [None, 9]


def test_paragraphs_of_the_same_origin_are_one_passage():
    assert passages(["a", "", "b", "c", "", "d"], [1, 1, 1, 1, 1, 2]) == [Passage("a\n\nb\nc", (1,)), Passage("d", (2,))]


def test_a_passage_of_several_names_the_newest_first():
    assert passages(["a", "b", "c"], [1, 3, None]) == [Passage("a\nb\nc", (3, 1, None))]


def test_a_block_of_code_with_empty_lines_is_one_passage():
    assert [one.text for one in passages(["```", "a", "", "b", "```", "", "c"], [1, 1, 1, 2, 1, 1, 3])] == ["```\na\n\nb\n```", "c"]


@settings(deadline=None)
@given(st.lists(LINES, min_size=1, max_size=6))
def test_every_line_stands_in_the_revision_it_is_said_to_come_from(texts):
    for line, number in zip(texts[-1], origins(newest_first(*texts)), strict=True):
        assert number is not None
        assert line in texts[number - 1]
