"""Content files are read strictly, with lines, and written so that reading gives the same back."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from extranet.standard.front_matter import read_front_matter, read_yaml_mapping, write_content_file
from extranet.standard.model import UnreadableContent

PLAIN = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff"), max_size=40)
SCALAR = some.one_of(PLAIN, some.integers(-10**15, 10**15), some.booleans(), some.none(), some.dates(), some.floats(allow_nan=False, allow_infinity=False))
VALUE = some.recursive(SCALAR, lambda inner: some.one_of(some.lists(inner, max_size=4), some.dictionaries(PLAIN, inner, max_size=4)), max_leaves=12)


def test_the_parts_of_a_file_and_their_lines_are_found():
    file = read_front_matter("---\ntitle: Bins\nsteps:\n  - instruction: Ask.\n    why: To know.\n---\n\nText.\n")
    assert file.metadata == {"title": "Bins", "steps": [{"instruction": "Ask.", "why": "To know."}]}
    assert (file.body, file.body_line) == ("Text.\n", 8)
    assert file.metadata.lines["steps.0.why"] == 5


def test_a_file_without_front_matter_is_all_body():
    assert read_front_matter("Only text.\n")[:] == ({}, "Only text.\n", 1)


def test_times_phone_numbers_and_no_stay_words():
    assert read_yaml_mapping("opens: 9:00\nphone: 01483 755855\nurgent: 0300\nanswer: no\nday: 2027-05-01\n") == {
        "opens": "9:00", "phone": "01483 755855", "urgent": "0300", "answer": "no", "day": date(2027, 5, 1)}


def test_a_day_that_does_not_exist_stays_text_for_the_check_to_name():
    assert read_yaml_mapping("day: 2027-02-30") == {"day": "2027-02-30"}


@pytest.mark.parametrize(("text", "line", "said"), [
    ("a: &x [1]\nb: *x", 1, "Anchors and aliases"),
    ("a: 1\nb: !!python/object/apply:os.getcwd []", 2, "is not used in content files"),
    ("a: 1\na: 2", 2, "given twice"),
    ("a: 1\nb: [1, 2", 3, "cannot be read"),
    ("a: b: c", 1, "needs quotes around it"),
    ("- a\n- b", 1, "must be fields"),
    ("[" * 50_000, 1, "nested more than"),
    ("a: \x00", 1, "character that YAML does not allow"),
    ("? [a]\n: b", 1, "must be one word"),
])
def test_tricks_and_slips_are_refused_with_their_line(text, line, said):
    with pytest.raises(UnreadableContent) as refused:
        read_yaml_mapping(text)
    assert said in refused.value.sentence
    assert refused.value.line == line


def test_a_file_that_is_never_closed_or_too_large_is_refused():
    with pytest.raises(UnreadableContent, match="no line of --- closes it"):
        read_front_matter("---\ntitle: Bins\n")
    with pytest.raises(UnreadableContent, match="over 256 KB"):
        read_front_matter("x" * 300_000)


def test_fields_are_written_in_the_order_of_the_standard():
    written = write_content_file({"zebra": 1, "short_answer": "Leave it out.", "type": "qa", "title": "Bins"}, "Text.\n")
    assert written == "---\ntitle: Bins\ntype: qa\nshort_answer: Leave it out.\nzebra: 1\n---\n\nText.\n"


@settings(max_examples=200, deadline=None)
@given(some.dictionaries(PLAIN, VALUE, min_size=1, max_size=5), PLAIN)
def test_what_is_written_is_read_back(metadata, body):
    file = read_front_matter(write_content_file(metadata, body))
    assert file.metadata == metadata
    assert file.body == body
