"""Reading: people are asked to read a page by a day and to say that they have understood it. It never stands in the way of a call.

model.py      requests, receipts, who has and who has not
store.py      reading_request, reading_receipt
rules.py      who may ask, who sees figures, who sees names
asking.py     ask, end, tell those who are asked; a major change asks again
answering.py  what somebody still has to read, and saying that they have
counting.py   how many of each authority have read it
answers.py    banner, desk, action of a page, news, jobs
views.py      /-/reading
"""

from extranet.reading.answering import waiting_for
from extranet.reading.asking import ask

__all__ = ["ask", "waiting_for"]
