"""Did this answer it: counted, with nobody's name, and seen by those who keep the page."""

import pytest

from extranet.upkeep import tally_of
from extranet.upkeep.helping import forget_old


def test_yes_is_one_press_for_anybody_who_may_read(site, client, make_page):
    page = make_page(audience="public")
    assert "Did this answer it?" in client.get("/wiki/missed-bin").text
    assert client.post("/-/helped", data={"page": "missed-bin", "answer": "yes"}).status_code == 303
    assert tally_of(site, page).counts == {"": {"yes": 1}}


def test_it_is_counted_for_the_customers_council(site, client, sign_in, reader, missed_bin):
    sign_in(client, reader)
    client.post("/-/helped?for=woking", data={"page": "missed-bin", "answer": "yes"})
    client.post("/-/helped", data={"page": "missed-bin", "answer": "wrong", "text": "It takes three days."})
    tally = tally_of(site, missed_bin)
    assert tally.counts == {"woking": {"yes": 1}, "guildford": {"wrong": 1}}
    assert tally.remarks == ((site.clock.today(), "guildford", "wrong", "It takes three days."),)
    assert tally.share_percent == 50


def test_a_script_is_answered_in_a_sentence(client, sign_in, reader, missed_bin):
    sign_in(client, reader)
    answer = client.post("/-/helped", data={"page": "missed-bin", "answer": "yes"}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json) == (201, {"sentence": "Thank you."})


@pytest.mark.parametrize(("data", "sentence"), [
    ({"answer": "maybe"}, "Say yes, or choose"), ({"answer": "other"}, "Say in a few words"), ({"answer": "other", "text": "x" * 201}, "At most 200"),
    ({"answer": "wrong", "text": "Ring 07700 900123"}, "without anybody"),
])  # fmt: skip
def test_what_cannot_be_taken_comes_back_with_the_sentence(client, sign_in, reader, missed_bin, data, sentence):
    sign_in(client, reader)
    answer = client.post("/-/helped", data={"page": "missed-bin", **data})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_answers_are_seen_by_those_who_keep_the_page(client, sign_in, reader, author, missed_bin):
    sign_in(client, reader)
    client.post("/-/helped", data={"page": "missed-bin", "answer": "not-here", "text": "Bulky bins."})
    assert client.get("/-/pages/missed-bin/helped").status_code == 403
    sign_in(client, author)
    shown = client.get("/-/pages/missed-bin/helped").text
    assert "0 of 100 answers" in shown
    assert "Bulky bins." in shown
    assert "Raj" not in shown


def test_old_answers_go(site, client, clock, make_page):
    page = make_page(audience="public")
    client.post("/-/helped", data={"page": "missed-bin", "answer": "yes"})
    clock.move(days=401)
    forget_old(site)
    assert tally_of(site, page, days=9999).counts == {}
