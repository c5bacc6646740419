"""What identity answers to the hooks: who may see and change people, and read the audit log; its jobs; its menu."""

from extranet.identity import handovers as _handovers
from extranet.identity import jobs as _jobs
from extranet.plugin import MenuEntry as _MenuEntry
from extranet.rights import Allowed as _Allowed
from extranet.rights import Refused as _Refused


def rules(site):
    return {
        "people.read": _may_list_people,
        "person.read": _may_read_person,
        "person.change": _may_change_person,
        "person.move": _may_move,
        "group_people.read": _may_read_group,
        "group_people.change": _may_change_group,
        "audit.read": _may_read_audit,
    }


def menu_entries(site, actor):
    if not _may_list_people(actor, None):
        return None
    return [_MenuEntry("People", "/-/people", order=80), _MenuEntry("Audit log", "/-/audit", order=81)]


def scheduled_jobs(site):
    return _jobs.scheduled(site)


def loops(site):
    return _jobs.loops(site)


def person_left(site, person):
    """What would stay undone: groups and authorities that this person was the last to look after."""
    _handovers.raise_for_last_holders(site, person)


def _may_list_people(actor, authority):
    """authority: a slug, or None for 'any at all'."""
    if actor is None:
        return _Refused("Sign in first.")
    if actor.is_partnership_administrator or actor.has_role("authority_administrator", "authority", authority):
        return _Allowed()
    return _Refused("Only an administrator of this authority may look at its people.")


def _may_read_person(actor, person):
    return _may_list_people(actor, person.authority)


def _may_change_person(actor, thing):
    """thing: (person or None, grant or None). An authority's administrator changes
    people of that authority; a group's role is given by the group's approvers."""
    person, grant = thing
    if actor is None or person is None:
        return _Refused("There is no such person.")
    if grant is not None and person.is_guest and not _fits_guest(person, grant):
        return _Refused("A guest reads with the group that invited them, and holds no other role.")
    if actor.is_partnership_administrator:
        return _Allowed()
    if grant is not None and grant.scope_kind == "group":
        return _may_change_group(actor, grant.scope)
    if any(one.scope_kind == "partnership" for one in (*person.grants, *([grant] if grant else []))):
        return _Refused("Only a partnership administrator may do this.")
    if grant is not None and grant.scope != person.authority:
        return _Refused("A role in an authority is given to people of that authority only.")
    if not actor.has_role("authority_administrator", "authority", person.authority):
        return _Refused("Only an administrator of this person's authority may change them.")
    return _Allowed()


def _fits_guest(person, grant):
    return grant.scope_kind == "group" and grant.scope in person.as_actor().groups and grant.role == "reader"


def _may_move(actor, thing):
    if actor is not None and actor.is_partnership_administrator:
        return _Allowed()
    return _Refused("Only a partnership administrator may give somebody the record they had in another authority.")


def _may_read_group(actor, group):
    if actor is not None and (actor.is_partnership_administrator or group in actor.groups):
        return _Allowed()
    return _Refused("Only members of this working group may see who its people are.")


def _may_change_group(actor, group):
    if actor is not None and not actor.is_guest and (actor.is_partnership_administrator or actor.has_role("approver", "group", group)):
        return _Allowed()
    return _Refused("Only an approver of this working group may give its roles.")


def _may_read_audit(actor, authority):
    """authority: a slug; None for the log of all authorities."""
    if actor is not None and actor.is_partnership_administrator:
        return _Allowed()
    if actor is not None and authority and actor.has_role("authority_administrator", "authority", authority):
        return _Allowed()
    return _Refused("An administrator may read the audit log of their own authority.")
