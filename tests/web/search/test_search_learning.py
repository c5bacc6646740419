"""What is learnt from searches, what groups pin, and postcodes that must not stay in an address."""

import importlib.util
from pathlib import Path

import pytest
from sqlalchemy import select

from extranet.search import learning, learnt_store
from extranet.settings import replace_settings

_spec = importlib.util.spec_from_file_location("shelf_of_notes_too", Path(__file__).parents[2] / "unit" / "search" / "conftest.py")
_shelf = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_shelf)
JSON = {"Accept": "application/json"}
FORUM = "front-line-forum"


@pytest.fixture
def shelf(site):
    shelf = _shelf.Shelf(site)
    shelf.put(1, "Missed bin", "The crew comes back.", group=FORUM)
    shelf.put(2, "Bin days", "When the bin is emptied.", group=FORUM)
    shelf.put(3, "Secret bin", "Merger of the bin teams.", reading_key="group:treasurers", group="treasurers")
    shelf.drain()
    return shelf


@pytest.fixture
def author(client, sign_in, person):
    return sign_in(client, person("Ann Oakley", "woking", ("author", "group", FORUM)))


@pytest.fixture
def reader(app, sign_in, person):
    return sign_in(app.test_client(), person("Bob Reader", "guildford"))


def told(client, text, outcome="abandoned", opened="", times=1):
    for _ in range(times):
        assert client.post("/-/search/told", data={"q": text, "outcome": outcome, "opened": opened}).status_code == 204


def kept(site):
    with site.db.reading() as connection:
        return [tuple(row) for row in connection.execute(select(learnt_store.search_asked.c.words, learnt_store.search_asked.c.group_slug))]


def test_a_search_is_counted_by_its_words_its_end_and_the_group_that_answers(author, site, shelf):
    told(author, "My bin was missed!", "opened", "/notes/1", times=3)
    page = author.get(f"/-/search/reports?group={FORUM}").text
    assert "bin missed" in page
    with site.db.reading() as connection:
        [line] = learnt_store.asked_since(connection, site.clock.today(), None, 1)
        assert learnt_store.opens_for(connection, "bin missed") == {("note", 1): 3}
    assert (line.asked, line.opened, line.none_found) == (3, 3, 0)


def test_what_few_people_asked_is_shown_to_nobody(author, shelf):
    told(author, "bin kites", times=2)
    assert "kites" not in author.get(f"/-/search/reports?group={FORUM}").text


def test_a_search_that_finds_nothing_is_counted_so_whatever_the_browser_says(author, site, shelf):
    told(author, "unicycles", "abandoned")
    with site.db.reading() as connection:
        [line] = learnt_store.asked_since(connection, site.clock.today(), [""], 1)
    assert line.none_found == 1


PERSONAL = {
    "bin GU21 4XX": "bin", "bin for 07700 900123": "bin", "ann@example.org bin": "bin", "bin Mrs Oakley": "bin", "bin caller is john smith": "bin",
    "bin 24/00123": "bin", "bin of Marmaduke": "bin", "GU21 4XX": "",
}  # fmt: skip


@pytest.mark.parametrize("text", PERSONAL)
def test_nothing_that_points_to_a_person_is_kept(author, site, shelf, text):
    told(author, text)
    assert [words for words, _ in kept(site)] == ([PERSONAL[text]] if PERSONAL[text] else [])


def test_no_table_of_what_is_learnt_has_room_for_a_person():
    for table in (learnt_store.search_asked, learnt_store.search_hour, learnt_store.search_opened, learnt_store.search_gap_told):
        assert not {name for name in (column.name for column in table.c) if "person" in name or "actor" in name or name.endswith("_by")}


def test_a_page_that_not_everybody_may_read_leaves_no_trace_in_what_is_learnt(client, sign_in, person, site, shelf):
    treasurer = sign_in(client, person("Cy Coin", "surrey", ("author", "group", "treasurers")))
    told(treasurer, "merger", "opened", "/notes/3", times=3)
    told(treasurer, "bin merger")
    assert kept(site) == []
    with site.db.reading() as connection:
        assert learnt_store.opens_for(connection, "merger") == {}


def test_a_visitor_and_an_unknown_end_count_nothing(app, author, site, shelf):
    assert app.test_client().post("/-/search/told", data={"q": "bin", "outcome": "opened"}).status_code == 303
    told(author, "bin", "delighted")
    assert kept(site) == []


def test_reports_are_for_authors_of_the_group(author, reader, app, shelf):
    assert author.get("/-/search/reports").status_code == 200
    assert author.get("/-/search/reports?group=treasurers").status_code == 403
    assert reader.get("/-/search/reports").status_code == 403
    assert app.test_client().get("/-/search/reports").status_code == 303


