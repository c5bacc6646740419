"""The workplan (Annex 1): milestones on a grid of years and quarters, by work area.

model.py    Milestone, Move; what slipped, what stands before what it needs, circles of needs
store.py    milestones, their moves, what each needs
actions.py  add, change, move, remove
form.py     what was typed, as a milestone
grid.py     the grid as a table          picture.py  the grid as a drawing
"""

from extranet_plugins.information_age_champions.workplan.actions import (
    add_milestone,
    change_milestone,
    milestone_by_id,
    move_milestone,
    remove_milestone,
    similar_work,
    workplan_of,
)
from extranet_plugins.information_age_champions.workplan.model import STATUS_WORDS, STATUSES, WORK_AREAS, Milestone, Move, Slip, Workplan

__all__ = [
    "STATUSES", "STATUS_WORDS", "WORK_AREAS", "Milestone", "Move", "Slip", "Workplan", "add_milestone", "change_milestone",
    "milestone_by_id", "move_milestone", "remove_milestone", "similar_work", "workplan_of",
]
