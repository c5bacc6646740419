"""Authorities and the sets they belong to."""

import sqlalchemy as sa
from alembic import op

revision = "authorities_0001"
down_revision = None
branch_labels = ("authorities",)
depends_on = None


def upgrade():
    op.create_table(
        "authority",
        sa.Column("slug", sa.String(60), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("short_name", sa.String(80), nullable=False),
        sa.Column("tier", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("gss", sa.String(12), nullable=False),
        sa.Column("custodian_code", sa.String(12), nullable=False),
        sa.Column("website", sa.String(200), nullable=False),
        sa.Column("email_domain", sa.String(100), nullable=False),
        sa.Column("colour", sa.String(12), nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.Column("successors", sa.String(400), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "authority_cluster",
        sa.Column("cluster", sa.String(60), primary_key=True),
        sa.Column("authority", sa.String(60), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
    )


def downgrade():
    op.drop_table("authority_cluster")
    op.drop_table("authority")