def test_what_failed_again_and_again_becomes_a_gap_once(author, site, shelf):
    from extranet_plugins.front_line_forum import gaps

    told(author, "unicycle hire", times=3)
    learning.tell_gaps(site)
    learning.tell_gaps(site)
    [gap], total = gaps.gaps(site)
    assert (gap.words, gap.times, total) == ("unicycle hire", 3, 1)


def test_rare_words_are_forgotten_after_four_weeks_and_frequent_ones_stay(author, site, clock, shelf):
    told(author, "bin kites")
    told(author, "missed bin", times=3)
    clock.move(days=29)
    learning.forget(site)
    assert [words for words, _ in kept(site)] == ["missed bin"]


def test_what_is_asked_most_this_hour_is_offered_in_an_empty_box_only_where_its_words_may_be_read(author, reader, shelf):
    told(author, "missed bin", times=3)
    told(author, "merger", times=3)
    for client in (author, reader):
        offered = [one["label"] for one in client.get("/-/suggest?q=").json["suggestions"] if one["kind"] == "asked"]
        assert offered == ["missed bin"]


def pin(client, **changes):
    given = {"group": FORUM, "phrase": "missed bin", "page": "/notes/2", "until-day": "30", "until-month": "11", "until-year": "2026"}
    return client.post("/-/search/pins", data=given | changes)


def test_a_pinned_answer_stands_first_and_says_so_until_its_last_day(author, reader, clock, shelf):
    assert pin(author).status_code == 303
    page = reader.get("/-/search?q=missed+bin").text
    assert page.index('href="/notes/2"') < page.index('href="/notes/1"')
    assert "Pinned by" in page
    assert page.count('href="/notes/2" data-result') == 1
    found = reader.get("/-/search?q=missed+bin", headers=JSON).json
    assert [one["id"] for one in found["pinned"]] == [2]
    clock.move(days=10)
    assert reader.get("/-/search?q=missed+bin", headers=JSON).json["pinned"] == []


def test_a_pin_shows_nobody_what_they_may_not_read(client, sign_in, person, reader, shelf):
    treasurer = sign_in(client, person("Cy Coin", "surrey", ("author", "group", "treasurers")))
    assert pin(treasurer, group="treasurers", page="/notes/3").status_code == 303
    assert [one["id"] for one in treasurer.get("/-/search?q=missed+bin", headers=JSON).json["pinned"]] == [3]
    found = reader.get("/-/search?q=missed+bin", headers=JSON).json
    assert found["pinned"] == []
    assert found["total"] == 2


REFUSED = {
    "phrase": ("", "Write the words"),
    "page": ("/notes/3", "There is no page"),
    "until-year": ("2020", "Choose a last day"),
    "group": ("treasurers", "Only authors"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_pin_that_cannot_be_is_refused_in_a_sentence_and_keeps_what_was_typed(author, shelf, name):
    value, sentence = REFUSED[name]
    answer = pin(author, **{name: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert name == "phrase" or 'value="missed bin"' in answer.text


def test_a_pin_is_taken_away_by_its_group_alone(author, client, sign_in, person, app, shelf):
    pin(author)
    other = sign_in(app.test_client(), person("Cy Coin", "surrey", ("author", "group", "treasurers")))
    assert other.post("/-/search/pins/1/end").status_code == 404
    assert author.post("/-/search/pins/1/end").status_code == 303
    assert author.get("/-/search?q=missed+bin", headers=JSON).json["pinned"] == []


def test_a_postcode_does_not_stay_in_the_address(reader, shelf):
    answer = reader.get("/-/search?q=missed+bin+gu21+4xx&type=qa")
    assert answer.status_code == 303
    assert "4xx" not in answer.headers["Location"].lower()
    assert "q=missed+bin" in answer.headers["Location"]
    assert "type=qa" in answer.headers["Location"]
    assert reader.get(answer.headers["Location"]).status_code == 200


def test_answers_often_opened_for_the_same_words_are_lifted_when_that_is_set(author, site, shelf):
    def first(settings):
        object.__setattr__(site, "settings", settings)
        return author.get("/-/search?q=bin", headers=JSON).json["results"][0]["id"]

    usual, off = first(site.settings), site.settings
    other = 3 - usual
    told(author, "bin", "opened", f"/notes/{other}", times=9)
    assert first(off) == usual
    assert first(replace_settings(off, search_opens=1.0)) == other


def test_watching_the_search_is_offered_to_who_signed_in(reader, app, shelf):
    assert 'action="/-/watching/things"' in reader.get("/-/search?q=bin").text
    assert 'action="/-/watching/things"' not in app.test_client().get("/-/search?q=bin").text
