"""What people do with proposals.

sending.py     sent for review, sent again, taken back
deciding.py    approved, a change asked for; published exactly once
scheduled.py   what waits for its time, and what was missed while nobody was at work
commenting.py  comments on a passage
looking.py     the queue, one proposal, what it would change
ending.py      withdrawn, superseded, redirected, gone: now or at a moment
bulk.py        the same change to many pages, looked at first
telling.py     who hears of it
"""
