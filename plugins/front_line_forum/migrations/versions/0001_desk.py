"""The desk's tables: contacts, referrals and their steps, queues, hours, responsibility, gaps, tallies and the logs."""

import sqlalchemy as sa
from alembic import op

revision = "front_line_forum_0001"
down_revision = None
branch_labels = ("front_line_forum",)
depends_on = None


def upgrade():
    op.create_table(
        "front_line_forum_asker",
        sa.Column("gap_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("gap_id", "person_id"),
    )
    op.create_table(
        "front_line_forum_closure",
        sa.Column("authority", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("authority", "day"),
    )
    op.create_table(
        "front_line_forum_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("adviser_authority", sa.String(length=80), nullable=False),
        sa.Column("customer_authority", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("service", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("searches", sa.Integer(), nullable=False),
        sa.Column("searched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_found", sa.Boolean(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("find_seconds", sa.Integer(), nullable=True),
        sa.Column("customer_key", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("was_repeated", sa.Boolean(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("erase_on", sa.Date(), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_front_line_forum_contact_day", "front_line_forum_contact", ["day"], unique=False)
    op.create_index("ix_front_line_forum_contact_erase", "front_line_forum_contact", ["erase_on"], unique=False)
    op.create_index("ix_front_line_forum_contact_in_hand", "front_line_forum_contact", ["adviser_id", "closed_at"], unique=False)
    op.create_index("ix_front_line_forum_contact_key", "front_line_forum_contact", ["customer_key", "service"], unique=False)
    op.create_table(
        "front_line_forum_coverage",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("required", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "front_line_forum_erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "front_line_forum_gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("working_group", sa.String(length=80), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("page", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("subject", name="uq_front_line_forum_gap_subject"),
    )
    op.create_index("ix_front_line_forum_gap_open", "front_line_forum_gap", ["closed_at", "times"], unique=False)
    op.create_table(
        "front_line_forum_hours",
        sa.Column("authority", sa.String(length=80), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.PrimaryKeyConstraint("authority"),
    )
    op.create_table(
        "front_line_forum_outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("authority", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=200), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erase_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_front_line_forum_outbox_person", "front_line_forum_outbox", ["person_id", "seen_at"], unique=False)
    op.create_index("ix_front_line_forum_outbox_queue", "front_line_forum_outbox", ["authority", "role", "seen_at"], unique=False)
    op.create_table(
        "front_line_forum_queue",
        sa.Column("authority", sa.String(length=80), nullable=False),
        sa.Column("service_group", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("is_cold_allowed", sa.Boolean(), nullable=False),
        sa.Column("asks", sa.JSON(), nullable=False),
        sa.Column("target", sa.String(length=4), nullable=False),
        sa.PrimaryKeyConstraint("authority", "service_group"),
    )
    op.create_table(
        "front_line_forum_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("person_name", sa.String(length=200), nullable=False),
        sa.Column("authority", sa.String(length=80), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=30), nullable=False),
        sa.Column("erase_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_front_line_forum_reading_referral_id"), "front_line_forum_reading", ["referral_id"], unique=False)
    op.create_table(
        "front_line_forum_referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("service", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("risk", sa.String(length=30), nullable=False),
        sa.Column("page", sa.String(length=80), nullable=False),
        sa.Column("path", sa.JSON(), nullable=False),
        sa.Column("authority", sa.String(length=80), nullable=False),
        sa.Column("service_group", sa.Integer(), nullable=False),
        sa.Column("first_authority", sa.String(length=80), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=True),
        sa.Column("sender_name", sa.String(length=200), nullable=False),
        sa.Column("sender_authority", sa.String(length=80), nullable=False),
        sa.Column("assigned_id", sa.Integer(), nullable=True),
        sa.Column("assigned_name", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("route", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("needs", sa.String(length=300), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("target", sa.String(length=4), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accept_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_minutes", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("outcome_note", sa.String(length=500), nullable=False),
        sa.Column("is_misdirected", sa.Boolean(), nullable=False),
        sa.Column("escalated", sa.Integer(), nullable=False),
        sa.Column("erase_details_on", sa.Date(), nullable=False),
        sa.Column("erase_on", sa.Date(), nullable=False),
        sa.Column("is_erased", sa.Boolean(), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_front_line_forum_referral_details", "front_line_forum_referral", ["erase_details_on"], unique=False)
    op.create_index("ix_front_line_forum_referral_erase", "front_line_forum_referral", ["erase_on"], unique=False)
    op.create_index("ix_front_line_forum_referral_misled", "front_line_forum_referral", ["is_misdirected", "service"], unique=False)
    op.create_index("ix_front_line_forum_referral_open", "front_line_forum_referral", ["closed_at", "accept_by"], unique=False)
    op.create_index("ix_front_line_forum_referral_queue", "front_line_forum_referral", ["authority", "closed_at", "due_at"], unique=False)
    op.create_index("ix_front_line_forum_referral_sent", "front_line_forum_referral", ["sender_authority", "closed_at", "due_at"], unique=False)
    op.create_table(
        "front_line_forum_responsibility",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("authority", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_front_line_forum_responsibility_service"), "front_line_forum_responsibility", ["service"], unique=False)
    op.create_table(
        "front_line_forum_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("authority", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=30), nullable=False),
        sa.Column("to_authority", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_front_line_forum_step_referral_id"), "front_line_forum_step", ["referral_id"], unique=False)
    op.create_table(
        "front_line_forum_tally",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("dimension", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("contacts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("in_scope", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("resolved", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("avoidable", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("linked", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("referrals", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("accepted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("searches", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("found", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("finds", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("find_seconds", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("timed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("seconds", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("day", "scope", "dimension", "key"),
    )
    op.create_index("ix_front_line_forum_tally_read", "front_line_forum_tally", ["dimension", "scope", "day"], unique=False)


def downgrade():
    op.drop_index("ix_front_line_forum_tally_read", table_name="front_line_forum_tally")
    op.drop_table("front_line_forum_tally")
    op.drop_index(op.f("ix_front_line_forum_step_referral_id"), table_name="front_line_forum_step")
    op.drop_table("front_line_forum_step")
    op.drop_index(op.f("ix_front_line_forum_responsibility_service"), table_name="front_line_forum_responsibility")
    op.drop_table("front_line_forum_responsibility")
    op.drop_index("ix_front_line_forum_referral_sent", table_name="front_line_forum_referral")
    op.drop_index("ix_front_line_forum_referral_queue", table_name="front_line_forum_referral")
    op.drop_index("ix_front_line_forum_referral_open", table_name="front_line_forum_referral")
    op.drop_index("ix_front_line_forum_referral_misled", table_name="front_line_forum_referral")
    op.drop_index("ix_front_line_forum_referral_erase", table_name="front_line_forum_referral")
    op.drop_index("ix_front_line_forum_referral_details", table_name="front_line_forum_referral")
    op.drop_table("front_line_forum_referral")
    op.drop_index(op.f("ix_front_line_forum_reading_referral_id"), table_name="front_line_forum_reading")
    op.drop_table("front_line_forum_reading")
    op.drop_table("front_line_forum_queue")
    op.drop_index("ix_front_line_forum_outbox_queue", table_name="front_line_forum_outbox")
    op.drop_index("ix_front_line_forum_outbox_person", table_name="front_line_forum_outbox")
    op.drop_table("front_line_forum_outbox")
    op.drop_table("front_line_forum_hours")
    op.drop_index("ix_front_line_forum_gap_open", table_name="front_line_forum_gap")
    op.drop_table("front_line_forum_gap")
    op.drop_table("front_line_forum_erasure")
    op.drop_table("front_line_forum_coverage")
    op.drop_index("ix_front_line_forum_contact_key", table_name="front_line_forum_contact")
    op.drop_index("ix_front_line_forum_contact_in_hand", table_name="front_line_forum_contact")
    op.drop_index("ix_front_line_forum_contact_erase", table_name="front_line_forum_contact")
    op.drop_index("ix_front_line_forum_contact_day", table_name="front_line_forum_contact")
    op.drop_table("front_line_forum_contact")
    op.drop_table("front_line_forum_closure")
    op.drop_table("front_line_forum_asker")
