"""Sign-ins against real slapd servers, in one process: `python -m tests.bench.sign_in_bench [seconds]`.

Starts a directory for every authority and signs people of all of them in with
8 threads at once, while none, one and three of the directories hang. Prints
sign-ins a second, p50 and p95 of the authorities that answer, CPU of each
sign-in, and how long people of a hung one wait. Targets: p95 150 ms, 50 a
second, 15 ms of CPU; with three hung, the others' p95 at most twice as long
(performance.md, security-reliability.md 4). Nothing fails; figures are printed.
"""

import logging
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from extranet.app import build_site, prepare
from extranet.authorities import current_authorities
from extranet.identity import sign_in
from extranet.identity.model import DirectorySilent, SignedIn, SignInTry
from extranet.settings import Settings, replace_settings
from tests.bench.load import percentile
from tests.slapd.rig import Rig

THREADS = 8
HUNG = (0, 1, 3)
PEOPLE = ("jsmith", "author", "nested", "nomail", "spaces", "slashid")


@dataclass
class Tally:
    """Seconds of each sign-in that was answered, of each that was not, and other ends."""

    answered: list[float] = field(default_factory=list)
    silent: list[float] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def main(seconds: float = 6.0) -> None:
    logging.disable(logging.WARNING)  # every hung directory is told of, each time
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), secret_key="bench", threads=THREADS, log_level="ERROR")
        plain = build_site(settings)
        prepare(plain)
        slugs = [one.slug for one in current_authorities(plain)]
        plain.close()
        rig = Rig(slugs)
        try:
            for hung in HUNG:
                _measure(build_site(replace_settings(settings, directory=rig.tables())), rig, slugs, hung, seconds)
        finally:
            rig.close()


def _measure(site, rig: Rig, slugs: list[str], hung: int, seconds: float) -> None:
    _run(site, rig, slugs, 1.0)  # everybody's record is made, every certificate read
    for slug in slugs[:hung]:
        rig[slug].pause()
    began, cpu = time.perf_counter(), time.process_time()
    tally = _run(site, rig, slugs, seconds)
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    for slug in slugs[:hung]:
        rig[slug].resume()
    site.close()
    _print(tally, hung, took, cpu)


def _run(site, rig: Rig, slugs: list[str], seconds: float) -> Tally:
    tally, numbers, until = Tally(), count(), time.perf_counter() + seconds

    def work():
        while time.perf_counter() < until:
            number = next(numbers)
            slug, login = slugs[number % len(slugs)], PEOPLE[number // len(slugs) % len(PEOPLE)]
            asked = SignInTry(slug, login, rig[slug].person(login).password, f"192.0.2.{number % 200}")
            began = time.perf_counter()
            answer = sign_in(site, asked)
            _note(tally, answer, time.perf_counter() - began)

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _note(tally: Tally, answer, seconds: float) -> None:
    if isinstance(answer, SignedIn):
        tally.answered.append(seconds)
    elif isinstance(answer, DirectorySilent):
        tally.silent.append(seconds)
    else:
        tally.others.append(answer.sentence)


def _print(tally: Tally, hung: int, took: float, cpu: float) -> None:
    good, silent = sorted(tally.answered), sorted(tally.silent)
    line = f"{hung} hung: {len(good) / took:6.1f} sign-ins/s   p50 {percentile(good, 0.5) * 1000:5.0f} ms   p95 {percentile(good, 0.95) * 1000:5.0f} ms"
    line += f"   CPU {cpu / max(len(good), 1) * 1000:4.1f} ms each"
    if silent:
        line += f"   of the hung: {len(silent)} told, p50 {percentile(silent, 0.5) * 1000:.0f} ms, worst {silent[-1] * 1000:.0f} ms"
    print(line + (f"   {len(tally.others)} other ends: {tally.others[0]}" if tally.others else ""))


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]))
