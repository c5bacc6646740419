"""The Information Managers Group's plugin: what it counts, who decides about gaps, and what it shows where."""

import csv
import io
from datetime import date

import pytest
from click.testing import CliRunner
from conformance import check_data_sets
from plugin_people import ADMINISTRATOR, person_of

from extranet import search
from extranet.actor import Grant
from extranet.errors import BadInput, Forbidden, NotFound
from extranet.pages import PageDraft, create_page, delete_page, read_page, save_page
from extranet.standard import check_metadata, vocabularies
from extranet.switches import PluginState, keep_plugin_state
from extranet_plugins.information_managers_group import actions, plugin
from extranet_plugins.information_managers_group.blocks import show_services
from extranet_plugins.information_managers_group.cli import information_managers
from extranet_plugins.information_managers_group.model import Snapshot, has_local_text, spreadsheet_safe, variant_blocks

MEMBER = Grant("author", "group", actions.GROUP)
REASON = "Not needed: the county's own page answers it."
GAPS = "/-/information-managers/gaps"


@pytest.fixture
def site(site_with):
    return site_with(plugin)


@pytest.fixture
def writer(site):
    return person_of(site, ADMINISTRATOR, name="Wren Adeyemi")


@pytest.fixture
def member(site):
    return person_of(site, MEMBER, name="Mary Seacole")


@pytest.fixture
def adviser(site):
    return person_of(site, name="Ada Sparks")


def draft(body="Text.", **changes):
    fields = {
        "title": "Missed bin collection", "type": "qa", "summary": "What to say and do when a crew did not empty a bin.",
        "owner_authority": "surrey-heath", "working_group": "front-line-forum", "audience": "all-authorities", "functions": [38],
        "lgsl_ids": [524], "life_episodes": ["everyday-at-home"], "area": "all", "status": "live",
        "change_note": "First version for the shared answer book.", "review_by": date(2027, 5, 1),
        "customer_question": "My bin was not emptied, what can I do?", "short_answer": "Leave it out.", "environment": {"authorities": "all"},
        "sources": ["Waste policy"],
    }
    return PageDraft({**fields, **changes}, body)


LOCAL = draft("::: for woking\nBy noon.\n:::\n::: otherwise\nAsk.\n:::\n", localisable="required")


def subjects(site, actor, kind):
    return {gap.subject for gap in actions.report(site, actor).gaps_of(kind)}


# --- what counts as a gap -----------------------------------------------------------------------------------------


def test_a_service_is_a_gap_until_a_live_page_is_about_it(site, writer, adviser):
    assert "524" in subjects(site, adviser, "service")
    create_page(site, writer, draft(), "missed-bin")
    assert "524" not in subjects(site, adviser, "service")
    assert "526" in subjects(site, adviser, "service")


def test_a_page_the_asker_may_not_read_fills_no_gap_for_them(site, writer, adviser):
    create_page(site, writer, draft(audience="team"), "missed-bin")
    assert "524" in subjects(site, adviser, "service")
    assert "524" not in subjects(site, writer, "service")


def test_an_episode_is_a_gap_while_too_few_of_its_services_have_a_page(site, writer, adviser):
    known = vocabularies(site)
    three = [one.id for one in known.services_of_episode("moving-home")][:3]
    create_page(site, writer, draft(lgsl_ids=three[:2]), "two")
    assert "moving-home" in subjects(site, adviser, "episode")
    create_page(site, writer, draft(title="Third", lgsl_ids=three[2:]), "three")
    assert "moving-home" not in subjects(site, adviser, "episode")


def test_an_authority_without_its_own_text_on_a_page_that_needs_it_is_a_gap(site, writer, adviser):
    create_page(site, writer, LOCAL, "missed-bin")
    found = subjects(site, adviser, "local")
    assert "missed-bin:guildford" in found
    assert "missed-bin:woking" not in found
    assert "missed-bin:surrey" not in found  # bins are a district's service
    places = {line.key: line for line in actions.report(site, adviser).places}
    assert (places["woking"].more, places["guildford"].more) == (1, 0)


def test_local_text_counts_only_on_its_days_and_only_when_every_block_has_it():
    rows = [{"selector": ["woking"], "from": None, "to": "2026-12-31", "parts": []}, {"selector": ["otherwise"], "parts": []}]
    blocks = variant_blocks([["html", "x"], ["variant", "a", rows], {"steps": [{"why": [["variant", "b", rows]]}]}])
    assert len(blocks) == 2
    assert has_local_text(blocks, ("woking",), date(2026, 11, 21))
    assert not has_local_text(blocks, ("woking",), date(2027, 1, 1))
    assert not has_local_text([*blocks, [rows[1]]], ("woking",), date(2026, 11, 21))
    assert not has_local_text([], ("woking",), date(2026, 11, 21))


