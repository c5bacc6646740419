"""The qualification on the screen: versions and signatures, a candidate's progress, assessors' and moderators' lists."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, NotFound
from extranet.identity import person_by_id
from extranet.rights import may
from extranet.web import Page, add_notice, current_actor, current_site, render, require, signed_in
from extranet_plugins.customer_care_training.awards import issuing
from extranet_plugins.customer_care_training.awards.model import Award
from extranet_plugins.customer_care_training.courses import actions as courses
from extranet_plugins.customer_care_training.qualification import assessing, candidates, versions
from extranet_plugins.customer_care_training.qualification.assessing import VACS, Waiting
from extranet_plugins.customer_care_training.qualification.model import (
    ACTIVE,
    ADOPTED,
    KINDS,
    OBSERVATION,
    Candidacy,
    Observation,
    Progress,
    Requirement,
    Version,
)
from extranet_plugins.customer_care_training.qualification.rules import ASSESS, DRAFT, MODERATE, SIGN
from extranet_plugins.customer_care_training.qualification.versions import STATE_WORDS, Support
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import authority_names, errors_of

NAME = bp.name


@dataclass(frozen=True)
class QualificationsPage(Page):
    """Versions, the reader's candidacies and awards, and the lists that wait for the reader."""

    template: ClassVar[str] = "customer_care_training/qualification/qualifications.html"
    versions: tuple[Version, ...]
    progress: tuple[Progress, ...]
    awards: tuple[tuple[Award, date], ...]
    states: dict[str, str]
    may_draft: bool
    may_assess: bool
    may_moderate: bool


@dataclass(frozen=True)
class VersionPage(Page):
    """One version with its units, who signed, and what the reader may do. Visitors may read it: awards point here."""

    template: ClassVar[str] = "customer_care_training/qualification/version.html"
    version: Version
    support: Support
    names: dict[str, str]
    kinds: dict[str, str]
    state: str
    basis: str
    may_propose: bool
    may_sign: bool
    may_join: bool


@dataclass(frozen=True)
class DraftPage(Page):
    template: ClassVar[str] = "customer_care_training/qualification/draft.html"
    text: str
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CandidacyPage(Page):
    """A candidate's own progress, unit by unit."""

    template: ClassVar[str] = "customer_care_training/qualification/candidacy.html"
    progress: Progress
    reflections: dict[str, str]
    decisions: tuple[Observation, ...]
    award: Award | None
    is_active: bool
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AssessingPage(Page):
    template: ClassVar[str] = "customer_care_training/qualification/assessing.html"
    waiting: tuple[Waiting, ...]
    names: dict[str, str]


@dataclass(frozen=True)
class ObservePage(Page):
    """The form of one observation."""

    template: ClassVar[str] = "customer_care_training/qualification/observe.html"
    candidacy: Candidacy
    name: str
    requirement: Requirement
    vacs: tuple[tuple[str, str], ...]
    today: date
    values: dict[str, list[str]]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ModeratingPage(Page):
    """Decisions that wait for a moderator; `assessor` is a name, the candidate has none here."""

    template: ClassVar[str] = "customer_care_training/qualification/moderating.html"
    waiting: tuple[tuple[Observation, Requirement, str], ...]
    names: dict[str, str]
    vacs: tuple[str, ...]
    errors: tuple[tuple[str, str], ...] = ()


@bp.get("/qualification")
def qualifications():
    site, actor = current_site(), signed_in()
    drafts = bool(may(site, actor, DRAFT))
    found = tuple(one for one in versions.versions(site) if drafts or one.state != "draft")
    mine = tuple(candidates.progress_of(site, one) for one in candidates.my_candidacies(site, actor) if one.state == ACTIVE)
    held = tuple((one, issuing.renewal_opens(site, one)) for one in issuing.my_awards(site, actor))
    return render(QualificationsPage(found, mine, held, STATE_WORDS, drafts, bool(may(site, actor, ASSESS, None)), bool(may(site, actor, MODERATE, None))))


@bp.get("/qualification/<slug>/<int:number>")
def version(slug, number):
    site, actor = current_site(), current_actor()
    found = versions.version_numbered(site, slug, number)
    if found.state == "draft" and not (actor and may(site, actor, DRAFT)):
        raise NotFound("There is no such version of the qualification.")
    joins = actor is not None and not actor.is_guest and found.state == ADOPTED
    signs = actor is not None and found.state in ("proposed", ADOPTED) and bool(may(site, actor, SIGN)) and actor.authority not in found.signed
    proposes = actor is not None and found.state == "draft"
    words = (STATE_WORDS[found.state], _basis(found))
    return render(VersionPage(found, versions.support_of(site, found), authority_names(site), KINDS, *words, proposes, signs, joins))


def _basis(found: Version) -> str:
    rules = found.rules
    if rules.basis == "fixed":
        return f"until {rules.fixed_day[1]}/{rules.fixed_day[0]}, at least {rules.minimum_months} months"
    renewed = f"; renewed in the last {rules.window_months} months it loses no time" if rules.basis == "previous" else ""
    return f"{rules.months} months{renewed}"


@bp.post("/qualification/<slug>/<int:number>/<any(propose, sign, join):act>")
def act_on_version(slug, number, act):
    site, actor = current_site(), signed_in()
    found = versions.version_numbered(site, slug, number)
    if act == "join":
        return redirect(url_for(f"{NAME}.candidacy", candidacy_id=candidates.join(site, actor, found)), code=303)
    if act == "propose":
        versions.propose(site, actor, found)
        add_notice("The version is before the authorities now.")
    else:
        held = versions.sign(site, actor, found)
        add_notice("Signed. The version is adopted." if held.state == ADOPTED else "Signed for your authority.")
    return redirect(url_for(f"{NAME}.version", slug=slug, number=number), code=303)


