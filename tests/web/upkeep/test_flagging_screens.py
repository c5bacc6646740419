"""Flag it or fix it: one line, the right people, an outcome that is heard."""

import re
from datetime import date

import pytest

from extranet.pages import PageDraft, read_page, save_page
from extranet.upkeep import flags_on, raise_flag
from extranet.upkeep.flags import Remark
from extranet.watching.reading import my_news


def flag(client, **changes):
    return client.post("/-/flag", data={"page": "missed-bin", "kind": "wrong", "note": "The crew comes within three days.", **changes})


def titles(site, actor):
    return [one.title for one in my_news(site, actor)]


def test_a_page_offers_its_flag_under_the_key_f_and_a_visitor_is_offered_none(client, sign_in, reader, make_page):
    make_page(audience="public")
    assert 'data-key="f"' not in client.get("/wiki/missed-bin").text
    sign_in(client, reader)
    shown = client.get("/wiki/missed-bin").text
    assert re.search(r'href="/-/flag\?page=missed-bin"[^>]* data-key="f"', shown)
    assert '<dialog id="flag-dialog"' in shown


def test_one_line_flags_it_and_the_group_is_told_and_the_flagger_not(site, client, sign_in, reader, author, missed_bin):
    sign_in(client, reader)
    answer = flag(client)
    assert (answer.status_code, answer.location) == (303, "/wiki/missed-bin")
    (made,) = flags_on(site, missed_bin)
    assert (made.state, made.person_name, made.note) == ("open", "Raj Reader", "The crew comes within three days.")
    assert titles(site, author) == ["Flagged: Missed bin collection"]
    assert titles(site, reader) == []


