"""A group proposes a change to the standard; an approver of the Information Managers Group decides; it is in force from its day."""

import pytest
from conformance_pages import live

from extranet.conformance import recheck_all, recount
from extranet.pages import save_page
from extranet.standard import check_page, vocabularies

CHANGE = {"kind": "limit", "limit": "R3: sentences", "value": "2", "takes_effect": "2026-12-01", "reason": "Advisers read paragraphs out; shorter is better."}
BODY = "Ask first. Look next. Say it then."


@pytest.fixture
def keeper(person):
    return person("Lena Bullfinch", "elmbridge", ("approver", "group", "information-managers-group"))


@pytest.fixture
def proposed(client, sign_in, author):
    return sign_in(client, author).post("/-/standard/changes", data=CHANGE).location


def spoken(site, body=BODY):
    return {one.check for one in check_page(site, "bins", {"type": "guidance", "title": "Bins"}, body)}


def test_a_proposal_is_tried_on_the_pages_before_it_is_made(client, sign_in, author, site, two_pages):
    save_page(site, author, "missed-bin", live("Missed bin", body=BODY), 1)
    answer = sign_in(client, author).post("/-/standard/changes", data=CHANGE | {"do": "try"})
    assert answer.status_code == 200
    assert "<strong>1</strong> would have something to mend" in answer.text


def test_it_is_approved_by_a_keeper_and_takes_effect_on_its_day(client, sign_in, site, clock, keeper, proposed):
    assert sign_in(client, keeper).post(f"{proposed}/decide", data={"decision": "approve"}).status_code == 303
    assert "R3" not in spoken(site)
    clock.move(days=10)
    assert "R3" in spoken(site)
    sign_in(client, keeper)
    assert "R3: sentences 2." in client.get("/-/standard/changes").text


def test_the_figures_follow_on_the_day_and_a_recount_agrees(client, sign_in, site, clock, author, keeper, proposed, two_pages):
    sign_in(client, keeper).post(f"{proposed}/decide", data={"decision": "approve"})
    clock.move(days=10)
    assert recheck_all(site) == 2
    assert list(recount(site)) == []
    assert vocabularies(site).ruling.number == 1


def test_nobody_decides_about_their_own_proposal(client, sign_in, keeper, site):
    made = sign_in(client, keeper).post("/-/standard/changes", data=CHANGE).location
    answer = client.post(f"{made}/decide", data={"decision": "approve"})
    assert answer.status_code == 403
    assert "Nobody decides about their own proposal" in answer.text


def test_an_author_of_another_group_decides_nothing_and_a_keeper_does(client, sign_in, author, keeper, proposed):
    assert sign_in(client, author).post(f"{proposed}/decide", data={"decision": "approve"}).status_code == 403
    assert sign_in(client, keeper).post(f"{proposed}/decide", data={"decision": "refuse", "note": "Too short for scripts."}).status_code == 303


def test_a_refusal_says_why_and_changes_nothing(client, sign_in, site, clock, keeper, proposed):
    assert sign_in(client, keeper).post(f"{proposed}/decide", data={"decision": "refuse"}).status_code == 422
    client.post(f"{proposed}/decide", data={"decision": "refuse", "note": "Too short for scripts."})
    clock.move(days=10)
    assert "R3" not in spoken(site)


@pytest.mark.parametrize(("changes", "said"), [
    ({"takes_effect": "2026-11-21"}, "tomorrow at the earliest"), ({"value": "many"}, "Write a figure"), ({"reason": "Because."}, "at least 20 characters"),
    ({"kind": "everything"}, "Choose what is to change"), ({"limit": "R3: letters"}, "no figure of that name"),
    ({"kind": "word_added", "term": "", "severity": "warning"}, "Write the word"),
])
def test_a_proposal_that_makes_no_sense_is_refused_in_a_sentence(client, sign_in, author, changes, said):
    answer = sign_in(client, author).post("/-/standard/changes", data=CHANGE | changes)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_word_is_added_and_taken_away_and_a_check_switched_off_and_on(client, sign_in, site, clock, author, keeper):
    def decide(**change):
        location = sign_in(client, author).post("/-/standard/changes", data=CHANGE | change).location
        sign_in(client, keeper).post(f"{location}/decide", data={"decision": "approve"})

    decide(kind="word_added", term="wheelie bin", severity="warning", use_instead="bin", takes_effect="2026-11-22")
    decide(kind="word_removed", term="wheelie bin", takes_effect="2026-11-23")
    decide(kind="off", check="R6", takes_effect="2026-11-24")
    decide(kind="on", check="R6", takes_effect="2026-11-25")
    heard = []
    for _day in range(5):
        heard.append("R6" in spoken(site, "Put the wheelie bins out. Utilise them."))
        clock.move(days=1)
    assert heard == [True, True, True, False, True]
    assert "R6" not in spoken(site, "Put the wheelie bins out.")
