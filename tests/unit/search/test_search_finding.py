"""What an adviser finds, and what nobody may."""

from datetime import date

import pytest

from extranet import search
from extranet.actor import Actor, Grant
from extranet.search import Passage, Query
from extranet.search.actions import NOTHING_ASKED, ONLY_SMALL_WORDS

BEN = Actor(2, "Ben Ashe", "guildford")
ADMINISTRATOR = Actor(3, "Ida Brook", "surrey", frozenset({Grant("partnership_administrator", "partnership")}))


def test_a_word_in_another_form_finds_the_page(shelf, find):
    shelf.put(1, "Missed bin collection")
    shelf.put(2, "Blue badge")
    shelf.drain()
    assert find("collected bins") == ["Missed bin collection"]


def test_a_whole_question_finds_what_two_words_find(shelf, find):
    shelf.put(1, "Missed bin collection", "Report it within two working days.")
    shelf.put(2, "Parking permits", "Where you can park.")
    shelf.drain()
    assert find("What can I do when my bin was not emptied and the collection was missed?")[0] == "Missed bin collection"


def test_the_title_counts_more_than_the_text(shelf, find):
    shelf.put(1, "Fees", "A caravan is licensed by the council.")
    shelf.put(2, "Caravan sites", "Fees of the council are published.")
    shelf.drain()
    assert find("caravan") == ["Caravan sites", "Fees"]


def test_the_callers_own_words_find_the_page(shelf, find):
    shelf.put(1, "Missed bin collection", asked_as=("dustmen forgot me",))
    shelf.drain()
    assert find("dustman forgot") == ["Missed bin collection"]


def test_results_show_the_short_answer_and_the_marked_passage_under_its_heading(site, shelf, ann):
    passages = (Passage("", "", "All about rubbish."), Passage("exceptions", "Exceptions", "Snow delays the crews by a day."))
    shelf.put(1, "Missed bin", short_answer="The crew comes back when snow has gone.", passages=passages, review_by=date(2027, 5, 1))
    shelf.drain()
    hit = search.find(site, ann, Query("snow")).groups[0]
    assert [piece.text for piece in hit.answer if piece.is_found] == ["snow"]
    assert hit.passages[0].heading == "Exceptions"
    assert hit.passages[0].url == "/notes/1#exceptions"
    assert [piece.text for piece in hit.passages[0].pieces if piece.is_found] == ["Snow"]
    assert hit.document.review_by == date(2027, 5, 1)


def test_the_customers_own_passage_comes_first_and_another_authoritys_not_at_all(site, shelf, ann):
    passages = (Passage("a", "All", "Snow."), Passage("b", "For Woking", "Snow.", ("woking",)), Passage("c", "For Guildford", "Snow snow.", ("guildford",)))
    shelf.put(1, "Missed bin", passages=passages)
    shelf.drain()
    [hit] = search.find(site, ann, Query("snow", "woking")).groups
    assert [one.heading for one in hit.passages] == ["For Woking", "All"]
    assert len(search.find(site, ann, Query("snow")).groups[0].passages) == 2


def test_what_a_reader_may_not_read_is_in_no_hit_count_facet_or_spelling(site, shelf, ann):
    shelf.put(1, "Open gritting rota", reading_key="all", authority="woking")
    shelf.put(2, "Secret gritting rota", reading_key="authority:guildford", authority="guildford", type="policy")
    shelf.put(3, "Zanzibar gritting", reading_key="group:gis-users")
    shelf.drain()
    found = search.find(site, ann, Query("gritting"))
    assert [hit.document.title for hit in found.groups] == ["Open gritting rota"]
    assert found.total == 1
    assert [(one.value, one.count) for one in found.facets["authority"]] == [("woking", 1)]
    assert found.facets["type"] == ()
    assert search.find(site, ann, Query("zanzibr")).did_you_mean is None
    assert search.find(site, BEN, Query("gritting")).total == 2
    assert search.find(site, ADMINISTRATOR, Query("gritting")).total == 3
    assert search.find(site, None, Query("gritting")).total == 0


def test_the_order_for_a_reader_owes_nothing_to_pages_the_reader_may_not_read(site, shelf, ann, find):
    shelf.put(1, "Boats", "boats on the canal and one mooring")
    shelf.put(2, "Moorings", "moorings near the canal")
    shelf.drain()
    before = [hit.document.title for hit in search.find(site, ann, Query("canal boats moorings")).groups]
    for number in range(3, 40):
        shelf.put(number, "Boats boats", "moorings " * number, reading_key="group:gis-users")
    shelf.drain()
    assert [hit.document.title for hit in search.find(site, ann, Query("canal boats moorings")).groups] == before


def test_filters_narrow_and_their_counts_say_what_each_would_leave(site, shelf, ann):
    for number, kind in enumerate(["qa", "qa", "policy"], 1):
        shelf.put(number, f"Council tax {number}", type=kind, authority="woking" if number < 3 else "guildford")
    shelf.drain()
    found = search.find(site, ann, Query("tax", filters={"type": ("qa",)}))
    assert found.total == 2
    assert {one.value: (one.count, one.is_chosen) for one in found.facets["type"]} == {"qa": (2, True), "policy": (1, False)}
    assert [one.value for one in found.facets["authority"]] == ["woking"]


