"""A letter as an RFC 5322 message: plain text in UTF-8, marked as sent by a machine, with a way to stop it."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from extranet.mail.model import KeptLetter, one_line

LONGEST_HEADER = 990  # RFC 5322 2.1.1: 998 with the line end


def sender_of(settings) -> str:
    """The setting `mail_from`, or 'extranet' at the host of the public address."""
    return settings.mail_from or f"extranet@{host_of(settings)}"


def host_of(settings) -> str:
    """The name after the @ of message ids: the public address without its port."""
    return urlsplit(settings.public_url).hostname or "localhost"


def compose(settings, letter: KeptLetter) -> EmailMessage:
    """The message. It is the same at every try, so that a copy is known as one by its Message-ID."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{_display_name(settings.site_name)} <{sender_of(settings)}>"
    message["To"] = letter.recipient
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(letter.posted_at)
    message["Message-ID"] = letter.message_id(host_of(settings))
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday note answers this
    message["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    if letter.stop_url:
        message["List-Unsubscribe"] = f"<{one_line(letter.stop_url)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text, charset="utf-8")
    if letter.calendar:
        message.add_alternative(letter.calendar, subtype="calendar", charset="utf-8", params={"method": _method_of(letter.calendar)})
    message.policy = SMTP.clone(max_line_length=LONGEST_HEADER)  # folded, a long List-Unsubscribe would be encoded, and no program could follow it
    return message


def _method_of(calendar: str) -> str:
    """REQUEST, CANCEL or PUBLISH, as the calendar itself says: mail programs ask for it in the header, too (RFC 6047 2.4)."""
    lines = (line.strip() for line in calendar.splitlines())
    return next((line.removeprefix("METHOD:") for line in lines if line.startswith("METHOD:")), "PUBLISH")


def _display_name(name: str) -> str:
    words = one_line(name).replace("\\", "").replace('"', "")
    return f'"{words}"'
