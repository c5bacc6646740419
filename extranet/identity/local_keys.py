"""The keys of the few people whom no directory vouches for: guests and break-glass administrators."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from extranet.identity.model import ACTIVE
from extranet.identity.tables import local_key, person


@dataclass(frozen=True)
class LocalKey:
    """How one person signs in. `totp_salt` '' means without an app; one that begins with PENDING is not confirmed yet.

    `recovery` are hashes of codes not yet used; `code` is the hash of an invitation not yet taken up.
    """

    person_id: int
    name: str
    password: str
    totp_salt: str
    totp_step: int
    recovery: tuple[str, ...]
    code: str
    code_ends_at: datetime | None

    @property
    def has_app(self) -> bool:
        return bool(self.totp_salt) and not self.totp_salt.startswith(PENDING)


PENDING = "new "


def normal_key_name(name: str) -> str:
    """One spelling of a sign-in name."""
    return " ".join(name.split()).casefold()[:254]


def key_named(connection: Connection, name: str, kind: str) -> LocalKey | None:
    """The key of this name among people of this kind."""
    query = select(local_key).join(person, person.c.id == local_key.c.person_id)
    return _one(connection, query.where(local_key.c.name == normal_key_name(name), person.c.kind == kind))


def key_of_person(connection: Connection, person_id: int) -> LocalKey | None:
    return _one(connection, select(local_key).where(local_key.c.person_id == person_id))


def is_name_taken(connection: Connection, name: str) -> bool:
    return connection.execute(select(local_key.c.person_id).where(local_key.c.name == normal_key_name(name))).first() is not None


def has_active(connection: Connection, kind: str) -> bool:
    """Whether anybody of this kind could sign in."""
    query = select(person.c.id).join(local_key, person.c.id == local_key.c.person_id)
    return connection.execute(query.where(person.c.kind == kind, person.c.state == ACTIVE).limit(1)).first() is not None


def add_key(tx: Connection, person_id: int, name: str, **values: Any) -> None:
    row = {"password": "", "totp_salt": "", "totp_step": 0, "recovery": [], "code": "", "code_ends_at": None}
    tx.execute(insert(local_key).values(person_id=person_id, name=normal_key_name(name), **(row | values)))


def change_key(tx: Connection, person_id: int, **values: Any) -> None:
    tx.execute(update(local_key).where(local_key.c.person_id == person_id).values(**values))


def use_step(tx: Connection, person_id: int, step: int) -> bool:
    """Take this step of the app; False when somebody took it just before."""
    unused = (local_key.c.person_id == person_id) & (local_key.c.totp_step < step)
    return tx.execute(update(local_key).where(unused).values(totp_step=step)).rowcount == 1


def remove_key(tx: Connection, person_id: int) -> None:
    tx.execute(delete(local_key).where(local_key.c.person_id == person_id))


def _one(connection: Connection, query) -> LocalKey | None:
    row: Mapping | None = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    return LocalKey(**{one.name: row[one.name] for one in fields(LocalKey)} | {"recovery": tuple(row["recovery"])})
