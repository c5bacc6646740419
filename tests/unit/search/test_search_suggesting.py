"""What is offered while somebody types."""

import threading

import pytest

from extranet import search
from extranet.actor import Actor
from extranet.search import Suggestion
from extranet.search.actions import _KeptLabels


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


def test_many_changes_are_sorted_in_behind_the_scenes_and_nothing_is_lost(site, shelf, suggest, monkeypatch):
    monkeypatch.setattr("extranet.search.suggesting.FRESH_MOST", 3)
    kept = site.part("search.labels", _KeptLabels)
    for number in range(1, 20):
        shelf.put(number, f"Street {number}")
        shelf.drain()
        assert f"Street {number}" in suggest(f"street {number}")
        if kept._tidying:
            kept._tidying.join()
            assert not kept._labels.is_untidy
    assert len(kept._labels._order) > 30


def test_nobody_waits_while_labels_are_made_anew(site, shelf, suggest, monkeypatch):
    kept = site.part("search.labels", _KeptLabels)
    shelf.put(1, "Street 1")
    shelf.drain()
    assert suggest("street") == ["Street 1"]
    monkeypatch.setattr("extranet.search.suggesting.FRESH_MOST", 0)
    may_go_on = threading.Event()
    make = kept._make_anew

    def slowly(site):
        may_go_on.wait(10)
        make(site)

    monkeypatch.setattr(kept, "_make_anew", slowly)
    for number in (2, 3):
        shelf.put(number, f"Street {number}")
        shelf.drain()
        assert f"Street {number}" in suggest("street")
    tidying = kept._tidying
    may_go_on.set()
    tidying.join()
    assert suggest("street") == ["Street 1", "Street 2", "Street 3"]


def test_what_the_first_question_would_wait_for_can_be_read_before(site, shelf, ann):
    search.get_ready(site)
    shelf.put(1, "Street 1")
    shelf.drain()
    search.get_ready(site)
    assert "Street 1" in [one.label for one in search.suggest(site, ann, "stree")]


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
