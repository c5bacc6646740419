"""Taking quizzes on the screen: one question a page, each answer saved by itself, everything by keyboard and without scripts."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for

from extranet.errors import BadInput, Conflict
from extranet.rights import may
from extranet.web import Page, add_notice, current_site, render, signed_in
from extranet_plugins.customer_care_training.calendar.london import clock_words
from extranet_plugins.customer_care_training.courses import actions as courses
from extranet_plugins.customer_care_training.courses.model import QUIZ, Course
from extranet_plugins.customer_care_training.quizzes import attempts, quizmaking, refreshers
from extranet_plugins.customer_care_training.quizzes.attempts import Standing
from extranet_plugins.customer_care_training.quizzes.model import EACH, Attempt, AttemptItem, Question, Quiz
from extranet_plugins.customer_care_training.quizzes.responses import read_response
from extranet_plugins.customer_care_training.quizzes.rules import CHANGE, MARK
from extranet_plugins.customer_care_training.quizzes.shown import ShownAnswer, ShownQuestion, shown_answer, shown_question
from extranet_plugins.customer_care_training.views.blueprint import bp

NAME = bp.name


@dataclass(frozen=True)
class QuizzesPage(Page):
    """Every quiz with how the reader stands with it; refreshers that are due, and answers to mark for those who may."""

    template: ClassVar[str] = "customer_care_training/quizzes/quizzes.html"
    quizzes: tuple[tuple[Quiz, Standing], ...]
    due: int
    may_change: bool
    to_mark: int


@dataclass(frozen=True)
class QuizPage(Page):
    """One quiz: its rules in words, the reader's attempts, and a button to begin or go on."""

    template: ClassVar[str] = "customer_care_training/quizzes/quiz.html"
    quiz: Quiz
    standing: Standing
    counting: str
    may_change: bool


@dataclass(frozen=True)
class QuestionPage(Page):
    """One question of an open attempt. `feedback` is there only where the quiz gives it after each answer."""

    template: ClassVar[str] = "customer_care_training/quizzes/question.html"
    attempt: Attempt
    item: AttemptItem
    shown: ShownQuestion
    feedback: ShownAnswer | None
    deadline: str
    fault: str = ""


@dataclass(frozen=True)
class OverviewPage(Page):
    """All questions of an open attempt: answered or not, and the button that hands it in."""

    template: ClassVar[str] = "customer_care_training/quizzes/overview.html"
    attempt: Attempt
    missing: tuple[int, ...]


@dataclass(frozen=True)
class ResultPage(Page):
    """A handed-in attempt with every question, answer and feedback; `courses` are those that ask for the quiz."""

    template: ClassVar[str] = "customer_care_training/quizzes/result.html"
    courses: tuple[Course, ...]
    attempt: Attempt
    standing: Standing
    answers: tuple[ShownAnswer, ...]


@dataclass(frozen=True)
class RefresherPage(Page):
    """One question of days ago, or that there is none today; `answered` is (question, was right) of the one just answered."""

    template: ClassVar[str] = "customer_care_training/quizzes/refresher.html"
    question_id: int | None
    shown: ShownQuestion | None
    left: int
    last: tuple[Question, bool, str] | None = None


@bp.get("/quizzes")
def quizzes():
    site, actor = current_site(), signed_in()
    found = tuple((one, attempts.my_standing(site, actor, one)) for one in quizmaking.quizzes(site, actor))
    to_mark = len(attempts.attempts_to_mark(site, actor)) if may(site, actor, MARK, None) else 0
    return render(QuizzesPage(found, len(refreshers.due_now(site, actor)), bool(may(site, actor, CHANGE)), to_mark))


@bp.get("/quizzes/<slug>")
def quiz(slug):
    site, actor = current_site(), signed_in()
    found = quizmaking.quiz_named(site, slug)
    counting = quizmaking.COUNTING[found.rules.counting]
    return render(QuizPage(found, attempts.my_standing(site, actor, found), counting, bool(may(site, actor, CHANGE))))


