"""Quizzes on the screen: from the list to the result, and who may see what."""

import io
import re

import pytest
from assessment_world import question

from extranet_plugins.customer_care_training import looking_after
from extranet_plugins.customer_care_training.courses import actions as courses
from extranet_plugins.customer_care_training.quizzes import attempts, bank, store
from extranet_plugins.customer_care_training.quizzes.model import EACH, MATCHING, ORDERING, Pair, Question


@pytest.fixture
def quiz(assess):
    assess.questions(2)
    return assess.quiz(minutes=30)


@pytest.fixture
def ann(assess):
    return assess.person("Ann Oakley")


def test_a_person_takes_a_quiz_with_nothing_but_forms(assess, site, quiz, ann, signed_in):
    client = signed_in(ann)
    assert "Begin" in client.get("/-/training/quizzes/care-quiz").text
    first = client.post("/-/training/quizzes/care-quiz/start").location
    assert "Question 1 of 2" in client.get(first).text
    attempt_id = attempts.my_standing(site, ann, quiz).open_attempt.id
    for item in attempts.my_attempt(site, ann, attempt_id).items:
        answer = client.post(f"/-/training/attempts/{attempt_id}/{item.position}", data={"answer": "0", "go": "next"})
        assert answer.status_code == 303
    assert "Every question is answered" in client.get(f"/-/training/attempts/{attempt_id}").text
    assert client.post(f"/-/training/attempts/{attempt_id}/hand-in").status_code == 303
    assert "Passed" in client.get(f"/-/training/attempts/{attempt_id}").text


@pytest.fixture
def course(assess, site, quiz):
    """A course that asks for nothing but the quiz."""
    texts = {"title": "Customer care for all", "summary": "What everybody should know.", "outcome": "Settle a contact well."}
    slug = courses.keep_course(site, assess.trainer, None, texts, True)
    courses.add_module(site, assess.trainer, slug, "Calls")
    courses.add_requirement(site, assess.trainer, slug, courses.course_named(site, assess.trainer, slug).modules[0].id, "quiz", quiz.slug)
    return slug


def is_completed(site, actor, course):
    return courses.progress(site, actor, courses.course_named(site, actor, course)).completed_at is not None


def test_the_last_thing_asked_for_completes_the_course_when_it_is_a_quiz(site, quiz, ann, course, signed_in):
    client = signed_in(ann)
    courses.join(site, ann, course)
    address = client.post(f"/-/training/quizzes/{quiz.slug}/start").location
    attempt_id = attempts.my_standing(site, ann, quiz).open_attempt.id
    for position in (1, 2):
        client.post(f"{address.rsplit('/', 1)[0]}/{position}", data={"answer": "0"})
    assert not is_completed(site, ann, course)
    client.post(f"/-/training/attempts/{attempt_id}/hand-in")
    assert is_completed(site, ann, course)
    assert "On with the course: Customer care for all" in client.get(f"/-/training/attempts/{attempt_id}").text


def test_a_quiz_that_was_handed_in_by_the_clock_completes_the_course_within_a_day(site, quiz, ann, course):
    courses.join(site, ann, course)
    attempt_id = attempts.start_attempt(site, ann, quiz)
    for position in (1, 2):
        attempts.save_answer(site, ann, attempt_id, position, [0])
    site.clock.move(hours=2)
    attempts.close_overdue(site)
    looking_after.every_day(site)
    assert is_completed(site, ann, course)


def test_the_page_of_a_question_holds_no_key(assess, site, ann, signed_in):
    bank.keep_question(site, assess.trainer, question(1, feedback="The secret reason"))
    client = signed_in(ann)
    page = client.get(client.post(f"/-/training/quizzes/{assess.quiz().slug}/start").location).text
    assert "The secret reason" not in page
    assert not re.search(r"weight|correct|right answer", page, re.IGNORECASE)


def test_what_no_form_of_ours_sends_is_refused(site, quiz, ann, signed_in):
    client = signed_in(ann)
    address = client.post("/-/training/quizzes/care-quiz/start").location
    for answer in ("99", "-1", "x", "٣"):
        assert client.post(address, data={"answer": answer}).status_code == 422
    assert not any(item.is_answered for item in attempts.my_attempt(site, ann, attempts.my_standing(site, ann, quiz).open_attempt.id).items)


