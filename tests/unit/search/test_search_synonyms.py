"""Words that mean the same: read from a page's list, added at lower weight, never inside quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extranet.search import synonyms as same
from extranet.search.parsing import parse
from extranet.search.synonyms import WEIGHT, read

LIST = """
- rubbish, refuse, waste
- tip > community recycling centre, dump
- TPO, tree preservation order

Not a line of the list, with a comma.
"""


def expanded(text, given=LIST):
    """{term: weight} of the query with what else it may mean."""
    return {term: weight for word in read([given]).expand(parse(text)).words for term, weight in word.terms}


def test_a_word_also_looks_for_the_words_of_its_line_at_six_tenths():
    assert expanded("rubbish") == {"rubbish": 1.0, "refus": WEIGHT, "wast": WEIGHT}


def test_an_arrow_works_one_way():
    assert "dump" in expanded("tip")
    assert "tip" not in expanded("dump")


def test_an_entry_of_several_words_is_found_as_a_whole_and_shares_its_weight():
    assert expanded("tree preservation order")["tpo"] == pytest.approx(WEIGHT)
    assert "tpo" not in expanded("tree order")
    assert expanded("tpo")["preserv"] == pytest.approx(WEIGHT / 3)


@pytest.mark.parametrize("text", ['"rubbish"', "-rubbish bin", "title:rubbish", "type:rubbish"])
def test_what_stands_in_quotes_behind_a_minus_or_a_field_is_left_as_it_is(text):
    assert "refus" not in expanded(text)


def test_words_typed_are_not_added_again():
    assert expanded("rubbish refuse")["refus"] == 1.0


@given(st.text(max_size=300))
def test_no_list_is_an_error(text):
    read([text, f"- {text}", f"- a > {text}"]).expand(parse("a bin"))


def test_a_page_of_the_same_subject_in_other_words_is_found_after_one_with_the_words_typed(site, shelf, find, monkeypatch):
    monkeypatch.setattr(same, "answers_only", lambda _given: ["- rubbish, refuse"])
    shelf.put(1, "Refuse rounds", "When refuse is collected")
    shelf.put(2, "Rubbish rounds", "When rubbish is collected")
    shelf.drain()
    assert find("rubbish") == ["Rubbish rounds", "Refuse rounds"]
    assert find('"rubbish"') == ["Rubbish rounds"]
