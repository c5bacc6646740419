"""Contacts: begun by a search, ended with a key, counted once; nothing personal is kept."""

import logging

import pytest
from desk_people import adviser, forum_member, page, specialist
from sqlalchemy import func, select

from extranet import search
from extranet.errors import BadInput
from extranet_plugins.front_line_forum import contacts, gaps, measures, outbox, proving, store, tables
from extranet_plugins.front_line_forum.contacts import Closing
from extranet_plugins.front_line_forum.measures import Span


@pytest.fixture
def ann(site):
    return adviser(site)


@pytest.fixture
def client(site, ann, client_for):
    return client_for(ann)


@pytest.fixture
def missed_bin(site):
    made = page(site)
    search.drain(site)
    return made


def in_log(site, number=1):
    with site.db.reading() as connection:
        return store.contact_by_id(connection, number)


def first_id(site):
    """Not always 1: PostgreSQL gives no number twice, not even that of an undone row."""
    with site.db.reading() as connection:
        return connection.execute(select(func.min(tables.contact.c.id))).scalar_one()


def whole(site, scope=""):
    return measures.whole(site, Span.of_weeks(site.clock.today(), 4), scope)


def test_a_plain_contact_is_a_search_an_answer_and_an_outcome(site, client, clock, missed_bin):
    assert client.post("/-/desk/search", data={"words": "missed bin"}).headers["Location"] == "/-/desk"
    shown = client.get("/-/desk").text
    assert "We come back within two working days." in shown
    assert "data-result" in shown
    clock.move(seconds=20)
    assert client.post("/-/desk/open", data={"slug": "missed-bin"}).headers["Location"] == "/wiki/missed-bin"
    assert 'data-key="r"' in client.get("/wiki/missed-bin").text
    clock.move(seconds=40)
    assert client.post("/-/desk/close", data={"outcome": "resolved", "page": "missed-bin"}).status_code == 303
    kept = in_log(site)
    assert (kept.outcome, kept.service, kept.seconds, kept.find_seconds, kept.is_found) == ("resolved", 524, 60, 20, True)
    assert (kept.adviser_authority, kept.customer_authority, kept.channel) == ("woking", "woking", "phone")


def test_the_desk_is_focused_before_a_search_and_leaves_the_keys_free_after_it(client, missed_bin):
    assert "autofocus" in client.get("/-/desk").text
    client.post("/-/desk/search", data={"words": "missed bin"})
    assert "autofocus" not in client.get("/-/desk").text
    assert "autofocus" in client.get("/-/desk?again=1").text


def test_an_outcome_beside_a_page_needs_no_contact_in_hand(site, client, missed_bin):
    client.post("/-/desk/close", data={"outcome": "resolved", "page": "missed-bin"})
    assert in_log(site).seconds is None
    assert whole(site).resolved == 1


@pytest.mark.parametrize("outcome", ["", "won", "e_referral"])
def test_an_outcome_that_is_none_is_refused(client, outcome):
    assert client.post("/-/desk/close", data={"outcome": outcome}).status_code == 422


def test_what_is_typed_stands_in_no_address_and_without_particulars(site, client, caplog, missed_bin):
    with caplog.at_level(logging.INFO):
        answer = client.post("/-/desk/search", data={"words": "missed bin ring 07700900123"})
    assert answer.headers["Location"] == "/-/desk"
    assert in_log(site).words == "missed bin ring –"
    assert "07700900123" not in caplog.text


def test_the_customers_reference_is_not_kept_but_a_repeat_within_five_working_days_is_known(site, ann, clock, missed_bin):
    contacts.close(site, ann, Closing("resolved", "woking", reference="Case 77", page="missed-bin"))
    assert whole(site).resolved == 1
    clock.move(days=4)
    contacts.close(site, ann, Closing("resolved", "woking", reference="CASE77", page="missed-bin"))
    assert in_log(site).was_repeated
    assert "77" not in in_log(site).customer_key or len(in_log(site).customer_key) == 32
    assert whole(site).resolved == 1
    clock.move(days=20)
    contacts.close(site, ann, Closing("resolved", "woking", reference="case 77", page="missed-bin"))
    assert whole(site).resolved == 2
    assert proving.differences(site) == []


def test_one_begun_by_mistake_leaves_nothing(site, client):
    client.post("/-/desk/begin")
    client.post("/-/desk/drop")
    assert in_log(site) is None


def test_a_contact_nobody_ended_is_ended_as_caller_gone(site, ann, clock):
    contacts.begin(site, ann, "woking")
    clock.move(hours=5)
    assert contacts.in_hand(site, ann) is None
    assert contacts.end_forgotten(site) == 1
    assert contacts.end_forgotten(site) == 0
    assert in_log(site).outcome == "abandoned"
    assert proving.differences(site) == []


