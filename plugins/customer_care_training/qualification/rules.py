"""Who may do what with the qualification."""

from dataclasses import dataclass

from extranet.errors import Forbidden
from extranet.rights import Allowed, Refused, may

DRAFT = "qualification.draft"
SIGN = "qualification.sign"
ASSESS = "observation.record"
MODERATE = "observation.moderate"


@dataclass(frozen=True)
class Assessed:
    """A candidate as the rules see them; None where it is not known or there is none."""

    candidate_id: int
    manager_id: int | None


@dataclass(frozen=True)
class Moderated:
    """A decision as the rules see it."""

    candidate_id: int
    assessor_id: int
    assessor_authority: str


def may_draft(actor, _thing) -> Allowed | Refused:
    if actor is not None and not actor.is_guest and (actor.has_role("trainer") or actor.is_partnership_administrator):
        return Allowed()
    return Refused("Only trainers draft versions of the qualification.")


def may_sign(actor, _thing) -> Allowed | Refused:
    """An administrator signs for the authority that employs them, and for no other."""
    if actor is not None and not actor.is_guest and actor.has_role("authority_administrator", "authority", actor.authority):
        return Allowed()
    return Refused("Only an administrator of an authority signs for it.")


def may_assess(actor, assessed: Assessed | None) -> Allowed | Refused:
    """An assessor, neither the candidate nor the candidate's line manager."""
    if actor is None or actor.is_guest or not actor.has_role("assessor"):
        return Refused("Only assessors record observations.")
    if assessed is not None and actor.id == assessed.candidate_id:
        return Refused("Nobody assesses themselves.")
    if assessed is not None and actor.id == assessed.manager_id:
        return Refused("A line manager does not assess their own staff. Ask another assessor.")
    return Allowed()


def may_moderate(actor, moderated: Moderated | None) -> Allowed | Refused:
    """A moderator of another authority than the assessor's, and a third person."""
    if actor is None or actor.is_guest or not actor.has_role("moderator"):
        return Refused("Only moderators look at assessors' decisions.")
    if moderated is not None and actor.id in (moderated.candidate_id, moderated.assessor_id):
        return Refused("A moderator is neither the candidate nor the assessor.")
    if moderated is not None and actor.authority == moderated.assessor_authority:
        return Refused("The moderator comes from another authority than the assessor.")
    return Allowed()


RULES = {DRAFT: may_draft, SIGN: may_sign, ASSESS: may_assess, MODERATE: may_moderate}


def require(site, actor, act: str, thing=None) -> None:
    """Forbidden, with the reason, unless the actor may."""
    decision = may(site, actor, act, thing)
    if not decision:
        raise Forbidden(decision.reason)
