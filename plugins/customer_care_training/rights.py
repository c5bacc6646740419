"""Who may do what with training. Handed to the house by the hook `rules`; every action asks `may`."""

from dataclasses import dataclass

from extranet.errors import Forbidden
from extranet.rights import Allowed, Refused, may

TEACH = "training.teach"  # make courses, offerings and sessions
RUN = "training.run"  # the roll, the waiting list and the places of a session
NEEDS = "training.needs"  # see the access needs of a session
APPROVE = "training.approve"  # book for, approve and see the bookings of somebody's
ROOMS = "training.rooms"  # keep the rooms of an authority
GROUP = "customer-care-trainers"


@dataclass(frozen=True)
class Run:
    """A session as the rules see it."""

    authority_id: str
    organiser_id: int | None
    trainer_ids: frozenset[int]


@dataclass(frozen=True)
class Staff:
    """A member of staff as the rules see them."""

    person_id: int
    authority_id: str
    manager_id: int | None


def is_trainer(actor) -> bool:
    return actor is not None and not actor.is_guest and (actor.has_role("trainer") or actor.is_partnership_administrator)


def may_teach(actor, _thing) -> Allowed | Refused:
    return Allowed() if is_trainer(actor) else Refused("Only trainers make courses and sessions. Ask an administrator of your authority for the role.")


def may_run(actor, run: Run) -> Allowed | Refused:
    """Its organiser, its trainers, and the trainers of the authority that runs it."""
    if actor is None or actor.is_guest:
        return Refused()
    is_own = actor.id == run.organiser_id or actor.id in run.trainer_ids
    if is_own or actor.is_partnership_administrator or (is_trainer(actor) and actor.authority == run.authority_id):
        return Allowed()
    return Refused("Only the organiser, the trainers of this session and trainers of the authority that runs it do this.")


def may_see_needs(actor, run: Run) -> Allowed | Refused:
    """The organiser alone: not a trainer, not an administrator."""
    if actor is not None and run.organiser_id is not None and actor.id == run.organiser_id:
        return Allowed()
    return Refused("Access needs are for the organiser of the session alone.")


def may_approve(actor, staff: Staff) -> Allowed | Refused:
    """The line manager, and administrators of the person's own authority."""
    if actor is None or actor.is_guest:
        return Refused()
    is_administrator = actor.has_role("authority_administrator") and actor.authority == staff.authority_id
    if actor.id != staff.person_id and (actor.id == staff.manager_id or is_administrator):
        return Allowed()
    return Refused("Only the person's line manager or an administrator of their authority does this.")


def may_keep_rooms(actor, authority: str) -> Allowed | Refused:
    """Trainers and administrators of the authority whose room it is."""
    if actor is None or actor.is_guest:
        return Refused()
    is_own = actor.authority == authority and (is_trainer(actor) or actor.has_role("authority_administrator"))
    return Allowed() if is_own or actor.is_partnership_administrator else Refused("Only the authority whose rooms these are looks after them.")


def all_rules() -> dict:
    return {TEACH: may_teach, RUN: may_run, NEEDS: may_see_needs, APPROVE: may_approve, ROOMS: may_keep_rooms}


def require(site, actor, act: str, thing=None) -> None:
    """Forbidden, with the reason, unless the actor may."""
    decision = may(site, actor, act, thing)
    if not decision:
        raise Forbidden(decision.reason)
