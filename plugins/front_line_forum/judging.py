"""Link accuracy: a coach or approver says of drawn contacts whether the page they ended on was the right one.

Drawn are the last four weeks' contacts of the judge's own authority, never the judge's own; no adviser is named. The judgement
stays with the contact and goes when it goes; its counts stay.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update

from extranet.errors import Conflict, NotFound
from extranet.pages import page_titles
from extranet_plugins.front_line_forum import access, store, tables, tallies
from extranet_plugins.front_line_forum.model import OUT_OF_SCOPE, Contact

WEEKS = 4
LOOKED_AT = 40
# A step through the log that every judge takes alike and nobody chooses: a prime, and a larger one to wrap at.
STEP, ROUND = 7919, 104_729


@dataclass(frozen=True)
class Sample:
    """A contact to judge, with the address and title of the page it ended on."""

    contact: Contact
    url: str
    title: str


def next_sample(site, actor) -> Sample | None:
    """The next drawn contact whose page the judge may read; None when there is none left."""
    access.require(site, actor, "link.judge")
    with site.db.reading() as connection:
        rows = connection.execute(_drawn(site, actor).order_by((tables.contact.c.id % ROUND * STEP) % ROUND, tables.contact.c.id).limit(LOOKED_AT)).mappings()
        found = [one for row in rows if (one := store.contact_of(row)).pages]
    titles = page_titles(site, actor, {one.pages[-1].slug for one in found})
    for one in found:
        if one.pages[-1].slug in titles:
            slug, title, _authority = titles[one.pages[-1].slug]
            return Sample(one, f"/wiki/{slug}", title)
    return None


def judge(site, actor, contact_id: int, is_right: bool) -> None:
    """Keep the judgement and count it on the contact's day. NotFound for a contact that is not the judge's to judge; Conflict when somebody was first."""
    access.require(site, actor, "link.judge")
    at = tables.contact.c
    with site.db.writing() as tx:
        contact = store.contact_by_id(tx, contact_id)
        if contact is None or not contact.pages or tx.execute(_drawn(site, actor, False).where(at.id == contact_id)).first() is None:
            raise NotFound("There is no such contact for you to judge.")
        changed = tx.execute(update(tables.contact).where(at.id == contact_id, at.is_link_right.is_(None)).values(is_link_right=is_right))
        if changed.rowcount != 1:
            raise Conflict("Somebody else judged this one first; nothing was changed.")
        tallies.add(tx, contact, {"judged": 1, "judged_right": 1} if is_right else {"judged": 1})


def _drawn(site, actor, is_open: bool = True):
    """Contacts this judge may be shown; with `is_open` those nobody has judged."""
    at, today = tables.contact.c, site.clock.today()
    own = access.standing_in(site, actor.authority)
    where = [
        at.adviser_authority.in_([own, *(slug for slug, _places in access.predecessors(site, own))]),
        at.adviser_id != actor.id,
        at.closed_at.is_not(None),
        at.outcome.not_in(sorted(OUT_OF_SCOPE)),
        at.day.between(today - timedelta(weeks=WEEKS), today),
    ]
    return select(tables.contact).where(*where, *([at.is_link_right.is_(None)] if is_open else []))
