"""Plans: their span of quarters, where they come from, and the dated record of their approval.

model.py    Plan, Decision, Standing
store.py    the tables of plans and decisions
actions.py  start, change, ask for approval, approve, return; the door `plan_named`
"""

from extranet_plugins.information_age_champions.plans.actions import (
    all_plans,
    answer_plan,
    ask_for_approval,
    change_plan,
    decisions_of,
    plan_named,
    refuse_other,
    start_plan,
    touch,
)
from extranet_plugins.information_age_champions.plans.model import ANSWERS, STATE_WORDS, Decision, Plan, Standing, standing_of

__all__ = [
    "ANSWERS", "STATE_WORDS", "Decision", "Plan", "Standing", "all_plans", "answer_plan", "ask_for_approval", "change_plan",
    "decisions_of", "plan_named", "refuse_other", "standing_of", "start_plan", "touch",
]
