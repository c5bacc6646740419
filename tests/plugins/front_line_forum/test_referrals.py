"""Referrals: the right target with its reason, the rules of each kind, acceptance by one, a clock that only the customer stops."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from desk_people import administrator, adviser, forum_member, page, specialist
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extranet.errors import BadInput, Conflict, ExtranetError, Forbidden, NotFound
from extranet.watching.reading import my_news
from extranet_plugins.front_line_forum import access, erasing, outbox, proving, queues, responsibility, sending, store, tables, working
from extranet_plugins.front_line_forum.model import STATUS_WORDS, Queue
from extranet_plugins.front_line_forum.responsibility import Row
from extranet_plugins.front_line_forum.sending import Draft
from extranet_plugins.front_line_forum.working import Work

BIN = Draft(524, "woking", need="The bin was missed twice this month", answers=("High Street", "Tuesday"), name="Xenia Made-Up", route="a letter")
GULLY = Draft(555, "woking", need="The gully before the shop is blocked", answers=("High Street", "Nobody is in danger"))


@pytest.fixture
def ann(site):
    return adviser(site)


@pytest.fixture
def sent(site, ann):
    return sending.send(site, ann, BIN)


@pytest.fixture
def worker(site):
    return specialist(site)


def events(site, number=1):
    with site.db.reading() as connection:
        return [one.act for one in store.steps(connection, number)]


def kept(site, number=1):
    with site.db.reading() as connection:
        return store.referral_by_id(connection, number)


# --- who answers ------------------------------------------------------------------------------------------------------


def test_the_form_says_why_it_chose_the_target(site, ann, client_for):
    shown = client_for(ann).get("/-/desk/refer?service=555&place=woking").text
    assert "(LGSL 555) in Woking is county: Surrey County Council." in shown


def test_district_services_go_to_the_district_and_a_row_overrides_the_tiers(site):
    assert [one.authority.slug for one in responsibility.targets(site, 524, "guildford")] == ["guildford"]
    with site.db.writing() as tx:
        responsibility.keep_row(site, tx, Row(524, "woking", "surrey-heath", "lead", "", site.clock.today() + timedelta(days=1)))
    assert [one.authority.slug for one in responsibility.targets(site, 524, "woking")] == ["woking"]
    tomorrow = site.clock.today() + timedelta(days=1)
    assert [one.authority.slug for one in responsibility.targets(site, 524, "woking", tomorrow)] == ["surrey-heath"]


def test_after_vesting_day_the_unitary_council_answers_for_everything(site):
    day = datetime(2027, 4, 1).date()
    for service in (524, 555):
        assert [one.authority.slug for one in responsibility.targets(site, service, "west-surrey", day)] == ["west-surrey"]
    assert list(responsibility.problems(site, day)) == []


def test_gaps_shares_and_overlaps_are_listed(site):
    kinds = {one.kind for one in responsibility.problems(site)}
    assert kinds == {"shared"}
    with site.db.writing() as tx:
        for authority in ("surrey-heath", "elmbridge"):
            responsibility.keep_row(site, tx, Row(524, "woking", authority, "lead", ""))
        responsibility.keep_row(site, tx, Row(526, "woking", "woking", "delivers", ""))
    found = [(one.kind, one.service.id) for one in responsibility.problems(site) if one.kind != "shared"]
    assert sorted(found) == [("gap", 526), ("overlap", 524)]


def test_only_the_forum_writes_rows(site, ann, client_for):
    row = {"service": "524", "area": "woking", "authority": "surrey-heath", "role": "lead"}
    assert client_for(ann).post("/-/desk/responsibility", data=row).status_code == 403
    assert client_for(forum_member(site)).post("/-/desk/responsibility", data=row).status_code == 303
    assert "Surrey Heath" in client_for(ann).get("/-/desk/responsibility?service=524&place=woking").text


def test_a_target_that_is_not_responsible_is_refused(site, ann):
    with pytest.raises(BadInput, match="not responsible"):
        sending.send(site, ann, replace(BIN, authority="guildford"))


def test_a_shared_service_asks_which_part(site, ann):
    shared = next(one.service.id for one in responsibility.problems(site) if one.kind == "shared")
    with pytest.raises(BadInput, match="share this service"):
        sending.send(site, ann, replace(BIN, service=shared))


# --- the kinds -----------------------------------------------------------------------------------------------------------


def test_sending_closes_the_contact_and_says_what_the_customer_is_told(site, ann, client_for, sent):
    assert (sent.reference, sent.status, sent.authority, sent.first_authority) == ("R-1001", "sent", "woking", "woking")
    shown = client_for(ann).get("/-/desk/referrals/1").text
    assert "Your reference is R-1001. It is with Woking." in shown
    with site.db.reading() as connection:
        contact = store.contact_by_id(connection, sent.contact_id)
    assert (contact.outcome, contact.referral_id) == ("e_referral", 1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"need": "bin"}, "in a sentence"),
        ({"answers": ("High Street", "")}, "The queue needs to know: When"),
        ({"need": "x " * 501}, "at most 1000"),
        ({"kind": "pigeon"}, "how it is passed on"),
        ({"kind": "cold"}, "cold transfers"),
        ({"kind": "warm"}, "which team took"),
        ({"risk": "safeguarding"}, "stay on the line"),
        ({"risk": "homeless_tonight"}, "stay on the line"),
        ({"kind": "cold", "risk": "distressed"}, "Never cold"),
        ({"place": "nowhere"}, "council"),
        ({"need": "please ring 07700900123 tonight"}, "a personal mobile number"),
    ],
)
def test_the_rules_of_each_kind_hold(site, ann, change, sentence):
    with pytest.raises(ExtranetError, match=sentence):
        sending.send(site, ann, replace(BIN, **change))
    assert kept(site) is None


def test_particulars_are_a_warning_that_can_be_answered(site, ann):
    with pytest.raises(sending.NeedsCare):
        sending.send(site, ann, replace(BIN, need="please ring 07700900123 tonight"))
    assert sending.send(site, ann, replace(BIN, need="please ring 07700900123 tonight", is_sure=True)).id == 1


def test_cold_goes_to_a_published_queue_while_its_office_is_open(site, ann, clock):
    queues.arrange(site, administrator(site), Queue("woking", 30, "01632 960000", True, True))
    with pytest.raises(BadInput, match="shut until Monday 09:00"):  # 21 November 2026 is a Saturday
        sending.send(site, ann, replace(BIN, kind="cold"))
    clock.move(days=2)
    assert sending.send(site, ann, replace(BIN, kind="cold")).kind == "cold"


def test_a_warm_transfer_is_accepted_at_once_and_safeguarding_keeps_a_stub(site, ann):
    one = sending.send(site, ann, replace(BIN, kind="warm", risk="safeguarding", accepted_by="Children's duty team"))
    assert (one.status, one.need, one.name, one.answers) == ("accepted", "", "", ())
    assert proving.differences(site) == []


# --- who may see -----------------------------------------------------------------------------------------------------------


def test_sender_and_target_see_it_and_nobody_else(site, client_for, ann):
    one = sending.send(site, ann, GULLY)
    assert one.authority == "surrey"
    address = f"/-/desk/referrals/{one.id}"
    for actor, status in (
        (ann, 200),
        (adviser(site, "Sue", "surrey"), 200),
        (adviser(site, "Gil", "guildford"), 404),
        (specialist(site, "Tan", "tandridge"), 404),
    ):
        assert client_for(actor).get(address).status_code == status
    third = client_for(specialist(site, "Ren", "guildford"))
    partnership = client_for(forum_member(site))
    for client in (third, partnership):
        assert client.get("/-/desk/queues?authority=surrey").status_code == 404
        for listed in ("/-/desk/queues", "/-/desk/referrals", "/-/desk/queues?show=closed"):
            assert "R-1001" not in client.get(listed).text
        for act in ("accept", "close", "withdraw", "hold"):
            assert client.post(f"{address}/{act}", data={"note": "long enough a note", "outcome": "done"}).status_code == 404
    assert kept(site).status == "sent"


def test_readers_of_the_target_see_but_do_not_work(site, client_for, sent):
    reader = client_for(adviser(site, "Ben", "woking"))
    assert reader.post("/-/desk/referrals/1/accept", data={"version": 1}).status_code == 403


def test_every_look_is_written_down_for_the_administrator(site, client_for, ann, sent):
    client_for(ann).get("/-/desk/referrals/1")
    shown = client_for(administrator(site)).get("/-/desk/referrals/1/readings").text
    assert "Ann Oakley" in shown
    assert client_for(ann).get("/-/desk/referrals/1/readings").status_code == 403


# --- working on it -----------------------------------------------------------------------------------------------------------


def test_from_acceptance_to_an_outcome_that_the_sender_reads(site, client_for, ann, worker, sent):
    client = client_for(worker)
    assert "R-1001" in client.get("/").text
    assert client.post("/-/desk/referrals/1/accept", data={"version": 1}).status_code == 303
    assert client.post("/-/desk/referrals/1/close", data={"version": 2, "outcome": "done"}).status_code == 422
    assert client.post("/-/desk/referrals/1/close", data={"version": 2, "outcome": "done", "note": "The crew came back today."}).status_code == 303
    assert "The crew came back today." in client_for(ann).get("/-/desk/referrals/1").text
    assert [one.subject for one in outbox.waiting_for(site, ann)] == ["R-1001 is closed: Done", "R-1001 was accepted"]
    assert kept(site).erase_details_on == site.clock.today() + timedelta(days=30)


def test_two_specialists_accept_at_once_and_one_is_told_who_won(site, worker, sent):
    other, outcomes, barrier = specialist(site, "Sam Second"), {}, Barrier(2)

    def accept(actor):
        barrier.wait()
        try:
            outcomes[actor.name] = working.do(site, actor, 1, Work("accept", version=1)).assigned_name
        except Conflict as told:
            outcomes[actor.name] = told.sentence

    threads = [Thread(target=accept, args=(one,)) for one in (worker, other)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    winner = kept(site).assigned_name
    loser = next(name for name in outcomes if name != winner)
    assert outcomes[winner] == winner
    assert f"{winner} was first: accepted at" in outcomes[loser]
    assert events(site) == ["send", "accept"]


KILLED = """
import os, sys
from pathlib import Path
from extranet.app import build_site
from extranet.identity import actor_by_id
from extranet.settings import Settings
from extranet_plugins.front_line_forum import plugin, store, working
site = build_site(Settings(data=Path(sys.argv[1]), database_url=sys.argv[3], secret_key="for tests only"), None, [plugin])
store.add_step = lambda tx, row: os.kill(os.getpid(), 9)
working.do(site, actor_by_id(site, int(sys.argv[2])), 1, working.Work("accept"))
"""


def test_killed_in_the_middle_of_accepting_it_is_as_it_was_and_can_be_accepted(site, worker, sent):
    words = [str(site.settings.data_dir), str(worker.id), site.settings.database_url]
    ended = subprocess.run([sys.executable, "-c", KILLED, *words], capture_output=True, timeout=60, check=False)
    assert ended.returncode == -9, ended.stderr
    assert kept(site) == sent
    assert events(site) == ["send"]
    assert working.do(site, worker, 1, Work("accept", version=1)).status == "accepted"


def test_a_return_goes_to_the_right_authority_keeps_the_clock_and_counts_against_accuracy(site, ann, worker, sent):
    working.do(site, worker, 1, Work("accept"))
    with pytest.raises(BadInput, match="why it belongs"):
        working.do(site, worker, 1, Work("return", to="guildford"))
    back = working.do(site, worker, 1, Work("return", "It lies over the border, in Ash.", "guildford"))
    assert (back.authority, back.status, back.due_at, back.is_misdirected) == ("guildford", "sent", sent.due_at, True)
    working.do(site, specialist(site, "Gwen", "guildford"), 1, Work("accept"))
    assert proving.differences(site) == []
    with pytest.raises(NotFound):  # the authority that passed it on holds it no longer, and did not send it
        working.referral_for(site, specialist(site, "Tom", "tandridge"), 1)
    with site.db.reading() as connection:
        assert [(one.service, one.times) for one in store.misleading(connection)] == [(524, 1)]


def test_only_waiting_for_the_customer_stops_the_clock(site, ann, worker, clock, sent):
    clock.at = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    working.do(site, worker, 1, Work("accept"))
    working.do(site, worker, 1, Work("ask_more", "Which of the bins is it?"))
    clock.move(hours=2)
    working.do(site, ann, 1, Work("answer_more", "The brown one for gardens."))
    assert kept(site).due_at == sent.due_at
    working.do(site, worker, 1, Work("wait", "Asked the customer for a photograph."))
    clock.move(hours=3)
    after = working.do(site, worker, 1, Work("resume"))
    assert after.paused_minutes == 180
    assert after.due_at == sent.due_at.replace(hour=12) + timedelta(days=3)  # Friday 17:00 and three working hours: Monday noon


def test_the_sender_alone_withdraws_and_a_note_with_particulars_is_refused(site, ann, worker, sent):
    with pytest.raises(Forbidden):
        working.do(site, adviser(site, "Guy", "woking"), 1, Work("accept"))
    with pytest.raises(BadInput, match="a personal mobile number"):
        working.do(site, ann, 1, Work("withdraw", "She rang from 07700900123 to say so"))
    assert working.do(site, ann, 1, Work("withdraw", "The customer solved it herself.")).outcome == "withdrawn"


def test_late_referrals_are_told_of_once_at_each_stage(site, ann, worker, clock, sent):
    assert working.escalate(site) == 0
    clock.move(days=4)
    assert (working.escalate(site), working.escalate(site)) == (1, 0)
    assert any("nobody has accepted" in one.subject for one in outbox.waiting_for(site, worker))
    clock.move(days=10)
    assert (working.escalate(site), working.escalate(site)) == (1, 0)
    assert any("past its due time" in one.subject for one in outbox.waiting_for(site, administrator(site)))


def test_an_open_referral_passes_to_the_successor_with_its_clock(site, clock):
    clock.at = datetime(2027, 3, 17, 10, 0, tzinfo=UTC)
    ann = adviser(site)
    queues.arrange(site, administrator(site), Queue("woking", 30, target="P4"))
    sending.send(site, ann, BIN)
    sending.send(site, ann, GULLY)
    before = [kept(site, 1), kept(site, 2)]
    assert before[0].due_at.date() == datetime(2027, 4, 2).date()
    clock.at = datetime(2027, 4, 1, 8, 0, tzinfo=UTC)
    assert (working.pass_on(site), working.pass_on(site)) == (2, 0)
    assert [kept(site, number).authority for number in (1, 2)] == ["west-surrey", "west-surrey"]  # the county's, by its place
    assert [kept(site, number).due_at for number in (1, 2)] == [one.due_at for one in before]
    assert working.referral_for(site, specialist(site, "Wes", "west-surrey"), 1).id == 1
    assert access.is_worker(site, specialist(site, "Old", "woking"), "west-surrey")
    with pytest.raises(NotFound):
        working.referral_for(site, specialist(site, "Eve", "east-surrey"), 2)


ACTS = st.lists(st.sampled_from(["accept", "return", "ask_more", "answer_more", "wait", "resume", "close", "withdraw"]), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_is_done_one_state_holds_and_the_counts_equal_the_log(site, acts):
    ann, people = _crew(site)
    one = sending.send(site, ann, BIN)
    for act in acts:
        held = kept(site, one.id)
        actor = ann if act in ("answer_more", "withdraw") else people[held.authority]
        try:
            working.do(site, actor, one.id, Work(act, "A note that is long enough.", "guildford" if held.authority == "woking" else "woking", "done"))
        except ExtranetError:
            assert kept(site, one.id) == held
    last = kept(site, one.id)
    assert last.status in STATUS_WORDS
    assert (last.closed_at is not None) == (last.status == "closed")
    assert (last.paused_at is not None) == (last.status == "waiting_customer")
    assert proving.differences(site) == []


def _crew(site):
    def make():
        return adviser(site, "Crew"), {"woking": specialist(site, "Crew W"), "guildford": specialist(site, "Crew G", "guildford")}

    return site.part("tests.crew", make)


# --- data protection -----------------------------------------------------------------------------------------------------


def set_schedule(site):
    from extranet.switches import PluginState, keep_plugin_state

    with site.db.writing() as tx:
        kept_days = {"details_days": 30, "referral_days": 365, "contact_days": 396, "audit_days": 730}
        keep_plugin_state(site, tx, "front_line_forum", PluginState(True, kept_days), "tests")


def test_nothing_is_erased_without_a_schedule(site, sent):
    with pytest.raises(erasing.NoSchedule, match="no schedule is set"):
        erasing.erase(site)


def test_details_go_first_then_the_rest_then_the_contact_and_a_hold_keeps_all(site, ann, worker, clock, sent):
    set_schedule(site)
    held = sending.send(site, ann, BIN)
    for number in (1, 2):
        working.do(site, worker, number, Work("accept"))
        working.do(site, worker, number, Work("close", "The crew came back today.", outcome="done"))
    working.hold(site, administrator(site), held.id, True)
    clock.move(days=31)
    assert erasing.erase(site)["details"] == 1
    assert (kept(site, 1).name, kept(site, 2).name) == ("", "Xenia Made-Up")
    assert kept(site, 1).need
    clock.move(days=340)
    assert erasing.erase(site)["referrals"] == 1
    assert (kept(site, 1).need, kept(site, 1).sender_name, kept(site, 1).is_erased) == ("", "", True)
    clock.move(days=40)
    assert erasing.erase(site)["contacts"] == 1
    assert erasing.erase(site)["contacts"] == 0
    assert kept(site, 2).need
    with site.db.reading() as connection:
        assert connection.execute(tables.contact.select()).first().id == held.contact_id


def test_one_persons_records_are_found_by_their_authority_alone_and_the_words_are_not_kept(site, client_for, ann, sent):
    found = client_for(administrator(site)).post("/-/desk/records", data={"words": "Xenia Made-Up", "as": "json"})
    assert found.json[0]["reference"] == "R-1001"
    assert found.json[0]["history"][0]["act"] == "send"
    other = client_for(administrator(site, "Gus", "guildford")).post("/-/desk/records", data={"words": "Xenia Made-Up", "as": "json"})
    assert other.json == []
    assert client_for(ann).post("/-/desk/records", data={"words": "Xenia Made-Up"}).status_code == 403


def test_subjects_of_what_people_are_told_name_no_customer(site, ann, worker, sent):
    working.do(site, worker, 1, Work("accept"))
    with site.db.reading() as connection:
        told = connection.execute(tables.outbox.select()).all()
    assert told
    assert not [one for one in told if "Xenia" in one.subject or "Xenia" in one.url]


# --- guides ---------------------------------------------------------------------------------------------------------------


NODES = [
    {
        "kind": "question",
        "slug": "where",
        "title": "Whose bin is it",
        "options": [{"label": "A home's", "slug": "home", "next_node": "tell"}, {"label": "Unsure", "slug": "unsure", "next_node": "pass"}],
    },
    {"kind": "outcome", "slug": "tell", "title": "Tell the day", "outcome_type": "resolve", "target": "None", "script": "It is on Tuesday."},
    {"kind": "outcome", "slug": "pass", "title": "Let them look", "outcome_type": "refer", "target": "Waste team", "script": "I pass it on."},
]


@pytest.fixture
def guide(site):
    own = ("customer_question", "short_answer", "sources", "resolution_type", "environment")
    return page(site, "whose-bin", "Whose bin is it", type="decision", start_text="Ask where it stands.", nodes=NODES, **dict.fromkeys(own))


def test_a_guide_goes_step_by_step_to_an_answer_and_unsure_leads_somewhere(site, ann, client_for, guide):
    client = client_for(ann)
    assert "A home&#39;s" in client.get("/-/desk/guides/whose-bin").text
    assert "It is on Tuesday." in client.get("/-/desk/guides/whose-bin?path=home").text
    assert "Refer with this path" in client.get("/-/desk/guides/whose-bin?path=unsure").text
    assert client.get("/-/desk/guides/whose-bin?path=other").status_code == 404


def test_the_path_goes_with_the_referral(site, ann, client_for, guide):
    given = {"service": 524, "place": "woking", "kind": "electronic", "need": "She does not know whose bin", "answer-0": "There", "answer-1": "Now"}
    answer = client_for(ann).post("/-/desk/refer", data=given | {"guide": "whose-bin", "path": "unsure", "page": "whose-bin"})
    assert answer.status_code == 303
    assert kept(site).path[1] == {"asked": "Whose bin is it", "answer": "Unsure"}
    assert "Let them look" in client_for(ann).get("/-/desk/referrals/1").text


def test_each_step_of_a_referral_is_news_for_whom_it_concerns_and_for_nobody_else(site, ann, worker, sent):
    third = specialist(site, "Toby Third", "tandridge")
    working.do(site, worker, 1, Work("accept"))
    assert [one.title.partition(",")[0] for one in my_news(site, worker)] == ["R-1001 has come in"]
    assert [one.title for one in my_news(site, ann)] == ["R-1001 was accepted"]
    assert my_news(site, third) == []
