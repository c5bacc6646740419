"""Who is answered what about news and watches. A page that somebody may not know of cannot be watched; the stop address needs no sign-in."""

from extranet.watching.stopping import stop_url

ROWS = """
GET /-/news                                                                    303 200 200 200 200 200 200 200 303
GET /-/news?shown=all&kind=page                                                303 200 200 200 200 200 200 200 303
POST /-/news/read news-line                                                    303 303 303 303 303 303 303 303 303
POST /-/news/unread news-line                                                  303 303 303 303 303 303 303 303 303
GET /-/watching                                                                303 200 200 200 200 200 200 200 303
POST /-/watching                                                               303 303 303 303 303 303 303 303 303
POST /-/watching letters-of-another                                            303 404 404 404 404 404 404 404 303
POST /-/watching/letters page-letters                                          303 303 303 303 303 303 303 303 303
POST /-/watching/letters crooked-letters                                       303 422 422 422 422 422 422 422 303
POST /-/watching/things watch-group                                            303 303 303 303 303 303 303 303 303
POST /-/watching/things watch-nothing                                          303 404 404 404 404 404 404 404 303
GET /-/watching/pages/all-page                                                 303 200 200 200 200 200 200 404 303
GET /-/watching/pages/authority-page                                           303 200 404 404 404 200 200 404 303
GET /-/watching/pages/team-page                                                303 404 404 200 200 404 200 200 303
GET /-/watching/pages/binned-page                                              303 404 404 404 404 404 404 404 303
POST /-/watching/pages/all-page watch-group                                    303 303 303 303 303 303 303 404 303
POST /-/watching/pages/team-page watch-group                                   303 404 404 303 303 404 303 303 303
GET /-/watching/stop/{stop}                                                    200 200 200 200 200 200 200 200 200
POST /-/watching/stop/{stop}                                                   200 200 200 200 200 200 200 200 200
GET /-/watching/stop/made-up                                                   404 404 404 404 404 404 404 404 404
POST /-/watching/stop/made-up                                                  404 404 404 404 404 404 404 404 404
"""
BODIES = {
    "news-line": {"data": {"line": "1"}},
    "letters-of-another": {"data": {"stop": "1000"}},
    "page-letters": {"data": {"wants-page": "weekly"}},
    "crooked-letters": {"data": {"wants-page": "hourly"}},
    "watch-group": {"data": {"thing": "group", "target": "front-line-forum"}},
    "watch-nothing": {"data": {"thing": "group", "target": "no-group"}},
}


def prepare(site, ids):
    """The address that stops the letters of Woking's reader."""
    ids["stop"] = stop_url(site, ids["same"], "all").rpartition("/")[2]
