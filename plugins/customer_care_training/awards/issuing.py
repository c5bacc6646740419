"""Giving an award, renewing it, withdrawing it, and looking it up."""

import secrets
from datetime import date
from typing import Any

from extranet.authorities import authority_by_slug
from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet.identity import person_by_id, record
from extranet_plugins.customer_care_training.awards import codes, status_list, store
from extranet_plugins.customer_care_training.awards.credential import badge, printed_as_signed, printed_in, status_credential
from extranet_plugins.customer_care_training.awards.keys import did_document, did_of, method_of, signing_key
from extranet_plugins.customer_care_training.awards.model import Award, Printed
from extranet_plugins.customer_care_training.awards.signing import signed
from extranet_plugins.customer_care_training.awards.verifying import Verdict, verify
from extranet_plugins.customer_care_training.qualification import store as qualifications
from extranet_plugins.customer_care_training.qualification.candidates import progress_of
from extranet_plugins.customer_care_training.qualification.expiry import valid_until, window_opens
from extranet_plugins.customer_care_training.qualification.model import ACTIVE, AWARDED, Candidacy
from extranet_plugins.customer_care_training.skills.evidence import show_skills


def issue(site, actor, held: Candidacy) -> Award:
    """Give the award that a candidacy has earned; the same one when it was given already.

    Conflict while a requirement is not met. `actor` is whoever asks: the candidate, or None for the nightly job.
    """
    if actor is not None and actor.id != held.person_id:
        raise Forbidden("Candidates ask for their own award.")
    progress = progress_of(site, held)
    with site.db.writing() as tx:
        there = store.award_of_candidacy(tx, held.id)
        if there is not None:
            return there
        if not progress.is_complete or held.state != ACTIVE:
            raise Conflict(f"{progress.total - progress.done} of {progress.total} requirements are not met yet.")
        return _give(tx, site, actor, held)


def _give(tx, site, actor, held: Candidacy) -> Award:
    today, earlier = site.clock.today(), _held_before(tx, held)
    until = valid_until(held.version.rules, today, earlier.valid_until if earlier else None)
    printed = _printed(tx, site, held, today, until)
    index = status_list.free_index(store.taken_indices(tx))
    private, public = signing_key(tx, site)
    document = signed(_badge(site, held, printed, index), private, method_of(site, public), printed_as_signed(printed)["issued_at"])
    made = store.add_award(tx, {
        "number": printed.number, "code": codes.new_code(), "candidacy_id": held.id, "person_id": held.person_id, "authority_id": held.authority_id,
        "printed": store.printed_as_json(printed), "credential": document, "status_index": index, "issued_at": printed.issued_at, "valid_until": until,
        "superseded_by": None, "revoked_at": None, "revoked_reason": "",
    })  # fmt: skip
    if earlier is not None:
        store.set_award(tx, earlier.id, superseded_by=made)
    qualifications.set_candidacy(tx, held.id, state=AWARDED, completed_at=site.clock.now())
    show_skills(tx, site, held, made)
    record(tx, site, actor, "award.given", printed.number)
    return store.award_by_id(tx, made)


def _held_before(tx, held: Candidacy) -> Award | None:
    """The award of the same qualification that this one renews."""
    same = {one.id for one in qualifications.candidacies(tx, held.person_id) if one.version.qualification_id == held.version.qualification_id}
    return next((one for one in store.awards(tx, held.person_id) if one.candidacy_id in same and one.superseded_by is None and one.revoked_at is None), None)


def _printed(tx, site, held: Candidacy, today: date, until: date) -> Printed:
    person, version = person_by_id(site, held.person_id), held.version
    prefix = f"{''.join(word[0] for word in version.title.split()).upper()}-{today.year}-"
    authority = authority_by_slug(site, held.authority_id)
    return Printed(
        holder=" ".join(person.name.split()), authority=authority.name if authority else held.authority_id, title=version.title, level=version.level,
        version=str(version.number), number=f"{prefix}{store.count_in_year(tx, prefix) + 1:05d}", completed_on=today,
        issued_at=site.clock.now().replace(microsecond=0), valid_until=until, units=tuple((one.code, one.title) for one in version.units),
        issuer=site.settings.site_name,
    )  # fmt: skip


