"""Who is answered what at the dashboards: everybody who signs in but guests, each over the pages that they may read."""

from datetime import date

from extranet.identity import actor_by_id
from extranet.standard import propose_change

ROWS = """
GET /-/conformance                                                             303 200 200 200 200 200 200 403 303
GET /-/conformance/health                                                      303 200 200 200 200 200 200 403 303
GET /-/conformance/reviews                                                     303 200 200 200 200 200 200 403 303
GET /-/conformance/pages                                                       303 200 200 200 200 200 200 403 303
GET /-/conformance/pages?check=R1                                              303 200 200 200 200 200 200 403 303
GET /-/conformance/pages?check=R99                                             303 404 404 404 404 404 404 403 303
GET /-/conformance/of/all-page                                                 303 200 200 200 200 200 200 403 303
GET /-/conformance/of/team-page                                                303 404 404 200 200 404 200 403 303
GET /-/conformance/conformance.csv                                             303 200 200 200 200 200 200 403 303
GET /-/conformance/checks.csv                                                  303 200 200 200 200 200 200 403 303
GET /-/conformance/health.csv                                                  303 200 200 200 200 200 200 403 303
GET /-/conformance/reviews.csv                                                 303 200 200 200 200 200 200 403 303
GET /-/standard/changes                                                        303 200 200 200 200 200 200 403 303
GET /-/standard/changes/new                                                    303 403 403 200 200 403 200 403 303
POST /-/standard/changes no-change                                             303 403 403 422 422 403 422 403 303
POST /-/standard/changes change                                                303 403 403 303 303 403 303 403 303
GET /-/standard/changes/{change}                                               303 200 200 200 200 200 200 403 303
GET /-/standard/changes/99999                                                  303 404 404 404 404 404 404 403 303
POST /-/standard/changes/{change}/decide approve                               303 403 403 403 403 403 403 403 303
POST /-/standard/changes/{change}/withdraw                                     303 403 403 303 403 403 403 403 303
POST /-/remarks typed                                                          303 403 403 200 200 200 200 403 303
POST /-/remarks of-no-type                                                     303 403 403 422 422 422 422 403 303
"""

BODIES = {
    "change": {
        "data": {"kind": "limit", "limit": "R1: words", "value": "20", "takes_effect": "2026-12-01", "reason": "Short sentences are read aloud more easily."}
    },
    "no-change": {"data": {"kind": "limit", "takes_effect": "2026-12-01"}},
    "approve": {"data": {"decision": "approve"}},
    "typed": {"data": {"type": "qa", "title": "Bins", "body": "Click [here](bins)."}},
    "of-no-type": {"data": {"type": "novel", "title": "Bins"}},
}


def prepare(site, ids):
    author = actor_by_id(site, ids["author"])
    ids["change"] = propose_change(site, author, "off", "R10", {}, date(2026, 12, 1), "The law is named in a field of its own.", "front-line-forum")
