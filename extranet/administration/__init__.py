"""Administration: what a partnership administrator sets in the browser.

Part of the roof: it looks at plugins as a whole. views.py shows and switches
them and their settings forms; answers.py holds its rule and its menu entry.
"""
