"""Who may publish, approve, look at proposals, and say what a group asks: the one place where review decides.

`page.publish` is asked by the wiki at every save that readers would notice, whoever saves by whatever way.
"""

from extranet.pages import Keeping, Publishing
from extranet.review.approval_rules import rule_of
from extranet.review.model import Proposal, strictest
from extranet.review.store import Sight
from extranet.rights import Allowed, Refused
from extranet.standard import vocabularies

KEPT_BY = frozenset({"working_group", "owner_authority"})
WRITERS = ("author", "approver")
NEEDS = (
    "Nothing was saved: {group} asks for {number} of somebody else before readers see a change. Send it for review; what readers read stays until then. "
    "Proposals are at /-/review."
)


def may_publish(site, actor, asked: Publishing):
    """Whether this may reach readers as it is saved. The strictest of the groups concerned counts: moving a page is no way round."""
    groups = [asked.draft.metadata["working_group"], *([asked.was.working_group] if asked.was else [])]
    rule = strictest(*(rule_of(site, group) for group in groups))
    if not rule.approvals or (asked.is_load and actor.is_partnership_administrator):
        return Allowed()
    if asked.was is not None and asked.changed <= KEPT_BY and looks_after(actor, asked.was):
        return Allowed()
    number = "an approval" if rule.approvals == 1 else "two approvals"
    return Refused(NEEDS.format(group=_group_name(site, groups[-1]), number=number))


def may_approve(actor, asked):
    """`asked` is (Proposal, Page). Approvers of the group or authority that answers for the page; never whoever wrote the change."""
    proposal, page = asked
    if actor is None or actor.is_guest:
        return Refused("Sign in as an approver.")
    if actor.id == proposal.author_id:
        return Refused("Nobody approves their own change. Somebody else of the group has to look at it.")
    if _approves(actor, page):
        return Allowed()
    return Refused(f"Only approvers of {page.working_group} and of {page.owner_authority} approve changes of this page.")


def may_take_back(actor, proposal: Proposal):
    return Allowed() if actor is not None and actor.id == proposal.author_id else Refused("Only who sent a change for review takes it back.")


def may_set_rule(actor, group: str):
    """A partnership administrator, or an approver of the group itself."""
    if actor is None or actor.is_guest:
        return Refused("Sign in first.")
    if actor.is_partnership_administrator or actor.has_role("approver", "group", group):
        return Allowed()
    return Refused("Only approvers of this working group, and partnership administrators, say how many approvals it asks for.")


def may_look(actor, _thing):
    """Whether there can be anything in the queue for this person; each proposal is asked about by its page."""
    if actor is None or actor.is_guest:
        return Refused("Sign in as an author or approver to see changes that wait.")
    sight = sight_of(actor)
    return Allowed() if sight.everything or sight.groups or sight.authorities else Refused("Only authors and approvers see changes that wait for approval.")


def sight_of(actor) -> Sight:
    """Whose proposals this person may look at: the same people who may edit the page (extranet/pages/rules.py)."""
    if actor is None or actor.is_guest:
        return Sight(frozenset(), frozenset())
    groups = {one.scope for one in actor.grants if one.scope_kind == "group" and one.role in WRITERS}
    authorities = {one.scope for one in actor.grants if one.scope_kind == "authority" and one.role in (*WRITERS, "authority_administrator")}
    return Sight(frozenset(groups), frozenset(authorities), actor.is_partnership_administrator)


def looks_after(actor, page) -> bool:
    """Whether this person may hand the page over to another group or authority: its approvers and administrators."""
    return _approves(actor, page) or actor.has_role("authority_administrator", "authority", page.owner_authority)


def _approves(actor, page: Keeping) -> bool:
    return (
        actor.is_partnership_administrator
        or actor.has_role("approver", "group", page.working_group)
        or actor.has_role("approver", "authority", page.owner_authority)
    )


def _group_name(site, slug: str) -> str:
    known = vocabularies(site).groups.get(slug)
    return known.name if known else slug
