"""Who is answered what by the Information Managers Group's plugin; read by tests/test_access_matrix.py."""

ROWS = """
GET /-/information-managers                                                    303 200 200 200 200 200 200 200 303
GET /-/information-managers/coverage.csv                                       303 200 200 200 200 200 200 200 303
GET /-/information-managers/history                                            303 200 200 200 200 200 200 200 303
GET /-/information-managers/vocabularies                                       303 200 200 200 200 200 200 200 303
GET /-/information-managers/gaps/service/526                                   303 200 200 200 200 200 200 200 303
POST /-/information-managers/gaps/service/526 decision                         303 403 403 403 403 403 303 403 303
POST /-/information-managers/reopen/service/526                                303 403 403 403 403 403 404 403 303
"""

BODIES = {
    "decision": {"data": {"reason": "Not needed: the page of the county answers it."}},
}
