"""Letters of news: at once, or many lines in one letter a day or a week, by London's calendar. Rights are looked at again here."""

from datetime import datetime, time, timedelta

from extranet.clock import LONDON
from extranet.identity import people_by_ids
from extranet.mail import Letter, post
from extranet.watching import store
from extranet.watching.model import DAILY, IMMEDIATE, WEEKLY, NewsLine
from extranet.watching.reading import readable_lines
from extranet.watching.stopping import stop_url
from extranet.watching.telling import news_kinds_of

FIRST_HOUR = 6  # digests lie there when people come to work
PEOPLE_AT_ONCE = 25
MOST_LINES = 60


def send_immediate(site) -> bool:
    """One round of letters for news that is wanted at once; whether there may be more."""
    return _send(site, IMMEDIATE, site.clock.now() + timedelta(seconds=1))


def send_digests(site) -> None:
    """Yesterday's news of everybody who wants a letter a day, and last week's for a letter a week. Run each hour, it does its work once."""
    local = site.clock.now().astimezone(LONDON)
    if local.hour < FIRST_HOUR:
        return
    today = local.date()
    for mail_as, first_day in ((DAILY, today), (WEEKLY, today - timedelta(days=today.weekday()))):
        while _send(site, mail_as, datetime.combine(first_day, time.min, LONDON)):
            pass


def _send(site, mail_as: str, told_before: datetime) -> bool:
    with site.db.reading() as connection:
        ids = store.people_to_mail(connection, mail_as, told_before, PEOPLE_AT_ONCE)
        waiting = {person_id: store.lines_to_mail(connection, person_id, mail_as, told_before) for person_id in ids}
    people = people_by_ids(site, ids)
    letters = {person_id: _letter(site, people.get(person_id), lines, mail_as) for person_id, lines in waiting.items()}
    if not ids:
        return False
    with site.db.writing() as tx:
        for person_id, lines in waiting.items():
            if store.claim_lines(tx, [one.id for one in lines], mail_as) and letters[person_id]:
                post(tx, site, letters[person_id])
    return len(ids) == PEOPLE_AT_ONCE


def _letter(site, person, lines: list[NewsLine], mail_as: str) -> Letter | None:
    """None when there is nobody to write to, or nothing left that they may read and have not read."""
    if person is None or not person.mail or not person.is_welcome(site.clock.today()):
        return None
    lines = [one for one in readable_lines(site, person.as_actor(), lines) if not one.is_read]
    if not lines:
        return None
    stop = stop_url(site, person.id, _what_to_stop(lines))
    return Letter(person.mail, _subject(site, lines, mail_as), _words(site, lines, stop), f"news {mail_as}", f"news:{mail_as}:{lines[-1].id}", stop)


def _subject(site, lines: list[NewsLine], mail_as: str) -> str:
    name = site.settings.site_name
    if mail_as == DAILY:
        return f"{name}: what changed for you yesterday"
    if mail_as == WEEKLY:
        return f"{name}: what changed for you last week"
    return f"{name}: one thing has changed for you" if len(lines) == 1 else f"{name}: {len(lines)} things have changed for you"


def _words(site, lines: list[NewsLine], stop: str) -> str:
    base, kinds = site.settings.public_url.rstrip("/"), news_kinds_of(site)
    by_kind: dict[str, list[NewsLine]] = {}
    for one in lines[:MOST_LINES]:
        by_kind.setdefault(one.kind, []).append(one)
    parts = []
    for kind, own in by_kind.items():
        label = kinds[kind].label if kind in kinds else "News"
        parts.append(f"{label}\n" + "\n".join(_line(base, one) for one in own))
    if len(lines) > MOST_LINES:
        parts.append(f"And {len(lines) - MOST_LINES} more.")
    foot = f"All your news: {base}/-/news\nWhat you watch, and how often you get letters: {base}/-/watching\nStop these letters (no sign-in needed): {stop}"
    return "\n\n".join([*parts, "-- \n" + foot]) + "\n"


def _line(base: str, line: NewsLine) -> str:
    more = f"\n  {' '.join(line.text.split())}" if line.text else ""
    url = base + line.url if line.url.startswith("/") else line.url
    return f"\n* {line.title}{more}\n  {url}"


def _what_to_stop(lines: list[NewsLine]) -> str:
    """The least that ends such a letter: one watch, else one kind of news, else all letters of news."""
    watches = {one.watch_id for one in lines}
    if len(watches) == 1 and None not in watches:
        return f"watch:{watches.pop()}"
    kinds = {one.kind for one in lines}
    return f"kind:{kinds.pop()}" if len(kinds) == 1 else "all"
