"""Every table of the plugin. Moments are aware UTC; `erase_on` is set when a row is made (docs/front-line-forum.md)."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, MetaData, String, Table, Text, Time, UniqueConstraint, text

from extranet.db import UtcDateTime

metadata = MetaData()
P = "front_line_forum_"

contact = Table(
    P + "contact",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("adviser_id", Integer),
    Column("adviser_authority", String(80), nullable=False),
    Column("customer_authority", String(80), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("service", Integer),
    Column("words", String(200), nullable=False),
    Column("searches", Integer, nullable=False),
    Column("searched_at", UtcDateTime),
    Column("is_found", Boolean, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("find_seconds", Integer),
    Column("customer_key", String(32), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("outcome", String(30), nullable=False),
    Column("was_repeated", Boolean, nullable=False),
    Column("referral_id", Integer),
    Column("started_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("day", Date),
    Column("seconds", Integer),
    Column("erase_on", Date, nullable=False),
    Column("is_held", Boolean, nullable=False),
    Column("is_link_right", Boolean),
)
Index("ix_front_line_forum_contact_in_hand", contact.c.adviser_id, contact.c.closed_at)
Index("ix_front_line_forum_contact_key", contact.c.customer_key, contact.c.service)
Index("ix_front_line_forum_contact_erase", contact.c.erase_on)
Index("ix_front_line_forum_contact_day", contact.c.day)

referral = Table(
    P + "referral",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("contact_id", Integer),
    Column("kind", String(20), nullable=False),
    Column("status", String(30), nullable=False),
    Column("version", Integer, nullable=False),
    Column("service", Integer, nullable=False),
    Column("place", String(80), nullable=False),
    Column("why", String(300), nullable=False),
    Column("risk", String(30), nullable=False),
    Column("page", String(80), nullable=False),
    Column("path", JSON, nullable=False),
    Column("authority", String(80), nullable=False),
    Column("service_group", Integer, nullable=False),
    Column("first_authority", String(80), nullable=False),
    Column("sender_id", Integer),
    Column("sender_name", String(200), nullable=False),
    Column("sender_authority", String(80), nullable=False),
    Column("assigned_id", Integer),
    Column("assigned_name", String(200), nullable=False),
    Column("name", String(120), nullable=False),
    Column("route", String(120), nullable=False),
    Column("address", String(200), nullable=False),
    Column("needs", String(300), nullable=False),
    Column("need", Text, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("target", String(4), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("accept_by", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("accepted_at", UtcDateTime),
    Column("paused_at", UtcDateTime),
    Column("paused_minutes", Integer, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("outcome", String(30), nullable=False),
    Column("outcome_note", String(500), nullable=False),
    Column("is_misdirected", Boolean, nullable=False),
    Column("escalated", Integer, nullable=False),
    Column("erase_details_on", Date, nullable=False),
    Column("erase_on", Date, nullable=False),
    Column("is_erased", Boolean, nullable=False),
    Column("is_held", Boolean, nullable=False),
)
Index("ix_front_line_forum_referral_queue", referral.c.authority, referral.c.closed_at, referral.c.due_at)
Index("ix_front_line_forum_referral_sent", referral.c.sender_authority, referral.c.closed_at, referral.c.due_at)
Index("ix_front_line_forum_referral_open", referral.c.closed_at, referral.c.accept_by)
Index("ix_front_line_forum_referral_erase", referral.c.erase_on)
Index("ix_front_line_forum_referral_details", referral.c.erase_details_on)
Index("ix_front_line_forum_referral_misled", referral.c.is_misdirected, referral.c.service)

step = Table(
    P + "step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("referral_id", Integer, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", Integer),
    Column("actor_name", String(200), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("act", String(30), nullable=False),
    Column("to_authority", String(80), nullable=False),
    Column("note", String(500), nullable=False),
)

queue = Table(
    P + "queue",
    metadata,
    Column("authority", String(80), primary_key=True),
    Column("service_group", Integer, primary_key=True, autoincrement=False),
    Column("phone", String(60), nullable=False),
    Column("is_published", Boolean, nullable=False),
    Column("is_cold_allowed", Boolean, nullable=False),
    Column("asks", JSON, nullable=False),
    Column("target", String(4), nullable=False),
)

hours = Table(
    P + "hours",
    metadata,
    Column("authority", String(80), primary_key=True),
    Column("days", JSON, nullable=False),
    Column("opens", Time, nullable=False),
    Column("closes", Time, nullable=False),
)
closure = Table(
    P + "closure",
    metadata,
    Column("authority", String(80), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("title", String(120), nullable=False),
)

responsibility = Table(
    P + "responsibility",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("service", Integer, nullable=False, index=True),
    Column("area", String(80), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("role", String(20), nullable=False),
    Column("basis", String(20), nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("note", String(300), nullable=False),
    Column("source", String(300), nullable=False),
    Column("confirmed_on", Date),
)

gap = Table(
    P + "gap",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", String(120), nullable=False),
    Column("words", String(200), nullable=False),
    Column("working_group", String(80), nullable=False),
    Column("times", Integer, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("page", String(80), nullable=False),
    Column("note", String(300), nullable=False),
    UniqueConstraint("subject", name="uq_front_line_forum_gap_subject"),
)
Index("ix_front_line_forum_gap_open", gap.c.closed_at, gap.c.times)
asker = Table(
    P + "asker",
    metadata,
    Column("gap_id", Integer, primary_key=True, autoincrement=False),
    Column("person_id", Integer, primary_key=True, autoincrement=False),
)

# What somebody should hear of: a person, or everybody who works a queue's authority.
outbox = Table(
    P + "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", Integer),
    Column("authority", String(80), nullable=False),
    Column("role", String(30), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("url", String(200), nullable=False),
    Column("seen_at", UtcDateTime),
    Column("erase_on", Date, nullable=False),
)
Index("ix_front_line_forum_outbox_person", outbox.c.person_id, outbox.c.seen_at)
Index("ix_front_line_forum_outbox_queue", outbox.c.authority, outbox.c.role, outbox.c.seen_at)

# One row for each day × scope × dimension × key, kept in the transaction that closes a contact; scope '' is the partnership.
tally = Table(
    P + "tally",
    metadata,
    Column("day", Date, primary_key=True),
    Column("scope", String(80), primary_key=True),
    Column("dimension", String(10), primary_key=True),
    Column("key", String(80), primary_key=True),
    *(
        Column(name, Integer, nullable=False, server_default=text("0"))
        for name in (
            "contacts",
            "in_scope",
            "resolved",
            "avoidable",
            "linked",
            "referrals",
            "accepted",
            "searches",
            "found",
            "finds",
            "find_seconds",
            "timed",
            "seconds",
            "judged",
            "judged_right",
        )
    ),
)
Index("ix_front_line_forum_tally_read", tally.c.dimension, tally.c.scope, tally.c.day)

# Who looked at which referral.
reading = Table(
    P + "reading",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", Integer),
    Column("person_name", String(200), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("referral_id", Integer, nullable=False, index=True),
    Column("act", String(30), nullable=False),
    Column("erase_on", Date, nullable=False),
)
erasure = Table(
    P + "erasure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("counts", JSON, nullable=False),
)
# How many contacts waited how many seconds before somebody answered; comes from the telephone systems as CSV.
wait = Table(
    P + "wait",
    metadata,
    Column("day", Date, primary_key=True),
    Column("authority", String(80), primary_key=True),
    Column("channel", String(20), primary_key=True),
    Column("seconds", Integer, primary_key=True, autoincrement=False),
    Column("contacts", Integer, nullable=False),
)
# What is counted at night about the pages: `part` of `whole`, by measure, dimension (all, service, authority) and key.
standing = Table(
    P + "standing",
    metadata,
    Column("day", Date, primary_key=True),
    Column("measure", String(20), primary_key=True),
    Column("dimension", String(10), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("part", Integer, nullable=False),
    Column("whole", Integer, nullable=False),
)
Index("ix_front_line_forum_standing_read", standing.c.dimension, standing.c.measure, standing.c.day)
