"""Venues and rooms of every authority, and who uses which room or trainer when.

model.py     venues, rooms, layouts, access features, uses
slots.py     quarters of an hour, the unit in which clashes are impossible
store.py     the tables; `claim` is the one way to a room or trainer
actions.py   keep rooms, hold, confirm, give back
finding.py   rooms that suit a session
travel.py    too little time for the way between two places
views.py     the screens
"""
