"""The plugin's screens under /-/desk. Each view fetches through a door, acts, answers.

desk.py         a contact from start to outcome      refer.py      the referral form
queue.py        lists of referrals, one referral     guide.py      decision guides step by step
gap.py          the gap queue                        measure.py    measures, the matrix, CSV
arrange.py      queues, hours, responsibility        record.py     records about one person, the log of erasing
"""

from extranet_plugins.front_line_forum.views import arrange, desk, gap, guide, measure, queue, record, refer
from extranet_plugins.front_line_forum.views.blueprint import bp

__all__ = ["arrange", "bp", "desk", "gap", "guide", "measure", "queue", "record", "refer"]
