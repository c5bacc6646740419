"""Whose customers a passage is for. Everything findable is read again, so that its passages say so."""

import sqlalchemy as sa
from alembic import op

revision = "search_0002"
down_revision = "search_0001"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("search_passage", sa.Column("areas", sa.JSON, nullable=False, server_default="[]"))
    op.execute("INSERT INTO search_outbox (kind, item_id) SELECT kind, item_id FROM search_item")


def downgrade():
    with op.batch_alter_table("search_passage") as table:
        table.drop_column("areas")
