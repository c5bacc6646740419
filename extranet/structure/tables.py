"""The tables of structure. DDL comes from migrations/; a test compares the two."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

from extranet.db import UtcDateTime

metadata = MetaData()

# An address of another site, once. `digest` is its SHA-256, since addresses are too long for an index.
address = Table(
    "structure_address",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("detail", Text, nullable=False),
    Column("checked_at", UtcDateTime),
    Column("broken_since", UtcDateTime),
    Index("ix_structure_address_state", "state", "checked_at"),
)

# Which page names it.
use = Table(
    "structure_use",
    metadata,
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("address_id", ForeignKey("structure_address.id", ondelete="CASCADE"), primary_key=True, index=True),
)

# A link to a heading: `target` is the address of the page as it is written, `fragment` the heading's id.
heading_link = Table(
    "structure_heading_link",
    metadata,
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("target", String(80), primary_key=True),
    Column("fragment", String(200), primary_key=True),
    Column("is_lost", Boolean, nullable=False),
    Index("ix_structure_heading_link_target", "target"),
)