def test_the_tiers_and_the_number_of_services_asked_for_come_from_the_settings(site, adviser):
    with site.db.writing() as tx:
        keep_plugin_state(site, tx, plugin.name, PluginState(settings={"tiers": ["county"], "fewest_services": 1}), "tests")
    assert {line.detail for line in actions.report(site, adviser).services} == {"county"}
    assert actions.wishes_of(site).fewest_services == 1


# --- decisions ----------------------------------------------------------------------------------------------------


def test_a_member_decides_that_a_gap_may_stay_and_opens_it_again(site, member):
    actions.decide_gap(site, member, "service", "524", REASON)
    gap = actions.gap_named(site, member, "service", "524")
    assert (gap.decision.reason, gap.decision.decided_by) == (REASON, "Mary Seacole")
    actions.reopen_gap(site, member, "service", "524")
    assert actions.gap_named(site, member, "service", "524").is_open


def test_somebody_outside_the_group_decides_nothing(site, adviser):
    with pytest.raises(Forbidden, match="Only members of the Information Managers Group"):
        actions.decide_gap(site, adviser, "service", "524", REASON)
    assert actions.decisions(site) == []


def test_a_decision_needs_a_reason_and_a_gap(site, member):
    with pytest.raises(BadInput, match="20 to 500 characters; this has 3"):
        actions.decide_gap(site, member, "service", "524", "No.")
    with pytest.raises(NotFound, match="no such gap"):
        actions.decide_gap(site, member, "service", "999999", REASON)


def test_a_page_that_fills_a_gap_takes_the_decision_about_it_away(site, member, writer):
    actions.decide_gap(site, member, "service", "524", REASON)
    page = create_page(site, writer, draft(lgsl_ids=[526]), "missed-bin")
    assert len(actions.decisions(site)) == 1
    save_page(site, writer, "missed-bin", draft(), page.number)
    assert actions.decisions(site) == []


def test_a_decision_is_found_by_search_while_it_stands(site, member, adviser):
    actions.decide_gap(site, member, "service", "524", REASON)
    search.drain(site)
    found = search.find(site, adviser, search.Query("household waste collection"))
    assert [hit.document.url for hit in found.groups] == [f"{GAPS}/service/524"]
    actions.reopen_gap(site, member, "service", "524")
    search.drain(site)
    assert search.find(site, adviser, search.Query("household waste collection")).total == 0


# --- the nightly count, and what leaves the house -----------------------------------------------------------------


def test_the_nightly_count_is_kept_once_a_day(site, member, clock):
    actions.decide_gap(site, member, "service", "524", REASON)
    first = actions.take_snapshot(site)
    assert actions.take_snapshot(site) == first
    clock.move(days=1)
    actions.reopen_gap(site, member, "service", "524")
    second = actions.take_snapshot(site)
    assert actions.latest_snapshots(site) == [first, second]
    assert second.services == first.services + 1


def test_a_page_put_into_the_bin_is_counted_at_once(site, writer):
    create_page(site, writer, draft(), "missed-bin")
    before = actions.take_snapshot(site)
    delete_page(site, writer, "missed-bin")
    assert actions.latest_snapshots(site)[-1].services == before.services + 1


def test_decisions_and_snapshots_are_exported_and_imported_as_they_are(site, site_with, member):
    actions.decide_gap(site, member, "service", "524", REASON)
    actions.decide_gap(site, member, "episode", "moving-home", REASON)
    actions.take_snapshot(site)
    check_data_sets(plugin, site, site_with(plugin))


def test_a_row_that_is_no_decision_is_named_and_nothing_is_taken(site):
    good = {"kind": "service", "subject": "524", "name": "Bins", "reason": REASON, "decided_by": "A", "authority": "woking",
            "decided_at": "2026-11-21T10:00:00+00:00"}
    with pytest.raises(BadInput, match="Decision 2 cannot be taken over"):
        actions.import_decisions(site, [good, {**good, "kind": "novel"}])
    with pytest.raises(BadInput, match="Snapshot 1 cannot be taken over"):
        actions.import_snapshots(site, [{"day": "soon"}])
    assert actions.decisions(site) == []


def test_the_command_lists_gaps_and_counts_them(site):
    listed = CliRunner().invoke(information_managers, ["gaps", "--kind", "service"], obj=lambda: site)
    assert "Service without a page: Household waste collection (524). No live page. A service of district or borough." in listed.output
    counted = CliRunner().invoke(information_managers, ["snapshot"], obj=lambda: site)
    assert counted.output.startswith("2026-11-21: ")


