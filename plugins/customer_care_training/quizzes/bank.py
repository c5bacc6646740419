"""The shared bank of questions: keep, retire, and list them."""

import re
import secrets

from extranet.errors import BadInput, NotFound
from extranet.identity import record
from extranet_plugins.customer_care_training.quizzes import store
from extranet_plugins.customer_care_training.quizzes.checking import faults_of
from extranet_plugins.customer_care_training.quizzes.model import Question
from extranet_plugins.customer_care_training.quizzes.rules import CHANGE, require

NEW, CHANGED, SAME = "new", "changed", "same"
BANK = re.compile(r"[^/\x00-\x1f][^\x00-\x1f]{0,119}")


def bank_listing(site, actor, bank: str | None = None) -> list[tuple[int, int, Question]]:
    """(id, version, question) of the bank. Answers are in them, so only trainers look."""
    require(site, actor, CHANGE)
    with site.db.reading() as connection:
        return store.questions(connection, bank)


def banks(site, actor) -> dict[str, int]:
    require(site, actor, CHANGE)
    with site.db.reading() as connection:
        return store.banks(connection)


def question_for_change(site, actor, question_id: int):
    """(row, question) of one question. NotFound when there is none."""
    require(site, actor, CHANGE)
    with site.db.reading() as connection:
        row = store.question_by_id(connection, question_id)
    if row is None:
        raise NotFound("There is no such question in the bank.")
    return row, Question.from_json(row["body"], row["code"], row["bank"])


def keep_question(site, actor, question: Question) -> str:
    """Store a question: new, a new version of the one with its code, or the same. BadInput says what is wrong with it."""
    require(site, actor, CHANGE)
    if not BANK.fullmatch(question.bank):
        raise BadInput("Name the bank the question belongs to, in at most 120 letters.", "bank")
    faults = faults_of(question)
    if faults:
        raise BadInput(" ".join(faults), "answers")
    with site.db.writing() as tx:
        outcome = put(tx, site, question, actor.authority, actor.id)
        record(tx, site, actor, "question.kept", question.code or question.name, outcome)
    return outcome


def put(tx, site, question: Question, authority: str, by: int | None) -> str:
    """Store a checked question inside the caller's transaction: new, changed or same.

    Without a code it is known by its content, so that the same file twice makes no second copy.
    """
    code = question.code or store.code_of_fingerprint(tx, question.bank, question.fingerprint)
    known = store.question_by_code(tx, code) if code else None
    if known is None:
        store.add_question(tx, question.placed(code or new_code(), question.bank), authority, by, site.clock.now())
        return NEW
    if known["fingerprint"] == question.fingerprint and known["bank"] == question.bank and not known["is_retired"]:
        return SAME
    store.add_version(tx, known["id"], known["number"] + 1, question, by, site.clock.now())
    return CHANGED


def new_code() -> str:
    return f"q-{secrets.token_hex(5)}"


def retire_question(site, actor, question_id: int) -> None:
    """Draw it no more. Attempts that hold it stay as they are."""
    row, _question = question_for_change(site, actor, question_id)
    with site.db.writing() as tx:
        store.set_retired(tx, question_id, True)
        record(tx, site, actor, "question.retired", row["code"])
