"""A site of its own in a temporary folder: made, loaded with pages and people, and served as `extranet run` serves it."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import psutil
from sqlalchemy import text

from extranet import search
from extranet.actor import Grant
from extranet.app import build_site
from extranet.identity import actor_by_id, add_person, grant, make_token, open_session
from extranet.identity.views import cookie_name
from extranet.portal import house_actor
from extranet.review import ApprovalRule, set_rule
from extranet.settings import Settings
from extranet.standard import vocabularies, write_content_file
from tests.bench.corpus import Corpus, Known

READY_SECONDS = 60
WRITER = Grant("partnership_administrator", "partnership")


@dataclass
class House:
    """One site in `folder`, on a free port of loopback."""

    folder: Path
    workers: int = 3
    port: int = field(default_factory=lambda: free_port())

    def __post_init__(self):
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = self.folder / "log"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("EXTRANET_")},
            "EXTRANET_DATA": str(self.folder / "data"),
            "EXTRANET_PUBLIC_URL": self.url,
            "EXTRANET_WORKERS": str(self.workers),
            "EXTRANET_BIND": f"127.0.0.1:{self.port}",
            "EXTRANET_SECRET_KEY": "of a site that lives for minutes",
        }
        self.process: subprocess.Popen | None = None

    @property
    def address(self) -> tuple[str, int]:
        return ("127.0.0.1", self.port)

    @property
    def settings(self) -> Settings:
        return Settings(data=self.folder / "data", public_url=self.url, secret_key="of a site that lives for minutes")

    def command(self, *words: str) -> str:
        """Run `extranet …`; what it said. CalledProcessError with its output when it failed."""
        ended = subprocess.run([sys.executable, "-m", "extranet", *words], env=self._environment, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise RuntimeError(f"extranet {' '.join(words)} ended with {ended.returncode}: {ended.stdout[-2000:]}{ended.stderr[-2000:]}")
        return ended.stdout

    def start(self) -> float:
        """Start `extranet run`; seconds until it answered."""
        began = time.perf_counter()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "extranet", "run"], env=self._environment, stdout=log, stderr=log)
        while not self.is_answering():
            if self.process.poll() is not None or time.perf_counter() - began > READY_SECONDS:
                raise RuntimeError(f"The site did not start: {self.log.read_text()[-3000:]}")
            time.sleep(0.02)
        return time.perf_counter() - began

    def is_answering(self) -> bool:
        try:
            return fetch(self.address, "GET", "/-/health")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def pids(self) -> list[int]:
        """All processes of the site: web workers, jobs, renderers, and those that keep them."""
        own = psutil.Process(self.process.pid)
        return [own.pid, *(child.pid for child in own.children(recursive=True))]

    @contextmanager
    def site(self) -> Iterator:
        """The site in this process, beside the served one."""
        site = build_site(self.settings)
        try:
            yield site
        finally:
            site.close()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def fetch(address, method: str, path: str, body=None, headers=None, timeout: float = 30) -> tuple[int, dict, bytes]:
    """One request over a connection of its own: status, headers (small letters), body."""
    connection = http.client.HTTPConnection(*address, timeout=timeout)
    try:
        return ask(connection, method, path, body, headers)
    finally:
        connection.close()


def ask(connection: http.client.HTTPConnection, method: str, path: str, body=None, headers=None) -> tuple[int, dict, bytes]:
    """One request over a connection that stays open; `body` is sent as JSON."""
    content = None if body is None else json.dumps(body)
    kind = {} if body is None else {"Content-Type": "application/json"}
    connection.request(method, path, content, {**kind, **(headers or {})})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def corpus_for(site, count: int, today: date | None = None) -> Corpus:
    """Pages in the vocabularies of this site."""
    known = vocabularies(site)
    services = tuple((one.id, one.functions[0]) for one in known.services.values() if one.functions)
    authorities = tuple(one.slug for one in known.authorities_on(today or site.clock.today()))
    return Corpus(Known(authorities, tuple(known.groups), services, tuple(known.life_episodes)), count, today or site.clock.today())


def write_corpus(corpus: Corpus, folder: Path) -> None:
    """The corpus as a content folder."""
    (folder / "pages").mkdir(parents=True)
    for page in corpus:
        (folder / "pages" / f"{page.slug}.md").write_text(write_content_file(page.metadata, page.body), encoding="utf-8")


def add_people(site, count: int) -> list[int]:
    """People spread over the authorities, every tenth an author; their ids. The first may do everything."""
    known = vocabularies(site)
    authorities, groups = [one.slug for one in known.authorities_on(site.clock.today())], list(known.groups)
    ids = []
    for number in range(count):
        person = add_person(site, authorities[number % len(authorities)], f"{number:032x}", f"bench{number}", f"Bench Person {number}")
        if number == 0:
            grant(site, None, person.id, WRITER)
        elif number % 10 == 0:
            grant(site, None, person.id, Grant("author", "group", groups[number % len(groups)]))
        ids.append(person.id)
    return ids


def ask_no_approvals(site) -> None:
    """Every group lets its authors publish: what is measured and killed here is the save, not the review before it."""
    for group in vocabularies(site).groups:
        set_rule(site, house_actor("Benchmark"), ApprovalRule(group, 0))


def sessions_of(site, person_ids: list[int]) -> list[str]:
    """A Cookie header for each of these people."""
    name = cookie_name(site)
    return [f"{name}={open_session(site, one, '127.0.0.1', 'benchmark')}" for one in person_ids]


def tokens_of(site, person_id: int, count: int = 1) -> list[str]:
    """Tokens of one person, who may write."""
    return [make_token(site, actor_by_id(site, person_id), f"benchmark {number}", ("read", "write"), 30) for number in range(count)]


def deepen_history(site, revisions_each: int) -> int:
    """Give every page this many revisions by copying its last one in the database itself; how many revisions there are then."""
    text_columns, by_columns = "slug, reading_key, metadata, body, rendered, passages", "author_id, author_name, author_authority"
    columns = f"{text_columns}, {by_columns}, update_type, change_note, restored_from, made_at"
    with site.db.writing() as tx:
        for number in range(2, revisions_each + 1):
            tx.execute(
                text(
                    f"INSERT INTO revision (page_id, number, token, {columns}) SELECT page_id, :number, 'bench-' || page_id || '-{number}', {columns} "
                    "FROM revision WHERE number = :number - 1"
                ),
                {"number": number},
            )
        tx.execute(text("UPDATE page SET number = (SELECT max(number) FROM revision WHERE revision.page_id = page.id)"))
        return tx.execute(text("SELECT count(*) FROM revision")).scalar_one()


def wait_until_indexed(site, timeout_seconds: float = 3600) -> None:
    """Wait until the jobs process has brought everything into the index."""
    end = time.monotonic() + timeout_seconds
    while search.waiting_count(site):
        if time.monotonic() > end:
            raise RuntimeError("The index did not catch up in time.")
        time.sleep(0.1)
