"""What people watch, what they were told, and how often they want letters."""

import sqlalchemy as sa
from alembic import op

revision = "watching_0001"
down_revision = None
branch_labels = ("watching",)
depends_on = None


def upgrade():
    op.create_table(
        "watch",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("thing", sa.String(10), nullable=False),
        sa.Column("target", sa.String(200), nullable=False),
        sa.Column("filters", sa.JSON, nullable=False),
        sa.Column("filters_key", sa.String(64), nullable=False),
        sa.Column("wants", sa.String(10), nullable=False),
        sa.Column("with_minor", sa.Boolean, nullable=False),
        sa.Column("seen", sa.JSON, nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True)),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("person_id", "thing", "target", "filters_key", name="watch_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("watch_target", "watch", ["thing", "target"])
    op.create_table(
        "news",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE")),
        sa.Column("watch_id", sa.Integer),
        sa.Column("key", sa.String(200)),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("mail_as", sa.String(10), nullable=False),
        sa.UniqueConstraint("person_id", "key", name="news_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("news_of_person", "news", ["person_id", "id"])
    op.create_index("news_of_page", "news", ["page_id"])
    unread = sa.text("read_at IS NULL")
    op.create_index("news_unread", "news", ["person_id"], sqlite_where=unread, postgresql_where=unread)
    op.create_index("news_to_mail", "news", ["mail_as", "told_at"])
    op.create_table(
        "news_wish",
        sa.Column("person_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("wants", sa.String(10), nullable=False),
    )
