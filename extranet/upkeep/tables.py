"""The tables of upkeep. DDL comes from migrations/; a test compares the two."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

from extranet.db import UtcDateTime

metadata = MetaData()

flag = Table(
    "upkeep_flag",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("passage", Text, nullable=False),
    Column("block", String(120), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("person_id", Integer, nullable=False),
    Column("person_name", String(200), nullable=False),
    Column("person_authority", String(80), nullable=False),
    Column("state", String(20), nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("acknowledge_by", UtcDateTime, nullable=False),
    Column("decide_by", UtcDateTime, nullable=False),
    Column("accepted_at", UtcDateTime),
    Column("accepted_by", String(200), nullable=False),
    Column("fixer_id", Integer),
    Column("decided_at", UtcDateTime),
    Column("decided_by", String(200), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("token", String(80), nullable=False, unique=True),
    Index("ix_upkeep_flag_page", "page_id", "state"),
    Index("ix_upkeep_flag_state", "state", "decide_by"),
    Index("ix_upkeep_flag_person", "person_id", "raised_at"),
)

# Whether a page answered it: a count for each day, and no person.
helped = Table(
    "upkeep_helped",
    metadata,
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("authority", String(80), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("answer", String(20), primary_key=True),
    Column("count", Integer, nullable=False),
    Index("ix_upkeep_helped_day", "day"),
)
remark = Table(
    "upkeep_remark",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("day", Date, nullable=False),
    Column("answer", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_upkeep_remark_page", "page_id", "day"),
)

# The local rows of each page's current text, written together with it.
local_row = Table(
    "upkeep_local_row",
    metadata,
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("selector", String(80), primary_key=True),
    Column("mode", String(20), nullable=False),
    Column("begins", Date),
    Column("ends", Date),
    Column("digest", String(64), nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", String(200), nullable=False),
    Column("confirmed_at", UtcDateTime),
    Column("confirmed_by", String(200), nullable=False),
    Index("ix_upkeep_local_row_selector", "selector", "ends"),
)
local_check = Table(
    "upkeep_local_check",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("number", Integer, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("done_at", UtcDateTime),
    Column("done_by", String(200), nullable=False),
    Column("outcome", String(20), nullable=False),
    Index("ix_upkeep_local_check_open", "authority", "done_at"),
    Index("ix_upkeep_local_check_page", "page_id"),
)

# What was said about a page that is due, or a group that is short of people: once each.
reminder = Table(
    "upkeep_reminder",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", String(120), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("step", String(20), nullable=False),
    Column("told_at", UtcDateTime, nullable=False),
    Column("told", Integer, nullable=False),
    UniqueConstraint("subject", "due_on", "step", name="uq_upkeep_reminder_once"),
)
waiver = Table(
    "upkeep_waiver",
    metadata,
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("authority", String(80), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("given_by", String(200), nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
)
