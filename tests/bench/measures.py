"""What is measured: one function each, all over HTTP, signed in, against a served site."""

import http.client
import json
import secrets
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote

from tests.bench.load import Load, percentile, run_load
from tests.bench.served import House, ask, fetch

WARM_SECONDS = 1.0
FRESH_LOOKS = 6  # as many looks over new connections as make it likely that every worker was asked


@dataclass(frozen=True)
class Times:
    """How long single things took, in milliseconds; `per_second` where several were done at once."""

    count: int
    p50: float
    p95: float
    worst: float
    per_second: float = 0.0
    failed: int = 0


def times_of(values: Sequence[float], per_second: float = 0.0, failed: int = 0) -> Times:
    ordered = sorted(values)
    return Times(len(ordered), percentile(ordered, 0.5), percentile(ordered, 0.95), ordered[-1] if ordered else 0.0, per_second, failed)


def views(house: House, slugs: Sequence[str], cookies: Sequence[str], connections: int, seconds: float) -> Load:
    return _loaded(house, [f"/wiki/{slug}" for slug in slugs], cookies, connections, seconds)


def searches(house: House, queries: Sequence[str], cookies: Sequence[str], connections: int, seconds: float) -> Load:
    return _loaded(house, [f"/-/search?q={quote(query)}" for query in queries], cookies, connections, seconds)


def suggestions(house: House, queries: Sequence[str], cookies: Sequence[str], connections: int, seconds: float) -> Load:
    """What a person typing these queries asks for, letter by letter."""
    typed = [query[:length] for query in queries for length in range(2, min(len(query), 8))]
    return _loaded(house, [f"/-/suggest?q={quote(text)}" for text in typed], cookies, connections, seconds)


def saves_in_turn(house: House, slugs: Sequence[str], token: str) -> Times:
    """Saves one after another over one connection: the PUT alone, durable when it is answered."""
    saver = Saver(house, token)
    return times_of([saver.save(slug) for slug in slugs], failed=saver.failed)


def saves_at_once(house: House, slugs: Sequence[str], tokens: Sequence[str]) -> Times:
    """Each token's holder saves pages of their own at the same time as the others."""
    savers = [Saver(house, token) for token in tokens]
    shares = [slugs[place :: len(savers)] for place in range(len(savers))]
    began = time.perf_counter()
    with ThreadPoolExecutor(len(savers)) as pool:
        done = list(pool.map(lambda saver, share: [saver.save(slug) for slug in share], savers, shares))
    values = [one for share in done for one in share]
    return times_of(values, len(values) / (time.perf_counter() - began), sum(saver.failed for saver in savers))


def save_to_found(house: House, slugs: Sequence[str], token: str, cookie: str) -> Times:
    """From the answer to a save until search finds its new word, in every worker."""
    saver = Saver(house, token)
    values = []
    for slug in slugs:
        word = "zq" + "".join(secrets.choice("bcdfghjklmnp") for _ in range(12))
        saver.save(slug, word)
        saved = time.perf_counter()
        values.append((_when_found(house, word, cookie) - saved) * 1000)
    return times_of(values)


class Saver:
    """One editor with a connection of its own."""

    def __init__(self, house: House, token: str):
        self._connection = http.client.HTTPConnection(*house.address, timeout=60)
        self._headers = {"Authorization": f"Bearer {token}"}
        self.failed = 0

    def save(self, slug: str, word: str = "") -> float:
        """Read the page, add a sentence, save it; milliseconds of the save alone."""
        _, headers, body = ask(self._connection, "GET", f"/api/v1/pages/{slug}", headers=self._headers)
        page = json.loads(body)
        draft = {"metadata": page["metadata"], "body": page["body"] + f"\nA sentence more about {word or secrets.token_hex(4)}.\n"}
        began = time.perf_counter()
        status, _, answer = ask(self._connection, "PUT", f"/api/v1/pages/{slug}", draft, {**self._headers, "If-Match": headers["etag"]})
        spent = (time.perf_counter() - began) * 1000
        self.failed += status != 200
        return spent


def _when_found(house: House, word: str, cookie: str, timeout_seconds: float = 60) -> float:
    """The moment after which every look found the word."""
    end, first, found = time.perf_counter() + timeout_seconds, 0.0, 0
    while found < FRESH_LOOKS:
        asked = time.perf_counter()
        _, _, body = fetch(house.address, "GET", f"/-/search?q={word}", headers={"Cookie": cookie, "Accept": "application/json"})
        is_there = json.loads(body).get("total", 0) > 0
        first = (first or asked) if is_there else 0.0
        found = found + 1 if is_there else 0
        if asked > end:
            raise RuntimeError(f"The word {word} was not found within {timeout_seconds:.0f} seconds of its save.")
    return first


def _loaded(house: House, paths: Sequence[str], cookies: Sequence[str], connections: int, seconds: float) -> Load:
    run_load(house.address, paths, cookies, connections, WARM_SECONDS)
    return run_load(house.address, paths, cookies, connections, seconds)


def median_load(runs: Sequence[Load]) -> Load:
    """The run in the middle by answers a second."""
    middle = statistics.median_low([one.per_second for one in runs])
    return next(one for one in runs if one.per_second == middle)
