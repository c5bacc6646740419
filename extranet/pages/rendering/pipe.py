"""Messages between a web process and its rendering child: four bytes of length, then JSON in ASCII."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from typing import Any

_LENGTH = struct.Struct(">I")
_CHUNK_BYTES = 1 << 16


class Ended(Exception):
    """The other side has gone."""


class TooLate(Exception):
    """The other side did not read or answer in time."""


def send(fd: int, message: Any, deadline: float | None = None) -> None:
    """Writes one message. Ended or TooLate (`deadline` is a time.monotonic value; None waits for ever)."""
    text = json.dumps(message, default=str).encode("ascii")  # a date among a field's values goes as 2027-04-01
    rest = memoryview(_LENGTH.pack(len(text)) + text)
    while rest:
        _wait(fd, select.POLLOUT, deadline)
        try:
            rest = rest[os.write(fd, rest[:_CHUNK_BYTES]) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise Ended from error


def receive(fd: int, deadline: float | None = None) -> Any:
    """Reads one message. Ended or TooLate as for `send`."""
    (length,) = _LENGTH.unpack(_read(fd, _LENGTH.size, deadline))
    return json.loads(_read(fd, length, deadline))


def _read(fd: int, size: int, deadline: float | None) -> bytes:
    chunks = []
    while size:
        _wait(fd, select.POLLIN, deadline)
        try:
            chunk = os.read(fd, min(size, _CHUNK_BYTES))
        except OSError as error:
            raise Ended from error
        if not chunk:
            raise Ended
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _wait(fd: int, event: int, deadline: float | None) -> None:
    poll = select.poll()
    poll.register(fd, event)
    left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
    if not poll.poll(left):
        raise TooLate