@bp.post("/quizzes/<slug>/start")
def start_quiz(slug):
    site, actor = current_site(), signed_in()
    attempt_id = attempts.start_attempt(site, actor, quizmaking.quiz_named(site, slug))
    return redirect(url_for(f"{NAME}.question", attempt_id=attempt_id, position=1), code=303)


@bp.get("/attempts/<int:attempt_id>")
def attempt(attempt_id):
    site, actor = current_site(), signed_in()
    found = attempts.my_attempt(site, actor, attempt_id)
    if found.is_open:
        return render(OverviewPage(found, tuple(one.position for one in found.items if not one.is_answered)))
    standing = attempts.my_standing(site, actor, quizmaking.quiz_named(site, found.quiz_slug))
    asking = tuple(courses.courses_asking_for(site, actor, QUIZ, found.quiz_slug))
    return render(ResultPage(asking, found, standing, tuple(shown_answer(one) for one in found.items)))


@bp.get("/attempts/<int:attempt_id>/<int:position>")
def question(attempt_id, position):
    return _question_page(attempt_id, position)


def _question_page(attempt_id, position, fault=""):
    found = attempts.my_attempt(current_site(), signed_in(), attempt_id)
    if not found.is_open:
        return redirect(url_for(f"{NAME}.attempt", attempt_id=attempt_id), code=303)
    item = attempts.item_at(found, position)
    feedback = shown_answer(item) if found.rules.feedback == EACH and item.is_answered else None
    deadline = clock_words(found.deadline_at) if found.deadline_at else ""
    page = QuestionPage(found, item, shown_question(item.question, item.order, item.response), feedback, deadline, fault)
    return render(page, status=422 if fault else 200)


@bp.post("/attempts/<int:attempt_id>/<int:position>")
def save_answer(attempt_id, position):
    site, actor = current_site(), signed_in()
    found = attempts.my_attempt(site, actor, attempt_id)
    item = attempts.item_at(found, position)
    try:
        attempts.save_answer(site, actor, attempt_id, position, read_response(item.question, request.form.to_dict(flat=False)))
    except BadInput as fault:
        return _question_page(attempt_id, position, fault.sentence)
    except Conflict as fault:
        add_notice(fault.sentence, "warn")
    return redirect(_next_address(found, position), code=303)


def _next_address(found: Attempt, position: int) -> str:
    """Where the button that was pressed leads: the one before, the next, this one again (for its feedback), or all of them."""
    wanted = request.form.get("go", "next")
    if found.rules.feedback == EACH and wanted == "next" and not attempts.item_at(found, position).is_answered:
        wanted = "stay"
    to = {"back": position - 1, "next": position + 1, "stay": position}.get(wanted, 0)
    if 1 <= to <= len(found.items):
        return url_for(f"{NAME}.question", attempt_id=found.id, position=to)
    return url_for(f"{NAME}.attempt", attempt_id=found.id)


@bp.post("/attempts/<int:attempt_id>/hand-in")
def hand_in(attempt_id):
    site, actor = current_site(), signed_in()
    attempts.hand_in(site, actor, attempt_id)
    courses.settle(site, actor.id)
    return redirect(url_for(f"{NAME}.attempt", attempt_id=attempt_id), code=303)


@bp.get("/refreshers")
def refresher():
    return _refresher_page()


def _refresher_page(last=None):
    due = refreshers.due_now(current_site(), signed_in())
    if not due:
        return render(RefresherPage(None, None, 0, last))
    number, asked = due[0]
    return render(RefresherPage(number, shown_question(asked, tuple(range(asked.choices)), None), len(due), last))


@bp.post("/refreshers/<int:question_id>")
def answer_refresher(question_id):
    site, actor = current_site(), signed_in()
    asked = dict(refreshers.due_now(site, actor)).get(question_id)
    response = read_response(asked, request.form.to_dict(flat=False)) if asked else None
    found, was_right = refreshers.answer_refresher(site, actor, question_id, response)
    from_text = shown_question(found, (), None)
    return _refresher_page((found, was_right, from_text.right))
