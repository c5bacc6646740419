"""Questions, quizzes and attempts.

model.py       a question of eight kinds, rules of a quiz, an attempt
checking.py    what is wrong with a question, in sentences
marking.py     the mark of one response, exact
drawing.py     which questions, in which order, from a seed
analysis.py    facility, discrimination, efficiency, alpha
refreshing.py  when a question comes back to a person
texts.py       question text as safe HTML
store.py       tables and queries
bank.py  quizmaking.py  attempts.py  regrading.py  refreshers.py   what people do
views.py       the screens
audit.py       A1 to A3
"""
