"""Plans with their decisions, champions, milestones, priorities, risks, indicators, BVPI 157, commitments and commissions."""

import sqlalchemy as sa
from alembic import op

revision = "information_age_champions_0001"
down_revision = None
branch_labels = ("information_age_champions",)
depends_on = None

OURS = "information_age_champions_"


def revision_column():
    return sa.Column("revision", sa.Integer, nullable=False, server_default="1")


def parent(noun, primary_key=False, name=None):
    return sa.Column(name or f"{noun}_id", sa.Integer, sa.ForeignKey(f"{OURS}{noun}.id", ondelete="CASCADE"), nullable=False, primary_key=primary_key)


def upgrade():
    op.create_table(
        OURS + "plan",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("slug", sa.String(80), nullable=False, unique=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("target", sa.String(200), nullable=False),
        sa.Column("target_quarter", sa.String(6), nullable=False),
        sa.Column("first_quarter", sa.String(6), nullable=False),
        sa.Column("last_quarter", sa.String(6), nullable=False),
        sa.Column("stood_on", sa.Date),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        revision_column(),
    )
    op.create_table(
        OURS + "decision",
        sa.Column("id", sa.Integer, primary_key=True),
        parent("plan"),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("person_name", sa.String(200), nullable=False),
        sa.Column("authority", sa.String(80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("plan_id", "kind", "made_at", name="uq_iac_decision"),
    )
    op.create_table(
        OURS + "champion",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("authority", sa.String(80), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("contact", sa.String(200), nullable=False),
        sa.Column("topics", sa.String(300), nullable=False),
        sa.Column("from_day", sa.Date, nullable=False),
        sa.Column("to_day", sa.Date),
        revision_column(),
        sa.UniqueConstraint("authority", "name", "from_day", name="uq_iac_champion"),
    )
    op.create_table(
        OURS + "milestone",
        sa.Column("id", sa.Integer, primary_key=True),
        parent("plan"),
        sa.Column("title", sa.String(90), nullable=False),
        sa.Column("work_area", sa.String(20), nullable=False),
        sa.Column("quarter", sa.String(6)),
        sa.Column("first_quarter", sa.String(6)),
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("authorities", sa.JSON, nullable=False),
        sa.Column("is_feasibility", sa.Boolean, nullable=False),
        sa.Column("cost_benefit", sa.String(300), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("remark", sa.Text, nullable=False),
        revision_column(),
        sa.UniqueConstraint("plan_id", "title", name="uq_iac_milestone"),
    )
    op.create_table(
        OURS + "move",
        sa.Column("id", sa.Integer, primary_key=True),
        parent("milestone"),
        sa.Column("from_quarter", sa.String(6)),
        sa.Column("to_quarter", sa.String(6), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("person_name", sa.String(200), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("milestone_id", "moved_at", "to_quarter", name="uq_iac_move"),
    )
    op.create_table(
        OURS + "need",
        parent("milestone", primary_key=True),
        parent("milestone", primary_key=True, name="needs_id"),
    )
    op.create_table(
        OURS + "area",
        sa.Column("id", sa.Integer, primary_key=True),
        parent("plan"),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("programme", sa.String(10), nullable=False),
        sa.Column("cross_function", sa.String(1), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("box_override", sa.String(10), nullable=False),
        sa.Column("box_reason", sa.Text, nullable=False),
        sa.Column("box_by", sa.String(200), nullable=False),
        sa.Column("box_at", sa.DateTime(timezone=True)),
        revision_column(),
        sa.UniqueConstraint("plan_id", "name", name="uq_iac_area"),
    )
    op.create_table(
        OURS + "score",
        sa.Column("id", sa.Integer, primary_key=True),
        parent("area"),
        sa.Column("criterion", sa.String(20), nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.Column("scorer", sa.String(200), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("area_id", "criterion", "scored_at", name="uq_iac_score"),
    )
    op.create_table(
        OURS + "risk",
        sa.Column("id", sa.Integer, primary_key=True),
        parent("plan"),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("likelihood", sa.Integer),
        sa.Column("severity", sa.Integer),
        sa.Column("consequence", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("residual_likelihood", sa.Integer),
        sa.Column("residual_severity", sa.Integer),
        sa.Column("residual_note", sa.Text, nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("review_on", sa.Date),
        sa.Column("position", sa.Integer, nullable=False),
        revision_column(),
        sa.UniqueConstraint("plan_id", "title", name="uq_iac_risk"),
    )
    op.create_table(
        OURS + "indicator",
        sa.Column("id", sa.Integer, primary_key=True),
        parent("plan"),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("unit", sa.String(30), nullable=False),
        sa.Column("better", sa.String(5), nullable=False),
        sa.Column("target", sa.Float),
        sa.Column("target_quarter", sa.String(6)),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        revision_column(),
        sa.UniqueConstraint("plan_id", "name", name="uq_iac_indicator"),
    )
    op.create_table(
        OURS + "reading",
        sa.Column("id", sa.Integer, primary_key=True),
        parent("indicator"),
        sa.Column("quarter", sa.String(6), nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("taken_by", sa.String(200), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("indicator_id", "quarter", name="uq_iac_reading"),
    )
    op.create_table(
        OURS + "e_service",
        sa.Column("authority", sa.String(80), primary_key=True),
        sa.Column("service_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("interaction", sa.String(20), primary_key=True),
        sa.Column("enabled_on", sa.Date),
    )
    op.create_table(
        OURS + "snapshot",
        sa.Column("authority", sa.String(80), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("enabled", sa.Integer, nullable=False),
        sa.Column("permissible", sa.Integer, nullable=False),
    )
    op.create_table(
        OURS + "commitment",
        sa.Column("id", sa.Integer, primary_key=True),
        parent("plan"),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        revision_column(),
        sa.UniqueConstraint("plan_id", "title", name="uq_iac_commitment"),
    )
    op.create_table(
        OURS + "evidence",
        sa.Column("id", sa.Integer, primary_key=True),
        parent("commitment"),
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("added_by", sa.String(200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("commitment_id", "page", name="uq_iac_evidence"),
    )
    op.create_table(
        OURS + "commission",
        sa.Column("id", sa.Integer, primary_key=True),
        parent("plan"),
        sa.Column("to_group", sa.String(80), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("wanted", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivery_note", sa.Text, nullable=False),
        sa.Column("delivered_by", sa.String(200), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True)),
        sa.Column("sign_note", sa.Text, nullable=False),
        sa.Column("signed_by", sa.String(200), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True)),
        revision_column(),
        sa.UniqueConstraint("plan_id", "to_group", "title", name="uq_iac_commission"),
    )


def downgrade():
    for noun in (
        "commission", "evidence", "commitment", "snapshot", "e_service", "reading", "indicator", "risk",
        "score", "area", "need", "move", "milestone", "champion", "decision", "plan",
    ):
        op.drop_table(OURS + noun)
