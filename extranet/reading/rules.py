"""Who may ask people to read a page, who sees how many have, and who sees who has not."""

from extranet.rights import Allowed, Refused


def may_ask(actor, page):
    """Authors and approvers of the page's group or owning authority."""
    if actor is None or actor.is_guest:
        return Refused("Sign in as an author or approver of the page to ask people to read it.")
    places = (("group", page.working_group), ("authority", page.owner_authority)) if page else ((None, None),)
    if actor.is_partnership_administrator or any(actor.has_role(role, *place) for place in places for role in ("author", "approver")):
        return Allowed()
    return Refused("Only authors and approvers of the page may ask people to read it.")


def may_see_names(actor, page):
    """The approvers of the page's group, and nobody else: who has not read something is between them and those people."""
    if actor is not None and actor.has_role("approver", "group", page.working_group):
        return Allowed()
    return Refused("Only approvers of the page's group see who has not read it.")


RULES = {"reading.ask": may_ask, "reading.names": may_see_names}
