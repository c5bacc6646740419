"""What conformance answers to hooks."""

from extranet.conformance import figures as _figures
from extranet.conformance import results as _results
from extranet.conformance import titles as _titles
from extranet.plugin import MenuEntry as _MenuEntry
from extranet.plugin import Panel as _Panel
from extranet.plugin import ScheduledJob as _ScheduledJob
from extranet.rights import may as _may
from extranet.standard import adopt_reasons as _adopt_reasons


def menu_entries(site, actor):
    """For those who keep pages; everybody finds it from the standard's page."""
    keeps = actor.is_partnership_administrator or any(one.role in ("author", "approver", "authority_administrator") for one in actor.grants)
    return _MenuEntry("Conformance", "/-/conformance", order=61) if keeps and not actor.is_guest else None


def check_figures(site, actor):
    return _figures.failing_counts(site, actor)


def page_written(site, tx, page_id, slug, draft, was, actor):
    """The page's results change with its text, in the same transaction."""
    _adopt_reasons(tx, page_id, slug)
    _results.write_results(site, tx, page_id, was.number + 1 if was else 1, slug, draft)


def page_restored(site, page, actor):
    """A page that lay in the bin is checked by today's rules."""
    _results.recheck_pages(site, [page.id])


def page_faults(site, slug, draft):
    return list(_titles.faults_beside_others(site, slug, draft))


def page_panels(site, page, actor):
    """The page's score, for people who may change the page: whoever only reads it goes by its trust state, and pays for no question."""
    if actor is None or not _may(site, actor, "page.edit", page):
        return None
    score = _results.score_of(site, page.id)
    return _Panel("Standard", "conformance/panel.html", {"page": page, "score": score}) if score else None


def scheduled_jobs(site):
    """Just after midnight every page is checked for the new day; each hour whatever was never checked."""
    return [
        _ScheduledJob("conformance-of-the-day", _results.recheck_all, minute="2", hour="0"),
        _ScheduledJob("conformance-unchecked", _results.recheck_all, minute="35", hour="*"),
    ]
