"""Taking quizzes: frozen attempts, answers that stay, deadlines by the server's clock, regrades."""

import os
import signal
import subprocess
import sys
from fractions import Fraction

import pytest
from assessment_world import question

from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet_plugins.customer_care_training.audit import assessment as audit
from extranet_plugins.customer_care_training.quizzes import attempts, bank, figures, refreshers, regrading, store
from extranet_plugins.customer_care_training.quizzes.model import EACH, FIRST, LAST, LONG_TEXT, Draw, Question
from extranet_plugins.customer_care_training.quizzes.requirement import has_passed

KILLED = """
import os, signal, sys
from pathlib import Path
from extranet.app import build_site
from extranet.identity import actor_by_id
from extranet.settings import Settings
from extranet_plugins.customer_care_training import plugin
from extranet_plugins.customer_care_training.quizzes import attempts
site = build_site(Settings(data=Path(sys.argv[1]), database_url=sys.argv[4], secret_key="for tests only", public_url="http://localhost"), None, [plugin])
attempts.save_answer(site, actor_by_id(site, int(sys.argv[2])), int(sys.argv[3]), 1, [2])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def quiz(assess):
    assess.questions(4)
    return assess.quiz(minutes=30)


@pytest.fixture
def ann(assess):
    return assess.person("Ann Oakley")


def violations(site):
    with site.db.reading() as connection:
        return [sentence for check in audit.CHECKS for sentence in check.find(connection, site.clock.now())]


def test_an_attempt_is_the_same_at_every_look_and_another_differs(assess, site, quiz, ann):
    assess.questions(12)
    drawn = assess.quiz(draws=(Draw("care", 6),))
    first = attempts.my_attempt(site, ann, attempts.start_attempt(site, ann, drawn))
    assert attempts.my_attempt(site, ann, first.id) == first
    attempts.hand_in(site, ann, first.id)
    second = attempts.my_attempt(site, ann, attempts.start_attempt(site, ann, drawn))
    assert {item.question_id for item in second.items}.isdisjoint({item.question_id for item in first.items})
    assert [item.order for item in second.items] != [item.order for item in first.items]
    assert violations(site) == []


def test_starting_twice_goes_on_with_the_one_that_is_open(site, quiz, ann):
    assert attempts.start_attempt(site, ann, quiz) == attempts.start_attempt(site, ann, quiz)


def test_an_edited_question_stays_as_it_was_in_an_attempt(assess, site, quiz, ann):
    attempt_id = attempts.start_attempt(site, ann, quiz)
    bank.keep_question(site, assess.trainer, question(1, stem="Something else?"))
    assert "What is 1?" in {item.question.stem for item in attempts.my_attempt(site, ann, attempt_id).items}


def test_an_answer_is_there_after_the_process_is_killed(site, quiz, ann):
    attempt_id = attempts.start_attempt(site, ann, quiz)
    site.clock.move(days=-1)  # the other process has the machine's own clock; the deadline must not matter here
    with site.db.writing() as tx:
        store.set_attempt(tx, attempt_id, None, deadline_at=None)
    given = (str(site.settings.data_dir), str(ann.id), str(attempt_id), site.settings.database_url)
    ended = subprocess.run([sys.executable, "-c", KILLED, *given], env=os.environ, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    assert attempts.my_attempt(site, ann, attempt_id).items[0].response == [2]


def test_handing_in_twice_gives_one_mark(assess, site, quiz, ann):
    first = assess.take(ann, quiz, right=3)
    site.clock.move(minutes=5)
    again = attempts.hand_in(site, ann, first.id)
    assert (again.mark, again.submitted_at) == (Fraction(3, 4), first.submitted_at)
    with pytest.raises(Conflict, match="this answer was not kept"):
        attempts.save_answer(site, ann, first.id, 1, [0])


def test_answers_not_given_stay_in_and_count_nothing(site, quiz, ann):
    attempt_id = attempts.start_attempt(site, ann, quiz)
    item = attempts.my_attempt(site, ann, attempt_id).items[0]
    attempts.save_answer(site, ann, attempt_id, item.position, [0])
    assert attempts.hand_in(site, ann, attempt_id).mark == Fraction(1, 4)


def test_the_deadline_has_sixty_seconds_of_grace_and_no_more(site, quiz, ann):
    attempt_id = attempts.start_attempt(site, ann, quiz)
    site.clock.move(minutes=30, seconds=60)
    attempts.save_answer(site, ann, attempt_id, 1, [0])
    site.clock.move(seconds=1)
    with pytest.raises(Conflict):
        attempts.save_answer(site, ann, attempt_id, 2, [0])
    handed_in = attempts.my_attempt(site, ann, attempt_id)
    assert not handed_in.is_open
    assert handed_in.submitted_at == handed_in.deadline_at
    assert violations(site) == []


def test_a_job_hands_in_what_is_overdue_once(site, quiz, ann):
    attempts.start_attempt(site, ann, quiz)
    site.clock.move(minutes=32)
    assert (attempts.close_overdue(site), attempts.close_overdue(site)) == (1, 0)


def test_a_pass_is_compared_unrounded(assess, site, ann):
    assess.questions(3)
    just_under = assess.quiz(pass_mark=Fraction(67, 100))
    taken = assess.take(ann, just_under, right=2)
    assert (taken.mark, taken.is_passed, taken.percent) == (Fraction(2, 3), False, "66%")
    assert assess.take(assess.person("Bea"), assess.quiz(pass_mark=Fraction(2, 3)), right=2).is_passed


def test_cool_down_and_number_of_attempts_are_kept_to(assess, site, ann):
    assess.questions()
    strict = assess.quiz(cooldown_hours=24, attempts_max=2)
    assess.take(ann, strict, right=1)
    with pytest.raises(Forbidden, match="You can try again in 24 hours"):
        attempts.start_attempt(site, ann, strict)
    site.clock.move(hours=24)
    assess.take(ann, strict, right=2)
    site.clock.move(hours=24)
    with pytest.raises(Forbidden, match="All 2 attempts are used"):
        attempts.start_attempt(site, ann, strict)


@pytest.mark.parametrize(("counting", "passed"), [("best", True), (FIRST, False), (LAST, False)])
def test_best_first_or_last_counts(assess, site, ann, counting, passed):
    assess.questions()
    chosen = assess.quiz(counting=counting)
    for right in (1, 4, 2):
        assess.take(ann, chosen, right=right)
    assert has_passed(site, ann.id, chosen.slug) is passed


def test_nobody_sees_another_persons_attempt(assess, site, quiz, ann):
    attempt_id = attempts.start_attempt(site, ann, quiz)
    with pytest.raises(NotFound):
        attempts.my_attempt(site, assess.trainer, attempt_id)


def test_with_feedback_after_each_answer_an_answer_stays_as_given(assess, site, ann):
    assess.questions()
    chosen = assess.quiz(feedback=EACH)
    attempt_id = attempts.start_attempt(site, ann, chosen)
    attempts.save_answer(site, ann, attempt_id, 1, [1])
    with pytest.raises(Conflict, match="you have seen what is right"):
        attempts.save_answer(site, ann, attempt_id, 1, [0])


def test_own_words_wait_for_a_person_who_is_not_the_writer(assess, site, ann):
    bank.keep_question(site, assess.trainer, Question(LONG_TEXT, "Say", "Say it.", code="say", bank="care"))
    attempt_id = attempts.start_attempt(site, ann, assess.quiz())
    attempts.save_answer(site, ann, attempt_id, 1, "My words")
    assert attempts.hand_in(site, ann, attempt_id).is_passed is None
    with pytest.raises(Forbidden, match="Nobody marks their own work"):
        attempts.mark_answer(site, ann, attempt_id, 1, "100", "")
    attempts.mark_answer(site, assess.trainer, attempt_id, 1, "80", "Well said")
    assert attempts.my_attempt(site, ann, attempt_id).is_passed


def test_a_regrade_shows_first_writes_then_and_says_why(assess, site, quiz, ann):
    taken = assess.take(ann, quiz, right=4)
    target = next(item for item in taken.items if item.question.code == "q1")
    bank.keep_question(site, assess.trainer, question(1, right=1))
    shown = regrading.dry_run(site, assess.trainer, target.question_id)
    assert [(one.item.mark, one.new) for one in shown.changes] == [(1, 0)]
    assert attempts.my_attempt(site, ann, taken.id).mark == 1
    with pytest.raises(BadInput, match="Say why"):
        regrading.apply(site, assess.trainer, target.question_id, "oops")
    regrading.apply(site, assess.trainer, target.question_id, "The key of this question was wrong.")
    assert attempts.my_attempt(site, ann, taken.id).mark == Fraction(3, 4)
    assert regrading.dry_run(site, assess.trainer, target.question_id).changes == ()
    assert violations(site) == []


def test_a_question_of_another_shape_is_held_back_from_a_regrade(assess, site, quiz, ann):
    taken = assess.take(ann, quiz)
    target = next(item for item in taken.items if item.question.code == "q1")
    bank.keep_question(site, assess.trainer, question(1, options=question(1).options[:3]))
    found = regrading.dry_run(site, assess.trainer, target.question_id)
    assert (found.changes, len(found.held)) == ((), 1)


def test_figures_are_shown_from_twenty_people_on(assess, site, quiz):
    for number in range(19):
        assess.take(assess.person(f"Learner {number}"), quiz, right=number % 5)
    assert figures.analysis_of(site, assess.trainer, quiz).lines is None
    assess.take(assess.person("Learner 20"), quiz)
    found = figures.analysis_of(site, assess.trainer, quiz)
    assert (found.people, len(found.lines)) == (20, 4)
    with pytest.raises(Forbidden):
        figures.analysis_of(site, assess.person("Ann Oakley"), quiz)


def test_a_question_comes_back_later_and_a_wrong_answer_begins_again(assess, site, quiz, ann):
    assess.take(ann, quiz)
    assert refreshers.due_now(site, ann) == []
    site.clock.move(days=1)
    (number, _asked), *others = refreshers.due_now(site, ann)
    assert len(others) == 3
    assert refreshers.answer_refresher(site, ann, number, [0])[1]
    site.clock.move(days=1)
    assert number not in dict(refreshers.due_now(site, ann))
    site.clock.move(days=2)
    assert number in dict(refreshers.due_now(site, ann))
    assert not refreshers.answer_refresher(site, ann, number, [1])[1]
    site.clock.move(days=1)
    assert number in dict(refreshers.due_now(site, ann))


def test_the_audit_names_each_violation(assess, site, quiz, ann):
    taken = assess.take(ann, quiz, right=2)
    with site.db.writing() as tx:
        store.set_attempt(tx, taken.id, Fraction(1), is_passed=True)
    assert violations(site) == [f"Attempt {taken.id} is marked 1; its questions give 1/2."]
    with site.db.writing() as tx:
        store.set_attempt(tx, taken.id, Fraction(1, 2), is_passed=False)
        tx.execute(store.attempt_item.update().where(store.attempt_item.c.id == taken.items[0].id).values(shown_order=[3, 2, 1, 0]))
    found = violations(site)
    assert found == [] or "is not in the order of its seed" in found[0]
