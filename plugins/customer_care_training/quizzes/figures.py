"""The item analysis of a quiz, from the attempts of its newest version; shown only from 20 people on."""

from dataclasses import dataclass

from extranet_plugins.customer_care_training.quizzes import store
from extranet_plugins.customer_care_training.quizzes.analysis import FEWEST_PEOPLE, ItemFigures, analyse
from extranet_plugins.customer_care_training.quizzes.model import Question, Quiz
from extranet_plugins.customer_care_training.quizzes.rules import CHANGE, require


@dataclass(frozen=True)
class Analysis:
    """`lines` are (question id, question, figures); None instead of them when too few people took the quiz."""

    people: int
    lines: tuple[tuple[int, Question, ItemFigures], ...] | None
    alpha: float | None


def analysis_of(site, actor, quiz: Quiz) -> Analysis:
    """Figures over each person's first marked attempt. Where questions are drawn, each is set against the rest of its own attempts."""
    require(site, actor, CHANGE)
    with site.db.reading() as connection:
        found = store.attempts(connection, quiz.id, with_items=True)
    firsts = {one.person_id: one for one in reversed(found) if one.mark is not None and one.version == quiz.version}
    if len(firsts) < FEWEST_PEOPLE:
        return Analysis(len(firsts), None, None)
    return _analyse(list(firsts.values()))


def _analyse(attempts: list) -> Analysis:
    questions, rows = {}, []
    for one in attempts:
        questions |= {item.question_id: item.question for item in one.items}
        rows.append({item.question_id: float(item.mark) for item in one.items})
    if all(set(row) == set(questions) for row in rows):
        figures, alpha = analyse([[row[number] for number in questions] for row in rows])
        return Analysis(len(rows), tuple((number, questions[number], one) for number, one in zip(questions, figures, strict=True)), alpha)
    return Analysis(len(rows), tuple((number, question, _drawn(number, rows)) for number, question in questions.items()), None)


def _drawn(number: int, rows: list[dict]) -> ItemFigures:
    """A question that only some were asked: its mark beside the mean of the others in the same attempt, as one item against the rest."""
    asked = [row for row in rows if number in row]
    if len(asked) < FEWEST_PEOPLE:
        return ItemFigures(len(asked), None, None, None, None)
    table = [[row[number], sum(mark for other, mark in row.items() if other != number) / max(1, len(row) - 1)] for row in asked]
    return analyse(table)[0][0]
