"""Questions, quizzes and attempts; the qualification, its candidates and awards; skills and ratings."""

import sqlalchemy as sa
from alembic import op

revision = "customer_care_training_0002"
down_revision = "customer_care_training_0001"
branch_labels = None
depends_on = None

NAME = "customer_care_training"
IS_OPEN = sa.text("state = 'open'")
IS_ACTIVE = sa.text("state = 'active'")


def upgrade():
    op.create_table(
        f"{NAME}_award_key",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("public", sa.String(length=80), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("public")
    )
    op.create_table(
        f"{NAME}_heat_map",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("published", sa.JSON, nullable=False),
        sa.Column("basis", sa.JSON, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("month")
    )
    op.create_table(
        f"{NAME}_qualification",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug")
    )
    op.create_table(
        f"{NAME}_skill",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("parent", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code")
    )
    op.create_table(
        f"{NAME}_question",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("bank", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("version_id", sa.Integer),
        sa.Column("is_retired", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code")
    )
    op.create_index("cct_question_bank", f"{NAME}_question", ["bank"], unique=False)
    op.create_table(
        f"{NAME}_quiz",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("version_id", sa.Integer),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug")
    )
    op.create_table(
        f"{NAME}_role_profile",
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.Column("skill_id", sa.Integer, nullable=False),
        sa.Column("target", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["skill_id"], [f"{NAME}_skill.id"]),
        sa.PrimaryKeyConstraint("role", "skill_id")
    )
    op.create_table(
        f"{NAME}_skill_level",
        sa.Column("skill_id", sa.Integer, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["skill_id"], [f"{NAME}_skill.id"]),
        sa.PrimaryKeyConstraint("skill_id", "level")
    )
    op.create_table(
        f"{NAME}_skill_offering",
        sa.Column("skill_id", sa.Integer, nullable=False),
        sa.Column("offering", sa.String(length=60), nullable=False),
        sa.Column("from_level", sa.Integer, nullable=False),
        sa.Column("to_level", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["skill_id"], [f"{NAME}_skill.id"]),
        sa.PrimaryKeyConstraint("skill_id", "offering")
    )
    op.create_table(
        f"{NAME}_qualification_version",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("qualification_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("made_by", sa.Integer),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["qualification_id"], [f"{NAME}_qualification.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("qualification_id", "number", name="cct_qualification_version_number")
    )
    op.create_table(
        f"{NAME}_question_version",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("question_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.Integer),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["question_id"], [f"{NAME}_question.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("question_id", "number", name="cct_question_version_number")
    )
    op.create_index("cct_question_version_print", f"{NAME}_question_version", ["fingerprint"], unique=False)
    op.create_table(
        f"{NAME}_quiz_version",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("quiz_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("rules", sa.JSON, nullable=False),
        sa.Column("made_by", sa.Integer),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["quiz_id"], [f"{NAME}_quiz.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("quiz_id", "number", name="cct_quiz_version_number")
    )
    op.create_table(
        f"{NAME}_refresher",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("question_id", sa.Integer, nullable=False),
        sa.Column("history", sa.JSON, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["question_id"], [f"{NAME}_question.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "question_id", name="cct_refresher_once")
    )
    op.create_index("cct_refresher_due", f"{NAME}_refresher", ["person_id", "due_on"], unique=False)
    op.create_table(
        f"{NAME}_regrade",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("question_id", sa.Integer, nullable=False),
        sa.Column("by_id", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["question_id"], [f"{NAME}_question.id"]),
        sa.PrimaryKeyConstraint("id")
    )
    op.create_table(
        f"{NAME}_work_role",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("person_id")
    )
    op.create_index("cct_work_role_role", f"{NAME}_work_role", ["role"], unique=False)
    op.create_table(
        f"{NAME}_attempt",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("quiz_id", sa.Integer, nullable=False),
        sa.Column("quiz_version_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True)),
        sa.Column("submitted_at", sa.DateTime(timezone=True)),
        sa.Column("mark", sa.String(length=60)),
        sa.Column("is_passed", sa.Boolean),
        sa.Column("focus_losses", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["quiz_id"], [f"{NAME}_quiz.id"]),
        sa.ForeignKeyConstraint(["quiz_version_id"], [f"{NAME}_quiz_version.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("quiz_id", "person_id", "number", name="cct_attempt_number")
    )
    op.create_index("cct_attempt_one_open", f"{NAME}_attempt", ["quiz_id", "person_id"], unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
    op.create_index("cct_attempt_person", f"{NAME}_attempt", ["person_id"], unique=False)
    op.create_table(
        f"{NAME}_candidacy",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("qualification_id", sa.Integer, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["qualification_id"], [f"{NAME}_qualification.id"]),
        sa.ForeignKeyConstraint(["version_id"], [f"{NAME}_qualification_version.id"]),
        sa.PrimaryKeyConstraint("id")
    )
    op.create_index(
        "cct_candidacy_one_active",
        f"{NAME}_candidacy",
        ["qualification_id", "person_id"],
        unique=True,
        sqlite_where=IS_ACTIVE,
        postgresql_where=IS_ACTIVE,
    )
    op.create_index("cct_candidacy_person", f"{NAME}_candidacy", ["person_id"], unique=False)
    op.create_table(
        f"{NAME}_sign_off",
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("by_id", sa.Integer),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["version_id"], [f"{NAME}_qualification_version.id"]),
        sa.PrimaryKeyConstraint("version_id", "authority_id")
    )
    op.create_table(
        f"{NAME}_attempt_item",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("attempt_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("question_id", sa.Integer, nullable=False),
        sa.Column("question_version_id", sa.Integer, nullable=False),
        sa.Column("marked_version_id", sa.Integer, nullable=False),
        sa.Column("shown_order", sa.JSON, nullable=False),
        sa.Column("response", sa.JSON),
        sa.Column("saved_at", sa.DateTime(timezone=True)),
        sa.Column("mark", sa.String(length=60)),
        sa.Column("marked_by", sa.Integer),
        sa.Column("remark", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], [f"{NAME}_attempt.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["marked_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["marked_version_id"], [f"{NAME}_question_version.id"]),
        sa.ForeignKeyConstraint(["question_id"], [f"{NAME}_question.id"]),
        sa.ForeignKeyConstraint(["question_version_id"], [f"{NAME}_question_version.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("attempt_id", "position", name="cct_attempt_item_position")
    )
    op.create_index("cct_attempt_item_question", f"{NAME}_attempt_item", ["question_id"], unique=False)
    op.create_table(
        f"{NAME}_award",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=19), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("candidacy_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("printed", sa.JSON, nullable=False),
        sa.Column("credential", sa.JSON, nullable=False),
        sa.Column("status_index", sa.Integer, nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.Date, nullable=False),
        sa.Column("superseded_by", sa.Integer),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_reason", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["candidacy_id"], [f"{NAME}_candidacy.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["superseded_by"], [f"{NAME}_award.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("candidacy_id"),
        sa.UniqueConstraint("code_digest"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("status_index")
    )
    op.create_index("cct_award_person", f"{NAME}_award", ["person_id"], unique=False)
    op.create_table(
        f"{NAME}_observation",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("candidacy_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("requirement", sa.String(length=40), nullable=False),
        sa.Column("assessor_id", sa.Integer, nullable=False),
        sa.Column("assessor_authority", sa.String(length=60), nullable=False),
        sa.Column("on_date", sa.Date, nullable=False),
        sa.Column("criteria", sa.JSON, nullable=False),
        sa.Column("vacs", sa.JSON, nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sample_reason", sa.String(length=40), nullable=False),
        sa.Column("appealed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["assessor_authority"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["assessor_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["candidacy_id"], [f"{NAME}_candidacy.id"]),
        sa.PrimaryKeyConstraint("id")
    )
    op.create_index("cct_observation_assessor", f"{NAME}_observation", ["assessor_id"], unique=False)
    op.create_index("cct_observation_candidacy", f"{NAME}_observation", ["candidacy_id"], unique=False)
    op.create_table(
        f"{NAME}_reflection",
        sa.Column("candidacy_id", sa.Integer, nullable=False),
        sa.Column("requirement", sa.String(length=40), nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["candidacy_id"], [f"{NAME}_candidacy.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("candidacy_id", "requirement")
    )
    op.create_table(
        f"{NAME}_moderation",
        sa.Column("observation_id", sa.Integer, nullable=False),
        sa.Column("moderator_id", sa.Integer, nullable=False),
        sa.Column("moderator_authority", sa.String(length=60), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["moderator_authority"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["moderator_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["observation_id"], [f"{NAME}_observation.id"]),
        sa.PrimaryKeyConstraint("observation_id")
    )
    op.create_table(
        f"{NAME}_rating",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("skill_id", sa.Integer, nullable=False),
        sa.Column("authority_id", sa.String(length=60), nullable=False),
        sa.Column("self_level", sa.Integer),
        sa.Column("manager_level", sa.Integer),
        sa.Column("agreed", sa.Integer),
        sa.Column("floor", sa.Integer, nullable=False),
        sa.Column("evidence_award_id", sa.Integer),
        sa.Column("rated_on", sa.Date, nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.slug"]),
        sa.ForeignKeyConstraint(["evidence_award_id"], [f"{NAME}_award.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["skill_id"], [f"{NAME}_skill.id"]),
        sa.PrimaryKeyConstraint("person_id", "skill_id")
    )
    op.create_index("cct_rating_skill", f"{NAME}_rating", ["skill_id"], unique=False)
    op.create_table(
        f"{NAME}_regrade_change",
        sa.Column("regrade_id", sa.Integer, nullable=False),
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.Column("old_mark", sa.String(length=60), nullable=False),
        sa.Column("new_mark", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], [f"{NAME}_attempt_item.id"]),
        sa.ForeignKeyConstraint(["regrade_id"], [f"{NAME}_regrade.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("regrade_id", "item_id")
    )


def downgrade():
    op.drop_table(f"{NAME}_regrade_change")
    op.drop_index("cct_rating_skill", table_name=f"{NAME}_rating")
    op.drop_table(f"{NAME}_rating")
    op.drop_table(f"{NAME}_moderation")
    op.drop_table(f"{NAME}_reflection")
    op.drop_index("cct_observation_candidacy", table_name=f"{NAME}_observation")
    op.drop_index("cct_observation_assessor", table_name=f"{NAME}_observation")
    op.drop_table(f"{NAME}_observation")
    op.drop_index("cct_award_person", table_name=f"{NAME}_award")
    op.drop_table(f"{NAME}_award")
    op.drop_index("cct_attempt_item_question", table_name=f"{NAME}_attempt_item")
    op.drop_table(f"{NAME}_attempt_item")
    op.drop_table(f"{NAME}_sign_off")
    op.drop_index("cct_candidacy_person", table_name=f"{NAME}_candidacy")
    op.drop_index("cct_candidacy_one_active", table_name=f"{NAME}_candidacy", sqlite_where=IS_ACTIVE, postgresql_where=IS_ACTIVE)
    op.drop_table(f"{NAME}_candidacy")
    op.drop_index("cct_attempt_person", table_name=f"{NAME}_attempt")
    op.drop_index("cct_attempt_one_open", table_name=f"{NAME}_attempt", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
    op.drop_table(f"{NAME}_attempt")
    op.drop_index("cct_work_role_role", table_name=f"{NAME}_work_role")
    op.drop_table(f"{NAME}_work_role")
    op.drop_table(f"{NAME}_regrade")
    op.drop_index("cct_refresher_due", table_name=f"{NAME}_refresher")
    op.drop_table(f"{NAME}_refresher")
    op.drop_table(f"{NAME}_quiz_version")
    op.drop_index("cct_question_version_print", table_name=f"{NAME}_question_version")
    op.drop_table(f"{NAME}_question_version")
    op.drop_table(f"{NAME}_qualification_version")
    op.drop_table(f"{NAME}_skill_offering")
    op.drop_table(f"{NAME}_skill_level")
    op.drop_table(f"{NAME}_role_profile")
    op.drop_table(f"{NAME}_quiz")
    op.drop_index("cct_question_bank", table_name=f"{NAME}_question")
    op.drop_table(f"{NAME}_question")
    op.drop_table(f"{NAME}_skill")
    op.drop_table(f"{NAME}_qualification")
    op.drop_table(f"{NAME}_heat_map")
    op.drop_table(f"{NAME}_award_key")
