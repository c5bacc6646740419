"""Courses, offerings, sessions, bookings, rooms, calendars and records of development."""

import sqlalchemy as sa
from alembic import op

revision = "customer_care_training_0001"
down_revision = None
branch_labels = ("customer_care_training",)
depends_on = None

NAME = "customer_care_training"
IS_LIVE = sa.text("state NOT IN ('cancelled', 'late_cancelled', 'declined', 'substituted')")
KEEPS_SEQ = sa.text("state <> 'substituted'")


def upgrade():
    op.create_table(
        f"{NAME}_page_mark",
        sa.Column("page_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("major_number", sa.Integer, nullable=False),
        sa.Column("change_note", sa.String(length=400), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("page_id")
    )
    op.create_table(
        f"{NAME}_calendar_object",
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("booking_id", sa.Integer, nullable=False),
        sa.Column("meeting_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("entry", sa.JSON, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("uid")
    )
    op.create_index("cct_calendar_object_booking", f"{NAME}_calendar_object", ["booking_id"], unique=False)
    op.create_index("cct_calendar_object_person", f"{NAME}_calendar_object", ["person_id"], unique=False)
    op.create_table(
        f"{NAME}_course",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("outcome", sa.String(length=400), nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("made_by", sa.Integer),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug")
    )
    op.create_table(
        f"{NAME}_cpd_entry",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("source_key", sa.String(length=80)),
        sa.Column("on_date", sa.Date, nullable=False),
        sa.Column("activity", sa.String(length=200), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(length=400), nullable=False),
        sa.Column("reflection", sa.Text, nullable=False),
        sa.Column("evidence_url", sa.String(length=400), nullable=False),
        sa.Column("skill_codes", sa.String(length=200), nullable=False),
        sa.Column("verified_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "source_key", name="cct_cpd_entry_source")
    )
    op.create_index("cct_cpd_entry_person", f"{NAME}_cpd_entry", ["person_id", "on_date"], unique=False)
    op.create_table(
        f"{NAME}_feed",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("person_id"),
        sa.UniqueConstraint("key_hash")
    )
    op.create_table(
        f"{NAME}_lesson_learnt",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("page_id", sa.Integer, nullable=False),
        sa.Column("page_number", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "page_id", "page_number", name="cct_lesson_learnt_once")
    )
    op.create_table(
        f"{NAME}_line_manager",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("manager_id", sa.Integer, nullable=False),
        sa.Column("set_by", sa.Integer),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("person_id")
    )
    op.create_index("cct_line_manager_manager", f"{NAME}_line_manager", ["manager_id"], unique=False)
    op.create_table(
        f"{NAME}_offering",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("wiki_page", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(length=400), nullable=False),
        sa.Column("cutoff_n", sa.Integer, nullable=False),
        sa.Column("cutoff_unit", sa.String(length=20), nullable=False),
        sa.Column("late_minutes", sa.Integer, nullable=False),
        sa.Column("has_substitutes", sa.Boolean, nullable=False),
        sa.Column("needs_approval", sa.Boolean, nullable=False),
        sa.Column("charge_note", sa.String(length=300), nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("made_by", sa.Integer),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug")
    )
    op.create_table(
        f"{NAME}_outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("idempotency_key", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("session_id", sa.Integer),
        sa.Column("booking_id", sa.Integer),
        sa.Column("meeting_id", sa.Integer),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("entry", sa.JSON),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("dropped_at", sa.DateTime(timezone=True)),
        sa.Column("seen_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("idempotency_key")
    )
    op.create_index("cct_outbox_booking", f"{NAME}_outbox", ["booking_id"], unique=False)
    op.create_index("cct_outbox_due", f"{NAME}_outbox", ["sent_at", "due_at"], unique=False)
    op.create_index("cct_outbox_person", f"{NAME}_outbox", ["person_id", "due_at"], unique=False)
    op.create_table(
        f"{NAME}_resource_use",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("resource_kind", sa.String(length=10), nullable=False),
        sa.Column("resource_id", sa.Integer, nullable=False),
        sa.Column("start_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("session_id", sa.Integer),
        sa.Column("meeting_id", sa.Integer),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("override_reason", sa.String(length=300), nullable=False),
        sa.Column("made_by", sa.Integer),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id")
    )
    op.create_index("cct_resource_use_of", f"{NAME}_resource_use", ["resource_kind", "resource_id", "start_utc"], unique=False)
    op.create_index("cct_resource_use_session", f"{NAME}_resource_use", ["session_id"], unique=False)
    op.create_table(
        f"{NAME}_venue",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("opening", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.PrimaryKeyConstraint("id")
    )
    op.create_table(
        f"{NAME}_course_adoption",
        sa.Column("course_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("person_id", sa.Integer),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["course_id"], [f"{NAME}_course.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("course_id", "authority_id")
    )
    op.create_table(
        f"{NAME}_course_module",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("course_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], [f"{NAME}_course.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id")
    )
    op.create_index("cct_course_module_course", f"{NAME}_course_module", ["course_id", "position"], unique=False)
    op.create_table(
        f"{NAME}_enrolment",
        sa.Column("course_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["course_id"], [f"{NAME}_course.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("course_id", "person_id")
    )
    op.create_index("cct_enrolment_person", f"{NAME}_enrolment", ["person_id"], unique=False)
    op.create_table(
        f"{NAME}_resource_slot",
        sa.Column("resource_kind", sa.String(length=10), nullable=False),
        sa.Column("resource_id", sa.Integer, nullable=False),
        sa.Column("quarter", sa.Integer, nullable=False),
        sa.Column("use_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["use_id"], [f"{NAME}_resource_use.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("resource_kind", "resource_id", "quarter")
    )
    op.create_index("cct_resource_slot_use", f"{NAME}_resource_slot", ["use_id"], unique=False)
    op.create_table(
        f"{NAME}_room",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("venue_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("setup_minutes", sa.Integer, nullable=False),
        sa.Column("clear_minutes", sa.Integer, nullable=False),
        sa.Column("is_auto_confirmed", sa.Boolean, nullable=False),
        sa.Column("bookable_by", sa.String(length=20), nullable=False),
        sa.Column("cost_note", sa.String(length=300), nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], [f"{NAME}_venue.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id")
    )
    op.create_table(
        f"{NAME}_session",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("offering_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("organiser_id", sa.Integer),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("min_places", sa.Integer, nullable=False),
        sa.Column("reserve_until", sa.DateTime(timezone=True)),
        sa.Column("is_released", sa.Boolean, nullable=False),
        sa.Column("holds_requests", sa.Boolean, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("confirmed", sa.Integer, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["offering_id"], [f"{NAME}_offering.id"]),
        sa.ForeignKeyConstraint(["organiser_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id")
    )
    op.create_index("cct_session_offering", f"{NAME}_session", ["offering_id"], unique=False)
    op.create_table(
        f"{NAME}_booking",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("session_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("holds_place", sa.Boolean, nullable=False),
        sa.Column("hold_until", sa.DateTime(timezone=True)),
        sa.Column("promoted_at", sa.DateTime(timezone=True)),
        sa.Column("request_key", sa.String(length=60), nullable=False),
        sa.Column("asked_by", sa.Integer),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Integer),
        sa.Column("substitute_of", sa.Integer),
        sa.ForeignKeyConstraint(["approved_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["session_id"], [f"{NAME}_session.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "request_key", name="cct_booking_request")
    )
    op.create_index("cct_booking_one_live", f"{NAME}_booking", ["session_id", "person_id"], unique=True, sqlite_where=IS_LIVE, postgresql_where=IS_LIVE)
    op.create_index("cct_booking_person", f"{NAME}_booking", ["person_id"], unique=False)
    op.create_index("cct_booking_seq", f"{NAME}_booking", ["session_id", "seq"], unique=True, sqlite_where=KEEPS_SEQ, postgresql_where=KEEPS_SEQ)
    op.create_index("cct_booking_state", f"{NAME}_booking", ["session_id", "state"], unique=False)
    op.create_table(
        f"{NAME}_course_requirement",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("module_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("page_id", sa.Integer),
        sa.Column("page_number", sa.Integer),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("is_optional", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["module_id"], [f"{NAME}_course_module.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id")
    )
    op.create_index("cct_course_requirement_module", f"{NAME}_course_requirement", ["module_id", "position"], unique=False)
    op.create_index("cct_course_requirement_page", f"{NAME}_course_requirement", ["page_id"], unique=False)
    op.create_table(
        f"{NAME}_meeting",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("session_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("start_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tz", sa.String(length=40), nullable=False),
        sa.Column("local_start", sa.String(length=16), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("join_url", sa.String(length=1000), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["session_id"], [f"{NAME}_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("session_id", "number", name="cct_meeting_number")
    )
    op.create_index("cct_meeting_start", f"{NAME}_meeting", ["start_utc"], unique=False)
    op.create_table(
        f"{NAME}_room_feature",
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.Column("checked_on", sa.Date),
        sa.ForeignKeyConstraint(["room_id"], [f"{NAME}_room.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("room_id", "code")
    )
    op.create_table(
        f"{NAME}_room_layout",
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("layout", sa.String(length=20), nullable=False),
        sa.Column("places", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["room_id"], [f"{NAME}_room.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("room_id", "layout")
    )
    op.create_table(
        f"{NAME}_session_quota",
        sa.Column("session_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("guaranteed", sa.Integer, nullable=False),
        sa.Column("max_places", sa.Integer),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["session_id"], [f"{NAME}_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "authority_id")
    )
    op.create_table(
        f"{NAME}_access_need",
        sa.Column("booking_id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], [f"{NAME}_booking.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("booking_id", "code")
    )
    op.create_table(
        f"{NAME}_attendance",
        sa.Column("meeting_id", sa.Integer, nullable=False),
        sa.Column("booking_id", sa.Integer, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("by", sa.Integer),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], [f"{NAME}_booking.id"]),
        sa.ForeignKeyConstraint(["by"], ["person.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], [f"{NAME}_meeting.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("meeting_id", "booking_id")
    )
    op.create_table(
        f"{NAME}_booking_event",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("booking_id", sa.Integer, nullable=False),
        sa.Column("session_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer),
        sa.Column("from_state", sa.String(length=20), nullable=False),
        sa.Column("to_state", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], [f"{NAME}_booking.id"]),
        sa.ForeignKeyConstraint(["by"], ["person.id"]),
        sa.ForeignKeyConstraint(["session_id"], [f"{NAME}_session.id"]),
        sa.PrimaryKeyConstraint("id")
    )
    op.create_index("cct_booking_event_booking", f"{NAME}_booking_event", ["booking_id"], unique=False)
    op.create_index("cct_booking_event_session", f"{NAME}_booking_event", ["session_id", "id"], unique=False)


def downgrade():
    op.drop_table("customer_care_training_booking_event")
    op.drop_table("customer_care_training_attendance")
    op.drop_table("customer_care_training_access_need")
    op.drop_table("customer_care_training_session_quota")
    op.drop_table("customer_care_training_room_layout")
    op.drop_table("customer_care_training_room_feature")
    op.drop_table("customer_care_training_meeting")
    op.drop_table("customer_care_training_course_requirement")
    op.drop_table("customer_care_training_booking")
    op.drop_table("customer_care_training_session")
    op.drop_table("customer_care_training_room")
    op.drop_table("customer_care_training_resource_slot")
    op.drop_table("customer_care_training_enrolment")
    op.drop_table("customer_care_training_course_module")
    op.drop_table("customer_care_training_course_adoption")
    op.drop_table("customer_care_training_venue")
    op.drop_table("customer_care_training_resource_use")
    op.drop_table("customer_care_training_outbox")
    op.drop_table("customer_care_training_offering")
    op.drop_table("customer_care_training_line_manager")
    op.drop_table("customer_care_training_lesson_learnt")
    op.drop_table("customer_care_training_feed")
    op.drop_table("customer_care_training_cpd_entry")
    op.drop_table("customer_care_training_course")
    op.drop_table("customer_care_training_calendar_object")
    op.drop_table("customer_care_training_page_mark")
