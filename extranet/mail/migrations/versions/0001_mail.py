"""The outbox of letters."""

import sqlalchemy as sa
from alembic import op

revision = "mail_0001"
down_revision = None
branch_labels = ("mail",)
depends_on = None


def upgrade():
    op.create_table(
        "mail_letter",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("stop_url", sa.Text, nullable=False),
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True)),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("fault", sa.Text, nullable=False),
        sa.UniqueConstraint("recipient", "key", name="mail_letter_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("mail_letter_due", "mail_letter", ["state", "next_try_at"])
    op.create_index("mail_letter_posted", "mail_letter", ["posted_at"])
