"""The index of the bin holds the pages that are in it, so that no list of the others is led through it."""

import sqlalchemy as sa
from alembic import op

revision = "pages_0002"
down_revision = "pages_0001"
branch_labels = None
depends_on = None

IN_THE_BIN = "deleted_at IS NOT NULL"


def upgrade():
    op.drop_index("ix_page_deleted_at", "page")
    op.create_index("ix_page_binned", "page", ["deleted_at"], sqlite_where=sa.text(IN_THE_BIN), postgresql_where=sa.text(IN_THE_BIN))


def downgrade():
    op.drop_index("ix_page_binned", "page")
    op.create_index("ix_page_deleted_at", "page", ["deleted_at"])
