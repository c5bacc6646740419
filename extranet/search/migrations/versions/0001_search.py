"""The outbox, what is findable, its passages, and what changed."""

import sqlalchemy as sa
from alembic import op

revision = "search_0001"
down_revision = None
branch_labels = ("search",)
depends_on = None


def upgrade():
    op.create_table(
        "search_outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("item_id", sa.Integer, nullable=False),
    )
    op.create_table(
        "search_item",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.Column("mark", sa.BigInteger, nullable=False),
        sa.Column("reading_key", sa.String(120), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("short_answer", sa.Text, nullable=False),
        sa.Column("asked_as", sa.JSON, nullable=False),
        sa.Column("authority", sa.String(60), nullable=False),
        sa.Column("group_slug", sa.String(80), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("services", sa.JSON, nullable=False),
        sa.Column("functions", sa.JSON, nullable=False),
        sa.Column("episodes", sa.JSON, nullable=False),
        sa.Column("areas", sa.JSON, nullable=False),
        sa.Column("trust", sa.String(40), nullable=False),
        sa.Column("review_by", sa.Date),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("kind", "item_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("search_item_reading_key", "search_item", ["reading_key"])
    op.create_table(
        "search_passage",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("search_item_id", sa.Integer, sa.ForeignKey("search_item.id", ondelete="CASCADE"), nullable=False),
        sa.Column("heading_id", sa.String(200), nullable=False),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_search_passage_search_item_id", "search_passage", ["search_item_id"])
    op.create_table(
        "search_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("search_item_id", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade():
    op.drop_table("search_change")
    op.drop_index("ix_search_passage_search_item_id", "search_passage")
    op.drop_table("search_passage")
    op.drop_index("search_item_reading_key", "search_item")
    op.drop_table("search_item")
    op.drop_table("search_outbox")
