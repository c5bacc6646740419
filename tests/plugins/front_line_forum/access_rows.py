"""Who is answered what by the Front Line Forum's desk; read by tests/test_access_matrix.py.

Referral 1 was sent by Woking's "same" to Woking itself, so Guildford and the county are third parties, partnership administrator or not.
Contact 1 is Woking's too: Guildford's approver judges links, and not that one.
"""

from extranet.actor import Grant
from extranet.identity import actor_by_id
from extranet.pages import PageDraft, create_page
from extranet_plugins.front_line_forum import contacts, responsibility, sending
from extranet_plugins.front_line_forum.contacts import Closing
from extranet_plugins.front_line_forum.responsibility import Row

ROWS = """
GET /-/desk                                                            303 200 200 200 200 200 200 403 303
GET /-/desk/emergency                                                  303 200 200 200 200 200 200 403 303
GET /-/desk/refer?service=524&place=woking                             303 200 200 200 200 200 200 403 303
GET /-/desk/queues                                                     303 200 200 200 200 200 200 403 303
GET /-/desk/queues?authority=woking                                    303 200 404 404 404 200 404 403 303
GET /-/desk/referrals                                                  303 200 200 200 200 200 200 403 303
GET /-/desk/referrals/1                                                303 200 404 404 404 200 404 403 303
GET /-/desk/referrals/1/readings                                       303 403 404 404 404 200 404 403 303
GET /-/desk/guides                                                     303 200 200 200 200 200 200 403 303
GET /-/desk/guides/whose-bin?path=home                                 303 200 200 200 200 200 200 403 303
GET /-/desk/gaps                                                       303 200 200 200 200 200 200 403 303
GET /-/desk/gaps/1                                                     303 200 200 200 200 200 200 403 303
GET /-/desk/measures                                                   303 200 200 200 200 200 200 403 303
GET /-/desk/measures?scope=woking                                      303 200 404 200 200 200 200 403 303
GET /-/desk/measures.csv                                               303 200 200 200 200 200 200 403 303
GET /-/desk/measures/matrix                                            303 200 200 200 200 200 200 403 303
GET /-/desk/measures/matrix.csv                                        303 200 200 200 200 200 200 403 303
GET /-/desk/measures/answers                                           303 200 200 200 200 200 200 403 303
GET /-/desk/measures/answers?scope=woking                              303 200 404 200 200 200 200 403 303
GET /-/desk/measures/answers.csv                                       303 200 200 200 200 200 200 403 303
GET /-/desk/measures/waits                                             303 200 200 200 200 200 200 403 303
GET /-/desk/measures/waits?scope=woking                                303 200 404 200 200 200 200 403 303
GET /-/desk/measures/waits.csv                                         303 200 200 200 200 200 200 403 303
POST /-/desk/measures/waits desk-waits                                 303 403 403 403 403 303 403 403 303
GET /-/desk/links                                                      303 403 403 403 200 403 403 403 303
POST /-/desk/links/1 desk-said                                         303 403 403 403 404 403 403 403 303
GET /-/desk/responsibility                                             303 200 200 200 200 200 200 403 303
GET /-/desk/responsibility.csv                                         303 200 200 200 200 200 200 403 303
GET /-/desk/arrange                                                    303 403 403 403 403 200 403 403 303
GET /-/desk/records                                                    303 403 403 403 403 200 403 403 303
POST /-/desk/begin                                                     303 303 303 303 303 303 303 403 303
POST /-/desk/search desk-words                                         303 303 303 303 303 303 303 403 303
POST /-/desk/open desk-slug                                            303 303 303 303 303 303 303 403 303
POST /-/desk/close desk-outcome                                        303 303 303 303 303 303 303 403 303
POST /-/desk/drop                                                      303 303 303 303 303 303 303 403 303
POST /-/desk/emergency desk-emergency                                  303 303 303 303 303 303 303 403 303
POST /-/desk/waiting/1                                                 303 303 303 303 303 303 303 403 303
POST /-/desk/refer desk-referral                                       303 303 303 303 303 303 303 403 303
POST /-/desk/referrals/1/accept                                        303 403 404 404 404 303 404 403 303
POST /-/desk/referrals/1/withdraw desk-withdrawal                      303 303 404 404 404 303 404 403 303
POST /-/desk/referrals/1/hold desk-hold                                303 403 404 404 404 303 404 403 303
POST /-/desk/gaps/1/assign desk-group                                  303 403 403 303 303 403 303 403 303
POST /-/desk/gaps/1/close desk-note                                    303 403 403 303 303 403 303 403 303
POST /-/desk/responsibility desk-row                                   303 403 403 303 303 403 303 403 303
POST /-/desk/responsibility/1/remove                                   303 403 403 303 303 403 303 403 303
POST /-/desk/arrange/queue desk-queue                                  303 403 403 403 403 303 403 403 303
POST /-/desk/arrange/hours desk-hours                                  303 403 403 403 403 303 403 403 303
POST /-/desk/arrange/closure desk-closure                              303 403 403 403 403 303 403 403 303
POST /-/desk/records desk-person                                       303 403 403 403 403 200 403 403 303
"""

