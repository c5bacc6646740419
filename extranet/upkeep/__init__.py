"""Upkeep: what keeps pages right after they were written.

model.py       flags, answers, local rows, tasks
tables.py      the tables; store.py every query
clocks.py      working days, and how long is left in words
holders.py     who looks after a page, or an authority's text on it
personal.py    refuses particulars of one person in a line about a page
flags.py       flag it or fix it, with an outcome that is heard
helping.py     did this answer it: counts without a person
localrows.py   the local rows of each page, and "still right for you?"
reviews.py     "still right", reminders, groups short of people
coverage.py    pages × authorities; the standard's check LOC-1; rows that end
tasks.py       what waits for somebody
exporting.py   what leaves with an export
answers.py     what upkeep answers to hooks
views/         the screens;  cli.py  `extranet upkeep`
"""

from extranet.upkeep.coverage import CoverageLine, Ending, coverage_map, endings
from extranet.upkeep.flags import Remark, accept, decline, finish, flags_on, live_counts, raise_flag
from extranet.upkeep.helping import Tally, give_answer, tallies, tally_of
from extranet.upkeep.localrows import still_right_for
from extranet.upkeep.model import Flag, Task
from extranet.upkeep.reviews import still_right
from extranet.upkeep.tasks import tasks_for

__all__ = [
    "CoverageLine", "Ending", "Flag", "Remark", "Tally", "Task", "accept", "coverage_map", "decline", "endings", "finish", "flags_on", "give_answer",
    "live_counts", "raise_flag", "still_right", "still_right_for", "tallies", "tally_of", "tasks_for",
]
