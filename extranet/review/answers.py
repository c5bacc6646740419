"""What review answers to hooks: rights, buttons of the edit form, banners, the desk, jobs, kinds of news."""

from functools import partial as _partial

from extranet.plugin import Card as _Card
from extranet.plugin import MenuEntry as _MenuEntry
from extranet.plugin import PageAction as _PageAction
from extranet.plugin import Panel as _Panel
from extranet.plugin import SaveButton as _SaveButton
from extranet.plugin import ScheduledJob as _ScheduledJob
from extranet.review import rules as _rules
from extranet.review.actions import ending as _ending
from extranet.review.actions import looking as _looking
from extranet.review.actions import scheduled as _scheduled
from extranet.review.actions import sending as _sending
from extranet.review.actions import telling as _telling
from extranet.review.approval_rules import rule_of as _rule_of
from extranet.review.model import moment_words as _moment_words
from extranet.rights import READABLE_STATES as _READABLE_STATES
from extranet.rights import may as _may
from extranet.watching import NewsKind as _NewsKind

_SEND = "review"
_CARD_LINES = 6


def rules(site):
    return {
        "page.publish": _partial(_rules.may_publish, site),
        "review.read": _rules.may_look,
        "review.approve": _rules.may_approve,
        "review.take_back": _rules.may_take_back,
        "review.approval_rule": _rules.may_set_rule,
    }


def menu_entries(site, actor):
    return _MenuEntry("Review", "/-/review", 40) if _rules.may_look(actor, None) else None


def save_buttons(site, actor, page, type):
    """Beside Save; in the place of Save where a group asks for an approval and readers would notice the save."""
    is_instead = page is not None and page.status in _READABLE_STATES and _rule_of(site, page.working_group).approvals > 0
    return _SaveButton(_SEND, "Send for review", order=10, is_instead=is_instead)


def save_instead(site, do, actor, page, slug, draft, base_number, token):
    if do != _SEND:
        return None
    return _telling.proposal_url(_sending.send(site, actor, page, slug, draft, base_number, token).id)


def page_banners(site, page, actor):
    """To readers: what replaces this page, or why it ended. To those who may edit it: what waits, and when it is to end."""
    given = _banner(site, page, actor)
    return _Panel("State of this page", "review/banner.html", given) if any(given.values()) else None


def page_actions(site, page, actor):
    if actor is None or page.status == "in_review" or not _may(site, actor, "page.delete", page):
        return None
    return _PageAction("Withdraw", f"/-/review/end/{page.slug}", order=90)


def dashboard_cards(site, actor):
    if not _rules.may_look(actor, None):
        return None
    lines = _looking.waiting_for(site, actor)
    title = f"Waiting for you ({len(lines)})" if lines else "Waiting for you"
    return _Card(title, "review/waiting_card.html", {"lines": lines[:_CARD_LINES], "count": len(lines), "actor_id": actor.id}, order=10)


def scheduled_jobs(site):
    """Every minute: what was approved for a time goes live, and pages end whose end was planned."""
    return [_ScheduledJob("review-due", _scheduled.do_what_is_due, minute="*", hour="*")]


def news_kinds(site):
    return [
        _NewsKind(_telling.WAITING, "Changes that wait for my approval", "immediate"),
        _NewsKind(_telling.DECIDED, "What becomes of the changes I sent for review", "immediate"),
        _NewsKind(_telling.ENDED, "Pages of my groups that end", "daily"),
    ]


def _banner(site, page, actor):
    may_edit = actor is not None and bool(_may(site, actor, "page.edit", page))
    waiting = _looking.open_on_pages(site).get(page.id, ()) if may_edit else ()
    planned = _ending.planned_end(site, page.id) if may_edit else None
    ended = _ending.shown_end(site, actor, page) if page.status in ("superseded", *(_ending.HIDDEN_ENDS if may_edit else ())) else None
    return {"waiting": waiting, "planned": (_moment_words(planned[0]), planned[1]) if planned else None, "ended": ended}
