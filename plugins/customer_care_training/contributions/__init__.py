"""What each authority gives and takes: places, trainer days, rooms.

ledger.py   counted from sessions, bookings and uses; nothing is kept twice
views.py    the page and the CSV
"""
