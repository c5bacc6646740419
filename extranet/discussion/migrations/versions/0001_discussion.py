"""Threads and comments about pages."""

import sqlalchemy as sa
from alembic import op

revision = "discussion_0001"
down_revision = None
branch_labels = ("discussion",)
depends_on = None


def upgrade():
    op.create_table(
        "discussion_thread",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
        sa.Column("about_kind", sa.String(10), nullable=False),
        sa.Column("about_target", sa.String(200), nullable=False),
        sa.Column("about_words", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("settled_by", sa.String(200), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("discussion_thread_page", "discussion_thread", ["page_id", "state", "last_at"])
    op.create_table(
        "discussion_comment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("thread_id", sa.Integer, sa.ForeignKey("discussion_thread.id", ondelete="CASCADE"), nullable=False),
        sa.Column("token", sa.String(80), nullable=False, unique=True),
        sa.Column("author_id", sa.Integer, nullable=False),
        sa.Column("author_name", sa.String(200), nullable=False),
        sa.Column("author_authority", sa.String(80), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True)),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.Column("removed_by", sa.String(200), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("discussion_comment_thread", "discussion_comment", ["thread_id", "id"])
