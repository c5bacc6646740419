"""From "I see a course" to "a stranger verified my award": by keyboard alone, through the pages that people use.

What takes weeks in life is brought about behind the scenes by the product's own actions over the same database: a session is
moved to today, and two further quizzes are passed. No page of the walk is left out or made up.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from extranet.app import build_site
from extranet.identity import actor_by_id, person_named
from extranet.settings import Settings
from extranet_plugins.customer_care_training.events import actions as events
from extranet_plugins.customer_care_training.events.planning import MeetingPlan
from extranet_plugins.customer_care_training.quizzes import attempts, quizmaking, store
from extranet_plugins.customer_care_training.quizzes.model import LONG_TEXT, MATCHING, MULTIPLE, NUMBER, ORDERING, SHORT_TEXT
from tests.browser.keys import Keys
from tests.browser.seeing import axe_violations, listen

COURSE, AWARD, WORKSHOP = "Customer care across Surrey's councils", "Surrey Customer Care Award", "Difficult calls: a workshop"
OTHER_QUIZZES = ("safe-at-the-desk", "customer-care-theory")
WORRY = "A caller was worried about a neighbour. I listened, said back what I had heard, wrote down the words that were used, and passed it on that day. "
REFLECTION = WORRY * 2
LESSONS, QUESTIONS = 7, 8


@pytest.fixture
def office(house):
    """The same house from behind: its own actions over the database that is served."""
    site = build_site(Settings(data=house.data, public_url=house.address))  # entries of calendars name the address
    yield site
    site.close()


@pytest.fixture
def keys(page):
    return Keys(page)


@pytest.fixture
def stranger(chromium, house):
    """A browser that never signed in."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=house.address, locale="en-GB")
    page = context.new_page()
    complaints = listen(page)
    yield Keys(page)
    context.close()
    assert not complaints, complaints


def actor_of(office, person):
    return actor_by_id(office, person_named(office, person.authority, person.login).id)


def test_from_seeing_a_course_to_a_stranger_verifying_the_award(keys, stranger, office, house):
    learner, trainer = house.person("woking", "adviser"), house.person("surrey", "trainer and assessor")
    keys.sign_in(learner)
    learn_the_lessons(keys)
    take_a_quiz(keys, office)
    session = book_the_workshop(keys)
    keys.sign_in(trainer)
    pass_other_quizzes(office, actor_of(office, learner), actor_of(office, trainer))
    move_to_today(office, actor_of(office, trainer), session)
    take_the_roll(keys, learner)
    adopt_the_qualification(keys, house)
    keys.sign_in(learner)
    join_the_qualification(keys)
    keys.sign_in(trainer)
    observe_twice(keys, learner)
    keys.sign_in(house.person("guildford", "moderator"))
    agree_twice(keys)
    keys.sign_in(learner)
    code = take_the_award(keys)
    check_as_a_stranger(stranger, code, learner)
    keys.sign_in(house.person("surrey", "partnership administrator"))
    withdraw(keys, code)
    stranger.page.reload()
    expect(stranger.main).to_contain_text("Withdrawn")
    expect(stranger.main).not_to_contain_text("Genuine and in force")


# The learner ---------------------------------------------------------------------------


def go_to_training(keys):
    keys.link("Training", keys.page.get_by_role("navigation", name="Main"))


def learn_the_lessons(keys):
    go_to_training(keys)
    keys.link(COURSE)
    expect(keys.main).to_contain_text("0 of 11 done")
    keys.link(re.compile("^Begin: "))
    for _ in range(LESSONS):
        keys.button("I have learnt this")
    expect(keys.main).to_contain_text(f"{LESSONS} of 11 done")


