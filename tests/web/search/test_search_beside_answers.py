"""What stands beside an answer in the list: who answers for it at the customer's place, what is in force, and what to do with it."""

import importlib.util
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

_folder = Path(__file__).parents[2] / "unit"


def _module(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


_shelf = _module("shelf_of_notes_beside", _folder / "search" / "conftest.py")
_drafts = _module("drafts_for_search", _folder / "pages" / "pages_drafts.py")


@pytest.fixture
def shelf(site):
    shelf = _shelf.Shelf(site)
    shelf.put(1, "Missed bin", "The crew comes back.", services=(524,))
    shelf.put(2, "Bin history", "Nobody's service.")
    shelf.drain()
    return shelf


@pytest.fixture
def reader(client, sign_in, person):
    return sign_in(client, person("Ann Oakley", "woking"))


def test_who_answers_for_the_service_at_the_customers_place_is_said_on_its_answer_alone(reader, shelf):
    page = reader.get("/-/search?q=bin&for=guildford").text
    assert page.count("answers for this") == 1
    assert "Guildford Borough Council answers for this" in page
    assert "answers for this" not in reader.get("/-/search?q=history&for=guildford").text


def test_when_councils_have_ended_their_successor_answers(client, sign_in, person, clock, shelf):
    clock.at = datetime(2027, 4, 2, 9, tzinfo=UTC)
    reader = sign_in(client, person("Ann Oakley", "west-surrey"))
    assert "West Surrey Council answers for this" in reader.get("/-/search?q=bin&for=west-surrey").text


def test_switched_off_the_plugin_leaves_results_without_who_answers(reader, site, shelf):
    site.hook_table.is_on = lambda site, name: name.startswith("core.")
    page = reader.get("/-/search?q=bin&for=guildford")
    assert page.status_code == 200
    assert "answers for this" not in page.text


def test_what_may_be_done_with_an_answer_is_offered_for_pages_to_who_signed_in(app, sign_in, person, site):
    from extranet.pages import PageDraft, create_page
    from extranet.search import drain

    author = person("Fay Forum", "guildford", ("author", "group", _drafts.GROUP), ("approver", "group", _drafts.GROUP))
    create_page(site, author, PageDraft(_drafts.question(audience="public"), "Say sorry."), "missed-bin")
    while drain(site):
        pass
    assert 'href="/-/desk/refer?page=missed-bin"' in sign_in(app.test_client(), author).get("/-/search?q=missed").text
    visitor = app.test_client().get("/-/search?q=missed").text
    assert "Missed</mark> bin" in visitor
    assert "/-/desk/refer" not in visitor


def test_an_empty_box_offers_what_changed_since_the_last_shift(app, sign_in, person, site):
    from extranet.pages import PageDraft, create_page

    author = person("Fay Forum", "guildford", ("author", "group", _drafts.GROUP), ("approver", "group", _drafts.GROUP))
    create_page(site, author, PageDraft(_drafts.question(), "Say sorry."), "missed-bin")
    client, now = sign_in(app.test_client(), author), site.clock.now()

    def changed(since):
        found = client.get("/-/suggest", query_string={"q": "", "since": since}).json["suggestions"]
        return [one["label"] for one in found if one["kind"] == "changed"]

    assert changed((now - timedelta(hours=5)).isoformat()) == ["Missed bin collection"]
    assert changed((now + timedelta(hours=1)).isoformat()) == []
    assert changed("no time") == ["Missed bin collection"]
    assert app.test_client().get("/-/suggest?q=").json["suggestions"] == []
