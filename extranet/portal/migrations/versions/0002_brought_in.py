"""What was brought in from elsewhere, and the runs that did it."""

import sqlalchemy as sa
from alembic import op

from extranet.db import UtcDateTime

revision = "portal_0002"
down_revision = "portal_0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "portal_brought",
        sa.Column("source", sa.String(120), primary_key=True),
        sa.Column("item", sa.String(400), primary_key=True),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("brought_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_portal_brought_page_id", "portal_brought", ["page_id"])
    op.create_table(
        "portal_run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("file", sa.String(80), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("chosen", sa.JSON, nullable=False),
        sa.Column("asked_by", sa.Integer, nullable=False),
        sa.Column("asked_name", sa.String(200), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("is_preview", sa.Boolean, nullable=False),
        sa.Column("doing", sa.String(80), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
    )
    op.create_index("ix_portal_run_state", "portal_run", ["state"])
    op.create_table(
        "portal_run_line",
        sa.Column("run_id", sa.Integer, sa.ForeignKey("portal_run.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("item", sa.String(400), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
    )


def downgrade():
    for name in ("portal_run_line", "portal_run", "portal_brought"):
        op.drop_table(name)