def test_a_script_is_answered_in_a_sentence(client, sign_in, reader, missed_bin):
    sign_in(client, reader)
    answer = client.post("/-/flag", data={"page": "missed-bin", "kind": "wrong", "note": "No."}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["sentence"][:8]) == (201, "Flagged.")
    empty = client.post("/-/flag", data={"page": "missed-bin", "kind": "wrong", "note": ""}, headers={"Accept": "application/json"})
    assert (empty.status_code, empty.json["field"]) == (422, "note")


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"note": ""}, "Say in one line what is wrong."),
    ({"kind": "angry"}, "Choose what is wrong with it."),
    ({"note": "x" * 301}, "One line of at most 300"),
    ({"note": "Call 07700 900123 back, she waits"}, "without anybody"),
])  # fmt: skip
def test_a_line_that_says_nothing_or_too_much_is_refused_and_kept(client, sign_in, reader, missed_bin, changes, sentence):
    sign_in(client, reader)
    answer = flag(client, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert changes.get("note", "The crew comes")[:20] in answer.text


def test_an_office_number_may_be_said_for_it_is_often_what_is_wrong(client, sign_in, reader, missed_bin):
    sign_in(client, reader)
    assert flag(client, note="The number is now 01483 755855").status_code == 303


def test_the_same_form_sent_twice_makes_one_flag(site, client, sign_in, reader, missed_bin):
    sign_in(client, reader)
    flag(client, token="once")
    flag(client, token="once")
    assert len(flags_on(site, missed_bin)) == 1


def test_a_page_that_may_not_be_read_cannot_be_flagged(client, sign_in, reader, make_page):
    make_page(audience="team")
    sign_in(client, reader)
    assert client.get("/-/flag?page=missed-bin").status_code == 404
    assert flag(client).status_code == 404


def test_a_flag_on_a_councils_own_text_goes_to_that_council(site, client, sign_in, reader, author, woking_author, missed_bin):
    sign_in(client, reader)
    flag(client, authority="woking")
    assert titles(site, woking_author) == ["Flagged: Missed bin collection"]
    assert titles(site, author) == []
    flag(client, authority="tandridge")
    assert [one.authority for one in flags_on(site, missed_bin)] == ["", "woking"]


def test_the_clock_counts_working_days(site, reader, missed_bin, clock):
    made = raise_flag(site, reader, "missed-bin", Remark("wrong", "Not so."))  # Saturday 21 November 2026
    assert (made.acknowledge_by.date(), made.decide_by.date()) == (date(2026, 11, 23), date(2026, 11, 27))


def test_the_keeper_takes_it_on_and_closes_it_and_the_flagger_hears_both(site, client, sign_in, reader, author, missed_bin):
    made = raise_flag(site, reader, "missed-bin", Remark("unclear", "What is a crew?"))
    sign_in(client, author)
    assert client.post(f"/-/flags/{made.id}/accept").status_code == 303
    assert client.post(f"/-/flags/{made.id}/done", data={"outcome": "It says lorry now."}).status_code == 303
    assert titles(site, reader) == ["Done: Missed bin collection", "Being looked at: Missed bin collection"]
    assert client.post(f"/-/flags/{made.id}/decline", data={"outcome": "Changed my mind."}).status_code == 409


def test_leaving_it_as_it_is_needs_a_reason(site, client, sign_in, reader, author, missed_bin):
    made = raise_flag(site, reader, "missed-bin", Remark("style", "Too many commas."))
    sign_in(client, author)
    refused = client.post(f"/-/flags/{made.id}/decline", data={"outcome": ""})
    assert refused.status_code == 422
    assert 'href="#outcome"' in refused.text
    assert client.post(f"/-/flags/{made.id}/decline", data={"outcome": "It is our house style."}).status_code == 303
    assert flags_on(site, missed_bin)[0].state == "declined"


def test_only_keepers_answer_and_others_do_not_know_of_a_flag(site, client, sign_in, person, reader, missed_bin):
    made = raise_flag(site, reader, "missed-bin", Remark("wrong", "Not so."))
    sign_in(client, reader)
    assert client.get(f"/-/flags/{made.id}").status_code == 200
    assert client.post(f"/-/flags/{made.id}/accept").status_code == 403
    sign_in(client, person("Olu Other", "elmbridge"))
    assert client.get(f"/-/flags/{made.id}").status_code == 404


def test_an_accepted_doubt_takes_the_check_away_until_it_is_mended(site, client, sign_in, reader, author, missed_bin):
    made = raise_flag(site, reader, "missed-bin", Remark("out-of-date", "Three days since October."))
    sign_in(client, author)
    client.post(f"/-/flags/{made.id}/accept")
    page = read_page(site, author, "missed-bin")
    assert (page.confidence, page.number, page.body) == ("not_validated", 2, missed_bin.body)
    assert "was accepted" in page.change_note


def test_mending_goes_straight_to_the_form_and_the_save_closes_the_flag(site, client, sign_in, reader, author, missed_bin):
    made = raise_flag(site, reader, "missed-bin", Remark("wrong", "Not so."))
    sign_in(client, author)
    answer = client.post(f"/-/flags/{made.id}/fix")
    assert (answer.status_code, answer.location) == (303, "/-/pages/missed-bin/edit")
    page = read_page(site, author, "missed-bin")
    note = "The crew comes within three days."
    save_page(site, author, "missed-bin", PageDraft({**page.metadata, "change_note": note}, page.body.replace("Nothing.", "Ten pounds.")), page.number)
    (closed,) = flags_on(site, missed_bin)
    assert (closed.state, closed.outcome) == ("done", f"Mended in revision {page.number + 1}. {note}")
    assert titles(site, reader)[0] == "Mended: Missed bin collection"


def test_another_persons_save_leaves_the_flag_where_it_is(site, reader, author, approver, missed_bin):
    made = raise_flag(site, reader, "missed-bin", Remark("wrong", "Not so."))
    page = read_page(site, approver, "missed-bin")
    save_page(site, approver, "missed-bin", PageDraft({**page.metadata, "change_note": "Another thing altogether here."}, page.body + "\nMore.\n"), page.number)
    assert flags_on(site, missed_bin)[0].state == "open"
    assert made.state == "open"


def test_somebody_with_the_right_flags_and_mends_in_one_go(site, client, sign_in, author, missed_bin):
    sign_in(client, author)
    answer = flag(client, do="fix")
    assert answer.location == "/-/pages/missed-bin/edit"
    (made,) = flags_on(site, missed_bin)
    assert (made.state, made.fixer_id) == ("accepted", author.id)


def test_what_somebody_flagged_is_listed_with_its_outcome(site, client, sign_in, reader, author, missed_bin):
    made = raise_flag(site, reader, "missed-bin", Remark("wrong", "Not so."))
    sign_in(client, reader)
    shown = client.get("/-/flags").text
    assert f"/-/flags/{made.id}" in shown
    assert "Waiting for an answer" in shown


def test_what_a_leaver_was_mending_waits_for_somebody_again(site, client, sign_in, reader, author, missed_bin):
    from extranet.identity import person_by_id
    from extranet.identity.handovers import open_handovers

    made = raise_flag(site, reader, "missed-bin", Remark("wrong", "Not so."))
    sign_in(client, author)
    client.post(f"/-/flags/{made.id}/fix")
    site.hooks.person_left(person=person_by_id(site, author.id))
    (flag_now,) = flags_on(site, missed_bin)
    assert (flag_now.state, flag_now.fixer_id) == ("open", None)
    assert any("was mending 1 flag" in one.sentence for one in open_handovers(site, ["surrey-heath"]))
