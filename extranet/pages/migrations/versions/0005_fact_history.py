"""Every value that a fact was ever given, by whom and when."""

import sqlalchemy as sa
from alembic import op

revision = "pages_0005"
down_revision = "pages_0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "fact_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(120), sa.ForeignKey("fact_key.key", ondelete="CASCADE"), nullable=False),
        sa.Column("authority", sa.String(80), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("source_url", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.Column("last_confirmed", sa.Date),
        sa.Column("set_by", sa.String(200), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_fact_change_key", "fact_change", ["key", "id"])
    names = "key, authority, value, source_url, valid_from, valid_to, last_confirmed, set_by, set_at"
    op.execute(f"INSERT INTO fact_change ({names}) SELECT {names} FROM fact ORDER BY id")
