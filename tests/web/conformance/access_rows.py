"""Who is answered what at the dashboards: everybody who signs in but guests, each over the pages that they may read."""

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
POST /-/remarks typed                                                          303 403 403 200 200 200 200 403 303
POST /-/remarks of-no-type                                                     303 403 403 422 422 422 422 403 303
"""

BODIES = {
    "typed": {"data": {"type": "qa", "title": "Bins", "body": "Click [here](bins)."}},
    "of-no-type": {"data": {"type": "novel", "title": "Bins"}},
}
