"""Who is answered what in discussions: as the page itself. Comment 1 of thread 1 is on a page for everybody signed in, 2 of 2 on a team's."""

from extranet.discussion import begin_thread
from extranet.identity import actor_by_id

ROWS = """
GET /-/discussion/public-page                                                  200 200 200 200 200 200 200 200 200
GET /-/discussion/all-page                                                     404 200 200 200 200 200 200 404 404
GET /-/discussion/team-page                                                    404 404 404 200 200 404 200 200 404
GET /-/discussion/binned-page                                                  404 404 404 404 404 404 404 404 404
POST /-/discussion/public-page say                                             303 303 303 303 303 303 303 303 303
POST /-/discussion/all-page say                                                303 303 303 303 303 303 303 404 303
POST /-/discussion/all-page say-nothing                                        303 422 422 422 422 422 422 404 303
POST /-/discussion/team-page say                                               303 404 404 303 303 404 303 303 303
GET /-/discussion/threads/1                                                    404 200 200 200 200 200 200 404 404
GET /-/discussion/threads/2                                                    404 404 404 200 200 404 200 200 404
GET /-/discussion/threads/999                                                  404 404 404 404 404 404 404 404 404
POST /-/discussion/threads/1 say                                               303 303 303 303 303 303 303 404 303
POST /-/discussion/threads/2 say                                               303 404 404 303 303 404 303 303 303
POST /-/discussion/threads/1/settle                                            303 303 403 303 303 303 303 404 303
POST /-/discussion/threads/2/settle                                            303 404 404 303 303 404 303 403 303
POST /-/discussion/threads/1/reopen                                            303 303 403 303 303 303 303 404 303
GET /-/discussion/comments/1/edit                                              303 200 403 403 403 403 403 404 303
GET /-/discussion/comments/2/edit                                              303 404 404 200 403 404 403 403 303
POST /-/discussion/comments/1/edit say                                         303 303 403 403 403 403 403 404 303
POST /-/discussion/comments/1/remove                                           303 303 403 403 303 303 303 404 303
POST /-/discussion/comments/2/remove                                           303 404 404 303 303 404 303 403 303
GET /-/discussion/all-page/people?q=person                                     404 200 200 200 200 200 200 404 404
GET /-/discussion/public-page/people?q=person                                  403 200 200 200 200 200 200 200 403
"""
BODIES = {"say": {"data": {"text": "Is this so everywhere?"}}, "say-nothing": {"data": {"text": " "}}}


def prepare(site, ids):
    begin_thread(site, actor_by_id(site, ids["same"]), "all-page", "A question.")
    begin_thread(site, actor_by_id(site, ids["author"]), "team-page", "Between us.")
