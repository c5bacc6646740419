"""The tables of questions, quizzes, attempts and refreshers, and their queries. Marks are kept as exact shares ('2/3')."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    insert,
    select,
    text,
    update,
)

from extranet.db import UtcDateTime
from extranet_plugins.customer_care_training.quizzes.model import OPEN, Attempt, AttemptItem, Question, Quiz, QuizRules
from extranet_plugins.customer_care_training.tables import metadata, named

question = Table(
    named("question"), metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(80), nullable=False, unique=True),
    Column("bank", String(120), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("version_id", Integer),
    Column("is_retired", Boolean, nullable=False),
    Index("cct_question_bank", "bank"),
)  # fmt: skip
question_version = Table(
    named("question_version"), metadata,
    Column("id", Integer, primary_key=True),
    Column("question_id", Integer, ForeignKey(named("question.id")), nullable=False),
    Column("number", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("made_by", Integer, ForeignKey("person.id")),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("question_id", "number", name="cct_question_version_number"),
    Index("cct_question_version_print", "fingerprint"),
)  # fmt: skip
quiz = Table(
    named("quiz"), metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("title", String(120), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("version_id", Integer),
)  # fmt: skip
quiz_version = Table(
    named("quiz_version"), metadata,
    Column("id", Integer, primary_key=True),
    Column("quiz_id", Integer, ForeignKey(named("quiz.id")), nullable=False),
    Column("number", Integer, nullable=False),
    Column("rules", JSON, nullable=False),
    Column("made_by", Integer, ForeignKey("person.id")),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("quiz_id", "number", name="cct_quiz_version_number"),
)  # fmt: skip
IS_OPEN = text("state = 'open'")
attempt = Table(
    named("attempt"), metadata,
    Column("id", Integer, primary_key=True),
    Column("quiz_id", Integer, ForeignKey(named("quiz.id")), nullable=False),
    Column("quiz_version_id", Integer, ForeignKey(named("quiz_version.id")), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("seed", String(32), nullable=False),
    Column("state", String(12), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("deadline_at", UtcDateTime),
    Column("submitted_at", UtcDateTime),
    Column("mark", String(60)),
    Column("is_passed", Boolean),
    Column("focus_losses", Integer, nullable=False),
    UniqueConstraint("quiz_id", "person_id", "number", name="cct_attempt_number"),
    Index("cct_attempt_one_open", "quiz_id", "person_id", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    Index("cct_attempt_person", "person_id"),
)  # fmt: skip
attempt_item = Table(
    named("attempt_item"), metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", Integer, ForeignKey(named("attempt.id"), ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("question_id", Integer, ForeignKey(named("question.id")), nullable=False),
    Column("question_version_id", Integer, ForeignKey(named("question_version.id")), nullable=False),
    Column("marked_version_id", Integer, ForeignKey(named("question_version.id")), nullable=False),
    Column("shown_order", JSON, nullable=False),
    Column("response", JSON),
    Column("saved_at", UtcDateTime),
    Column("mark", String(60)),
    Column("marked_by", Integer, ForeignKey("person.id")),
    Column("remark", Text, nullable=False),
    UniqueConstraint("attempt_id", "position", name="cct_attempt_item_position"),
    Index("cct_attempt_item_question", "question_id"),
)  # fmt: skip
regrade = Table(
    named("regrade"), metadata,
    Column("id", Integer, primary_key=True),
    Column("question_id", Integer, ForeignKey(named("question.id")), nullable=False),
    Column("by_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)  # fmt: skip
regrade_change = Table(
    named("regrade_change"), metadata,
    Column("regrade_id", Integer, ForeignKey(named("regrade.id"), ondelete="CASCADE"), primary_key=True),
    Column("item_id", Integer, ForeignKey(named("attempt_item.id")), primary_key=True),
    Column("old_mark", String(60), nullable=False),
    Column("new_mark", String(60), nullable=False),
)  # fmt: skip
refresher = Table(
    named("refresher"), metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("question_id", Integer, ForeignKey(named("question.id")), nullable=False),
    Column("history", JSON, nullable=False),
    Column("due_on", Date, nullable=False),
    UniqueConstraint("person_id", "question_id", name="cct_refresher_once"),
    Index("cct_refresher_due", "person_id", "due_on"),
)  # fmt: skip


# The bank -------------------------------------------------------------------------


def _with_version():
    return question.join(question_version, question_version.c.id == question.c.version_id)


def questions(connection: Connection, bank: str | None = None, with_retired: bool = False) -> list[tuple[int, int, Question]]:
    """(id, version number, question) as they are now, by bank and code."""
    wanted = select(question.c.id, question.c.code, question.c.bank, question_version.c.number, question_version.c.body).select_from(_with_version())
    if bank is not None:
        wanted = wanted.where(question.c.bank == bank)
    if not with_retired:
        wanted = wanted.where(~question.c.is_retired)
    rows = connection.execute(wanted.order_by(question.c.bank, question.c.code))
    return [(row.id, row.number, Question.from_json(row.body, row.code, row.bank)) for row in rows]


def question_by_code(connection: Connection, code: str) -> Mapping | None:
    """The row of a question with its version's number and body."""
    wanted = select(question, question_version.c.number, question_version.c.body, question_version.c.fingerprint).select_from(_with_version())
    return connection.execute(wanted.where(question.c.code == code)).mappings().one_or_none()


