"""Particulars in pages: one person's stop the save, an office's are a remark."""

import pytest
from desk_people import page

from extranet.pages import FaultyPage, PageDraft
from extranet_plugins.front_line_forum import page_text


@pytest.mark.parametrize("words", ["Ring her on 07700 900123.", "Her number is NHS 943 476 5919.", "She was born on 3/4/1985."])
def test_a_live_page_about_one_person_is_refused(site, words):
    with pytest.raises(FaultyPage, match="seem(s)? to hold"):
        page(site, short_answer=words)


def test_an_offices_number_is_a_remark_and_none_on_a_contact_card(site):
    assert page(site, short_answer="Ring the office on 01632 960123.").slug == "missed-bin"
    said = {"short_answer": "Ring the office on 01632 960123.", "type": "qa"}
    assert [fault.severity for fault in page_text.faults_in(PageDraft(said))] == ["warning"]
    assert page_text.faults_in(PageDraft(said | {"type": "contact"})) == []


@pytest.mark.parametrize("field", ["change_note", "summary", "short_answer"])
def test_no_field_of_a_live_page_may_hold_what_one_person_has(site, field):
    with pytest.raises(FaultyPage, match="seems to hold"):
        page(site, **{field: "Changed since she, born on 3rd April 1985, rang us."})


def test_what_the_standard_refuses_is_not_said_twice():
    assert page_text.faults_in(PageDraft({"short_answer": "Ring her on 07700 900123.", "type": "qa"})) == []