@bp.get("/qualification/draft")
def draft():
    require(DRAFT)
    return render(DraftPage(""))


@bp.post("/qualification/draft")
def add_draft():
    actor, text = require(DRAFT), request.form.get("text", "")[:100_000]
    try:
        made = versions.add_draft(current_site(), actor, text)
    except BadInput as fault:
        return render(DraftPage(text, errors_of(fault)), status=422)
    return redirect(url_for(f"{NAME}.version", slug=made.slug, number=made.number), code=303)


# The candidate -----------------------------------------------------------------------


def _mine(candidacy_id: int) -> Candidacy:
    found = candidates.candidacy(current_site(), candidacy_id)
    if found.person_id != signed_in().id:
        raise NotFound("There is no such candidacy of yours.")
    return found


@bp.get("/candidacies/<int:candidacy_id>")
def candidacy(candidacy_id):
    return _candidacy_page(_mine(candidacy_id))


def _candidacy_page(held: Candidacy, written=None, fault=None):
    site, actor = current_site(), signed_in()
    award = next((one for one in issuing.my_awards(site, actor) if one.candidacy_id == held.id), None)
    texts = candidates.reflections_of(site, held) | (written or {})
    decisions = tuple(candidates.observations_of(site, held))
    page = CandidacyPage(candidates.progress_of(site, held), texts, decisions, award, held.state == ACTIVE, errors_of(fault))
    return render(page, status=422 if fault else 200)


@bp.post("/candidacies/<int:candidacy_id>/reflections/<key>")
def write_reflection(candidacy_id, key):
    held, text = _mine(candidacy_id), request.form.get(f"reflection-{key}", "")
    try:
        candidates.write_reflection(current_site(), signed_in(), held, key, text)
    except BadInput as fault:
        return _candidacy_page(held, {key: text}, fault)
    add_notice("Your reflection is kept.")
    return redirect(url_for(f"{NAME}.candidacy", candidacy_id=candidacy_id), code=303)


@bp.post("/candidacies/<int:candidacy_id>/award")
def take_award(candidacy_id):
    held = _mine(candidacy_id)
    award = issuing.issue(current_site(), signed_in(), held)
    return redirect(url_for(f"{NAME}.award", code=award.code), code=303)


@bp.post("/observations/<int:observation_id>/appeal")
def appeal(observation_id):
    assessing.appeal(current_site(), signed_in(), observation_id)
    add_notice("A moderator of another authority will look at the decision.")
    return redirect(url_for(f"{NAME}.qualifications"), code=303)


# Assessors and moderators --------------------------------------------------------------


@bp.get("/assessing")
def candidates_to_observe():
    site, actor = current_site(), signed_in()
    return render(AssessingPage(tuple(assessing.candidates_to_observe(site, actor)), authority_names(site)))


@bp.get("/assessing/<int:candidacy_id>/<key>")
def observe(candidacy_id, key):
    return _observe_page(candidacy_id, key)


def _observe_page(candidacy_id, key, fault=None):
    site, actor = current_site(), signed_in()
    held = candidates.candidacy(site, candidacy_id)
    assessing.may_be_assessed_by(site, actor, held)
    asked = held.version.requirement(key)
    if asked is None or asked.kind != OBSERVATION:
        raise NotFound("There is no such observation.")
    person, vacs = person_by_id(site, held.person_id), tuple((str(index), words) for index, words in enumerate(VACS))
    values = request.form.to_dict(flat=False)
    page = ObservePage(held, person.name if person else "", asked, vacs, site.clock.today(), values, errors_of(fault))
    return render(page, status=422 if fault else 200)


@bp.post("/assessing/<int:candidacy_id>/<key>")
def record_observation(candidacy_id, key):
    site, actor = current_site(), signed_in()
    held = candidates.candidacy(site, candidacy_id)
    assessing.may_be_assessed_by(site, actor, held)
    asked = held.version.requirement(key)
    if asked is None:
        raise NotFound("There is no such observation.")
    form = request.form
    try:
        found = assessing.findings_of(asked, form.getlist("met"), form.getlist("note"), form.getlist("vacs"), _day(), form.get("comment", ""))
        seen = assessing.observe(site, actor, held, key, found)
        courses.settle(site, held.person_id)
    except BadInput as fault:
        return _observe_page(candidacy_id, key, fault)
    add_notice("Recorded. A moderator of another authority looks at it." if seen.is_sampled else "Recorded.")
    return redirect(url_for(f"{NAME}.candidates_to_observe"), code=303)


def _day() -> date:
    try:
        return date(*(int(request.form.get(f"on_date-{part}", "")) for part in ("year", "month", "day")))
    except ValueError as fault:
        raise BadInput("Give the day of the observation, such as 13 10 2026.", "on_date") from fault


@bp.get("/moderating")
def moderating():
    return _moderating_page()


def _moderating_page(fault=None):
    site, actor = current_site(), signed_in()
    waiting = tuple((one, held.version.requirement(one.requirement), assessor) for one, held, assessor in assessing.to_moderate(site, actor))
    return render(ModeratingPage(waiting, authority_names(site), VACS, errors_of(fault)), status=422 if fault else 200)


@bp.post("/moderating/<int:observation_id>")
def moderate(observation_id):
    try:
        decided = assessing.moderate(current_site(), signed_in(), observation_id, request.form.get("outcome", ""), request.form.get("comment", ""))
    except BadInput as fault:
        return _moderating_page(fault)
    courses.settle(current_site(), candidates.candidacy(current_site(), decided.candidacy_id).person_id)
    add_notice("Your decision is recorded.")
    return redirect(url_for(f"{NAME}.moderating"), code=303)