def question_by_id(connection: Connection, question_id: int) -> Mapping | None:
    wanted = select(question, question_version.c.number, question_version.c.body, question_version.c.fingerprint).select_from(_with_version())
    return connection.execute(wanted.where(question.c.id == question_id)).mappings().one_or_none()


def code_of_fingerprint(connection: Connection, bank: str, fingerprint: str) -> str | None:
    """The code of a question of this bank whose newest version has this content."""
    wanted = select(question.c.code).select_from(_with_version())
    return connection.execute(wanted.where(question.c.bank == bank, question_version.c.fingerprint == fingerprint).limit(1)).scalar_one_or_none()


def banks(connection: Connection) -> dict[str, int]:
    """{bank: number of questions in use}."""
    wanted = select(question.c.bank, func.count()).where(~question.c.is_retired).group_by(question.c.bank).order_by(question.c.bank)
    return dict(connection.execute(wanted).all())


def pool_ids(connection: Connection, bank: str) -> list[int]:
    """Questions of a bank and of the banks within it ('care' holds 'care/first words')."""
    inside = (question.c.bank == bank) | question.c.bank.startswith(bank + "/", autoescape=True)
    return list(connection.execute(select(question.c.id).where(inside, ~question.c.is_retired)).scalars())


def add_question(tx: Connection, one: Question, authority: str, by: int | None, at) -> int:
    row = {"code": one.code, "bank": one.bank, "kind": one.kind, "authority_id": authority, "is_retired": False}
    made = tx.execute(insert(question).values(**row)).inserted_primary_key[0]
    add_version(tx, made, 1, one, by, at)
    return made


def add_version(tx: Connection, question_id: int, number: int, one: Question, by: int | None, at) -> None:
    """A new version, in force at once."""
    row = {"question_id": question_id, "number": number, "body": one.as_json(), "fingerprint": one.fingerprint, "made_by": by, "made_at": at}
    made = tx.execute(insert(question_version).values(**row)).inserted_primary_key[0]
    tx.execute(update(question).where(question.c.id == question_id).values(version_id=made, kind=one.kind, bank=one.bank, is_retired=False))


def set_retired(tx: Connection, question_id: int, is_retired: bool) -> None:
    tx.execute(update(question).where(question.c.id == question_id).values(is_retired=is_retired))


# Quizzes --------------------------------------------------------------------------


def quizzes(connection: Connection, only_open: bool = False) -> list[Quiz]:
    wanted = _quizzes()
    if only_open:
        wanted = wanted.where(quiz.c.is_open)
    return [_quiz(row) for row in connection.execute(wanted.order_by(quiz.c.title)).mappings()]


def _quizzes():
    joined = quiz.join(quiz_version, quiz_version.c.id == quiz.c.version_id)
    return select(quiz, quiz_version.c.number.label("version"), quiz_version.c.rules).select_from(joined)


