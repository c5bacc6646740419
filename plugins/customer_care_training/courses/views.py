"""Courses and lessons on the screen, and how a trainer puts a course together."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import redirect, request, url_for
from markupsafe import Markup

from extranet.errors import BadInput, NotFound
from extranet.pages import Reading, page_url
from extranet.rights import may
from extranet.web import Page, add_notice, current_site, customer, render, require, signed_in
from extranet_plugins.customer_care_training.courses import actions, kinds, store
from extranet_plugins.customer_care_training.courses.model import Course, Progress, Step
from extranet_plugins.customer_care_training.rights import TEACH
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import authority_names, errors_of, number_typed, typed


@dataclass(frozen=True)
class CoursePage(Page):
    """A course with the reader's own progress; `adoptions` are (authority, word, note)."""

    template: ClassVar[str] = "customer_care_training/course.html"
    progress: Progress
    adoptions: tuple[tuple[str, str, str], ...]
    joined_count: int
    completed_count: int
    names: dict[str, str]
    may_teach: bool


@dataclass(frozen=True)
class LessonPage(Page):
    """A page of the wiki as a lesson; `number` is the revision on the screen."""

    template: ClassVar[str] = "customer_care_training/lesson.html"
    course: Course
    step: Step
    title: str
    objective: Markup | str
    body: Markup
    number: int
    wiki_url: str


@dataclass(frozen=True)
class CourseFormPage(Page):
    """What a course says of itself; `course` is None for a new one."""

    template: ClassVar[str] = "customer_care_training/course_form.html"
    course: Course | None
    values: dict[str, Any]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PartsPage(Page):
    """The modules of a course and what they ask for; `choices` are (kind label, kind, ((target, words), …))."""

    template: ClassVar[str] = "customer_care_training/course_parts.html"
    course: Course
    labels: dict[str, str]
    choices: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    adoption: dict[str, str]
    adoption_words: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...] = ()


# Learning ---------------------------------------------------------------------------


@bp.get("/courses/<slug>")
def course(slug):
    site, actor = current_site(), signed_in()
    found = actions.course_named(site, actor, slug)
    names = authority_names(site)
    with site.db.reading() as connection:
        adoptions, people = store.adoptions(connection, found.id), store.enrolled_by_authority(connection, found.id)
    words = tuple((names.get(slug, slug), actions.ADOPTIONS[row["state"]], row["note"]) for slug, row in sorted(adoptions.items()))
    joined, completed = sum(one for one, _ in people.values()), sum(one for _, one in people.values())
    return render(CoursePage(actions.progress(site, actor, found), words, joined, completed, names, bool(may(site, actor, TEACH))))


@bp.post("/courses/<slug>/join")
def join_course(slug):
    actions.join(current_site(), signed_in(), slug)
    add_notice("You have begun the course.")
    return redirect(url_for(".course", slug=slug), code=303)


@bp.get("/lessons/<int:requirement_id>")
def lesson(requirement_id):
    site, actor = current_site(), signed_in()
    found, requirement, page = actions.lesson_named(site, actor, requirement_id)
    reading = Reading(site, actor, page, customer())
    objective = page.rendered.get("fields", {}).get("objective")
    return render(LessonPage(
        course=found, step=kinds.step_of(site, actor, requirement), title=page.title, objective=reading.markup(objective) if _is_parts(objective) else "",
        body=reading.markup(page.rendered["body"]), number=page.number, wiki_url=page_url(page.slug),
    ))  # fmt: skip


def _is_parts(given) -> bool:
    return isinstance(given, list) and bool(given) and all(isinstance(part, list) and part and isinstance(part[0], str) for part in given)


@bp.post("/lessons/<int:requirement_id>")
def learn_lesson(requirement_id):
    site, actor = current_site(), signed_in()
    found = actions.learn(site, actor, requirement_id, number_typed("number") or 0)
    return redirect(_onwards(site, actor, found, requirement_id), code=303)


