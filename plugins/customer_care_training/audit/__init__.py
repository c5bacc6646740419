"""`extranet training audit`: the invariants of training.md 8, proved on live rows.

model.py     a check: its id, its sentence, its question
bookings.py  B1 to B8, Q1, Q2, C2      planning.py  R1, T1, M1      privacy.py  P1
checks.py    all of them in order: another subpackage's checks are added there
"""