def take_a_quiz(keys, office):
    keys.link("Go on: Who does what in Surrey")
    keys.button("Begin")
    attempt_id = int(re.search(r"/attempts/(\d+)/", keys.page.url).group(1))
    for position in range(1, QUESTIONS + 1):
        expect(keys.main).to_contain_text(f"Question {position} of {QUESTIONS}")
        answer(keys, asked_at(office, attempt_id, position))
        keys.button(re.compile("^Keep and "))
    expect(keys.main).to_contain_text("Every question is answered")
    assert axe_violations(keys.page) == []
    keys.button("Hand in")
    expect(keys.main).to_contain_text("Passed")
    keys.link("On with the course")
    expect(keys.main).to_contain_text("8 of 11 done")


def asked_at(office, attempt_id, position):
    with office.db.reading() as connection:
        return store.attempt_by_id(connection, attempt_id).items[position - 1].question


def right_response(question):
    """What somebody answers who has learnt it, as the form sends it."""
    if question.kind == MATCHING:
        return [question.rights.index(one.right) for one in question.lefts]
    if question.kind == ORDERING:
        return list(range(1, len(question.steps) + 1))
    if question.kind == LONG_TEXT:
        return "I would let them finish, say back what I heard, and say what happens next."
    if question.kind in (SHORT_TEXT, NUMBER):
        return next(one.text for one in question.options if one.weight == 1)
    return [index for index, one in enumerate(question.options) if one.weight > 0]


def answer(keys, question):
    right = right_response(question)
    if question.kind in (MATCHING, ORDERING):
        for part, value in enumerate(right):
            keys.select(keys.page.locator(f"#part-{part}"), str(value))
    elif question.kind in (SHORT_TEXT, NUMBER, LONG_TEXT):
        keys.write(keys.page.locator("#answer"), right)
    elif question.kind == MULTIPLE:
        for box in sorted((keys.page.locator(f"#answer-{one}") for one in right), key=lambda one: one.bounding_box()["y"]):
            keys.tick(box)
    else:
        keys.choose(keys.page.locator(f"#answer-{right[0]}"))


def book_the_workshop(keys):
    keys.link(WORKSHOP)
    keys.follow(keys.main.locator("a[href*='/-/training/sessions/']").first)
    session = int(keys.page.url.rsplit("/", 1)[1])
    keys.link("Book a place")
    keys.button("Book the place")
    expect(keys.main).to_contain_text("Your place")
    return session


def join_the_qualification(keys):
    go_to_training(keys)
    keys.link("Qualification")
    keys.link(AWARD)
    keys.button("Join")
    expect(keys.main).to_contain_text("5 of 9 requirements met")
    keep_reflection(keys, "reflection-cc4-reflection")


def keep_reflection(keys, name):
    area = keys.page.locator(f"[name='{name}']")
    keys.write(area, REFLECTION)
    keys.button("Keep", keys.page.locator("form").filter(has=area))
    expect(keys.page.locator("body")).to_contain_text("Your reflection is kept")


def take_the_award(keys):
    go_to_training(keys)
    keys.link("Qualification")
    keys.link(AWARD)
    expect(keys.main).to_contain_text("8 of 9 requirements met")
    keep_reflection(keys, "reflection-cc3-reflection")
    keys.button("Take my award")
    expect(keys.main).to_contain_text("Genuine and in force")
    assert axe_violations(keys.page) == []
    return keys.page.url.rsplit("/", 1)[1]


# Those who help ------------------------------------------------------------------------


def take_the_roll(keys, learner):
    for _ in range(2):
        go_to_training(keys)
        keys.link("Calendar")
        keys.link(re.compile(re.escape(WORKSHOP)))
        row = keys.page.locator("tr").filter(has=keys.page.get_by_role("link", name=re.compile("^Roll of"))).nth(_)
        keys.link(re.compile("^Roll of"), row)
        group = keys.main.get_by_role("group", name=re.compile(learner.name))
        keys.choose(group.get_by_label("Here", exact=True))
        keys.button("Save the roll")
        expect(keys.main).to_contain_text("1 of 1 marked")
    assert axe_violations(keys.page) == []