def _quiz(row: Mapping) -> Quiz:
    return Quiz(**dict(row) | {"rules": QuizRules.from_json(row["rules"])})


def quiz_by_slug(connection: Connection, slug: str) -> Quiz | None:
    row = connection.execute(_quizzes().where(quiz.c.slug == slug)).mappings().one_or_none()
    return _quiz(row) if row else None


def keep_quiz(tx: Connection, known: Quiz | None, columns: Mapping, rules: QuizRules, by: int | None, at) -> None:
    """Store a quiz; its rules become a new version when they differ."""
    quiz_id = known.id if known else tx.execute(insert(quiz).values(**columns)).inserted_primary_key[0]
    values = dict(columns)
    if known is None or known.rules != rules:
        row = {"quiz_id": quiz_id, "number": known.version + 1 if known else 1, "rules": rules.as_json(), "made_by": by, "made_at": at}
        values["version_id"] = tx.execute(insert(quiz_version).values(**row)).inserted_primary_key[0]
    tx.execute(update(quiz).where(quiz.c.id == quiz_id).values(**values))


# Attempts -------------------------------------------------------------------------


def attempts(connection: Connection, quiz_id: int | None = None, person_id: int | None = None, with_items: bool = False) -> list[Attempt]:
    """Attempts by person and number."""
    wanted = _attempts().order_by(attempt.c.person_id, attempt.c.quiz_id, attempt.c.number)
    if quiz_id is not None:
        wanted = wanted.where(attempt.c.quiz_id == quiz_id)
    if person_id is not None:
        wanted = wanted.where(attempt.c.person_id == person_id)
    rows = list(connection.execute(wanted).mappings())
    items = _items(connection, [row["id"] for row in rows]) if with_items else {}
    return [_attempt(row, items.get(row["id"], ())) for row in rows]


def _attempts():
    joined = attempt.join(quiz, quiz.c.id == attempt.c.quiz_id).join(quiz_version, quiz_version.c.id == attempt.c.quiz_version_id)
    return select(attempt, quiz.c.slug.label("quiz_slug"), quiz.c.title, quiz_version.c.number.label("version"), quiz_version.c.rules).select_from(joined)


def _attempt(row: Mapping, items: Iterable[AttemptItem]) -> Attempt:
    values = {name: value for name, value in row.items() if name != "quiz_version_id"}
    mark = Fraction(row["mark"]) if row["mark"] is not None else None
    return Attempt(**values | {"rules": QuizRules.from_json(row["rules"]), "mark": mark, "items": tuple(items)})


def attempt_by_id(connection: Connection, attempt_id: int) -> Attempt | None:
    """One attempt with its items."""
    row = connection.execute(_attempts().where(attempt.c.id == attempt_id)).mappings().one_or_none()
    return _attempt(row, _items(connection, [attempt_id]).get(attempt_id, ())) if row else None


def attempts_holding(connection: Connection, question_id: int) -> list[Attempt]:
    """Submitted attempts that held this question, with their items."""
    ids = select(attempt_item.c.attempt_id).where(attempt_item.c.question_id == question_id)
    rows = list(connection.execute(_attempts().where(attempt.c.id.in_(ids), attempt.c.state != OPEN).order_by(attempt.c.id)).mappings())
    items = _items(connection, [row["id"] for row in rows])
    return [_attempt(row, items.get(row["id"], ())) for row in rows]


def _items(connection: Connection, attempt_ids: Iterable[int]) -> dict[int, list[AttemptItem]]:
    joined = attempt_item.join(question_version, question_version.c.id == attempt_item.c.marked_version_id)
    joined = joined.join(question, question.c.id == attempt_item.c.question_id)
    wanted = select(attempt_item, question_version.c.body, question_version.c.number, question.c.code, question.c.bank).select_from(joined)
    rows = connection.execute(wanted.where(attempt_item.c.attempt_id.in_(list(attempt_ids))).order_by(attempt_item.c.position)).mappings()
    found: dict[int, list[AttemptItem]] = {}
    for row in rows:
        body = Question.from_json(row["body"], row["code"], row["bank"])
        mark = Fraction(row["mark"]) if row["mark"] is not None else None
        names = ("id", "position", "question_id", "response", "saved_at", "remark")
        item = AttemptItem(question=body, version=row["number"], order=tuple(row["shown_order"]), mark=mark, **{name: row[name] for name in names})
        found.setdefault(row["attempt_id"], []).append(item)
    return found


