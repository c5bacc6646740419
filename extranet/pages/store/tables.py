"""The tables of the wiki. DDL comes from migrations/; a test compares the two."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint, text

from extranet.db import UtcDateTime

metadata = MetaData()

# One row a page: what lists, rights and browsing need. The text is in its current revision.
page = Table(
    "page",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(80), nullable=False, unique=True),
    Column("title", String(200), nullable=False),
    Column("type", String(40), nullable=False),
    Column("summary", Text, nullable=False),
    Column("short_answer", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("owner_authority", String(80), nullable=False),
    Column("working_group", String(80), nullable=False),
    Column("audience", String(20), nullable=False),
    Column("reading_key", String(100), nullable=False),
    Column("confidence", String(20), nullable=False),
    Column("review_by", Date),
    Column("shown_from", Date),
    Column("shown_to", Date),
    Column("number", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("confirmed_at", UtcDateTime),
    Column("deleted_at", UtcDateTime),
    Column("deleted_by", String(200), nullable=False, server_default=""),
    Column("attachment_count", Integer, nullable=False, server_default="0"),
    Index("ix_page_updated_at", "updated_at"),
    Index("ix_page_group_review", "working_group", "review_by"),
    Index("ix_page_binned", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL"), postgresql_where=text("deleted_at IS NOT NULL")),
)

# Every address a page ever had. The primary key is what keeps an address from being given to another page.
page_address = Table(
    "page_address",
    metadata,
    Column("slug", String(80), primary_key=True),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), nullable=False, index=True),
)

# A revision is never changed. Author and authority stand as they were when it was made.
revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("token", String(80), nullable=False, unique=True),
    Column("slug", String(80), nullable=False),
    Column("reading_key", String(100), nullable=False),
    Column("metadata", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("rendered", JSON, nullable=False),
    Column("passages", JSON, nullable=False),
    Column("author_id", Integer),
    Column("author_name", String(200), nullable=False),
    Column("author_authority", String(80), nullable=False),
    Column("update_type", String(20), nullable=False),
    Column("change_note", Text, nullable=False),
    Column("restored_from", Integer),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("page_id", "number", name="uq_revision_page_number"),
)

# What a page's current text points to: kind is link, include, related or fact; target a slug or a fact's key.
page_link = Table(
    "page_link",
    metadata,
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("target", String(120), primary_key=True),
    Index("ix_page_link_target", "kind", "target"),
)

# Where a page is found by browsing: kind is service, function, episode, area, group, type, localisable or tag.
page_tag = Table(
    "page_tag",
    metadata,
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("value", String(80), primary_key=True),
    Index("ix_page_tag_value", "kind", "value"),
)

fact_key = Table(
    "fact_key",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("label", String(200), nullable=False),
    Column("type", String(20), nullable=False),
    Column("owner_group", String(80), nullable=False),
    Column("note", Text, nullable=False),
)

# One authority's value of a fact for a span of days; both ends may be open.
fact = Table(
    "fact",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", ForeignKey("fact_key.key", ondelete="CASCADE"), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("value", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("last_confirmed", Date),
    Column("set_by", String(200), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Index("ix_fact_key_authority", "key", "authority"),
)

# Every value a fact was ever given: only ever added to.
fact_change = Table(
    "fact_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", ForeignKey("fact_key.key", ondelete="CASCADE"), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("value", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("last_confirmed", Date),
    Column("set_by", String(200), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Index("ix_fact_change_key", "key", "id"),
)

# A version of an attached file. The bytes are in the data folder under their own SHA-256.
attachment = Table(
    "attachment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("added_by", String(200), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("is_current", Boolean, nullable=False),
    UniqueConstraint("page_id", "name", "version", name="uq_attachment_version"),
)

# What somebody typed and has not saved; `token` is the form's, so that the save it becomes takes it away.
page_draft = Table(
    "page_draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, nullable=False),
    Column("token", String(80), nullable=False, unique=True),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), index=True),
    Column("type", String(40), nullable=False),
    Column("slug", String(80), nullable=False),
    Column("base_number", Integer, nullable=False),
    Column("metadata", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    Index("ix_page_draft_person", "person_id", "kept_at"),
)

# Who has a page open in the editor. `is_heard`: the form's script says so again and again, so that silence means they left.
page_editor = Table(
    "page_editor",
    metadata,
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("since_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("is_heard", Boolean, nullable=False),
)

# What was read in the bytes of an attachment, whatever pages carry them: state is waiting, read or none; why_not says to people why
# nothing is found in it. preview is the SHA-256 of a picture's thumbnail.
attachment_reading = Table(
    "attachment_reading",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("why_not", Text, nullable=False, server_default=""),
    Column("passages", JSON, nullable=False),
    Column("preview", String(64), nullable=False, server_default=""),
    Column("preview_bytes", Integer, nullable=False, server_default="0"),
    Index("ix_attachment_reading_waiting", "state", sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'")),
)
