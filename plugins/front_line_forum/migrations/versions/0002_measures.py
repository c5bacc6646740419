"""Judged links, waits before an answer, and what is counted at night: the rest of the measures."""

import sqlalchemy as sa
from alembic import op

revision = "front_line_forum_0002"
down_revision = "front_line_forum_0001"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("front_line_forum_contact", sa.Column("is_link_right", sa.Boolean(), nullable=True))
    for name in ("judged", "judged_right"):
        op.add_column("front_line_forum_tally", sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.create_table(
        "front_line_forum_wait",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("authority", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("seconds", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "authority", "channel", "seconds"),
    )
    op.create_table(
        "front_line_forum_standing",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("dimension", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "measure", "dimension", "key"),
    )
    op.create_index("ix_front_line_forum_standing_read", "front_line_forum_standing", ["dimension", "measure", "day"], unique=False)
    op.execute(
        "insert into front_line_forum_standing (day, measure, dimension, key, part, whole) "
        "select day, 'coverage', 'all', '', present, required from front_line_forum_coverage"
    )
    op.drop_table("front_line_forum_coverage")


def downgrade():
    op.create_table(
        "front_line_forum_coverage",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("required", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.drop_table("front_line_forum_standing")
    op.drop_table("front_line_forum_wait")
    for name in ("judged", "judged_right"):
        op.drop_column("front_line_forum_tally", name)
    op.drop_column("front_line_forum_contact", "is_link_right")