def test_matching_and_ordering_need_no_dragging(assess, site, ann, signed_in):
    for one in (
        Question(MATCHING, "Match", "Match.", pairs=(Pair("Bins", "Borough"), Pair("Roads", "County")), code="m", bank="care"),
        Question(ORDERING, "Order", "Order.", steps=("first", "second", "third"), code="o", bank="care"),
    ):
        bank.keep_question(site, assess.trainer, one)
    client, chosen = signed_in(ann), assess.quiz(shuffles=False)
    client.post(f"/-/training/quizzes/{chosen.slug}/start")
    attempt = attempts.my_attempt(site, ann, attempts.my_standing(site, ann, chosen).open_attempt.id)
    for item in attempt.items:
        page = client.get(f"/-/training/attempts/{attempt.id}/{item.position}").text
        assert page.count("<select") >= 2
        asked = item.question
        right = [asked.rights.index(pair.right) for pair in asked.lefts] if asked.kind == MATCHING else [1, 2, 3]
        client.post(f"/-/training/attempts/{attempt.id}/{item.position}", data={f"part-{index}": str(value) for index, value in enumerate(right)})
    assert attempts.hand_in(site, ann, attempt.id).mark == 1


def test_with_feedback_after_each_the_question_shows_it(assess, site, ann, signed_in):
    assess.questions(2)
    client, chosen = signed_in(ann), assess.quiz(feedback=EACH)
    address = client.post(f"/-/training/quizzes/{chosen.slug}/start").location
    client.post(address, data={"answer": "0", "go": "stay"})
    assert "Right" in client.get(address).text


@pytest.mark.parametrize("address", ["/-/training/questions", "/-/training/questions/new", "/-/training/quizzes/new", "/-/training/quizzes/care-quiz/analysis"])
def test_the_bank_is_for_trainers(assess, quiz, ann, signed_in, address):
    assert signed_in(ann).get(address).status_code == 403
    assert signed_in(assess.trainer).get(address).status_code == 200


def test_nobody_opens_another_persons_attempt(assess, quiz, ann, signed_in):
    address = signed_in(ann).post("/-/training/quizzes/care-quiz/start").location
    assert signed_in(assess.trainer).get(address).status_code == 404


def test_a_trainer_writes_changes_and_regrades_a_question(assess, site, quiz, ann, signed_in):
    assess.take(ann, quiz)
    client = signed_in(assess.trainer)
    with site.db.reading() as connection:
        row = store.question_by_code(connection, "q1")
    page = client.get(f"/-/training/questions/{row['id']}").text
    assert "::Question 1::" in page
    text = "::Question 1:: What is 1? {~Answer a of 1 =Answer b of 1 ~Answer c of 1 ~Answer d of 1}"
    assert client.post(f"/-/training/questions/{row['id']}", data={"bank": "care", "text": text}).status_code == 303
    assert "Changed results" in client.get(f"/-/training/questions/{row['id']}/regrade").text
    assert client.post(f"/-/training/questions/{row['id']}/regrade", data={"reason": "The key was wrong."}).status_code == 303
    bad = client.post("/-/training/questions/new", data={"bank": "care", "text": "What? {~a ~b}"})
    assert (bad.status_code, "No answer is marked as right." in bad.text) == (422, True)


def test_a_file_comes_in_with_a_line_for_every_question(assess, signed_in):
    client = signed_in(assess.trainer)
    given = {"file": (io.BytesIO(b"::One:: Is it? {T}\n\nJust words\n"), "a.gift"), "format": "gift", "bank": "care"}
    page = client.post("/-/training/questions/import", data=given, content_type="multipart/form-data")
    assert page.status_code == 200
    assert "1 of 2 questions of the file were read" in page.text
    assert "It is a description and not a question" in page.text
    assert "::One::" in client.get("/-/training/questions/export?format=gift").text


def test_a_quiz_that_asks_for_more_than_there_is_is_refused(assess, signed_in):
    assess.questions(2)
    values = {"title": "Too much", "draws": "9 from care", "pass_percent": "80", "attempts_max": "3", "cooldown_hours": "0"}
    values |= {"feedback": "after", "counting": "best"}
    answer = signed_in(assess.trainer).post("/-/training/quizzes/new", data=values)
    assert (answer.status_code, "has 2 questions, fewer than asked for" in answer.text) == (422, True)
    assert signed_in(assess.trainer).post("/-/training/quizzes/new", data=values | {"draws": "2 from care"}).status_code == 303
