"""The gap queue: what customers ask and no page answers, one gap for each subject, with the group that should write it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import func, insert, select, update

from extranet.errors import BadInput, NotFound
from extranet.pages import read_page
from extranet.standard import vocabularies
from extranet_plugins.front_line_forum import access, outbox, tables
from extranet_plugins.front_line_forum.detectors import kinds_in, without_personal
from extranet_plugins.front_line_forum.model import Gap

SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a about an and any are at be can do does for from get have how i in is it me my "
        "no not of on or our the there they this to was we what when where which who why will with you your",
    )
)
PER_PAGE = 50
MATCHED_FIELDS = ("title", "everyday_terms", "customer_question", "other_wordings", "summary")


def subject_of(words: str) -> str:
    """What a search is about, whatever its order, case or plural: sorted words. '' when nothing is left."""
    return " ".join(sorted(_terms(words)))[:120]


def ask(tx, site, actor, words: str) -> None:
    """Count one more customer with this question; nothing personal is kept of it. A gap that was closed opens again."""
    words = " ".join(without_personal(words).split())[:200]
    subject = subject_of(words)
    if not subject:
        return
    now = site.clock.now()
    at_subject = tables.gap.c.subject == subject
    again = {"times": tables.gap.c.times + 1, "asked_at": now, "closed_at": None, "page": "", "note": ""}
    if tx.execute(update(tables.gap).where(at_subject).values(**again)).rowcount == 0:
        row = {"subject": subject, "words": words, "working_group": access.GROUP, "times": 1, "opened_at": now, "asked_at": now, "page": "", "note": ""}
        tx.execute(insert(tables.gap).values(**row))
    gap_id = tx.execute(select(tables.gap.c.id).where(at_subject)).scalar_one()
    known = select(tables.asker.c.gap_id).where(tables.asker.c.gap_id == gap_id, tables.asker.c.person_id == actor.id)
    if tx.execute(known).first() is None:
        tx.execute(insert(tables.asker).values(gap_id=gap_id, person_id=actor.id))


def take(site, words: str, group: str, times: int) -> None:
    """Put what searches failed to find into the queue, as often as it was searched for. Nobody in particular asked: nobody is told."""
    words = " ".join(without_personal(words).split())[:200]
    subject = subject_of(words)
    if not subject:
        return
    now, owner = site.clock.now(), group if group in vocabularies(site).groups else access.GROUP
    at_subject = tables.gap.c.subject == subject
    again = {"times": tables.gap.c.times + times, "asked_at": now, "closed_at": None, "page": "", "note": ""}
    row = {"subject": subject, "words": words, "working_group": owner, "times": times, "opened_at": now, "asked_at": now, "page": "", "note": ""}
    with site.db.writing() as tx:
        if tx.execute(update(tables.gap).where(at_subject).values(**again)).rowcount == 0:
            tx.execute(insert(tables.gap).values(**row))


def gaps(site, group: str = "", is_open: bool = True, page: int = 1) -> tuple[list[Gap], int]:
    """A page of gaps, most asked first (closed ones newest first), and how many there are."""
    at = [tables.gap.c.closed_at.is_(None) if is_open else tables.gap.c.closed_at.is_not(None)]
    if group:
        at.append(tables.gap.c.working_group == group)
    order = (tables.gap.c.times.desc(), tables.gap.c.id) if is_open else (tables.gap.c.closed_at.desc(), tables.gap.c.id)
    wanted = select(tables.gap).where(*at).order_by(*order).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    with site.db.reading() as connection:
        count = connection.execute(select(func.count()).select_from(tables.gap).where(*at)).scalar_one()
        return [Gap(**row) for row in connection.execute(wanted).mappings()], count


def gap_by_id(site, gap_id: int) -> Gap:
    """One gap. NotFound when there is none."""
    with site.db.reading() as connection:
        row = connection.execute(select(tables.gap).where(tables.gap.c.id == gap_id)).mappings().first()
    if row is None:
        raise NotFound("There is no gap of this number.")
    return Gap(**row)


def assign(site, actor, gap_id: int, group: str) -> None:
    """Give the gap to a working group, which is told. Forbidden, NotFound or BadInput say why not."""
    access.require(site, actor, "desk.govern")
    gap = gap_by_id(site, gap_id)
    if group not in vocabularies(site).groups:
        raise BadInput("Choose one of the working groups.", "group")
    with site.db.writing() as tx:
        tx.execute(update(tables.gap).where(tables.gap.c.id == gap.id).values(working_group=group))
        outbox.tell_role(tx, site, group, "group", f"A question that no page answers: {gap.words}", f"/-/desk/gaps/{gap.id}")


def close(site, actor, gap_id: int, slug: str, note: str) -> None:
    """Close a gap by hand: with the page that answers it, or a note why there is none. The askers are told."""
    access.require(site, actor, "desk.govern")
    gap = gap_by_id(site, gap_id)
    note = " ".join(note.split())
    if not slug and len(note) < 10:
        raise BadInput("Name the page that answers this, or say why there is none.", "note")
    if kinds_in(note):
        raise BadInput(f"The note seems to hold {kinds_in(note)[0]}. Take it out: gaps are read by everybody.", "note")
    title = read_page(site, actor, slug).title if slug else ""
    with site.db.writing() as tx:
        _close(tx, site, gap, slug, note, title)


def close_answered(site, page) -> int:
    """Close the open gaps that this page answers and tell their askers; how many. Only a page all may read answers a gap."""
    if not page.is_shown_on(site.clock.today()) or page.reading_key not in ("public", "all"):
        return 0
    terms = set(_terms(" ".join(_texts(page))))
    if not terms:
        return 0
    with site.db.reading() as connection:
        opened = [Gap(**row) for row in connection.execute(select(tables.gap).where(tables.gap.c.closed_at.is_(None))).mappings()]
    answered = [gap for gap in opened if set(gap.subject.split()) <= terms]
    if answered:
        with site.db.writing() as tx:
            for gap in answered:
                _close(tx, site, gap, page.slug, "", page.title)
    return len(answered)


def exported(site) -> Iterator[dict]:
    """Every gap without its askers."""
    with site.db.reading() as connection:
        found = [Gap(**row) for row in connection.execute(select(tables.gap).order_by(tables.gap.c.id)).mappings()]
    for one in found:
        moments = {
            name: value.isoformat() if value else None
            for name, value in (("opened_at", one.opened_at), ("asked_at", one.asked_at), ("closed_at", one.closed_at))
        }
        yield {
            "subject": one.subject,
            "words": one.words,
            "working_group": one.working_group,
            "times": one.times,
            "page": one.page,
            "note": one.note,
            **moments,
        }


def load(site, rows: Iterable[Mapping]) -> int:
    """Take gaps over; one of the same subject is replaced. BadInput names a row that is none."""
    try:
        taken = [
            {
                **{name: row[name] for name in ("subject", "words", "working_group", "times", "page", "note")},
                **{name: datetime.fromisoformat(row[name]) if row[name] else None for name in ("opened_at", "asked_at", "closed_at")},
            }
            for row in rows
        ]
    except (KeyError, TypeError, ValueError) as fault:
        raise BadInput(f"The gaps cannot be taken over: {fault} is missing or wrong.") from fault
    with site.db.writing() as tx:
        for row in taken:
            if tx.execute(update(tables.gap).where(tables.gap.c.subject == row["subject"]).values(**row)).rowcount == 0:
                tx.execute(insert(tables.gap).values(**row))
    return len(taken)


def _close(tx, site, gap: Gap, slug: str, note: str, title: str) -> None:
    tx.execute(update(tables.gap).where(tables.gap.c.id == gap.id).values(closed_at=site.clock.now(), page=slug, note=note))
    askers = tx.execute(select(tables.asker.c.person_id).where(tables.asker.c.gap_id == gap.id)).scalars().all()
    for person_id in askers:
        said = f"“{gap.words}” now has a page: {title}" if slug else f"“{gap.words}”: {note}"
        outbox.tell_person(tx, site, person_id, said, f"/wiki/{slug}" if slug else f"/-/desk/gaps/{gap.id}")


def _terms(words: str) -> list[str]:
    found = re.findall(r"[a-z0-9]+", words.lower().replace("'", "").replace("’", ""))
    return list(dict.fromkeys(_singular(word) for word in found if word not in SMALL_WORDS))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _texts(page) -> Iterator[str]:
    for name in MATCHED_FIELDS:
        value = page.metadata.get(name)
        yield from (str(one) for one in (value if isinstance(value, list) else [value] if value else []))
