"""Whose customer: what follows from a place is set, what does not is asked."""

from datetime import date

import pytest

from extranet.authorities import find_place, pair_of, place_names, places_beginning
from extranet.authorities.postcodes import Postcode, postcode_of

VESTING = date(2027, 4, 1)


def slugs(found):
    return [one.slug for one in found.choices]


@pytest.mark.parametrize("typed", ["GU24 0AA", "gu240aa", " gu24  0aa ", "GU2 40AA", "GU24 OAA"])
def test_a_postcode_is_read_however_it_is_typed(typed):
    assert postcode_of(typed) == Postcode("GU24", "0", "AA")


@pytest.mark.parametrize(
    ("typed", "outward", "number"), [("gu24", "GU24", ""), ("GU24 0", "GU24", "0"), ("GU2 4", "GU2", "4"), ("gu249", "GU24", "9"), ("RH1", "RH1", "")]
)
def test_part_of_a_postcode_is_read_as_far_as_it_goes(typed, outward, number):
    assert postcode_of(typed, {"GU24", "GU2", "RH1"}) == Postcode(outward, number)


@pytest.mark.parametrize("typed", ["", "missed bin", "524", "01483 517898", "M25 motorway", "💧", "GU", "GU24 0AA GU24 0AB"])
def test_other_texts_are_no_postcode(typed):
    assert postcode_of(typed) is None


def test_a_sector_in_one_district_is_sure_and_gives_district_and_county(site):
    found = find_place(site, "GU1 1AA")
    assert found.only.slug == "guildford"
    assert found.only.words == "Guildford + Surrey County Council"
    assert (found.label, found.area) == ("GU1 1", "GU1")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("GU24 0AA", ["guildford", "woking"]),
        ("GU24 9", ["surrey-heath", "woking"]),
        ("RH1", ["reigate-and-banstead", "tandridge"]),
        ("TW18", ["spelthorne", "runnymede", ""]),
        ("KT18", ["epsom-and-ewell", "reigate-and-banstead", "mole-valley", ""]),
    ],
)
def test_a_divided_place_lists_its_councils_largest_first_and_is_never_sure(site, typed, expected):
    found = find_place(site, typed)
    assert slugs(found) == expected
    assert found.only is None
    assert all(one.share for one in found.choices)


def test_shares_are_words_and_not_figures(site):
    assert [one.share for one in find_place(site, "TW18").choices] == ["most of it", "a part of it", "a corner of it"]


@pytest.mark.parametrize("typed", ["SW1A 1AA", "GU14 7AA", "Aldershot"])
def test_a_place_outside_is_said_to_be_outside(site, typed):
    found = find_place(site, typed)
    assert found.is_outside
    assert found.only is None


@pytest.mark.parametrize("typed", ["", "xx", "zzzz zzz", "💧💧", "a" * 5000, "%", "' or 1=1 --"])
def test_nonsense_names_no_place(site, typed):
    assert find_place(site, typed).choices == ()


def test_a_sector_nobody_counted_is_asked_even_in_a_district_of_one_council(site):
    found = find_place(site, "GU1 5ZZ")
    assert slugs(found) == ["guildford"]
    assert found.only is None


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("Camberley", "surrey-heath"), ("staines upon thames", "spelthorne"), ("Woking", "woking"), ("epsom and ewell borough council", "epsom-and-ewell")],
)
def test_a_town_or_a_council_by_its_whole_name_is_sure(site, typed, slug):
    assert find_place(site, typed).only.slug == slug


def test_a_name_in_two_councils_asks(site):
    assert slugs(find_place(site, "Walton")) == ["elmbridge", "reigate-and-banstead"]
    assert find_place(site, "Walton").only is None


def test_the_beginning_of_a_name_is_offered_and_not_taken(site):
    found = find_place(site, "cambe")
    assert [(one.slug, one.name) for one in found.choices] == [("surrey-heath", "Camberley")]
    assert found.only is None
    assert {"surrey", "surrey-heath"} <= set(slugs(find_place(site, "Surrey")))


def test_an_address_is_known_by_its_postcode_else_its_town_is_offered(site):
    assert find_place(site, "12 High Street, Woking GU22 7AB").only.slug == "woking"
    offered = find_place(site, "12 High Street, Camberley")
    assert slugs(offered) == ["surrey-heath"]
    assert offered.only is None


def test_nothing_that_is_kept_or_shown_holds_a_whole_postcode(site):
    found = find_place(site, "Flat 2, 1 Some Road, GU24 0AA")
    assert "0AA" not in repr(found)
    assert found.area == "GU24"


def test_from_the_day_the_districts_end_their_successors_answer(site):
    assert slugs(find_place(site, "GU24 0AA", date(2027, 3, 31))) == ["guildford", "woking"]
    after = find_place(site, "GU24 0AA", VESTING)
    assert after.only.slug == "west-surrey"
    assert after.only.words == "West Surrey Council"
    assert find_place(site, "Woking Borough Council", VESTING).only.slug == "west-surrey"
    assert slugs(find_place(site, "Surrey County Council", VESTING)) == ["east-surrey", "west-surrey"]
    assert find_place(site, "Surrey County Council", VESTING).only is None


def test_the_clock_decides_when_no_day_is_given(site, clock):
    clock.move(days=200)
    assert find_place(site, "GU24 0").only.slug == "west-surrey"


def test_a_council_to_come_is_not_offered_before_its_day(site):
    assert "east-surrey" not in slugs(find_place(site, "East Surrey"))


def test_a_pair_is_the_district_with_its_county_later_one_council(site):
    assert pair_of(site, "woking").words == "Woking + Surrey County Council"
    assert pair_of(site, "surrey").words == "Surrey County Council"
    assert pair_of(site, "woking").county.slug == "surrey"
    later = pair_of(site, "woking", VESTING)
    assert (later.authority.slug, later.county, later.words) == ("west-surrey", None, "West Surrey Council")


def test_there_is_no_pair_for_nobody_nor_for_a_divided_county(site):
    assert pair_of(site, None) is None
    assert pair_of(site, "atlantis") is None
    assert pair_of(site, "west-surrey") is None
    assert pair_of(site, "surrey", VESTING) is None


def test_places_are_suggested_from_the_third_letter_and_for_postcodes(site):
    assert [one.label for one in places_beginning(site, "camb")] == ["Camberley"]
    assert [one.label for one in places_beginning(site, "gu24 0aa")] == ["GU24 0"]
    assert places_beginning(site, "ca") == []
    assert places_beginning(site, "council tax") == []


def test_every_name_of_the_vocabulary_leads_to_a_council_that_is_there(site):
    for name in place_names(site):
        assert find_place(site, name).choices, name
