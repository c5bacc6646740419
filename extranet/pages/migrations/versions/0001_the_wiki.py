"""The wiki's first tables: pages, addresses, revisions, links, tags, facts, attachments."""

import sqlalchemy as sa
from alembic import op

revision = "pages_0001"
down_revision = None
branch_labels = ("pages",)
depends_on = None


def upgrade():
    op.create_table(
        "page",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("slug", sa.String(80), nullable=False, unique=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("short_answer", sa.Text, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("owner_authority", sa.String(80), nullable=False),
        sa.Column("working_group", sa.String(80), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("reading_key", sa.String(100), nullable=False),
        sa.Column("confidence", sa.String(20), nullable=False),
        sa.Column("review_by", sa.Date),
        sa.Column("shown_from", sa.Date),
        sa.Column("shown_to", sa.Date),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.Column("deleted_by", sa.String(200), nullable=False, server_default=""),
        sa.Column("attachment_count", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("ix_page_updated_at", "page", ["updated_at"])
    op.create_index("ix_page_group_review", "page", ["working_group", "review_by"])
    op.create_index("ix_page_deleted_at", "page", ["deleted_at"])
    op.create_table(
        "page_address",
        sa.Column("slug", sa.String(80), primary_key=True),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_page_address_page_id", "page_address", ["page_id"])
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("token", sa.String(80), nullable=False, unique=True),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("reading_key", sa.String(100), nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("rendered", sa.JSON, nullable=False),
        sa.Column("passages", sa.JSON, nullable=False),
        sa.Column("author_id", sa.Integer),
        sa.Column("author_name", sa.String(200), nullable=False),
        sa.Column("author_authority", sa.String(80), nullable=False),
        sa.Column("update_type", sa.String(20), nullable=False),
        sa.Column("change_note", sa.Text, nullable=False),
        sa.Column("restored_from", sa.Integer),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("page_id", "number", name="uq_revision_page_number"),
    )
    op.create_table(
        "page_link",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("target", sa.String(120), primary_key=True),
    )
    op.create_index("ix_page_link_target", "page_link", ["kind", "target"])
    op.create_table(
        "page_tag",
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("value", sa.String(80), primary_key=True),
    )
    op.create_index("ix_page_tag_value", "page_tag", ["kind", "value"])
    op.create_table(
        "fact_key",
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("owner_group", sa.String(80), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "fact",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(120), sa.ForeignKey("fact_key.key", ondelete="CASCADE"), nullable=False),
        sa.Column("authority", sa.String(80), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("source_url", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.Column("last_confirmed", sa.Date),
        sa.Column("set_by", sa.String(200), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_fact_key_authority", "fact", ["key", "authority"])
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("added_by", sa.String(200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_current", sa.Boolean, nullable=False),
        sa.UniqueConstraint("page_id", "name", "version", name="uq_attachment_version"),
    )


def downgrade():
    op.drop_table("attachment")
    op.drop_table("fact")
    op.drop_table("fact_key")
    op.drop_table("page_tag")
    op.drop_table("page_link")
    op.drop_table("revision")
    op.drop_table("page_address")
    op.drop_table("page")
