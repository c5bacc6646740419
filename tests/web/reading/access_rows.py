"""Who is answered what about requests to read: authors and approvers of the page ask, everybody asked answers for themselves."""

from datetime import date

from extranet.identity import actor_by_id
from extranet.pages import read_page
from extranet.reading import ask

ROWS = """
GET /-/reading                                                                 303 200 200 200 200 200 200 200 303
GET /-/reading/pages/all-page                                                  303 403 403 200 200 403 200 404 303
GET /-/reading/pages/team-page                                                 303 404 404 200 200 404 200 403 303
POST /-/reading/pages/all-page ask-to-read                                     303 403 403 303 303 403 303 404 303
POST /-/reading/pages/all-page ask-nobody                                      303 403 403 422 422 403 422 404 303
POST /-/reading/pages/all-page/1/end                                           303 403 403 303 303 403 303 404 303
POST /-/reading/pages/team-page/1/end                                          303 404 404 404 404 404 404 403 303
POST /-/reading/1/read have-read                                               303 303 404 303 303 303 404 404 303
POST /-/reading/999/read have-read                                             303 404 404 404 404 404 404 404 303
"""
BODIES = {
    "ask-to-read": {"data": {"groups": "front-line-forum", "due-day": "1", "due-month": "12", "due-year": "2026"}},
    "ask-nobody": {"data": {"due-day": "1", "due-month": "12", "due-year": "2026"}},
    "have-read": {"data": {"number": "1"}},
}


def prepare(site, ids):
    """Everybody of Woking and of the Front Line Forum is asked to read a page that the forum's guest may not read."""
    author = actor_by_id(site, ids["author"])
    ask(site, author, read_page(site, author, "all-page"), ["front-line-forum"], ["woking"], date(2026, 12, 1))
