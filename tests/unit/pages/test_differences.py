"""The side-by-side comparison of two revisions."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extranet.pages.differences import Row, Side, Token, compare, compare_words, stretches


def test_equal_texts_have_no_rows():
    found = compare("a\nb\n", "a\nb")
    assert found.is_same
    assert found.rows == ()


def test_a_changed_word_is_marked_on_both_sides_and_no_other():
    row = compare("returns within two working days", "returns within three working days").rows[0]
    assert row.kind == "changed"
    assert row.left.tokens == (Token("returns within ", "same"), Token("two", "removed"), Token(" working days", "same"))
    assert row.right.tokens[1] == Token("three", "added")


def test_words_are_marked_whole():
    left, right = compare_words("collection", "collections")
    assert (left, right) == ((Token("collection", "removed"),), (Token("collections", "added"),))


def test_an_added_line_stands_alone_on_the_right():
    rows = compare("a\nc", "a\nb\nc").rows
    assert [(r.kind, r.left and r.left.number, r.right and r.right.number) for r in rows] == [
        ("same", 1, 1),
        ("added", None, 2),
        ("same", 2, 3),
    ]


def test_lines_that_have_nothing_in_common_are_not_paired():
    assert [r.kind for r in compare("Green bins on Monday", "Ask for a postcode").rows] == ["removed", "added"]


def test_a_line_changed_among_new_lines_finds_its_partner():
    rows = compare("The crew returns within two days.", "Ask first.\nNew.\nThe crew returns within three days.").rows
    assert [r.kind for r in rows] == ["added", "added", "changed"]


def test_long_equal_stretches_are_counted_and_left_out():
    lines = [f"line {n}" for n in range(100)]
    changed = [*lines[:50], "new", *lines[50:]]
    rows = compare("\n".join(lines), "\n".join(changed)).rows
    assert [(r.kind, r.hidden) for r in rows if r.kind in ("gap", "added")] == [("gap", 47), ("added", 0), ("gap", 47)]


def test_every_line_is_there_when_asked_for():
    assert len(compare("a\n" * 50, "b\n" + "a\n" * 50, context=None).rows) == 51


def test_two_long_texts_of_equal_lines_are_compared_in_time():
    started = time.process_time()
    found = compare("a\n\n" * 10_000, "b\n\n" * 10_000 + "a\n")
    assert found.changed + found.removed + found.added > 0
    assert time.process_time() - started < 10


def test_a_long_text_turned_upside_down_is_compared_in_time():
    lines = [f"line {n}" for n in range(10_000)]
    started = time.process_time()
    compare("\n".join(lines), "\n".join(reversed(lines)))
    assert time.process_time() - started < 10


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["a b c", "a b", "", "x", "x y z w"])), st.lists(st.sampled_from(["a b c", "a c", "", "y", "x y w"])))
def test_both_texts_can_be_read_back_from_the_rows(before, after):
    rows = compare("\n".join(before), "\n".join(after), context=None).rows
    left = "\n".join(r.left.text for r in rows if r.left)
    right = "\n".join(r.right.text for r in rows if r.right)
    assert left == "\n".join(before).rstrip("\n")
    assert right == "\n".join(after).rstrip("\n")


def test_many_changes_spread_over_a_long_text_are_found_line_by_line_in_time():
    lines = [f"line {n} says this" for n in range(6_000)]
    changed = [f"line {n} says that" if n % 12 == 0 else line for n, line in enumerate(lines)]
    started = time.process_time()
    found = compare("\n".join(lines), "\n".join(changed))
    assert (found.changed, found.removed, found.added) == (500, 0, 0)
    assert time.process_time() - started < 5


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from("abcdef"), max_size=30), st.lists(st.sampled_from("abcdef"), max_size=30), st.integers(1, 4))
def test_stretches_cover_both_texts_in_order_however_large_they_count_as(before, after, small):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extranet.pages.differences.MATCHING_LINES", small)
        found = list(stretches(before, after))
    assert [line for equal, a0, a1, _, _ in found for line in before[a0:a1]] == before
    assert [line for equal, _, _, b0, b1 in found for line in after[b0:b1]] == after
    assert all(before[a0:a1] == after[b0:b1] for equal, a0, a1, b0, b1 in found if equal)


def test_a_changed_line_can_be_read_in_one_run():
    row = compare("returns within two working days", "returns within three working days, or calls").rows[0]
    assert [(one.text, one.mark) for one in row.run] == [
        ("returns within ", "same"), ("two", "removed"), ("three", "added"), (" working days", "same"), (", or calls", "added"),
    ]  # fmt: skip


@given(st.text("ab ,", max_size=30), st.text("ab ,", max_size=30))
def test_both_sides_of_a_changed_line_can_be_read_from_its_run(before, after):
    row = Row("changed", *(Side(1, tokens) for tokens in compare_words(before, after)))
    assert "".join(one.text for one in row.run if one.mark != "added") == before
    assert "".join(one.text for one in row.run if one.mark != "removed") == after
