"""Who is answered what by upkeep; read by tests/test_access_matrix.py. The order of people is that of tests/access_rows.py."""

from extranet.identity import actor_by_id
from extranet.upkeep import Remark, raise_flag

ROWS = """
GET /-/flag?page=public-page                                                   303 200 200 200 200 200 200 200 303
GET /-/flag?page=all-page                                                      303 200 200 200 200 200 200 404 303
GET /-/flag?page=team-page                                                     303 404 404 200 200 404 200 200 303
POST /-/flag flag-public                                                       303 303 303 303 303 303 303 303 303
POST /-/flag flag-team                                                         303 404 404 303 303 404 303 303 303
GET /-/flags                                                                   303 200 200 200 200 200 200 200 303
GET /-/flags/1                                                                 303 200 404 200 200 200 200 404 303
POST /-/flags/1/accept                                                         303 403 404 303 303 303 303 404 303
POST /-/flags/1/done outcome                                                   303 403 404 303 303 303 303 404 303
POST /-/helped helped-public                                                   303 303 303 303 303 303 303 303 303
POST /-/helped helped-team                                                     404 404 404 303 303 404 303 303 404
GET /-/pages/all-page/helped                                                   303 403 403 200 200 200 200 403 303
GET /-/pages/team-page/helped                                                  303 403 403 200 200 404 200 403 303
GET /-/tasks                                                                   303 200 200 200 200 200 200 200 303
GET /-/tasks.csv                                                               303 200 200 200 200 200 200 200 303
GET /-/tasks/look?pages=2                                                      303 403 403 200 200 200 200 403 303
POST /-/tasks/look look-right                                                  303 403 403 303 303 303 303 403 303
POST /-/pages/all-page/still-right base                                        303 403 403 303 303 303 303 403 303
POST /-/pages/team-page/still-right base                                       303 403 403 303 303 404 303 403 303
GET /-/pages/all-page/local?for=woking                                         303 403 403 200 200 200 200 404 303
GET /-/pages/all-page/local?for=guildford                                      303 403 403 200 200 200 200 404 303
GET /-/pages/team-page/local?for=woking                                        303 404 404 200 200 404 200 403 303
POST /-/pages/all-page/local woking-text                                       303 403 403 403 403 303 303 404 303
POST /-/pages/all-page/local guildford-text                                    303 403 403 303 303 403 303 404 303
POST /-/pages/all-page/local/right woking                                       303 403 403 403 403 303 303 404 303
POST /-/pages/all-page/local/waive waiver                                      303 403 403 303 303 303 303 403 303
GET /-/facts/grid                                                              303 403 403 200 200 200 200 403 303
POST /-/facts/grid grid                                                        303 403 403 303 303 403 303 403 303
GET /-/coverage                                                                303 200 200 200 200 200 200 200 303
GET /-/coverage.csv                                                            303 200 200 200 200 200 200 200 303
GET /-/coverage/ending                                                         303 200 200 200 200 200 200 200 303
"""


def _text(authority):
    return {"data": {"for": authority, "place": "0", "row": "", "text": "Our own words.", "mode": "add", "base_number": "1", "note": ""}}


BODIES = {
    "flag-public": {"data": {"page": "public-page", "kind": "wrong", "note": "Not so."}},
    "flag-team": {"data": {"page": "team-page", "kind": "wrong", "note": "Not so."}},
    "outcome": {"data": {"outcome": "Mended."}},
    "helped-public": {"data": {"page": "public-page", "answer": "yes"}},
    "helped-team": {"data": {"page": "team-page", "answer": "yes"}},
    "look-right": {"data": {"page": "all-page", "base_number": "1", "do": "right"}},
    "base": {"data": {"base_number": "1"}},
    "woking-text": _text("woking"),
    "guildford-text": _text("guildford"),
    "woking": {"data": {"for": "woking"}},
    "grid": {"data": {"v:waste.missed.window:guildford": "3 working days", "source_url": "https://www.guildford.gov.uk", "checked": "2026-11-01"}},
    "waiver": {"data": {"for": "woking", "reason": "The county's page says it all."}},
}


def prepare(site, ids):
    """A flag of the reader of Woking on the page that everybody who signed in may read."""
    raise_flag(site, actor_by_id(site, ids["same"]), "all-page", Remark("unclear", "What does it mean?"))
