"""Who is answered what about drafts and histories: a draft is its writer's alone, a history for who may read the page."""

from extranet.identity import actor_by_id
from extranet.pages import PageDraft, new_token
from extranet.pages.actions.keeping_drafts import keep_draft
from extranet.pages.actions.reading import page_for

ROWS = """
GET /-/drafts                                                                  303 200 200 200 200 200 200 200 303
POST /-/drafts/keep draft-of-all                                               303 403 403 200 200 200 200 403 303
POST /-/drafts/keep draft-of-team                                              303 403 403 200 200 404 200 403 303
POST /-/drafts/here draft-of-team                                              303 403 403 200 200 404 200 403 303
POST /-/drafts/left draft-of-team                                              303 403 403 204 204 404 204 403 303
POST /-/drafts/{draft}/throw-away                                              303 404 404 303 404 404 404 404 303
GET /-/pages/all-page/blame                                                    404 200 200 200 200 200 200 404 404
GET /-/pages/authority-page/blame                                              404 200 404 404 404 200 200 404 404
GET /-/pages/team-page/blame                                                   404 404 404 200 200 404 200 200 404
GET /-/pages/draft-page/blame                                                  404 404 404 200 200 404 200 404 404
GET /-/pages/all-page/history.zip                                              404 200 200 200 200 200 200 404 404
GET /-/pages/authority-page/history.zip                                        404 200 404 404 404 200 200 404 404
GET /-/pages/team-page/history.zip                                             404 404 404 200 200 404 200 200 404
GET /-/pages/draft-page/history.zip                                            404 404 404 200 200 404 200 404 404
GET /-/pages/all-page/history.jsonl                                            404 200 200 200 200 200 200 404 404
GET /-/pages/authority-page/history.jsonl                                      404 200 404 404 404 200 200 404 404
GET /-/pages/team-page/history.jsonl                                           404 404 404 200 200 404 200 200 404
GET /-/pages/draft-page/history.jsonl                                          404 404 404 200 200 404 200 404 404
GET /-/pages/all-page/history?q=text                                           404 200 200 200 200 200 200 404 404
GET /-/pages/authority-page/history?q=text                                     404 200 404 404 404 200 200 404 404
GET /-/pages/team-page/history?q=text                                          404 404 404 200 200 404 200 200 404
GET /-/pages/draft-page/history?q=text                                         404 404 404 200 200 404 200 404 404
GET /-/pages/all-page/edit?draft={draft}                                       303 403 403 200 404 404 404 403 303
"""

BODIES = {
    "draft-of-all": {"data": {"page": "all-page", "type": "qa", "body": "Typed."}},
    "draft-of-team": {"data": {"page": "team-page", "type": "qa", "body": "Typed."}},
}


def prepare(site, ids):
    author = actor_by_id(site, ids["author"])
    page = page_for(site, author, "page.edit", "all-page")
    ids["draft"] = keep_draft(site, author, page, page.slug, PageDraft(page.metadata, "Half a thought."), page.number, new_token()).id
