"""The screens of the wiki. Each view fetches through a door, acts, answers.

blueprint.py   the blueprint
drawing.py     panels, cards and blocks of plugins, drawn so that a failing one costs only itself
desk.py        the first page
reading.py     a page, a page for every council, a missing page
editing.py     new, edit, preview     history.py  history, one revision, differences, restore
remarks.py     what the standard says while one types; remarking.py the reasons that let a warning stand
drafts.py      what was typed and not saved, and who else is typing
moving.py      rename, delete, the bin     attachments.py  attached files
facts.py       facts by key             fact_grid.py   facts × councils, and a column pasted in
browsing.py    services, places, functions, types, customer groups, tags, what is new
journeys.py    life episodes, each an ordered journey
groups.py      working groups                structure.py   what hangs together badly, and two pages made one
"""

from extranet.pages.views import (
    attachments,
    browsing,
    desk,
    drafts,
    editing,
    editor_help,
    fact_grid,
    facts,
    groups,
    history,
    journeys,
    moving,
    reading,
    remarks,
    structure,
)
from extranet.pages.views.blueprint import bp

__all__ = [
    "attachments",
    "bp",
    "browsing",
    "desk",
    "drafts",
    "editing",
    "editor_help",
    "fact_grid",
    "facts",
    "groups",
    "history",
    "journeys",
    "moving",
    "reading",
    "remarks",
    "structure",
]
