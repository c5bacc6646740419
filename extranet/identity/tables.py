"""The tables of people, roles, sessions, tokens, audit and sign-in tries."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

from extranet.db import UtcDateTime

metadata = MetaData()

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("authority", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("stable_id", String(64), nullable=False),
    Column("login", String(200), nullable=False),
    Column("name", String(200), nullable=False),
    Column("mail", String(254), nullable=False),
    Column("state", String(20), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("grants", JSON, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("signed_in_at", UtcDateTime),
    UniqueConstraint("authority", "stable_id", name="person_identity"),
)
role_grant = Table(
    "role_grant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(40), nullable=False),
    Column("scope_kind", String(20), nullable=False),
    Column("scope", String(60), nullable=False),
    Column("source", String(20), nullable=False),
    Column("because", String(500), nullable=False),
    Column("giver", String(200), nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "role", "scope_kind", "scope", "source", name="role_grant_once"),
)
session = Table(
    "session",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("address", String(64), nullable=False),
    Column("agent", String(200), nullable=False),
    Column("state", JSON, nullable=False),
    Index("session_person", "person_id"),
    Index("session_seen", "seen_at"),
)
token = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("person_id", Integer, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(100), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("used_at", UtcDateTime),
    Index("token_person", "person_id"),
)
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", Integer),
    Column("actor_name", String(200), nullable=False),
    Column("authority", String(60), nullable=False),
    Column("act", String(60), nullable=False),
    Column("thing", String(300), nullable=False),
    Column("detail", Text, nullable=False),
    Index("audit_at", "at"),
    Index("audit_act", "act", "at"),
)
sign_in_try = Table(
    "sign_in_try",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("authority", String(60), nullable=False),
    Column("name_key", String(64), nullable=False),
    Column("place_key", String(64), nullable=False),
    Column("address_key", String(64), nullable=False),
    Column("is_known", Integer, nullable=False),
    Index("sign_in_try_name", "name_key", "at"),
    Index("sign_in_try_address", "address_key", "at"),
    Index("sign_in_try_authority", "authority", "at"),
)
known_place = Table(
    "known_place",
    metadata,
    Column("name_key", String(64), primary_key=True),
    Column("place_key", String(64), primary_key=True),
    Column("last_at", UtcDateTime, nullable=False),
)
