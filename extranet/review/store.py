"""The tables of review and every query on them. Who may see a proposal is a condition on its page, in the SQL itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    column,
    func,
    insert,
    or_,
    select,
    table,
    true,
    update,
)

from extranet.db import UtcDateTime
from extranet.review.model import OPEN_STATES, ApprovalRule, Comment, Proposal, Step

metadata = MetaData()
# Of the wiki's page only what a list needs; its table is the wiki's own.
page = table("page", *(column(name) for name in ("id", "slug", "title", "status", "working_group", "owner_authority", "number", "deleted_at")))

proposal = Table(
    "proposal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), nullable=False),
    Column("state", String(20), nullable=False),
    Column("round", Integer, nullable=False),
    Column("base_number", Integer, nullable=False),
    Column("author_id", Integer, nullable=False),
    Column("author_name", String(200), nullable=False),
    Column("author_authority", String(80), nullable=False),
    Column("change_note", Text, nullable=False),
    Column("update_type", String(20), nullable=False),
    Column("title", String(200), nullable=False),
    Column("lines_changed", Integer, nullable=False),
    Column("authorities", JSON, nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("publish_at", UtcDateTime),
    Column("end_at", UtcDateTime),
    Column("end_state", String(20), nullable=False),
    Column("end_note", Text, nullable=False),
    Column("end_page", String(80), nullable=False),
    Column("published_number", Integer),
    Column("digest", String(64), nullable=False),
    Column("metadata", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("rendered", JSON, nullable=False),
    Index("ix_proposal_page", "page_id", "state"),
    Index("ix_proposal_state", "state", "sent_at"),
    Index("ix_proposal_author", "author_id", "state"),
)

# What happened to a proposal: only added to. A token makes a form sent twice one sending.
proposal_step = Table(
    "proposal_step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("proposal_id", ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("step", String(20), nullable=False),
    Column("round", Integer, nullable=False),
    Column("person_id", Integer, nullable=False),
    Column("person_name", String(200), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("words", Text, nullable=False),
    Column("token", String(80), unique=True),
    Column("at", UtcDateTime, nullable=False),
)

proposal_comment = Table(
    "proposal_comment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("proposal_id", ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("passage", Text, nullable=False),
    Column("person_id", Integer, nullable=False),
    Column("person_name", String(200), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("resolved_at", UtcDateTime),
    Column("resolved_by", String(200), nullable=False),
)

# What a group asks for, where somebody set it; the others ask what they started with.
approval_rule = Table(
    "approval_rule",
    metadata,
    Column("group", String(80), primary_key=True),
    Column("approvals", Integer, nullable=False),
    Column("other_authority", Boolean, nullable=False),
    Column("set_by", String(200), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
)

# A page's end that is planned for a moment. Once done, or taken away, its row is gone.
planned_end = Table(
    "planned_end",
    metadata,
    Column("page_id", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("goes_to", String(80), nullable=False),
    Column("set_by_id", Integer, nullable=False),
    Column("set_by", String(200), nullable=False),
    Column("problem", Text, nullable=False),
)

# One application of the same change to many pages, with what became of each.
bulk_run = Table(
    "bulk_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String(80), nullable=False, unique=True),
    Column("person_id", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("lines", JSON, nullable=False),
)

_WHOLE = [proposal.c[name] for name in Proposal.__dataclass_fields__]
_LINE = _WHOLE[:-3]


@dataclass(frozen=True)
class Sight:
    """Whose pages somebody writes: of these groups and authorities, or every page."""

    groups: frozenset[str]
    authorities: frozenset[str]
    everything: bool = False

    @property
    def condition(self):
        if self.everything:
            return true()
        return or_(page.c.working_group.in_(sorted(self.groups)), page.c.owner_authority.in_(sorted(self.authorities)))


@dataclass(frozen=True)
class QueueLine:
    """A proposal in the queue with what the page is now. `approvals` are those of its round, `may_approve` is filled in by who asks."""

    proposal: Proposal
    slug: str
    page_title: str
    page_status: str
    working_group: str
    owner_authority: str
    page_number: int
    approvals: int = 0
    may_approve: bool = False

    @property
    def is_stale(self) -> bool:
        """Whether the page was saved since the proposal was begun."""
        return self.proposal.is_open and self.page_number != self.proposal.base_number


def add(tx: Connection, row: Mapping[str, Any]) -> int:
    return tx.execute(insert(proposal).values(**row)).inserted_primary_key[0]


def change(tx: Connection, proposal_id: int, **values) -> None:
    tx.execute(update(proposal).where(proposal.c.id == proposal_id).values(**values))


def by_id(connection: Connection, proposal_id: int) -> Proposal | None:
    row = connection.execute(select(*_WHOLE).where(proposal.c.id == proposal_id)).first()
    return _proposal(row) if row else None


def locked(tx: Connection, proposal_id: int) -> Proposal | None:
    """The proposal, held against others until the transaction ends (SQLite has one writer anyway)."""
    row = tx.execute(select(*_WHOLE).where(proposal.c.id == proposal_id).with_for_update()).first()
    return _proposal(row) if row else None


def open_of_author(connection: Connection, page_id: int, author_id: int) -> Proposal | None:
    """This person's proposal for this page that is still under way; there is one at most."""
    own = (proposal.c.page_id == page_id) & (proposal.c.author_id == author_id) & proposal.c.state.in_(OPEN_STATES)
    row = connection.execute(select(*_WHOLE).where(own).order_by(proposal.c.id.desc()).limit(1)).first()
    return _proposal(row) if row else None


