"""What the wiki answers to hooks: rights, the menu, documents for search, and its own part of pages and desk."""

from datetime import timedelta as _timedelta

from markupsafe import Markup as _Markup

from extranet import search as _search
from extranet.pages import documents as _documents
from extranet.pages import rules as _rules
from extranet.pages import same_words as _same_words
from extranet.pages import suggesting as _suggesting
from extranet.pages.actions import attaching as _attaching
from extranet.pages.actions import keeping_drafts as _keeping
from extranet.pages.actions import notices as _notices
from extranet.pages.actions import reading as _reading
from extranet.pages.actions import rerendering as _rerendering
from extranet.pages.model import PageFilters as _PageFilters
from extranet.pages.store import lists as _lists
from extranet.plugin import Card as _Card
from extranet.plugin import Loop as _Loop
from extranet.plugin import MenuEntry as _MenuEntry
from extranet.plugin import Panel as _Panel
from extranet.plugin import SaveButton as _SaveButton
from extranet.plugin import ScheduledJob as _ScheduledJob
from extranet.standard import all_content_types as _all_content_types
from extranet.standard import vocabularies as _vocabularies

_CARD_LINES = 8
_READ_FILES_SECONDS = 1.0
_FOCUS_LINES = 3


def rules(site):
    return _rules.RULES


def menu_entries(site, actor):
    return [_MenuEntry("Desk", "/", 10), _MenuEntry("Browse", "/-/browse", 20), _MenuEntry("Groups", "/-/groups", 30)]


def search_documents(site, kind, item_ids):
    return _documents.page_documents(site, item_ids) if kind == _documents.KIND else None


def search_item_ids(site):
    return _documents.KIND, _reading.all_page_ids(site)


def facet_labels(site):
    known = _vocabularies(site)
    return {
        "type": {name: one.label for name, one in _all_content_types(site).items()},
        "group": {slug: one.name for slug, one in known.groups.items()},
        "service": {str(number): one.name for number, one in known.services.items()},
        "episode": {slug: one.name for slug, one in known.life_episodes.items()},
    }


def suggestions(site, text, actor):
    """Services by name or by callers' words, life episodes, places and, for people who signed in, groups."""
    places = site.part("pages.places_to_suggest", lambda: _suggesting.places(site))
    return _suggesting.matching(places, text, is_signed_in=actor is not None)


def same_words(site):
    """The words that mean the same, from the page where editors keep them."""
    return _same_words.same_words_text(site)


def search_notices(site, actor, services, area):
    """Notices in force on these services, for the page of results."""
    found = _notices.notices_in_force(site, actor, services, area)
    return [_search.SearchNotice(one.services, one.headline, f"/wiki/{one.slug}") for one in found]


def focus_suggestions(site, actor, since):
    """Notices in force, and the pages changed since this person was last here."""
    if actor is None:
        return None
    notices = [_search.Suggestion("notice", one.headline, "In force", f"/wiki/{one.slug}") for one in _notices.notices_in_force(site, actor)]
    lines = _reading.list_pages(site, actor, _PageFilters(order="updated"), limit=_FOCUS_LINES)
    fresh = [one for one in lines if one.updated_at > (since or site.clock.now() - _timedelta(days=1))]
    return notices[:_FOCUS_LINES] + [_search.Suggestion("changed", one.title, "Changed since you were here", f"/wiki/{one.slug}") for one in fresh]


def page_written(site, tx, slug):
    _same_words.note_written(tx, site, slug)


def page_removed(site, page):
    _same_words.note_moved(site, page)


def page_restored(site, page):
    _same_words.note_moved(site, page)


def page_panels(site, page, actor):
    files = _attaching.attachments_of(site, page)
    return _Panel("Attachments", "pages/attachments_panel.html", {"page": page, "files": files}) if files else None


def page_html(site, html, page, actor):
    if not page.rendered.get("is_plain"):
        return html
    why = " ".join(one["sentence"] for one in page.rendered.get("problems", ())[:1])
    return _Markup('<p class="notice warn">{}</p>').format(why or "This text is shown as it was typed.") + html


def save_buttons(site, actor, page, type):
    return _SaveButton("draft", "Save as draft", "quiet", 90)


def save_instead(site, do, actor, page, slug, draft, base_number, token):
    """"Save as draft": kept for its writer alone, who finds it under "Your drafts"."""
    if do != "draft":
        return None
    _keeping.keep_draft(site, actor, page, slug, draft, base_number, token)
    return "/-/drafts"


def dashboard_cards(site, actor):
    return [card for card in (_changed_card(site, actor), _review_card(site, actor)) if card is not None]


def loops(site):
    """Files that were attached are looked into at once: their text, and the thumbnails of pictures."""
    return [_Loop("pages.attachments", _attaching.read_waiting, _READ_FILES_SECONDS)]


def scheduled_jobs(site):
    """Pages whose first or last day it is go into or out of search; drafts nobody came back to go; texts shown as typed are tried again."""
    return [
        _ScheduledJob("pages-of-the-day", _enqueue_pages_of_the_day, minute="5", hour="0"),
        _ScheduledJob("old-drafts", _keeping.forget_old_drafts, minute="40", hour="2"),
        _ScheduledJob("pages-shown-plain", lambda site: _rerendering.render_again(site, only_plain=True), minute="20", hour="*"),
    ]


def _changed_card(site, actor):
    lines = _reading.list_pages(site, actor, _PageFilters(order="updated"), limit=_CARD_LINES)
    return _Card("Changed lately", "pages/changed_card.html", {"lines": lines, "today": site.clock.today()}, order=20)


def _review_card(site, actor):
    groups = None if actor.is_partnership_administrator else actor.groups
    if groups is not None and not groups:
        return None
    soon = site.clock.today() + _timedelta(days=30)
    waiting = _PageFilters(groups=groups, review_before=soon, order="review")
    lines = _reading.list_pages(site, actor, waiting, limit=_CARD_LINES)
    context = {"lines": lines, "today": site.clock.today(), "count": _reading.page_count(site, actor, waiting)}
    return _Card("Pages to check", "pages/review_card.html", context, order=30)


def _enqueue_pages_of_the_day(site):
    today = site.clock.today()
    with site.db.writing() as tx:
        ids = _lists.ids_whose_day_has_come(tx, today - _timedelta(days=2), today)
        if ids:
            _search.enqueue(tx, _documents.KIND, ids)
