"""Addresses of other sites, the pages that name them, and links to headings."""

import sqlalchemy as sa
from alembic import op

revision = "structure_0001"
down_revision = None
branch_labels = ("structure",)
depends_on = None


def upgrade():
    op.create_table(
        "structure_address",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True)),
        sa.Column("broken_since", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_structure_address_state", "structure_address", ["state", "checked_at"])
    op.create_table(
        "structure_use",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("address_id", sa.Integer, sa.ForeignKey("structure_address.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_structure_use_address_id", "structure_use", ["address_id"])
    op.create_table(
        "structure_heading_link",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("target", sa.String(80), primary_key=True),
        sa.Column("fragment", sa.String(200), primary_key=True),
        sa.Column("is_lost", sa.Boolean, nullable=False),
    )
    op.create_index("ix_structure_heading_link_target", "structure_heading_link", ["target"])


def downgrade():
    op.drop_table("structure_heading_link")
    op.drop_table("structure_use")
    op.drop_table("structure_address")
