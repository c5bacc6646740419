"""What a leaver leaves behind: tasks for the administrators of their authority, until somebody ticks them off.

Slices and plugins answer `person_left` and call `raise_handover`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from extranet.errors import NotFound
from extranet.identity.audit import record
from extranet.identity.groups import known_groups
from extranet.identity.tables import handover, role_grant
from extranet.identity.tables import person as person_table

LOOKS_AFTER = {"group": "approver", "authority": "authority_administrator"}


@dataclass(frozen=True)
class Handover:
    """One thing to be taken over. `url` is a path to act at, or ''."""

    id: int
    authority: str
    person_name: str
    sentence: str
    url: str
    raised_at: datetime


def raise_handover(site, person, sentence: str, url: str = "") -> None:
    """Tell the administrators of this person's authority what somebody has to take over. Said once."""
    with site.db.writing() as tx:
        open_ones = (handover.c.authority == person.authority) & (handover.c.sentence == sentence) & handover.c.done_at.is_(None)
        if tx.execute(select(handover.c.id).where(open_ones)).first():
            return
        values = {"authority": person.authority, "person_name": person.name, "sentence": sentence[:500], "url": url}
        tx.execute(insert(handover).values(**values, raised_at=site.clock.now(), done_by=""))


def open_handovers(site, authorities: list[str] | None) -> list[Handover]:
    """What waits in these authorities (None: everywhere), the newest first, at most 100."""
    query = select(handover).where(handover.c.done_at.is_(None)).order_by(handover.c.id.desc()).limit(100)
    if authorities is not None:
        query = query.where(handover.c.authority.in_(authorities))
    names = ("id", "authority", "person_name", "sentence", "url", "raised_at")
    with site.db.reading() as connection:
        return [Handover(**{name: row[name] for name in names}) for row in connection.execute(query).mappings()]


def authority_of_handover(site, handover_id: int) -> str:
    """NotFound when there is none open."""
    with site.db.reading() as connection:
        found = connection.execute(select(handover.c.authority).where(handover.c.id == handover_id, handover.c.done_at.is_(None))).scalar_one_or_none()
    if found is None:
        raise NotFound("There is no such task, or it is done already.")
    return found


def finish_handover(site, actor, handover_id: int) -> None:
    """Somebody has taken it over."""
    with site.db.writing() as tx:
        tx.execute(update(handover).where(handover.c.id == handover_id).values(done_at=site.clock.now(), done_by=actor.name))
        record(tx, site, actor, "handover.done", str(handover_id))


def raise_for_last_holders(site, person) -> None:
    """A task for every group without an approver and every authority without an administrator from now on."""
    for grant in sorted(person.grants):
        if LOOKS_AFTER.get(grant.scope_kind) == grant.role and not _others_hold(site, person.id, grant):
            raise_handover(site, person, _sentence(site, person, grant), "/-/people" if grant.scope_kind == "authority" else f"/-/people/groups/{grant.scope}")


def _sentence(site, person, grant) -> str:
    if grant.scope_kind == "authority":
        return f"{person.name} was the last administrator of {grant.scope}. Give somebody the role."
    return f"{person.name} was the last approver of {known_groups(site).get(grant.scope, grant.scope)}. Give somebody the role."


def _others_hold(site, person_id: int, grant) -> bool:
    same = (role_grant.c.role == grant.role) & (role_grant.c.scope_kind == grant.scope_kind) & (role_grant.c.scope == grant.scope)
    query = select(role_grant.c.id).join(person_table, person_table.c.id == role_grant.c.person_id)
    query = query.where(same, role_grant.c.person_id != person_id, person_table.c.state == "active").limit(1)
    with site.db.reading() as connection:
        return connection.execute(query).first() is not None
