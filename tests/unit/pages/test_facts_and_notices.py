"""Facts by authority and date; notices by service, area and date."""

from datetime import date

import pytest
from pages_drafts import question

from extranet.actor import Actor, Grant
from extranet.errors import BadInput, Forbidden
from extranet.pages import FactKey, FactValue, PageDraft, create_page, facts, load_facts, notices_in_force, pages_showing, set_fact
from extranet.pages.viewing import shared_value

TODAY = date(2026, 11, 21)
KEY = "waste.window"


@pytest.fixture
def known(site):
    load_facts(site, [FactKey(KEY, "Window", "text", "front-line-forum")], [FactValue(KEY, "woking", "2 days", "https://w.gov.uk")], "Import")


def test_a_value_holds_from_its_day_and_the_one_before_it_until_then(site, administrator, known):
    set_fact(site, administrator, FactValue(KEY, "woking", "5 days", "https://w.gov.uk", valid_from=date(2027, 4, 1)))
    assert facts(site).value(KEY, "woking", TODAY).value == "2 days"
    assert facts(site).value(KEY, "woking", date(2027, 4, 1)).value == "5 days"
    assert facts(site).value(KEY, "guildford", TODAY) is None


def test_setting_a_value_again_takes_the_place_of_the_old_one(site, administrator, known):
    set_fact(site, administrator, FactValue(KEY, "woking", "3 days", "https://w.gov.uk"))
    assert [one.value for one in facts(site).values_of(KEY)] == ["3 days"]


def test_an_author_sets_the_values_of_the_own_authority_alone(site, known):
    own = Actor(5, "Wil", "woking", frozenset({Grant("author", "authority", "woking")}))
    set_fact(site, own, FactValue(KEY, "woking", "4 days", "https://w.gov.uk"))
    with pytest.raises(Forbidden, match="Only authors and administrators of that authority"):
        set_fact(site, own, FactValue(KEY, "guildford", "4 days", "https://w.gov.uk"))


@pytest.mark.parametrize(("value", "sentence"), [
    (FactValue("no.such", "woking", "1", "https://w.gov.uk"), "There is no fact"),
    (FactValue(KEY, "woking", " ", "https://w.gov.uk"), "Type the value"),
    (FactValue(KEY, "woking", "1", "javascript:alert(1)"), "web address"),
    (FactValue(KEY, "woking", "1", "https://w.gov.uk", date(2027, 1, 2), date(2027, 1, 1)), "before the first"),
])  # fmt: skip
def test_what_is_wrong_with_a_value_is_said(site, administrator, known, value, sentence):
    with pytest.raises(BadInput, match=sentence):
        set_fact(site, administrator, value)


def test_a_value_that_all_authorities_share_needs_no_customer(site, known):
    from extranet.authorities import current_authorities

    assert shared_value(site, KEY) is None
    load_facts(site, [], [FactValue(KEY, one.slug, "2 days", "https://w.gov.uk") for one in current_authorities(site)], "Import")
    assert shared_value(site, KEY).value == "2 days"


def test_every_page_that_shows_a_fact_is_listed(site, author, known, missed_bin):
    assert [line.slug for line in pages_showing(site, author, KEY)] == ["missed-bin"]


@pytest.fixture
def late_bins(site, author):
    own = dict.fromkeys(("customer_question", "short_answer", "environment", "sources", "resolution_type"))
    notice = {"type": "notice", "title": "Bins a day late", "level": "disruption", "headline": "Bins a day late", "what_changed": "A day later.",
              "what_to_say": "Leave it out.", "affects": {"lgsl_ids": [524], "areas": ["woking"]}, "starts": date(2026, 11, 20),
              "ends": date(2026, 11, 25), "review_by": date(2026, 12, 1)}  # fmt: skip
    return create_page(site, author, PageDraft(question(**own, **notice)), "bins-late")


@pytest.mark.parametrize(("services", "authority", "is_shown"), [
    ([524], "woking", True), ([524], None, True), ([524], "guildford", False), ([1], "woking", False), (None, "woking", True),
])  # fmt: skip
def test_a_notice_concerns_its_services_and_areas(site, author, late_bins, services, authority, is_shown):
    assert bool(notices_in_force(site, author, services, authority)) == is_shown


def test_a_notice_is_over_after_its_last_day_and_not_for_visitors(site, author, clock, late_bins):
    assert notices_in_force(site, None) == []
    clock.move(days=4)
    assert notices_in_force(site, author)
    clock.move(days=1)
    assert notices_in_force(site, author) == []
