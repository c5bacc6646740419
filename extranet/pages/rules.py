"""Who may do what to a page: the one place where the wiki decides.

`thing` is a Page, a PageLine or a Keeping for everything but facts, where it is a FactChange; None asks whether the person
may do it to any page at all. `page.publish` is asked with a Publishing; the slice `review` decides it.
"""

from dataclasses import dataclass

from extranet.pages.model import FactChange, LocalEdit, Page, PageDraft
from extranet.rights import Allowed, Refused, is_readable

WRITERS = ("author", "approver")


@dataclass(frozen=True)
class Keeping:
    """Who would keep a page that is not there yet."""

    owner_authority: str
    working_group: str


@dataclass(frozen=True)
class Publishing:
    """Readers would read `draft` in place of `was` (None: there was nothing for them to read).

    `changed` names the fields that say something else, and "body" for the text; `is_load`: one of many pages brought in at once.
    """

    draft: PageDraft
    was: Page | None
    changed: frozenset[str]
    is_load: bool = False


def may_read(actor, page):
    return Allowed() if page.deleted_at is None and is_readable(actor, page.reading_key) else Refused()


def may_write(actor, kept):
    """Authors and approvers of the page's working group or owning authority, and that authority's administrator."""
    if actor is None or actor.is_guest:
        return Refused("Sign in as an author to change pages.")
    if actor.is_partnership_administrator or _writes(actor, kept):
        return Allowed()
    if kept is None:
        return Refused("Only authors and approvers write pages. Ask your working group for the role.")
    return Refused(
        f"This page is kept by the group {kept.working_group} and {kept.owner_authority}. "
        "Their authors and approvers, and that authority's administrator, may change it."
    )


def may_edit_fact(actor, change: FactChange | None):
    """Only people of the authority itself set its values: its authors, approvers and administrator."""
    if actor is None or actor.is_guest:
        return Refused("Sign in as an author to change facts.")
    if actor.is_partnership_administrator:
        return Allowed()
    authority = change.authority if change else None
    if any(actor.has_role(role, "authority", authority) for role in (*WRITERS, "authority_administrator")):
        return Allowed()
    if _writes(actor, None) and authority in (None, actor.authority):
        return Allowed()
    return Refused("Only authors and administrators of that authority may set its values.")


def may_confirm(actor, page):
    """Whoever may change a page may say that it is still right."""
    return may_write(actor, page)


def may_localise(actor, edit: LocalEdit | None):
    """An authority's text is written by that authority's people, whatever group the page is of (content standard 5.4, LOC-4)."""
    if actor is None or actor.is_guest:
        return Refused("Sign in as an author to write your authority's own text.")
    if actor.is_partnership_administrator:
        return Allowed()
    authority = edit.authority if edit else None
    if any(actor.has_role(role, "authority", authority) for role in (*WRITERS, "authority_administrator")):
        return Allowed()
    if _writes(actor, None) and authority in (None, actor.authority):
        return Allowed()
    return Refused("Only authors, approvers and administrators of that authority write its own text on pages.")


def _writes(actor, kept) -> bool:
    group = kept.working_group if kept else None
    authority = kept.owner_authority if kept else None
    return (
        any(actor.has_role(role, "group", group) or actor.has_role(role, "authority", authority) for role in WRITERS)
        or actor.has_role("authority_administrator", "authority", authority)
    )


RULES = {
    "page.read": may_read,
    "page.create": may_write,
    "page.edit": may_write,
    "page.rename": may_write,
    "page.delete": may_write,
    "page.restore": may_write,
    "page.attach": may_write,
    "page.confirm": may_confirm,
    "page.localise": may_localise,
    "fact.edit": may_edit_fact,
}
