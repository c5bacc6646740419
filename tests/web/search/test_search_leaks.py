"""Nothing leaks: what a person may not read changes no byte of what search answers them."""

import importlib.util
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extranet.search import Passage

_spec = importlib.util.spec_from_file_location("shelf_of_notes_leaks", Path(__file__).parents[2] / "unit" / "search" / "conftest.py")
_shelf = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_shelf)
JSON = {"Accept": "application/json"}
OPEN = [
    (1, "Missed bin", {"short_answer": "Report it.", "authority": "woking", "type": "qa", "group": "front-line-forum", "services": (524,)}),
    (2, "Bin days", {"authority": "surrey-heath", "type": "contact", "group": "front-line-forum"}),
    (3, "Pothole", {"authority": "surrey", "type": "qa", "passages": (Passage("who", "Who mends it", "The county mends a pothole."),)}),
]
# Of the treasurers alone: words of their own, words that others have too, a spelling, a pin and a count.
HIDDEN = [
    (11, "Merger of the bin teams", {"authority": "tandridge", "type": "policy", "group": "treasurers", "services": (524,)}),
    (12, "Zebra budget", {"authority": "tandridge", "type": "decision", "group": "treasurers", "asked_as": ("bin budget",), "trust": "wip"}),
    (13, "Missed merger", {"authority": "tandridge", "type": "policy", "group": "treasurers", "asked_as": ("missing bin merger",)}),
]
ADDRESSES = [
    "/-/search?q=bin", "/-/search?q=merger", "/-/search?q=mergar", "/-/search?q=zebra", "/-/search?q=missed+bin&for=woking", '/-/search?q="missed+merger"',
    "/-/search?q=bin+-merger", "/-/search?q=group:treasurers", "/-/search?q=type:policy", "/-/search?q=bin&type=policy", "/-/search?q=zeb*",
    "/-/search?q=title:merger", "/-/search?q=service:524", "/-/search?q=budget", "/-/search?q=bin&page=2", "/-/suggest?q=mer", "/-/suggest?q=zeb",
    "/-/suggest?q=bin", "/-/suggest?q=mergre", "/-/suggest?q=", "/-/suggest?q=miss",
]  # fmt: skip
REQUEST = re.compile(rb'[0-9a-f]{12,}|"seconds":[\d.e-]+|name="csrf_token" value="[^"]*"|data-person="[^"]*"')


def fill(shelf, rows, **more):
    for number, title, said in rows:
        passages = said.get("passages", (Passage("", "", f"{title} in words."),))
        shelf.put(number, title, **{**said, "passages": passages, **more})
    shelf.drain()


def answers(client):
    """Everything search says to this person, without what differs from request to request by its nature."""
    found = {}
    for address in ADDRESSES:
        for headers in ({}, JSON):
            answer = client.get(address, headers=headers)
            found[address, bool(headers)] = (answer.status_code, REQUEST.sub(b"", answer.data))
    return found


def busy(client, page):
    """Searches told, and an answer pinned, by somebody who may read everything of the treasurers."""
    for text in ("merger", "zebra budget", "bin merger"):
        for _ in range(4):
            client.post("/-/search/told", data={"q": text, "outcome": "opened", "opened": page})
    given = {"group": "treasurers", "phrase": "bin", "page": page, "until-day": "30", "until-month": "11", "until-year": "2026"}
    assert client.post("/-/search/pins", data=given).status_code == 303


@pytest.fixture
def shelf(site):
    shelf = _shelf.Shelf(site)
    fill(shelf, OPEN)
    return shelf


def test_pages_pins_and_searches_of_others_change_no_byte_for_who_may_not_read_them(app, sign_in, person, shelf):
    reader = sign_in(app.test_client(), person("Bob Reader", "guildford"))
    visitor = app.test_client()
    author = sign_in(app.test_client(), person("Fay Forum", "guildford", ("author", "group", "front-line-forum")))
    before = [answers(one) for one in (reader, visitor, author)]
    reports = REQUEST.sub(b"", author.get("/-/search/reports?group=front-line-forum").data)
    fill(shelf, HIDDEN, reading_key="group:treasurers")
    busy(sign_in(app.test_client(), person("Cy Coin", "surrey", ("author", "group", "treasurers"))), "/notes/11")
    for was, client in zip(before, (reader, visitor, author), strict=True):
        now = answers(client)
        for address, said in was.items():
            assert now[address] == said, address
    assert REQUEST.sub(b"", author.get("/-/search/reports?group=front-line-forum").data) == reports


def test_who_may_read_them_finds_them(app, sign_in, person, shelf):
    """The other side: the same addresses do say more to a treasurer, so the comparison above compares something."""
    treasurer = sign_in(app.test_client(), person("Cy Coin", "surrey", ("author", "group", "treasurers")))
    before = answers(treasurer)
    fill(shelf, HIDDEN, reading_key="group:treasurers")
    busy(treasurer, "/notes/11")
    now = answers(treasurer)
    assert sum(now[one] != before[one] for one in before) > len(before) / 2


@given(st.text(max_size=120))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_string_of_any_script_gives_an_answer_or_a_kind_sentence(client, shelf, text):
    answer = client.get("/-/search", query_string={"q": text}, follow_redirects=True)
    assert answer.status_code == 200
    said = client.get("/-/search", query_string={"q": text}, headers=JSON, follow_redirects=True).json
    assert said["results"] or said["sentence"] or "Nothing found" in answer.text
    assert client.get("/-/suggest", query_string={"q": text}).status_code == 200
