"""Changes to the standard, and reasons why warnings stand."""

import sqlalchemy as sa
from alembic import op

revision = "standard_0001"
down_revision = None
branch_labels = ("standard",)
depends_on = None


def upgrade():
    op.create_table(
        "standard_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("check_id", sa.String(20), nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("takes_effect", sa.Date, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("group_slug", sa.String(80), nullable=False),
        sa.Column("proposed_by_id", sa.Integer, nullable=False),
        sa.Column("proposed_by", sa.String(200), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(200), nullable=False, server_default=""),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decision_note", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("ix_standard_change_state", "standard_change", ["state", "takes_effect"])
    op.create_table(
        "standard_reason",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page_id", sa.Integer),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("check_id", sa.String(20), nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("person_name", sa.String(200), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_standard_reason_page_id", "standard_reason", ["page_id"])
    op.create_index("ix_standard_reason_slug", "standard_reason", ["slug"])


def downgrade():
    op.drop_table("standard_reason")
    op.drop_table("standard_change")
