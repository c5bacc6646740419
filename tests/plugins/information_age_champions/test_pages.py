"""The screens: who gets in, what is told, what was typed stays, nothing is inline."""

import io
import re

import pytest
from plugin_people import person_of
from printed import ANNEX_2

from extranet.actor import Grant
from extranet.pages import PageDraft, create_page
from extranet_plugins.information_age_champions import plans, priorities, workplan
from extranet_plugins.information_age_champions.performance import e_services

HERE = "/-/champions/plans/two-councils-2027"
OLD = "/-/champions/plans/joint-plan-2001"
MILESTONE = {"title": "Postcode look-up for both councils", "work_area": "online", "status": "planned", "quarter": "2027 Q1"}
CHANGES = (
    ("/-/champions/plans/new", {"title": "A plan of a reader"}), (f"{HERE}/change", {}), (f"{HERE}/send", {}), (f"{HERE}/milestones/new", MILESTONE),
    (f"{HERE}/milestones/25/move", {"quarter": "2027 Q3"}), (f"{OLD}/areas/1/score", {"metrics": "1"}), (f"{OLD}/areas/1/box", {"box": "both"}),
    (f"{OLD}/priorities/import", {"sheet": ANNEX_2}), (f"{OLD}/risks/new", {"title": "A risk of mine"}), (f"{OLD}/risks/1", {"title": "A risk of mine"}),
    (f"{OLD}/risks/1/remove", {}), (f"{HERE}/indicators/new", {}), (f"{OLD}/commitments/1", {"page": "welcome", "note": "It shows it all."}),
    (f"{HERE}/commissions/new", {}), ("/-/champions/members/new", {}), ("/-/champions/e-services/snapshots", {}),
    ("/-/champions/e-services/councils/woking/524", {"permissible": "information"}),
)  # fmt: skip


@pytest.mark.parametrize(("address", "form"), CHANGES, ids=[address for address, _form in CHANGES])
def test_a_visitor_is_sent_to_sign_in_and_a_reader_is_told_who_may(loaded, client_as, reader, address, form):
    assert client_as(None).post(address, data=form).status_code == 303
    refused = client_as(reader).post(address, data=form)
    assert refused.status_code == 403
    assert "Only members of the Information Age Champions Group" in refused.text


def test_a_guest_of_another_group_does_not_know_of_the_plans(loaded, app, sign_in_to):
    from dataclasses import replace

    from extranet_plugins.information_age_champions.rights import may_read

    guest = replace(person_of(loaded, Grant("reader", "group", "gis-users-group"), name="Poppy Teal"), is_guest=True)
    assert not may_read(guest, None)


def test_the_first_screen_is_the_real_plan_of_2001_and_a_reader_changes_nothing_there(loaded, client_as, reader):
    text = client_as(reader).get("/-/champions").text
    assert "Joint plan of the 12 councils, 2001 to 2005" in text
    assert "Shown as it stood on 28 August 2001" in text
    assert "29 of 40" in text
    assert "Change the plan" not in text
    assert text.count("<svg") >= 1


def test_no_drawing_holds_a_style_that_the_policy_refuses(loaded, client_as, member):
    client = client_as(member)
    for address in (HERE, f"{OLD}/workplan", f"{OLD}/urgent", f"{OLD}/risks"):
        text = client.get(address).text
        assert "<svg" in text
        assert not re.search(r"\sstyle=|<style|\son\w+=", text), address


