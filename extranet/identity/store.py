"""People, roles, sessions and tokens: every query of this slice.

`person.grants` repeats the rows of `role_grant` as JSON, so that a request
learns who asks and what they may do from one row (see `load_session`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from extranet.actor import Grant
from extranet.identity.model import ACTIVE, FROM_DIRECTORY, MOVED, ApiToken, HeldGrant, Person, Session
from extranet.identity.tables import audit, known_place, metadata, person, role_grant, session, sign_in_try, token

__all__ = ["metadata"]

# Made once: putting a statement together costs more than running it, and every request asks for its session.
_SESSIONS = select(person, *(column.label(f"s_{column.name}") for column in session.c)).join(session, session.c.person_id == person.c.id)
_SESSION = _SESSIONS.where(session.c.key == bindparam("key"))


def one_at_a_time(tx: Connection, authority: str) -> None:
    """Until this transaction ends, no other of this authority's passes here.

    SQLite has one writer at a time anyway; PostgreSQL has to be told.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(crc32(authority.encode()))))


# People ---------------------------------------------------------------------


def person_by_id(connection: Connection, person_id: int) -> Person | None:
    return _one_person(connection, person.c.id == person_id)


def people_by_ids(connection: Connection, person_ids: Iterable[int]) -> list[Person]:
    return [_person(row) for row in connection.execute(select(person).where(person.c.id.in_(list(person_ids)))).mappings()]


def person_by_identity(connection: Connection, authority: str, stable_id: str) -> Person | None:
    """The person whom this authority's directory knows under this stable id."""
    return _one_person(connection, (person.c.authority == authority) & (person.c.stable_id == stable_id))


def people(connection: Connection, authority: str | None = None, login: str | None = None) -> list[Person]:
    """People by authority and name; None for a part means any."""
    query = select(person).order_by(person.c.authority, person.c.name, person.c.id)
    if authority is not None:
        query = query.where(person.c.authority == authority)
    if login is not None:
        query = query.where(func.lower(person.c.login) == login.lower())
    return [_person(row) for row in connection.execute(query).mappings()]


def search_people(connection: Connection, authority: str, text: str, role: str, limit: int, offset: int) -> tuple[int, list[Person]]:
    """How many match, and one part of them by name. '' for any authority, text or role."""
    conditions = [person.c.state != MOVED]
    if authority:
        conditions.append(person.c.authority == authority)
    if text:
        conditions.append(or_(*(func.lower(column).contains(text.lower(), autoescape=True) for column in (person.c.name, person.c.login, person.c.mail))))
    if role:
        conditions.append(person.c.id.in_(select(role_grant.c.person_id).where(role_grant.c.role == role)))
    total = connection.execute(select(func.count()).select_from(person).where(*conditions)).scalar_one()
    query = select(person).where(*conditions).order_by(func.lower(person.c.name), person.c.id).limit(limit).offset(offset)
    return total, [_person(row) for row in connection.execute(query).mappings()]


def people_of_group(connection: Connection, group: str) -> list[Person]:
    """Active people with any role in this working group, by name."""
    holders = select(role_grant.c.person_id).where(role_grant.c.scope_kind == "group", role_grant.c.scope == group)
    query = select(person).where(person.c.id.in_(holders), person.c.state == ACTIVE).order_by(func.lower(person.c.name), person.c.id)
    return [_person(row) for row in connection.execute(query).mappings()]


def ids_with_role(connection: Connection, role: str, scope_kind: str, scope: str) -> list[int]:
    """Ids of the active people who hold this role there; role '' for any."""
    holders = select(role_grant.c.person_id).where(role_grant.c.scope_kind == scope_kind, role_grant.c.scope == scope)
    if role:
        holders = holders.where(role_grant.c.role == role)
    return list(connection.execute(select(person.c.id).where(person.c.id.in_(holders), person.c.state == ACTIVE).order_by(person.c.id)).scalars())


def grants_of_people(connection: Connection, ids: list[int]) -> dict[int, tuple[HeldGrant, ...]]:
    query = select(role_grant).where(role_grant.c.person_id.in_(ids)).order_by(role_grant.c.role, role_grant.c.scope)
    found: dict[int, list[HeldGrant]] = {one: [] for one in ids}
    for row in connection.execute(query).mappings():
        found[row["person_id"]].append(_held(row))
    return {key: tuple(held) for key, held in found.items()}


def add_person(tx: Connection, authority: str, stable_id: str, shown: Mapping[str, Any], now: datetime) -> int:
    """A new person with no roles; their id. `shown` are further columns: login, name, mail, and kind, body, ends_on where they matter."""
    values = {"authority": authority, "stable_id": stable_id, "state": ACTIVE, "epoch": 1, "grants": [], "first_seen_at": now}
    return tx.execute(insert(person).values(**values, **shown)).inserted_primary_key[0]


