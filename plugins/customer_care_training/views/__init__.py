"""The screens that belong to no single part, and the one blueprint for all of them.

blueprint.py  the blueprint; each part's views.py adds its addresses to it
screens.py    imports every views module once: a new one is added there
forms.py      what several forms need
home.py       /-/training, what there is and what waits for me
"""
