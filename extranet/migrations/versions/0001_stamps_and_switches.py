"""Cache stamps and plugin switches."""

import sqlalchemy as sa
from alembic import op

revision = "ground_0001"
down_revision = None
branch_labels = ("ground",)
depends_on = None


def upgrade():
    op.create_table(
        "cache_stamp",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("stamp", sa.Integer, nullable=False),
    )
    op.create_table(
        "plugin_state",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
    )


def downgrade():
    op.drop_table("plugin_state")
    op.drop_table("cache_stamp")
