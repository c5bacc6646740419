"""Editors that save over HTTP and write down what they were answered.

Each save appends one word of its own to the text of a page, so the chain of revisions shows whether an update was lost
(list-append, in the manner of jepsen-io/elle). An answer that never came may mean either; the same save is then sent
again with the same key, or left in doubt.
"""

import hashlib
import http.client
import json
import random
import threading
from dataclasses import dataclass, field
from urllib.parse import quote

from tests.bench.served import House, ask

OK, CONFLICT, DOUBT, ERROR = "ok", "conflict", "doubt", "error"
TRIES = 60
PAUSE_SECONDS = 0.1
ATTACH_EVERY = 25


@dataclass(frozen=True)
class Attempt:
    """One save: its word (also its idempotency key), the page, the base revision, and what was answered. `number` is the page's revision in an ok answer."""

    writer: int
    word: str
    slug: str
    base: int
    answer: str
    number: int = 0
    detail: str = ""


@dataclass(frozen=True)
class Attached:
    slug: str
    name: str
    sha256: str


@dataclass
class Log:
    """Everything that was answered, by all editors together."""

    attempts: list[Attempt] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, one: Attempt) -> None:
        with self._lock:
            self.attempts.append(one)

    def count(self, answer: str) -> int:
        with self._lock:
            return sum(one.answer == answer for one in self.attempts)


class Writer(threading.Thread):
    """One editor with a token of their own, saving until `stop` is set."""

    def __init__(self, number: int, house: House, token: str, slugs: list[str], log: Log, stop: threading.Event, seed: int):
        super().__init__(name=f"writer {number}", daemon=True)
        self.number, self._house, self._slugs, self._log, self._stop_asked = number, house, slugs, log, stop
        self._chance = random.Random(f"{seed}/{number}")
        self._headers = {"Authorization": f"Bearer {token}"}
        self._seen: dict[str, int] = {}
        self._connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        try:
            self._save_until_stopped()
        finally:
            self._drop()

    def _save_until_stopped(self) -> None:
        done = 0
        while not self._stop_asked.is_set():
            done += 1
            try:
                self._save_once(f"k{self.number}x{done:06d}")
                if done % ATTACH_EVERY == 0:
                    self._attach(f"file-{self.number}-{done}.txt")
            except (OSError, http.client.HTTPException):
                self._drop()
                self._stop_asked.wait(PAUSE_SECONDS)

    def _save_once(self, word: str) -> None:
        slug = self._chance.choice(self._slugs)
        status, headers, body = self._ask("GET", f"/api/v1/pages/{slug}")
        if status != 200:
            self._log.faults.append(f"reading {slug} answered {status}: {body[:200]!r}")
            return
        base = int(headers["etag"].strip('"'))
        self._check_reading(slug, base)
        self._log.add(self._put(slug, base, json.loads(body), word))

    def _put(self, slug: str, base: int, page: dict, word: str) -> Attempt:
        draft = {"metadata": page["metadata"], "body": f"{page['body'].rstrip()}\n{word}\n"}
        headers = {"If-Match": f'"{base}"', "Idempotency-Key": word}
        will_repeat = self._chance.random() < 0.7
        for _ in range(TRIES):
            try:
                status, found, body = self._ask("PUT", f"/api/v1/pages/{slug}", draft, headers)
            except (OSError, http.client.HTTPException):
                self._drop()
                if not will_repeat:
                    return Attempt(self.number, word, slug, base, DOUBT)
                self._stop_asked.wait(PAUSE_SECONDS)
                continue
            return self._answered(slug, base, word, status, found, body)
        return Attempt(self.number, word, slug, base, DOUBT, detail="never answered")

    def _answered(self, slug: str, base: int, word: str, status: int, headers: dict, body: bytes) -> Attempt:
        if status == 200:
            number = int(headers["etag"].strip('"'))
            self._seen[slug] = max(self._seen.get(slug, 0), number)
            return Attempt(self.number, word, slug, base, OK, number)
        if status == 412:
            return Attempt(self.number, word, slug, base, CONFLICT)
        return Attempt(self.number, word, slug, base, ERROR, detail=f"{status}: {body[:300]!r}")

    def _attach(self, name: str) -> None:
        slug, content = self._chance.choice(self._slugs), (name * 50).encode()
        connection = self._connected()
        headers = {**self._headers, "Content-Type": "application/octet-stream"}
        connection.request("POST", f"/api/v1/pages/{slug}/attachments?name={quote(name)}", content, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 201:
            self._log.attached.append(Attached(slug, name, hashlib.sha256(content).hexdigest()))

    def _check_reading(self, slug: str, number: int) -> None:
        """An editor sees their own saves, and never an older page than before."""
        if number < self._seen.get(slug, 0):
            self._log.faults.append(f"writer {self.number} read revision {number} of {slug} after revision {self._seen[slug]}")
        self._seen[slug] = max(number, self._seen.get(slug, 0))

    def _ask(self, method: str, path: str, body=None, headers=None):
        return ask(self._connected(), method, path, body, {**self._headers, **(headers or {})})

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(*self._house.address, timeout=30)
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