def open_attempt_id(connection: Connection, quiz_id: int, person_id: int) -> int | None:
    wanted = select(attempt.c.id).where(attempt.c.quiz_id == quiz_id, attempt.c.person_id == person_id, attempt.c.state == OPEN)
    return connection.execute(wanted).scalar_one_or_none()


def add_attempt(tx: Connection, row: Mapping, items: Iterable[Mapping]) -> int:
    made = tx.execute(insert(attempt).values(**row)).inserted_primary_key[0]
    for position, item in enumerate(items, start=1):
        tx.execute(insert(attempt_item).values(attempt_id=made, position=position, remark="", **item))
    return made


def versions_of(connection: Connection, question_ids: Iterable[int]) -> dict[int, tuple[int, Question]]:
    """{question: (id of the version in force, question)}."""
    wanted = select(question.c.id, question.c.version_id, question.c.code, question.c.bank, question_version.c.body).select_from(_with_version())
    rows = connection.execute(wanted.where(question.c.id.in_(list(question_ids))))
    return {row.id: (row.version_id, Question.from_json(row.body, row.code, row.bank)) for row in rows}


def keep_response(tx: Connection, item_id: int, response, at) -> None:
    tx.execute(update(attempt_item).where(attempt_item.c.id == item_id).values(response=response, saved_at=at))


def keep_mark(tx: Connection, item_id: int, mark: Fraction | None, **more) -> None:
    tx.execute(update(attempt_item).where(attempt_item.c.id == item_id).values(mark=None if mark is None else str(mark), **more))


def set_attempt(tx: Connection, attempt_id: int, mark: Fraction | None, **values) -> None:
    tx.execute(update(attempt).where(attempt.c.id == attempt_id).values(mark=None if mark is None else str(mark), **values))


def count_focus_loss(tx: Connection, attempt_id: int) -> None:
    tx.execute(update(attempt).where(attempt.c.id == attempt_id).values(focus_losses=attempt.c.focus_losses + 1))


def overdue_ids(connection: Connection, before) -> list[int]:
    """Open attempts whose deadline was before this moment."""
    wanted = select(attempt.c.id).where(attempt.c.state == OPEN, attempt.c.deadline_at.is_not(None), attempt.c.deadline_at < before)
    return list(connection.execute(wanted).scalars())


# Regrades -------------------------------------------------------------------------


def add_regrade(tx: Connection, row: Mapping, changes: Iterable[tuple[int, Fraction, Fraction]]) -> None:
    made = tx.execute(insert(regrade).values(**row)).inserted_primary_key[0]
    for item_id, old, new in changes:
        tx.execute(insert(regrade_change).values(regrade_id=made, item_id=item_id, old_mark=str(old), new_mark=str(new)))


def regrades(connection: Connection, question_id: int) -> list[Mapping]:
    return list(connection.execute(select(regrade).where(regrade.c.question_id == question_id).order_by(regrade.c.id.desc())).mappings())


# Refreshers -----------------------------------------------------------------------


def refreshers(connection: Connection, person_id: int, due_by=None) -> list[Mapping]:
    """A person's refreshers, those due longest first."""
    wanted = select(refresher).where(refresher.c.person_id == person_id).order_by(refresher.c.due_on, refresher.c.id)
    if due_by is not None:
        wanted = wanted.where(refresher.c.due_on <= due_by)
    return list(connection.execute(wanted).mappings())


def keep_refresher(tx: Connection, row: Mapping) -> None:
    at = (refresher.c.person_id == row["person_id"]) & (refresher.c.question_id == row["question_id"])
    if tx.execute(update(refresher).where(at).values(**row)).rowcount == 0:
        tx.execute(insert(refresher).values(**row))
