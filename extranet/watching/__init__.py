"""Watching: news for people. What changed for me, how often it is mailed, and what somebody keeps an eye on.

model.py      kinds of news, watches, news lines, how often
hooks.py      news_kinds
store.py      watch, news, news_wish
telling.py    tell: one line for each person, inside the transaction of its cause
actions.py    watch, unwatch, choose, read
reading.py    what somebody may still read of their news, and how much is unread
mailing.py    letters: at once, daily, weekly
searches.py   watched searches: what is new in them
shown.py      watches and news as the screens show them
stopping.py   the address that stops letters without a sign-in
views.py      /-/news, /-/watching, /-/watching/stop/…
"""

from extranet.watching.actions import is_watching, unwatch, watch, watched_by
from extranet.watching.model import FREQUENCIES, NewsKind, Watch
from extranet.watching.reading import unread_count
from extranet.watching.telling import tell, watchers_of

__all__ = ["FREQUENCIES", "NewsKind", "Watch", "is_watching", "tell", "unread_count", "unwatch", "watch", "watched_by", "watchers_of"]
