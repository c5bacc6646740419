"""Working groups: the list, and the home of each."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from markupsafe import Markup

from extranet.authorities import current_authorities
from extranet.errors import NotFound
from extranet.identity import members_of
from extranet.pages.actions.reading import list_pages, page_count, pages_by_tag
from extranet.pages.addresses import group_url
from extranet.pages.model import PageFilters, PageLine
from extranet.pages.rules import Keeping
from extranet.pages.views.blueprint import bp
from extranet.pages.views.browsing import Entry, sheet_number
from extranet.pages.views.drawing import draw
from extranet.rights import may
from extranet.standard import WorkingGroup, vocabularies
from extranet.web import Page, current_site, render, signed_in

SHEET = 50
SOON_DAYS = 30


@dataclass(frozen=True)
class GroupsPage(Page):
    """Every working group with its remit and how many pages it keeps."""

    template: ClassVar[str] = "pages/groups.html"
    entries: tuple[Entry, ...]
    mine: frozenset[str]


@dataclass(frozen=True)
class GroupPage(Page):
    """The home of a group: what its plugin shows, its pages to check, its latest changes, and all its pages.

    `figures` are (words, number) pairs. `people` are (authority, its people with their roles) for those who may see them, else None.
    """

    template: ClassVar[str] = "pages/group.html"
    group: WorkingGroup
    home: Markup | None
    figures: tuple[tuple[str, int], ...]
    people: tuple[tuple[str, tuple[str, ...]], ...] | None
    due: tuple[PageLine, ...]
    changed: tuple[PageLine, ...]
    lines: tuple[PageLine, ...]
    sheet: int
    sheets: int
    today: date
    may_write: bool


@bp.get("/-/groups")
def groups():
    actor, site = signed_in(), current_site()
    counts = pages_by_tag(site, actor, "group")
    known = vocabularies(site).groups.values()
    return render(GroupsPage(tuple(Entry(one.name, group_url(one.slug), counts.get(one.slug, 0), one.remit) for one in known), actor.groups))


@bp.get("/-/groups/<slug>")
def group(slug):
    actor, site = signed_in(), current_site()
    one = vocabularies(site).groups.get(slug)
    if one is None:
        raise NotFound("There is no working group of this name.")
    home = site.hooks.group_home(group=slug, actor=actor)
    whole, sheet, today = PageFilters(group=slug, only_shown=False), sheet_number(), site.clock.today()
    soon = PageFilters(group=slug, review_before=today + timedelta(days=SOON_DAYS), order="review")
    late = PageFilters(group=slug, review_before=today)
    drafts = PageFilters(group=slug, status="draft", only_shown=False)
    counts = [page_count(site, actor, each) for each in (PageFilters(group=slug), late, drafts)]
    all_count = page_count(site, actor, whole)
    return render(
        GroupPage(
            one,
            draw(home) if home else None,
            tuple(zip(("Live pages", "Past their review date", "Drafts"), counts, strict=True)),
            people_by_authority(site, slug) if may(site, actor, "group_people.read", slug) else None,
            tuple(list_pages(site, actor, soon, 10)),
            tuple(list_pages(site, actor, PageFilters(group=slug, order="updated", only_shown=False), 8)),
            tuple(list_pages(site, actor, whole, SHEET, (sheet - 1) * SHEET)),
            sheet,
            -(-all_count // SHEET),
            today,
            bool(may(site, actor, "page.create", Keeping(actor.authority, slug))),
        )
    )


def people_by_authority(site, group: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every authority of today with its people in the group, "Ann Ash, approver"; an authority without any is a gap."""
    found = members_of(site, group)
    named: dict[str, list[str]] = {}
    for person in found.people:
        roles = " and ".join(held.grant.role.replace("_", " ") for held in found.grants.get(person.id, ()))
        named.setdefault(person.authority, []).append(f"{person.name}, {roles}" if roles else person.name)
    return tuple((one.short_name, tuple(named.get(one.slug, ()))) for one in current_authorities(site))
