"""Signs of life, and history from before an import."""

import sqlalchemy as sa
from alembic import op

from extranet.db import UtcDateTime

revision = "portal_0001"
down_revision = None
branch_labels = ("portal",)
depends_on = None


def upgrade():
    op.create_table(
        "portal_heartbeat",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "portal_earlier_revision",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("author_authority", sa.String(80), nullable=False),
        sa.Column("update_type", sa.String(20), nullable=False),
        sa.Column("change_note", sa.Text, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
    )


def downgrade():
    op.drop_table("portal_earlier_revision")
    op.drop_table("portal_heartbeat")
