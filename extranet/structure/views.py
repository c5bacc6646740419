"""Links that lead nowhere: addresses of other sites, and headings."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, request

from extranet.errors import NotFound
from extranet.pages import counted_pages
from extranet.standard import vocabularies
from extranet.structure import store
from extranet.structure.model import STATES, LostHeading, OutsideLine
from extranet.web import Page, current_site, render, require

bp = Blueprint("structure", __name__)


@dataclass(frozen=True)
class OutsidePage(Page):
    """What wants looking at; `counts` are (words, number) for each state, `is_on` whether the setting allows looking, `is_read` whether
    any address of these pages is known."""

    template: ClassVar[str] = "structure/outside.html"
    group: str
    groups: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    lines: tuple[OutsideLine, ...]
    lost: tuple[LostHeading, ...]
    is_on: bool
    is_read: bool


@bp.get("/-/structure/outside")
def outside():
    actor, site = require("page.edit"), current_site()
    groups, group = vocabularies(site).groups, request.args.get("group", "")
    if group and group not in groups:
        raise NotFound("There is no working group of this name.")
    mine = counted_pages(site, actor)
    with site.db.reading() as connection:
        counted, lost = store.counts(connection, mine, group), store.lost_headings(connection, mine, group)
        named: dict = {}
        for address, slug, title in store.troubled(connection, mine, group):
            named.setdefault(address, []).append((slug, title))
    states = tuple((words, counted.get(state, 0)) for state, words in STATES.items())
    lines = tuple(OutsideLine(address, tuple(pages)) for address, pages in named.items())
    names = tuple((slug, one.name) for slug, one in groups.items())
    gone = tuple(LostHeading(*one) for one in lost)
    return render(OutsidePage(group, names, states, lines, gone, site.settings.link_checks > 0, bool(counted)))
