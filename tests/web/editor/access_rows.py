"""Who is answered what by the page editor's questions: those who may write pages, and only with what they may read."""

ROWS = """
GET /-/editor/pages?q=missed                                                   303 403 403 200 200 200 200 403 303
GET /-/editor/names                                                            303 403 403 200 200 200 200 403 303
POST /-/editor/all-page/pictures                                               303 403 403 422 422 422 422 403 303
POST /-/editor/team-page/pictures no-picture                                   303 403 403 422 422 404 422 403 303
"""

BODIES = {
    "no-picture": {"files": {"file": (b"words", "picture.png")}},
}
