"""Decisions about gaps, and a snapshot of their counts for each day."""

import sqlalchemy as sa
from alembic import op

revision = "information_managers_group_0001"
down_revision = None
branch_labels = ("information_managers_group",)
depends_on = None


def upgrade():
    op.create_table(
        "information_managers_group_decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.String(200), nullable=False),
        sa.Column("authority", sa.String(80), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("kind", "subject", name="uq_information_managers_group_decision_gap"),
    )
    op.create_table(
        "information_managers_group_snapshot",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("services", sa.Integer, nullable=False),
        sa.Column("episodes", sa.Integer, nullable=False),
        sa.Column("local", sa.Integer, nullable=False),
        sa.Column("decided", sa.Integer, nullable=False),
    )


def downgrade():
    op.drop_table("information_managers_group_snapshot")
    op.drop_table("information_managers_group_decision")
