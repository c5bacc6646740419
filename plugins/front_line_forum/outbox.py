"""What people should hear of: put down in the transaction that causes it, shown on their desk until they have seen it,
and told as news, which is mailed as each of them chose. A subject names a reference and never a customer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, insert, or_, select, update

from extranet import watching
from extranet.identity import ids_with_role
from extranet_plugins.front_line_forum import access, tables

NEWS = "front_line_forum.desk"
NEWS_KIND = watching.NewsKind(NEWS, "Referrals, gaps and questions that came to you", "immediate")
KEPT_DAYS = 90
MOST = 20


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for somebody."""

    id: int
    at: datetime
    subject: str
    url: str


def tell_person(tx, site, person_id: int | None, subject: str, url: str) -> None:
    """Put something on one person's desk; nobody's when the person is not known."""
    if person_id is not None:
        _put(tx, site, subject, url, person_id=person_id)
        watching.tell(tx, site, [person_id], NEWS, subject, url)


def tell_role(tx, site, authority: str, role: str, subject: str, url: str) -> None:
    """Put something on the desk of everybody who holds this role in the authority, until one of them has seen to it."""
    _put(tx, site, subject, url, authority=authority, role=role)
    held = ("", "group", authority) if role == "group" else (role, "authority", authority)
    watching.tell(tx, site, ids_with_role(tx, *held), NEWS, subject, url)


def waiting_for(site, actor, limit: int = MOST) -> list[Waiting]:
    """What waits for this person, newest first."""
    wanted = select(tables.outbox).where(_for(site, actor), tables.outbox.c.seen_at.is_(None)).order_by(tables.outbox.c.id.desc()).limit(limit)
    with site.db.reading() as connection:
        return [Waiting(row["id"], row["at"], row["subject"], row["url"]) for row in connection.execute(wanted).mappings()]


def waiting_count(site, actor) -> int:
    with site.db.reading() as connection:
        return connection.execute(select(func.count()).where(_for(site, actor), tables.outbox.c.seen_at.is_(None))).scalar_one()


def mark_seen(site, actor, waiting_id: int) -> None:
    """Take one thing off the desk; nothing when it is not this person's."""
    with site.db.writing() as tx:
        tx.execute(update(tables.outbox).where(_for(site, actor), tables.outbox.c.id == waiting_id).values(seen_at=site.clock.now()))


def mark_done(tx, site, actor, url: str) -> None:
    """Take everything off this person's desks that led here: it has been seen to."""
    here = and_(_for(site, actor), tables.outbox.c.url == url, tables.outbox.c.seen_at.is_(None))
    tx.execute(update(tables.outbox).where(here).values(seen_at=site.clock.now()))


def _put(tx, site, subject: str, url: str, person_id: int | None = None, authority: str = "", role: str = "") -> None:
    row = {"person_id": person_id, "authority": authority, "role": role, "subject": subject[:200], "url": url}
    tx.execute(insert(tables.outbox).values(at=site.clock.now(), erase_on=site.clock.today() + timedelta(days=KEPT_DAYS), **row))


def _for(site, actor):
    """Rows for this person, by name or by a role held in an authority."""
    own = tables.outbox.c.person_id == actor.id
    held = {(grant.scope, grant.role) for grant in actor.grants if grant.scope_kind == "authority" and grant.role in access.WORKERS}
    held |= {(access.standing_in(site, scope, actor.authority), role) for scope, role in held}
    groups = {grant.scope for grant in actor.grants if grant.scope_kind == "group"}
    by_role = [and_(tables.outbox.c.authority == scope, tables.outbox.c.role == role) for scope, role in sorted(held)]
    by_group = [and_(tables.outbox.c.authority == group, tables.outbox.c.role == "group") for group in sorted(groups)]
    return or_(own, *by_role, *by_group)
