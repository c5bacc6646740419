"""Who is answered what by the routes to pages; read by tests/test_access_matrix.py. The order of people is that of tests/access_rows.py."""

ROWS = """
GET /-/customer-groups                                                         200 200 200 200 200 200 200 200 200
GET /-/customer-groups/tenants                                                 200 200 200 200 200 200 200 200 200
GET /-/customer-groups/nobody                                                  404 404 404 404 404 404 404 404 404
GET /-/tags                                                                    200 200 200 200 200 200 200 200 200
GET /-/tags/no-such-tag                                                        404 404 404 404 404 404 404 404 404
GET /-/structure/outside                                                       303 403 403 200 200 200 200 403 303
GET /-/structure/outside?group=front-line-forum                                303 403 403 200 200 200 200 403 303
"""

BODIES = {}
