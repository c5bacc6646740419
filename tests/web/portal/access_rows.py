"""Who is answered what where pages are brought in: only partnership administrators."""

from io import BytesIO

from extranet.actor import Actor, Grant
from extranet.portal.bringing import Chosen, runs

ROWS = """
GET /-/settings/bring                                                          303 403 403 403 403 403 200 403 303
POST /-/settings/bring nothing-to-bring                                        303 403 403 403 403 403 422 403 303
POST /-/settings/bring pages-to-bring                                          303 403 403 403 403 403 422 403 303
GET /-/settings/bring/1                                                        303 403 403 403 403 403 200 403 303
GET /-/settings/bring/1?shown=nothing                                          303 403 403 403 403 403 404 403 303
GET /-/settings/bring/999                                                      303 403 403 403 403 403 404 403 303
GET /-/settings/bring/1/progress                                               303 403 403 403 403 403 200 403 303
POST /-/settings/bring/1/start                                                 303 403 403 403 403 403 409 403 303
POST /-/settings/bring/1/forget                                                303 403 403 403 403 403 303 403 303
"""
BODIES = {
    "nothing-to-bring": {"data": {"name": "Old pages"}},
    "pages-to-bring": {"files": {"source": (b"# One\n\nText.\n", "one.md")}},
}


def prepare(site, ids):
    partner = Actor(ids["partner"], "Person partner", "surrey", frozenset({Grant("partnership_administrator", "partnership", "")}))
    runs.give_in(site, partner, "pages.md", BytesIO(b"# Page\n\nText.\n"), Chosen(name="Old pages", group="front-line-forum", owner="woking"))
