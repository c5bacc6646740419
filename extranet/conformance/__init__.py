"""Conformance: what the standard says of every page, counted by group and authority, with the health of the content beside it.

model.py      scores, cells, figures
store.py      the results of each page, and the statements that count them
results.py    a page's results, written together with its save; the recount that proves them
figures.py    the dashboards' figures, only over pages that the person may read
proposals.py  which pages a proposed change to the standard would fail
titles.py     what only shows beside other pages: T2, L8
answers.py    what it answers to hooks
views/        /-/conformance; changes to the standard under /-/standard/changes
cli.py        `extranet standard check` and `recount`

A page's results are written in the transaction that saves it; every figure is counted from them and from the page's own row, so
one page changed moves one cell and its totals, and nothing can drift.
"""

from extranet.conformance.model import Cell, Difference, Matrix, PageScore
from extranet.conformance.results import open_remarks, recheck_all, recount, score_of

__all__ = ["Cell", "Difference", "Matrix", "PageScore", "open_remarks", "recheck_all", "recount", "score_of"]
