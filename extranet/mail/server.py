"""The mail server that takes our post, from the setting `smtp_url`.

smtp://host:25        plain; TLS when the server offers it. A password goes over TLS only, but for this machine itself.
starttls://host:587   TLS must be offered, and its certificate must be good.
smtps://host:465      TLS from the first byte, with a good certificate.
"""

import smtplib
import ssl
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
SECONDS = 30.0


class ServerFault(Exception):
    """The server cannot be used as it is set; the sentence says why, without the password."""


@dataclass(frozen=True)
class MailServer:
    """Where and how to hand in letters. `seconds` is the longest wait for any answer of the server."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: float = SECONDS

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def is_this_machine(self) -> bool:
        return self.host in THIS_MACHINE

    def connect(self, context: ssl.SSLContext | None = None) -> smtplib.SMTP:
        """An open, signed-in connection. OSError, SMTPException or ServerFault when there is none."""
        if self.scheme == "smtps":
            connection = smtplib.SMTP_SSL(self.host, self.port, timeout=self.seconds, context=context or ssl.create_default_context())
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
        try:
            connection.ehlo_or_helo_if_needed()
            if self.scheme != "smtps":
                self._secure(connection, context)
            if self.user:
                connection.login(self.user, self.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _secure(self, connection: smtplib.SMTP, context: ssl.SSLContext | None) -> None:
        is_offered = connection.has_extn("starttls")
        must = self.scheme == "starttls" or (self.user and not self.is_this_machine)
        if is_offered and (must or not self.is_this_machine):
            connection.starttls(context=context or (ssl.create_default_context() if must else _unchecked()))
            connection.ehlo()
        elif must:
            raise ServerFault(f"{self.name} offers no TLS, so nothing is sent through it.")


def server_of(smtp_url: str, seconds: float = SECONDS) -> MailServer | None:
    """The server of this address; None for ''. ServerFault names what is wrong with it."""
    if not smtp_url:
        return None
    parts = urlsplit(smtp_url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ServerFault("The setting 'smtp_url' must be like smtp://host:25, starttls://user:password@host:587 or smtps://user:password@host:465.")
    return MailServer(
        parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme], unquote(parts.username or ""), unquote(parts.password or ""), seconds
    )


def _unchecked() -> ssl.SSLContext:
    """Better than no TLS where none is asked for (RFC 7435): whoever listens along sees nothing."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
