"""What was read in attached files. Those that are there already are looked into again."""

import sqlalchemy as sa
from alembic import op

revision = "pages_0004"
down_revision = "pages_0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "attachment_reading",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("why_not", sa.Text, nullable=False, server_default=""),
        sa.Column("passages", sa.JSON, nullable=False),
        sa.Column("preview", sa.String(64), nullable=False, server_default=""),
        sa.Column("preview_bytes", sa.Integer, nullable=False, server_default="0"),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_attachment_reading_waiting", "attachment_reading", ["state"], sqlite_where=waiting, postgresql_where=waiting)
    reading = sa.table("attachment_reading", sa.column("sha256"), sa.column("state"), sa.column("passages", sa.JSON))
    files = op.get_bind().execute(sa.text("SELECT DISTINCT sha256 FROM attachment WHERE is_current")).scalars().all()
    op.bulk_insert(reading, [{"sha256": one, "state": "waiting", "passages": []} for one in files])


def downgrade():
    op.drop_index("ix_attachment_reading_waiting", "attachment_reading")
    op.drop_table("attachment_reading")
