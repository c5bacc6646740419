"""What was searched, in counts without people, and what groups pin for a phrase."""

import sqlalchemy as sa
from alembic import op

revision = "search_0004"
down_revision = "search_0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "search_asked",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("group_slug", sa.String(80), nullable=False),
        *[sa.Column(name, sa.Integer, nullable=False, server_default="0") for name in ("asked", "opened", "again", "abandoned", "none_found")],
        sa.UniqueConstraint("day", "words", "group_slug"),
    )
    op.create_table(
        "search_hour",
        sa.Column("hour_at", sa.DateTime(timezone=True), primary_key=True),
        sa.Column("words", sa.String(200), primary_key=True),
        sa.Column("asked", sa.Integer, nullable=False),
    )
    op.create_table(
        "search_opened",
        sa.Column("words", sa.String(200), primary_key=True),
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("item_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("opens", sa.Integer, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
    )
    op.create_table(
        "search_gap_told",
        sa.Column("words", sa.String(200), primary_key=True),
        sa.Column("told_on", sa.Date, nullable=False),
    )
    op.create_table(
        "search_best_bet",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("phrase", sa.String(200), nullable=False),
        sa.Column("group_slug", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.Column("until_on", sa.Date, nullable=False),
        sa.Column("pinned_by", sa.Integer, nullable=False),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Integer),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )


def downgrade():
    for name in ("search_best_bet", "search_gap_told", "search_opened", "search_hour", "search_asked"):
        op.drop_table(name)
