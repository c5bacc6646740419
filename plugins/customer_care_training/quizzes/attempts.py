"""Taking a quiz: start, save each answer, hand in. What decides an attempt is frozen when it starts; the clock is the server's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

from extranet.errors import BadInput, Conflict, Forbidden, NotFound
from extranet.identity import record
from extranet_plugins.customer_care_training.quizzes import refreshers, store
from extranet_plugins.customer_care_training.quizzes.drawing import draw, new_seed, order_of
from extranet_plugins.customer_care_training.quizzes.marking import mark_of
from extranet_plugins.customer_care_training.quizzes.model import AFTER, BEST, FIRST, GRACE, LONG_TEXT, SUBMITTED, Attempt, AttemptItem, Quiz
from extranet_plugins.customer_care_training.quizzes.rules import MARK, require


@dataclass(frozen=True)
class Standing:
    """How one person stands with one quiz. `why_not` is '' when an attempt may be started now."""

    attempts: tuple[Attempt, ...]
    counted: Attempt | None
    why_not: str = ""

    @property
    def open_attempt(self) -> Attempt | None:
        return next((one for one in self.attempts if one.is_open), None)

    @property
    def is_passed(self) -> bool:
        return self.counted is not None and bool(self.counted.is_passed)


def standing_of(quiz: Quiz, attempts: list[Attempt], now: datetime) -> Standing:
    """Which attempt counts, by the rule in force, and whether another may begin."""
    closed = [one for one in attempts if not one.is_open]
    return Standing(tuple(attempts), counted_attempt(quiz.rules.counting, closed), _why_not(quiz, attempts, closed, now))


def counted_attempt(counting: str, closed: list[Attempt]) -> Attempt | None:
    """The best, last or first marked attempt; the earlier of two equally good ones."""
    marked = [one for one in closed if one.mark is not None]
    if not marked:
        return None
    if counting == BEST:
        return max(marked, key=lambda one: (one.mark, -one.number))
    return marked[0] if counting == FIRST else marked[-1]


def _why_not(quiz: Quiz, attempts: list[Attempt], closed: list[Attempt], now: datetime) -> str:
    if not quiz.is_open:
        return "This quiz is not open now."
    if len(attempts) >= quiz.rules.attempts_max and len(closed) == len(attempts):
        return f"All {quiz.rules.attempts_max} attempts are used. Ask a trainer if you need another."
    if closed and closed[-1].submitted_at + timedelta(hours=quiz.rules.cooldown_hours) > now and len(closed) == len(attempts):
        again = closed[-1].submitted_at + timedelta(hours=quiz.rules.cooldown_hours)
        hours = ceil((again - now).total_seconds() / 3600)
        return f"You can try again in {hours} hour{'s' if hours > 1 else ''}."
    return ""


def my_standing(site, actor, quiz: Quiz) -> Standing:
    return standing(site, actor.id, quiz)


def standing(site, person_id: int, quiz: Quiz) -> Standing:
    """Overdue attempts are closed first: a deadline does not wait for a visit."""
    with site.db.reading() as connection:
        found = store.attempts(connection, quiz.id, person_id)
    for one in found:
        if one.is_open and not one.takes_answers_at(site.clock.now()):
            _close(site, one.id)
            return standing(site, person_id, quiz)
    return standing_of(quiz, found, site.clock.now())


def start_attempt(site, actor, quiz: Quiz) -> int:
    """The id of a new attempt, or of the open one. Forbidden with the reason when none may begin."""
    if actor.is_guest:
        raise Forbidden("Guests do not take quizzes here.")
    now = site.clock.now()
    my_standing(site, actor, quiz)
    with site.db.writing() as tx:
        open_one = store.open_attempt_id(tx, quiz.id, actor.id)
        if open_one is not None:
            return open_one
        earlier = store.attempts(tx, quiz.id, actor.id, with_items=True)
        why_not = standing_of(quiz, earlier, now).why_not
        if why_not:
            raise Forbidden(why_not)
        return _begin(tx, actor, quiz, earlier, now)


def _begin(tx, actor, quiz: Quiz, earlier: list[Attempt], now: datetime) -> int:
    seed = new_seed()
    seen = {item.question_id for item in earlier[-1].items} if earlier else set()
    drawn = draw(quiz.rules, {one.bank: store.pool_ids(tx, one.bank) for one in quiz.rules.draws}, seen, seed)
    if not drawn:
        raise BadInput("There is no question in this quiz yet.")
    versions = store.versions_of(tx, drawn)
    items = []
    for position, question_id in enumerate(drawn, start=1):
        version_id, question = versions[question_id]
        order = order_of(question, quiz.rules, seed, position)
        items.append({"question_id": question_id, "question_version_id": version_id, "marked_version_id": version_id, "shown_order": list(order)})
    row = {
        "quiz_id": quiz.id, "quiz_version_id": quiz.version_id, "person_id": actor.id, "authority_id": actor.authority, "number": len(earlier) + 1,
        "seed": seed, "state": "open", "started_at": now, "focus_losses": 0,
        "deadline_at": now + timedelta(minutes=quiz.rules.minutes) if quiz.rules.minutes else None,
    }  # fmt: skip
    return store.add_attempt(tx, row, items)


def my_attempt(site, actor, attempt_id: int) -> Attempt:
    """The actor's own attempt; NotFound for anybody else's. One whose time is over is handed in first."""
    with site.db.reading() as connection:
        found = store.attempt_by_id(connection, attempt_id)
    if found is None or found.person_id != actor.id:
        raise NotFound("There is no such attempt of yours.")
    if found.is_open and not found.takes_answers_at(site.clock.now()):
        _close(site, attempt_id)
        return my_attempt(site, actor, attempt_id)
    return found


def item_at(attempt: Attempt, position: int) -> AttemptItem:
    found = next((one for one in attempt.items if one.position == position), None)
    if found is None:
        raise NotFound("There is no such question in this attempt.")
    return found


def save_answer(site, actor, attempt_id: int, position: int, response: Any) -> None:
    """Keep one answer, on disk before this returns. Conflict when the time is over or the answer may not change any more."""
    attempt = my_attempt(site, actor, attempt_id)
    item = item_at(attempt, position)
    with site.db.writing() as tx:
        # Looked at again inside the turn to write: it may have been handed in meanwhile, from another window.
        attempt = store.attempt_by_id(tx, attempt_id)
        if not attempt.takes_answers_at(site.clock.now()):
            raise Conflict("This attempt is handed in; this answer was not kept.")
        if attempt.rules.feedback != AFTER and item_at(attempt, position).is_answered:
            raise Conflict("This answer is given: you have seen what is right.")
        store.keep_response(tx, item.id, response, site.clock.now())


def hand_in(site, actor, attempt_id: int) -> Attempt:
    """Mark the attempt. Doing it twice gives the same marks and nothing else."""
    my_attempt(site, actor, attempt_id)
    _close(site, attempt_id)
    return my_attempt(site, actor, attempt_id)


def close_overdue(site) -> int:
    """Hand in every attempt whose time, with its grace, is over; how many. A job runs this."""
    with site.db.reading() as connection:
        overdue = store.overdue_ids(connection, site.clock.now() - GRACE)
    for attempt_id in overdue:
        _close(site, attempt_id)
    return len(overdue)


def _close(site, attempt_id: int) -> None:
    with site.db.writing() as tx:
        attempt = store.attempt_by_id(tx, attempt_id)
        if not attempt.is_open:
            return
        now = site.clock.now()
        at = min(now, attempt.deadline_at) if attempt.deadline_at else now
        for item in attempt.items:
            store.keep_mark(tx, item.id, mark_of(item.question, item.response))
        settle(tx, attempt_id, state=SUBMITTED, submitted_at=at)
        refreshers.learn_from(tx, store.attempt_by_id(tx, attempt_id), site.clock.today())


def settle(tx, attempt_id: int, **values) -> Attempt:
    """The attempt's mark and pass again from its items; no mark while an answer awaits a person's mark."""
    attempt = store.attempt_by_id(tx, attempt_id)
    mark = total_of(attempt.items)
    is_passed = None if mark is None else mark >= attempt.rules.pass_mark
    store.set_attempt(tx, attempt_id, mark, is_passed=is_passed, **values)
    return store.attempt_by_id(tx, attempt_id)


def total_of(items: tuple[AttemptItem, ...]) -> Fraction | None:
    """The mean of all marks, unanswered questions among them; None while one is not marked."""
    marks = [one.mark for one in items]
    return None if not marks or None in marks else sum(marks, Fraction(0)) / len(marks)


def note_focus_loss(site, actor, attempt_id: int) -> None:
    """Count that the window was left: shown to trainers, never used for marks."""
    if my_attempt(site, actor, attempt_id).is_open:
        with site.db.writing() as tx:
            store.count_focus_loss(tx, attempt_id)


# Marking by a person ---------------------------------------------------------------


def attempts_to_mark(site, actor) -> list[tuple[Attempt, AttemptItem]]:
    """Answers in people's own words that wait for a mark, oldest first; never the actor's own."""
    require(site, actor, MARK, None)
    with site.db.reading() as connection:
        found = store.attempts(connection, with_items=True)
    waiting = [(one, item) for one in found if not one.is_open and one.person_id != actor.id for item in one.items if item.awaits_marking]
    return sorted(waiting, key=lambda pair: pair[0].submitted_at)


def mark_answer(site, actor, attempt_id: int, position: int, percent: str, remark: str) -> int:
    """Give a mark of 0 to 100 per cent to an answer in somebody's own words; whose it is. Forbidden for one's own."""
    with site.db.reading() as connection:
        attempt = store.attempt_by_id(connection, attempt_id)
    if attempt is None or attempt.is_open:
        raise NotFound("There is no such answer to mark.")
    require(site, actor, MARK, attempt.person_id)
    item = item_at(attempt, position)
    if item.question.kind != LONG_TEXT:
        raise BadInput("Only answers in people's own words are marked by hand.")
    if not percent.isascii() or not percent.isdigit() or int(percent) > 100:
        raise BadInput("Give a mark from 0 to 100.", "percent")
    with site.db.writing() as tx:
        store.keep_mark(tx, item.id, Fraction(int(percent), 100), marked_by=actor.id, remark=remark.strip()[:2000])
        settle(tx, attempt_id)
        record(tx, site, actor, "attempt.marked", f"attempt {attempt_id}, question {position}", f"{percent}%")
    return attempt.person_id