def test_an_emergency_leaves_time_kind_and_outcome_alone(site, client, ann, missed_bin):
    client.post("/-/desk/search", data={"words": "missed bin"})
    assert "999" in client.get("/-/desk/emergency").text
    assert client.post("/-/desk/emergency", data={"kind": "life"}).status_code == 303
    kept = in_log(site, first_id(site))
    assert kept.outcome == "warm_transfer"
    assert kept.reason == "emergency:life"
    assert (kept.words, kept.pages, kept.customer_authority, kept.adviser_id) == ("", (), "", None)
    assert client.post("/-/desk/emergency", data={"kind": "other"}).status_code == 422


def test_guests_and_visitors_log_nothing(app, client_for):
    assert app.test_client().get("/-/desk").status_code == 303
    assert app.test_client().post("/-/desk/close", data={"outcome": "resolved"}).status_code in (303, 401, 403)


def test_a_service_outside_the_list_is_refused(site, ann):
    with pytest.raises(BadInput, match="service from the list"):
        contacts.close(site, ann, Closing("resolved", service=999_999))


def test_a_search_without_an_answer_becomes_one_gap_and_its_page_tells_the_askers(site, ann, client, missed_bin):
    for words in ("allotment waiting lists", "waiting list for an allotment"):
        client.post("/-/desk/search", data={"words": words})
    found, total = gaps.gaps(site)
    assert (total, found[0].times, found[0].working_group) == (1, 2, "front-line-forum")
    page(site, "allotments", "Allotments", services=(524,), everyday_terms=["allotment waiting list"], customer_question="How do I get an allotment?")
    assert gaps.gaps(site)[1] == 0
    assert [one.url for one in outbox.waiting_for(site, ann)] == ["/wiki/allotments"]
    assert "now has a page" in client.get("/").text


def test_a_page_only_a_team_may_read_closes_no_gap(site, client, missed_bin):
    client.post("/-/desk/search", data={"words": "allotment"})
    page(site, "allotments", "Allotments", everyday_terms=["allotment"], audience="team")
    assert gaps.gaps(site)[1] == 1


def test_only_the_forum_closes_a_gap_by_hand(site, client, client_for, missed_bin):
    client.post("/-/desk/search", data={"words": "allotment"})
    given = {"note": "The parish councils have these, not we."}
    assert client.post("/-/desk/gaps/1/close", data=given).status_code == 403
    forum = client_for(forum_member(site))
    assert forum.post("/-/desk/gaps/1/assign", data={"group": "treasurers"}).status_code == 303
    assert forum.post("/-/desk/gaps/1/close", data={"note": "ring 07700900123 instead"}).status_code == 422
    assert forum.post("/-/desk/gaps/1/close", data=given).status_code == 303
    assert "The parish councils" in client.get("/-/desk/gaps/1").text


def test_the_matrix_and_the_counts_equal_the_log(site, client_for, missed_bin):
    for name, authority, customer in (("A", "woking", "woking"), ("B", "woking", "guildford"), ("C", "guildford", "surrey-heath"), ("D", "guildford", "")):
        contacts.close(site, adviser(site, name, authority), Closing("resolved", customer, page="missed-bin"))
    span = Span.of_weeks(site.clock.today(), 4)
    found = measures.matrix(site, span)
    assert found.total == measures.log_count(site, span) == 4
    assert found.cells["woking", "guildford"] == 1
    assert found.row_total("guildford") == 2
    own = measures.matrix(site, span, "surrey-heath")
    assert own.cells == {("guildford", "surrey-heath"): 1}
    assert proving.differences(site) == []
    assert "as many as the table" in client_for(forum_member(site)).get("/-/desk/measures/matrix").text


def test_an_authority_sees_its_own_measures_and_the_whole_and_no_thirds(site, client, client_for):
    contacts.close(site, adviser(site, "Gil", "guildford"), Closing("resolved", "guildford"))
    assert client.get("/-/desk/measures?scope=woking").status_code == 200
    assert client.get("/-/desk/measures?scope=guildford").status_code == 404
    assert "Guildford" not in client.get("/-/desk/measures.csv?by=authority").text
    assert "Guildford" in client_for(forum_member(site)).get("/-/desk/measures.csv?by=authority").text
    assert "Guildford" not in client.get("/-/desk/measures/matrix.csv").text


def test_shares_are_of_what_is_in_scope(site, ann, missed_bin):
    for outcome in ("resolved", "resolved", "callback", "wrong_number"):
        contacts.close(site, ann, Closing(outcome, "woking", page="missed-bin"))
    found = whole(site, "woking")
    assert (found.contacts, found.in_scope, found.resolved_share) == (4, 3, 66.7)


def test_the_log_names_no_customer():
    columns = set(tables.contact.columns.keys())
    assert not {"name", "address", "route", "phone", "postcode", "note"} & columns


def test_measures_of_nothing_divide_nothing(client_for, site):
    shown = client_for(specialist(site)).get("/-/desk/measures").text
    assert "Nothing to draw yet" in shown
