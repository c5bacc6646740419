"""What people do with courses: make and change them, join, learn, see how far they are."""

from extranet.errors import BadInput, NotFound
from extranet.identity import record
from extranet.pages import page_by_id, slug_from
from extranet_plugins.customer_care_training.courses import kinds, store
from extranet_plugins.customer_care_training.courses.model import LESSON, Course, Progress, Requirement
from extranet_plugins.customer_care_training.cpd import actions as cpd
from extranet_plugins.customer_care_training.rights import TEACH, is_trainer, require

LENGTHS = {"title": (5, 120), "summary": (10, 400), "outcome": (10, 400)}
WORDS = {"title": "title", "summary": "summary", "outcome": "outcome"}
ADOPTIONS = {"adopted": "Adopted as it is", "adapted": "Adapted"}


def all_courses(site, actor) -> list[Course]:
    """Open courses; trainers see those that are not open yet too."""
    with site.db.reading() as connection:
        return store.courses(connection, only_open=not is_trainer(actor))


def course_named(site, actor, slug: str) -> Course:
    """The course of this address. NotFound when there is none, or it is not open and the actor is no trainer."""
    with site.db.reading() as connection:
        found = store.course_by_slug(connection, slug)
    if found is None or not (found.is_open or is_trainer(actor)):
        raise NotFound("There is no such course.")
    return found


# Making a course ------------------------------------------------------------------


def keep_course(site, actor, slug: str | None, values: dict, is_open: bool) -> str:
    """Make a course (slug None) or change what it says; its slug. BadInput names the field."""
    require(site, actor, TEACH)
    row = {**checked_texts(values), "is_open": is_open}
    with site.db.writing() as tx:
        known = store.course_by_slug(tx, slug) if slug else None
        if known is None:
            slug = _free_slug(tx, row["title"])
            row |= {"slug": slug, "authority_id": actor.authority, "made_by": actor.id or None, "made_at": site.clock.now()}
        store.keep_course(tx, known.id if known else None, row)
        record(tx, site, actor, "training.course_saved", slug)
    return slug


def _free_slug(tx, title: str) -> str:
    wanted, number = slug_from(title), 1
    slug = wanted
    while store.course_by_slug(tx, slug) is not None:
        number += 1
        slug = f"{wanted[:56]}-{number}"
    return slug


def checked_texts(values: dict) -> dict:
    """Title, summary and outcome without stray spaces. BadInput names the one that is too short or too long."""
    row = {name: " ".join(str(values.get(name, "")).split()) for name in LENGTHS}
    for name, (least, most) in LENGTHS.items():
        if not least <= len(row[name]) <= most:
            raise BadInput(f"The {WORDS[name]} needs {least} to {most} characters; this has {len(row[name])}.", name)
    return row


def add_module(site, actor, slug: str, title: str) -> None:
    """A module at the end of the course."""
    require(site, actor, TEACH)
    title = " ".join(title.split())
    if not 3 <= len(title) <= 120:
        raise BadInput("A module needs a title of 3 to 120 characters.", "module")
    course = course_named(site, actor, slug)
    with site.db.writing() as tx:
        store.add_module(tx, course.id, title)


def add_requirement(site, actor, slug: str, module_id: int, kind: str, target: str, is_optional: bool = False) -> None:
    """Ask for one more thing in a module. BadInput when the kind does not know it."""
    require(site, actor, TEACH)
    course = course_named(site, actor, slug)
    if kind not in kinds.KINDS or module_id not in {one.id for one in course.modules}:
        raise BadInput("Choose a module and what it asks for.", "target")
    columns = kinds.KINDS[kind].resolve(site, actor, target)
    with site.db.writing() as tx:
        store.add_requirement(tx, {**columns, "module_id": module_id, "kind": kind, "is_optional": is_optional})


def remove_part(site, actor, slug: str, module_id: int | None = None, requirement_id: int | None = None) -> None:
    """Take a requirement, or a module with all of its, out of the course. What people learnt stays theirs."""
    require(site, actor, TEACH)
    course = course_named(site, actor, slug)
    with site.db.writing() as tx:
        if requirement_id in {one.id for one in course.requirements}:
            store.remove_requirement(tx, requirement_id)
        elif module_id in {one.id for one in course.modules}:
            store.remove_module(tx, module_id)
        else:
            raise NotFound("That part is not in this course any more.")


def adopt(site, actor, slug: str, state: str, note: str) -> None:
    """Say for one's authority that it adopts the course as it is, or adapts it and how. Differences are shown to all."""
    require(site, actor, TEACH)
    course = course_named(site, actor, slug)
    note = " ".join(note.split())[:400]
    if state not in ADOPTIONS or (state == "adapted" and not note):
        raise BadInput("Say whether your authority adopts the course or adapts it; if it adapts it, say what differs.", "note")
    with site.db.writing() as tx:
        row = {"course_id": course.id, "authority_id": actor.authority, "state": state, "note": note, "person_id": actor.id, "at": site.clock.now()}
        store.keep_adoption(tx, row)


