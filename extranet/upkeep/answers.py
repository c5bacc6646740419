"""What upkeep answers to hooks: the flag and the question on every page, tasks on the desk, what is written with a save, the nightly work."""

from extranet.plugin import Card as _Card
from extranet.plugin import DataSet as _DataSet
from extranet.plugin import MenuEntry as _MenuEntry
from extranet.plugin import PageAction as _PageAction
from extranet.plugin import Panel as _Panel
from extranet.plugin import ScheduledJob as _ScheduledJob
from extranet.rights import may as _may
from extranet.search import SearchAction as _SearchAction
from extranet.upkeep import coverage as _coverage
from extranet.upkeep import exporting as _exporting
from extranet.upkeep import flags as _flags
from extranet.upkeep import helping as _helping
from extranet.upkeep import localrows as _localrows
from extranet.upkeep import reviews as _reviews
from extranet.upkeep import tasks as _tasks
from extranet.upkeep.model import ANSWERS as _ANSWERS
from extranet.upkeep.model import FLAG_KINDS as _FLAG_KINDS
from extranet.upkeep.model import REASONS as _REASONS
from extranet.watching import NewsKind as _NewsKind

_CARD_LINES = 6
_REASON_CHOICES = tuple((name, _ANSWERS[name]) for name in _REASONS)
_KIND_CHOICES = tuple(_FLAG_KINDS.items())


def news_kinds(site):
    return [
        _NewsKind(_flags.NEW, "A page that you keep was flagged", "immediate"),
        _NewsKind(_flags.OUTCOME, "What became of a flag of yours", "daily"),
        _NewsKind(_reviews.DUE, "Pages that you keep are due for a check", "weekly"),
        _NewsKind(_reviews.SHORT, "A group is short of people", "weekly"),
        _NewsKind(_localrows.CHECK_NEWS, "The text for everyone changed on a page with your authority's own text", "daily"),
    ]


def menu_entries(site, actor):
    return _MenuEntry("Tasks", "/-/tasks", 15) if _keeps(actor) else None


def page_actions(site, page, actor):
    """Flag it for everyone who signed in; "still right" and the own text of an authority for those who may."""
    if actor is None:
        return None
    found = [_PageAction("Flag", f"/-/flag?page={page.slug}", "f", "flag", 30)]
    if _writes_local(page, actor) and page.status == "live" and page.metadata.get("localisable") != "none":
        found.append(_PageAction("Local text", f"/-/pages/{page.slug}/local", "v", "map-pin", 40))
    return found


def hit_actions(site, actor, document):
    """Flag a page from the list of results, and come back to it."""
    if actor is None or document.kind != "page":
        return None
    return _SearchAction("Flag", f"/-/flag?page={document.url.rpartition('/')[2]}")


def page_banners(site, page, actor):
    """That somebody flagged it, and the button "still right" for those who keep it once its check is near."""
    if actor is None or actor.is_guest:
        return None
    count = _flags.live_counts(site).get(page.id, 0)
    may_confirm = page.status == "live" and _is_due_soon(site, page) and bool(_may(site, actor, "page.confirm", page))
    if not count and not may_confirm:
        return None
    may_keep = bool(_may(site, actor, "page.edit", page))
    return _Panel("", "upkeep/banner.html", {"page": page, "count": count, "may_confirm": may_confirm, "may_keep": may_keep})


def page_endings(site, page, actor):
    """Whether it answered, for everybody who may read the page; and the form of a flag, opened in place by its key."""
    if page.status != "live":
        return None
    context = {"page": page, "reasons": _REASON_CHOICES, "kinds": _KIND_CHOICES, "is_signed_in": actor is not None}
    return _Panel("Did this answer it?", "upkeep/ending.html", context | {"may_fix": actor is not None and bool(_may(site, actor, "page.edit", page))})


def dashboard_cards(site, actor):
    if not _keeps(actor):
        return None
    found = _tasks.tasks_for(site, actor, ("flag", "local"))  # checks that are due have a card of their own, and groups are looked for at length
    if not found:
        return None
    late = sum(one.is_late for one in found)
    return _Card("Flags and local text", "upkeep/tasks_card.html", {"tasks": found[:_CARD_LINES], "late": late}, order=15)


def page_written(site, tx, page_id, slug, draft, was, actor):
    changed = _localrows.keep_rows(site, tx, page_id, draft, actor)
    _localrows.ask_again(site, tx, page_id, slug, draft, was, actor, changed)
    _flags.close_by_save(site, tx, page_id, slug, draft, was, actor)


def page_faults(site, slug, draft):
    return _coverage.faults_in(site, slug, draft)


def person_left(site, person):
    _reviews.hand_over(site, person)
    _flags.release(site, person)


def data_sets(site):
    """What groups decided about local text, and when it was last said to be right. Flags are about people and stay in the backup alone."""
    return [
        _DataSet("upkeep", "waivers", _exporting.waivers, _exporting.load_waivers),
        _DataSet("upkeep", "confirmed local text", _exporting.confirmed, _exporting.load_confirmed),
    ]


def scheduled_jobs(site):
    return [
        _ScheduledJob("remind of checks due", _reviews.remind, minute="15", hour="7", day_of_week="1-5"),
        _ScheduledJob("forget old answers", _helping.forget_old, minute="55", hour="3"),
    ]


def _keeps(actor):
    """Whether this person may have tasks: anybody with more than a reader's role, and no guest."""
    return actor is not None and not actor.is_guest and any(grant.role != "reader" for grant in actor.grants)


def _writes_local(page, actor):
    """Whether they may write some authority's text on pages: decided again, by rule, where it is written."""
    return not actor.is_guest and any(grant.role in ("author", "approver", "authority_administrator", "partnership_administrator") for grant in actor.grants)


def _is_due_soon(site, page):
    return page.review_by is not None and (page.review_by - site.clock.today()).days <= _tasks.SOON_DAYS
