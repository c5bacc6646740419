"""What reading answers to the hooks: a quiet line on the page, a card on the desk, a way to ask, news, jobs."""

from extranet.plugin import Card as _Card
from extranet.plugin import Loop as _Loop
from extranet.plugin import PageAction as _PageAction
from extranet.plugin import Panel as _Panel
from extranet.plugin import ScheduledJob as _ScheduledJob
from extranet.reading import answering as _answering
from extranet.reading import asking as _asking
from extranet.reading import rules as _rules
from extranet.reading.model import READING_NEWS as _READING_NEWS
from extranet.watching import NewsKind as _NewsKind


def rules(site):
    return _rules.RULES


def news_kinds(site):
    return _NewsKind(_READING_NEWS, "You are asked to read a page", "immediate")


def page_banners(site, page, actor):
    request = _answering.waiting_on(site, actor, page) if actor is not None else None
    if request is None:
        return None
    is_late = request.due < site.clock.today()
    return _Panel("Please read", "reading/banner.html", {"request": request, "number": page.number, "is_late": is_late})


def page_actions(site, page, actor):
    if actor is None or not _rules.may_ask(actor, page):
        return None
    return _PageAction("Ask to read", f"/-/reading/pages/{page.slug}", sign="graduation-cap", order=80)


def dashboard_cards(site, actor):
    waiting = _answering.waiting_for(site, actor)
    return _Card("Please read", "reading/card.html", {"waiting": waiting, "today": site.clock.today()}, order=12) if waiting else None


def page_written(site, tx, page_id, slug, draft, was, actor):
    """A major change asks everybody again; a minor one asks nobody."""
    if was is not None and draft.metadata.get("update_type") == "major":
        _asking.ask_again(site, tx, page_id, was.number + 1)


def loops(site):
    return [_Loop("requests to read", _asking.tell_who_is_asked, every_seconds=10.0)]


def scheduled_jobs(site):
    return [_ScheduledJob("remind of pages to read", _asking.remind, minute="25", hour="5")]
