"""The load client: as many requests as the server answers, over connections that stay open.

wrk (Debian's package) when it is there, with a script that walks a list of paths; else a loop over sockets of our own, which
costs more of the machine it measures. Both count every answer that is not 200 as wrong.
"""

import json
import selectors
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("walk.lua")
TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class Load:
    """What one run of the client found; times in milliseconds."""

    connections: int
    seconds: float
    answers: int
    wrong: int
    p50: float
    p95: float
    p99: float
    client: str

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds if self.seconds else 0.0


def run_load(address: tuple[str, int], paths: Sequence[str], cookies: Sequence[str], connections: int, seconds: float) -> Load:
    """Ask for the paths in turn, over and over, for about this long; each request as the next of these cookies (none: as a visitor)."""
    client = _wrk if shutil.which("wrk") else _sockets
    return client(address, paths, cookies, connections, seconds)


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """The value below which this share (0 to 1) lies; 0 for none at all."""
    if not sorted_values:
        return 0.0
    return sorted_values[min(len(sorted_values) - 1, int(share * len(sorted_values)))]


def _wrk(address, paths, cookies, connections, seconds) -> Load:
    with tempfile.TemporaryDirectory() as folder:
        listed, people = Path(folder) / "paths", Path(folder) / "cookies"
        listed.write_text("\n".join(paths))
        people.write_text("\n".join(cookies))
        words = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", f"--timeout={TIMEOUT_SECONDS}s", f"-s{SCRIPT}"]
        words += [f"http://{address[0]}:{address[1]}", "--", str(listed), str(people)]
        output = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    found = json.loads(output.rpartition("RESULT ")[2])
    return Load(connections, found["seconds"], found["answers"], found["wrong"], found["p50"], found["p95"], found["p99"], "wrk")


def _sockets(address, paths, cookies, connections, seconds) -> Load:
    people = [f"Cookie: {cookie}\r\n" for cookie in cookies] or [""]
    host = f"Host: {address[0]}:{address[1]}\r\n"
    requests = [f"GET {path} HTTP/1.1\r\n{host}{people[place % len(people)]}\r\n".encode() for place, path in enumerate(paths)]
    chooser, asked, times, wrong = selectors.DefaultSelector(), 0, [], 0
    for _ in range(connections):
        chooser.register(_Line(address), selectors.EVENT_READ)
    began = time.perf_counter()
    for key in list(chooser.get_map().values()):
        key.fileobj.ask(requests[asked % len(requests)])
        asked += 1
    while (now := time.perf_counter()) - began < seconds:
        for key, _ in chooser.select(0.5):
            status = key.fileobj.read()
            if status is None:
                continue
            times.append((time.perf_counter() - key.fileobj.asked_at) * 1000)
            wrong += status != 200
            key.fileobj.ask(requests[asked % len(requests)])
            asked += 1
    for key in list(chooser.get_map().values()):
        key.fileobj.close()
    times.sort()
    return Load(connections, now - began, len(times), wrong, *(percentile(times, share) for share in (0.5, 0.95, 0.99)), "own sockets")


class _Line:
    """One connection that stays open; opened anew when the server closes it, as it may after an answer."""

    def __init__(self, address):
        self._address = address
        self._socket = socket.create_connection(address, TIMEOUT_SECONDS)
        self._buffer = b""
        self.asked_at = 0.0

    def fileno(self) -> int:
        return self._socket.fileno()

    def ask(self, request: bytes) -> None:
        self._buffer, self.asked_at = b"", time.perf_counter()
        self._socket.sendall(request)

    def read(self) -> int | None:
        """Status of the answer when it is whole, 0 when the connection broke, None when more is to come."""
        part = self._socket.recv(262_144)
        if not part:
            return 0
        self._buffer += part
        head, gap, body = self._buffer.partition(b"\r\n\r\n")
        if not gap or len(body) < _length(head):
            return None
        return int(head[9:12])

    def close(self) -> None:
        self._socket.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0
