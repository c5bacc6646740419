"""What discussion answers to the hooks: rules, the end of a page, its kinds of news."""

from extranet.discussion import reading as _reading
from extranet.discussion import rules as _rules
from extranet.discussion.actions import COMMENT_NEWS as _COMMENT_NEWS
from extranet.discussion.actions import MENTION_NEWS as _MENTION_NEWS
from extranet.plugin import Panel as _Panel
from extranet.watching import NewsKind as _NewsKind


def rules(site):
    return _rules.RULES


def news_kinds(site):
    return [
        _NewsKind(_MENTION_NEWS, "Somebody mentions you in a discussion", "immediate"),
        _NewsKind(_COMMENT_NEWS, "Somebody comments on a page that you watch, or answers you", "daily"),
    ]


def page_endings(site, page, actor):
    """Counts and the latest open threads, from memory; a visitor is shown it only where something was said."""
    short = _reading.in_short(site, page)
    if actor is None and not short.comments:
        return None
    return _Panel("Discussion", "discussion/ending.html", {"slug": page.slug, "short": short, "may_write": bool(_rules.may_write(actor, page))})
