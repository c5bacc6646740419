"""From joining to a stranger who checks the award; and the lists of assessors and moderators."""

import io
import json

import pytest
from assessment_world import ASSESSOR, MODERATOR, QUALIFICATION

from extranet.actor import Grant
from extranet_plugins.customer_care_training import starting_content
from extranet_plugins.customer_care_training.audit import checks
from extranet_plugins.customer_care_training.awards import issuing, printing
from extranet_plugins.customer_care_training.qualification import versions
from extranet_plugins.customer_care_training.statements import xapi


@pytest.fixture
def award(assess, site):
    actor, held = assess.awarded()
    return issuing.issue(site, actor, held)


@pytest.fixture
def stranger(app):
    return app.test_client()


def test_a_candidate_goes_the_whole_way_on_the_screen(assess, site, signed_in, stranger):
    actor, held = assess.candidate()
    asa, mo = assess.person("Asa Assessor", ASSESSOR, authority="guildford"), assess.person("Mo Moderator", MODERATOR, authority="waverley")
    assert "Cora Candidate" in signed_in(asa).get("/-/training/assessing").text
    day = {"on_date-day": "20", "on_date-month": "11", "on_date-year": "2026"}
    form = {**day, "met": ["0", "1"], "note": ["", ""], "vacs": ["0", "1", "2", "3"], "comment": "Calm and clear."}
    assert signed_in(asa).post(f"/-/training/assessing/{held.id}/seen", data={**form, "comment": ""}).status_code == 422
    assert signed_in(asa).post(f"/-/training/assessing/{held.id}/seen", data=form).status_code == 303
    assert "new assessor" in signed_in(mo).get("/-/training/moderating").text
    assert signed_in(mo).post("/-/training/moderating/1", data={"outcome": "agreed"}).status_code == 303
    client = signed_in(actor)
    assert "Everything is met" in client.get(f"/-/training/candidacies/{held.id}").text
    address = client.post(f"/-/training/candidacies/{held.id}/award").location
    page = stranger.get(address)
    assert page.status_code == 200
    for words in ("Genuine and in force", "Cora Candidate", "Woking Borough Council", "CA-2026-00001", "21 November 2027", "CC1 Knowing"):
        assert words in page.text


def test_a_stranger_types_the_code_or_gives_the_file(award, stranger):
    assert stranger.post("/-/awards", data={"code": award.code.lower()}).location.endswith(award.code)
    assert stranger.get(f"/-/awards?code={award.code}").status_code == 303
    file = {"credential": (io.BytesIO(json.dumps(award.credential).encode()), "a.json")}
    assert "signed here, unchanged and in force" in stranger.post("/-/awards", data=file, content_type="multipart/form-data").text
    bad = {"credential": (io.BytesIO(b"not json"), "a.json")}
    assert "It does not hold" in stranger.post("/-/awards", data=bad, content_type="multipart/form-data").text


def test_an_unknown_code_says_the_same_whatever_was_wrong(award, stranger):
    found = [stranger.get(f"/-/awards?code={code}") for code in ("AAAA-AAAA-AAAA-AAAA", "nonsense", "x" * 300)]
    assert {one.status_code for one in found} == {404}
    assert all("There is no award with this check code" in one.text for one in found)


def test_programs_get_json_the_keys_and_the_status_list(award, stranger):
    shown = stranger.get(f"/-/awards/{award.code}", headers={"Accept": "application/json"}).json
    assert (shown["status"], shown["verified"], shown["holder"]) == ("valid", True, "Cora Candidate")
    assert stranger.get(f"/-/awards/{award.code}.json").json == shown
    assert json.loads(stranger.get(f"/-/awards/{award.code}/credential.json").text) == award.credential
    assert stranger.get("/-/awards/did.json").json["id"] == award.credential["issuer"]["id"] == "did:web:localhost:-:awards"
    assert "BitstringStatusListCredential" in json.loads(stranger.get("/-/awards/status/1").text)["type"]


@pytest.mark.skipif(not printing.has_pdf(), reason="the extra pdf is not installed")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_pdf_is_made_where_it_can_be(award, stranger):
    answer = stranger.get(f"/-/awards/{award.code}/certificate.pdf")
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")


def test_a_withdrawn_award_says_so_and_only_administrators_withdraw(award, assess, signed_in, stranger):
    address = f"/-/awards/{award.code}/revoke"
    assert stranger.post(address).status_code == 303
    assert signed_in(assess.trainer).post(address, data={"reason": "Because I say so."}).status_code == 403
    boss = assess.person("Pat Partnership", Grant("partnership_administrator", "partnership"))
    assert signed_in(boss).post(address, data={"reason": "short"}).status_code == 422
    assert signed_in(boss).post(address, data={"reason": "Given by mistake."}).status_code == 303
    assert "Withdrawn" in stranger.get(f"/-/awards/{award.code}").text


@pytest.mark.parametrize("address", ["/-/training/assessing", "/-/training/moderating", "/-/training/qualification/draft"])
def test_lists_are_for_those_who_have_the_role(assess, signed_in, address):
    assert signed_in(assess.person("Ann Oakley")).get(address).status_code == 403


def test_a_version_is_read_by_anybody_and_a_draft_by_trainers(award, assess, site, stranger):
    assert "Who supports it" in stranger.get("/-/training/qualification/care/1").text
    versions.add_draft(site, assess.trainer, QUALIFICATION)
    assert stranger.get("/-/training/qualification/care/2").status_code == 404


def test_the_starting_content_loads_twice_and_the_audit_holds(site):
    first = list(starting_content.load(site))
    assert any("12 of 12 questions" in one for one in first)
    assert not any("line" in one for one in first)
    assert all("Quiz loaded" not in one for one in starting_content.load(site))
    assert [one for one in checks.run(site) if one.violations] == []


def test_statements_name_no_mail_and_have_an_id_of_their_own(award, site):
    found = list(xapi.statements(site))
    assert {one["verb"]["display"]["en-GB"] for one in found} == {"passed", "satisfied"}
    assert [one["id"] for one in found] == [one["id"] for one in xapi.statements(site)]
    assert all(set(one["actor"]) == {"objectType", "account"} for one in found)
    assert "mbox" not in json.dumps(found)


def test_skills_screens_show_oneself_and_the_map(assess, site, signed_in):
    list(starting_content.load(site))
    client = signed_in(assess.person("Ann Oakley"))
    assert "Listening and calming" in client.get("/-/training/skills").text
    assert client.post("/-/training/skills/role", data={"role": "Team leader"}).status_code == 303
    assert client.post("/-/training/skills", data={"level-cc-listen": "2"}).status_code == 303
    assert client.post("/-/training/skills", data={"level-cc-listen": "9"}).status_code == 422
    assert "No map yet" in client.get("/-/training/skills/map").text
    assert client.get("/-/training/skills/demand").status_code == 403
    assert client.get("/-/training/skills/staff/1").status_code == 403
