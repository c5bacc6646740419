"""What the standard says of each page."""

import sqlalchemy as sa
from alembic import op

revision = "conformance_0001"
down_revision = None
branch_labels = ("conformance",)
depends_on = None


def upgrade():
    op.create_table(
        "conformance_page",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title_key", sa.String(200), nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("errors", sa.Integer, nullable=False),
        sa.Column("warnings", sa.Integer, nullable=False),
        sa.Column("advice", sa.Integer, nullable=False),
        sa.Column("kept", sa.Integer, nullable=False),
        sa.Column("standard", sa.String(40), nullable=False),
        sa.Column("checked_on", sa.Date, nullable=False),
    )
    op.create_index("ix_conformance_page_title", "conformance_page", ["title_key"])
    op.create_index("ix_conformance_page_checked", "conformance_page", ["checked_on"])
    op.create_table(
        "conformance_fault",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("conformance_page.page_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("check_id", sa.String(20), nullable=False),
        sa.Column("severity", sa.String(10), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("field", sa.String(200), nullable=False),
        sa.Column("line", sa.Integer),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("is_kept", sa.Boolean, nullable=False),
    )
    op.create_index("ix_conformance_fault_check", "conformance_fault", ["check_id", "page_id"])


def downgrade():
    op.drop_table("conformance_fault")
    op.drop_table("conformance_page")
