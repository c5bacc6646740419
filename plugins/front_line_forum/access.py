"""Who may see and do what: an authority sees what it sent and what was sent to it, never a third's.

An authority that has ended is stood in for by its successor; where it has several, by the successor of the referral's place.
"""

from collections.abc import Iterable

from extranet.authorities import all_authorities, authority_by_slug
from extranet.errors import Forbidden, NotFound
from extranet.rights import Allowed, Refused, may
from extranet_plugins.front_line_forum.states import WORKED_BY_SENDER, WORKED_BY_TARGET

GROUP = "front-line-forum"
WORKERS = ("specialist", "authority_administrator")
NO_REFERRAL = "There is no referral of this number, or it is not your authority's."


def rules_of(site) -> dict:
    """The plugin's rules by act."""
    return {
        "contact.log": lambda actor, _thing: _staff(actor),
        "referral.read": lambda actor, referral: _reads(site, actor, referral),
        "referral.work": lambda actor, referral: _works(site, actor, referral),
        "referral.answer": lambda actor, referral: _answers(site, actor, referral),
        "queue.work": lambda actor, authority: (
            Allowed() if is_worker(site, actor, authority) else Refused("Only specialists of this authority work its queues.")
        ),
        "queue.arrange": lambda actor, authority: _arranges(site, actor, authority),
        "desk.govern": lambda actor, _thing: _governs(actor),
        "link.judge": lambda actor, _thing: _judges(actor),
    }


def standing_in(site, authority: str, place: str = "") -> str:
    """The authority that answers today for this one: itself while it exists, else its successor, as far as one is known."""
    today, seen = site.clock.today(), set()
    while authority not in seen:
        seen.add(authority)
        one = authority_by_slug(site, authority)
        if one is None or one.valid_to is None or one.valid_to >= today or not one.successors:
            return authority
        authority = one.successors[0] if len(one.successors) == 1 else _successor_at(site, one, place)
    return authority


def _successor_at(site, ended, place: str) -> str:
    there = authority_by_slug(site, place)
    shared = [one for one in (there.successors if there else ()) if one in ended.successors]
    if there is not None and there.slug in ended.successors:
        return there.slug
    return shared[0] if len(shared) == 1 else ended.slug


def predecessors(site, authority: str) -> list[tuple[str, tuple[str, ...] | None]]:
    """Ended authorities this one stands in for, each with the places it does so for; None means all."""
    today = site.clock.today()
    found = []
    for one in all_authorities(site):
        if one.valid_to is not None and one.valid_to < today and authority in one.successors:
            places = None if len(one.successors) == 1 else (authority, *(d.slug for d in all_authorities(site) if d.successors == (authority,)))
            found.append((one.slug, places))
    return found


def is_worker(site, actor, authority: str) -> bool:
    """Whether this person is a specialist or administrator of the authority, or of one it stands in for."""
    if actor is None or actor.is_guest:
        return False
    held = {grant.scope for grant in actor.grants if grant.role in WORKERS and grant.scope_kind == "authority"}
    return authority in held or any(standing_in(site, one, authority) == authority for one in held)


def worked_authorities(site, actor) -> list[str]:
    """Authorities whose queues this person works, in the authorities' order."""
    return [one.slug for one in all_authorities(site) if one.is_current(site.clock.today()) and is_worker(site, actor, one.slug)]


def require(site, actor, act: str, thing=None) -> None:
    """Nothing, or Forbidden with the reason; what may not even be known is NotFound."""
    if act.startswith("referral.") and not may(site, actor, "referral.read", thing):
        raise NotFound(NO_REFERRAL)
    decision = may(site, actor, act, thing)
    if not decision:
        raise Forbidden(decision.reason)


def acts_for(site, actor, referral, acts: Iterable[str]) -> frozenset[str]:
    """Those of these acts that this person may do."""
    works, answers = may(site, actor, "referral.work", referral), may(site, actor, "referral.answer", referral)
    allowed = (WORKED_BY_TARGET if works else frozenset()) | (WORKED_BY_SENDER if answers else frozenset())
    return frozenset(acts) & allowed


def _staff(actor):
    return Allowed() if actor is not None and not actor.is_guest else Refused("Only people of the authorities log contacts.")


def _reads(site, actor, referral):
    if not _staff(actor) or referral is None:
        return Refused(NO_REFERRAL)
    own = {standing_in(site, actor.authority, referral.place)} | set(worked_authorities(site, actor))
    holders = {standing_in(site, referral.sender_authority, referral.place), standing_in(site, referral.authority, referral.place)}
    return Allowed() if own & holders else Refused(NO_REFERRAL)


def _works(site, actor, referral):
    if referral is not None and is_worker(site, actor, standing_in(site, referral.authority, referral.place)):
        return Allowed()
    return Refused("Only specialists of the authority that holds this referral may do this.")


def _answers(site, actor, referral):
    if (
        _staff(actor)
        and referral is not None
        and standing_in(site, referral.sender_authority, referral.place) == standing_in(site, actor.authority, referral.place)
    ):
        return Allowed()
    return Refused("Only the authority that sent this referral may do this.")


def _arranges(site, actor, authority):
    if actor is not None and not actor.is_guest:
        held = {grant.scope for grant in actor.grants if grant.role == "authority_administrator" and grant.scope_kind == "authority"}
        if any(standing_in(site, one, authority) == authority for one in held):
            return Allowed()
    return Refused("Only this authority's administrator arranges its queues, hours and records.")


def _governs(actor):
    if _staff(actor) and (GROUP in actor.groups or actor.is_partnership_administrator):
        return Allowed()
    return Refused("Only members of the Front Line Forum do this.")


def _judges(actor):
    if _staff(actor) and any(grant.role == "trainer" or (grant.role == "approver" and grant.scope == GROUP) for grant in actor.grants):
        return Allowed()
    return Refused("Only trainers and the Front Line Forum's approvers judge links.")