def adopt_the_qualification(keys, house):
    """A majority of the authorities signs, each by its own administrator."""
    for authority in list(house.people)[: len(house.people) // 2 + 1]:
        keys.sign_in(house.person(authority, "authority administrator"))
        go_to_training(keys)
        keys.link("Qualification")
        keys.link(re.compile(f"{AWARD}, version"))
        keys.button("Sign for my authority")
    expect(keys.page.locator("body")).to_contain_text("The version is adopted")


def observe_twice(keys, learner):
    for one in ("Be observed settling and referring", "Be observed in a difficult contact"):
        go_to_training(keys)
        keys.link("Qualification")
        keys.link("To observe")
        keys.link(re.compile(f"Record the observation of {learner.name}: {one}"))
        for box in keys.main.get_by_role("checkbox").all():
            keys.tick(box)
        keys.write(keys.main.get_by_label("What you saw"), "Calm, clear and kind throughout; the customer knew what happens next.")
        keys.button("Record")
        expect(keys.page.locator("body")).to_contain_text("A moderator of another authority looks at it")


def agree_twice(keys):
    go_to_training(keys)
    keys.link("Qualification")
    keys.link("To moderate")
    for _ in range(2):
        keys.button("Agree")
        expect(keys.page.locator("body")).to_contain_text("Your decision is recorded")
    expect(keys.main).to_contain_text("Nothing to moderate")


def withdraw(keys, code):
    keys.page.goto(f"/-/awards/{code}")
    keys.open("Withdraw this award")
    keys.write(keys.main.get_by_label("Why"), "Given to the wrong person, for the test.")
    keys.button("Withdraw")
    expect(keys.main).to_contain_text("Given to the wrong person")


# The stranger --------------------------------------------------------------------------


def check_as_a_stranger(stranger, code, learner):
    stranger.page.goto("/-/awards")
    stranger.write(stranger.main.get_by_label("Check code"), code.lower().replace("-", " "))
    with stranger.page.expect_navigation():
        stranger.page.keyboard.press("Enter")
    expect(stranger.main).to_contain_text("Genuine and in force")
    for printed in (learner.name, AWARD, "Woking", code):
        expect(stranger.main).to_contain_text(printed)
    assert axe_violations(stranger.page) == []
    stranger.page.goto("/-/awards")
    stranger.write(stranger.main.get_by_label("Check code"), "0000 1111 2222 3333")
    with stranger.page.expect_navigation():
        stranger.page.keyboard.press("Enter")
    expect(stranger.main).to_contain_text("There is no award with this check code")
    stranger.page.goto(f"/-/awards/{code}")


# Behind the scenes ---------------------------------------------------------------------


def pass_other_quizzes(office, learner, trainer):
    """As the learner did the first; a trainer marks what was answered in their own words."""
    for slug in OTHER_QUIZZES:
        attempt_id = attempts.start_attempt(office, learner, quizmaking.quiz_named(office, slug))
        for item in attempts.my_attempt(office, learner, attempt_id).items:
            attempts.save_answer(office, learner, attempt_id, item.position, right_response(item.question))
        for item in attempts.hand_in(office, learner, attempt_id).items:
            if item.awaits_marking:
                attempts.mark_answer(office, trainer, attempt_id, item.position, "90", "Clear and kind.")
        assert attempts.my_attempt(office, learner, attempt_id).is_passed


def move_to_today(office, trainer, session_id):
    """The workshop's meetings to today: the first is over, the second is about to begin."""
    now = datetime.now(UTC)
    quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    found = events.session_for(office, trainer, session_id, is_run=True)
    for meeting, begins, lasts in zip(found.meetings, (-180, 15), (120, 60), strict=True):
        start = quarter + timedelta(minutes=begins)
        plan = MeetingPlan(start, start + timedelta(minutes=lasts), meeting.title, "The room upstairs")
        events.change_meeting(office, trainer, meeting.id, plan)
