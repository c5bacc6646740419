"""People at the edit form, over HTTP: they type a word of their own, keep drafts, save, and put changes together when somebody was faster."""

import http.client
import random
import re
import threading
from collections import Counter
from dataclasses import dataclass, field

from tests.bench.forms import encoded, form_in
from tests.bench.served import House

WORD = re.compile(r"\bw[a-h][a-z]{6}\b")
TRIES = 80
ROUNDS = 12
PAUSE_SECONDS = 0.1
NOTE = "A word more, as everybody here adds one."


@dataclass
class Log:
    """What was sent and answered, by all editors together. `sent` and `drafts` give the word that a form's token carried."""

    sent: dict[str, str] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    drafts: dict[str, str] = field(default_factory=dict)
    left_open: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)

    def words_in(self, body: str) -> set[str]:
        return set(WORD.findall(body))


class Unanswered(Exception):
    """The worker was gone before it answered: the request may have been heard or not."""


class Editor(threading.Thread):
    """One person with a session and a connection of their own."""

    def __init__(self, number: int, house: House, cookie: str, slugs: list[str], log: Log, stop: threading.Event, seed: int):
        super().__init__(name=f"editor {number}", daemon=True)
        self._number, self._house, self._cookie, self._slugs, self._log, self._stop_asked = number, house, cookie, slugs, log, stop
        self._chance = random.Random(f"{seed}/{number}")
        self._connection: http.client.HTTPConnection | None = None
        self._done = 0

    def run(self) -> None:
        while not self._stop_asked.is_set():
            self._done += 1
            self._change_once(self._chance.choice(self._slugs), self._word())
        self._drop()

    def _word(self) -> str:
        """A word that nobody else ever types."""
        letters, number = "", self._done
        for _ in range(6):
            number, rest = divmod(number, 26)
            letters += chr(97 + rest)
        return f"w{'abcdefgh'[self._number]}{letters}"

    def _change_once(self, slug: str, word: str) -> None:
        """Open the form, type, keep a draft now and then, save or leave it."""
        status, html = self._surely("GET", f"/-/pages/{slug}/edit")
        form = form_in(html)
        if status != 200 or not form:
            self._log.faults.append(f"the form of {slug} was answered {status}")
            return
        token = form["token"][0]
        form["body"] = [self._typed(form["body"][0], word)]
        form["change_note"] = [NOTE]
        if self._chance.random() < 0.4:
            self._keep(form, token, word)
            if self._chance.random() < 0.15:
                return  # the window is closed: the draft must be there
        self._save(slug, form, token, word)

    def _typed(self, body: str, word: str) -> str:
        """The text with the word in a paragraph of its own, somewhere; or at the end of a paragraph, which others may be changing too."""
        paragraphs = body.replace("\r\n", "\n").strip().split("\n\n")
        place = self._chance.randrange(len(paragraphs))
        if self._chance.random() < 0.5:
            paragraphs[place] = f"{paragraphs[place]} {word}"
        else:
            paragraphs.insert(place, f"Here {word} stands.")
        return "\n\n".join(paragraphs) + "\n"

    def _keep(self, form: dict, token: str, word: str) -> None:
        try:
            status, _ = self._ask("POST", "/-/drafts/keep", form)
        except Unanswered:
            return
        if status == 200:
            self._log.counts["drafts_kept"] += 1
            self._log.drafts[token] = word
        else:
            self._log.faults.append(f"a draft was answered {status}")

    def _save(self, slug: str, form: dict, token: str, word: str) -> None:
        self._log.sent[token] = word
        for _ in range(ROUNDS):
            answer = self._send(f"/-/pages/{slug}/edit", {**form, "do": ["save"]}, token)
            if answer is None:
                return
            status, html = answer
            if status == 303:
                self._log.acknowledged.add(token)
                self._log.counts["saved"] += 1
                return
            if status != 409:
                self._log.faults.append(f"a save of {slug} was answered {status}")
                return
            form = self._put_together(slug, html)
            if not form:
                return
        self._log.left_open.add(token)

    def _put_together(self, slug: str, html: str) -> dict:
        """The form with both changes; where the page asks, both texts are kept as it proposes."""
        self._log.counts["put_together"] += 1
        form = form_in(html)
        if form:
            return form
        self._log.counts["asked"] += 1
        status, html = self._surely("POST", f"/-/pages/{slug}/edit", {**form_in(html, "merge"), "do": ["merged"]})
        form = form_in(html)
        if status != 200 or not form:
            self._log.faults.append(f"putting together {slug} was answered {status}")
        return form

    def _send(self, path: str, form: dict, token: str) -> tuple[int, str] | None:
        """The answer to a save; sent again, with the same token, until there is one. Some people give up: then nobody knows."""
        will_repeat = self._chance.random() < 0.7
        for _ in range(TRIES):
            try:
                return self._ask("POST", path, form)
            except Unanswered:
                if not will_repeat:
                    break
                self._log.counts["sent_again"] += 1
        self._log.counts["in_doubt"] += 1
        self._log.left_open.add(token)
        return None

    def _surely(self, method: str, path: str, form: dict | None = None) -> tuple[int, str]:
        """The answer to what changes nothing, asked until there is one."""
        for _ in range(TRIES):
            try:
                return self._ask(method, path, form)
            except Unanswered:
                continue
        return 0, ""

    def _ask(self, method: str, path: str, form: dict | None = None) -> tuple[int, str]:
        headers = {"Cookie": self._cookie} | ({"Content-Type": "application/x-www-form-urlencoded"} if form else {})
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection(*self._house.address, timeout=60)
            self._connection.request(method, path, encoded(form) if form else None, headers)
            answer = self._connection.getresponse()
            self._learn(answer.getheader("Set-Cookie"))
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException) as fault:
            self._drop()
            self._stop_asked.wait(PAUSE_SECONDS)
            raise Unanswered from fault

    def _learn(self, given: str | None) -> None:
        """A cookie that the site sets, which the next form's token belongs to."""
        if given:
            name, _, value = given.partition(";")[0].partition("=")
            others = [one for one in self._cookie.split("; ") if not one.startswith(f"{name}=")]
            self._cookie = "; ".join([*others, f"{name}={value}"])

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
