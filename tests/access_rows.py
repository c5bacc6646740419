"""Who is answered what, for every address and API operation of the core: the table of the access matrix.

A line is: method, path, perhaps the name of a body of BODIES, then the statuses for
visitor, reader of Woking, reader of Guildford, author and approver of the Front Line Forum (both of Guildford), administrator of
Woking, partnership administrator, guest of the Front Line Forum, and a partnership administrator who was switched off.

Pages belong to Woking and the Front Line Forum; their names say who may read them. A page that somebody may not know of is 404, never 403.
/-/ready is 503 because no jobs process runs beside the test.
"""

ROWS = """
GET /                                                                          200 200 200 200 200 200 200 200 200
GET /-/health                                                                  200 200 200 200 200 200 200 200 200
GET /-/ready                                                                   503 503 503 503 503 503 503 503 503
GET /-/help                                                                    302 302 302 302 302 302 302 302 302
GET /-/static/0/css/none.css                                                   404 404 404 404 404 404 404 404 404
POST /-/customer customer                                                      303 303 303 303 303 303 303 303 303
GET /-/customer                                                                200 200 200 200 200 200 200 200 200
POST /-/customer place                                                         200 200 200 200 200 200 200 200 200
POST /-/shortcuts                                                              303 303 303 303 303 303 303 303 303
GET /-/login                                                                   200 303 303 303 303 303 303 303 200
GET /-/login/woking                                                            200 303 303 303 303 303 303 303 200
GET /-/login/nowhere                                                           404 303 303 303 303 303 303 303 404
POST /-/login empty-sign-in                                                    422 422 422 422 422 422 422 422 422
POST /-/logout                                                                 303 303 303 303 303 303 303 303 303
GET /-/account                                                                 303 200 200 200 200 200 200 200 303
POST /-/account/sessions/end others                                            303 303 303 303 303 303 303 303 303
POST /-/account/tokens new-token                                               303 200 200 200 200 200 200 200 303
POST /-/account/tokens/1/revoke                                                303 303 404 404 404 404 404 404 303
GET /-/people                                                                  303 403 403 403 403 200 200 403 303
GET /-/people?authority=guildford                                              303 403 403 403 403 200 200 403 303
GET /-/people/{same}                                                           303 403 403 403 403 200 200 403 303
GET /-/people/{other}                                                          303 403 403 403 403 404 200 403 303
GET /-/people/{partner}                                                        303 403 403 403 403 404 200 403 303
GET /-/people/0                                                                303 403 403 403 403 404 404 403 303
POST /-/people/{same}/grant trainer                                            303 403 403 403 403 303 303 403 303
POST /-/people/{same}/grant partnership                                        303 403 403 403 403 403 303 403 303
POST /-/people/{other}/grant trainer                                           303 403 403 403 403 404 303 403 303
POST /-/people/{same}/revoke reader                                            303 403 403 403 403 303 303 403 303
POST /-/people/{other}/revoke reader                                           303 403 403 403 403 404 404 403 303
POST /-/people/{same}/disable                                                  303 403 403 403 403 303 303 403 303
POST /-/people/{other}/disable                                                 303 403 403 403 403 404 303 403 303
POST /-/people/{partner}/disable                                               303 403 403 403 403 404 422 403 303
POST /-/people/{same}/enable                                                   303 403 403 403 403 303 303 403 303
POST /-/people/{same}/sessions/end                                             303 403 403 403 403 303 303 403 303
POST /-/people/{other}/sessions/end                                            303 403 403 403 403 404 303 403 303
POST /-/people/{same}/move other                                               303 403 403 403 403 403 422 403 303
POST /-/people/tasks/1/done                                                    303 403 403 403 403 303 303 403 303
GET /-/people/groups/front-line-forum                                          303 403 403 200 200 403 200 200 303
GET /-/people/groups/gis-users-group                                           303 403 403 403 403 403 200 403 303
GET /-/people/groups/no-group                                                  303 404 404 404 404 404 404 404 303
POST /-/people/groups/front-line-forum/give give                               303 403 403 403 303 403 303 403 303
POST /-/people/groups/gis-users-group/give give                                303 403 403 403 403 403 303 403 303
POST /-/people/groups/front-line-forum/take forum-author                       303 403 403 403 303 403 303 403 303
POST /-/people/groups/front-line-forum/guests guest                            303 403 403 403 200 403 200 403 303
POST /-/people/groups/gis-users-group/guests guest                             303 403 403 403 403 403 200 403 303
POST /-/people/groups/front-line-forum/guests/{guest}/code                     303 403 403 403 200 403 200 403 303
POST /-/people/groups/front-line-forum/guests/{same}/code                      303 403 403 403 404 403 404 403 303
POST /-/people/groups/front-line-forum/guests/{guest}/end-date until           303 403 403 403 303 403 303 403 303
POST /-/people/groups/front-line-forum/guests/{guest}/end                      303 403 403 403 303 403 303 403 303
GET /-/people/sync                                                             303 403 403 403 403 200 200 403 303
GET /-/people/sync?authority=guildford                                         303 403 403 403 403 404 404 403 303
POST /-/people/sync sync                                                       303 403 403 403 403 303 303 403 303
GET /-/audit                                                                   303 403 403 403 403 200 200 403 303
GET /-/audit.csv                                                               303 403 403 403 403 200 200 403 303
GET /-/login/guest                                                             200 200 200 200 200 200 200 200 200
POST /-/login/guest                                                            403 403 403 403 403 403 403 403 403
GET /-/login/guest/begin                                                       200 200 200 200 200 200 200 200 200
POST /-/login/guest/begin                                                      422 422 422 422 422 422 422 422 422
GET /-/login/woking/oidc                                                       404 303 303 303 303 303 303 303 404
GET /-/login/callback?state=x&code=y                                           403 403 403 403 403 403 403 403 403
GET /-/login/local                                                             404 404 404 404 404 404 404 404 404
POST /-/login/local                                                            404 404 404 404 404 404 404 404 404
GET /-/account/second-factor                                                   303 404 404 404 404 404 404 200 303
POST /-/account/second-factor                                                  303 404 404 404 404 404 404 200 303
GET /-/search?q=missed                                                         200 200 200 200 200 200 200 200 200
GET /-/suggest?q=mis                                                           200 200 200 200 200 200 200 200 200
GET /-/browse                                                                  200 200 200 200 200 200 200 200 200
GET /-/changes                                                                 200 200 200 200 200 200 200 200 200
GET /-/episodes                                                                200 200 200 200 200 200 200 200 200
GET /-/episodes/everyday-at-home                                               200 200 200 200 200 200 200 200 200
GET /-/functions                                                               200 200 200 200 200 200 200 200 200
GET /-/functions/38                                                            200 200 200 200 200 200 200 200 200
GET /-/services                                                                200 200 200 200 200 200 200 200 200
GET /-/services/524                                                            200 200 200 200 200 200 200 200 200
GET /-/places                                                                  200 200 200 200 200 200 200 200 200
GET /-/places/woking                                                           200 200 200 200 200 200 200 200 200
GET /-/types/qa                                                                200 200 200 200 200 200 200 200 200
GET /-/groups                                                                  303 200 200 200 200 200 200 200 303
GET /-/groups/front-line-forum                                                 303 200 200 200 200 200 200 200 303
GET /-/facts                                                                   303 200 200 200 200 200 200 200 303
GET /-/facts/waste.missed.window                                               303 200 200 200 200 200 200 200 303
GET /-/facts/waste.missed.window/woking                                        303 403 403 403 403 200 200 403 303
GET /-/facts/waste.missed.window/guildford                                     303 403 403 200 200 403 200 403 303
POST /-/facts/waste.missed.window/woking fact                                  303 403 403 403 403 303 303 403 303
POST /-/facts/waste.missed.window/guildford fact                               303 403 403 303 303 403 303 403 303
GET /-/standard                                                                303 200 200 200 200 200 200 200 303
GET /-/standard/checks                                                         303 200 200 200 200 200 200 200 303
GET /-/standard/fields                                                         303 200 200 200 200 200 200 200 303
GET /-/standard/types/qa                                                       303 200 200 200 200 200 200 200 303
GET /-/standard/vocabularies/services                                          303 200 200 200 200 200 200 200 303
GET /wiki/public-page                                                          200 200 200 200 200 200 200 200 200
GET /wiki/all-page                                                             404 200 200 200 200 200 200 404 404
GET /wiki/authority-page                                                       404 200 404 404 404 200 200 404 404
GET /wiki/team-page                                                            404 404 404 200 200 404 200 200 404
GET /wiki/draft-page                                                           404 404 404 200 200 404 200 404 404
GET /wiki/binned-page                                                          404 404 404 404 404 404 404 404 404
GET /wiki/no-page                                                              404 404 404 404 404 404 404 404 404
GET /-/pages/public-page/history                                               200 200 200 200 200 200 200 200 200
GET /-/pages/all-page/history                                                  404 200 200 200 200 200 200 404 404
GET /-/pages/authority-page/history                                            404 200 404 404 404 200 200 404 404
GET /-/pages/team-page/history                                                 404 404 404 200 200 404 200 200 404
GET /-/pages/draft-page/history                                                404 404 404 200 200 404 200 404 404
GET /-/pages/binned-page/history                                               404 404 404 404 404 404 404 404 404
GET /-/pages/all-page/revisions/1                                              404 200 200 200 200 200 200 404 404
GET /-/pages/authority-page/revisions/1                                        404 200 404 404 404 200 200 404 404
GET /-/pages/team-page/revisions/1                                             404 404 404 200 200 404 200 200 404
GET /-/pages/draft-page/revisions/1                                            404 404 404 200 200 404 200 404 404
GET /-/pages/binned-page/revisions/1                                           404 404 404 404 404 404 404 404 404
GET /-/pages/all-page/compare                                                  404 200 200 200 200 200 200 404 404
GET /-/pages/authority-page/compare                                            404 200 404 404 404 200 200 404 404
GET /-/pages/team-page/compare                                                 404 404 404 200 200 404 200 200 404
GET /-/pages/draft-page/compare                                                404 404 404 200 200 404 200 404 404
GET /-/pages/all-page/councils                                                 404 200 200 200 200 200 200 404 404
GET /-/pages/authority-page/councils                                           404 200 404 404 404 200 200 404 404
GET /-/pages/team-page/councils                                                404 404 404 200 200 404 200 200 404
GET /-/pages/draft-page/councils                                               404 404 404 200 200 404 200 404 404
GET /-/pages/all-page/links                                                    404 200 200 200 200 200 200 404 404
GET /-/pages/authority-page/links                                              404 200 404 404 404 200 200 404 404
GET /-/pages/team-page/links                                                   404 404 404 200 200 404 200 200 404
GET /-/pages/draft-page/links                                                  404 404 404 200 200 404 200 404 404
GET /-/pages/public-page/attachments/file.txt                                  200 200 200 200 200 200 200 200 200
GET /-/pages/all-page/attachments/file.txt                                     404 200 200 200 200 200 200 404 404
GET /-/pages/authority-page/attachments/file.txt                               404 200 404 404 404 200 200 404 404
GET /-/pages/team-page/attachments/file.txt                                    404 404 404 200 200 404 200 200 404
GET /-/pages/draft-page/attachments/file.txt                                   404 404 404 200 200 404 200 404 404
GET /-/pages/binned-page/attachments/file.txt                                  404 404 404 404 404 404 404 404 404
GET /-/pages/new                                                               303 403 403 200 200 200 200 403 303
GET /-/pages/new?type=qa                                                       303 403 403 200 200 200 200 403 303
POST /-/pages/new empty-page                                                   303 403 403 422 422 422 422 403 303
POST /-/preview preview                                                        303 403 403 200 200 200 200 403 303
GET /-/pages/all-page/edit                                                     303 403 403 200 200 200 200 403 303
GET /-/pages/authority-page/edit                                               303 403 403 404 404 200 200 403 303
GET /-/pages/team-page/edit                                                    303 403 403 200 200 404 200 403 303
GET /-/pages/draft-page/edit                                                   303 403 403 200 200 404 200 403 303
POST /-/pages/all-page/edit empty-page                                         303 403 403 409 409 409 409 403 303
POST /-/pages/team-page/edit empty-page                                        303 403 403 409 409 404 409 403 303
GET /-/structure                                                               303 403 403 200 200 200 200 403 303
GET /-/structure?group=front-line-forum                                        303 403 403 200 200 200 200 403 303
GET /-/pages/all-page/join                                                     303 403 403 200 200 200 200 403 303
GET /-/pages/team-page/join                                                    303 403 403 200 200 404 200 403 303
GET /-/pages/all-page/join?other=public-page                                   303 403 403 200 200 200 200 403 303
POST /-/pages/all-page/join join                                               303 403 403 303 303 303 303 403 303
POST /-/pages/team-page/join join                                              303 403 403 303 303 404 303 403 303
GET /-/pages/all-page/rename                                                   303 403 403 200 200 200 200 403 303
GET /-/pages/team-page/rename                                                  303 403 403 200 200 404 200 403 303
POST /-/pages/all-page/rename rename                                           303 403 403 303 303 303 303 403 303
POST /-/pages/team-page/rename rename                                          303 403 403 303 303 404 303 403 303
GET /-/pages/all-page/delete                                                   303 403 403 200 200 200 200 403 303
GET /-/pages/team-page/delete                                                  303 403 403 200 200 404 200 403 303
POST /-/pages/all-page/delete                                                  303 403 403 303 303 303 303 403 303
POST /-/pages/team-page/delete                                                 303 403 403 303 303 404 303 403 303
GET /-/pages/all-page/attachments                                              303 403 403 200 200 200 200 403 303
GET /-/pages/team-page/attachments                                             303 403 403 200 200 404 200 403 303
POST /-/pages/all-page/attachments file                                        303 403 403 303 303 303 303 403 303
POST /-/pages/team-page/attachments file                                       303 403 403 303 303 404 303 403 303
POST /-/pages/all-page/attachments/remove file-name                            303 403 403 303 303 303 303 403 303
POST /-/pages/team-page/attachments/remove file-name                           303 403 403 303 303 404 303 403 303
POST /-/pages/all-page/revisions/1/restore                                     303 403 403 303 303 303 303 403 303
POST /-/pages/team-page/revisions/1/restore                                    303 403 403 303 303 404 303 403 303
GET /-/bin                                                                     303 403 403 200 200 200 200 403 303
POST /-/bin/binned-page                                                        303 403 403 303 303 303 303 403 303
GET /-/settings/plugins                                                        303 403 403 403 403 403 200 403 303
GET /-/settings/plugins/information_managers_group                             303 403 403 403 403 403 200 403 303
POST /-/settings/plugins/information_managers_group                            303 403 403 403 403 403 422 403 303
POST /-/settings/plugins/information_managers_group/switch off                 303 403 403 403 403 403 303 403 303
GET /api/v1/openapi.json                                                       200 200 200 200 200 200 200 200 200
GET /api/v1/authorities                                                        401 200 200 200 200 200 200 200 401
GET /api/v1/services                                                           401 200 200 200 200 200 200 200 401
GET /api/v1/search?q=missed                                                    401 200 200 200 200 200 200 200 401
GET /api/v1/suggest?q=mis                                                      401 200 200 200 200 200 200 200 401
GET /api/v1/pages                                                              401 200 200 200 200 200 200 200 401
POST /api/v1/pages api-page                                                    401 403 403 201 201 403 201 403 401
POST /api/v1/pages:batch api-pages                                             401 200 200 200 200 200 200 200 401
GET /api/v1/pages/public-page                                                  401 200 200 200 200 200 200 200 401
GET /api/v1/pages/all-page                                                     401 200 200 200 200 200 200 404 401
GET /api/v1/pages/authority-page                                               401 200 404 404 404 200 200 404 401
GET /api/v1/pages/team-page                                                    401 404 404 200 200 404 200 200 401
GET /api/v1/pages/draft-page                                                   401 404 404 200 200 404 200 404 401
GET /api/v1/pages/binned-page                                                  401 404 404 404 404 404 404 404 401
PUT /api/v1/pages/all-page api-change                                          401 403 403 200 200 403 200 404 401
PUT /api/v1/pages/team-page api-change                                         401 404 404 200 200 404 200 403 401
DELETE /api/v1/pages/all-page api-delete                                       401 403 403 204 204 204 204 404 401
DELETE /api/v1/pages/team-page api-delete                                      401 404 404 204 204 404 204 403 401
GET /api/v1/pages/all-page/attachments                                         401 200 200 200 200 200 200 404 401
GET /api/v1/pages/team-page/attachments                                        401 404 404 200 200 404 200 200 401
POST /api/v1/pages/all-page/attachments?name=more.txt api-file                 401 403 403 201 201 201 201 404 401
POST /api/v1/pages/team-page/attachments?name=more.txt api-file                401 404 404 201 201 404 201 403 401
GET /api/v1/pages/all-page/attachments/file.txt                                401 200 200 200 200 200 200 404 401
GET /api/v1/pages/authority-page/attachments/file.txt                          401 200 404 404 404 200 200 404 401
GET /api/v1/pages/team-page/attachments/file.txt                               401 404 404 200 200 404 200 200 401
GET /api/v1/pages/draft-page/attachments/file.txt                              401 404 404 200 200 404 200 404 401
GET /api/v1/pages/all-page/revisions                                           401 200 200 200 200 200 200 404 401
GET /api/v1/pages/authority-page/revisions                                     401 200 404 404 404 200 200 404 401
GET /api/v1/pages/team-page/revisions                                          401 404 404 200 200 404 200 200 401
GET /api/v1/pages/all-page/revisions/1                                         401 200 200 200 200 200 200 404 401
GET /api/v1/pages/authority-page/revisions/1                                   401 200 404 404 404 200 200 404 401
GET /api/v1/pages/team-page/revisions/1                                        401 404 404 200 200 404 200 200 401
GET /api/v1/pages/draft-page/revisions/1                                       401 404 404 200 200 404 200 404 401
"""

