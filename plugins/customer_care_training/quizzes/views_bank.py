"""What trainers see: the bank, question files, quizzes' rules, item analysis, marking and regrades."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Response, redirect, request, url_for

from extranet.errors import BadInput, NotFound
from extranet.identity import person_by_id
from extranet.web import Page, add_notice, current_site, render, require, signed_in
from extranet_plugins.customer_care_training.courses import actions as courses
from extranet_plugins.customer_care_training.question_files import importing
from extranet_plugins.customer_care_training.question_files.gift_reader import read_gift
from extranet_plugins.customer_care_training.question_files.gift_writer import write_gift
from extranet_plugins.customer_care_training.question_files.model import FileLine
from extranet_plugins.customer_care_training.quizzes import attempts, bank, figures, quizmaking, regrading
from extranet_plugins.customer_care_training.quizzes.analysis import FEWEST_PEOPLE
from extranet_plugins.customer_care_training.quizzes.figures import Analysis
from extranet_plugins.customer_care_training.quizzes.model import KINDS, Attempt, Question, Quiz
from extranet_plugins.customer_care_training.quizzes.rules import CHANGE
from extranet_plugins.customer_care_training.quizzes.shown import ShownAnswer, shown_answer
from extranet_plugins.customer_care_training.views.blueprint import bp
from extranet_plugins.customer_care_training.views.forms import errors_of, typed

NAME = bp.name
EMPTY = "::A short name:: The question? {\n  =The right answer#Why it is right\n  ~A wrong answer#Why it is wrong\n}\n"


@dataclass(frozen=True)
class BankPage(Page):
    """The banks with their sizes, and the questions of one; `report` is what became of a file."""

    template: ClassVar[str] = "customer_care_training/quizzes/bank.html"
    banks: tuple[tuple[str, int], ...]
    chosen: str
    questions: tuple[tuple[int, int, Question], ...]
    kinds: dict[str, str]
    formats: dict[str, str]
    report: tuple[FileLine, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class QuestionFormPage(Page):
    """A question as GIFT text; `question_id` is None for a new one."""

    template: ClassVar[str] = "customer_care_training/quizzes/question_form.html"
    question_id: int | None
    title: str
    bank: str
    text: str
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class QuizFormPage(Page):
    """The rules of a quiz; `quiz` is None for a new one."""

    template: ClassVar[str] = "customer_care_training/quizzes/quiz_form.html"
    quiz: Quiz | None
    values: dict[str, str]
    banks: tuple[tuple[str, int], ...]
    counting: tuple[tuple[str, str], ...]
    feedback: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AnalysisPage(Page):
    """Facility, discrimination and efficiency of each question, from enough people on."""

    template: ClassVar[str] = "customer_care_training/quizzes/analysis.html"
    quiz: Quiz
    analysis: Analysis
    fewest: int
    bars: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class MarkingPage(Page):
    """Answers in people's own words that wait for a mark; no name stands beside them."""

    template: ClassVar[str] = "customer_care_training/quizzes/marking.html"
    waiting: tuple[tuple[Attempt, ShownAnswer, str], ...]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RegradePage(Page):
    """What marking by the newest version would change; `names` are of the people concerned."""

    template: ClassVar[str] = "customer_care_training/quizzes/regrade.html"
    question_id: int
    question: Question
    regrade: regrading.Regrade
    names: dict[int, str]
    reason: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@bp.get("/questions")
def questions():
    return _bank_page()


def _bank_page(report=(), fault=None):
    site, actor = current_site(), require(CHANGE)
    chosen = request.values.get("bank", "")
    found = tuple(bank.bank_listing(site, actor, chosen)) if chosen else ()
    page = BankPage(tuple(bank.banks(site, actor).items()), chosen, found, KINDS, importing.FORMATS, tuple(report), errors_of(fault))
    return render(page, status=422 if fault else 200)


@bp.post("/questions/import")
def import_questions():
    site, actor = current_site(), require(CHANGE)
    given = request.files.get("file")
    try:
        if given is None or not given.filename:
            raise BadInput("Choose a file.", "file")
        written = request.form.get("format", "")
        if written not in importing.FORMATS:
            raise BadInput("Choose the kind of file.", "format")
        report = importing.import_questions(site, actor, given.read(importing.MOST_BYTES + 1), written, request.form.get("bank", "").strip())
    except BadInput as fault:
        return _bank_page(fault=fault)
    return _bank_page(report)


@bp.get("/questions/export")
def export_questions():
    site, actor = current_site(), require(CHANGE)
    written = request.args.get("format", importing.GIFT)
    if written not in (importing.GIFT, importing.MOODLE):
        raise NotFound("Questions are exported as GIFT or as Moodle XML.")
    content = importing.export_questions(site, actor, written, request.args.get("bank") or None)
    name, kind = ("questions.xml", "application/xml") if written == importing.MOODLE else ("questions.gift", "text/plain; charset=utf-8")
    return Response(content, content_type=kind, headers={"Content-Disposition": f"attachment; filename={name}"})


@bp.get("/questions/new")
def new_question():
    require(CHANGE)
    return render(QuestionFormPage(None, "New question", request.args.get("bank", ""), EMPTY))


@bp.post("/questions/new")
def add_question():
    return _keep(None, "New question")


@bp.get("/questions/<int:question_id>")
def change_question(question_id):
    row, found = bank.question_for_change(current_site(), signed_in(), question_id)
    text = write_gift([found.placed(found.code, "")]).partition("\n\n")[2]
    return render(QuestionFormPage(question_id, found.name or row["code"], found.bank, text))


@bp.post("/questions/<int:question_id>")
def save_question(question_id):
    _row, found = bank.question_for_change(current_site(), signed_in(), question_id)
    return _keep(question_id, found.name, found.code)