def change_person(tx: Connection, person_id: int, **values: Any) -> None:
    tx.execute(update(person).where(person.c.id == person_id).values(**values))


def end_everything(tx: Connection, person_id: int) -> None:
    """End every session of this person, whatever cookie is held."""
    tx.execute(update(person).where(person.c.id == person_id).values(epoch=person.c.epoch + 1))
    tx.execute(delete(session).where(session.c.person_id == person_id))


# Grants ---------------------------------------------------------------------


def held_grants(connection: Connection, person_id: int) -> list[HeldGrant]:
    query = select(role_grant).where(role_grant.c.person_id == person_id).order_by(role_grant.c.role, role_grant.c.scope)
    return [_held(row) for row in connection.execute(query).mappings()]


def replace_directory_grants(tx: Connection, person_id: int, granted: Mapping[Grant, str], now: datetime) -> None:
    """Exactly these grants from the directory, each with its group; those by hand stay."""
    from_directory = (role_grant.c.person_id == person_id) & (role_grant.c.source == FROM_DIRECTORY)
    kept = {one.grant: one for one in held_grants(tx, person_id) if one.source == FROM_DIRECTORY}
    if {grant: one.because for grant, one in kept.items()} == dict(granted):
        return
    tx.execute(delete(role_grant).where(from_directory))
    for grant, because in granted.items():
        given_at = kept[grant].given_at if grant in kept else now
        add_grant(tx, person_id, grant, FROM_DIRECTORY, because, "", given_at)


def add_grant(tx: Connection, person_id: int, grant: Grant, source: str, because: str, giver: str, now: datetime) -> None:
    tx.execute(
        insert(role_grant).values(
            person_id=person_id,
            role=grant.role,
            scope_kind=grant.scope_kind,
            scope=grant.scope,
            source=source,
            because=because[:500],
            giver=giver,
            given_at=now,
        )
    )


def remove_grant(tx: Connection, person_id: int, grant: Grant, source: str) -> bool:
    """Whether there was such a grant."""
    wanted = (role_grant.c.role == grant.role) & (role_grant.c.scope_kind == grant.scope_kind) & (role_grant.c.scope == grant.scope)
    owned = (role_grant.c.person_id == person_id) & (role_grant.c.source == source)
    return tx.execute(delete(role_grant).where(owned & wanted)).rowcount > 0


def repeat_grants(tx: Connection, person_id: int) -> bool:
    """Write the grants into the person's row; whether they differ from what stood there."""
    grants = sorted({one.grant for one in held_grants(tx, person_id)})
    rows = [[grant.role, grant.scope_kind, grant.scope] for grant in grants]
    before = tx.execute(select(person.c.grants).where(person.c.id == person_id)).scalar_one()
    if before == rows:
        return False
    change_person(tx, person_id, grants=rows)
    return True


# Sessions -------------------------------------------------------------------


def load_session(connection: Connection, key: str) -> Session | None:
    """A session with its person and their grants: one query, one row."""
    row = connection.execute(_SESSION, {"key": key}).mappings().one_or_none()
    return _session(row) if row else None


def sessions_of(connection: Connection, person_id: int) -> list[Session]:
    query = _SESSIONS.where(person.c.id == person_id).order_by(session.c.seen_at.desc())
    return [_session(row) for row in connection.execute(query).mappings()]


def add_session(tx: Connection, key: str, who: Person, address: str, agent: str, state: Mapping[str, Any], now: datetime) -> None:
    tx.execute(
        insert(session).values(
            key=key,
            person_id=who.id,
            epoch=who.epoch,
            started_at=now,
            seen_at=now,
            address=address[:64],
            agent=agent[:200],
            state=dict(state),
        )
    )


def change_session(tx: Connection, key: str, **values: Any) -> None:
    tx.execute(update(session).where(session.c.key == key).values(**values))


def remove_session(tx: Connection, key: str) -> bool:
    return tx.execute(delete(session).where(session.c.key == key)).rowcount > 0


def remove_old_sessions(tx: Connection, seen_before: datetime) -> None:
    tx.execute(delete(session).where(session.c.seen_at < seen_before))


# Tokens ---------------------------------------------------------------------


def load_token(connection: Connection, key: str) -> tuple[ApiToken, Person] | None:
    """A token with its person: one query."""
    columns = [column.label(f"t_{column.name}") for column in token.c]
    query = select(person, *columns).join(token, token.c.person_id == person.c.id).where(token.c.key == key)
    row = connection.execute(query).mappings().one_or_none()
    return (_token({name.removeprefix("t_"): row[name] for name in row if name.startswith("t_")}), _person(row)) if row else None


