"""Marking again after a question's key was put right: first a list of what would change, then, with a reason, the change.

An award that was given stays: a regrade never takes one away.
"""

from dataclasses import dataclass
from fractions import Fraction

from extranet.errors import BadInput, NotFound
from extranet.identity import record
from extranet_plugins.customer_care_training.quizzes import store
from extranet_plugins.customer_care_training.quizzes.attempts import settle
from extranet_plugins.customer_care_training.quizzes.marking import mark_of
from extranet_plugins.customer_care_training.quizzes.model import LONG_TEXT, Attempt, AttemptItem, Question
from extranet_plugins.customer_care_training.quizzes.rules import CHANGE, require


@dataclass(frozen=True)
class MarkChange:
    """One answer whose mark would become another. `passes` is what the whole attempt would then be."""

    attempt: Attempt
    item: AttemptItem
    new: Fraction
    passes: bool | None


@dataclass(frozen=True)
class Regrade:
    """What marking by the newest version would do. `held` are answers that cannot be marked by it, with the reason."""

    question_id: int
    version: int
    changes: tuple[MarkChange, ...]
    same: int
    held: tuple[tuple[AttemptItem, str], ...]


def dry_run(site, actor, question_id: int) -> Regrade:
    """The list of changed results. Writes nothing."""
    require(site, actor, CHANGE)
    with site.db.reading() as connection:
        return _compare(connection, question_id)


def _compare(connection, question_id: int) -> Regrade:
    row = store.question_by_id(connection, question_id)
    if row is None:
        raise NotFound("There is no such question in the bank.")
    newest = Question.from_json(row["body"], row["code"], row["bank"])
    changes, held, same = [], [], 0
    for attempt in store.attempts_holding(connection, question_id):
        item = next(one for one in attempt.items if one.question_id == question_id)
        why_not = _why_not(item.question, newest)
        new = None if why_not else mark_of(newest, item.response)
        if why_not:
            held.append((item, why_not))
        elif new == item.mark:
            same += 1
        else:
            changes.append(MarkChange(attempt, item, new, _passes(attempt, item, new)))
    return Regrade(question_id, row["number"], tuple(changes), same, tuple(held))


def _why_not(old: Question, newest: Question) -> str:
    """Answers are kept as places among the options, so the newest version must have as many, in the same order."""
    if newest.kind == LONG_TEXT or old.kind == LONG_TEXT:
        return "It is marked by a person."
    if _shape(old) != _shape(newest):
        return "The newest version is of another kind or has another number of answers."
    return ""


def _shape(question: Question) -> tuple:
    return question.kind, question.choices, len(question.lefts), question.shuffles


def _passes(attempt: Attempt, changed: AttemptItem, new: Fraction) -> bool | None:
    marks = [new if one.id == changed.id else one.mark for one in attempt.items]
    return None if None in marks else sum(marks, Fraction(0)) / len(marks) >= attempt.rules.pass_mark


def apply(site, actor, question_id: int, reason: str) -> Regrade:
    """Write the marks of the newest version; every change is kept with its old mark. BadInput without a reason."""
    require(site, actor, CHANGE)
    reason = " ".join(reason.split())
    if not 10 <= len(reason) <= 500:
        raise BadInput("Say why, in 10 to 500 letters: people whose result changes may ask.", "reason")
    with site.db.writing() as tx:
        found = _compare(tx, question_id)
        version_id = store.question_by_id(tx, question_id)["version_id"]
        row = {"question_id": question_id, "by_id": actor.id, "reason": reason, "at": site.clock.now()}
        store.add_regrade(tx, row, [(one.item.id, one.item.mark, one.new) for one in found.changes])
        for one in found.changes:
            store.keep_mark(tx, one.item.id, one.new, marked_version_id=version_id)
            settle(tx, one.attempt.id)
        record(tx, site, actor, "quiz.regraded", f"question {question_id}", f"{len(found.changes)} changed. {reason}")
    return found
