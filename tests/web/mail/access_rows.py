"""Who is answered what at the outgoing letters: only partnership administrators."""

from extranet.mail import Letter, post

ROWS = """
GET /-/settings/mail                                                           303 403 403 403 403 403 200 403 303
GET /-/settings/mail?shown=failed                                              303 403 403 403 403 403 200 403 303
GET /-/settings/mail?shown=nothing                                             303 403 403 403 403 403 404 403 303
POST /-/settings/mail/1/again                                                  303 403 403 403 403 403 303 403 303
POST /-/settings/mail/999/again                                                303 403 403 403 403 403 404 403 303
POST /-/settings/mail/again                                                    303 403 403 403 403 403 303 403 303
"""
BODIES = {}


def prepare(site, ids):
    with site.db.writing() as tx:
        post(tx, site, Letter("somebody@woking.example", "A letter", "Words.", "test"))
