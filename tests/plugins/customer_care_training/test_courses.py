"""Courses of live pages: learning, "changed since your course", completing, and putting a course together."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from plugin_people import ADMINISTRATOR, person_of
from training_world import START

from extranet.errors import BadInput, Forbidden, NotFound
from extranet.pages import PageDraft, create_page, delete_page, read_page, save_page
from extranet.switches import PluginState, keep_plugin_state
from extranet_plugins.customer_care_training import demonstration, plugin, starting_content
from extranet_plugins.customer_care_training.courses import actions, kinds
from extranet_plugins.customer_care_training.courses.model import Requirement

BASE = "/-/training"
FIELDS = {
    "title": "Difficult calls at the desk", "type": "training", "summary": "How to calm a call and bring it to an end.", "owner_authority": "surrey",
    "working_group": "front-line-forum", "audience": "all-authorities", "functions": [49], "lgsl_ids": [], "lgil_codes": [],
    "life_episodes": "none", "area": "all", "status": "live", "update_type": "major", "change_note": "First version for the shared answer book.",
    "review_by": date(2027, 8, 1), "objective": "After this you can calm a call.", "level": "core", "minutes": 30, "format": "page", "linked_pages": ["lesson"],
}  # fmt: skip


@pytest.fixture
def writer(site):
    return person_of(site, ADMINISTRATOR, name="Wren Writer")


@pytest.fixture
def lesson(site, writer):
    return create_page(site, writer, PageDraft(FIELDS, "## Listen\n\nLet them finish."), "lesson")


def change(site, writer, kind, note="The law about this has changed.", slug="lesson"):
    page = read_page(site, writer, slug)
    return save_page(site, writer, slug, PageDraft({**FIELDS, "update_type": kind, "change_note": note}, f"## Listen\n\n{note}"), page.number)


@pytest.fixture
def course(site, world, lesson):
    """A course of one lesson and one event; its slug."""
    texts = {"title": "Customer care for all", "summary": "What everybody should know.", "outcome": "Settle a contact well."}
    slug = actions.keep_course(site, world.trainer, None, texts, True)
    actions.add_module(site, world.trainer, slug, "Calls")
    module = actions.course_named(site, world.trainer, slug).modules[0].id
    actions.add_requirement(site, world.trainer, slug, module, "lesson", "lesson")
    world.taught = world.offering()
    actions.add_requirement(site, world.trainer, slug, module, "event", world.taught)
    return slug


def progress(site, actor, slug):
    return actions.progress(site, actor, actions.course_named(site, actor, slug))


def test_a_module_points_at_the_revision_that_was_live(site, world, lesson, course, writer):
    change(site, writer, "minor")
    asked = actions.course_named(site, world.trainer, course).requirements[0]
    assert (asked.page_id, asked.page_number, asked.minutes) == (lesson.id, 1, 30)


def test_only_those_who_learnt_the_older_text_are_told_that_it_changed_in_matter(site, world, course, writer):
    before, after, nobody = world.people(3)
    requirement = actions.course_named(site, before, course).requirements[0].id
    actions.learn(site, before, requirement, 1)
    change(site, writer, "minor", "A comma was in the wrong place.")
    assert progress(site, before, course).changed == ()
    change(site, writer, "major", "The law about this has changed.")
    actions.learn(site, after, requirement, 3)
    (step,) = progress(site, before, course).changed
    assert step.words == "Changed since your course: The law about this has changed."
    assert step.is_done
    assert progress(site, after, course).changed == ()
    assert progress(site, nobody, course).steps[0].state == "open"
    actions.learn(site, before, requirement, 3)
    assert progress(site, before, course).changed == ()


def test_the_text_that_was_on_the_screen_is_what_counts_as_learnt(site, world, course, writer):
    (person,) = world.people(1)
    requirement = actions.course_named(site, person, course).requirements[0].id
    change(site, writer, "major")
    actions.learn(site, person, requirement, 1)
    assert progress(site, person, course).steps[0].state == "changed"
    with pytest.raises(BadInput):
        actions.learn(site, person, requirement, 9)


def test_a_change_made_while_the_plugin_was_off_is_seen_when_it_is_on_again(site, world, course, writer):
    (person,) = world.people(1)
    actions.learn(site, person, actions.course_named(site, person, course).requirements[0].id, 1)
    for is_on in (False, True):
        with site.db.writing() as tx:
            keep_plugin_state(site, tx, plugin.name, PluginState(is_on=is_on), "tests")
        if is_on:
            site.hooks.plugin_switched(name=plugin.name, is_on=True)
        else:
            change(site, writer, "major")
    assert progress(site, person, course).steps[0].state == "changed"


def test_a_course_is_complete_with_its_lesson_and_its_event_and_stands_in_the_record(world, clock, course, signed_in):
    (person,) = world.people(1)
    client = signed_in(person)
    page = client.get(f"{BASE}/courses/{course}")
    assert "0 of 2 done" in page.text
    address = f"{BASE}/lessons/{actions.course_named(world.site, person, course).requirements[0].id}"
    assert "Let them finish." in client.get(address).text
    assert client.post(address, data={"number": "1"}).status_code == 303
    assert "1 of 2 done" in client.get(f"{BASE}/courses/{course}").text
    session = world.session(offering=world.taught)
    booked = world.book(person, session)
    clock.at = START + timedelta(hours=1)
    trainer = signed_in(world.trainer)
    trainer.post(f"{BASE}/meetings/{world.read(session).meetings[0].id}/roll", data={f"mark-{booked.id}": "present"})
    client = signed_in(person)
    assert "Completed" in client.get(f"{BASE}/courses/{course}").text
    record = client.get(f"{BASE}/record").text
    assert "Customer care for all" in record
    assert "7.0 hours" in record


def test_a_page_says_where_it_is_taught_and_the_desk_what_changed(world, site, course, writer, signed_in):
    (person,) = world.people(1)
    client = signed_in(person)
    assert "Taught in" in client.get("/wiki/lesson").text
    assert "My training" not in client.get("/").text
    actions.learn(site, person, actions.course_named(site, person, course).requirements[0].id, 1)
    change(site, writer, "major")
    assert "Changed since your course" in client.get("/").text


def test_a_page_in_the_bin_is_a_lesson_that_is_not_there(world, site, course, writer, signed_in):
    (person,) = world.people(1)
    delete_page(site, writer, "lesson")
    assert progress(site, person, course).steps[0].state == "unavailable"
    requirement = actions.course_named(site, person, course).requirements[0].id
    assert signed_in(person).get(f"{BASE}/lessons/{requirement}").status_code == 404
    assert signed_in(person).get(f"{BASE}/courses/{course}").status_code == 200


def test_a_kind_that_nobody_offers_is_never_met_and_said_to_be_missing(site, world):
    (person,) = world.people(1)
    strange = Requirement(1, 1, 1, "juggling", "three-balls", "Three balls", None, None, 5, False)
    assert not kinds.is_met(site, person.id, strange)
    assert kinds.step_of(site, person, strange).state == "unavailable"


def test_only_trainers_make_courses_and_what_they_type_is_checked(site, world, signed_in):
    (person,) = world.people(1)
    with pytest.raises(Forbidden):
        actions.keep_course(site, person, None, {}, True)
    assert signed_in(person).get(f"{BASE}/courses/new").status_code == 403
    answer = signed_in(world.trainer).post(f"{BASE}/courses/new", data={"title": "Hi", "summary": "x" * 20, "outcome": "y" * 20})
    assert answer.status_code == 422
    assert "needs 5 to 120 characters; this has 2" in answer.text


def test_a_trainer_puts_a_course_together_on_the_screen(site, world, lesson, signed_in):
    client = signed_in(world.trainer)
    texts = {"title": "Plain words", "summary": "Saying it plainly.", "outcome": "Say it plainly."}
    address = client.post(f"{BASE}/courses/new", data=texts).headers["Location"]
    client.post(address, data={"module": "First part", "add_module": "1"})
    module = actions.course_named(site, world.trainer, "plain-words").modules[0].id
    assert "Difficult calls at the desk" in client.get(address).text
    client.post(address, data={"module_id": module, "target": "lesson:lesson", "add_requirement": "1"})
    found = actions.course_named(site, world.trainer, "plain-words")
    assert [one.title for one in found.requirements] == ["Difficult calls at the desk"]
    assert client.post(address, data={"module_id": module, "target": "lesson:nowhere", "add_requirement": "1"}).status_code == 422
    assert client.post(address, data={"state": "adapted", "note": "", "adopt": "1"}).status_code == 422
    client.post(address, data={"state": "adapted", "note": "With our own greeting.", "adopt": "1"})
    assert "With our own greeting." in client.get(f"{BASE}/courses/plain-words").text
    client.post(address, data={"remove_module": module})
    assert actions.course_named(site, world.trainer, "plain-words").modules == ()
    with pytest.raises(NotFound):  # not open: a learner does not know of it
        actions.course_named(site, world.people(1)[0], "plain-words")


def test_the_demonstration_loads_a_course_and_two_sessions_once(site, world):
    writer = person_of(site, ADMINISTRATOR, name="Wren Writer")
    for slug in (one for _title, slugs in demonstration.LESSONS for one in slugs):
        create_page(site, writer, PageDraft({**FIELDS, "title": f"About {slug}", "linked_pages": [slug]}, "Text."), slug)
    list(starting_content.load(site))
    first, again = list(demonstration.load(site)), list(demonstration.load(site))
    assert len(first) == 4
    assert again == ["The demonstration is loaded."]
    found = actions.course_named(site, world.trainer, demonstration.COURSE)
    assert [one.kind for one in found.requirements] == [*["lesson"] * 2, "quiz", *["lesson"] * 5, "quiz", "event", "quiz"]
    assert [one.title for one in found.requirements if one.kind == "quiz"] == ["Who does what in Surrey", "Safe at the desk", "Customer care: the whole"]
    assert "unavailable" not in {step.state for step in actions.progress(site, world.trainer, found).steps}
    assert all(one.page_id for one in found.requirements if one.kind == "lesson")
    assert replace(found, modules=()).title == "Customer care across Surrey's councils"
