"""Time and calendars: London's clock, working days, and what calendar programs are sent.

actions.py       messages, files and feeds of a person
london.py        local times to moments and back; times that do not exist or come twice
working_days.py  bank holidays, days counted back, cut-offs
month.py         a month as weeks of days
store.py         calendar objects, messages waiting, the secret of a person's feed
messages.py      what is put in the outbox, and handing it out once
entries.py       keeping every person's calendar entries in step with their bookings
ical.py          entries as iCalendar text
"""