def open_of_page(connection: Connection, page_id: int) -> list[Proposal]:
    rows = select(*_LINE).where(proposal.c.page_id == page_id, proposal.c.state.in_(OPEN_STATES)).order_by(proposal.c.sent_at)
    return [_proposal(row) for row in connection.execute(rows)]


def of_page(connection: Connection, page_id: int, limit: int) -> list[Proposal]:
    rows = select(*_LINE).where(proposal.c.page_id == page_id).order_by(proposal.c.id.desc()).limit(limit)
    return [_proposal(row) for row in connection.execute(rows)]


def pages_with_open(connection: Connection) -> dict[int, tuple[tuple[int, str], ...]]:
    """For each page with proposals under way: (id of the proposal, its author's name)."""
    rows = select(proposal.c.page_id, proposal.c.id, proposal.c.author_name).where(proposal.c.state.in_(OPEN_STATES)).order_by(proposal.c.sent_at)
    found: dict[int, tuple] = {}
    for page_id, proposal_id, name in connection.execute(rows):
        found[page_id] = (*found.get(page_id, ()), (proposal_id, name))
    return found


def due(connection: Connection, now: datetime) -> list[int]:
    """Approved proposals whose time has come."""
    found = select(proposal.c.id).where(proposal.c.state == "scheduled", proposal.c.publish_at <= now)
    return list(connection.execute(found.order_by(proposal.c.publish_at)).scalars())


def queue(
    connection: Connection, sight: Sight, states: Iterable[str], group: str = "", author_id: int | None = None, newest: bool = False, limit: int = 200
) -> list[QueueLine]:
    """Proposals in these states that somebody with this sight may look at, the longest waiting first."""
    own = (page.c.slug, page.c.title, page.c.status, page.c.working_group, page.c.owner_authority, page.c.number)
    approvals = (
        select(func.count()).select_from(proposal_step)
        .where(proposal_step.c.proposal_id == proposal.c.id, proposal_step.c.step == "approved", proposal_step.c.round == proposal.c.round)
        .scalar_subquery()
    )
    rows = (
        select(*_LINE, *own, approvals).select_from(proposal.join(page, page.c.id == proposal.c.page_id))
        .where(proposal.c.state.in_(list(states)), page.c.deleted_at.is_(None), sight.condition)
    )
    if group:
        rows = rows.where(page.c.working_group == group)
    if author_id is not None:
        rows = rows.where(proposal.c.author_id == author_id)
    order = (proposal.c.sent_at.desc(), proposal.c.id.desc()) if newest else (proposal.c.sent_at, proposal.c.id)
    return [QueueLine(_proposal(row[: len(_LINE)]), *row[len(_LINE) :]) for row in connection.execute(rows.order_by(*order).limit(limit))]


def add_step(tx: Connection, proposal_id: int, step: str, round: int, actor, at: datetime, words: str = "", token: str | None = None) -> None:
    """`actor` is None for what the house does by itself."""
    who = {"person_id": actor.id, "person_name": actor.name, "authority": actor.authority} if actor else {"person_id": 0, "person_name": "", "authority": ""}
    tx.execute(insert(proposal_step).values(proposal_id=proposal_id, step=step, round=round, words=words, token=token, at=at, **who))


def steps(connection: Connection, proposal_id: int) -> list[Step]:
    """Oldest first."""
    own = [proposal_step.c[name] for name in Step.__dataclass_fields__]
    return [Step(*row) for row in connection.execute(select(*own).where(proposal_step.c.proposal_id == proposal_id).order_by(proposal_step.c.id))]


