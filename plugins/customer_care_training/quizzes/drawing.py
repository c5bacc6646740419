"""Which questions an attempt holds and in which order: decided by its seed alone, so that every look at it is the same.

`random.Random(text)` is the same on every machine and Python version that we run; the seed is stored with the attempt.
"""

import secrets
from collections.abc import Mapping, Sequence, Set
from random import Random

from extranet_plugins.customer_care_training.quizzes.model import LONG_TEXT, MATCHING, NUMBER, ORDERING, SHORT_TEXT, TRUE_FALSE, Question, QuizRules


def new_seed() -> str:
    return secrets.token_hex(8)


def draw(rules: QuizRules, pools: Mapping[str, Sequence[int]], seen: Set[int], seed: str) -> list[int]:
    """The ids of the questions of one attempt, in order.

    `pools` holds each bank's question ids; `seen` are those of the person's last attempt, taken only where a bank has too few others.
    """
    chance = Random(seed)
    drawn: list[int] = []
    for one in rules.draws:
        pool = [number for number in sorted(pools.get(one.bank, ())) if number not in drawn]
        chance.shuffle(pool)
        pool.sort(key=lambda number: number in seen)
        drawn += pool[: one.count or None]
    if rules.shuffles:
        chance.shuffle(drawn)
    return drawn


def order_of(question: Question, rules: QuizRules, seed: str, position: int) -> tuple[int, ...]:
    """The order in which the options, right-hand sides or steps are shown, as indices.

    Things to put in order are always mixed, and never shown in the right order.
    """
    order = list(range(question.choices))
    if question.kind in (SHORT_TEXT, NUMBER, LONG_TEXT, TRUE_FALSE):
        return tuple(order)
    if question.kind in (MATCHING, ORDERING) or (rules.shuffles and question.shuffles):
        Random(f"{seed}:{position}").shuffle(order)
    if question.kind == ORDERING and order == sorted(order):
        order = order[1:] + order[:1]
    return tuple(order)
