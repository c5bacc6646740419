"""Requests to read a page, and who has."""

import sqlalchemy as sa
from alembic import op

revision = "reading_0001"
down_revision = None
branch_labels = ("reading",)
depends_on = None


def upgrade():
    op.create_table(
        "reading_request",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page_id", sa.Integer, sa.ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("authorities", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("told_number", sa.Integer, nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("asked_by_id", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )
    op.create_index("reading_request_page", "reading_request", ["page_id"])
    op.create_table(
        "reading_receipt",
        sa.Column("request_id", sa.Integer, sa.ForeignKey("reading_request.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("person_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("reading_receipt_person", "reading_receipt", ["person_id"])