BODIES = {
    "desk-words": {"data": {"words": "missed bin"}},
    "desk-slug": {"data": {"slug": "all-page"}},
    "desk-outcome": {"data": {"outcome": "resolved", "page": "all-page"}},
    "desk-emergency": {"data": {"kind": "life"}},
    "desk-referral": {
        "data": {"service": "524", "place": "woking", "kind": "electronic", "need": "The bin was missed twice", "answer-0": "There", "answer-1": "Then"},
    },
    "desk-withdrawal": {"data": {"note": "The customer solved it alone."}},
    "desk-hold": {"data": {"hold": "yes"}},
    "desk-group": {"data": {"group": "treasurers"}},
    "desk-note": {"data": {"note": "Parish councils have these, not we."}},
    "desk-row": {"data": {"service": "524", "area": "woking", "authority": "surrey-heath", "role": "lead"}},
    "desk-queue": {"data": {"service_group": "30", "target": "P3"}},
    "desk-hours": {"data": {"days": ["0", "1"], "opens": "09:00", "closes": "17:00"}},
    "desk-closure": {"data": {"day": "2026-12-24", "title": "Christmas Eve"}},
    "desk-waits": {"data": {"sheet": "day,channel,seconds,contacts\n2026-01-05,phone,15,42"}},
    "desk-said": {"data": {"said": "right"}},
    "desk-person": {"data": {"words": "Xenia Made-Up"}},
}

GUIDE = {
    "title": "Whose bin is it", "type": "decision", "summary": "Find whose bin it is.", "everyday_terms": ["whose bin"], "owner_authority": "woking",
    "working_group": "front-line-forum", "audience": "all-authorities", "functions": [38], "lgsl_ids": [524], "life_episodes": "none", "area": "all",
    "confidence": "validated", "status": "live", "update_type": "major", "change_note": "Made for the access matrix.", "review_by": "2027-03-01",
    "start_text": "Ask where it stands.", "nodes": [
        {"kind": "question", "slug": "where", "title": "Whose bin is it", "options": [
            {"label": "A home's", "slug": "home", "next_node": "tell"}, {"label": "Unsure", "slug": "unsure", "next_node": "pass"}]},
        {"kind": "outcome", "slug": "tell", "title": "Tell the day", "outcome_type": "resolve", "target": "None", "script": "It is on Tuesday."},
        {"kind": "outcome", "slug": "pass", "title": "Let them look", "outcome_type": "refer", "target": "Waste team", "script": "I pass it on."},
    ],
}  # fmt: skip


def prepare(site, ids) -> None:
    """A referral, a gap, a written row and a guide."""
    same, partner = actor_by_id(site, ids["same"]), actor_by_id(site, ids["partner"])
    assert Grant("partnership_administrator", "partnership", "") in partner.grants
    create_page(site, partner, PageDraft(GUIDE, ""), "whose-bin")
    sending.send(site, same, sending.Draft(524, "woking", need="The bin was missed twice", answers=("There", "Then"), name="Xenia Made-Up"))
    contacts.look_up(site, same, "zzyzx allotments", "woking")
    contacts.close(site, same, Closing("resolved", "woking"))
    with site.db.writing() as tx:
        responsibility.keep_row(site, tx, Row(524, "woking", "woking", "lead", ""))