def tokens_of(connection: Connection, person_id: int) -> list[ApiToken]:
    query = select(token).where(token.c.person_id == person_id).order_by(token.c.made_at.desc(), token.c.id.desc())
    return [_token(row) for row in connection.execute(query).mappings()]


def add_token(tx: Connection, key: str, person_id: int, name: str, scopes: Iterable[str], made_at: datetime, ends_at: datetime) -> int:
    values = {"key": key, "person_id": person_id, "name": name, "scopes": sorted(scopes), "made_at": made_at, "ends_at": ends_at}
    return tx.execute(insert(token).values(**values)).inserted_primary_key[0]


def revoke_token(tx: Connection, person_id: int, token_id: int, now: datetime) -> bool:
    own = (token.c.person_id == person_id) & (token.c.id == token_id) & token.c.revoked_at.is_(None)
    return tx.execute(update(token).where(own).values(revoked_at=now)).rowcount > 0


def revoke_tokens(tx: Connection, person_id: int, now: datetime) -> None:
    live = (token.c.person_id == person_id) & token.c.revoked_at.is_(None)
    tx.execute(update(token).where(live).values(revoked_at=now))


def note_token_use(tx: Connection, token_id: int, now: datetime) -> None:
    tx.execute(update(token).where(token.c.id == token_id).values(used_at=now))


# Audit ----------------------------------------------------------------------


def add_audit(tx: Connection, values: Mapping[str, Any]) -> None:
    """Entries are only ever added; the database refuses to change one."""
    tx.execute(insert(audit).values(**values))


def audit_rows(connection: Connection, conditions: Iterable, limit: int, before_id: int | None) -> list[Mapping[str, Any]]:
    """The newest matching entries first, at most `limit`."""
    query = select(audit).where(*conditions).order_by(audit.c.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(audit.c.id < before_id)
    return [dict(row) for row in connection.execute(query).mappings()]


def remove_audit_before(tx: Connection, before: datetime) -> int:
    """Retention, and the only deletion; how many went."""
    return tx.execute(delete(audit).where(audit.c.at < before)).rowcount


# Tries ----------------------------------------------------------------------


def recent_tries(connection: Connection, condition, since: datetime) -> list[datetime]:
    """When the matching tries after `since` were made, oldest first."""
    query = select(sign_in_try.c.at).where(condition, sign_in_try.c.at > since).order_by(sign_in_try.c.at)
    return list(connection.execute(query).scalars())


def count_tries(connection: Connection, condition, since: datetime) -> int:
    query = select(func.count()).select_from(sign_in_try).where(condition, sign_in_try.c.at > since)
    return connection.execute(query).scalar_one()


def add_try(tx: Connection, values: Mapping[str, Any]) -> int:
    return tx.execute(insert(sign_in_try).values(**values)).inserted_primary_key[0]


def remove_tries(tx: Connection, condition) -> None:
    tx.execute(delete(sign_in_try).where(condition))


def is_known_place(connection: Connection, name_key: str, place_key: str, since: datetime) -> bool:
    query = select(known_place.c.last_at).where(known_place.c.name_key == name_key, known_place.c.place_key == place_key)
    last_at = connection.execute(query).scalar_one_or_none()
    return last_at is not None and last_at > since


def note_known_place(tx: Connection, name_key: str, place_key: str, now: datetime, keep: timedelta) -> None:
    at = (known_place.c.name_key == name_key) & (known_place.c.place_key == place_key)
    if tx.execute(update(known_place).where(at).values(last_at=now)).rowcount == 0:
        tx.execute(insert(known_place).values(name_key=name_key, place_key=place_key, last_at=now))
    tx.execute(delete(known_place).where(known_place.c.last_at < now - keep))


# Rows as values -------------------------------------------------------------


_PERSON_FIELDS = tuple(one.name for one in fields(Person) if one.name != "grants")


def _one_person(connection: Connection, condition) -> Person | None:
    row = connection.execute(select(person).where(condition)).mappings().one_or_none()
    return _person(row) if row else None


def _person(row: Mapping) -> Person:
    return Person(**{name: row[name] for name in _PERSON_FIELDS}, grants=frozenset(Grant(*parts) for parts in row["grants"]))


def _held(row: Mapping) -> HeldGrant:
    grant = Grant(row["role"], row["scope_kind"], row["scope"])
    return HeldGrant(row["id"], row["person_id"], grant, row["source"], row["because"], row["giver"], row["given_at"])


def _session(row: Mapping) -> Session:
    names = ("key", "epoch", "started_at", "seen_at", "address", "agent", "state")
    return Session(**{name: row[f"s_{name}"] for name in names}, person=_person(row))


def _token(row: Mapping) -> ApiToken:
    names = ("id", "person_id", "name", "made_at", "ends_at", "revoked_at", "used_at")
    return ApiToken(**{name: row[name] for name in names}, scopes=frozenset(row["scopes"]))
