"""The states of a referral and what leads from one to the next; everything else is refused.

sent → accepted → closed, with two waits: for the customer (the clock stands) and for the sender (it runs).
"""

from extranet.errors import Conflict
from extranet_plugins.front_line_forum.model import ACCEPTED, CLOSED, NEED_MORE, SENT, STATUS_WORDS, WAITING

# act -> (states it may be done in, the state after it; None leaves the state)
MOVES = {
    "accept": (frozenset({SENT}), ACCEPTED),
    "return": (frozenset({SENT, ACCEPTED}), SENT),
    "ask_more": (frozenset({SENT, ACCEPTED}), NEED_MORE),
    "answer_more": (frozenset({NEED_MORE}), SENT),
    "wait": (frozenset({ACCEPTED}), WAITING),
    "resume": (frozenset({WAITING}), ACCEPTED),
    "close": (frozenset({ACCEPTED}), CLOSED),
    "withdraw": (frozenset({SENT, NEED_MORE}), CLOSED),
    "assign": (frozenset({ACCEPTED, WAITING}), None),
    "pass_on": (frozenset({SENT, ACCEPTED, WAITING, NEED_MORE}), None),
}
ACT_WORDS = {
    "send": "Sent",
    "accept": "Accepted",
    "return": "Returned: wrong authority",
    "ask_more": "Asked the sender for more",
    "answer_more": "Answered by the sender",
    "wait": "Waiting for the customer",
    "resume": "The customer replied",
    "close": "Closed",
    "withdraw": "Withdrawn",
    "assign": "Assigned",
    "pass_on": "Passed to the successor authority",
    "escalate": "Escalated",
    "hold": "Put on legal hold",
    "release": "Legal hold lifted",
}
WORKED_BY_TARGET = frozenset({"accept", "return", "ask_more", "wait", "resume", "close", "assign"})
WORKED_BY_SENDER = frozenset({"answer_more", "withdraw"})


class WrongState(Conflict):
    """The referral is not in a state for this; the sentence says in which it is."""


def state_after(act: str, status: str, was_accepted: bool = False) -> str:
    """The state after this act. WrongState when the act does not fit; KeyError for an unknown act.

    A sender's answer brings a referral back to whoever had accepted it already.
    """
    from_states, to_state = MOVES[act]
    if status not in from_states:
        raise WrongState(f"This referral is now in the state “{STATUS_WORDS[status]}”, so this cannot be done to it. Look at it again.")
    if act == "answer_more" and was_accepted:
        return ACCEPTED
    return to_state or status


def acts_in(status: str) -> frozenset[str]:
    """What may be done in this state, whoever does it."""
    return frozenset(act for act, (from_states, _) in MOVES.items() if status in from_states)
