"""Search and lists by the API."""

import pytest

from extranet import search


@pytest.fixture
def found(site, page):
    """The page is in the index."""
    while search.drain(site):
        pass
    return page


def test_search_finds_what_its_person_may_read(api_of, reader, found):
    answer = api_of(reader)("GET", "/search?q=bags").get_json()
    assert answer["total"] == 1
    assert answer["items"][0]["url"] == "http://localhost/wiki/bags-beside-bin"
    assert any(piece["found"] for piece in answer["items"][0]["passages"][0]["pieces"])


def test_search_is_filtered(api_of, reader, found):
    assert api_of(reader)("GET", "/search?q=bags&type=qa").get_json()["total"] == 0
    assert api_of(reader)("GET", "/search?q=bags&type=qa&type=guidance&for=woking").get_json()["total"] == 1


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=" + "x" * 3000, "?q=the", '?q="'])
def test_search_for_anything_at_all_is_no_fault(api_of, reader, query):
    assert api_of(reader)("GET", f"/search{query}").get_json()["total"] == 0


def test_search_asked_for_wrongly_is_refused(api_of, reader):
    assert api_of(reader)("GET", "/search?q=bags&page=0").status_code == 422


def test_suggestions_lead_to_pages(api_of, reader, found):
    items = api_of(reader)("GET", "/suggest?q=bag").get_json()["items"]
    assert "http://localhost/wiki/bags-beside-bin" in [one["url"] for one in items]


def test_authorities_are_listed_with_their_last_day(api_of, reader):
    items = {one["slug"]: one for one in api_of(reader)("GET", "/authorities").get_json()["items"]}
    assert items["woking"]["valid_to"] == "2027-03-31"
    assert items["woking"]["successors"] == ["west-surrey"]


def test_services_come_in_parts(api_of, reader):
    first = api_of(reader)("GET", "/services?limit=3").get_json()
    assert len(first["items"]) == 3
    second = api_of(reader)("GET", f"/services?limit=3&cursor={first['next']}").get_json()
    assert first["items"][-1]["id"] < second["items"][0]["id"]