def test_the_customers_authority_comes_first_and_the_others_stay(site, shelf, find):
    shelf.put(1, "Garden waste", "Ask for a brown bin.", areas=("guildford",))
    shelf.put(2, "Garden waste", "Ask for a brown bin.", areas=("woking",))
    shelf.drain()
    ann = Actor(1, "Ann Oakley", "woking")
    found = search.find(site, ann, Query("garden waste", customer="woking")).groups
    assert [(hit.document.item_id, hit.is_for_customer) for hit in found] == [(2, True), (1, False)]


STRANGE = [
    *('"', '"unclosed phrase', "-", "- -", "(((", "AND OR NOT", "type:", ":x", "a" * 9000, "\x00", "☃ 🗑️", "垃圾", "كيف حالك", "हिन्दी"),
    *("*", "bin* *", "[bin", "title:", "\\", "'" * 30, "-bin"),
]


@pytest.mark.parametrize("text", STRANGE)
def test_any_string_gives_an_answer_or_a_kind_sentence(site, shelf, ann, text):
    shelf.put(1, "Missed bin collection")
    shelf.drain()
    found = search.find(site, ann, Query(text))
    assert found.total >= 0


def test_nothing_typed_and_only_small_words_are_answered_kindly(site, ann):
    assert search.find(site, ann, Query("")).sentence == NOTHING_ASKED
    assert search.find(site, ann, Query("of the and")).sentence == ONLY_SMALL_WORDS


def test_words_of_other_scripts_are_found(shelf, find):
    shelf.put(1, "Abfall", "垃圾回收 हिन्दी")
    shelf.drain()
    assert find("垃圾") == ["Abfall"]
    assert find("हिन्दी") == ["Abfall"]


def test_a_phrase_must_stand_as_it_is_and_a_minus_keeps_away(shelf, find):
    shelf.put(1, "Out of hours", "Ring the out of hours line.")
    shelf.put(2, "Hours", "It was hours before they went out, out of luck.")
    shelf.drain()
    assert find('"out of hours"') == ["Out of hours"]
    assert find("hours -line") == ["Hours"]


def test_fields_narrow_for_those_who_want_them(shelf, find):
    shelf.put(1, "Tax bands", "about tax", type="qa", services=(57,))
    shelf.put(2, "Bands", "tax here", type="policy")
    shelf.drain()
    assert find("tax type:policy") == ["Bands"]
    assert find("title:tax") == ["Tax bands"]
    assert find("lgsl 57") == ["Tax bands"]
    assert find("tax nosuchfield:bands") == ["Tax bands", "Bands"]


@pytest.mark.parametrize("typed", ["GU21 4XX", "gu214xx", "01483 755855", "(01483) 755 855", "+44 1483 755855", "24/P/00123", "24/p/00123"])
def test_exact_things_are_found_however_they_are_written(shelf, find, typed):
    shelf.put(1, "The office", "Write to GU21 4XX, ring 01483 755855, quote 24/P/00123.")
    shelf.put(2, "Another office", "Write to GU21 4XY, ring 01483 755856, quote 24/P/00124.")
    shelf.drain()
    assert find(typed)[0] == "The office"


def test_hyphens_make_no_difference(shelf, find):
    shelf.put(1, "E-mail us")
    shelf.drain()
    assert find("email") == find("e-mail") == find("e mail") == ["E-mail us"]


def test_a_typing_mistake_is_forgiven_when_nothing_else_is_found(site, shelf, ann):
    shelf.put(1, "Recycling centre", "Recycling of garden waste")
    shelf.put(2, "Recycling box", "A box.")
    shelf.drain()
    only = search.find(site, ann, Query("gardne"))
    assert (only.corrected, only.did_you_mean, only.total) == (True, "garden", 1)


def test_a_better_spelling_is_offered_only_when_it_finds_more(site, shelf, ann):
    shelf.put(1, "Recycling centre", "Recycling of garden waste")
    shelf.drain()
    assert search.find(site, ann, Query("recyclign centre")).did_you_mean is None
    shelf.put(2, "Recycling box", "A box.")
    shelf.drain()
    found = search.find(site, ann, Query("recyclign centre"))
    assert (found.total, found.did_you_mean, found.corrected) == (2, "recycling centre", True)


def test_a_short_word_that_is_unknown_is_only_asked_about_because_it_may_be_another_word(site, shelf, ann):
    shelf.put(1, "Permit for parking")
    shelf.put(2, "Skips", "Of any size")
    shelf.drain()
    found = search.find(site, ann, Query("ship permit"))
    assert (found.total, found.did_you_mean, found.corrected) == (1, "skips permit", False)


def test_half_a_phone_number_finds_nothing(shelf, find):
    shelf.put(1, "The office", "Ring 01483 755855.")
    shelf.drain()
    assert find("01483 755855") == ["The office"]
    assert find("01483 999999") == []


def test_a_right_word_is_never_corrected(site, shelf, ann):
    shelf.put(1, "Bins")
    shelf.put(2, "Pins")
    shelf.drain()
    found = search.find(site, ann, Query("pins"))
    assert (found.total, found.did_you_mean) == (1, None)


def test_pages_of_results_follow_on_without_repeats(site, shelf, ann):
    for number in range(1, 31):
        shelf.put(number, f"Street light {number}", "lamp " * number)
    shelf.drain()
    seen = [hit.document.item_id for page in (1, 2, 3) for hit in search.find(site, ann, Query("street lights", page=page)).groups]
    assert sorted(seen) == list(range(1, 31))


def test_a_star_finds_everything_that_begins_so(shelf, find):
    shelf.put(1, "Householder application")
    shelf.put(2, "Housing benefit")
    shelf.put(3, "Hedges")
    shelf.drain()
    assert sorted(find("hous*")) == ["Householder application", "Housing benefit"]
