"""The discussion as a person meets it."""

import re

import pytest

from extranet.discussion import begin_thread
from extranet.pages import PageDraft, create_page
from tests.access_world import FIELDS


@pytest.fixture
def author(person):
    return person("Olu Writer", "guildford", ("approver", "group", "front-line-forum"))


@pytest.fixture
def page(site, author):
    return create_page(site, author, PageDraft(FIELDS, "## What to say\n\nSay sorry first. See [[secret-page]]."), "missed-bin")


@pytest.fixture
def reader(person, client, sign_in):
    made = person("Raj Reader", "woking")
    sign_in(client, made)
    return made


def test_something_is_said_and_stands_at_the_end_of_the_page(client, reader, page):
    assert "Say something about this page" in client.get("/wiki/missed-bin").text
    form = client.get("/-/discussion/missed-bin").text
    token = re.search(r'name="token" value="([^"]+)"', form)[1]
    answer = client.post("/-/discussion/missed-bin", data={"text": "Is it *two* days?", "about": "what-to-say", "token": token})
    assert answer.status_code == 303
    html = client.get(answer.location).text
    assert "Is it <em>two</em> days?" in html
    assert "About <a href=" in html
    ending = client.get("/wiki/missed-bin").text
    assert "1 comment" in ending
    assert "Raj Reader on “What to say”" in ending
    assert "Is it two days?" in ending


def test_a_passage_that_is_not_there_is_told_at_its_field_and_everything_typed_stays(client, reader, page):
    answer = client.post("/-/discussion/missed-bin", data={"text": "My words", "quote": "nowhere at all"})
    assert answer.status_code == 422
    for kept in ("My words</textarea>", "nowhere at all</textarea>", 'href="#quote"', 'id="quote-error"'):
        assert kept in answer.text


def test_an_answer_that_cannot_be_taken_stays_typed_in_its_thread(site, client, reader, author, page):
    begun = begin_thread(site, author, "missed-bin", "Hello")
    answer = client.post(f"/-/discussion/threads/{begun.thread_id}", data={f"text-{begun.thread_id}": "Ring 07700 900123"})
    assert answer.status_code == 422
    assert "a mobile number" in answer.text
    assert "Ring 07700 900123</textarea>" in answer.text


def test_each_is_offered_only_what_they_may_do(site, app, client, sign_in, reader, author, page):
    begin_thread(site, reader, "missed-bin", "Mine")
    mine, theirs = client.get("/-/discussion/missed-bin").text, sign_in(app.test_client(), author).get("/-/discussion/missed-bin").text
    assert "/comments/1/edit" in mine
    assert "/comments/1/edit" not in theirs
    assert "/comments/1/remove" in theirs
    visitor = app.test_client().get("/-/discussion/missed-bin")
    assert visitor.status_code == 404


def test_a_link_in_a_comment_shows_no_title_that_its_reader_may_not_know(site, client, reader, author, page):
    create_page(site, author, PageDraft(FIELDS | {"title": "Very secret title", "audience": "team"}, "Text."), "secret-page")
    begin_thread(site, author, "missed-bin", "See [[secret-page]]")
    assert "Very secret title" not in client.get("/-/discussion/missed-bin").text


def test_a_removed_comment_leaves_its_trace_and_no_words(site, client, reader, page):
    begun = begin_thread(site, reader, "missed-bin", "Words to forget")
    client.post(f"/-/discussion/comments/{begun.comment_id}/remove")
    html = client.get("/-/discussion/missed-bin").text
    assert "A comment by Raj Reader was removed" in html
    assert "Words to forget" not in html + client.get("/wiki/missed-bin").text


def test_names_complete_as_json(client, reader, author, page):
    assert client.get("/-/discussion/missed-bin/people?q=olu").json == {"people": [{"name": "Olu Writer", "detail": "guildford", "text": "@Olu Writer"}]}


def test_the_address_from_before_a_renaming_leads_on(site, client, reader, author, page):
    from extranet.pages import rename_page

    rename_page(site, author, "missed-bin", "bin-not-emptied")
    assert client.get("/-/discussion/missed-bin").location.endswith("/-/discussion/bin-not-emptied")


def test_a_page_view_asks_nothing_of_the_discussion_once_it_is_in_memory(site, client, reader, page):
    from sqlalchemy import event

    client.get("/wiki/missed-bin"), client.get("/wiki/missed-bin")
    asked = []
    event.listen(site.db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    client.get("/wiki/missed-bin")
    assert [one for one in asked if "discussion_" in one or "FROM watch" in one or "FROM news" in one] == []
