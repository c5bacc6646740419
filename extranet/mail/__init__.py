"""Mail: outgoing post. A letter is written in the transaction of its cause, and sent afterwards by the jobs process.

model.py      Letter, KeptLetter, how long to wait between tries
composing.py  a letter as an RFC 5322 message
server.py     the mail server, from the setting `smtp_url`
sending.py    the loop that sends what waits
store.py      the outbox
actions.py    post, look, try again, tidy
views.py      the operator's page, /-/settings/mail
cli.py        `extranet mail`
"""

from extranet.mail.actions import post, stuck_letters
from extranet.mail.model import Letter

__all__ = ["Letter", "post", "stuck_letters"]