def _keep(question_id, title, code=""):
    site, actor = current_site(), require(CHANGE)
    text, chosen = request.form.get("text", "")[:50_000], request.form.get("bank", "").strip()
    try:
        lines = read_gift(text)
        if len(lines) != 1:
            raise BadInput("Write exactly one question, without a blank line in it.", "text")
        if not lines[0].is_read:
            raise BadInput(" ".join(lines[0].reasons), "text")
        bank.keep_question(site, actor, lines[0].question.placed(code or lines[0].question.code, chosen))
    except BadInput as fault:
        field = "bank" if fault.field == "bank" else "text"
        return render(QuestionFormPage(question_id, title, chosen, text, ((field, fault.sentence),)), status=422)
    add_notice("The question is kept.")
    return redirect(url_for(f"{NAME}.questions", bank=chosen), code=303)


@bp.post("/questions/<int:question_id>/retire")
def retire_question(question_id):
    bank.retire_question(current_site(), signed_in(), question_id)
    add_notice("The question is drawn no more.")
    return redirect(url_for(f"{NAME}.questions"), code=303)


@bp.get("/questions/<int:question_id>/regrade")
def regrade(question_id):
    return _regrade_page(question_id)


def _regrade_page(question_id, reason="", fault=None):
    site, actor = current_site(), signed_in()
    _row, found = bank.question_for_change(site, actor, question_id)
    shown = regrading.dry_run(site, actor, question_id)
    names = {one.attempt.person_id: _name(site, one.attempt.person_id) for one in shown.changes}
    return render(RegradePage(question_id, found, shown, names, reason, errors_of(fault)), status=422 if fault else 200)


def _name(site, person_id):
    found = person_by_id(site, person_id)
    return found.name if found else f"Person {person_id}"


@bp.post("/questions/<int:question_id>/regrade")
def apply_regrade(question_id):
    reason = request.form.get("reason", "")
    try:
        done = regrading.apply(current_site(), signed_in(), question_id, reason)
    except BadInput as fault:
        return _regrade_page(question_id, reason, fault)
    for person_id in sorted({one.attempt.person_id for one in done.changes}):
        courses.settle(current_site(), person_id)
    add_notice(f"{len(done.changes)} marks changed. Awards that were given stay.")
    return redirect(url_for(f"{NAME}.questions"), code=303)


@bp.get("/quizzes/new")
def new_quiz():
    require(CHANGE)
    usual = {"pass_percent": "80", "attempts_max": "3", "cooldown_hours": "24", "minutes": "30", "shuffles": "on", "feedback": "after", "counting": "best"}
    return _quiz_form(None, usual)


@bp.post("/quizzes/new")
def add_quiz():
    return _keep_quiz(None)


@bp.get("/quizzes/<slug>/change")
def change_quiz(slug):
    require(CHANGE)
    found = quizmaking.quiz_named(current_site(), slug)
    rules = found.rules
    draws = "\n".join(f"{one.count or 'all'} from {one.bank}" for one in rules.draws)
    values = {
        "title": found.title, "draws": draws, "pass_percent": f"{float(rules.pass_mark * 100):g}", "attempts_max": str(rules.attempts_max),
        "cooldown_hours": str(rules.cooldown_hours), "minutes": str(rules.minutes or ""), "shuffles": "on" if rules.shuffles else "",
        "feedback": rules.feedback, "counting": rules.counting, "is_open": "on" if found.is_open else "",
    }  # fmt: skip
    return _quiz_form(found, values)


@bp.post("/quizzes/<slug>/change")
def save_quiz(slug):
    require(CHANGE)
    return _keep_quiz(quizmaking.quiz_named(current_site(), slug))


def _quiz_form(found, values, fault=None):
    site, actor = current_site(), signed_in()
    lists = tuple(bank.banks(site, actor).items()), tuple(quizmaking.COUNTING.items()), tuple(quizmaking.FEEDBACK.items())
    return render(QuizFormPage(found, values, *lists, errors_of(fault)), status=422 if fault else 200)


def _keep_quiz(found):
    try:
        slug = quizmaking.keep_quiz(current_site(), signed_in(), found.slug if found else None, typed())
    except BadInput as fault:
        return _quiz_form(found, typed(), fault)
    add_notice("The quiz is kept.")
    return redirect(url_for(f"{NAME}.quiz", slug=slug), code=303)


@bp.get("/quizzes/<slug>/analysis")
def quiz_analysis(slug):
    site, actor = current_site(), signed_in()
    found = quizmaking.quiz_named(site, slug)
    analysis = figures.analysis_of(site, actor, found)
    bars = tuple((one.name[:28], round(100 * shown.facility)) for _id, one, shown in analysis.lines or () if shown.facility is not None)
    return render(AnalysisPage(found, analysis, FEWEST_PEOPLE, bars))


@bp.get("/marking")
def marking():
    return _marking_page()


def _marking_page(fault=None):
    waiting = attempts.attempts_to_mark(current_site(), signed_in())
    shown = tuple((one, shown_answer(item), item.question.guide) for one, item in waiting)
    return render(MarkingPage(shown, errors_of(fault)), status=422 if fault else 200)


@bp.post("/attempts/<int:attempt_id>/<int:position>/mark")
def mark_answer(attempt_id, position):
    try:
        person_id = attempts.mark_answer(
            current_site(), signed_in(), attempt_id, position, request.form.get("percent", ""), request.form.get("remark", "")
        )
    except BadInput as fault:
        return _marking_page(fault)
    courses.settle(current_site(), person_id)
    add_notice("The mark is kept.")
    return redirect(url_for(f"{NAME}.marking"), code=303)
