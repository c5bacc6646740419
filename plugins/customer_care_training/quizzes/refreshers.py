"""A few questions again, days after they were learnt. The person's own: no mark, and nobody else sees it."""

from datetime import date
from typing import Any

from extranet.errors import NotFound
from extranet_plugins.customer_care_training.quizzes import store
from extranet_plugins.customer_care_training.quizzes.marking import mark_of
from extranet_plugins.customer_care_training.quizzes.model import LONG_TEXT, Attempt, Question
from extranet_plugins.customer_care_training.quizzes.refreshing import MOST_A_DAY, next_due


def learn_from(tx, attempt: Attempt, today: date) -> None:
    """Every question of a handed-in attempt comes back later; called in the transaction that hands it in."""
    known = {row["question_id"]: row["history"] for row in store.refreshers(tx, attempt.person_id)}
    for item in attempt.items:
        if item.question.kind != LONG_TEXT:
            _keep(tx, attempt.person_id, attempt.authority_id, item.question_id, [*known.get(item.question_id, ()), [today.isoformat(), item.mark == 1]])


def _keep(tx, person_id: int, authority: str, question_id: int, history: list) -> None:
    due = next_due([(date.fromisoformat(day), right) for day, right in history])
    row = {"person_id": person_id, "authority_id": authority, "question_id": question_id, "history": history, "due_on": due}
    store.keep_refresher(tx, row)


def due_now(site, actor) -> list[tuple[int, Question]]:
    """(question id, question) due today: at most five a day, those already answered today counted."""
    today = site.clock.today()
    with site.db.reading() as connection:
        rows = store.refreshers(connection, actor.id)
        done = sum(len(row["history"]) > 1 and row["history"][-1][0] == today.isoformat() and row["history"][-2][0] != today.isoformat() for row in rows)
        due = [row["question_id"] for row in rows if row["due_on"] <= today][: max(0, MOST_A_DAY - done)]
        versions = store.versions_of(connection, due)
    return [(one, versions[one][1]) for one in due if one in versions]


def answer_refresher(site, actor, question_id: int, response: Any) -> tuple[Question, bool]:
    """(question, whether it was right); the question comes back on its next day. NotFound when it is not due."""
    due = dict(due_now(site, actor))
    if question_id not in due:
        raise NotFound("This question is not due today.")
    was_right = mark_of(due[question_id], response) == 1
    with site.db.writing() as tx:
        history = next(row["history"] for row in store.refreshers(tx, actor.id) if row["question_id"] == question_id)
        _keep(tx, actor.id, actor.authority, question_id, [*history, [site.clock.today().isoformat(), was_right]])
    return due[question_id], was_right
