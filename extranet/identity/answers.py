"""What identity answers to the hooks: who may change people, and read the audit log."""

from extranet.rights import Allowed as _Allowed
from extranet.rights import Refused as _Refused


def rules(site):
    return {"person.change": _may_change_person, "audit.read": _may_read_audit}


def _may_change_person(actor, thing):
    """thing: (person or None, grant or None). An authority's administrator changes
    people of that authority; a group's role is given by the group's approvers."""
    person, grant = thing
    if actor is None or person is None:
        return _Refused("There is no such person.")
    if actor.is_partnership_administrator:
        return _Allowed()
    if grant is not None and grant.scope_kind == "group":
        return _may_change_group(actor, grant)
    if any(one.scope_kind == "partnership" for one in (*person.grants, *([grant] if grant else []))):
        return _Refused("Only a partnership administrator may do this.")
    if grant is not None and grant.scope != person.authority:
        return _Refused("A role in an authority is given to people of that authority only.")
    if not actor.has_role("authority_administrator", "authority", person.authority):
        return _Refused("Only an administrator of this person's authority may change them.")
    return _Allowed()


def _may_change_group(actor, grant):
    if actor.has_role("approver", "group", grant.scope):
        return _Allowed()
    return _Refused("Only an approver of this working group may give its roles.")


def _may_read_audit(actor, thing):
    if actor is not None and actor.is_partnership_administrator:
        return _Allowed()
    return _Refused("Only a partnership administrator may read the audit log.")