def test_a_cell_that_a_spreadsheet_would_run_is_made_text():
    assert spreadsheet_safe("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert spreadsheet_safe(None) == ""


# --- in pages -----------------------------------------------------------------------------------------------------


def test_the_services_block_lists_what_it_is_asked_for_and_says_what_it_cannot(site, adviser):
    panel = show_services(site, adviser, "episode=moving-home tier=county", "")
    assert panel.context["services"]
    assert all(one.tier in ("county", "both") for one in panel.context["services"])
    assert "no life episode “mars”" in show_services(site, adviser, "episode=mars", "").context["problem"]
    assert "does not know “colour”" in show_services(site, adviser, "colour=red", "").context["problem"]
    assert "Say which services" in show_services(site, adviser, "", "").context["problem"]


def test_the_content_type_for_proposals_is_checked_like_the_standards_own(site):
    proposal = {**draft().metadata, "type": "proposal", "concerns": "vocabulary", "change_wanted": "Add a service.", "why": "Callers ask for it."}
    for name in ("customer_question", "short_answer", "environment", "sources"):
        del proposal[name]
    assert check_metadata(vocabularies(site), proposal, today=site.clock.today()) == []
    wrong = check_metadata(vocabularies(site), {**proposal, "concerns": "weather"}, today=site.clock.today())
    assert [fault.field for fault in wrong] == ["concerns"]


def test_a_panel_names_the_types_that_a_service_still_lacks(site, writer, member, adviser):
    create_page(site, writer, draft(), "missed-bin")
    assert plugin.hook_answers["page_panels"](site, read_page(site, adviser, "missed-bin"), adviser) is None
    panel = plugin.hook_answers["page_panels"](site, read_page(site, member, "missed-bin"), member)
    assert panel.context["missing"] == [("Household waste collection", "/-/services/524", ["Service entry"])]


# --- in the browser -----------------------------------------------------------------------------------------------


@pytest.fixture
def app(site, app_of):
    return app_of(site)


def test_the_report_the_vocabularies_and_the_chart_are_shown_to_everybody_who_signs_in(site, app, client_of):
    actions.take_snapshot(site)
    client = client_of(app, site)
    for address, said in {
        "": "Household waste collection", "?by=services": "lines", "?by=places": "Woking Borough Council",
        "?by=episodes": "Moving home", "/vocabularies": "Household waste collection", "/vocabularies?by=functions": "Waste management",
        "/vocabularies?by=episodes": "Moving home", "/history": "Open gaps by day", "/gaps/service/524": "Nobody has decided",
    }.items():
        answer = client.get(f"/-/information-managers{address}")
        assert answer.status_code == 200, address
        assert said in answer.text, address
    assert client.get("/-/information-managers?by=magic").status_code == 404


def test_a_member_records_a_decision_by_form_and_a_reader_is_refused(site, app, client_of):
    reader, member = client_of(app, site), client_of(app, site, MEMBER)
    assert reader.post(f"{GAPS}/service/524", data={"reason": REASON}).status_code == 403
    assert "20 to 500 characters" in member.post(f"{GAPS}/service/524", data={"reason": "No."}).text
    assert member.post(f"{GAPS}/service/524", data={"reason": REASON}).status_code == 303
    assert REASON in reader.get(f"{GAPS}/service/524").text.replace("&#39;", "'")
    assert member.post("/-/information-managers/reopen/service/524").status_code == 303
    assert actions.decisions(site) == []


def test_the_csv_has_a_line_for_every_service_place_and_episode(site, app, client_of):
    answer = client_of(app, site).get("/-/information-managers/coverage.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    known = vocabularies(site)
    assert sum(row["kind"] == "service" for row in rows) == len(known.services)
    assert {row["gap"] for row in rows if row["kind"] == "service"} == {"yes"}


def test_the_groups_home_the_menu_and_the_desk_carry_it(site, app, client_of):
    client = client_of(app, site, MEMBER)
    actions.take_snapshot(site)
    assert "What the answer book lacks" in client.get("/-/groups/information-managers-group").text
    desk = client.get("/").text
    assert 'href="/-/information-managers"' in desk
    assert "Gaps in the answer book" in desk


def test_a_snapshot_adds_its_kinds_up():
    assert Snapshot(date(2026, 11, 21), 3, 2, 1, 9).open == 6


def test_a_proposal_is_written_read_and_changed_like_any_page(site, app, client_of, writer):
    changes = {"type": "proposal", "concerns": "vocabulary", "change_wanted": "Add **swift bricks**.", "why": "Callers ask for it."}
    fields = {**draft().metadata, **changes}
    for name in ("customer_question", "short_answer", "environment", "sources"):
        del fields[name]
    page = create_page(site, writer, PageDraft(fields, ""), "swift-bricks")
    assert page.short_answer == "Add swift bricks."
    client = client_of(app, site, ADMINISTRATOR)
    shown = client.get("/wiki/swift-bricks").text
    assert "<strong>swift bricks</strong>" in shown
    assert "Proposal for the standard" in shown
    form = client.get("/-/pages/swift-bricks/edit").text
    assert 'name="change_wanted"' in form
    assert "Add **swift bricks**." in form
