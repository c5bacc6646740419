"""The plugin's screens under /-/desk. Each view fetches through a door, acts, answers.

desk.py         a contact from start to outcome      refer.py      the referral form
queue.py        lists of referrals, one referral     guide.py      decision guides step by step
gap.py          the gap queue                        measure.py    measures, the matrix, CSV
answers.py      measures of the pages, waits, links  record.py     records about one person, the log of erasing
arrange.py      queues, hours, responsibility
"""

from extranet_plugins.front_line_forum.views import answers, arrange, desk, gap, guide, measure, queue, record, refer
from extranet_plugins.front_line_forum.views.blueprint import bp

__all__ = ["answers", "arrange", "bp", "desk", "gap", "guide", "measure", "queue", "record", "refer"]
