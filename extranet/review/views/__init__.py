"""The screens of review.

queue.py     what waits: for you, of your groups, overdue, your own, decided
proposal.py  one change: its differences, as a page, passage by passage; what can be done with it
ending.py    a page's end     rule.py  what groups ask for     bulk.py  the same change to many pages
"""

from extranet.review.views import approval_rules, bulk, ending, proposal, queue
from extranet.review.views.blueprint import bp

__all__ = ["bp", "approval_rules", "bulk", "ending", "proposal", "queue"]