def test_the_picture_alone_is_an_svg_document(loaded, client_as, reader):
    answer = client_as(reader).get(f"{HERE}/workplan.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')


def test_a_title_with_markup_is_only_text_in_list_and_picture(loaded, client_as, member):
    client = client_as(member)
    client.post(f"{HERE}/milestones/new", data={**MILESTONE, "title": "<script>alert(1)</script>"})
    for address in (f"{HERE}/workplan", f"{HERE}/workplan.svg", f"{HERE}/workplan/grid"):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_a_milestone_is_added_moved_and_listed_as_slipped(loaded, client_as, member, new_plan):
    client = client_as(member)
    made = client.post(f"{HERE}/milestones/new", data=MILESTONE)
    assert made.status_code == 303
    refused = client.post(f"{made.location}/move", data={"quarter": "2027 Q2", "reason": "late", "revision": "1"})
    assert refused.status_code == 422
    assert "The reason needs at least 10 characters" in refused.text
    assert '<option value="2027 Q2" selected>' in refused.text
    assert 'value="late"' in refused.text
    assert client.post(f"{made.location}/move", data={"quarter": "2027 Q2", "reason": "The supplier is late.", "revision": "1"}).status_code == 303
    shown = client.get(made.location).text
    assert "2027 Q1" in shown
    assert "The supplier is late." in shown
    assert "Later by" in client.get(f"{HERE}/workplan").text


def test_what_was_typed_stays_when_something_is_wrong(loaded, client_as, member):
    form = {**MILESTONE, "title": "Short", "authorities": ["woking", "guildford"], "is_feasibility": "on"}
    answer = client_as(member).post(f"{HERE}/milestones/new", data=form)
    assert answer.status_code == 422
    assert 'value="Short"' in answer.text
    assert re.search(r'value="woking" checked', answer.text)
    assert "The title needs at least 8 characters" in answer.text
    assert "needs its cost-benefit note" in answer.text
    assert 'href="#cost_benefit"' in answer.text


def test_who_was_slower_is_told_and_may_send_it_once_more(loaded, client_as, member):
    client = client_as(member)
    risk = {"title": "Duplication of effort", "likelihood": "7", "severity": "5", "revision": "1"}
    assert client.post(f"{OLD}/risks/1", data={**risk, "severity": "6"}).status_code == 303
    slower = client.post(f"{OLD}/risks/1", data={**risk, "severity": "9"})
    assert slower.status_code == 409
    assert "Somebody else changed this while you were typing" in slower.text
    assert 'name="severity" type="text" value="9"' in slower.text
    assert 'name="revision" value="2"' in slower.text


def test_a_sheet_comes_in_as_a_file_and_goes_out_again(loaded, client_as, member):
    client = client_as(member)
    sent = client.post(f"{HERE}/priorities/import", data={"file": (io.BytesIO(ANNEX_2.encode()), "annex-2.csv")}, content_type="multipart/form-data")
    assert sent.status_code == 303
    assert "20 areas added, 0 changed." in client.get(f"{HERE}/priorities").text
    assert "Emergency Planning,C,I/P,Y,5,4,4,4,3,3,3,3,29" in client.get(f"{HERE}/priorities.csv").text


@pytest.mark.parametrize(("sent", "sentence"), [
    ({"sheet": ""}, "Choose a file, or paste the table."), ({"file": (io.BytesIO(b"\xff\xfe"), "a.csv")}, "The file is not UTF-8 text."),
])  # fmt: skip
def test_a_sheet_that_cannot_be_read_is_refused_with_what_to_do(loaded, client_as, member, sent, sentence):
    answer = client_as(member).post(f"{HERE}/priorities/import", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_sheet_that_is_too_large_is_refused(loaded, client_as, member, monkeypatch):
    from extranet_plugins.information_age_champions.views import priorities as views

    monkeypatch.setattr(views, "LARGEST_SHEET_BYTES", 100)
    sent = {"file": (io.BytesIO(ANNEX_2.encode()), "annex-2.csv")}
    answer = client_as(member).post(f"{HERE}/priorities/import", data=sent, content_type="multipart/form-data")
    assert (answer.status_code, "too large for this table" in answer.text) == (422, True)


def test_the_chief_executives_approve_what_members_sent(loaded, client_as, member, chief):
    assert "Approve the plan" not in client_as(chief).get(HERE).text
    assert client_as(member).post(f"{HERE}/send").status_code == 303
    assert "Approve the plan" not in client_as(member).get(HERE).text
    returned = client_as(chief).post(f"{HERE}/answer", data={"kind": "returned", "note": "No"})
    assert returned.status_code == 422
    assert "what should be different" in returned.text
    assert client_as(chief).post(f"{HERE}/answer", data={"kind": "approved", "note": "Agreed."}).status_code == 303
    assert "Approved by Ivy Kestrel, Guildford, 21 November 2026" in client_as(member).get(HERE).text


def test_the_register_of_electronic_services_gives_a_share_and_a_chart(loaded, client_as, member):
    client = client_as(member)
    address = "/-/champions/e-services/councils/woking/524"
    form = {"permissible": ["information", "payments"], "enabled_on_information": "2004-05-01"}
    assert client.post(address, data=form).status_code == 303
    assert client.post("/-/champions/e-services/snapshots").status_code == 303
    assert "1 of 2 permissible interactions work electronically: 50.0%" in client.get("/-/champions/e-services/councils/woking").text
    assert "(missed)" in client.get("/-/champions/e-services").text
    assert e_services.snapshots(loaded)[0].percent == 50.0


def test_a_champion_is_named_and_a_second_one_warned_of(loaded, client_as, member):
    client = client_as(member)
    for name in ("Bay Kestrel", "Ash Swift"):
        assert client.post("/-/champions/members/new", data={"authority": "woking", "name": name, "from_day": "2026-11-01"}).status_code == 303
    text = client.get("/-/champions/members").text
    assert "Woking Borough Council has 2 champions: Bay Kestrel and Ash Swift" in text
    assert "11 of 12 councils have no champion" in text
    assert client.post("/-/champions/members/2/end").status_code == 303


def test_the_quarter_page_says_plainly_when_no_pdf_can_be_made(loaded, client_as, reader, monkeypatch):
    from extranet_plugins.information_age_champions.views import reports

    monkeypatch.setattr(reports, "can_make_pdf", lambda: False)
    client = client_as(reader)
    address = f"{HERE}/quarters/2026-Q4"
    assert "PDF files are not made here, because WeasyPrint is not installed" in client.get(address).text
    answer = client.get(f"{address}/pdf")
    assert (answer.status_code, answer.location) == (303, address)


def test_the_quarter_page_is_a_pdf_where_it_can_be_made(loaded, client_as, reader):
    pytest.importorskip("weasyprint", reason="the extra pdf is not installed")
    answer = client_as(reader).get(f"{HERE}/quarters/2026-Q4/pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")


@pytest.mark.parametrize("quarter", ["2027-Q1", "2001-Q1", "soon"])
def test_a_quarter_that_has_not_begun_or_is_not_in_the_plan_has_no_page(loaded, client_as, reader, quarter):
    assert client_as(reader).get(f"{HERE}/quarters/{quarter}").status_code == 404


def test_a_row_of_another_plan_is_not_found_under_this_one(loaded, client_as, member):
    assert client_as(member).get(f"{HERE}/milestones/1").status_code == 404
    assert client_as(member).get(f"{OLD}/milestones/1").status_code == 200
    assert client_as(member).get(f"{HERE}/risks/1").status_code == 404


def test_evidence_and_cost_benefit_note_are_told_beside_their_page(loaded, client_as, member, old_plan, new_plan):
    slug = _a_page(loaded)
    client = client_as(member)
    assert client.post(f"{OLD}/commitments/5", data={"page": slug, "note": "What customers said, and what changed."}).status_code == 303
    starred = {**MILESTONE, "is_feasibility": "on", "cost_benefit": slug}
    made = client.post(f"{HERE}/milestones/new", data=starred)
    assert made.status_code == 303
    assert "★" in client.get(made.location).text
    beside = client.get(f"/wiki/{slug}").text
    assert "Customer analysis" in beside
    assert "Holds its cost-benefit note" in beside


def test_a_milestone_is_found_by_search_documents(loaded, new_plan):
    from extranet_plugins.information_age_champions import plugin
    from extranet_plugins.information_age_champions.workplan import actions

    ids = [one.id for one in workplan.workplan_of(loaded, new_plan).milestones]
    found = plugin.hook_answers["search_documents"](loaded, actions.SEARCH_KIND, ids)
    assert len(found) == len(ids)
    assert {one.reading_key for one in found} == {"all"}
    assert plugin.hook_answers["search_documents"](loaded, "page", ids) is None


def test_group_homes_and_desks_show_the_plans(loaded, client_as, member, chief):
    assert "Joint plan of the 12 councils" in client_as(member).get("/-/groups/information-age-champions-group").text
    assert "Joint plan of the 12 councils" in client_as(chief).get("/-/groups/chief-executives-group").text
    assert "12 of 12 councils have no champion." in client_as(member).get("/").text
    trainer = person_of(loaded, Grant("reader", "group", "customer-care-trainers"), name="Sorrel Finch")
    assert "A course on what changes" in client_as(trainer).get("/").text


def test_a_new_plan_is_begun_and_a_title_cannot_be_taken_twice(site, client_as, member):
    client = client_as(member)
    assert "There is no joint plan yet" in client.get("/-/champions").text
    form = {
        "title": "Winter plan", "purpose": "To keep the desks open in snow.", "target": "No desk is closed", "first_quarter": "2026 Q4",
        "last_quarter": "2027 Q1", "target_quarter": "2027 Q1",
    }  # fmt: skip
    assert client.post("/-/champions/plans/new", data=form).location == "/-/champions/plans/winter-plan"
    again = client.post("/-/champions/plans/new", data=form)
    assert (again.status_code, "There is a plan with this title already" in again.text) == (422, True)
    wrong = client.post("/-/champions/plans/new", data={**form, "title": "Another plan", "last_quarter": "2025 Q1"})
    assert "The last quarter comes after the first" in wrong.text
    assert [one.slug for one in plans.all_plans(site)] == ["winter-plan"]
    assert priorities.areas_of(site, plans.plan_named(site, "winter-plan")) == []


def _a_page(site):
    author = person_of(site, Grant("author", "group", "front-line-forum"), name="Linden Bullfinch")
    fields = {
        "title": "What customers told us", "type": "qa", "summary": "What customers said this year.", "everyday_terms": ["survey"],
        "owner_authority": "woking", "working_group": "front-line-forum", "audience": "all-authorities", "reader_role": ["adviser"],
        "functions": [38], "lgsl_ids": [524], "lgil_codes": [8], "life_episodes": "none", "area": "all", "localisable": "none",
        "confidence": "validated", "governance": "experience-based", "status": "live", "update_type": "major", "change_note": "The first answers of this year.",
        "review_by": "2027-05-01", "licence": "OGL v3.0", "customer_question": "What did customers say?", "short_answer": "They asked for evenings.",
        "environment": {"authorities": "all", "services": [524]}, "sources": ["The survey"], "resolution_type": "resolve",
    }  # fmt: skip
    return create_page(site, author, PageDraft(fields, ""), "what-customers-told-us").slug
