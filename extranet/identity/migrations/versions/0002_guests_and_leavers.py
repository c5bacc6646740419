"""Guests and local people, what a sync found, what leavers leave behind; audit entries that cannot be changed."""

import sqlalchemy as sa
from alembic import op

from extranet.db import UtcDateTime

revision = "identity_0002"
down_revision = "identity_0001"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("person", sa.Column("kind", sa.String(20), nullable=False, server_default="directory"))
    op.add_column("person", sa.Column("body", sa.String(200), nullable=False, server_default=""))
    op.add_column("person", sa.Column("ends_on", sa.Date))
    op.add_column("person", sa.Column("checked_at", UtcDateTime))
    op.add_column("person", sa.Column("moved_to", sa.Integer))
    _local_keys()
    _sync()
    _audit_is_final()


def _local_keys():
    op.create_table(
        "local_key",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.String(254), nullable=False, unique=True),
        sa.Column("password", sa.String(300), nullable=False),
        sa.Column("totp_salt", sa.String(64), nullable=False),
        sa.Column("totp_step", sa.Integer, nullable=False),
        sa.Column("recovery", sa.JSON, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("code_ends_at", UtcDateTime),
    )


def _sync():
    op.create_table(
        "sync_run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("authority", sa.String(60), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("is_preview", sa.Integer, nullable=False),
        sa.Column("leavers_allowed", sa.Integer, nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("lines", sa.JSON, nullable=False),
    )
    op.create_index("sync_run_authority", "sync_run", ["authority", "id"])
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("authority", sa.String(60), nullable=False),
        sa.Column("person_name", sa.String(200), nullable=False),
        sa.Column("sentence", sa.String(500), nullable=False),
        sa.Column("url", sa.String(300), nullable=False),
        sa.Column("raised_at", UtcDateTime, nullable=False),
        sa.Column("done_at", UtcDateTime),
        sa.Column("done_by", sa.String(200), nullable=False),
    )
    op.create_index("handover_authority", "handover", ["authority", "done_at"])


def _audit_is_final():
    """The database itself refuses to change an entry. Deleting stays possible: retention needs it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_is_final() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'an entry of the audit log is never changed'; END $$"
        )
        op.execute("CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_final()")
    else:
        op.execute(
            "CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit "
            "BEGIN SELECT RAISE(ABORT, 'an entry of the audit log is never changed'); END"
        )


def downgrade():
    op.execute("DROP TRIGGER audit_is_final ON audit" if op.get_bind().dialect.name == "postgresql" else "DROP TRIGGER audit_is_final")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_is_final()")
    for table in ("handover", "sync_run", "local_key"):
        op.drop_table(table)
    with op.batch_alter_table("person") as person:
        for column in ("moved_to", "checked_at", "ends_on", "body", "kind"):
            person.drop_column(column)
