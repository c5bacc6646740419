"""Courses made of live pages of the wiki, and how far each person is.

model.py     courses, modules, requirements, progress
kinds.py     the table of requirement kinds: lesson, event, quiz, observation
store.py     the tables and queries
lessons.py   pages as lessons; "changed since your course"
actions.py   make and change a course, join it, learn, progress
views.py     the screens
"""