def _onwards(site, actor, found: Course, requirement_id: int) -> str:
    """The lesson after this one that is not learnt yet; the course when there is none, or it is finished."""
    progress = actions.progress(site, actor, found)
    if progress.is_complete:
        add_notice("You have completed the course. It stands in your record of development.")
        return url_for(".course", slug=found.slug)
    ids = [one.requirement.id for one in progress.steps]
    after = progress.steps[ids.index(requirement_id) + 1 :]
    following = next((one for one in after if not one.is_done and one.requirement.kind == "lesson" and one.url), None)
    return following.url if following else url_for(".course", slug=found.slug)


# Making -----------------------------------------------------------------------------


@bp.get("/courses/new")
def new_course():
    require(TEACH)
    return render(CourseFormPage(None, {"is_open": ""}))


@bp.post("/courses/new")
def make_course():
    return _keep_course(None)


@bp.get("/courses/<slug>/edit")
def edit_course(slug):
    actor, site = require(TEACH), current_site()
    found = actions.course_named(site, actor, slug)
    values = {name: getattr(found, name) for name in ("title", "summary", "outcome")} | {"is_open": "on" if found.is_open else ""}
    return render(CourseFormPage(found, values))


@bp.post("/courses/<slug>/edit")
def keep_course(slug):
    return _keep_course(slug)


def _keep_course(slug):
    actor, site, values = require(TEACH), current_site(), typed()
    known = actions.course_named(site, actor, slug) if slug else None
    try:
        slug = actions.keep_course(site, actor, slug, values, bool(values.get("is_open")))
    except BadInput as fault:
        return render(CourseFormPage(known, values, errors_of(fault)), status=422)
    add_notice("The course is saved.")
    return redirect(url_for(".course_parts", slug=slug), code=303)


@bp.get("/courses/<slug>/parts")
def course_parts(slug):
    return _parts_page(slug)


def _parts_page(slug, fault=None):
    actor, site = require(TEACH), current_site()
    found = actions.course_named(site, actor, slug)
    choices = tuple((kind.label, kind.name, tuple(kind.choices(site, actor))) for kind in kinds.KINDS.values())
    with site.db.reading() as connection:
        adoption = store.adoptions(connection, found.id).get(actor.authority) or {"state": "", "note": ""}
    labels = {kind.name: kind.label.split(":")[0] for kind in kinds.KINDS.values()}
    page = PartsPage(found, labels, choices, dict(adoption), tuple(actions.ADOPTIONS.items()), errors_of(fault))
    return render(page, status=422 if fault else 200)


@bp.post("/courses/<slug>/parts")
def change_parts(slug):
    """One button, one change: a module or requirement added or taken out, or the word of one's authority."""
    actor, site, values = require(TEACH), current_site(), typed()
    act = next((name for name in CHANGES if name in request.form), None)
    if act is None:
        raise NotFound("There is no such change.")
    try:
        CHANGES[act](site, actor, slug, values)
    except BadInput as fault:
        return _parts_page(slug, fault)
    return redirect(url_for(".course_parts", slug=slug), code=303)


def _add_requirement(site, actor, slug, values):
    kind, _, target = values.get("target", "").partition(":")
    actions.add_requirement(site, actor, slug, number_typed("module_id") or 0, kind, target, bool(values.get("is_optional")))


CHANGES = {
    "add_module": lambda site, actor, slug, values: actions.add_module(site, actor, slug, values.get("module", "")),
    "add_requirement": _add_requirement,
    "remove_module": lambda site, actor, slug, values: actions.remove_part(site, actor, slug, module_id=number_typed("remove_module")),
    "remove_requirement": lambda site, actor, slug, values: actions.remove_part(site, actor, slug, requirement_id=number_typed("remove_requirement")),
    "adopt": lambda site, actor, slug, values: actions.adopt(site, actor, slug, values.get("state", ""), values.get("note", "")),
}
