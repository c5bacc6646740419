"""The search page and its JSON, over HTTP."""

import importlib.util
import re
from pathlib import Path

import pytest

from extranet.search import Passage

_spec = importlib.util.spec_from_file_location("shelf_of_notes", Path(__file__).parents[2] / "unit" / "search" / "conftest.py")
_shelf = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_shelf)
JSON = {"Accept": "application/json"}


@pytest.fixture
def shelf(site):
    shelf = _shelf.Shelf(site)
    passages = (Passage("crew", "When the crew comes", "The missed bin is emptied <b>within</b> two days."),)
    shelf.put(1, "Missed bin & sack", short_answer="Report it online.", authority="woking", type="qa", group="waste", trust="validated", passages=passages)
    shelf.put(2, "Bin policy", "Secret bin words", reading_key="authority:guildford", authority="guildford", type="policy")
    shelf.put(3, "Bin days", "public words", reading_key="public", authority="surrey-heath", type="contact")
    shelf.drain()
    return shelf


@pytest.fixture
def reader(client, sign_in, person):
    return sign_in(client, person("Ann Oakley", "woking"))


def test_the_page_shows_answer_owner_trust_and_the_marked_passage_with_its_own_address(reader, shelf):
    page = reader.get("/-/search?q=missed+bin")
    assert page.status_code == 200
    assert "<mark>Missed</mark> <mark>bin</mark> &amp; sack" in page.text
    assert "Report it online." in page.text
    assert "Woking Borough Council" in page.text
    assert 'href="/notes/1#crew"' in page.text
    assert "&lt;b&gt;within&lt;/b&gt;" in page.text


def test_a_visitor_finds_only_what_is_public(client, shelf):
    found = client.get("/-/search?q=bin", headers=JSON).json
    assert [one["title"] for one in found["results"]] == ["Bin days"]
    assert found["total"] == 1
    assert [one["value"] for one in found["facets"]["authority"]] == ["surrey-heath"]
    offered = client.get("/-/suggest?q=bin").json["suggestions"]
    assert [one for one in offered if one["kind"] == "note"] == [{"kind": "note", "label": "Bin days", "detail": "", "url": "/notes/3"}]


def test_what_may_not_be_read_is_nowhere_in_any_answer(reader, shelf):
    for address in ("/-/search?q=secret+bin", "/-/search?q=policy&type=policy", "/-/suggest?q=bin", "/-/search?q=polici"):
        for headers in ({}, JSON):
            answer = reader.get(address, headers=headers).text
            assert "Secret" not in answer
            assert "Bin policy" not in answer
            assert "guildford" not in answer.lower() or not headers, "the frame names every authority; an answer must not"


def test_filters_in_the_address_narrow_and_lead_back(reader, shelf):
    found = reader.get("/-/search?q=bin&type=contact", headers=JSON).json
    assert [one["title"] for one in found["results"]] == ["Bin days"]
    page = reader.get("/-/search?q=bin&type=contact").text
    assert re.search(r'<a href="\?q=bin" aria-current="true">', page)
    assert 'href="?q=bin"' in page


def test_marks_say_where_the_words_stand(reader, shelf):
    [found] = reader.get("/-/search?q=crew+emptied", headers=JSON).json["results"]
    [passage] = found["passages"]
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["emptied"]
    assert passage["url"] == "/notes/1#crew"


STRANGE = ["", "q=", "q=%00", "q=%22", "q=%F0%9F%97%91", "q=bin&type=", "q=" + "x" * 5000, "q=bin&for=nowhere"]
PAGES = ["q=bin&page=-4", "q=bin&page=99999999", "q=bin&page=x"]


@pytest.mark.parametrize("query", STRANGE + PAGES)
def test_no_address_is_an_error(reader, shelf, query):
    assert reader.get(f"/-/search?{query}").status_code == 200
    assert reader.get(f"/-/search?{query}", headers=JSON).status_code == 200
    assert reader.get(f"/-/suggest?{query}").status_code == 200


def test_the_customers_authority_in_the_address_is_kept_in_the_filters(reader, shelf):
    page = reader.get("/-/search?q=bin&for=woking").text
    assert "first what holds for Woking" in page
    assert "q=bin&amp;for=woking&amp;type=qa" in page


def test_while_the_index_is_gone_titles_are_answered_and_it_is_said(reader, site, shelf):
    (site.settings.data_dir / "search" / "CURRENT").unlink()
    page = reader.get("/-/search?q=missed+bin")
    assert "Search is being rebuilt" in page.text
    assert "Report it online." in page.text


def test_nothing_found_is_said_kindly(reader, shelf):
    assert "Nothing found for" in reader.get("/-/search?q=unicycles").text
