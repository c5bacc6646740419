"""Priorities (Annex 2) and the urgent/important boxes (Annex 3).

model.py    criteria, categories, Area, Score, boxes
store.py    areas and every score ever given
actions.py  add, score, override a box, remove
sheet.py    the printed table as CSV, read and written
plot.py     the four boxes as a drawing
"""

from extranet_plugins.information_age_champions.priorities.actions import (
    add_area,
    area_by_id,
    areas_of,
    change_area,
    import_sheet,
    override_box,
    remove_area,
    score_area,
    scores_of,
)
from extranet_plugins.information_age_champions.priorities.model import BOXES, BUSINESS, CRITERIA, CROSS, ICT, LEVELS, PROGRAMMES, Area, Score

__all__ = [
    "BOXES", "BUSINESS", "CRITERIA", "CROSS", "ICT", "LEVELS", "PROGRAMMES", "Area", "Score", "add_area", "area_by_id", "areas_of",
    "change_area", "import_sheet", "override_box", "remove_area", "score_area", "scores_of",
]
