"""`python -m tests.reliability.kill --kills 300 --saves 10000`: kill -9 under concurrent writers, then look for anything lost or invented."""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from extranet import search
from extranet.identity import grant
from tests.bench.served import WRITER, House, add_people, ask_no_approvals, corpus_for, tokens_of, write_corpus
from tests.reliability.killing import Killer, left_behind
from tests.reliability.verifying import faults_in
from tests.reliability.writing import CONFLICT, DOUBT, ERROR, OK, Log, Writer

STUCK_SECONDS = 120


@dataclass
class Outcome:
    """What happened, and what is wrong: `faults` is empty when nothing was lost or invented."""

    seed: int
    kills: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0
    conflicts: int = 0
    in_doubt: int = 0
    errors: int = 0
    files: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        return not self.faults


def run(folder: Path, kills: int, saves: int, writers: int = 8, pages: int = 40, seed: int = 1) -> Outcome:
    """Serve a site, let editors save while its processes are killed, and compare afterwards."""
    house, log, stop = House(folder), Log(), threading.Event()
    slugs, tokens, actor_ids = _prepare(house, pages, writers)
    outcome, began = Outcome(seed), time.monotonic()
    house.start()
    try:
        killer = Killer(house, random.Random(seed))
        team = [Writer(number, house, tokens[number], slugs, log, stop, seed) for number in range(writers)]
        for one in team:
            one.start()
        _kill_while_they_write(killer, log, kills, saves)
        stop.set()
        for one in team:
            one.join(60)
        outcome.faults += _catch_up(house)
    finally:
        stop.set()
        house.stop()
    time.sleep(1.5)  # a worker whose master was killed looks for it once a second
    outcome.faults += [f"left behind: {one}" for one in left_behind(house)]
    with house.site() as site:
        outcome.faults += faults_in(site, log, slugs, actor_ids)
    outcome.kills, outcome.files, outcome.seconds = dict(killer.killed), len(log.attached), round(time.monotonic() - began, 1)
    outcome.acknowledged, outcome.conflicts = log.count(OK), log.count(CONFLICT)
    outcome.in_doubt, outcome.errors = log.count(DOUBT), log.count(ERROR)
    outcome.faults += sorted({f"a save was answered {one.detail}" for one in log.attempts if one.answer == ERROR})[:5]
    return outcome


def _prepare(house: House, pages: int, writers: int) -> tuple[list[str], list[str], list[int]]:
    """A site with pages, and a person with a token for each writer."""
    house.command("init")
    with house.site() as site:
        ask_no_approvals(site)
        corpus = corpus_for(site, pages)
        write_corpus(corpus, house.folder / "content")
        house.command("import", str(house.folder / "content"), "--json")
        actor_ids = _administrators(site, writers)
        return [corpus.slug(number) for number in range(pages)], [tokens_of(site, one)[0] for one in actor_ids], actor_ids


def _administrators(site, count: int) -> list[int]:
    ids = add_people(site, count)
    for one in ids[1:]:
        grant(site, None, one, WRITER)
    return ids


def _kill_while_they_write(killer: Killer, log: Log, kills: int, saves: int) -> None:
    """Spread the kills over the saves, until there were enough of both."""
    done, moved_at, last = 0, time.monotonic(), 0
    while done < kills or log.count(OK) < saves:
        acknowledged = log.count(OK)
        if acknowledged != last:
            last, moved_at = acknowledged, time.monotonic()
        if time.monotonic() - moved_at > STUCK_SECONDS:
            raise RuntimeError(f"No save was acknowledged for {STUCK_SECONDS} seconds, after {acknowledged} saves and {done} kills.")
        if done < kills and acknowledged >= done * saves / kills * 0.95 and killer.kill_one():
            done += 1
            print(f"\r{done} kills, {acknowledged} saves acknowledged", end="", file=sys.stderr)
        time.sleep(killer.chance.uniform(0.05, 0.4))
    print(file=sys.stderr)


def _catch_up(house: House) -> list[str]:
    """Wait for the index, with the site still serving."""
    end = time.monotonic() + STUCK_SECONDS
    with house.site() as site:
        while search.waiting_count(site):
            if time.monotonic() > end:
                return ["the index did not catch up while the site served"]
            time.sleep(0.2)
    return []


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.kill", description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--saves", type=int, default=10_000)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", type=Path, help="Keep the site in this folder, to look at it afterwards.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="extranet-kill-") as folder:
        outcome = run(given.keep or Path(folder), given.kills, given.saves, given.writers, given.pages, given.seed)
    print(json.dumps(asdict(outcome), indent=1))
    sys.exit(0 if outcome.is_well else 1)


if __name__ == "__main__":
    main()
