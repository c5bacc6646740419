"""The tables of courses, their modules and requirements, and of what people have learnt, and their queries."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Index, Integer, String, Table, UniqueConstraint, delete, func, insert, select, update

from extranet.cache import move_stamp
from extranet.db import UtcDateTime
from extranet_plugins.customer_care_training.courses.model import Course, Module, Requirement
from extranet_plugins.customer_care_training.tables import metadata, named

TAUGHT = "customer_care_training.taught"  # kept value: the pages that courses teach

course = Table(
    named("course"), metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("title", String(120), nullable=False),
    Column("summary", String(400), nullable=False),
    Column("outcome", String(400), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("made_by", Integer, ForeignKey("person.id")),
    Column("made_at", UtcDateTime, nullable=False),
)  # fmt: skip
module = Table(
    named("course_module"), metadata,
    Column("id", Integer, primary_key=True),
    Column("course_id", Integer, ForeignKey(named("course.id"), ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", String(120), nullable=False),
    Index("cct_course_module_course", "course_id", "position"),
)  # fmt: skip
requirement = Table(
    named("course_requirement"), metadata,
    Column("id", Integer, primary_key=True),
    Column("module_id", Integer, ForeignKey(named("course_module.id"), ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("target", String(80), nullable=False),
    Column("title", String(160), nullable=False),
    Column("page_id", Integer),
    Column("page_number", Integer),
    Column("minutes", Integer, nullable=False),
    Column("is_optional", Boolean, nullable=False),
    Index("cct_course_requirement_module", "module_id", "position"),
    Index("cct_course_requirement_page", "page_id"),
)  # fmt: skip
page_mark = Table(
    named("page_mark"), metadata,
    Column("page_id", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("major_number", Integer, nullable=False),
    Column("change_note", String(400), nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)  # fmt: skip
enrolment = Table(
    named("enrolment"), metadata,
    Column("course_id", Integer, ForeignKey(named("course.id")), primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("completed_at", UtcDateTime),
    Index("cct_enrolment_person", "person_id"),
)  # fmt: skip
learnt = Table(
    named("lesson_learnt"), metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("authority_id", String(60), ForeignKey("authority.slug"), nullable=False),
    Column("page_id", Integer, nullable=False),
    Column("page_number", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "page_id", "page_number", name="cct_lesson_learnt_once"),
)  # fmt: skip
adoption = Table(
    named("course_adoption"), metadata,
    Column("course_id", Integer, ForeignKey(named("course.id"), ondelete="CASCADE"), primary_key=True),
    Column("authority_id", String(60), ForeignKey("authority.slug"), primary_key=True),
    Column("state", String(12), nullable=False),
    Column("note", String(400), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id")),
    Column("at", UtcDateTime, nullable=False),
)  # fmt: skip


def courses(connection: Connection, only_open: bool = False) -> list[Course]:
    """Every course with its modules, by title."""
    wanted = select(course).order_by(course.c.title, course.c.id)
    if only_open:
        wanted = wanted.where(course.c.is_open)
    rows = list(connection.execute(wanted).mappings())
    modules = _modules(connection, [row["id"] for row in rows])
    return [Course(modules=tuple(modules.get(row["id"], ())), **row) for row in rows]


def course_by_slug(connection: Connection, slug: str) -> Course | None:
    row = connection.execute(select(course).where(course.c.slug == slug)).mappings().one_or_none()
    return Course(modules=tuple(_modules(connection, [row["id"]]).get(row["id"], ())), **row) if row else None


def _modules(connection: Connection, course_ids: Iterable[int]) -> dict[int, list[Module]]:
    wanted = select(module).where(module.c.course_id.in_(list(course_ids))).order_by(module.c.position, module.c.id)
    rows = list(connection.execute(wanted))
    asked = _requirements(connection, [row.id for row in rows])
    found: dict[int, list[Module]] = {}
    for row in rows:
        found.setdefault(row.course_id, []).append(Module(row.id, row.position, row.title, tuple(asked.get(row.id, ()))))
    return found


def _requirements(connection: Connection, module_ids: Iterable[int]) -> dict[int, list[Requirement]]:
    wanted = select(requirement).where(requirement.c.module_id.in_(list(module_ids))).order_by(requirement.c.position, requirement.c.id)
    found: dict[int, list[Requirement]] = {}
    for row in connection.execute(wanted).mappings():
        found.setdefault(row["module_id"], []).append(Requirement(**row))
    return found


def requirement_by_id(connection: Connection, requirement_id: int) -> Requirement | None:
    row = connection.execute(select(requirement).where(requirement.c.id == requirement_id)).mappings().one_or_none()
    return Requirement(**row) if row else None


def keep_course(tx: Connection, course_id: int | None, row: Mapping) -> int:
    """Store a course, a new one when `course_id` is None; its id."""
    if course_id is None:
        return tx.execute(insert(course).values(**row)).inserted_primary_key[0]
    tx.execute(update(course).where(course.c.id == course_id).values(**row))
    return course_id


def add_module(tx: Connection, course_id: int, title: str) -> int:
    """A module at the end of the course; its id."""
    last = tx.execute(select(func.coalesce(func.max(module.c.position), 0)).where(module.c.course_id == course_id)).scalar_one()
    return tx.execute(insert(module).values(course_id=course_id, position=last + 1, title=title)).inserted_primary_key[0]


def add_requirement(tx: Connection, row: Mapping) -> int:
    """A requirement at the end of its module; its id."""
    at = requirement.c.module_id == row["module_id"]
    move_stamp(tx, TAUGHT)
    last = tx.execute(select(func.coalesce(func.max(requirement.c.position), 0)).where(at)).scalar_one()
    return tx.execute(insert(requirement).values(position=last + 1, **row)).inserted_primary_key[0]


def set_requirement(tx: Connection, requirement_id: int, **values) -> None:
    move_stamp(tx, TAUGHT)
    tx.execute(update(requirement).where(requirement.c.id == requirement_id).values(**values))


def remove_requirement(tx: Connection, requirement_id: int) -> None:
    move_stamp(tx, TAUGHT)
    tx.execute(delete(requirement).where(requirement.c.id == requirement_id))


def remove_module(tx: Connection, module_id: int) -> None:
    """Take a module away with its requirements."""
    move_stamp(tx, TAUGHT)
    tx.execute(delete(requirement).where(requirement.c.module_id == module_id))
    tx.execute(delete(module).where(module.c.id == module_id))


def clear_modules(tx: Connection, course_id: int) -> None:
    for found in tx.execute(select(module.c.id).where(module.c.course_id == course_id)).scalars().all():
        remove_module(tx, found)


# Pages as lessons ----------------------------------------------------------------


def page_marks(connection: Connection, page_ids: Iterable[int]) -> dict[int, Mapping]:
    """{page: its newest revision, and the newest that changed its matter}."""
    rows = connection.execute(select(page_mark).where(page_mark.c.page_id.in_(list(page_ids)))).mappings()
    return {row["page_id"]: row for row in rows}


def keep_page_mark(tx: Connection, row: Mapping) -> None:
    """Store what is known of a page's revisions in place of what was."""
    if tx.execute(update(page_mark).where(page_mark.c.page_id == row["page_id"]).values(**row)).rowcount == 0:
        tx.execute(insert(page_mark).values(**row))


