"""Read and understood, on the screens."""

import re

import pytest

from extranet.pages import PageDraft, create_page
from tests.access_world import FIELDS

FORM = {"groups": "front-line-forum", "authorities": "woking", "due-day": "1", "due-month": "12", "due-year": "2026", "note": "New window"}


@pytest.fixture
def approver(person):
    return person("Una Approver", "guildford", ("approver", "group", "front-line-forum"))


@pytest.fixture
def page(site, approver):
    return create_page(site, approver, PageDraft(FIELDS, "Text."), "missed-bin")


@pytest.fixture
def reader(person):
    return person("Raj Reader", "woking")


def test_one_press_says_that_it_is_understood_and_nothing_is_in_the_way(app, sign_in, approver, reader, page):
    sign_in(app.test_client(), approver).post("/-/reading/pages/missed-bin", data=FORM)
    client = sign_in(app.test_client(), reader)
    assert "Please read" in client.get("/").text
    html = client.get("/wiki/missed-bin").text
    assert "Report it and the crew comes back." in html, "the answer is there"
    assert "asks you to read this page by 1 December: New window" in html
    path, number = re.search(r'action="(/-/reading/\d+/read)"', html)[1], re.search(r'name="number" value="(\d+)"', html)[1]
    assert client.post(path, data={"number": number}).location == "/wiki/missed-bin"
    assert path not in client.get("/wiki/missed-bin").text
    assert "Nothing to read" in client.get("/-/reading").text


def test_names_are_shown_to_approvers_of_the_group_only(app, sign_in, person, approver, reader, page):
    client = sign_in(app.test_client(), approver)
    client.post("/-/reading/pages/missed-bin", data=FORM)
    assert "Raj Reader, Woking" in client.get("/-/reading/pages/missed-bin").text
    author = sign_in(app.test_client(), person("Olu Author", "guildford", ("author", "group", "front-line-forum"))).get("/-/reading/pages/missed-bin").text
    assert "Raj Reader" not in author
    assert "0 of 3 have read it" in author


def test_who_changed_meanwhile_is_told_and_asked_to_read_again(site, app, sign_in, approver, reader, page):
    from extranet.pages import read_page, save_page

    sign_in(app.test_client(), approver).post("/-/reading/pages/missed-bin", data=FORM)
    before = read_page(site, approver, "missed-bin")
    save_page(site, approver, "missed-bin", PageDraft({**before.metadata, "change_note": "The whole answer is new from today on."}, "Other."), 1)
    client = sign_in(app.test_client(), reader)
    assert "has changed since you opened it" in client.post("/-/reading/1/read", data={"number": "1"}, follow_redirects=True).text
    assert "/-/reading/1/read" in client.get("/wiki/missed-bin").text


def test_a_day_that_is_none_keeps_everything_typed(app, sign_in, approver, page):
    answer = sign_in(app.test_client(), approver).post("/-/reading/pages/missed-bin", data=FORM | {"due-day": "31", "due-month": "2"})
    assert answer.status_code == 422
    for kept in ('value="31"', 'value="New window"', 'href="#due"'):
        assert kept in answer.text
