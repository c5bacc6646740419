"""Flags, whether pages helped, local rows with their checks, reminders and waivers."""

import sqlalchemy as sa
from alembic import op

revision = "upkeep_0001"
down_revision = None
branch_labels = ("upkeep",)
depends_on = None


def upgrade():
    op.create_table(
        "upkeep_flag",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("passage", sa.Text, nullable=False),
        sa.Column("block", sa.String(120), nullable=False),
        sa.Column("authority", sa.String(80), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("person_name", sa.String(200), nullable=False),
        sa.Column("person_authority", sa.String(80), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledge_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decide_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True)),
        sa.Column("accepted_by", sa.String(200), nullable=False),
        sa.Column("fixer_id", sa.Integer),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decided_by", sa.String(200), nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("token", sa.String(80), nullable=False, unique=True),
    )
    op.create_index("ix_upkeep_flag_page", "upkeep_flag", ["page_id", "state"])
    op.create_index("ix_upkeep_flag_person", "upkeep_flag", ["person_id", "raised_at"])
    op.create_index("ix_upkeep_flag_state", "upkeep_flag", ["state", "decide_by"])
    op.create_table(
        "upkeep_helped",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("authority", sa.String(80), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("answer", sa.String(20), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_index("ix_upkeep_helped_day", "upkeep_helped", ["day"])
    op.create_table(
        "upkeep_remark",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
        sa.Column("authority", sa.String(80), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("answer", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_upkeep_remark_page", "upkeep_remark", ["page_id", "day"])
    op.create_table(
        "upkeep_local_row",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("selector", sa.String(80), primary_key=True),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("begins", sa.Date),
        sa.Column("ends", sa.Date),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("confirmed_by", sa.String(200), nullable=False),
    )
    op.create_index("ix_upkeep_local_row_selector", "upkeep_local_row", ["selector", "ends"])
    op.create_table(
        "upkeep_local_check",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
        sa.Column("authority", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("done_by", sa.String(200), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
    )
    op.create_index("ix_upkeep_local_check_open", "upkeep_local_check", ["authority", "done_at"])
    op.create_index("ix_upkeep_local_check_page", "upkeep_local_check", ["page_id"])
    op.create_table(
        "upkeep_reminder",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Integer, nullable=False),
        sa.UniqueConstraint("subject", "due_on", "step", name="uq_upkeep_reminder_once"),
    )
    op.create_table(
        "upkeep_waiver",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("authority", sa.String(80), primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("given_by", sa.String(200), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    )