def taught_pages(connection: Connection) -> frozenset[int]:
    """Ids of all pages that some course teaches."""
    return frozenset(connection.execute(select(requirement.c.page_id).where(requirement.c.page_id.is_not(None))).scalars())


def keep_learnt(tx: Connection, row: Mapping) -> bool:
    """Note that a person learnt a revision; False when it was noted before."""
    same = (learnt.c.person_id == row["person_id"]) & (learnt.c.page_id == row["page_id"]) & (learnt.c.page_number == row["page_number"])
    if tx.execute(select(learnt.c.id).where(same)).scalar_one_or_none() is not None:
        return False
    tx.execute(insert(learnt).values(**row))
    return True


def learnt_numbers(connection: Connection, person_id: int) -> dict[int, int]:
    """{page: the newest revision the person learnt}."""
    wanted = select(learnt.c.page_id, func.max(learnt.c.page_number)).where(learnt.c.person_id == person_id).group_by(learnt.c.page_id)
    return dict(connection.execute(wanted).all())


# People in courses ----------------------------------------------------------------


def enrolments(connection: Connection, person_id: int) -> dict[int, Mapping]:
    """{course: when the person joined and, if so, completed it}."""
    return {row["course_id"]: row for row in connection.execute(select(enrolment).where(enrolment.c.person_id == person_id)).mappings()}


def people_under_way(connection: Connection) -> list[int]:
    """Who has joined a course and not completed it."""
    return list(connection.execute(select(enrolment.c.person_id).where(enrolment.c.completed_at.is_(None)).distinct()).scalars())


def join(tx: Connection, row: Mapping) -> None:
    """Enrol a person; nothing happens the second time."""
    at = (enrolment.c.course_id == row["course_id"]) & (enrolment.c.person_id == row["person_id"])
    if tx.execute(select(enrolment.c.course_id).where(at)).scalar_one_or_none() is None:
        tx.execute(insert(enrolment).values(completed_at=None, **row))


def set_completed(tx: Connection, course_id: int, person_id: int, at) -> bool:
    """Note the first completion; False when there was one."""
    open_one = (enrolment.c.course_id == course_id) & (enrolment.c.person_id == person_id) & enrolment.c.completed_at.is_(None)
    return tx.execute(update(enrolment).where(open_one).values(completed_at=at)).rowcount == 1


def enrolled_by_authority(connection: Connection, course_id: int) -> dict[str, tuple[int, int]]:
    """{authority: (joined, completed)}."""
    wanted = select(enrolment.c.authority_id, func.count(), func.count(enrolment.c.completed_at)).where(enrolment.c.course_id == course_id)
    return {authority: (joined, done) for authority, joined, done in connection.execute(wanted.group_by(enrolment.c.authority_id))}


# Adoption -------------------------------------------------------------------------


def adoptions(connection: Connection, course_id: int) -> dict[str, Mapping]:
    """{authority: whether it adopted the course as it is or adapts it, and how}."""
    return {row["authority_id"]: row for row in connection.execute(select(adoption).where(adoption.c.course_id == course_id)).mappings()}


def keep_adoption(tx: Connection, row: Mapping) -> None:
    """Store an authority's word about a course in place of an earlier one."""
    tx.execute(delete(adoption).where(adoption.c.course_id == row["course_id"], adoption.c.authority_id == row["authority_id"]))
    tx.execute(insert(adoption).values(**row))
