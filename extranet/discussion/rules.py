"""Who may do what in a discussion. Reading is the page's own right: whoever may read the page reads what is said about it."""

from extranet.pages import Page
from extranet.rights import Allowed, Refused, is_readable


def may_write(actor, page: Page):
    """Everybody who signed in and may read the page, guests among them."""
    if actor is None:
        return Refused("Sign in to take part in the discussion.")
    if page is not None and (page.deleted_at is not None or not is_readable(actor, page.reading_key)):
        return Refused()
    return Allowed()


def may_edit(actor, thing):
    """thing: (comment, now). Its author, for 15 minutes."""
    comment, now = thing
    if actor is None or comment.author_id != actor.id:
        return Refused("Only who wrote a comment may change its words.")
    if not comment.is_editable(now):
        return Refused("A comment can be changed for 15 minutes. Answer it to put something right.")
    return Allowed()


def may_remove(actor, thing):
    """thing: (comment, page). Its author, and those who look after the page: its approvers, the group's moderators, administrators."""
    comment, page = thing
    if actor is None:
        return Refused("Sign in first.")
    if comment.author_id == actor.id or looks_after(actor, page):
        return Allowed()
    return Refused("Only who wrote a comment, or an approver of the page's group, may remove it.")


def may_settle(actor, thing):
    """thing: (thread, page). Who began it, and those who may write the page."""
    thread, page = thing
    if actor is None:
        return Refused("Sign in first.")
    if thread.starter_id == actor.id or looks_after(actor, page) or _writes(actor, page):
        return Allowed()
    return Refused("Only who began it, or an author or approver of the page, may settle it.")


def looks_after(actor, page: Page) -> bool:
    group, authority = page.working_group, page.owner_authority
    return not actor.is_guest and (
        actor.is_partnership_administrator
        or actor.has_role("approver", "group", group)
        or actor.has_role("approver", "authority", authority)
        or actor.has_role("moderator", "group", group)
        or actor.has_role("authority_administrator", "authority", authority)
    )


def _writes(actor, page: Page) -> bool:
    return not actor.is_guest and (actor.has_role("author", "group", page.working_group) or actor.has_role("author", "authority", page.owner_authority))


RULES = {
    "discussion.write": may_write,
    "discussion.edit": may_edit,
    "discussion.remove": may_remove,
    "discussion.settle": may_settle,
}
