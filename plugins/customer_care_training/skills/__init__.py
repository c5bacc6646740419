"""Skills: a list with levels, ratings by two people, gaps by authority with figures nobody can take apart.

model.py       skills, levels, ratings, gaps
importing.py   the list as CSV, refused with the line that is wrong
suppression.py which cells of a table of counts must stay hidden
heat.py        the published table of one month
store.py       tables and queries
rating.py      self and manager, blind until both are in
evidence.py    an award raises the floor
demand.py      gaps as a list of courses wanted, and places by demand
views.py       the screens
"""
