"""Offerings, their sessions, and the meetings a session is made of.

model.py      offerings, sessions, meetings
store.py      their tables and queries
reading.py    finding sessions, and how each stands
planning.py   what is typed, checked: an offering, a session, its meetings
actions.py    make, change, move and cancel; each in one transaction with rooms, trainers and people's calendars
views.py      the screens
"""
