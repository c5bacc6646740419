"""Who is answered what under /-/review. Change 1 is of a page of Woking and the Front Line Forum, sent by that forum's author; so is change 2;
`ended-page` is gone."""

from extranet.identity import actor_by_id
from extranet.pages import PageDraft, create_page, new_token, read_page
from extranet.review import End, end_page, send

ROWS = """
GET /-/review                                                                  303 403 403 200 200 200 200 403 303
GET /-/review?view=overdue                                                     303 403 403 200 200 200 200 403 303
GET /-/review?view=all                                                         303 403 403 200 200 200 200 403 303
GET /-/review?view=done                                                        303 403 403 200 200 200 200 403 303
GET /-/review/1                                                                303 403 403 200 200 200 200 403 303
GET /-/review/1?view=page&for=woking                                           303 403 403 200 200 200 200 403 303
GET /-/review/1?view=text                                                      303 403 403 200 200 200 200 403 303
GET /-/review/999                                                              303 403 403 404 404 404 404 403 303
POST /-/review/1/approve                                                       303 403 403 403 409 403 409 403 303
POST /-/review/1/ask                                                           303 403 403 403 422 403 422 403 303
POST /-/review/1/time                                                          303 403 403 303 403 403 403 403 303
POST /-/review/1/edit                                                          303 403 403 303 403 403 403 403 303
POST /-/review/1/comment review-comment                                        303 403 403 303 303 303 303 403 303
POST /-/review/1/comment                                                       303 403 403 422 422 422 422 403 303
POST /-/review/1/comments/999/resolve                                          303 403 403 404 404 404 404 403 303
POST /-/review/2/back                                                          303 403 403 303 403 403 403 403 303
GET /-/review/end/all-page                                                     303 403 403 200 200 200 200 403 303
POST /-/review/end/all-page                                                    303 403 403 422 422 422 422 403 303
POST /-/review/end/all-page/cancel                                             303 403 403 303 303 303 303 403 303
GET /-/review/approval-rules                                                   303 403 403 200 200 200 200 403 303
GET /-/review/approval-rules/front-line-forum                                  303 403 403 403 200 403 200 403 303
GET /-/review/approval-rules/no-group                                          303 403 403 403 403 403 404 403 303
POST /-/review/approval-rules/front-line-forum                                 303 403 403 403 422 403 422 403 303
GET /-/review/bulk                                                             303 403 403 200 200 200 200 403 303
POST /-/review/bulk                                                            303 403 403 422 422 422 422 403 303
POST /-/review/bulk/apply                                                      303 403 403 422 422 422 422 403 303
GET /-/review/bulk/1                                                           303 403 403 404 404 404 404 403 303
GET /wiki/ended-page                                                           404 410 410 200 200 410 200 404 404
"""

BODIES = {"review-comment": {"data": {"passage": "0", "said-0": "Is that so on Fridays?"}}}


def prepare(site, ids):
    author = actor_by_id(site, ids["author"])
    for slug in ("all-page", "public-page"):
        page = read_page(site, author, slug)
        draft = PageDraft({**page.metadata, "change_note": "Crews come back the next day now."}, "## One\n\nAnother text.\n")
        send(site, author, page, slug, draft, page.number, new_token())
    ended = create_page(site, author, PageDraft({**page.metadata, "title": "An ended page", "audience": "all-authorities"}, "Text.\n"), "ended-page")
    end_page(site, author, ended.slug, End("gone", "The service ended in March."), ended.number)
