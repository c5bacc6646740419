"""The record of development (CPD) of one person: what was attended and completed, and what the person adds.

store.py     the table and its queries
actions.py   read, add, reflect; called when a course is completed or a session attended
views.py     the page and the CSV
"""
