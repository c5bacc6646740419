"""Proposals, what happened to them, comments on them; what groups ask; planned ends of pages."""

import sqlalchemy as sa
from alembic import op

from extranet.db import UtcDateTime

revision = "review_0001"
down_revision = None
branch_labels = ("review",)
depends_on = None


def upgrade():
    _proposal()
    _happened()
    _settings()


def _proposal():
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("base_number", sa.Integer, nullable=False),
        sa.Column("author_id", sa.Integer, nullable=False),
        sa.Column("author_name", sa.String(200), nullable=False),
        sa.Column("author_authority", sa.String(80), nullable=False),
        sa.Column("change_note", sa.Text, nullable=False),
        sa.Column("update_type", sa.String(20), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("lines_changed", sa.Integer, nullable=False),
        sa.Column("authorities", sa.JSON, nullable=False),
        sa.Column("sent_at", UtcDateTime, nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.Column("publish_at", UtcDateTime),
        sa.Column("end_at", UtcDateTime),
        sa.Column("end_state", sa.String(20), nullable=False),
        sa.Column("end_note", sa.Text, nullable=False),
        sa.Column("end_page", sa.String(80), nullable=False),
        sa.Column("published_number", sa.Integer),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("rendered", sa.JSON, nullable=False),
    )
    op.create_index("ix_proposal_page", "proposal", ["page_id", "state"])
    op.create_index("ix_proposal_state", "proposal", ["state", "sent_at"])
    op.create_index("ix_proposal_author", "proposal", ["author_id", "state"])


def _happened():
    op.create_table(
        "proposal_step",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("proposal_id", sa.Integer, sa.ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("person_name", sa.String(200), nullable=False),
        sa.Column("authority", sa.String(80), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("token", sa.String(80), unique=True),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_proposal_step_proposal_id", "proposal_step", ["proposal_id"])
    op.create_table(
        "proposal_comment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("proposal_id", sa.Integer, sa.ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("passage", sa.Text, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("person_name", sa.String(200), nullable=False),
        sa.Column("authority", sa.String(80), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("resolved_at", UtcDateTime),
        sa.Column("resolved_by", sa.String(200), nullable=False),
    )
    op.create_index("ix_proposal_comment_proposal_id", "proposal_comment", ["proposal_id"])


def _settings():
    op.create_table(
        "approval_rule",
        sa.Column("group", sa.String(80), primary_key=True),
        sa.Column("approvals", sa.Integer, nullable=False),
        sa.Column("other_authority", sa.Boolean, nullable=False),
        sa.Column("set_by", sa.String(200), nullable=False),
        sa.Column("set_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "planned_end",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("goes_to", sa.String(80), nullable=False),
        sa.Column("set_by_id", sa.Integer, nullable=False),
        sa.Column("set_by", sa.String(200), nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
    )
    op.create_index("ix_planned_end_at", "planned_end", ["at"])
    op.create_table(
        "bulk_run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token", sa.String(80), nullable=False, unique=True),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("lines", sa.JSON, nullable=False),
    )


def downgrade():
    for name in ("bulk_run", "planned_end", "approval_rule", "proposal_comment", "proposal_step", "proposal"):
        op.drop_table(name)
