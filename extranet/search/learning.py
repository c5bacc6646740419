"""Learning from searches without knowing anybody: words, how it ended, in counts by day and group.

Kept are words without what may name or point to a person (see `kept_words`), the day, the group whose page answers, and how it
ended. What is counted is worked out anew over what everybody who signs in may read, so that no count tells of anything else.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from extranet.rights import EVERYTHING, Allowed, Refused
from extranet.search import learnt_store, store
from extranet.search.engine import Ask, IndexDamaged
from extranet.search.exact import PHONE, POSTCODE, REFERENCE
from extranet.search.learnt_store import OUTCOMES, Asked
from extranet.search.parsing import parse
from extranet.search.synonyms import synonyms_of
from extranet.search.upkeep import engine_of
from extranet.search.words import ASKING, STOPPED, fold, runs, slots

SHARED = frozenset({"public", "all"})
MOST_WORDS = 8
LONGEST_WORD = 30
# Fewer are shown to nobody: what few people asked may say who they were.
LEAST = 3
RARE_DAYS, KEPT_DAYS = 28, 400
REPORT_DAYS = 28
GAP_DAYS, GAP_LEAST = 7, 3
HOURS = 1
EMAIL = re.compile(r"\S*@\S*")
# A form of address and the word behind it: "Mrs Jones".
ADDRESSED = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|sir|lady|lord|rev)\b\.?\s+\S+", re.IGNORECASE)
# "my name is …", "called …", "at 12 …": what follows is not a subject.
NAMED = re.compile(r"\b(?:name is|names|named|called|caller is|customer is|born|dob)\b.*", re.IGNORECASE)


def kept_words(text: str, is_known: Callable[[str], bool]) -> str:
    """The words of a search that may be kept, in small letters, at most MOST_WORDS; '' when none is left.

    Never kept: whatever holds a digit or an @, postcodes, references, a form of address with its name, what follows "called" and
    the like, and words with a capital inside a search that stand on no page (`is_known`), which are names nearly always.
    """
    for pattern in (EMAIL, POSTCODE, PHONE, REFERENCE, NAMED, ADDRESSED):
        text = pattern.sub(" ", text)
    found = []
    for at, run in enumerate(runs(text)):
        word = fold(run)
        is_name_like = at > 0 and run[:1].isupper() and not is_known(run)
        if word not in STOPPED and word not in ASKING and 1 < len(word) <= LONGEST_WORD and not any(one.isdigit() for one in word) and not is_name_like:
            found.append(word)
    return " ".join(dict.fromkeys(found[:MOST_WORDS]))


def note(site, actor, text: str, outcome: str, url: str = "") -> None:
    """Count a search that ended so (OUTCOMES); `url` is the answer opened. A visitor, a token or an unknown outcome counts nothing."""
    if actor is None or actor.token_scopes is not None or outcome not in OUTCOMES:
        return
    try:
        words = kept_words(text, lambda run: _is_known(site, run))
        if not words or _tells_too_much(site, words):
            return
        shared = _answer(site, text)
    except IndexDamaged:
        return
    with site.db.reading() as connection:
        first = store.readable_documents(connection, [one.number for one in shared.hits], SHARED)
        opened = store.item_at(connection, url, SHARED) if outcome == "opened" else None
    group = next((one.group for one in first.values()), "")
    now, today = site.clock.now(), site.clock.today()
    with site.db.writing() as tx:
        hour_at = now.replace(minute=0, second=0, microsecond=0)
        learnt_store.count(tx, today, hour_at, words, group, "none_found" if not shared.total and outcome != "opened" else outcome)
        if opened:
            learnt_store.count_open(tx, today, words, *opened)


def asked_lately(site, keys: frozenset[str], limit: int) -> list[str]:
    """What is asked most this hour: by several people, in words that all stand on pages open to these keys."""
    with site.db.reading() as connection:
        found = learnt_store.asked_in(connection, site.clock.now() - timedelta(hours=HOURS + 1), LEAST, 4 * limit)
    engine = engine_of(site)
    try:
        return [words for words in found if all(_stands(engine, run, keys) for run in words.split())][:limit]
    except IndexDamaged:
        return []


def report(site, actor, group: str) -> list[Asked]:
    """How searches ended whose best answer is this group's ('' where there is none), worst first. Only what was asked LEAST times."""
    with site.db.reading() as connection:
        return learnt_store.asked_since(connection, site.clock.today() - timedelta(days=REPORT_DAYS), [group], LEAST)


def report_groups(actor) -> frozenset[str] | None:
    """The groups whose reports this person may read; None for all of them."""
    if actor.is_partnership_administrator:
        return None
    return frozenset(grant.scope for grant in actor.grants if grant.scope_kind == "group" and grant.role in ("author", "approver"))


def may_report(actor, group) -> Allowed | Refused:
    """Authors and approvers read the reports of their groups, and those of nobody's pages; partnership administrators all."""
    if actor is not None and not actor.is_guest:
        groups = report_groups(actor)
        if groups is None or (groups and (not group or group in groups)):
            return Allowed()
    return Refused("Authors and approvers read how their group's answers are searched for.")


def tell_gaps(site) -> None:
    """Tell of what failed again and again this week, once; the answers of plugins put it into a queue."""
    day = site.clock.today() - timedelta(days=GAP_DAYS)
    with site.db.reading() as connection:
        failing = learnt_store.failing_since(connection, day, GAP_LEAST)
    for words, group, times in failing:
        with site.db.writing() as tx:
            learnt_store.mark_told(tx, words, site.clock.today())
        site.hooks.search_gap(words=words, group=group, times=times)


def forget(site) -> None:
    """Rare words go after four weeks, all counts after thirteen months."""
    with site.db.writing() as tx:
        learnt_store.forget(tx, site.clock.today(), LEAST, RARE_DAYS, KEPT_DAYS)


def _answer(site, text: str):
    parsed = synonyms_of(site).expand(parse(text))
    return engine_of(site).search(Ask(parsed, SHARED, limit=1))


def _tells_too_much(site, words: str) -> bool:
    """Whether one of the words stands only on pages that not everybody may read: a count of it would tell what is there."""
    engine = engine_of(site)
    return any(not _stands(engine, one, SHARED) and _stands(engine, one, frozenset({EVERYTHING})) for one in words.split())


def _is_known(site, run: str) -> bool:
    return _stands(engine_of(site), run, SHARED)


def _stands(engine, run: str, keys: frozenset[str]) -> bool:
    return any(engine.readable_with(term, keys, 1) for slot in slots(run) for term in slot)
