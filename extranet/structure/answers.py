"""What structure answers to hooks: what a save names, a line for who may mend a link, the work of the night."""

from extranet.plugin import Panel as _Panel
from extranet.plugin import ScheduledJob as _ScheduledJob
from extranet.rights import may as _may
from extranet.structure import checking as _checking
from extranet.watching import NewsKind as _NewsKind


def news_kinds(site):
    return _NewsKind(_checking.BROKEN_NEWS, "A link of a page that you keep is broken", "weekly")


def page_published(site, page, actor):
    _checking.gather(site, page)


def page_removed(site, page, actor):
    _checking.gather(site, page)


def page_restored(site, page, actor):
    _checking.gather(site, page)


def page_banners(site, page, actor):
    """That links of the page lead nowhere, for those who may mend them."""
    count = _checking.trouble_by_page(site).get(page.id, 0) if actor is not None else 0
    if not count or not _may(site, actor, "page.edit", page):
        return None
    return _Panel("", "structure/banner.html", {"page": page, "count": count})


def load_demonstration(site):
    """The starting content comes in without being announced page by page, so its links are read here."""
    return [f"Read the links of {_checking.gather_all(site)} pages."]


def scheduled_jobs(site):
    return [
        _ScheduledJob("read the links of pages", _checking.gather_all, minute="35", hour="1"),
        _ScheduledJob("look at addresses of other sites", _checking.check_outside_links, minute="5", hour="2"),
    ]