_METADATA = {
    "title": "Bags beside the bin", "type": "guidance", "summary": "When crews take bags that stand beside the bin.", "owner_authority": "guildford",
    "working_group": "front-line-forum", "audience": "all-authorities", "functions": [38], "lgsl_ids": [524], "life_episodes": ["everyday-at-home"],
    "area": "all", "status": "live", "confidence": "validated", "change_note": "Made for the access matrix.", "review_by": "2027-05-01",
    "key_points": ["Bags stay.", "Bins go.", "Ask the crew."],
}  # fmt: skip
_PAGE = {"metadata": _METADATA, "body": "Text."}
_MATCH = {"If-Match": '"1"'}


def _day(name):
    return {f"{name}-day": "31", f"{name}-month": "1", f"{name}-year": "2027"}


BODIES = {
    "customer": {"data": {"authority": "woking", "next": "/"}},
    "place": {"data": {"place": "GU24 0AA", "next": "/"}},
    "empty-sign-in": {"data": {"authority": "woking"}},
    "others": {"data": {"key": "others"}},
    "trainer": {"data": {"role": "trainer", "scope": "authority:woking"}},
    "partnership": {"data": {"role": "partnership_administrator", "scope": "partnership:"}},
    "reader": {"data": {"grant": "reader@authority:woking"}},
    "other": {"data": {"to": "2"}},
    "give": {"data": {"authority": "woking", "login": "same", "role": "author"}},
    "forum-author": {"data": {"person": "3", "grant": "author@group:front-line-forum"}},
    "guest": {"data": {"name": "Gale Guest", "mail": "gale@partner.example", "body": "A body", **_day("ends_on")}},
    "until": {"data": _day("until")},
    "sync": {"data": {"authority": "woking", "what": "preview"}},
    "new-token": {"data": {"name": "for a script", "scopes": "read", "days": "30"}},
    "fact": {"data": {"value": "3 working days", "source_url": "https://www.woking.gov.uk", "valid_from": "", "last_confirmed": "2026-11-01"}},
    "empty-page": {"data": {"type": "qa", "do": "save"}},
    "preview": {"data": {"type": "qa", "body": "Text."}},
    "rename": {"data": {"slug": "another-name"}},
    "join": {"data": {"other": "public-page", "base_number": "1", "other_number": "1", "body": "Text.", "change_note": "Both pages said the same thing."}},
    "file": {"files": {"file": (b"words", "more.txt")}},
    "file-name": {"data": {"name": "file.txt"}},
    "off": {"data": {"is_on": "no"}},
    "api-page": {"json": _PAGE},
    "api-pages": {"json": {"pages": [_PAGE | {"slug": "bags-beside-bin"}]}},
    "api-change": {"json": _PAGE, "headers": _MATCH},
    "api-delete": {"headers": _MATCH},
    "api-file": {"data": b"words", "content_type": "text/plain"},
}
