"""A letter may carry a calendar entry."""

import sqlalchemy as sa
from alembic import op

revision = "mail_0002"
down_revision = "mail_0001"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("mail_letter", sa.Column("calendar", sa.Text(), nullable=False, server_default=""))


def downgrade():
    op.drop_column("mail_letter", "calendar")
