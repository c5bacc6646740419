"""Drafts kept on the server, and who has which page open in the editor."""

import sqlalchemy as sa
from alembic import op

revision = "pages_0003"
down_revision = "pages_0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "page_draft",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("token", sa.String(80), nullable=False, unique=True),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE")),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("base_number", sa.Integer, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_page_draft_person", "page_draft", ["person_id", "kept_at"])
    op.create_index("ix_page_draft_page_id", "page_draft", ["page_id"])
    op.create_table(
        "page_editor",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("person_id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("authority", sa.String(80), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_heard", sa.Boolean, nullable=False),
    )


def downgrade():
    op.drop_table("page_editor")
    op.drop_table("page_draft")
