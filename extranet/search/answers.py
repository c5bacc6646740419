"""What search answers to the hooks of others and to its own."""

from urllib.parse import urlencode as _urlencode

from extranet.authorities import all_authorities as _all_authorities
from extranet.authorities import current_authorities as _current_authorities
from extranet.authorities import places_beginning as _places_beginning
from extranet.plugin import Loop as _Loop
from extranet.plugin import ScheduledJob as _ScheduledJob
from extranet.rights import reading_keys as _reading_keys
from extranet.search import bets as _bets
from extranet.search import learning as _learning
from extranet.search import upkeep as _upkeep
from extranet.search.model import Suggestion as _Suggestion
from extranet.search.words import fold as _fold

_DRAIN_SECONDS = 0.15
_TIDY_SECONDS = 2.0
_ASKED_LATELY = 4
_TRUST = {"validated": "Checked", "not_validated": "Needs a check", "wip": "Draft", "archived": "Archived"}


def loops(site):
    return [_Loop("search.drain", _upkeep.keep_up, _DRAIN_SECONDS), _Loop("search.tidy", _upkeep.tidy, _TIDY_SECONDS)]


def scheduled_jobs(site):
    return [
        _ScheduledJob("search.check", _upkeep.check, minute="40", hour="2"),
        _ScheduledJob("search.gaps", _learning.tell_gaps, minute="15", hour="4"),
        _ScheduledJob("search.forget", _learning.forget, minute="25", hour="4"),
    ]


def rules(site):
    return {"search.pin": _bets.may_pin, "search.reports": _learning.may_report}


def focus_suggestions(site, actor):
    """What is asked most this hour, as one presses Enter on it."""
    if actor is None:
        return None
    found = _learning.asked_lately(site, _reading_keys(actor), _ASKED_LATELY)
    return [_Suggestion("asked", words, "Asked most this hour", "/-/search?" + _urlencode({"q": words})) for words in found]


def facet_labels(site):
    return {"authority": {one.slug: one.name for one in _all_authorities(site)}, "trust": _TRUST}


def suggestions(site, text, actor):
    """Whose customer a postcode or town is, and the authorities whose name begins so: their pages in one list."""
    typed = _fold(text)
    named = [one for one in _current_authorities(site) if _fold(one.name).startswith(typed)]
    pages = [_Suggestion("authority", one.name, "All its pages", f"/-/search?q=authority:{one.slug}") for one in named[:2]]
    return [_of_place(one) for one in _places_beginning(site, text, 2)] + pages


def _of_place(place):
    """A line that leads to setting the customer. No more of a postcode than its sector stands in the address."""
    if place.is_outside:
        return _Suggestion("place", place.label, "Outside the area of these councils", "/-/customer?" + _urlencode({"place": place.label}))
    if place.only:
        address = {"for": place.only.slug, "area": place.area}
        return _Suggestion("place", f"{place.label}: {place.only.words}", "Set for the customer", "/-/customer?" + _urlencode(address))
    return _Suggestion("place", place.label, "Which council? Ask the customer", "/-/customer?" + _urlencode({"place": place.label}))
