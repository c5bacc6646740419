"""People, roles, sessions, tokens, audit and sign-in tries."""

import sqlalchemy as sa
from alembic import op

from extranet.db import UtcDateTime

revision = "identity_0001"
down_revision = None
branch_labels = ("identity",)
depends_on = None


def upgrade():
    _people()
    _sessions_and_tokens()
    _audit()
    _sign_in_tries()


def _people():
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("authority", sa.String(60), sa.ForeignKey("authority.slug"), nullable=False),
        sa.Column("stable_id", sa.String(64), nullable=False),
        sa.Column("login", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("mail", sa.String(254), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("grants", sa.JSON, nullable=False),
        sa.Column("first_seen_at", UtcDateTime, nullable=False),
        sa.Column("signed_in_at", UtcDateTime),
        sa.UniqueConstraint("authority", "stable_id", name="person_identity"),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("scope_kind", sa.String(20), nullable=False),
        sa.Column("scope", sa.String(60), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("because", sa.String(500), nullable=False),
        sa.Column("giver", sa.String(200), nullable=False),
        sa.Column("given_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("person_id", "role", "scope_kind", "scope", "source", name="role_grant_once"),
    )


def _sessions_and_tokens():
    op.create_table(
        "session",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("agent", sa.String(200), nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
    )
    op.create_index("session_person", "session", ["person_id"])
    op.create_index("session_seen", "session", ["seen_at"])
    op.create_table(
        "token",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("ends_at", UtcDateTime, nullable=False),
        sa.Column("revoked_at", UtcDateTime),
        sa.Column("used_at", UtcDateTime),
    )
    op.create_index("token_person", "token", ["person_id"])


def _audit():
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("actor_id", sa.Integer),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.Column("authority", sa.String(60), nullable=False),
        sa.Column("act", sa.String(60), nullable=False),
        sa.Column("thing", sa.String(300), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_index("audit_at", "audit", ["at"])
    op.create_index("audit_act", "audit", ["act", "at"])


def _sign_in_tries():
    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("authority", sa.String(60), nullable=False),
        sa.Column("name_key", sa.String(64), nullable=False),
        sa.Column("place_key", sa.String(64), nullable=False),
        sa.Column("address_key", sa.String(64), nullable=False),
        sa.Column("is_known", sa.Integer, nullable=False),
    )
    op.create_index("sign_in_try_name", "sign_in_try", ["name_key", "at"])
    op.create_index("sign_in_try_address", "sign_in_try", ["address_key", "at"])
    op.create_index("sign_in_try_authority", "sign_in_try", ["authority", "at"])
    op.create_table(
        "known_place",
        sa.Column("name_key", sa.String(64), primary_key=True),
        sa.Column("place_key", sa.String(64), primary_key=True),
        sa.Column("last_at", UtcDateTime, nullable=False),
    )


def downgrade():
    for table in ("known_place", "sign_in_try", "audit", "token", "session", "role_grant", "person"):
        op.drop_table(table)
