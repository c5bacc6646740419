"""The review queue."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from flask import request

from extranet.pages import PageFilters, PageLine, list_pages, page_count
from extranet.review.actions.looking import done_lines, is_waiting_for, own_proposals, queue
from extranet.review.rules import sight_of
from extranet.review.store import QueueLine
from extranet.review.views.blueprint import bp
from extranet.rights import may
from extranet.standard import vocabularies
from extranet.web import Page, current_site, render, require

VIEWS = ("waiting", "all", "overdue", "mine", "done")
OVERDUE_LINES = 100


@dataclass(frozen=True)
class QueuePage(Page):
    """What waits. `view` is one of VIEWS; `overdue` are pages past their review date, `lines` changes; `counts` by view."""

    template: ClassVar[str] = "review/queue.html"
    view: str
    lines: tuple[QueueLine, ...]
    overdue: tuple[PageLine, ...]
    counts: dict[str, int]
    groups: tuple[tuple[str, str], ...]
    group: str
    order: str
    now: datetime
    today: date
    may_set: bool


@bp.get("")
def show_queue():
    actor, site = require("review.read"), current_site()
    known = vocabularies(site).groups
    view = request.args.get("view") if request.args.get("view") in VIEWS else "waiting"
    group = request.args.get("group", "") if request.args.get("group", "") in known else ""
    newest = request.args.get("order") == "newest"
    everything = queue(site, actor, group, newest)
    waiting = [line for line in everything if is_waiting_for(actor, line)]
    mine = own_proposals(site, actor)
    late = _overdue_filters(site, actor, group)
    counts = {"waiting": len(waiting), "all": len(everything), "mine": sum(line.proposal.is_open for line in mine)}
    counts["overdue"] = page_count(site, actor, late) if late else 0
    lines = {"waiting": waiting, "all": everything, "mine": mine, "done": []}.get(view, [])
    if view == "done":
        lines = done_lines(site, actor, group)
    return render(QueuePage(
        view, tuple(lines), tuple(list_pages(site, actor, late, OVERDUE_LINES)) if view == "overdue" and late else (), counts,
        _groups(actor, known), group, "newest" if newest else "oldest", site.clock.now(), site.clock.today(), may_set_any(site, actor),
    ))


def may_set_any(site, actor) -> bool:
    """Whether there is a group whose rule this person sets."""
    return any(may(site, actor, "review.approval_rule", slug) for slug in vocabularies(site).groups)


def _groups(actor, known) -> tuple[tuple[str, str], ...]:
    """The groups to choose from: all for whoever sees an authority's pages or every page, else their own."""
    sight = sight_of(actor)
    return tuple((slug, one.name) for slug, one in known.items() if sight.everything or sight.authorities or slug in sight.groups)


def _overdue_filters(site, actor, group: str) -> PageFilters | None:
    """Pages of the actor's groups that are past their review date; None when the actor has no group."""
    sight = sight_of(actor)
    groups = frozenset({group}) if group else None if sight.everything else sight.groups
    if groups is not None and not groups:
        return None
    return PageFilters(groups=groups, review_before=site.clock.today(), order="review")
