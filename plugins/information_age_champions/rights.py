"""Who may do what: everyone signed in reads, the group edits, the chief executives' group approves."""

from extranet.errors import Forbidden
from extranet.rights import Allowed, Refused, may

GROUP = "information-age-champions-group"
CHIEF_EXECUTIVES = "chief-executives-group"
READ, EDIT, APPROVE, DELIVER = "joint_plan.read", "joint_plan.edit", "joint_plan.approve", "commission.deliver"


def may_read(actor, thing) -> Allowed | Refused:
    """Everyone who signs in; a guest only as a member of the group."""
    if actor is not None and (not actor.is_guest or GROUP in actor.groups):
        return Allowed()
    return Refused("The joint plan is read by people of the member councils.")


def may_edit(actor, thing) -> Allowed | Refused:
    """Members of the group, and partnership administrators."""
    if actor is not None and not actor.is_guest and (GROUP in actor.groups or actor.is_partnership_administrator):
        return Allowed()
    return Refused("Only members of the Information Age Champions Group change the joint plan.")


def may_approve(actor, thing) -> Allowed | Refused:
    """Approvers of the chief executives' group: nobody else, whatever else they may do."""
    if actor is not None and not actor.is_guest and actor.has_role("approver", "group", CHIEF_EXECUTIVES):
        return Allowed()
    return Refused("Only approvers of the Surrey Chief Executives' Group approve a plan.")


def may_deliver(actor, to_group: str | None) -> Allowed | Refused:
    """Members of the group that was asked, and those who may edit the plan."""
    if actor is not None and not actor.is_guest and to_group is not None and to_group in actor.groups:
        return Allowed()
    return may_edit(actor, None) or Refused("Only members of the group that was asked say that it is delivered.")


RULES = {READ: may_read, EDIT: may_edit, APPROVE: may_approve, DELIVER: may_deliver}


def require_right(site, actor, act: str, thing=None) -> None:
    """Forbidden, with the reason, unless the actor may."""
    decision = may(site, actor, act, thing)
    if not decision:
        raise Forbidden(decision.reason)
