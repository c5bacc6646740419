"""Review: from draft to live. What readers read stays until somebody else approved the next text.

model.py     proposals, their states and steps, what a group asks for
rules.py     who may publish, approve, look, and set what a group asks
approval_rules.py  what each working group asks for
store.py     proposal, proposal_step, proposal_comment, approval_rule, planned_end
actions/     sending, deciding, waiting for its time, comments, ends of pages, many pages at once
answers.py   what it answers to hooks
views/       /-/review and what hangs from it
"""

from extranet.review.actions.deciding import approve, ask_change
from extranet.review.actions.ending import End, end_page
from extranet.review.actions.looking import look_at, queue, waiting_for
from extranet.review.actions.scheduled import do_what_is_due
from extranet.review.actions.sending import send, take_back
from extranet.review.approval_rules import rule_of, set_rule
from extranet.review.model import ApprovalRule, Proposal, Timing, WrongStep

__all__ = [
    "ApprovalRule", "End", "Proposal", "Timing", "WrongStep", "approve", "ask_change", "do_what_is_due", "end_page", "look_at", "queue", "rule_of", "send",
    "set_rule", "take_back", "waiting_for",
]
