"""Who may do what with questions and quizzes."""

from extranet.errors import Forbidden
from extranet.rights import Allowed, Refused, may

CHANGE = "question.change"
MARK = "attempt.mark"


def may_change(actor, _thing) -> Allowed | Refused:
    """Trainers of any authority: the bank is shared."""
    if actor is not None and not actor.is_guest and (actor.has_role("trainer") or actor.is_partnership_administrator):
        return Allowed()
    return Refused("Only trainers look after questions and quizzes.")


def may_mark(actor, person_id) -> Allowed | Refused:
    """Trainers and assessors, never their own work."""
    if actor is None or actor.is_guest or actor.id == person_id:
        return Refused("Nobody marks their own work.")
    if actor.has_role("trainer") or actor.has_role("assessor") or actor.is_partnership_administrator:
        return Allowed()
    return Refused("Only trainers and assessors mark answers.")


RULES = {CHANGE: may_change, MARK: may_mark}


def require(site, actor, act: str, thing=None) -> None:
    """Forbidden, with the reason, unless the actor may."""
    decision = may(site, actor, act, thing)
    if not decision:
        raise Forbidden(decision.reason)