def step_with_token(connection: Connection, token: str) -> tuple[int, int] | None:
    """(proposal, person) of the sending that had this token."""
    row = connection.execute(select(proposal_step.c.proposal_id, proposal_step.c.person_id).where(proposal_step.c.token == token)).first()
    return tuple(row) if row else None


def approvers(connection: Connection, proposal_id: int, round: int) -> dict[int, str]:
    """Who approved this round: person id to authority."""
    own = and_(proposal_step.c.proposal_id == proposal_id, proposal_step.c.round == round, proposal_step.c.step == "approved")
    return {row.person_id: row.authority for row in connection.execute(select(proposal_step.c.person_id, proposal_step.c.authority).where(own))}


def approved_by(connection: Connection, person_id: int) -> frozenset[tuple[int, int]]:
    """(proposal, round) of everything under way that this person approved."""
    own = select(proposal_step.c.proposal_id, proposal_step.c.round).join(proposal, proposal.c.id == proposal_step.c.proposal_id)
    rows = own.where(proposal_step.c.person_id == person_id, proposal_step.c.step == "approved", proposal.c.state.in_(OPEN_STATES))
    return frozenset(tuple(row) for row in connection.execute(rows))


def add_comment(tx: Connection, row: Mapping[str, Any]) -> int:
    return tx.execute(insert(proposal_comment).values(**row)).inserted_primary_key[0]


def comments(connection: Connection, proposal_id: int) -> list[Comment]:
    """Oldest first."""
    own = [proposal_comment.c[name] for name in Comment.__dataclass_fields__]
    return [Comment(*row) for row in connection.execute(select(*own).where(proposal_comment.c.proposal_id == proposal_id).order_by(proposal_comment.c.id))]


def resolve_comment(tx: Connection, proposal_id: int, comment_id: int, by: str, at: datetime) -> bool:
    own = (proposal_comment.c.id == comment_id) & (proposal_comment.c.proposal_id == proposal_id) & proposal_comment.c.resolved_at.is_(None)
    return tx.execute(update(proposal_comment).where(own).values(resolved_at=at, resolved_by=by)).rowcount == 1


def rules_of_groups(connection: Connection) -> dict[str, ApprovalRule]:
    rows = connection.execute(select(approval_rule))
    return {row.group: ApprovalRule(row.group, row.approvals, row.other_authority, row.set_by, row.set_at) for row in rows}


def set_rule(tx: Connection, rule: ApprovalRule) -> None:
    values = {"approvals": rule.approvals, "other_authority": rule.other_authority, "set_by": rule.set_by, "set_at": rule.set_at}
    if tx.execute(update(approval_rule).where(approval_rule.c.group == rule.group).values(**values)).rowcount == 0:
        tx.execute(insert(approval_rule).values(group=rule.group, **values))


def plan_end(tx: Connection, page_id: int, row: Mapping[str, Any] | None) -> None:
    """Plan how and when the page ends; None takes the plan away."""
    tx.execute(planned_end.delete().where(planned_end.c.page_id == page_id))
    if row:
        tx.execute(insert(planned_end).values(page_id=page_id, problem="", **row))


def end_of(connection: Connection, page_id: int):
    """The planned end of a page as a row, or None."""
    return connection.execute(select(planned_end).where(planned_end.c.page_id == page_id)).first()


def ends_due(connection: Connection, now: datetime) -> list:
    return connection.execute(select(planned_end).where(planned_end.c.at <= now, planned_end.c.problem == "").order_by(planned_end.c.at)).all()


def pages_with_end(connection: Connection) -> dict[int, tuple]:
    """Page id to (moment, state) of its planned end."""
    return {row.page_id: (row.at, row.state) for row in connection.execute(select(planned_end))}


def end_failed(tx: Connection, page_id: int, sentence: str) -> None:
    tx.execute(update(planned_end).where(planned_end.c.page_id == page_id).values(problem=sentence))


def add_run(tx: Connection, row: Mapping[str, Any]) -> int:
    return tx.execute(insert(bulk_run).values(**row)).inserted_primary_key[0]


def run_with_token(connection: Connection, token: str) -> int | None:
    return connection.execute(select(bulk_run.c.id).where(bulk_run.c.token == token)).scalar()


def run_by_id(connection: Connection, run_id: int):
    return connection.execute(select(bulk_run).where(bulk_run.c.id == run_id)).first()


def _proposal(row) -> Proposal:
    values = list(row)
    values[12] = tuple(values[12])
    return Proposal(*values)