# Learning -------------------------------------------------------------------------


def join(site, actor, slug: str) -> None:
    """Begin a course. Doing it again changes nothing."""
    course = course_named(site, actor, slug)
    with site.db.writing() as tx:
        store.join(tx, {"course_id": course.id, "person_id": actor.id, "authority_id": actor.authority, "joined_at": site.clock.now()})
    settle(site, actor.id)


def lesson_named(site, actor, requirement_id: int) -> tuple[Course, Requirement, object]:
    """The course, the lesson and its page as it is now. NotFound when one of them is not there for this actor."""
    with site.db.reading() as connection:
        found = store.requirement_by_id(connection, requirement_id)
    if found is None or found.kind != LESSON:
        raise NotFound("There is no such lesson.")
    course = next((one for one in all_courses(site, actor) if found.id in {each.id for each in one.requirements}), None)
    if course is None:
        raise NotFound("There is no such lesson.")
    return course, found, page_by_id(site, actor, found.page_id)


def learn(site, actor, requirement_id: int, number: int) -> Course:
    """Note that the actor learnt this revision of the lesson's page, and join the course if that was not done; the course.

    The revision is the one that was on the screen: if the page changed meanwhile, the newer text still counts as not learnt.
    """
    course, requirement, page = lesson_named(site, actor, requirement_id)
    if not 1 <= number <= page.number:
        raise BadInput("Open the lesson again: its page has no such revision.")
    now = site.clock.now()
    with site.db.writing() as tx:
        row = {"person_id": actor.id, "authority_id": actor.authority, "page_id": page.id, "page_number": number, "at": now}
        store.keep_learnt(tx, row)
        store.join(tx, {"course_id": course.id, "person_id": actor.id, "authority_id": actor.authority, "joined_at": now})
    settle(site, actor.id)
    return course


def settle(site, person_id: int) -> None:
    """Note the courses this person has completed by now. To be called after anything that may meet a requirement."""
    with site.db.reading() as connection:
        open_ones = {course_id: row for course_id, row in store.enrolments(connection, person_id).items() if row["completed_at"] is None}
        courses = [one for one in store.courses(connection) if one.id in open_ones] if open_ones else []
    for course in courses:
        needed = [one for one in course.requirements if not one.is_optional]
        if needed and all(kinds.is_met(site, person_id, one) for one in needed):
            _complete(site, course, person_id, open_ones[course.id]["authority_id"])


def settle_everybody(site) -> None:
    """Note what was completed where nobody was asked: an attempt closed by the clock, a course that asks for less."""
    with site.db.reading() as connection:
        people = store.people_under_way(connection)
    for one in people:
        settle(site, one)


def _complete(site, course: Course, person_id: int, authority_id: str) -> None:
    now = site.clock.now()
    with site.db.writing() as tx:
        if store.set_completed(tx, course.id, person_id, now):
            cpd.record_course(tx, site, course, person_id, authority_id)


def progress(site, actor, course: Course) -> Progress:
    """How far the actor is in this course."""
    with site.db.reading() as connection:
        joined = store.enrolments(connection, actor.id).get(course.id)
    steps = tuple(kinds.step_of(site, actor, one) for one in course.requirements)
    return Progress(course, steps, joined["joined_at"] if joined else None, joined["completed_at"] if joined else None)


def my_progress(site, actor) -> list[Progress]:
    """The courses the actor has joined, unfinished and changed ones first."""
    with site.db.reading() as connection:
        joined = store.enrolments(connection, actor.id)
        courses = [one for one in store.courses(connection) if one.id in joined]
    found = [progress(site, actor, one) for one in courses]
    return sorted(found, key=lambda one: (one.is_complete and not one.changed, one.course.title))


def courses_asking_for(site, actor, kind: str, target: str) -> list[Course]:
    """The courses in which this is asked for, so that whoever has done it finds the way back."""
    return [one for one in all_courses(site, actor) if any((asked.kind, asked.target) == (kind, target) for asked in one.requirements)]


def taught_in(site, actor, page) -> list[tuple[Course, Requirement]]:
    """The courses that teach this page, for the panel beside it."""
    if page.id not in site.cache.get(store.TAUGHT, lambda: _taught_pages(site)):
        return []
    return [(one, asked) for one in all_courses(site, actor) for asked in one.requirements if asked.page_id == page.id]


def _taught_pages(site) -> frozenset[int]:
    with site.db.reading() as connection:
        return store.taught_pages(connection)
