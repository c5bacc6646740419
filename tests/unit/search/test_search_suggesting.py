"""What is offered while somebody types."""

import pytest

from extranet import search
from extranet.actor import Actor
from extranet.search import Suggestion


@pytest.fixture
def suggest(site, ann):
    def labels(text, actor=ann, customer=None):
        return [one.label for one in search.suggest(site, actor, text, customer) if one.kind == "note"]

    return labels


def test_nothing_before_the_second_letter(shelf, suggest):
    shelf.put(1, "Missed bin")
    shelf.drain()
    assert suggest("m") == []
    assert suggest(" m ") == []
    assert suggest("mi") == ["Missed bin"]


def test_the_beginning_of_any_word_finds_a_title_and_the_beginning_of_the_title_first(shelf, suggest):
    shelf.put(1, "Missed bin collection")
    shelf.put(2, "Collection days")
    shelf.drain()
    assert suggest("coll") == ["Collection days", "Missed bin collection"]
    assert suggest("bin coll") == ["Missed bin collection"]


def test_words_may_come_in_any_order(shelf, suggest):
    shelf.put(1, "Missed bin collection")
    shelf.drain()
    assert suggest("coll mis") == ["Missed bin collection"]


def test_the_callers_own_words_are_offered_with_the_page_they_lead_to(site, shelf, ann):
    shelf.put(1, "Missed bin collection", asked_as=("dustmen forgot me",))
    shelf.drain()
    found = search.suggest(site, ann, "dustm")[0]
    assert found == Suggestion("note", "dustmen forgot me", "Missed bin collection", "/notes/1")


def test_one_typing_mistake_is_forgiven_when_nothing_begins_so(shelf, suggest):
    shelf.put(1, "Garden waste")
    shelf.put(2, "Grants")
    shelf.drain()
    assert suggest("gardne") == ["Garden waste"]
    assert suggest("wsate") == ["Garden waste"]
    assert suggest("gra") == ["Grants"]


def test_only_what_may_be_read_is_offered(shelf, suggest):
    shelf.put(1, "Missed bin", reading_key="all")
    shelf.put(2, "Missed deadline", reading_key="authority:guildford", asked_as=("late report",))
    shelf.drain()
    assert suggest("miss") == ["Missed bin"]
    assert suggest("late") == []
    assert suggest("miss", None) == []
    assert suggest("miss", Actor(2, "Ben Ashe", "guildford")) == ["Missed bin", "Missed deadline"]


def test_a_change_is_offered_and_what_is_gone_is_not(shelf, suggest):
    for number in range(1, 6):
        shelf.put(number, f"Missed bin {number}")
    shelf.drain()
    assert len(suggest("missed")) == 5
    shelf.change(1, title="Lost badge", reading_key="all")
    shelf.change(2, reading_key="authority:guildford")
    shelf.remove(3)
    shelf.put(9, "Missed appointment")
    shelf.drain()
    assert suggest("missed") == ["Missed bin 4", "Missed bin 5", "Missed appointment"]
    assert suggest("lost") == ["Lost badge"]


def test_many_changes_are_sorted_in_and_nothing_is_lost(shelf, suggest, monkeypatch):
    monkeypatch.setattr("extranet.search.suggesting.FRESH_MOST", 3)
    for number in range(1, 20):
        shelf.put(number, f"Street {number}")
        shelf.drain()
        assert f"Street {number}" in suggest(f"street {number}")


def test_what_holds_for_the_customer_comes_before_what_does_not(shelf, suggest):
    shelf.put(1, "Garden waste A", areas=("guildford",))
    shelf.put(2, "Garden waste B", areas=("woking",))
    shelf.drain()
    assert suggest("garden", customer="woking") == ["Garden waste B", "Garden waste A"]


def test_an_authority_is_offered_by_its_name(site, ann):
    assert "authority" in [one.kind for one in search.suggest(site, ann, "woking b")]


@pytest.mark.parametrize("text", ["", "  ", "\x00\x00", "***", "垃圾", "a" * 5000, "'\"", "((((", "é" * 300])
def test_any_string_is_answered(shelf, suggest, text):
    shelf.put(1, "Missed bin 垃圾")
    shelf.drain()
    assert isinstance(suggest(text), list)