def _badge(site, held: Candidacy, printed: Printed, index: int) -> dict[str, Any]:
    base, person = site.settings.public_url.rstrip("/"), person_by_id(site, held.person_id)
    recipient = ("emailAddress", person.mail.lower()) if person.mail else ("systemId", f"{person.authority}:{person.id}")
    addresses = {"achievement": f"{base}/-/training/qualification/{held.version.slug}/{held.version.number}", "status": status_address(site)}
    shown = sorted({code for one in held.version.requirements for code, _level in one.skills})
    skills = [(code, code, f"{base}/-/training/skills#{code}") for code in shown]
    return badge(printed, did_of(site), addresses, (*recipient, secrets.token_hex(8)), index, skills)


def issue_earned(site) -> int:
    """Give every award that is earned and not given yet; how many. A job runs this at night."""
    with site.db.reading() as connection:
        active = qualifications.candidacies(connection, state=ACTIVE)
    earned = [one for one in active if progress_of(site, one).is_complete]
    for one in earned:
        issue(site, None, one)
    return len(earned)


def award_for(site, typed: str) -> Award:
    """The award of a check code, typed as people type. NotFound for none: the sentence is the same whatever was wrong."""
    code = codes.normal(typed) or "0000-0000-0000-0000"
    with site.db.reading() as connection:
        found = store.award_by_code(connection, code)
    if found is None:
        raise NotFound("There is no award with this check code. Compare it with the certificate: it has four groups of four.")
    return found


def check(site, held: Award) -> Verdict:
    """Whether the award's own credential verifies, and says what is printed. Expiry and withdrawal are its status, not this."""
    found = verify(held.credential, did_document(site), held.issued_at)
    if found.holds and printed_in(held.credential) != printed_as_signed(held.printed):
        return Verdict("changed", "What is printed is not what was signed.")
    return found


def my_awards(site, actor) -> list[Award]:
    with site.db.reading() as connection:
        return store.awards(connection, actor.id)


def renewal_opens(site, held: Award) -> date:
    """From which day the award can be renewed without losing time."""
    with site.db.reading() as connection:
        return window_opens(qualifications.candidacy_by_id(connection, held.candidacy_id).version.rules, held.valid_until)


def revoke(site, actor, award_id: int, reason: str) -> None:
    """Withdraw an award, with a reason; the public page and the status list say so. Twice changes nothing."""
    if not actor.is_partnership_administrator:
        raise Forbidden("Only partnership administrators withdraw awards.")
    reason = " ".join(reason.split())
    if len(reason) < 10:
        raise BadInput("Say why, in at least 10 letters.", "reason")
    with site.db.writing() as tx:
        held = store.award_by_id(tx, award_id)
        if held is None:
            raise NotFound("There is no such award.")
        if held.revoked_at is None:
            store.set_award(tx, award_id, revoked_at=site.clock.now(), revoked_reason=reason)
            record(tx, site, actor, "award.revoked", held.number, reason)


def status_address(site) -> str:
    return f"{site.settings.public_url.rstrip('/')}/-/awards/status/1"


def status_document(site) -> dict[str, Any]:
    """The signed list of withdrawn awards, as it is now."""
    with site.db.reading() as connection:
        revoked = store.revoked_indices(connection)
        known = store.keys(connection)
    document = status_credential(did_of(site), site.settings.site_name, status_address(site), status_list.encode(revoked), site.clock.now())
    with site.db.writing() if not known else site.db.reading() as tx:
        private, public = signing_key(tx, site)
    return signed(document, private, method_of(site, public), document["validFrom"])
