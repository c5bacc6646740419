"""Two people's changes of one text put together."""

from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extranet.pages.merging import Stretch, lines_of, merge, settled, weave

LINES = st.lists(st.sampled_from(["", "a", "b", "c", "One two three.", "One two four.", "- row", "::: for woking", ":::"]), max_size=12)


def text_of(found, choice="both"):
    return [line for one in found for line in (settled(one, choice) if one.is_clash else one.merged)]


def clashes(found):
    return [one for one in found if one.is_clash]


def test_changes_in_different_places_are_put_together():
    found = merge(["a", "b", "c"], ["A", "b", "c"], ["a", "b", "C"])
    assert clashes(found) == []
    assert text_of(found) == ["A", "b", "C"]


def test_two_changes_of_one_line_clash_and_both_are_there():
    found = merge(["a", "b", "c"], ["a", "theirs", "c"], ["a", "yours", "c"])
    assert clashes(found) == [Stretch(("b",), ("theirs",), ("yours",))]
    assert text_of(found) == ["a", "theirs", "", "yours", "c"]
    assert text_of(found, "theirs") == ["a", "theirs", "c"]
    assert text_of(found, "yours") == ["a", "yours", "c"]


def test_a_line_that_one_removes_and_the_other_changes_is_asked_about():
    assert len(clashes(merge(["a", "b", "c"], ["a", "c"], ["a", "B", "c"]))) == 1


def test_two_changes_of_different_words_in_one_paragraph_can_be_woven():
    clash = clashes(merge(["Ring within two days."], ["Ring within three days."], ["Call within two days."]))[0]
    assert weave(clash) == "Call within three days."
    assert settled(clash, "woven") == ["Call within three days."]


def test_two_changes_of_the_same_word_cannot_be_woven():
    clash = clashes(merge(["Ring within two days."], ["Ring within three days."], ["Ring within four days."]))[0]
    assert weave(clash) is None
    assert settled(clash, "woven") == ["Ring within three days.", "", "Ring within four days."]


def test_rows_of_a_list_stay_together_and_paragraphs_stay_apart():
    assert text_of(merge(["- a"], ["- a", "- theirs"], ["- a", "- yours"])) == ["- a", "- theirs", "- yours"]
    assert text_of(merge([], ["Theirs."], ["Yours."])) == ["Theirs.", "", "Yours."]


def test_what_both_added_alike_around_a_clash_is_there_once():
    assert text_of(merge([], ["same", "", "theirs"], ["same", "", "yours"])) == ["same", "", "theirs", "", "yours"]


@settings(deadline=None)
@given(LINES, LINES, LINES)
def test_no_line_that_either_side_added_is_lost(base, theirs, yours):
    merged = Counter(text_of(merge(base, theirs, yours)))
    for side in (theirs, yours):
        added = Counter(side) - Counter(base)
        assert all(line in merged for line in added)


@settings(deadline=None)
@given(LINES, LINES, LINES)
def test_each_side_and_the_base_can_be_read_back_from_the_stretches(base, theirs, yours):
    found = merge(base, theirs, yours)
    for name, side in (("base", base), ("theirs", theirs), ("yours", yours)):
        assert [line for one in found for line in getattr(one, name)] == side


@settings(deadline=None)
@given(LINES, LINES)
def test_a_side_that_changed_nothing_gives_way(base, other):
    assert text_of(merge(base, other, base)) == other
    assert text_of(merge(base, base, other)) == other


@settings(deadline=None)
@given(LINES, LINES)
def test_the_same_change_on_both_sides_is_one(base, other):
    found = merge(base, other, other)
    assert clashes(found) == []
    assert text_of(found) == other


@settings(deadline=None)
@given(st.integers(6, 40), st.data())
def test_changes_with_an_untouched_line_between_them_never_clash(length, data):
    base = [f"line {n}" for n in range(length)]
    edge = data.draw(st.integers(2, length - 2))
    theirs_at = data.draw(st.integers(0, edge - 2))
    yours_at = data.draw(st.integers(edge, length - 1))
    assume(theirs_at + 1 < yours_at)
    put = st.lists(st.text("xyz", min_size=1), max_size=3)
    mine, other = data.draw(put), data.draw(put)
    theirs = [*base[:theirs_at], *mine, *base[theirs_at + 1 :]]
    yours = [*base[:yours_at], *other, *base[yours_at + 1 :]]
    found = merge(base, theirs, yours)
    assert clashes(found) == []
    assert text_of(found) == [*base[:theirs_at], *mine, *base[theirs_at + 1 : yours_at], *other, *base[yours_at + 1 :]]


@given(st.text("ab\n"))
def test_lines_joined_again_are_the_text(text):
    assert "\n".join(lines_of(text)) == text
