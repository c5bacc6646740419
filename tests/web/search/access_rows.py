"""Who is answered what by the addresses of what is learnt from searches and what is pinned; columns as in tests/access_rows.py."""

ROWS = """
POST /-/search/told told                                                       303 204 204 204 204 204 204 204 303
GET /-/search/reports                                                          303 403 403 200 200 403 200 403 303
GET /-/search/reports?group=front-line-forum                                   303 403 403 200 200 403 200 403 303
GET /-/search/reports?group=treasurers                                         303 403 403 403 403 403 200 403 303
GET /-/search/reports?group=no-group                                           303 403 403 403 403 403 404 403 303
GET /-/search/pins                                                             303 403 403 200 200 403 403 403 303
POST /-/search/pins pin                                                        303 403 403 422 422 403 403 403 303
POST /-/search/pins/1/end                                                      303 403 403 404 404 403 403 403 303
GET /-/search?q=missed+GU21+4XX                                                303 303 303 303 303 303 303 303 303
GET /-/suggest?q=                                                              200 200 200 200 200 200 200 200 200
"""
BODIES = {
    "told": {"data": {"q": "missed bin", "outcome": "abandoned", "opened": ""}},
    "pin": {
        "data": {
            "group": "front-line-forum",
            "phrase": "missed bin",
            "page": "/wiki/no-such-page",
            "until-day": "1",
            "until-month": "12",
            "until-year": "2026",
        }
    },
}
