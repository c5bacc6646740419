"""A real SMTP server on loopback (aiosmtpd) that behaves as a test asks: takes, refuses, refuses once, hangs, hangs up."""

import asyncio
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller


class Post:
    """The server's side. `taken` are the messages it accepted; `behave` is asked at every letter and may answer instead."""

    def __init__(self):
        self.taken = []
        self.recipients = []
        self.raw = []
        self.at_recipient = lambda address: None
        self.at_data = lambda count: None
        self.data_count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.at_recipient(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.data_count += 1
        answer = self.at_data(self.data_count)
        if answer == "hang":
            await asyncio.sleep(30)
        if answer == "refuse":
            return "554 5.7.1 We do not want this"
        self.raw.append(envelope.content)
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        self.recipients.append(list(envelope.rcpt_tos))
        if answer == "hang up":  # taken, and the line breaks before we are told
            server.transport.abort()
        return "250 taken"


class AnyPort(Controller):
    """Listens on a free port; aiosmtpd itself would knock at port 0 to see whether it runs."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Running:
    """A started server with its handler."""

    def __init__(self, **options):
        self.post = Post()
        self._controller = AnyPort(self.post, hostname="127.0.0.1", port=0, **options)

    def __enter__(self):
        self._controller.start()
        self.port = self._controller.port
        return self

    def __exit__(self, *_raised):
        self._controller.stop()
