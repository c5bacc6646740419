"""Observation by an assessor, and moderation by somebody from another authority."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extranet.errors import BadInput, Conflict, NotFound
from extranet.identity import person_by_id, record
from extranet_plugins.customer_care_training.bookings import store as bookings
from extranet_plugins.customer_care_training.qualification import store
from extranet_plugins.customer_care_training.qualification.candidates import progress_of
from extranet_plugins.customer_care_training.qualification.model import (
    ACTIVE,
    AGREED,
    MET,
    NOT_YET,
    OBSERVATION,
    OVERTURNED,
    Candidacy,
    Observation,
    Requirement,
)
from extranet_plugins.customer_care_training.qualification.rules import ASSESS, MODERATE, Assessed, Moderated, require
from extranet_plugins.customer_care_training.qualification.sampling import APPEAL, Decision, sample_reason

VACS = ("Valid: it shows what the criteria ask for", "Authentic: it is the candidate's own work", "Current: it is recent", "Sufficient: there is enough of it")


@dataclass(frozen=True)
class Waiting:
    """A candidate and an observation that may be made now."""

    candidacy: Candidacy
    name: str
    requirement: Requirement


@dataclass(frozen=True)
class Findings:
    """What an assessor found: for each criterion whether it was met, with a note."""

    on_date: date
    met: tuple[bool, ...]
    notes: tuple[str, ...]
    vacs: tuple[bool, bool, bool, bool]
    comment: str


def may_be_assessed_by(site, actor, held: Candidacy) -> None:
    """Forbidden when the actor is no assessor, is the candidate or is their line manager."""
    with site.db.reading() as connection:
        manager = bookings.manager_of(connection, held.person_id)
    require(site, actor, ASSESS, Assessed(held.person_id, manager))


def candidates_to_observe(site, actor) -> list[Waiting]:
    """Observations that are open now, for those the actor may assess."""
    require(site, actor, ASSESS, None)
    with site.db.reading() as connection:
        found = store.candidacies(connection, state=ACTIVE)
        managers = {one.person_id: bookings.manager_of(connection, one.person_id) for one in found}
    waiting = []
    for held in found:
        if actor.id in (held.person_id, managers[held.person_id]):
            continue
        steps = progress_of(site, held).steps.values()
        waiting += [Waiting(held, _name(site, held.person_id), one.requirement) for one in steps if one.requirement.kind == OBSERVATION and one.state == "open"]
    return waiting


def _name(site, person_id: int) -> str:
    found = person_by_id(site, person_id)
    return found.name if found else f"Person {person_id}"


def observe(site, actor, held: Candidacy, key: str, findings: Findings) -> Observation:
    """Record a decision: met only when every criterion is and the evidence is valid, authentic, current and sufficient.

    Whether a moderator looks at it is decided here, in the same transaction.
    """
    may_be_assessed_by(site, actor, held)
    step = progress_of(site, held).steps.get(key)
    if held.state != ACTIVE or step is None or step.requirement.kind != OBSERVATION or step.state != "open":
        raise Conflict("This observation cannot be made now.")
    _check(site, step.requirement, findings)
    outcome = MET if all(findings.met) and all(findings.vacs) else NOT_YET
    criteria = [list(one) for one in zip(step.requirement.criteria, findings.met, findings.notes, strict=True)]
    with site.db.writing() as tx:
        earlier = [Decision(one.on_date, one.is_sampled) for one in store.observations(tx, assessor_id=actor.id)]
        reason = sample_reason(earlier, site.clock.today(), secrets.token_hex(8), held.version.rules.sample_percent)
        made = store.add_observation(tx, {
            "candidacy_id": held.id, "authority_id": held.authority_id, "requirement": key, "assessor_id": actor.id, "assessor_authority": actor.authority,
            "on_date": findings.on_date, "criteria": criteria, "vacs": list(findings.vacs), "outcome": outcome, "comment": findings.comment.strip(),
            "at": site.clock.now(), "sample_reason": reason, "appealed_at": None,
        })  # fmt: skip
        record(tx, site, actor, "observation.recorded", f"candidacy {held.id}", f"{key}: {outcome}")
        return store.observation_by_id(tx, made)


def _check(site, asked: Requirement, findings: Findings) -> None:
    if len(findings.met) != len(asked.criteria) or len(findings.notes) != len(asked.criteria):
        raise BadInput("Say for each criterion whether it was met.")
    if findings.on_date > site.clock.today():
        raise BadInput("The day of the observation is still to come.", "on_date")
    if len(findings.comment.strip()) < 10:
        raise BadInput("Say in a sentence or two what you saw: the candidate reads it.", "comment")


def appeal(site, actor, observation_id: int) -> None:
    """The candidate asks for another look at a 'not yet'; a moderator of another authority then decides. Twice changes nothing."""
    with site.db.writing() as tx:
        one = store.observation_by_id(tx, observation_id)
        held = store.candidacy_by_id(tx, one.candidacy_id) if one else None
        if held is None or held.person_id != actor.id:
            raise NotFound("There is no such decision about you.")
        if one.outcome != NOT_YET or one.moderated is not None:
            raise Conflict("Only a decision of “not yet” that no moderator has looked at can be appealed.")
        if one.appealed_at is None:
            store.set_observation(tx, one.id, appealed_at=site.clock.now(), sample_reason=one.sample_reason or APPEAL)
            record(tx, site, actor, "observation.appealed", f"observation {one.id}")


def to_moderate(site, actor) -> list[tuple[Observation, Candidacy, str]]:
    """(decision, candidacy, assessor's name) that wait for a moderator and that the actor may decide, oldest first."""
    require(site, actor, MODERATE, None)
    with site.db.reading() as connection:
        waiting = [one for one in store.observations(connection, only_sampled=True) if one.awaits_moderation]
        held = {one.candidacy_id: store.candidacy_by_id(connection, one.candidacy_id) for one in waiting}
    mine = [one for one in waiting if actor.authority != one.assessor_authority and actor.id not in (one.assessor_id, held[one.candidacy_id].person_id)]
    return [(one, held[one.candidacy_id], _name(site, one.assessor_id)) for one in mine]


def moderate(site, actor, observation_id: int, outcome: str, comment: str) -> Observation:
    """Agree with a decision or turn it round. The whole of who may is decided here, on the row itself."""
    if outcome not in (AGREED, OVERTURNED):
        raise BadInput("Choose whether you agree.", "outcome")
    comment = comment.strip()
    if outcome == OVERTURNED and len(comment) < 20:
        raise BadInput("Say why the decision is turned round, in at least 20 letters.", "comment")
    with site.db.writing() as tx:
        one = store.observation_by_id(tx, observation_id)
        if one is None:
            raise NotFound("There is no such decision.")
        held = store.candidacy_by_id(tx, one.candidacy_id)
        require(site, actor, MODERATE, Moderated(held.person_id, one.assessor_id, one.assessor_authority))
        if not one.awaits_moderation:
            raise Conflict("This decision does not wait for a moderator.")
        row = {"observation_id": one.id, "moderator_id": actor.id, "moderator_authority": actor.authority, "outcome": outcome, "comment": comment}
        store.add_moderation(tx, {**row, "at": site.clock.now()})
        record(tx, site, actor, "observation.moderated", f"observation {one.id}", outcome)
        return store.observation_by_id(tx, one.id)


def findings_of(asked: Requirement, ticked: Sequence[str], notes: Sequence[str], vacs: Sequence[str], on_date: date, comment: str) -> Findings:
    """Findings from the fields of a form: indices that were ticked, and a note for each criterion."""
    met = tuple(str(index) in ticked for index in range(len(asked.criteria)))
    kept = tuple((list(notes) + [""] * len(met))[index].strip()[:500] for index in range(len(met)))
    return Findings(on_date, met, kept, tuple(str(index) in vacs for index in range(len(VACS))), comment)
