"""Places: who asked, who has one, who waits, who came.

model.py       a booking and its states
rules.py       who fits, who is next, how long an offer stands: pure
store.py       bookings, their log, attendance, access needs, line managers
desk.py        one session under lock: the only code that moves a booking
service.py     everything that can happen to a place, one transaction each
approving.py   who may book, approve and run; a person's line manager
attendance.py  the roll, the code on the wall, the printed sheet
needs.py       access needs: the organiser's alone, and gone after 30 days
views.py       the screens
"""
