"""Awards: given when earned, checked by anybody, withdrawn only by hand."""

import json
from datetime import timedelta

import pytest
from assessment_world import ASSESSOR, MODERATOR, findings

from extranet.actor import Grant
from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet.identity import actor_by_id
from extranet_plugins.customer_care_training.audit import assessment as audit
from extranet_plugins.customer_care_training.awards import issuing, keys, store
from extranet_plugins.customer_care_training.awards.model import EXPIRED, REVOKED, SUPERSEDED, VALID
from extranet_plugins.customer_care_training.awards.verifying import verify
from extranet_plugins.customer_care_training.qualification import assessing, candidates


@pytest.fixture
def award(assess, site):
    actor, held = assess.awarded()
    return issuing.issue(site, actor, held)


@pytest.fixture
def administrator(assess):
    return assess.person("Pat Partnership", Grant("partnership_administrator", "partnership"))


def verdict(site, credential, now=None, status=None):
    return verify(credential, keys.did_document(site), now or site.clock.now(), status)


def violations(site):
    with site.db.reading() as connection:
        return [sentence for check in audit.CHECKS for sentence in check.find(connection, site.clock.now())]


def test_an_award_comes_with_the_last_requirement_and_not_before(assess, site):
    actor, held = assess.candidate()
    with pytest.raises(Conflict, match="1 of 3 requirements are not met yet"):
        issuing.issue(site, actor, held)
    with pytest.raises(Forbidden):
        issuing.issue(site, assess.trainer, held)


def test_an_award_is_given_once(award, assess, site):
    held = candidates.candidacy(site, award.candidacy_id)
    assert issuing.issue(site, None, held) == award
    assert issuing.issue_earned(site) == 0
    assert violations(site) == []


def test_the_nightly_job_gives_what_is_earned(assess, site):
    assess.awarded()
    assert (issuing.issue_earned(site), issuing.issue_earned(site)) == (1, 0)


def test_the_credential_verifies_without_the_site(award, site):
    document, issuer = json.dumps(award.credential), json.dumps(keys.did_document(site))
    assert verify(json.loads(document), json.loads(issuer), site.clock.now()).holds
    assert issuing.check(site, award).holds
    assert award.credential["credentialSubject"]["licenseNumber"] == award.number == "CA-2026-00001"
    assert "@" not in document.replace("@context", "")


@pytest.mark.parametrize(
    "path", [("name",), ("validUntil",), ("issuer", "name"), ("credentialSubject", "licenseNumber"), ("credentialStatus", "statusListIndex")]
)
def test_a_changed_field_is_found(award, site, path):
    changed = json.loads(json.dumps(award.credential))
    part = changed
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = part[path[-1]].replace("2", "3") + ("" if "2" in part[path[-1]] else "9")
    assert verdict(site, changed).code == "changed"


def test_every_no_has_its_own_reason(award, site):
    copy = lambda **changes: {**json.loads(json.dumps(award.credential)), **changes}  # noqa: E731
    assert verdict(site, copy(grade="A")).code == "unsigned parts"
    assert verdict(site, copy(type=["VerifiableCredential", "OpenBadgeCredential", "Other"])).code == "unsigned parts"
    assert verdict(site, copy(issuer={"id": "did:web:elsewhere", "type": ["Profile"], "name": "x"})).code == "unknown key"
    assert verdict(site, copy(proof=None)).code == "malformed"
    assert verdict(site, {"some": "thing"}).code == "malformed"
    assert verdict(site, award.credential, now=award.issued_at - timedelta(seconds=1)).code == "not yet valid"
    assert verdict(site, award.credential, now=award.issued_at + timedelta(days=500)).code == "expired"


def test_a_withdrawn_award_is_in_the_status_list(award, site, administrator, assess):
    assert verdict(site, award.credential, status=issuing.status_document(site)).holds
    with pytest.raises(Forbidden):
        issuing.revoke(site, assess.trainer, award.id, "The evidence was somebody else's.")
    with pytest.raises(BadInput):
        issuing.revoke(site, administrator, award.id, "no")
    issuing.revoke(site, administrator, award.id, "The evidence was somebody else's.")
    assert verdict(site, award.credential, status=issuing.status_document(site)).code == "revoked"
    assert issuing.award_for(site, award.code).status_on(site.clock.today()) == REVOKED


def test_a_list_of_another_issuer_or_one_that_is_old_decides_nothing(award, site):
    old = issuing.status_document(site)
    assert verdict(site, award.credential, site.clock.now() + timedelta(days=2), old).code == "unknown status"
    forged = {**old, "credentialSubject": {**old["credentialSubject"], "encodedList": "uAAAA"}}
    assert verdict(site, award.credential, status=forged).code == "unknown status"


def test_after_the_key_changed_old_and_new_awards_verify(award, assess, site, administrator):
    with pytest.raises(Forbidden):
        keys.rotate(site, assess.trainer)
    public = keys.rotate(site, administrator)
    actor = assess.person("Second Candidate")
    with site.db.reading() as connection:
        held = store.awards(connection)
    assert verdict(site, held[0].credential).holds
    assert issuing.status_document(site)["proof"]["verificationMethod"].endswith(public)
    assert verdict(site, award.credential, status=issuing.status_document(site)).holds
    assert actor.id != award.person_id


def test_a_renewal_inside_the_window_loses_no_time_and_supersedes(award, assess, site):
    assert award.valid_until.isoformat() == "2027-11-21"
    assert issuing.renewal_opens(site, award).isoformat() == "2027-08-21"
    site.clock.move(days=300)
    actor = actor_by_id(site, award.person_id)
    version = candidates.candidacy(site, award.candidacy_id).version
    assert candidates.join(site, actor, version) == candidates.join(site, actor, version)
    again = candidates.candidacy(site, candidates.join(site, actor, version))
    candidates.write_reflection(site, actor, again, "thought", "Once more, with what I have learnt since then. " * 6)
    _observe_again(assess, site, again)
    renewed = issuing.issue(site, actor, candidates.candidacy(site, again.id))
    assert renewed.valid_until.isoformat() == "2028-11-21"
    assert issuing.award_for(site, award.code).status_on(site.clock.today()) == SUPERSEDED
    assert violations(site) == []


def _observe_again(assess, site, held):
    seen = assessing.observe(site, assess.person("Another Assessor", ASSESSOR, authority="elmbridge"), held, "seen", findings())
    assessing.moderate(site, assess.person("Another Moderator", MODERATOR, authority="surrey"), seen.id, "agreed", "")


def test_status_is_one_of_four(award, site):
    assert award.status_on(site.clock.today()) == VALID
    assert award.status_on(award.valid_until) == VALID
    assert award.status_on(award.valid_until + timedelta(days=1)) == EXPIRED


def test_a_code_is_found_however_it_is_typed_and_nothing_else_is(award, site):
    assert issuing.award_for(site, award.code.lower().replace("-", " ")) == award
    for typed in ("", "nothing", "0000-0000-0000-0000", award.number):
        with pytest.raises(NotFound, match="There is no award with this check code"):
            issuing.award_for(site, typed)


def test_an_edited_print_is_found_by_the_audit(award, site):
    printed = {**store.printed_as_json(award.printed), "holder": "Somebody Else"}
    with site.db.writing() as tx:
        store.set_award(tx, award.id, printed=printed)
    assert not issuing.check(site, issuing.award_for(site, award.code)).holds
    assert violations(site) == [f"Award {award.number} prints something else than what was signed."]
