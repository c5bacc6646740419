"""Saying again what a page is worth, without a word of its text changed: "still right", or "needs a check"."""

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from extranet.errors import BadInput
from extranet.pages.actions.drafting import Ready, with_metadata
from extranet.pages.actions.reading import page_by_id
from extranet.pages.actions.saving import add_revision, new_token
from extranet.pages.model import EditConflict, Page, PageDraft
from extranet.pages.rendering import Rendered, passages
from extranet.standard import all_content_types

RESTATED = ("confidence", "review_by")


def restate_page(site, actor, page: Page, note: str, confirms: bool, **values: Any) -> Page:
    """A minor revision whose note says so: text and rendering are those of the revision before, byte for byte.

    `values` may set confidence and review_by alone; whoever calls has decided that the actor may. EditConflict when somebody saved meanwhile.
    """
    if not set(values) <= set(RESTATED):
        raise BadInput("Only how far a page may be trusted, and its next check, can be said again without a change of its text.")
    ready = _restated(site, page, values, note)
    with site.db.writing() as tx:
        is_saved = add_revision(tx, site, actor, ready, page, page.number, new_token(), confirms=confirms)
    now = page_by_id(site, actor, page.id)
    if not is_saved:
        raise EditConflict(now, PageDraft(page.metadata, page.body), page.number)
    site.hooks.page_published(page=now, actor=actor)
    return now


def next_review(site, page: Page) -> date:
    """The day by which the page is to be looked at again when it is confirmed today, by its type's interval."""
    own = all_content_types(site).get(page.type)
    return _months_later(site.clock.today(), own.review_months if own else 6)


def _restated(site, page: Page, values: Mapping[str, Any], note: str) -> Ready:
    draft = with_metadata(PageDraft(page.metadata, page.body), change_note=note, update_type="minor", **values)
    rendered = Rendered.from_json({**page.rendered, "passages": passages(page.rendered["body"])})
    return Ready(page.slug, draft, rendered, all_content_types(site))


def _months_later(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last day, as the standard counts its intervals."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
