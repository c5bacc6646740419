"""From a draft to a met qualification: majorities, assessors, moderators."""

import pytest
from assessment_world import ASSESSOR, MODERATOR, QUALIFICATION, findings

from extranet.authorities import current_authorities
from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet_plugins.customer_care_training.qualification import assessing, candidates, versions
from extranet_plugins.customer_care_training.qualification.model import ADOPTED, CLOSED, PROPOSED


@pytest.fixture
def assessor(assess):
    return assess.person("Asa Assessor", ASSESSOR, authority="guildford")


@pytest.fixture
def moderator(assess):
    return assess.person("Mo Moderator", MODERATOR, authority="waverley")


def state(site, held, key):
    return candidates.progress_of(site, candidates.candidacy(site, held.id)).steps[key].state


def test_a_version_is_adopted_by_more_than_half_of_todays_authorities(assess, site):
    held = versions.add_draft(site, assess.trainer, QUALIFICATION)
    versions.propose(site, assess.trainer, held)
    here = [one.slug for one in current_authorities(site)]
    for number, slug in enumerate(here[: len(here) // 2 + 1], start=1):
        assert versions.version_numbered(site, "care", 1).state == PROPOSED
        with pytest.raises(Conflict, match="a majority of authorities has to sign"):
            candidates.join(site, assess.trainer, held)
        held = versions.sign(site, assess.administrator(slug), held)
        assert len(held.signed) == number
    assert held.state == ADOPTED


def test_an_authority_signs_once_and_only_for_itself(assess, site):
    held = versions.add_draft(site, assess.trainer, QUALIFICATION)
    versions.propose(site, assess.trainer, held)
    surrey = assess.administrator("surrey")
    versions.sign(site, surrey, held)
    assert versions.sign(site, surrey, held).signed == ("surrey",)
    with pytest.raises(Forbidden, match="Only an administrator of an authority signs for it"):
        versions.sign(site, assess.trainer, held)


def test_after_the_change_of_councils_the_majority_is_of_the_new_ones(assess, site):
    held = versions.add_draft(site, assess.trainer, QUALIFICATION)
    site.clock.move(days=150)
    assert versions.support_of(site, held).needed == len(current_authorities(site)) // 2 + 1
    assert set(versions.support_of(site, held).missing) == {"east-surrey", "west-surrey"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("key: seen", "key: quiz"), "The key quiz stands twice."),
        (("after: [quiz]", "after: [nothing]"), "seen comes after nothing, which is not there."),
        (("criteria: [Listens, Answers]", "criteria: []"), "seen needs criteria"),
        (("basis: previous", "basis: never"), "The basis of expiry is one of"),
        (("kind: reflection", "kind: exam"), "thought has the kind exam"),
        (("after: [quiz]", "after: [seen]"), "in a circle"),
        (("title: Doing", "heading: Doing"), "'title' is missing or wrong"),
    ],
)
def test_a_faulty_draft_is_refused_in_a_sentence(assess, site, change, sentence):
    with pytest.raises(BadInput, match=sentence):
        versions.add_draft(site, assess.trainer, QUALIFICATION.replace(*change))


def test_a_newer_adopted_version_closes_the_older_one(assess, site):
    assess.adopted()
    assess.adopted(QUALIFICATION.replace("months: 12", "months: 24"))
    assert [one.state for one in versions.versions(site, "care")] == [ADOPTED, CLOSED]


def test_joining_twice_is_one_candidacy(assess, site):
    held, ann = assess.adopted(), assess.person("Ann Oakley")
    assert candidates.join(site, ann, held) == candidates.join(site, ann, held)


def test_requirements_come_in_any_order_unless_one_is_after_another(assess, site):
    assess.questions()
    quiz, version, ann = assess.quiz(), assess.adopted(), assess.person("Ann Oakley")
    held = candidates.candidacy(site, candidates.join(site, ann, version))
    assert (state(site, held, "seen"), state(site, held, "thought")) == ("blocked", "open")
    assess.take(ann, quiz)
    assert (state(site, held, "quiz"), state(site, held, "seen")) == ("met", "open")


def test_a_reflection_has_to_say_something_and_is_the_candidates_own(assess, site):
    actor, held = assess.candidate()
    with pytest.raises(BadInput, match="Write 200 to 10000 letters"):
        candidates.write_reflection(site, actor, held, "thought", "Fine.")
    with pytest.raises(NotFound):
        candidates.write_reflection(site, assess.trainer, held, "thought", "x" * 300)


def test_nobody_assesses_themselves_or_their_own_staff(assess, site, assessor):
    actor, held = assess.candidate()
    with pytest.raises(Forbidden, match="Only assessors"):
        assessing.observe(site, actor, held, "seen", findings())
    assess.manager(actor.id, assessor.id)
    with pytest.raises(Forbidden, match="A line manager does not assess their own staff"):
        assessing.observe(site, assessor, held, "seen", findings())
    assert assessing.candidates_to_observe(site, assessor) == []


def test_a_decision_of_a_new_assessor_counts_only_after_moderation(assess, site, assessor, moderator):
    _actor, held = assess.candidate()
    assert [one.requirement.key for one in assessing.candidates_to_observe(site, assessor)] == ["seen"]
    seen = assessing.observe(site, assessor, held, "seen", findings())
    assert (seen.sample_reason, state(site, held, "seen")) == ("new assessor", "waiting")
    assessing.moderate(site, moderator, seen.id, "agreed", "")
    assert state(site, held, "seen") == "met"
    with pytest.raises(Conflict, match="does not wait for a moderator"):
        assessing.moderate(site, moderator, seen.id, "agreed", "")


def test_a_moderator_comes_from_another_authority(assess, site, assessor):
    _actor, held = assess.candidate()
    seen = assessing.observe(site, assessor, held, "seen", findings())
    neighbour = assess.person("Nan Neighbour", MODERATOR, authority="guildford")
    with pytest.raises(Forbidden, match="another authority than the assessor"):
        assessing.moderate(site, neighbour, seen.id, "agreed", "")
    assert assessing.to_moderate(site, neighbour) == []


def test_one_criterion_or_weak_evidence_makes_it_not_yet(assess, site, assessor):
    _actor, held = assess.candidate()
    assert assessing.observe(site, assessor, held, "seen", findings(met=(True, False))).outcome == "not_yet"


def test_a_turned_round_decision_needs_a_reason_and_then_counts_the_other_way(assess, site, assessor, moderator):
    _actor, held = assess.candidate()
    seen = assessing.observe(site, assessor, held, "seen", findings())
    with pytest.raises(BadInput, match="Say why"):
        assessing.moderate(site, moderator, seen.id, "overturned", "No.")
    assessing.moderate(site, moderator, seen.id, "overturned", "The second criterion was not seen at all.")
    assert state(site, held, "seen") == "open"


def test_a_candidate_appeals_once_and_a_moderator_decides(assess, site, assessor, moderator):
    actor, held = assess.candidate()
    seen = assessing.observe(site, assessor, held, "seen", findings(vacs=(True, True, True, False)))
    with pytest.raises(NotFound):
        assessing.appeal(site, assessor, seen.id)
    assessing.appeal(site, actor, seen.id)
    assessing.appeal(site, actor, seen.id)
    assessing.moderate(site, moderator, seen.id, "overturned", "The evidence is sufficient when both notes are read.")
    assert state(site, held, "seen") == "met"
