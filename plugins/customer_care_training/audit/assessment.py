"""A1 to A3, V1 to V3 and S1: attempts, marks, decisions, awards and the published heat map."""

from fractions import Fraction

from extranet_plugins.customer_care_training.audit.model import Check
from extranet_plugins.customer_care_training.awards import codes
from extranet_plugins.customer_care_training.awards import store as awards
from extranet_plugins.customer_care_training.awards.credential import printed_as_signed, printed_in
from extranet_plugins.customer_care_training.awards.verifying import verify
from extranet_plugins.customer_care_training.qualification import store as qualifications
from extranet_plugins.customer_care_training.qualification.model import AWARDED, OBSERVATION
from extranet_plugins.customer_care_training.quizzes import store as quizzes
from extranet_plugins.customer_care_training.quizzes.attempts import total_of
from extranet_plugins.customer_care_training.quizzes.drawing import order_of
from extranet_plugins.customer_care_training.quizzes.marking import mark_of
from extranet_plugins.customer_care_training.quizzes.model import GRACE, LONG_TEXT
from extranet_plugins.customer_care_training.skills import store as skills
from extranet_plugins.customer_care_training.skills.heat import ALL
from extranet_plugins.customer_care_training.skills.suppression import FEWEST


def a1_answers_in_time(connection, now):
    for one in quizzes.attempts(connection, with_items=True):
        if one.deadline_at is None:
            continue
        if any(item.saved_at is not None and item.saved_at > one.deadline_at + GRACE for item in one.items):
            yield f"Attempt {one.id} holds an answer kept after its deadline."
        if one.submitted_at is not None and one.submitted_at > one.deadline_at + GRACE:
            yield f"Attempt {one.id} was handed in after its deadline."


def a2_frozen(connection, now):
    for one in quizzes.attempts(connection, with_items=True):
        if [item.position for item in one.items] != list(range(1, len(one.items) + 1)):
            yield f"Attempt {one.id} has lost a question."
        for item in one.items:
            if item.order != order_of(item.question, one.rules, one.seed, item.position):
                yield f"Question {item.position} of attempt {one.id} is not in the order of its seed."


def a3_totals(connection, now):
    for one in quizzes.attempts(connection, with_items=True):
        if one.is_open:
            continue
        total = total_of(one.items)
        if one.mark != total or one.is_passed != (None if total is None else total >= one.rules.pass_mark):
            yield f"Attempt {one.id} is marked {one.mark}; its questions give {total}."
        for item in one.items:
            if item.question.kind != LONG_TEXT and item.mark != mark_of(item.question, item.response):
                yield f"Question {item.position} of attempt {one.id} is marked {item.mark}; its key gives another mark."
            if item.mark is not None and not 0 <= item.mark <= Fraction(1):
                yield f"Question {item.position} of attempt {one.id} has a mark outside 0 to 1."


def v1_decisions(connection, now):
    held = {one.id: one for one in qualifications.candidacies(connection)}
    for one in qualifications.observations(connection):
        candidate = held[one.candidacy_id].person_id
        if one.assessor_id == candidate:
            yield f"Observation {one.id} was made by the candidate."
        if one.moderator_id is not None and (one.moderator_authority == one.assessor_authority or one.moderator_id in (candidate, one.assessor_id)):
            yield f"Observation {one.id} was moderated by somebody who may not."
        if one.moderator_id is not None and not one.is_sampled:
            yield f"Observation {one.id} was moderated though it was not drawn."


def v1_awards(connection, now):
    given = {one.candidacy_id: one for one in awards.awards(connection)}
    for held in qualifications.candidacies(connection):
        if (held.state == AWARDED) != (held.id in given):
            yield f"Candidacy {held.id} is {held.state}, and {'has' if held.id in given else 'has no'} award."
        if held.id in given:
            met = {one.requirement for one in qualifications.observations(connection, held.id) if one.counts_as_met}
            missing = [one.key for one in held.version.requirements if one.kind == OBSERVATION and one.key not in met]
            if missing:
                yield f"Award {given[held.id].number} was given without the observation {missing[0]}."


def v2_codes(connection, now):
    for one in awards.awards(connection):
        found = awards.award_by_code(connection, one.code)
        if codes.normal(one.code) != one.code or found is None or found.id != one.id:
            yield f"Award {one.number} is not found by its check code."


def v3_signatures(connection, now):
    methods = [row["public"] for row in awards.keys(connection)]
    for one in awards.awards(connection):
        did = one.credential.get("issuer", {}).get("id", "")
        known = [{"id": f"{did}#{public}", "publicKeyMultibase": public} for public in methods]
        verdict = verify(one.credential, {"id": did, "verificationMethod": known, "assertionMethod": [key["id"] for key in known]}, one.issued_at)
        if not verdict.holds:
            yield f"Award {one.number} does not verify: {verdict.reason}"
        elif printed_in(one.credential) != printed_as_signed(one.printed):
            yield f"Award {one.number} prints something else than what was signed."


def s1_small_cells(connection, now):
    kept = skills.latest_map(connection)
    if kept is None:
        return
    counts = {(code, authority): len(people) for code, authority, people in kept["basis"]}
    for code, authority, mean, _below, _people in kept["published"]:
        if mean is not None and authority != ALL and counts.get((code, authority), 0) < FEWEST:
            yield f"The heat map of {kept['month']} shows {code} of {authority}, where fewer than {FEWEST} were rated."


CHECKS = (
    Check("A1", "No answer was kept, and no attempt handed in, after its deadline and grace.", a1_answers_in_time),
    Check("A2", "Every attempt has all its questions, each in the order of its seed.", a2_frozen),
    Check("A3", "Every mark follows from the answers, and every result from the marks.", a3_totals),
    Check("V1", "Assessors and moderators are who they may be.", v1_decisions),
    Check("V1b", "An award is there exactly where a candidacy ended with one.", v1_awards),
    Check("V2", "Every award is found by its check code.", v2_codes),
    Check("V3", "Every award verifies, and prints what was signed.", v3_signatures),
    Check("S1", "The published heat map shows no small cell.", s1_small_cells),
)
