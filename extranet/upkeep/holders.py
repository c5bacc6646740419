"""Who looks after a page: its group's authors and approvers, or an authority's own people for that authority's text."""

from extranet.identity import Person, list_people, members_of
from extranet.pages import LocalEdit
from extranet.rights import may

WRITERS = ("author", "approver")


def group_holders(site, group: str) -> list[Person]:
    """Active people with the role of author or approver in this group, by name."""
    return [one for one in members_of(site, group).people if one.is_active and any(_has(one, role, "group", group) for role in WRITERS)]


def administrators_of(site, authority: str) -> list[Person]:
    return [one for one in list_people(site, authority) if one.is_active and _has(one, "authority_administrator", "authority", authority)]


def local_holders(site, authority: str) -> list[Person]:
    """Who writes this authority's own text: its authors and approvers, or else its administrators."""
    people = [one for one in list_people(site, authority) if one.is_active and not one.is_guest]
    own = [one for one in people if any(_has(one, role, "authority", authority) for role in WRITERS)]
    return own or [one for one in people if _has(one, "authority_administrator", "authority", authority)]


def keepers(site, page, authority: str = "") -> list[Person]:
    """Who hears of a page's trouble, never nobody: its group or, for an authority's text, that authority; then administrators."""
    found = local_holders(site, authority) if authority else group_holders(site, page.working_group)
    found = found or administrators_of(site, page.owner_authority)
    return found or [one for one in list_people(site) if one.is_active and _has(one, "partnership_administrator", "partnership", "")]


def may_keep(site, actor, page, authority: str = "") -> bool:
    """Whether this person may answer for the page, or for this authority's text on it."""
    if actor is None:
        return False
    return bool(may(site, actor, "page.edit", page)) or bool(authority and may(site, actor, "page.localise", LocalEdit(page, authority)))


def _has(person: Person, role: str, kind: str, scope: str) -> bool:
    return any((one.role, one.scope_kind, one.scope) == (role, kind, scope) for one in person.grants)
